//! Which operations of a document a problem concerns: those are left out of a crate, and the rest is generated.
//!
//! A problem inside an operation, or inside a component that operations refer to, concerns these operations. One that is
//! anywhere else (the servers, the version, the syntax) concerns the whole document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::diagnostics::{Diagnostic, Place};
use super::load::{Document, pointer};
use super::normalise::METHODS;

/// An operation, by path and method.
pub type Key = (String, String);

/// The operations of a document, and what each refers to.
#[derive(Debug)]
pub struct Operations<'d> {
    document: &'d Document,
    all: Vec<Operation>,
    /// What each referred part of the document refers to.
    referred: BTreeMap<String, Vec<String>>,
}

#[derive(Debug)]
struct Operation {
    key: Key,
    id: String,
    /// The pointer of the path item, and of what it refers to.
    items: BTreeSet<String>,
    /// The pointer of the operation.
    pointer: String,
    /// The places that the operation refers to, and so on.
    reached: BTreeSet<String>,
}

impl<'d> Operations<'d> {
    /// Finds them.
    pub fn of(document: &'d Document) -> Operations<'d> {
        let mut found = Operations { document, all: Vec::new(), referred: BTreeMap::new() };
        for (path, item) in document.get("/paths").and_then(Value::as_object).into_iter().flatten() {
            let mut at = pointer::child("/paths", path);
            let (mut item, mut items) = (item, BTreeSet::from([at.clone()]));
            for _ in 0..8 {
                let target = item.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
                let Some((target, value)) = target.and_then(|target| Some((document.get(&target)?, target))) else {
                    break;
                };
                (item, at) = (target, value);
                items.insert(at.clone());
            }
            for method in METHODS {
                let Some(operation) = item.get(*method).filter(|operation| operation.is_object()) else { continue };
                let mut targets = Vec::new();
                references(operation, &mut targets);
                item.get("parameters").into_iter().for_each(|shared| references(shared, &mut targets));
                let reached = found.reach(targets);
                let id = operation.get("operationId").and_then(Value::as_str);
                found.all.push(Operation {
                    key: (path.clone(), (*method).to_owned()),
                    id: id.map_or_else(|| format!("{} {path}", method.to_uppercase()), str::to_owned),
                    items: items.clone(),
                    pointer: pointer::child(&at, method),
                    reached,
                });
            }
        }
        found
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The operations that a problem concerns, with their ids; none if it concerns the whole document.
    pub fn concerned(&self, diagnostic: &Diagnostic) -> Option<Vec<(Key, String)>> {
        let (Place::Pointer(at) | Place::Key(at)) = &diagnostic.place else { return None };
        let is_at = |holder: &str| at.strip_prefix(holder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let is_component = at.starts_with("/components/") && at.split('/').count() > 3;
        if !is_component && !at.starts_with("/paths/") {
            return None;
        }
        // A problem of a path item that isn't one of another of its operations.
        let is_of_item = |operation: &Operation| {
            operation
                .items
                .iter()
                .any(|item| is_at(item) && !METHODS.iter().any(|method| is_at(&pointer::child(item, method))))
        };
        let concerns = |operation: &&Operation| {
            is_at(&operation.pointer) || is_of_item(operation) || operation.reached.iter().any(|place| is_at(place))
        };
        Some(self.all.iter().filter(concerns).map(|one| (one.key.clone(), one.id.clone())).collect())
    }

    /// Everything that places lead to.
    fn reach(&mut self, targets: Vec<String>) -> BTreeSet<String> {
        let (mut next, mut reached) = (targets, BTreeSet::new());
        while let Some(target) = next.pop() {
            if !reached.insert(target.clone()) {
                continue;
            }
            let document = self.document;
            let inner = self.referred.entry(target).or_insert_with_key(|target| {
                let mut inner = Vec::new();
                document.get(target).into_iter().for_each(|value| references(value, &mut inner));
                inner
            });
            next.extend(inner.iter().cloned());
        }
        reached
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference));
            map.values().for_each(|inner| references(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}
