//! SIDs: texts whose pattern is a prefix and 32 hex digits.

use serde_json::Value;

use super::schemas::each_schema;
use super::{Pass, Working};

/// The format of a SID with any prefix; with one of its own it is `sid-` and the prefix.
pub const SID: &str = "sid";

pub const PASS: Pass = Pass {
    name: "sids",
    why: "A pattern of a SID names a type of the core; as a format it can be matched exactly, whether or not the document repeats the lengths.",
    run,
};

/// The prefix that a SID's format names.
pub fn sid_prefix(format: &str) -> Option<&str> {
    format.strip_prefix("sid-")
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        let Some(format) = schema.get("pattern").and_then(Value::as_str).and_then(format_of) else { return };
        let Some(schema) = schema.as_object_mut() else { return };
        for key in ["pattern", "minLength", "maxLength"] {
            schema.remove(key);
        }
        schema.insert("format".to_owned(), Value::String(format));
        matches.push(place.to_owned());
    });
    matches
}

/// The format that a pattern becomes, if it is a SID's.
fn format_of(pattern: &str) -> Option<String> {
    let head = pattern.strip_prefix('^')?.strip_suffix("[0-9a-fA-F]{32}$")?;
    if head == "[a-zA-Z]{2}" {
        return Some(SID.to_owned());
    }
    let is_prefix = head.len() == 2 && head.chars().all(|c| c.is_ascii_uppercase());
    is_prefix.then(|| {
        let known = twilio_core::sid::PREFIXES.iter().any(|(prefix, _)| *prefix == head);
        if known { format!("{SID}-{head}") } else { SID.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::format_of;

    #[test]
    fn only_a_prefix_and_32_hex_digits_make_a_sid() {
        assert_eq!(format_of("^AC[0-9a-fA-F]{32}$").as_deref(), Some("sid-AC"));
        assert_eq!(format_of("^[a-zA-Z]{2}[0-9a-fA-F]{32}$").as_deref(), Some("sid"));
        assert_eq!(format_of("^QQ[0-9a-fA-F]{32}$").as_deref(), Some("sid"));
        for other in ["", "AC[0-9a-fA-F]{32}", "^(SM|MM)[0-9a-fA-F]{32}$", "^[0-9]+$"] {
            assert_eq!(format_of(other), None, "{other}");
        }
    }
}
