//! Names of methods: on the client and on each handle, operations and accessors meet each other and what is there already.

use std::collections::{BTreeMap, HashMap};

use super::overrides::Overrides;
use super::type_names::{Levels, place};
use super::walk::Walk;
use super::{Accessor, Operation};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::reserved::{CLIENT_METHODS, HANDLE_METHODS};
use crate::codegen::names::snake;

/// Settles all of them: an operation gives way to an accessor by its whole id, an instance to a literal by `_by_id`.
pub fn methods(
    walk: &mut Walk,
    operations: &mut [Operation],
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let named: Vec<String> = walk.used_overrides.clone();
    let levels = Levels::of(operations);
    let by_id: HashMap<String, usize> =
        operations.iter().enumerate().map(|(index, operation)| (operation.id.clone(), index)).collect();
    let mut level = |accessors: &mut Vec<Accessor>, own: &[String], reserved: &[&str]| {
        let own: Vec<usize> = own.iter().filter_map(|id| by_id.get(id).copied()).collect();
        accessor_names(accessors, &named, reserved);
        operation_names(operations, &own, accessors, overrides, reserved);
        check(accessors, (operations, &own), &levels, overrides, diagnostics);
    };
    level(&mut walk.entrances, &[], CLIENT_METHODS);
    for (_, handle) in &mut walk.handles {
        level(&mut handle.accessors, &handle.operations, HANDLE_METHODS);
    }
}

fn accessor_names(accessors: &mut [Accessor], named: &[String], reserved: &[&str]) {
    let plain: Vec<(String, String)> =
        accessors.iter().map(|accessor| (accessor.path.clone(), accessor.method.clone())).collect();
    for accessor in accessors.iter_mut().filter(|accessor| !named.contains(&accessor.path)) {
        // `/Account` beside `/Accounts/{Sid}`.
        let meets = plain.iter().any(|(path, method)| *path != accessor.path && *method == accessor.method);
        if meets && accessor.parameter.is_some() && !accessor.literal.is_empty() {
            accessor.method = format!("{}_by_id", snake(&accessor.literal));
        }
        if reserved.contains(&accessor.method.as_str()) {
            accessor.method.push_str("_resource");
        }
    }
}

fn operation_names(
    operations: &mut [Operation],
    own: &[usize],
    accessors: &[Accessor],
    overrides: &Overrides<'_>,
    reserved: &[&str],
) {
    let mut verbs: BTreeMap<String, usize> = BTreeMap::new();
    for &index in own {
        *verbs.entry(operations[index].method.clone()).or_default() += 1;
    }
    for &index in own {
        let operation = &mut operations[index];
        if let Some(name) = overrides.method(&operation.id) {
            name.clone_into(&mut operation.method);
            continue;
        }
        let is_taken =
            |name: &str| reserved.contains(&name) || accessors.iter().any(|accessor| accessor.method == name);
        if is_taken(&operation.method) || verbs.get(&operation.method).is_some_and(|count| *count > 1) {
            operation.method = snake(&operation.id);
        }
        if is_taken(&operation.method) {
            operation.method.push_str("_operation");
        }
    }
}

/// Two methods of one name on one type do not compile.
fn check(
    accessors: &mut [Accessor],
    (operations, own): (&mut [Operation], &[usize]),
    levels: &Levels,
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    const LEVEL: &str = "Give one of the levels another name under `handles` in products.toml.";
    const METHOD: &str = "Give one of the operations another method under `names` in products.toml.";
    let mut seen: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut settle = |method: &mut String, what: String, at: String, help: &str| {
        if let Some((other, first)) = seen.get(method) {
            let diagnostic = Diagnostic::error(
                Code::NameCollision,
                &at,
                format!("{other} and {what} would both be the method `{method}`"),
            )
            .at_key()
            .related(first, "the other one is here")
            .why("A type has one method of a name.")
            .help(help);
            let Some(name) = overrides.other_name(method, "_", |name| !seen.contains_key(name)) else {
                diagnostics.push(diagnostic);
                return;
            };
            diagnostics.push(diagnostic.settled(&name));
            *method = name;
        }
        seen.insert(method.clone(), (what, at));
    };
    for accessor in accessors {
        let (what, at) = (format!("the level `{}`", accessor.path), levels.place(&accessor.path));
        settle(&mut accessor.method, what, at, LEVEL);
    }
    for &index in own {
        let operation = &mut operations[index];
        let (what, at) = (format!("the operation `{}`", operation.id), place(operation));
        settle(&mut operation.method, what, at, METHOD);
    }
}
