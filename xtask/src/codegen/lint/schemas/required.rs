//! `required` names properties that there are.

use std::collections::HashSet;

use serde_json::Value;

use super::super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};

/// How deep compositions are followed; they may refer to themselves.
const MAX_DEPTH: usize = 16;

pub(in super::super) fn required(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(required) = schema.get("required").and_then(Value::as_array).filter(|names| !names.is_empty()) else {
            continue;
        };
        // A part of an `allOf` may require what another part declares, and an alternative what is declared around it.
        let whole = context.document.get(outermost(at)).unwrap_or(schema);
        let mut declared = HashSet::new();
        let is_known = collect(context, whole, &mut declared, 0);
        for (index, name) in required.iter().enumerate() {
            let place = format!("{at}/required/{index}");
            let Some(name) = name.as_str() else {
                found.push(
                    Diagnostic::error(Code::WrongShape, place, "`required` lists names")
                        .why("OpenAPI 3.0 gives it that form; anything else would be passed over in silence")
                        .help("put the name in quotes, if it is one"),
                );
                continue;
            };
            if is_known && !declared.contains(name) {
                let mut known: Vec<&str> = declared.iter().copied().collect();
                known.sort_unstable();
                let meant = did_you_mean(&nearest(name, known));
                found.push(
                    Diagnostic::warning(
                        Code::UnknownRequiredProperty,
                        place,
                        format!("`required` names `{name}`, which is no property"),
                    )
                    .why("the property that is meant stays optional")
                    .help(meant.unwrap_or_else(|| "correct the name, or remove it".to_owned())),
                );
            }
        }
    }
}

/// The schema around all `allOf`s and alternatives that a schema is a part of.
fn outermost(at: &str) -> &str {
    let mut at = at;
    while let Some((holder, index)) = at.rsplit_once('/') {
        let outer = ["/allOf", "/oneOf", "/anyOf"].iter().find_map(|key| holder.strip_suffix(key));
        match outer.filter(|_| index.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(outer) => at = outer,
            None => break,
        }
    }
    at
}

/// Adds the properties that a schema declares. False if that cannot be told: of alternatives, each may declare others.
fn collect<'d>(context: &Context<'d>, schema: &'d Value, declared: &mut HashSet<&'d str>, depth: usize) -> bool {
    let Some(schema) = context.resolve("", schema).filter(|_| depth < MAX_DEPTH).map(|reached| reached.value) else {
        return false;
    };
    if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
        return false;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    declared.extend(properties.into_iter().flatten().map(|(name, _)| name.as_str()));
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts.into_iter().flatten().all(|part| collect(context, part, declared, depth + 1))
}
