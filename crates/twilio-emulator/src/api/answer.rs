//! One request from its first byte to its response.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, header};
use percent_encoding::percent_decode_str;
use twilio_catalogue::{Body, InputOption, Place, Target};

use crate::api::auth::is_authorised;
use crate::api::response::{Answer, damage, failure, refusal, response};
use crate::api::route::{Routed, route};
use crate::emulator::Emulator;
use crate::engine::{Actor, Base, Call, Delivery, Failure, Outcome, Sent, elapse, takes_form};
use crate::schema::OperationSchema;
use crate::watch::faults::FaultKind;
use crate::watch::log::LoggedRequest;
use crate::webhook::Verdict;

/// A request that leads to an operation.
struct Accepted<'r> {
    routed: Routed<'r>,
    operation: &'static OperationSchema,
    parameters: Vec<String>,
    sent: Sent,
}

impl Emulator {
    /// Answers a request of the API.
    pub(crate) async fn answer(&self, request: Request<Bytes>, actor: Actor) -> Answer {
        let request_id = self.inner.next_request_id();
        let now = self.inner.clock.now();
        let (parts, body) = request.into_parts();
        let routed = route(&parts.uri, &parts.headers);
        let domain =
            routed.as_ref().and_then(|one| one.schema.product.hosts.first().copied()).unwrap_or("api.twilio.com");
        let path = routed.as_ref().map_or(parts.uri.path(), |one| one.path).to_owned();
        let mut entry = LoggedRequest::new(parts.method.as_str(), &path, now);
        let accepted = match routed {
            Some(routed) => {
                entry.product = routed.schema.product.key;
                self.accept(routed, &parts.method, parts.uri.query(), &parts.headers, &body)
            }
            None => Err((None, Failure::not_found(&path))),
        };
        let operation = match &accepted {
            Ok(accepted) => Some(accepted.operation),
            Err((operation, _)) => *operation,
        };
        entry.operation = operation.map(|operation| operation.definition.id);
        let faults = self.inner.faults.meet(parts.method.as_str(), &path, entry.operation);
        for fault in &faults {
            entry.notes.push(format!("fault: {fault:?}"));
            if let FaultKind::Latency(delay) = fault {
                tokio::time::sleep(*delay).await;
            }
        }
        let refused = faults.iter().find_map(|fault| refusal(*fault, &request_id, domain));
        if let Some(refused) = refused.filter(|_| accepted.is_ok()) {
            entry.status = Some(refused.status().as_u16());
            self.record(entry);
            return Answer::Response(refused);
        }
        let result = match accepted {
            Ok(accepted) => self.perform(accepted, actor, entry, &faults).await,
            Err((_, failure)) => {
                self.record(with_failure(entry, &failure));
                Err(failure)
            }
        };
        let mut response = match result {
            Ok(outcome) => response(outcome.status, outcome.body, &request_id, domain),
            Err(error) => failure(&error, &request_id, domain),
        };
        if response.status().is_success()
            && let Some(operation) = operation
        {
            let model = operation.definition.response.model();
            let model = model.and_then(|name| crate::schema::schemas().iter().find_map(|one| one.product.model(name)));
            for fault in &faults {
                damage(*fault, operation, model, response.body_mut());
            }
        }
        match faults.iter().find(|fault| matches!(fault, FaultKind::Reset | FaultKind::Truncated)) {
            Some(FaultKind::Reset) => Answer::Reset,
            Some(_) => Answer::Truncated(response),
            None => Answer::Response(response),
        }
    }

