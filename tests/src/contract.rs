//! Makes the calls that `tests/build.rs` wrote, and compares what arrives with what the document demands.
//!
//! In: a table of calls, a document. Out: a [`Report`] with every difference. Invariant: a call is counted only if exactly
//! one request arrived for it, a walk only if exactly three did.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilio_core::generated::Decode;
use twilio_core::{Error, Page, Pager, Response};

use crate::canonical::canonical;
use crate::expect::{Document, Expected, Kind, Operation, Place, Sample};
use crate::server::{Answer, Server};
use crate::values::{BODY_NAME, Make, describe};
pub use crate::values::{Case, Values, path_name};

/// What a call gave: the status, where there is one, and the model as JSON.
#[derive(Clone, Debug)]
pub struct Given {
    status: Option<u16>,
    value: Value,
    /// What `Debug` shows of the request.
    request: String,
    /// What `Debug` shows of the response.
    response: String,
}

impl Given {
    /// The status; a page has none.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The model or the page as JSON.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

/// A call under way.
pub type Sending = Pin<Box<dyn Future<Output = Result<Given, Error>> + Send>>;

/// The calls of one operation of a client `C`.
pub struct Call<C: 'static> {
    /// The operationId.
    pub id: &'static str,
    /// One call.
    pub send: fn(&C, &Case) -> Sending,
    /// The walk through a list.
    pub walk: Option<fn(&C, &Case) -> Sending>,
}

impl<C> Debug for Call<C> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Call").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The name of a page's records, whatever the API calls them.
const RECORDS: &str = "records";

/// What `Debug` shows of a value, in both of its forms.
pub fn shown(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

/// A response that is one value.
pub fn one<T: Serialize + DeserializeOwned + PartialEq + Debug>(request: String, response: Response<T>) -> Given {
    let status = Some(response.status().as_u16());
    Given { status, value: round_trip(&*response), request, response: shown(&response) }
}

/// A response that is a page: its records and what it says of itself.
pub fn page<T: Serialize + DeserializeOwned + PartialEq + Debug>(request: String, page: Page<T>) -> Given {
    let records: Vec<Value> = page.items().iter().map(round_trip).collect();
    let value = json!({ RECORDS: records, "meta": to_json(page.meta()) });
    Given { status: None, value, request, response: shown(&page) }
}

/// A model as JSON, from which the same model is read again.
fn round_trip<T: Serialize + DeserializeOwned + PartialEq>(model: &T) -> Value {
    let value = to_json(model);
    let again: T = serde_json::from_value(value.clone()).expect("what a model gives decodes");
    assert!(again == *model, "{value} reads back as another model");
    value
}

/// All records of a list.
pub async fn walk<T: Decode + Serialize>(mut records: Pager<T>) -> Result<Given, Error> {
    let mut all = Vec::new();
    while let Some(record) = records.try_next().await? {
        all.push(to_json(&record));
    }
    Ok(Given { status: None, value: all.into(), request: String::new(), response: shown(&records) })
}

fn to_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("models are JSON")
}

/// What `Debug` shows and must not: any value of the request, and the private values of the response.
fn leaks(name: &str, given: &Given, sample: &Sample) -> Vec<String> {
    let mut leaks = Vec::new();
    // Each string of a request has one of these.
    if ["é漢", "|^`~"].iter().any(|part| given.request.contains(part)) {
        leaks.push(format!("{name}: Debug of the request shows a value: {}", given.request));
    }
    for private in sample.private.iter().filter(|private| given.response.contains(private.as_str())) {
        leaks.push(format!("{name}: Debug of the response shows `{private}`: {}", given.response));
    }
    leaks
}

/// What was called and what went wrong.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Operations.
    pub operations: usize,
    /// Minimal and full calls.
    pub calls: usize,
    /// Further rounds of full calls, for values that one round can't tell apart.
    pub rounds: usize,
    /// Examples with which the calls were answered, each at least once.
    pub examples: usize,
    /// Private values of the examples, none of which `Debug` may show.
    pub private: usize,
    /// Answers with fields of another type than declared.
    pub odd: usize,
    /// Lists that were walked, each with a limit and without.
    pub lists: usize,
    /// Differences, each with its operation and call.
    pub failures: Vec<String>,
}

/// Runs one product's calls.
#[derive(Debug)]
pub struct Contract<'a, C: 'static> {
    /// The document.
    pub document: &'a Document,
    /// The server that the client calls.
    pub server: &'a Server,
    /// The client.
    pub client: &'a C,
    /// Its `Authorization` header.
    pub authorization: &'a str,
}

