//! Every component is used by some operation, directly or by way of others.

use std::collections::HashSet;

use serde_json::Value;

use super::super::walk::Context;
use super::descriptions::targets;
use crate::codegen::diagnostics::{Code, Diagnostic};

pub(in super::super) fn reachable(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut reached: HashSet<String> = HashSet::new();
    let mut open = context.document.get("/paths").map(targets).unwrap_or_default();
    while let Some(target) = open.pop() {
        if let Some(value) = context.document.get(&target)
            && reached.insert(target)
        {
            // A part of the document has no `paths`, so its own keys are read as they are.
            open.extend(targets(value));
        }
    }
    let sections = context.document.get("/components").and_then(Value::as_object);
    for (section, _) in sections.into_iter().flatten() {
        // Security schemes are named by `security`, without a `$ref`.
        if section == "securitySchemes" || section.starts_with("x-") {
            continue;
        }
        for (name, component) in context.entries(&format!("/components/{section}")) {
            let used = reached.iter().any(|target| {
                *target == component.pointer
                    || target.strip_prefix(&component.pointer).is_some_and(|rest| rest.starts_with('/'))
            });
            if !used {
                found.push(
                    Diagnostic::error(
                        Code::UnreachableComponent,
                        component.pointer,
                        format!("no operation uses the component `{name}`"),
                    )
                    .at_key()
                    .why("it is never generated, and nobody notices when it goes wrong")
                    .help("remove it"),
                );
            }
        }
    }
}
