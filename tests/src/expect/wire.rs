//! What a call has to put on the wire, and what a request that arrived really held.

use serde_json::Value;

use super::operation::{Input, Operation, Place};
use crate::server::Arrived;
use crate::values::{BODY_NAME, Case, path_name};

/// Decoded pairs, sorted by name; values of one name in their order.
type Pairs = Vec<(String, String)>;

/// A request, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    method: String,
    /// The path, encoded.
    path: String,
    query: Pairs,
    form: Pairs,
    json: Option<Value>,
    headers: Pairs,
}

/// Headers of the connection, whose values the contract doesn't settle.
const CONNECTION: [&str; 3] = ["content-length", "user-agent", "connection"];

impl Expected {
    /// What the document demands of a call with these values. `authorization` is the client's own.
    pub fn of(operation: &Operation, case: &Case, host: &str, authorization: &str) -> Expected {
        let given: Vec<&Input> = operation.inputs.iter().filter(|input| case.full || input.required).collect();
        let pairs = |place: Place| -> Pairs {
            let of_place = given.iter().filter(|input| input.place == place);
            of_place
                .flat_map(|input| {
                    input.kind.texts(case, &input.wire).into_iter().map(|text| (input.wire.clone(), text))
                })
                .collect()
        };
        let (mut query, form) = (pairs(Place::Query), pairs(Place::Form));
        query.extend(page_size(operation, case).map(|size| ("PageSize".to_owned(), size.to_string())));
        let json = json(&given, case);
        let mut headers: Pairs =
            pairs(Place::Header).into_iter().map(|(name, text)| (name.to_lowercase(), text)).collect();
        if !headers.iter().any(|(name, _)| name == "authorization") {
            headers.push(("authorization".to_owned(), authorization.to_owned()));
        }
        headers.push(("accept".to_owned(), "application/json".to_owned()));
        headers.push(("host".to_owned(), host.to_owned()));
        let media = match (&json, form.is_empty()) {
            (Some(_), _) => Some("application/json"),
            (None, false) => Some("application/x-www-form-urlencoded"),
            (None, true) => None,
        };
        headers.extend(media.map(|media| ("content-type".to_owned(), media.to_owned())));
        let path = filled(operation, case);
        Expected {
            method: operation.method.clone(),
            path,
            query: sorted(query),
            form: sorted(form),
            json,
            headers: sorted(headers),
        }
    }

    /// The same call for a following page, whose path and query the server wrote.
    pub fn following(&self, target: &str) -> Expected {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Expected { path: path.to_owned(), query: sorted(decoded(query)), ..self.clone() }
    }

    /// What arrived.
    pub fn arrived(request: &Arrived) -> Expected {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let body = std::str::from_utf8(&request.body).expect("bodies are UTF-8");
        let headers =
            request.headers.iter().filter(|(name, _)| !CONNECTION.contains(&name.as_str())).cloned().collect();
        let is_json = request.header("content-type") == ["application/json"];
        Expected {
            method: request.method.clone(),
            path: path.to_owned(),
            query: sorted(decoded(query)),
            form: if is_json { Pairs::new() } else { sorted(decoded(body)) },
            json: is_json.then(|| serde_json::from_str(body).expect("a JSON body is JSON")),
            headers: sorted(headers),
        }
    }

    /// Path and query of a next page of this list.
    pub fn next_target(&self, page: usize) -> String {
        format!("{}?PageSize=50&Page={page}&PageToken=PA%2B{page}", self.path)
    }

    /// The parts in which the two differ, one a line; empty if they are equal.
    pub fn differences(&self, arrived: &Expected) -> Vec<String> {
        let mut lines = Vec::new();
        let mut part = |name: &str, expected: String, found: String| {
            if expected != found {
                lines.push(format!("{name}: expected {expected}, arrived {found}"));
            }
        };
        part("method", self.method.clone(), arrived.method.clone());
        part("path", self.path.clone(), arrived.path.clone());
        part("JSON body", format!("{:?}", self.json), format!("{:?}", arrived.json));
        let places = [
            ("query", &self.query, &arrived.query),
            ("form", &self.form, &arrived.form),
            ("headers", &self.headers, &arrived.headers),
        ];
        for (name, expected, found) in places {
            if expected != found {
                let only = |one: &Pairs, other: &Pairs| {
                    one.iter().filter(|pair| !other.contains(pair)).cloned().collect::<Pairs>()
                };
                lines.push(format!(
                    "{name}: missing {:?}, too much {:?}",
                    only(expected, found),
                    only(found, expected)
                ));
            }
        }
        lines
    }
}

/// The `PageSize` that the rules of paging give: never above the operation's maximum nor above the limit.
fn page_size(operation: &Operation, case: &Case) -> Option<u32> {
    let limit = case.limit.map(|limit| u32::try_from(limit).expect("tests have small limits"));
    let wanted = case.page_size.or(operation.max_page_size.filter(|_| case.walked));
    wanted.map(|size| size.min(limit.unwrap_or(u32::MAX)).min(operation.max_page_size.unwrap_or(u32::MAX)))
}

/// The template with its parameters filled in.
fn filled(operation: &Operation, case: &Case) -> String {
    let mut position = 0;
    let segments = operation.template.split('/').map(|segment| {
        if !segment.starts_with('{') {
            return segment.to_owned();
        }
        let name = path_name(position);
        let text = match &operation.path[position] {
            Some(prefix) => case.sid_text(&name, prefix),
            None => case.text(&name),
        };
        position += 1;
        let suffix = segment.split_once('}').map_or("", |(_, suffix)| suffix);
        format!("{}{suffix}", encoded(&text))
    });
    segments.collect::<Vec<_>>().join("/")
}

fn json(given: &[&Input], case: &Case) -> Option<Value> {
    if let Some(whole) = given.iter().find(|input| input.place == Place::Body) {
        return Some(whole.kind.json(case, BODY_NAME));
    }
    let members = given.iter().filter(|input| input.place == Place::Json);
    let members: serde_json::Map<String, Value> =
        members.map(|input| (input.wire.clone(), input.kind.json(case, &input.wire))).collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

/// Percent-encoding of one path segment: all but the unreserved characters of RFC 3986.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The pairs of a query or form.
fn decoded(text: &str) -> Pairs {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{pair} has no `=`")))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits behind `%`"));
                let digits = std::str::from_utf8(&digits).expect("hex digits");
                u8::from_str_radix(digits, 16).expect("hex digits")
            }
            // What is reserved would be read differently by some server or proxy.
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'*' => byte,
            _ => panic!("{:?} stands bare in {text}", char::from(byte)),
        });
    }
    String::from_utf8(bytes).expect("UTF-8 behind the encoding")
}

fn sorted(mut pairs: Pairs) -> Pairs {
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}