impl<C> Contract<'_, C> {
    /// All calls of a product.
    pub async fn run(&self, calls: &[Call<C>]) -> Report {
        let mut report = Report { operations: calls.len(), ..Report::default() };
        for operation in &self.document.operations {
            let count = calls.iter().filter(|call| call.id == operation.id).count();
            if count != 1 {
                report.failures.push(format!("{}: {count} calls in the crate", operation.id));
            }
        }
        for call in calls {
            let operation = self.document.operation(call.id);
            let rounds = rounds(operation, call.id).unwrap_or_else(|problem| {
                report.failures.push(problem);
                1
            });
            let mut samples = operation.samples.iter().cycle();
            let mut sample = || samples.next().expect("an operation answers");
            self.send(call, operation, Case::new(call.id, false, 0), sample(), &mut report).await;
            for round in 0..rounds {
                let page_size = operation.max_page_size.map(|most| most - most / 3);
                let case = Case { page_size, ..Case::new(call.id, true, round) };
                self.send(call, operation, case, sample(), &mut report).await;
            }
            report.calls += 2;
            report.rounds += rounds as usize - 1;
            // Examples that are left over.
            for _ in 1 + rounds as usize..operation.samples.len() {
                self.send(call, operation, Case::new(call.id, false, 0), sample(), &mut report).await;
            }
            report.examples += operation.samples.iter().filter(|sample| sample.body.is_some()).count();
            self.odd(call, operation, &mut report).await;
            if operation.is_list != call.walk.is_some() {
                report.failures.push(format!("{}: a list in the document or in the crate, not in both", call.id));
            }
            if let Some(walk) = call.walk {
                self.walk(walk, operation, call.id, true, &mut report).await;
                self.walk(walk, operation, call.id, false, &mut report).await;
                report.lists += 1;
            }
        }
        report
    }

    async fn send(&self, call: &Call<C>, operation: &Operation, case: Case, sample: &Sample, report: &mut Report) {
        let name = format!("{} ({}, round {})", call.id, if case.full { "full" } else { "minimal" }, case.round);
        self.server.answer([answer(sample)]);
        describe_inputs(operation);
        let sending = (call.send)(self.client, &case);
        let given = sending.await;
        let arrived = self.server.take();
        match given {
            Ok(given) => {
                if given.status.is_some_and(|status| status != sample.status) {
                    report.failures.push(format!("{name}: status {:?} instead of {}", given.status, sample.status));
                }
                let body = match (&sample.body, page_of(operation, sample)) {
                    (Some(body), Some((_, records))) => json!({ RECORDS: records, "meta": meta(body) }),
                    (Some(body), None) => body.clone(),
                    (None, _) => sample.location.clone().map_or(Value::Null, Value::String),
                };
                report.failures.extend(decoded(&name, &body, &given.value));
                report.failures.extend(leaks(&name, &given, sample));
                report.private += sample.private.len();
            }
            Err(error) => report.failures.push(format!("{name}: {error}")),
        }
        let [request] = arrived.as_slice() else {
            report.failures.push(format!("{name}: {} requests", arrived.len()));
            return;
        };
        let expected = Expected::of(operation, &case, &self.server.host(), self.authorization);
        report
            .failures
            .extend(expected.differences(&Expected::arrived(request)).iter().map(|line| format!("{name}: {line}")));
    }

    /// Answers in which every field has another type, an unknown one beside it: they decode.
    async fn odd(&self, call: &Call<C>, operation: &Operation, report: &mut Report) {
        let Some(sample) = operation.samples.iter().find(|sample| sample.body.is_some()) else { return };
        let key = page_of(operation, sample).map(|(key, _)| key.to_owned());
        for value in [json!(null), json!(true), json!(-7.5), json!("odd"), json!([[], {}, 1]), json!({ "a": null })] {
            let mut body = sample.body.clone().unwrap_or_default();
            match &key {
                Some(key) => {
                    body[key].as_array_mut().into_iter().flatten().for_each(|record| replace_all(record, &value))
                }
                None => replace_all(&mut body, &value),
            }
            self.server.answer([Answer::json(sample.status, &body)]);
            describe_inputs(operation);
            if let Err(error) = (call.send)(self.client, &Case::new(call.id, false, 0)).await {
                report.failures.push(format!("{} (answered {body}): {error}", call.id));
            }
            self.server.take();
            report.odd += 1;
        }
    }

    /// Three pages. With a limit that ends inside the third one, which leads on; without, to a third one that doesn't.
    async fn walk(
        &self,
        walk: fn(&C, &Case) -> Sending,
        operation: &Operation,
        id: &'static str,
        limited: bool,
        report: &mut Report,
    ) {
        let name = format!("{id} (walk{})", if limited { " with a limit" } else { "" });
        let Some((key, records)) = operation.samples.iter().find_map(|sample| page_of(operation, sample)) else {
            report.failures.push(format!("{name}: no example with records"));
            return;
        };
        // At least two records a page, so that a limit can end inside one.
        let records: Vec<Value> = records.iter().cycle().take(records.len().max(2)).cloned().collect();
        let limit = limited.then_some(2 * records.len() as u64 + 1);
        let page_size = limited.then_some(1);
        let case = Case { limit, page_size, walked: true, ..Case::new(id, true, 0) };
        let first = Expected::of(operation, &case, &self.server.host(), self.authorization);
        let targets = [1, 2, 3].map(|page| first.next_target(page));
        let url = |target: &String| format!("{}{target}", self.server.base_url());
        self.server.answer(targets.iter().enumerate().map(|(page, target)| {
            let has_next = limited || page < 2;
            if operation.is_flat {
                return Answer::json(200, &json!({ key: records, "next_page_uri": has_next.then_some(target) }));
            }
            let next = has_next.then(|| url(target));
            let meta = json!({ "key": key, "page": page, "page_size": records.len(), "next_page_url": next });
            Answer::json(200, &json!({ key: records, "meta": meta }))
        }));
        describe_inputs(operation);
        let given = walk(self.client, &case).await;
        let arrived = self.server.take();
        match given {
            Ok(given) => {
                let count = limit.map_or(3 * records.len(), |limit| usize::try_from(limit).expect("a small number"));
                let all: Vec<Value> = records.iter().cycle().take(count).cloned().collect();
                report.failures.extend(decoded(&name, &all.into(), &given.value));
            }
            Err(error) => report.failures.push(format!("{name}: {error}")),
        }
        if arrived.len() != 3 {
            report.failures.push(format!("{name}: {} requests", arrived.len()));
        }
        let expected = [first.clone(), first.following(&targets[0]), first.following(&targets[1])];
        for (page, (expected, request)) in expected.iter().zip(&arrived).enumerate() {
            let lines = expected.differences(&Expected::arrived(request));
            report.failures.extend(lines.iter().map(|line| format!("{name}, page {page}: {line}")));
        }
    }
}

