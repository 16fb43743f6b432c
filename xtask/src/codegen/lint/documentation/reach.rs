//! Every component is used by some operation, directly or by way of others.

use std::collections::HashSet;

use serde_json::Value;

use super::super::walk::Context;
use super::descriptions::targets;
use crate::codegen::diagnostics::{Code, Diagnostic};

pub(in super::super) fn reachable(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (name, pointer) in unreachable(context) {
        found.push(
            Diagnostic::error(Code::UnreachableComponent, pointer, format!("no operation uses the component `{name}`"))
                .at_key()
                .why("it is never generated, and nobody notices when it goes wrong")
                .help("remove it"),
        );
    }
}

/// Schemas of other people's documents that no operation uses: one warning for all, since nothing is generated for them.
pub(in super::super) fn unused_schemas(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut unused = unreachable(context);
    unused.retain(|(_, pointer)| pointer.starts_with("/components/schemas/"));
    let Some((name, first)) = unused.first() else { return };
    let problem = match unused.len() {
        1 => format!("no operation uses the component `{name}`"),
        count => format!("no operation uses {count} of the components, such as `{name}`"),
    };
    found.push(
        Diagnostic::warning(Code::UnreachableComponent, first, problem)
            .at_key()
            .why("nothing is generated for what no operation uses")
            .help("nothing is to be done, unless an operation is to refer to it"),
    );
}

/// The components that no operation uses, directly or by way of others: name and place.
fn unreachable<'d>(context: &Context<'d>) -> Vec<(&'d str, String)> {
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
    // A reference may lead into a component.
    let used: HashSet<&str> = reached.iter().map(|target| component(target)).collect();
    let sections = context.document.get("/components").and_then(Value::as_object);
    let mut unused = Vec::new();
    for (section, _) in sections.into_iter().flatten() {
        // Security schemes are named by `security`, without a `$ref`.
        if section == "securitySchemes" || section.starts_with("x-") {
            continue;
        }
        for (name, component) in context.entries(&format!("/components/{section}")) {
            if !used.contains(component.pointer.as_str()) {
                unused.push((name, component.pointer));
            }
        }
    }
    unused
}

/// The first three levels of a pointer: `/components/schemas/thing`.
fn component(target: &str) -> &str {
    let end = target.match_indices('/').nth(3).map_or(target.len(), |(at, _)| at);
    &target[..end]
}
