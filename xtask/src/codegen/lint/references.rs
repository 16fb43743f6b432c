//! Every `$ref` leads to something in this document.

use serde_json::Value;

use super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::load::pointer;

/// Keys below which a `$ref` is data, not a reference.
const DATA: &[&str] = &["example", "examples", "default", "enum"];

/// Keys whose children are named by the document: there, `example` is a name like any other.
const NAMES: &[&str] = &[
    "paths",
    "properties",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "content",
    "links",
    "callbacks",
    "securitySchemes",
];

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, reference) in references(&context.document.json) {
        let at = pointer::child(&at, "$ref");
        let Some(text) = reference.as_str() else {
            found.push(
                Diagnostic::error(Code::WrongShape, at, "a `$ref` must be text")
                    .help("write `$ref: '#/components/schemas/…'`, quoted: a bare `#` starts a comment"),
            );
            continue;
        };
        let Some(target) = pointer::from_reference(text) else {
            found.push(
                Diagnostic::error(Code::ExternalReference, at, format!("`{text}` leads out of this document"))
                    .why("a document is read on its own, so that a generation is the same everywhere")
                    .help("copy what is referred to into `components`"),
            );
            continue;
        };
        if context.document.get(&target).is_none() {
            found.push(dangling(context, at, text, &target));
        } else if ring(context, &target).first().is_some_and(|first| child(first) == at) {
            found.push(
                Diagnostic::error(Code::ReferenceCycle, at, format!("`{text}` comes back to itself"))
                    .why("a chain of references must end at something")
                    .help("let one of them be a schema of its own"),
            );
        }
    }
}

fn child(holder: &str) -> String {
    pointer::child(holder, "$ref")
}

fn dangling(context: &Context<'_>, at: String, text: &str, target: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::DanglingReference, at, format!("`{text}` leads to nothing"))
        .label("no such component")
        .why("what it stands for is unknown, so nothing can be generated for it");
    let (section, name) = target.rsplit_once('/').unwrap_or(("", target));
    let name = pointer::unescape(name);
    let known = context.document.get(section).and_then(Value::as_object);
    let known = known.into_iter().flatten().map(|(key, _)| key.as_str());
    let meant: Vec<String> = match near_section(context, section, &name) {
        // The section is what is misspelt.
        Some(section) => vec![format!("#{section}/{}", pointer::escape(&name))],
        None => nearest(&name, known).iter().map(|near| format!("#{section}/{}", pointer::escape(near))).collect(),
    };
    let meant: Vec<&str> = meant.iter().map(String::as_str).collect();
    diagnostic.help(did_you_mean(&meant).unwrap_or_else(|| "correct the name, or add the component".to_owned()))
}

/// The section of components that a misspelt one was meant to be.
fn near_section(context: &Context<'_>, section: &str, name: &str) -> Option<String> {
    if context.document.get(section).is_some() {
        return None;
    }
    let sections = context.document.get("/components").and_then(Value::as_object)?;
    let with_name = sections.iter().filter(|(_, components)| components.get(name).is_some());
    let sections: Vec<String> = with_name.map(|(section, _)| pointer::child("/components", section)).collect();
    let near = nearest(section, sections.iter().map(String::as_str)).first().map(|near| (*near).to_owned());
    // Some names of sections are near to each other, and none of them is a mistake.
    near.filter(|_| !section.strip_prefix("/components/").is_some_and(super::keys::is_section))
}

/// The references of the ring that a chain from here ends in, the first in the alphabet first, so that a ring is reported
/// once; none if the chain ends at something.
fn ring(context: &Context<'_>, target: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some(target.to_owned());
    while let Some(target) = next {
        if let Some(start) = seen.iter().position(|earlier| *earlier == target) {
            let mut ring = seen.split_off(start);
            ring.sort();
            return ring;
        }
        next = context
            .document
            .get(&target)
            .and_then(|value| value.get("$ref")?.as_str())
            .and_then(pointer::from_reference);
        seen.push(target);
    }
    Vec::new()
}

/// All references: the pointer of the mapping that holds one, and its value.
pub(super) fn references(json: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    collect("", json, false, &mut found);
    found
}

fn collect<'v>(at: &str, value: &'v Value, named: bool, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                if key == "$ref" && !named {
                    found.push((at.to_owned(), child));
                } else if named || !(DATA.contains(&key.as_str()) || key.starts_with("x-")) {
                    let named = !named && NAMES.contains(&key.as_str()) && child.is_object();
                    collect(&pointer::child(at, key), child, named, found);
                }
            }
        }
        Value::Array(items) => {
            for (index, child) in items.iter().enumerate() {
                collect(&format!("{at}/{index}"), child, false, found);
            }
        }
        _ => {}
    }
}
