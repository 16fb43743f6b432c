//! Formats that are a mistake for a known one, or that nothing here knows.

use serde_json::Value;

use super::super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};

/// The formats of OpenAPI 3.0 and its registry, and those of Twilio's documents. All but a few are plain strings or
/// numbers in Rust; they are listed to tell them from mistakes.
const KNOWN: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "country-code",
    "currency",
    "date",
    "date-time",
    "date-time-rfc-2822",
    "decimal",
    "double",
    "duration",
    "email",
    "endpoint",
    "float",
    "hostname",
    "html",
    "http-date",
    "http-method",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "iso-country-code",
    "iso-language-code",
    "json",
    "json-pointer",
    "password",
    "phone-number",
    "regex",
    "relative-json-pointer",
    "sid",
    "sid-like",
    "time",
    "twiml",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-map",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

pub(in super::super) fn formats(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        // Formats of objects have a rule of their own.
        if schema.get("type").and_then(Value::as_str) == Some("object") {
            continue;
        }
        let Some(format) = schema.get("format").and_then(Value::as_str) else { continue };
        // `UserSid` and the like name a resource, in Twilio's documents.
        if KNOWN.contains(&format) || format.ends_with("Sid") {
            continue;
        }
        let place = format!("{at}/format");
        let meant = same_letters(format).map_or_else(|| nearest(format, KNOWN.iter().copied()), |known| vec![known]);
        found.push(match did_you_mean(&meant) {
            Some(meant) => Diagnostic::error(Code::UnknownFormat, place, format!("`{format}` is not a known format"))
                .why("the format decides on the type; an unknown one would make it a plain string or number")
                .help(meant),
            None => Diagnostic::warning(Code::UnknownFormat, place, format!("the format `{format}` is not known"))
                .why("it says nothing to the generator: the value is a plain string or number")
                .help("remove it if that is what is meant"),
        });
    }
}

/// `datetime` and `date_time` are `date-time`.
fn same_letters(format: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    KNOWN.iter().copied().find(|known| letters(known) == letters(format))
}
