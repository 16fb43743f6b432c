//! Names of requests and handles, from the table that components have names in already.

use std::collections::BTreeMap;

use super::overrides::Overrides;
use super::walk::Walk;
use super::{Accessor, Operation};
use crate::codegen::diagnostics::{Code, Diagnostic, Place};
use crate::codegen::names::{Holder, TypeNames, pascal};
use crate::codegen::normalise::escape;

/// Where an operation is declared.
pub fn place(operation: &Operation) -> String {
    format!("/paths/{}/{}", escape(&operation.path), operation.http)
}

/// Gives each request a name: that of its operation; where a component has it, with `Request` behind it.
pub fn requests(
    operations: &mut [Operation],
    names: &mut TypeNames,
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for operation in operations.iter_mut() {
        let holder = Holder {
            what: format!("the operation `{}`", operation.id),
            place: format!("{}/operationId", place(operation)).into(),
        };
        let base = pascal(&operation.id);
        // Two operations of one name are not told apart: their order would decide which is which.
        let twin = names.holder(&base).filter(|other| other.what.starts_with("the operation"));
        let candidates = match overrides.request(&operation.id) {
            Some(name) => vec![name.to_owned()],
            None if twin.is_some() => vec![base],
            None => vec![base.clone(), format!("{base}Request"), format!("{base}Operation")],
        };
        let help = "Give one of them another operationId, which is no part of the wire; or name its request under `names` in products.toml.";
        if let Some(name) = claim(names, &candidates, &holder, overrides, help, diagnostics) {
            operation.request = name;
        }
    }
    for operation in operations.iter_mut().filter(|operation| operation.needs_builder()) {
        let holder =
            Holder { what: format!("the required inputs of `{}`", operation.id), place: place(operation).into() };
        let base = format!("{}Required", operation.request);
        let candidates = [base.clone(), format!("{base}Inputs")];
        let help = "Name the operation's request under `names` in products.toml.";
        operation.required_builder = claim(names, &candidates, &holder, overrides, help, diagnostics);
    }
}

/// Gives each handle a name: made of the accessors that lead to it; where it is taken, of all segments of its path.
pub fn handles(
    walk: &mut Walk,
    names: &mut TypeNames,
    operations: &[Operation],
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // The shorter path has the shorter name, whatever the order of the document.
    let mut order: Vec<usize> = (0..walk.handles.len()).collect();
    order.sort_by_key(|&index| {
        let path = walk.handles[index].1.path.as_str();
        (path.split('/').count(), path.to_owned())
    });
    let mut by_path: BTreeMap<String, String> = BTreeMap::new();
    let root = walk.root.clone();
    let levels = Levels::of(operations);
    for index in order {
        let handle = &mut walk.handles[index].1;
        let holder =
            Holder { what: format!("the handle of `{}`", handle.path), place: levels.place(&handle.path).into() };
        let below = handle.path.strip_prefix(root.as_str()).unwrap_or(&handle.path);
        let whole: String = below.split('/').map(segment).collect();
        let candidates = [handle.name.clone(), format!("{whole}Handle"), format!("{whole}PathHandle")];
        let help = "Name one of the levels of its path under `handles` in products.toml.";
        if let Some(name) = claim(names, &candidates, &holder, overrides, help, diagnostics) {
            handle.name = name;
        }
        by_path.insert(handle.path.clone(), handle.name.clone());
    }
    let rename = |accessors: &mut Vec<Accessor>| {
        for accessor in accessors {
            if let Some(name) = by_path.get(&accessor.path) {
                accessor.target.clone_from(name);
            }
        }
    };
    rename(&mut walk.entrances);
    walk.handles.iter_mut().for_each(|(_, handle)| rename(&mut handle.accessors));
}

/// A segment in the name of a handle.
fn segment(segment: &str) -> String {
    match segment.split_once('{') {
        Some((_, name)) => format!("By{}", pascal(name.split('}').next().unwrap_or_default())),
        None if segment.is_empty() => String::new(),
        None => pascal(segment),
    }
}

/// The first path of the document that goes through each level.
#[derive(Debug)]
pub struct Levels(BTreeMap<String, String>);

impl Levels {
    pub fn of(operations: &[Operation]) -> Levels {
        let mut first = BTreeMap::new();
        for operation in operations {
            let ends = operation.path.match_indices('/').map(|(at, _)| at).skip(1).chain([operation.path.len()]);
            for end in ends {
                first.entry(operation.path[..end].to_owned()).or_insert_with(|| operation.path.clone());
            }
        }
        Levels(first)
    }

    /// The place of the path.
    pub fn place(&self, level: &str) -> String {
        format!("/paths/{}", escape(self.0.get(level).map_or(level, String::as_str)))
    }
}

/// Claims a name. Where none is free, it is an error, or in a foreign document a warning and a numbered name.
fn claim(
    names: &mut TypeNames,
    candidates: &[String],
    holder: &Holder,
    overrides: &Overrides<'_>,
    help: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let first = candidates.first().map(String::as_str).unwrap_or_default();
    let diagnostic = match names.claim(candidates, holder.clone()) {
        Ok(name) => return Some(name),
        Err(other) => collision(holder, other, first, help),
    };
    let Some(name) = overrides.other_name(first, "", |name| names.is_free(name)) else {
        diagnostics.push(diagnostic);
        return None;
    };
    diagnostics.push(diagnostic.settled(&name));
    names.claim(std::slice::from_ref(&name), holder.clone()).ok()
}

fn collision(holder: &Holder, other: Option<&Holder>, name: &str, help: &str) -> Diagnostic {
    let problem = match other {
        Some(other) => format!("{} and {} would both be the type `{name}`", other.what, holder.what),
        None => format!("{} would be the type `{name}`, which Rust has", holder.what),
    };
    let place: Place = holder.place.clone();
    let mut diagnostic = Diagnostic::error(Code::NameCollision, "", problem)
        .why("Two types of one name do not compile, or cannot be imported side by side.")
        .help(help);
    diagnostic.place = place;
    match other {
        Some(other) => diagnostic.related(other.place.clone(), "the other one is here"),
        None => diagnostic,
    }
}