    /// Checks everything that needs no state: credentials, path, method, the form of the body.
    fn accept<'r>(
        &self,
        routed: Routed<'r>,
        method: &Method,
        query: Option<&str>,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Accepted<'r>, (Option<&'static OperationSchema>, Failure)> {
        let schema = routed.schema;
        let found = schema.router.find(routed.path);
        let index = found.as_ref().and_then(|found| found.operation(method.as_str()));
        let operation: Option<&'static OperationSchema> = index.map(|index| &schema.operations[index]);
        let fail = |failure: Failure| Err((operation, failure));
        let Some(found) = found else { return fail(Failure::not_found(routed.path)) };
        if !is_authorised(&self.inner.options, headers) && !has_own_authorization(operation, headers) {
            return fail(Failure::new("unauthenticated"));
        }
        let Some(operation) = operation else {
            return fail(Failure::new("method_not_allowed").with("METHOD", method.as_str()));
        };
        if body.len() > self.inner.options.max_body {
            return fail(Failure::new("body_too_large"));
        }
        let mut parameters = Vec::with_capacity(found.parameters.len());
        for segment in &found.parameters {
            match percent_decode_str(segment).decode_utf8() {
                Ok(value) => parameters.push(value.into_owned()),
                Err(_) => return fail(Failure::not_found(routed.path)),
            }
        }
        let mut sent = Sent { query: pairs(query.unwrap_or_default().as_bytes()), ..Sent::default() };
        sent.headers = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let unsupported = || Failure::new("unsupported_media_type").with("type", &kind);
        match operation.definition.body {
            Body::Json => match serde_json::from_slice(body) {
                _ if !kind.is_empty() && kind != "application/json" => return fail(unsupported()),
                _ if body.is_empty() => sent.json = Some(serde_json::Map::new()),
                Ok(serde_json::Value::Object(members)) => sent.json = Some(members),
                Ok(_) | Err(_) => {
                    let reason = "the body is not a JSON object";
                    return fail(Failure::new("flex_validation").with("reason", reason));
                }
            },
            Body::Form | Body::None if *method == Method::POST && !body.is_empty() && takes_form(operation) => {
                match kind.as_str() {
                    "application/x-www-form-urlencoded" => sent.form = pairs(body),
                    // Without a type the body reads as an empty form.
                    "" => {}
                    _ => return fail(unsupported()),
                }
            }
            Body::Form | Body::None => {}
        }
        Ok(Accepted { routed, operation, parameters, sent })
    }

    /// Makes the call, with the webhooks before and after it.
    async fn perform(
        &self,
        accepted: Accepted<'_>,
        actor: Actor,
        mut entry: LoggedRequest,
        faults: &[FaultKind],
    ) -> Result<Outcome, Failure> {
        let operation = accepted.operation;
        let product = accepted.routed.schema.product;
        let may_ask = operation.definition.events.iter().any(|name| product.event(name).is_some_and(|event| event.pre));
        let mut sent = accepted.sent.clone();
        let mut refused = false;
        let mut asked = Vec::new();
        if may_ask {
            let (result, _) = self.call(&accepted, sent.clone(), &actor, false, &mut entry);
            let before = result.map(|outcome| outcome.deliveries).unwrap_or_default();
            for delivery in before.into_iter().filter(|delivery| delivery.event.pre) {
                asked.push(delivery.event.name);
                match self.inner.webhooks.pre(delivery, self.inner.log_number()).await {
                    Ok(Verdict::Refused) => refused = true,
                    Ok(Verdict::Allowed(changes)) => change(&mut sent, changes),
                    // A URL that isn't called, or a delivery that was given up, refuses nothing.
                    Err(_) => {}
                }
            }
        }
        if refused {
            let failure = Failure::new("pre_webhook_refused");
            self.record(with_failure(entry, &failure));
            return Err(failure);
        }
        let (result, stored) = self.call(&accepted, sent, &actor, true, &mut entry);
        if let Some(stored) = stored
            && stored.await.is_err()
        {
            let failure = Failure::new("internal_error");
            self.record(with_failure(entry, &failure));
            return Err(failure);
        }
        match result {
            Ok(mut outcome) => {
                entry.status = Some(outcome.status);
                let number = self.record(entry);
                let times = if faults.contains(&FaultKind::WebhookTwice) { 2 } else { 1 };
                self.send(std::mem::take(&mut outcome.deliveries), number, times);
                Ok(outcome)
            }
            Err(failure) => {
                self.record(with_failure(entry, &failure));
                Err(failure)
            }
        }
    }

    /// Checks the inputs and runs the engine under the lock.
    fn call(
        &self,
        accepted: &Accepted<'_>,
        sent: Sent,
        actor: &Actor,
        keep: bool,
        entry: &mut LoggedRequest,
    ) -> (Result<Outcome, Failure>, Option<crate::data::persist::Stored>) {
        let now = self.inner.clock.now();
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let (elapsed, mut changes) = elapse(&mut engine, now);
        let strict = self.inner.options.strict;
        let routed = &accepted.routed;
        let store = &engine.stores[routed.product];
        let checked = sent.check(routed.schema, accepted.operation, store, now, strict);
        let result = match checked {
            Ok(arguments) => {
                entry.unknown_inputs.clone_from(&arguments.unknown);
                entry.inputs = arguments.given.iter().map(|given| given.schema.definition.name.to_owned()).collect();
                let call = Call {
                    product: routed.product,
                    operation: accepted.operation,
                    path: routed.path,
                    parameters: accepted.parameters.clone(),
                    arguments,
                    base: Base { origin: &routed.origin },
                    now,
                    actor: actor.clone(),
                };
                let (result, changed) = engine.call(&call, keep);
                changes.extend(changed);
                result
            }
            Err(failure) => Err(failure),
        };
        let stored = match self.inner.disk.as_ref() {
            Some(disk) if !changes.is_empty() => Some(disk.write(&engine, &changes)),
            _ => None,
        };
        drop(engine);
        if !elapsed.is_empty() {
            self.send(elapsed, self.inner.log_number(), 1);
        }
        (result, stored)
    }

    /// Queues post-event webhooks.
    pub(crate) fn send(&self, deliveries: Vec<Delivery>, request: u64, times: u32) {
        for delivery in deliveries.into_iter().filter(|delivery| !delivery.event.pre) {
            self.inner.webhooks.post(delivery, request, times);
        }
    }

    fn record(&self, entry: LoggedRequest) -> u64 {
        if !entry.unknown_inputs.is_empty() {
            tracing::debug!(operation = entry.operation, unknown = ?entry.unknown_inputs, "unknown inputs are ignored");
        }
        self.inner.expectations.see(&entry);
        let number = self.inner.log.push(entry);
        self.inner.logged.store(number, Ordering::Relaxed);
        number
    }
}

fn with_failure(mut entry: LoggedRequest, failure: &Failure) -> LoggedRequest {
    entry.status = Some(failure.error.status);
    entry.code = Some(failure.error.code);
    entry
}

/// Whether an operation has an `Authorization` of its own, and it was sent.
fn has_own_authorization(operation: Option<&OperationSchema>, headers: &HeaderMap) -> bool {
    let takes_own = operation.is_some_and(|operation| {
        operation.inputs.iter().any(|input| {
            input.rule.target == Target::Option(InputOption::InsightsAuthorization)
                && input.definition.place == Place::Header
        })
    });
    takes_own && headers.get(header::AUTHORIZATION).is_some_and(|value| !value.is_empty())
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

/// Sets inputs as a pre-event webhook asks.
fn change(sent: &mut Sent, changes: Vec<(String, String)>) {
    for (name, value) in changes {
        sent.form.retain(|(known, _)| *known != name);
        sent.form.push((name, value));
    }
}
