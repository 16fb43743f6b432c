//! The control endpoint: what a test or the page does besides calling the API.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::api::response::Answer;
use crate::emulator::Emulator;
use crate::engine::{Actor, Changes, Delivery};
use crate::schema::schemas;
use crate::store::{ROOT, Row, RowId, Value};
use crate::time::parse_time;
use crate::watch::faults::{Fault, FaultKind};

/// Where the control endpoint is.
pub(crate) const PREFIX: &str = "/_emulator/";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultRequest {
    kind: String,
    value: Option<u64>,
    operation: Option<String>,
    method: Option<String>,
    path: Option<String>,
    percent: Option<u8>,
    times: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockRequest {
    now: Option<String>,
    advance_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiptRequest {
    sid: String,
    status: String,
    #[serde(default)]
    error_code: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UserRequest {
    product: String,
    sid: String,
    connected: bool,
}

/// A request of the API, made as a user or from an address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActRequest {
    product: String,
    identity: Option<String>,
    address: Option<String>,
    method: Option<String>,
    path: String,
    #[serde(default)]
    form: BTreeMap<String, String>,
}

type Outcome = Result<Json, String>;

impl Emulator {
    /// Answers a request below [`PREFIX`]. The caller has checked who asks.
    pub(crate) async fn control(
        &self,
        request: Request<Bytes>,
        authorization: Option<HeaderValue>,
    ) -> Response<Vec<u8>> {
        let (parts, body) = request.into_parts();
        let name = parts.uri.path().trim_start_matches(PREFIX).to_owned();
        let query = parts.uri.query().unwrap_or_default();
        let query: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let outcome = match (&parts.method, name.as_str()) {
            (&Method::GET, "requests") => Ok(self.logged_since(&query)),
            (&Method::GET, "tree") => self.tree(&query),
            (&Method::GET, "faults") => Ok(self.list_faults()),
            (&Method::POST, "faults") => read(&body).and_then(|one| self.add_fault(one)),
            (&Method::DELETE, "faults") => {
                self.clear_faults();
                Ok(json!({}))
            }
            (&Method::POST, "reset") => {
                self.reset();
                Ok(json!({}))
            }
            (&Method::GET, "clock") => Ok(self.clock()),
            (&Method::POST, "clock") => read(&body).and_then(|one| self.move_clock(&one)),
            (&Method::POST, "records") => {
                read(&body).and_then(|one: Json| self.load(&one).map(|()| json!({})).map_err(|error| error.to_string()))
            }
            (&Method::POST, "receipts") => read(&body).and_then(|one: ReceiptRequest| {
                self.move_receipt(&one.sid, &one.status, one.error_code).map(|()| json!({}))
            }),
            (&Method::POST, "users") => read(&body).and_then(|one: UserRequest| self.connect(&one)),
            (&Method::POST, "act") => match read(&body) {
                Ok(act) => return self.act(act, authorization).await,
                Err(problem) => Err(problem),
            },
            _ => {
                return reply(
                    StatusCode::NOT_FOUND,
                    &json!({ "message": "the control endpoint has no such resource" }),
                );
            }
        };
        match outcome {
            Ok(json) => reply(StatusCode::OK, &json),
            Err(problem) => reply(StatusCode::BAD_REQUEST, &json!({ "message": problem })),
        }
    }

    fn logged_since(&self, query: &BTreeMap<String, String>) -> Json {
        let since = query.get("since").and_then(|text| text.parse().ok()).unwrap_or_default();
        let requests: Vec<Json> = self.inner.log.since(since).iter().map(|entry| entry.to_json()).collect();
        json!({ "requests": requests })
    }

    /// The records below a record, a page of a hundred: what the tree of the page shows.
    fn tree(&self, query: &BTreeMap<String, String>) -> Outcome {
        const PAGE: usize = 100;
        let engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(key) = query.get("product") else {
            let products: Vec<Json> = engine
                .stores
                .iter()
                .map(|store| json!({ "key": store.schema.product.key, "title": store.schema.product.title, "records": store.len() }))
                .collect();
            return Ok(json!({ "products": products }));
        };
        let store = engine.stores.iter().find(|store| store.schema.product.key == key).ok_or("no such product")?;
        let parent = query.get("parent").and_then(|text| text.parse().ok()).map_or(ROOT, RowId);
        let mut records = Vec::new();
        for table in &store.schema.tables {
            let count = store.count_children(table.id, parent);
            for row in store.child_rows(table.id, parent).take(PAGE) {
                let children: usize = store.schema.tables.iter().map(|one| store.count_children(one.id, row.id)).sum();
                records.push(json!({
                    "id": row.id.0,
                    "table": table.definition.name,
                    "sid": row.sid.map(|sid| sid.to_string()),
                    "label": label(store, row),
                    "children": children,
                    "siblings": count,
                    "values": values(store, row),
                }));
            }
        }
        Ok(json!({ "records": records }))
    }

    fn list_faults(&self) -> Json {
        let faults: Vec<Json> = self
            .faults()
            .iter()
            .map(|fault| {
                json!({
                    "kind": format!("{:?}", fault.kind),
                    "operation": fault.operation,
                    "method": fault.method,
                    "path": fault.path,
                    "percent": fault.percent,
                    "times": fault.times,
                })
            })
            .collect();
        json!({ "faults": faults })
    }

    fn add_fault(&self, sent: FaultRequest) -> Outcome {
        let kind = FaultKind::by_name(&sent.kind, sent.value).ok_or(format!("there is no fault `{}`", sent.kind))?;
        let mut fault = Fault::new(kind).percent(sent.percent.unwrap_or(100));
        fault.operation = sent.operation;
        fault.method = sent.method;
        fault.path = sent.path;
        fault.times = sent.times;
        self.inject(fault);
        Ok(self.list_faults())
    }

    fn clock(&self) -> Json {
        json!({ "now": crate::time::with_millis(self.inner.clock.now()) })
    }

    fn move_clock(&self, sent: &ClockRequest) -> Outcome {
        if let Some(now) = &sent.now {
            let now = parse_time(now).ok_or(format!("`{now}` is no date and time"))?;
            self.inner.clock.set(now);
        }
        self.advance(Duration::from_millis(sent.advance_ms.unwrap_or_default()));
        Ok(self.clock())
    }

    /// Moves a delivery receipt to another status, as a carrier does. The event `onDeliveryUpdated` is sent.
    ///
    /// # Errors
    /// There is no such receipt, or no such status.
    pub fn move_receipt(&self, sid: &str, status: &str, error_code: i64) -> Result<(), String> {
        let now = self.inner.clock.now();
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let (deliveries, changes) = engine.move_receipt(sid, status, error_code, now)?;
        self.keep(&engine, &changes);
        drop(engine);
        self.send(deliveries, self.inner.log_number(), 1);
        Ok(())
    }

    fn connect(&self, sent: &UserRequest) -> Outcome {
        let product =
            schemas().iter().position(|schema| schema.product.key == sent.product).ok_or("no such product")?;
        let now = self.inner.clock.now();
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, changes): (Vec<Delivery>, Changes) = engine.connect(product, &sent.sid, sent.connected, now)?;
        self.keep(&engine, &changes);
        Ok(json!({}))
    }

    fn keep(&self, engine: &crate::engine::Engine, changes: &Changes) {
        if let Some(disk) = &self.inner.disk {
            drop(disk.write(engine, changes));
        }
    }

    async fn act(&self, act: ActRequest, authorization: Option<HeaderValue>) -> Response<Vec<u8>> {
        let actor = match (act.identity, act.address) {
            (Some(identity), None) => Actor::User(identity),
            (None, Some(address)) => Actor::Address(address),
            _ => {
                return reply(StatusCode::BAD_REQUEST, &json!({ "message": "name either identity or address" }));
            }
        };
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&act.form).finish();
        let mut request = Request::builder()
            .method(act.method.as_deref().unwrap_or("POST"))
            .uri(format!("/{}{}", act.product, act.path))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let Ok(request) = request.body(Bytes::from(form)) else {
            return reply(StatusCode::BAD_REQUEST, &json!({ "message": "the method or the path is not valid" }));
        };
        match self.answer(request, actor).await {
            Answer::Response(response) | Answer::Truncated(response) => response,
            Answer::Reset => reply(StatusCode::BAD_GATEWAY, &json!({ "message": "a fault reset the connection" })),
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(body: &Bytes) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is not valid: {error}"))
}

fn reply(status: StatusCode, json: &Json) -> Response<Vec<u8>> {
    let mut response = Response::new(json.to_string().into_bytes());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What people call a record.
fn label(store: &crate::store::Store, row: &Row) -> String {
    const NAMES: [&str; 7] = ["friendly_name", "unique_name", "identity", "body", "name", "address", "version"];
    let name = NAMES.iter().find_map(|name| store.text_of(row, name)).map(str::to_owned);
    name.unwrap_or_default().chars().take(80).collect()
}

fn values(store: &crate::store::Store, row: &Row) -> Json {
    let columns = store.schema.table(row.table).definition.columns;
    columns
        .iter()
        .zip(&row.values)
        .filter(|(_, value)| !value.is_null())
        .map(|(column, value)| (column.name.to_owned(), Value::to_json(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
