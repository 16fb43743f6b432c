//! One success answer an operation.

use serde_json::{Map, Value, json};

use super::schemas::each_operation;
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "success-answers",
    why: "201 and 202 carry the same schema, and declared errors or a default answer are read by the core: one success answer stays.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_operation(&mut working.json, |place, operation| {
        let Some(responses) = operation.get("responses").and_then(Value::as_object) else { return };
        let (kept, dropped) = choose(responses);
        if dropped > 0 {
            matches.push(place.to_owned());
        }
        operation["responses"] = match kept {
            Some((status, answer)) => json!({ status: answer }),
            None => json!({ "204": { "description": "" } }),
        };
    });
    matches
}

/// The first success answer with a body, else the first one, and how many others there were.
fn choose(responses: &Map<String, Value>) -> (Option<(String, Value)>, usize) {
    let mut success = responses.iter().filter(|(status, _)| status.starts_with('2')).peekable();
    let first = success.peek().map(|(status, answer)| ((*status).clone(), (*answer).clone()));
    let kept = success
        .find(|(_, answer)| answer.get("content").is_some())
        .map(|(status, answer)| (status.clone(), answer.clone()))
        .or(first)
        .map(|(status, mut answer)| {
            if let Some(answer) = answer.as_object_mut() {
                answer.remove("headers");
                answer.remove("links");
            }
            (status, answer)
        });
    let others = responses.len() - usize::from(kept.is_some());
    (kept, others)
}
