//! One diagnostic for each cause: what only follows from another problem is left out.

use std::collections::HashSet;

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, Place};
use crate::codegen::load::{Document, pointer};

/// Leaves out what follows from a misspelt key or from a value of the wrong form: the object that has it lacks what was
/// meant, and what refers to it finds nothing.
pub(super) fn only(document: &Document, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let spoilt: HashSet<String> = diagnostics.iter().filter(|one| is_cause(one.code)).flat_map(spoilt_by).collect();
    if spoilt.is_empty() {
        return diagnostics;
    }
    diagnostics
        .into_iter()
        .filter(|diagnostic| is_cause(diagnostic.code) || !follows(document, diagnostic, &spoilt))
        .collect()
}

fn is_cause(code: Code) -> bool {
    matches!(code, Code::UnknownKey | Code::WrongShape)
}

/// The objects about which nothing else can be said: the one with the key, and a value of the wrong form.
fn spoilt_by(cause: &Diagnostic) -> Vec<String> {
    let Some(at) = place(cause) else { return Vec::new() };
    let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
    vec![parent.to_owned(), at.to_owned()]
}

fn follows(document: &Document, diagnostic: &Diagnostic, spoilt: &HashSet<String>) -> bool {
    let Some(at) = place(diagnostic) else { return false };
    let at = existing(document, at);
    if diagnostic.related.iter().filter_map(|(place, _)| pointer_of(place)).any(|at| spoilt.contains(at)) {
        return true;
    }
    match diagnostic.code {
        // It points at the name, which is two levels below the schema.
        Code::UnknownRequiredProperty => ancestors(at).skip(1).take(2).any(|at| spoilt.contains(at)),
        Code::DanglingReference => {
            let target = document.get(at).and_then(Value::as_str).and_then(pointer::from_reference);
            target.is_some_and(|target| spoilt.contains(existing(document, &target)))
        }
        _ => spoilt.contains(at),
    }
}

fn place(diagnostic: &Diagnostic) -> Option<&str> {
    pointer_of(&diagnostic.place)
}

fn pointer_of(place: &Place) -> Option<&str> {
    match place {
        Place::Pointer(at) | Place::Key(at) => Some(at),
        Place::Origin(_) => None,
    }
}

/// The place itself, or its nearest ancestor that exists.
fn existing<'p>(document: &Document, at: &'p str) -> &'p str {
    ancestors(at).find(|at| document.get(at).is_some()).unwrap_or_default()
}

/// A place, the object that holds it, and so on up to the document.
fn ancestors(at: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(at), |at| at.rsplit_once('/').map(|(parent, _)| parent))
}
