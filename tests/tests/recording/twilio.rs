//! What the recorded server says: each resource is what was sent to it, with an account, a creator, links, and everything that a recording must hide.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use twilio_tests::server::{Answer, Arrived};

pub const ACCOUNT: &str = "ACfedcba9876543210fedcba9876543210";
pub const AUTH_TOKEN: &str = "5ecret/auth+t0ken=";
pub const CLIENT_SECRET: &str = "cl1ent-s3cret/+&";
pub const ACCESS_TOKEN: &str = "acc3ss.t0ken-of-oauth";
/// In responses only.
pub const CREATOR: &str = "admin-of-acme-corp";
pub const PAGE_TOKEN: &str = "PTsecretOfThePage";

/// The responses of a server at this base URL.
pub fn responses(base: String) -> impl Fn(&Arrived) -> Option<Answer> + Send + 'static {
    let (count, busy) = (AtomicU32::new(1), AtomicU32::new(0));
    move |request| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        Some(respond(&base, number, &busy, request).header("twilio-request-id", &format!("RQ{number:032}")))
    }
}

fn respond(base: &str, number: u32, busy: &AtomicU32, request: &Arrived) -> Answer {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let name = path.rsplit('/').next().unwrap_or_default();
    let wrong = |status: u16, what: &str| {
        let message = format!(
            "{what}: {path}, as {} wrote it in {}",
            crate::calls::NAME,
            STANDARD.encode(crate::calls::IDENTITY)
        );
        Answer::json(status, &json!({ "code": 20000 + u32::from(status), "message": message, "status": status }))
    };
    match (request.method.as_str(), name) {
        (_, "token") => {
            Answer::json(200, &json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 3600 }))
        }
        ("DELETE", _) => Answer::empty(204),
        (_, "missing") => wrong(404, "there is no"),
        (_, "busy") if busy.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) => {
            wrong(429, "not yet").header("retry-after", "0")
        }
        ("GET", "Users") => list(base, path, query, "users"),
        ("GET", "Conversations") => list(base, path, query, "conversations"),
        _ => Answer::json(if request.method == "POST" { 201 } else { 200 }, &resource(base, path, number, request)),
    }
}

/// Fields of the form in the names of the response, and what the server adds.
fn resource(base: &str, path: &str, number: u32, request: &Arrived) -> Value {
    let form: BTreeMap<String, String> = form_urlencoded::parse(&request.body).into_owned().collect();
    let mut resource = json!({
        "account_sid": ACCOUNT,
        "created_by": CREATOR,
        "sid": sid(path, number),
        "url": format!("{base}{path}"),
        "links": { "messages": format!("{base}{path}/Messages?Identity={}", "zo%C3%AB.o%27hara%40private.test") },
        "friendly_name": crate::calls::NAME,
        "identity": crate::calls::IDENTITY,
        "messages_count": number,
        "date_created": "2024-03-04T08:15:30Z",
    });
    for (name, value) in form {
        let snake = name.replace('.', "_").chars().fold(String::new(), |mut name, letter| {
            if letter.is_ascii_uppercase() && !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
            name
        });
        resource[snake] = json!(value);
    }
    resource
}

fn sid(path: &str, number: u32) -> String {
    let prefix = match path.rsplit('/').find(|segment| segment.starts_with(|letter: char| letter.is_ascii_uppercase()))
    {
        Some("Users") => "US",
        Some("Credentials") => "CR",
        Some("Participants") => "MB",
        Some("Messages") => "IM",
        _ => "CH",
    };
    format!("{prefix}{number:032}")
}

/// Three pages of two, with tokens that are nobody else's business.
fn list(base: &str, path: &str, query: &str, key: &str) -> Answer {
    let page = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "Page")
        .map_or(0, |(_, page)| page.parse().unwrap_or(0));
    let next =
        (page < 2).then(|| format!("{base}{path}?PageSize=2&Page={}&PageToken={PAGE_TOKEN}{}", page + 1, page + 1));
    let record = |number: u32| {
        let identity = [crate::calls::IDENTITY, crate::calls::SHORT_IDENTITY][number as usize % 2];
        json!({ "account_sid": ACCOUNT, "sid": format!("CH{number:032}"), "identity": identity, "friendly_name": crate::calls::NAME })
    };
    let meta = json!({ "key": key, "page": page, "next_page_url": next });
    Answer::json(200, &json!({ key: [record(2 * page), record(2 * page + 1)], "meta": meta }))
}
