//! Compares a request with recorded ones.
//!
//! A recording holds replacements where the request has the real values. The first request that fits says what a replacement stands for; from
//! then on, it has to be the same everywhere.

use serde_json::Value;

use super::recorded::{Inputs, RecordedRequest};
use super::redaction::is_replacement;
use super::substitution::Substitution;

/// What replacements stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings(Vec<(String, String)>);

impl Bindings {
    /// Puts the real values in the place of the replacements.
    pub(super) fn substitution(&self) -> Substitution {
        Substitution::new(self.0.clone())
    }

    /// Whether a recorded value is this one, which may bind a replacement.
    fn fits(&mut self, recorded: &str, found: &str) -> bool {
        if recorded == found {
            // The same, or a replacement out of a replayed response.
            return true;
        }
        if !is_replacement(recorded) {
            // A replacement within a longer string.
            let has_replacement = self.0.iter().any(|(replacement, _)| recorded.contains(replacement.as_str()));
            return has_replacement && self.substitution().string(recorded) == found;
        }
        match self.0.iter().find(|(replacement, _)| replacement == recorded) {
            Some((_, value)) => value == found,
            // Two replacements stand for two values.
            None if self.0.iter().any(|(_, value)| value == found) => false,
            None => {
                self.0.push((recorded.to_owned(), found.to_owned()));
                true
            }
        }
    }

    fn json_fits(&mut self, recorded: &Value, found: &Value) -> bool {
        match (recorded, found) {
            (Value::String(recorded), Value::String(found)) => self.fits(recorded, found),
            (Value::Array(recorded), Value::Array(found)) => {
                recorded.len() == found.len()
                    && recorded.iter().zip(found).all(|(one, other)| self.json_fits(one, other))
            }
            (Value::Object(recorded), Value::Object(found)) => {
                recorded.len() == found.len()
                    && recorded.iter().all(|(key, one)| found.get(key).is_some_and(|other| self.json_fits(one, other)))
            }
            _ => recorded == found,
        }
    }
}

/// The differences between a recorded request and this one; none if it is the same call, and then the bindings hold what it says.
pub(super) fn differences(recorded: &RecordedRequest, found: &RecordedRequest, bindings: &mut Bindings) -> Vec<String> {
    let mut differences = Vec::new();
    let mut trial = bindings.clone();
    if recorded.operation != found.operation {
        differences.push(format!("the operation is {}, recorded was {}", found.operation, recorded.operation));
    }
    if recorded.method != found.method {
        differences.push(format!("the method is {}, recorded was {}", found.method, recorded.method));
    }
    let same_length = recorded.path.len() == found.path.len();
    if !same_length || !recorded.path.iter().zip(&found.path).all(|(one, other)| trial.fits(one, other)) {
        let path = |segments: &[String]| format!("/{}", segments.join("/"));
        differences.push(format!("the path is {}, recorded was {}", path(&found.path), path(&recorded.path)));
    }
    for (place, recorded, found) in [
        ("query parameter", &recorded.query, &found.query),
        ("form field", &recorded.form, &found.form),
        ("header", &recorded.headers, &found.headers),
    ] {
        compare(place, recorded, found, &mut trial, &mut differences);
    }
    match (&recorded.json, &found.json) {
        (None, None) => {}
        (Some(one), Some(other)) if trial.json_fits(one, other) => {}
        (one, other) => {
            let shown = |json: &Option<Value>| json.as_ref().map_or("absent".to_owned(), Value::to_string);
            differences.push(format!("the JSON body is {}, recorded was {}", shown(other), shown(one)));
        }
    }
    if differences.is_empty() {
        *bindings = trial;
    }
    differences
}

fn compare(place: &str, recorded: &Inputs, found: &Inputs, trial: &mut Bindings, differences: &mut Vec<String>) {
    let names = recorded.keys().chain(found.keys().filter(|name| !recorded.contains_key(*name)));
    for name in names {
        let none = Vec::new();
        let (one, other) = (recorded.get(name).unwrap_or(&none), found.get(name).unwrap_or(&none));
        if one.len() == other.len() && one.iter().zip(other).all(|(one, other)| trial.fits(one, other)) {
            continue;
        }
        let shown = |values: &[String]| match values {
            [] => "absent".to_owned(),
            [value] => format!("{value:?}"),
            values => format!("{values:?}"),
        };
        differences.push(format!("{place} {name} is {}, recorded was {}", shown(other), shown(one)));
    }
}