fn answer(sample: &Sample) -> Answer {
    match (&sample.body, &sample.location) {
        (Some(body), _) => Answer::json(sample.status, body),
        (None, Some(location)) => Answer::empty(sample.status).header("location", location),
        (None, None) => Answer::empty(sample.status),
    }
}

fn replace_all(record: &mut Value, value: &Value) {
    let Some(fields) = record.as_object_mut() else { return };
    fields.values_mut().for_each(|field| *field = value.clone());
    fields.insert("a field of tomorrow".to_owned(), value.clone());
}

/// The records of a page, and the name of their array.
fn page_of<'s>(operation: &'s Operation, sample: &'s Sample) -> Option<(&'s str, &'s Vec<Value>)> {
    let body = sample.body.as_ref()?;
    let key = operation.record_key.as_deref().or_else(|| body["meta"]["key"].as_str())?;
    body[key].as_array().filter(|records| !records.is_empty()).map(|records| (key, records))
}

/// What a page says of itself.
fn meta(body: &Value) -> Value {
    body.get("meta").cloned().unwrap_or_else(|| json!({}))
}

/// Tells the calls what the objects among their inputs are.
fn describe_inputs(operation: &Operation) {
    let inputs = operation.inputs.iter().map(|input| {
        let name = if input.place == Place::Body { BODY_NAME } else { input.wire.as_str() };
        let kind = input.kind.clone();
        let make: Make = Box::new(move |case, name, is_whole| match &kind {
            Kind::Array(element) if !is_whole => element.json(case, name),
            kind => kind.json(case, name),
        });
        (name.to_owned(), make)
    });
    describe(inputs.collect::<Vec<_>>());
}

fn decoded(name: &str, sent: &Value, given: &Value) -> Option<String> {
    let (sent, given) = (canonical(sent), canonical(given));
    (sent != given).then(|| format!("{name}: the answer {sent} decodes to {given}"))
}

/// The most rounds; the hashes behind flags and choices have enough bits for as many.
const MOST_ROUNDS: u32 = 16;

/// How many rounds it takes until no two inputs have the same values in all of them.
fn rounds(operation: &Operation, id: &'static str) -> Result<u32, String> {
    let texts = |round: u32| -> Vec<Vec<String>> {
        let case = Case::new(id, true, round);
        operation.inputs.iter().map(|input| input.kind.texts(&case, &input.wire)).collect()
    };
    let mut seen: Vec<Vec<Vec<String>>> = vec![Vec::new(); operation.inputs.len()];
    for round in 0..MOST_ROUNDS {
        for (all, texts) in seen.iter_mut().zip(texts(round)) {
            all.push(texts);
        }
        let twins = seen.iter().enumerate().any(|(index, one)| seen[..index].contains(one));
        if !twins {
            return Ok(round + 1);
        }
    }
    Err(format!("{id}: two inputs have the same values in {MOST_ROUNDS} rounds"))
}
