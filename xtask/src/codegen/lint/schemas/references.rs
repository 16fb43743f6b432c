//! References of schemas lead to components: only those have names, and become types.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;
use crate::codegen::load::pointer;
use crate::codegen::normalise::referenced;

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { continue };
        // Another rule reports what leads nowhere.
        let exists = pointer::from_reference(reference).is_some_and(|target| context.document.get(&target).is_some());
        let is_component = referenced(schema)
            .is_some_and(|name| context.document.get(&pointer::child("/components/schemas", &name)).is_some());
        if exists && !is_component {
            found.push(
                Diagnostic::error(
                    Code::UnsupportedReference,
                    format!("{at}/$ref"),
                    format!("`{reference}` leads to no component of `#/components/schemas`"),
                )
                .why("a type is named after its component; what is declared within something else has no name")
                .help("make a component of what is referred to, and refer to that from both places"),
            );
        }
    }
}
