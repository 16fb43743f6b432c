//! Calls of operations by their identifiers, with every response checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine as _;
use bytes::Bytes;
use http::{Request, Response, header};
use serde_json::Value;
use twilio_catalogue::{Body, Operation, Place, Product};
use twilio_core::transport::{Limits, Transport};
use twilio_emulator::{Emulator, Server};
use url::form_urlencoded::Serializer;

use crate::documents::Schemas;

/// A response.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub json: Value,
    pub headers: http::HeaderMap,
}

impl Reply {
    pub fn text(&self, name: &str) -> &str {
        self.json[name].as_str().unwrap_or_else(|| panic!("no string `{name}` in {}", self.json))
    }

    pub fn code(&self) -> u64 {
        self.json["code"].as_u64().unwrap_or_default()
    }
}

/// One product of an emulator.
#[derive(Debug)]
pub struct Api {
    pub emulator: Emulator,
    /// Where requests go: to this server, or in process without one.
    server: Option<Server>,
    pub product: &'static Product,
    /// None where speed matters more: other tests check the same responses.
    schemas: Option<Schemas>,
    /// Operations that succeeded.
    pub called: Mutex<BTreeSet<&'static str>>,
    /// Errors by name, as far as code and status tell.
    pub errors: Mutex<BTreeSet<(u16, u64)>>,
}

pub type Pairs<'a> = &'a [(&'a str, &'a str)];

impl Api {
    pub fn new(key: &str) -> Api {
        Api::of(Emulator::builder().strict(true).build().unwrap(), key)
    }

    pub fn of(emulator: Emulator, key: &str) -> Api {
        let product = twilio_catalogue::product(key).unwrap();
        Api { schemas: Some(Schemas::of(product)), ..Api::unchecked(emulator, key) }
    }

    /// One that calls a server over a socket.
    pub async fn served(key: &str) -> Api {
        let api = Api::new(key);
        let server = api.emulator.serve("127.0.0.1:0").await.unwrap();
        Api { server: Some(server), ..api }
    }

    /// One that doesn't compare responses with the documents.
    pub fn unchecked(emulator: Emulator, key: &str) -> Api {
        let product = twilio_catalogue::product(key).unwrap();
        Api { emulator, server: None, product, schemas: None, called: Mutex::default(), errors: Mutex::default() }
    }

    pub fn operation(&self, id: &str) -> &'static Operation {
        self.product.operation(id).unwrap_or_else(|| panic!("no operation {id}"))
    }

    /// A call with path parameters by name and inputs of any place.
    pub async fn call(&self, id: &str, path: &BTreeMap<String, String>, inputs: Pairs<'_>) -> Reply {
        let operation = self.operation(id);
        let mut url = String::new();
        for segment in operation.path.split('/').skip(1) {
            let name = segment.strip_prefix('{').and_then(|one| one.strip_suffix('}'));
            let value = name.map_or(segment, |name| path.get(name).unwrap_or_else(|| panic!("{id} needs {name}")));
            url.push('/');
            url.extend(percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC));
        }
        let url = if operation.path.contains('{') { url } else { operation.path.to_owned() };
        self.send(operation, &url, inputs).await
    }

    /// A call of a whole path.
    pub async fn send(&self, operation: &'static Operation, path: &str, inputs: Pairs<'_>) -> Reply {
        let mut query = Serializer::new(String::new());
        let mut form = Serializer::new(String::new());
        let mut builder = Request::builder().method(operation.method.as_str());
        let mut body = None;
        for (name, value) in inputs {
            match operation.input(name).map(|input| input.place) {
                _ if *name == "{json}" => body = Some((*value).to_owned()),
                Some(Place::Header) => builder = builder.header(*name, *value),
                Some(Place::Query) => drop(query.append_pair(name, value)),
                None if operation.body == Body::None => drop(query.append_pair(name, value)),
                _ => drop(form.append_pair(name, value)),
            }
        }
        let query = query.finish();
        let separator = if query.is_empty() { "" } else { "?" };
        let base = match &self.server {
            Some(server) => server.base_url(self.product.key),
            None => format!("https://{}", self.product.hosts[0]),
        };
        let uri = format!("{base}{path}{separator}{query}");
        builder = builder.uri(uri);
        if !inputs.iter().any(|(name, _)| *name == "Authorization") {
            builder = builder.header(header::AUTHORIZATION, authorization(&self.emulator));
        }
        if operation.method == twilio_catalogue::Method::Post {
            let media =
                if operation.body == Body::Json { "application/json" } else { "application/x-www-form-urlencoded" };
            builder = builder.header(header::CONTENT_TYPE, media);
        }
        let default = if operation.body == Body::Json { "{}".to_owned() } else { form.finish() };
        let request = builder.body(Bytes::from(body.unwrap_or(default))).unwrap();
        self.exchange(operation, request).await
    }

    /// The next page of a list.
    pub async fn follow(&self, operation: &'static Operation, url: &str) -> Reply {
        let request = Request::builder()
            .uri(url)
            .header(header::AUTHORIZATION, authorization(&self.emulator))
            .body(Bytes::new())
            .unwrap();
        self.exchange(operation, request).await
    }

    async fn exchange(&self, operation: &'static Operation, request: Request<Bytes>) -> Reply {
        let response = match &self.server {
            Some(server) => crate::socket::send(server.address(), request).await,
            None => self.emulator.send(request, Limits::new(Duration::from_secs(10))).await.unwrap(),
        };
        self.read(operation, &response)
    }

    fn read(&self, operation: &'static Operation, response: &Response<Vec<u8>>) -> Reply {
        let status = response.status().as_u16();
        let json = serde_json::from_slice(response.body()).unwrap_or_default();
        assert!(response.headers()["twilio-request-id"].to_str().unwrap().starts_with("RQ"));
        let reply = Reply { status, json, headers: response.headers().clone() };
        if (200..300).contains(&status) {
            assert!(
                status == operation.status || Some(status) == operation.also_status,
                "{}: status {status}",
                operation.id
            );
            let differences =
                self.schemas.iter().flat_map(|one| one.differences(operation, response.body())).collect::<Vec<_>>();
            assert!(differences.is_empty(), "{}: {differences:#?}\n{}", operation.id, reply.json);
            self.called.lock().unwrap().insert(operation.id);
        } else {
            let names: Vec<&str> = reply.json.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(names, ["code", "message", "more_info", "status"], "{}", operation.id);
            assert_eq!(reply.json["status"], status);
            self.errors.lock().unwrap().insert((status, reply.code()));
        }
        reply
    }
}

pub fn authorization(emulator: &Emulator) -> String {
    let pair = format!("{}:{}", emulator.account_sid(), emulator.auth_token());
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
}
