//! Objects that are declared and yet become raw JSON.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;
use crate::codegen::normalise::{Compositions, settle};

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // What is refused for another reason is no value at all.
    if found.iter().any(Diagnostic::is_error) {
        return;
    }
    let mut compositions = Compositions::new(&context.document.json);
    for (at, schema) in &context.schemas {
        let choice = ["oneOf", "anyOf"].into_iter().find(|key| schema.get(*key).is_some());
        let (place, problem) = if schema.get("not").is_some() {
            (format!("{at}/not"), "`not` is passed over: the value is raw JSON")
        } else if let Some(key) = choice {
            if settle(&context.document.json, &mut (*schema).clone()) {
                continue;
            }
            (format!("{at}/{key}"), "a choice between several schemas that have no types is raw JSON")
        } else if schema.get("allOf").and_then(Value::as_array).is_some_and(|all| all.len() > 1)
            && compositions.merged(schema).is_none()
        {
            (format!("{at}/allOf"), "an `allOf` without a common form is raw JSON")
        } else if schema.get("additionalProperties").is_some_and(Value::is_object)
            && schema.get("properties").and_then(Value::as_object).is_some_and(|all| !all.is_empty())
        {
            (format!("{at}/additionalProperties"), "further properties of an object with known ones are left out")
        } else {
            continue;
        };
        found.push(
            Diagnostic::warning(Code::RawJson, place, problem)
                .at_key()
                .why("it has no one Rust type; a program reads what is declared here from the value itself")
                .help("declare one object with the properties of all of them, if a type is needed"),
        );
    }
}
