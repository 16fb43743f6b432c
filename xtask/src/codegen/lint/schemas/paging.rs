//! The properties that describe a page: the core's pager reads them, and nothing that is generated shows them.

use serde_json::Value;

use super::super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::load::pointer;

/// The two ways in which Twilio's APIs describe a page: in `meta`, and beside the records.
const WAYS: &[&[&str]] = &[
    &["first_page_url", "next_page_url", "previous_page_url", "page", "page_size", "url", "key"],
    &[
        "end",
        "first_page_uri",
        "next_page_uri",
        "previous_page_uri",
        "page",
        "page_size",
        "start",
        "uri",
        "num_pages",
        "total",
    ],
];

/// A schema with so many of the properties describes a page.
const ENOUGH: usize = 4;

pub(in super::super) fn paging(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { continue };
        let count = |names: &&&[&str]| names.iter().filter(|name| properties.contains_key(**name)).count();
        let Some(names) = WAYS.iter().max_by_key(count).filter(|names| count(names) >= ENOUGH) else { continue };
        for (name, property) in properties {
            // The records beside them have a name of their own.
            if names.contains(&name.as_str()) || property.get("type").and_then(Value::as_str) == Some("array") {
                continue;
            }
            let missing = names.iter().copied().filter(|name| !properties.contains_key(*name));
            if let Some(meant) = did_you_mean(&nearest(name, missing)) {
                found.push(
                    Diagnostic::error(
                        Code::MisspeltPagingProperty,
                        pointer::child(&pointer::child(at, "properties"), name),
                        format!("`{name}` is not a property that describes a page"),
                    )
                    .at_key()
                    .why("the pager reads these properties by their names, and would not find this one")
                    .help(meant),
                );
            }
        }
    }
}
