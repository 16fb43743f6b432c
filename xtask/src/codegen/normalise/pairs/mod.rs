//! Components that are one type: `pairs` of products.toml.
//!
//! The twin's properties and values are added to the component, and every reference to the twin becomes one to the component. What is
//! reached through a pair is merged with it: enums that both have, by property or by name. References that were the twin's are marked
//! with [`TWIN`], so that the model stays in the component's file.

mod merge;
mod proposals;
mod similar;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::merge::TWIN;
use self::merge::{merge, redirect};
use self::similar::{Conflict, Twins, is_enum, twins};
use super::schemas::{component, component_keys, escape};
use super::{Pass, Working};
use crate::codegen::config::{Pair, PairKind};
use crate::codegen::diagnostics::{Code, Diagnostic};

pub const PASS: Pass = Pass {
    name: "pairs",
    why: "A resource that has two paths often has two components: products.toml says which are one type, so that one function takes the records of both.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let proposals = proposals::proposals(&working.json);
    let mut matches = Vec::new();
    for pair in &working.product.pairs {
        let found = match pair.kind {
            PairKind::Same => same(&mut working.json, pair),
            PairKind::Apart if proposals.iter().any(|proposal| proposal.is(pair)) => Ok(Vec::new()),
            PairKind::Apart => Err(Problem::Unmatched("the two would not be proposed as one type".to_owned())),
        };
        match found {
            Ok(merged) => matches.extend(merged),
            Err(problem) => working.diagnostics.push(diagnostic(problem, pair, &working.origins)),
        }
    }
    let undeclared = proposals.iter().filter(|one| !working.product.pairs.iter().any(|pair| one.is(pair)));
    working.diagnostics.extend(undeclared.map(|one| one.diagnostic(&working.origins)));
    matches
}

/// Why a pair is not merged.
enum Problem {
    Unmatched(String),
    Conflict(Conflict),
}

/// Merges one pair and says what it merged.
fn same(json: &mut Value, pair: &Pair) -> Result<Vec<String>, Problem> {
    if let Some(missing) = [&pair.component, &pair.twin].into_iter().find(|name| component(json, name).is_none()) {
        return Err(Problem::Unmatched(format!("there is no component `{missing}`")));
    }
    let mut found = twins(json, &pair.component, &pair.twin).map_err(Problem::Conflict)?;
    named_alike(json, pair, &mut found);
    for (twin, component) in &found {
        merge(json, component, twin);
    }
    redirect(json, &found);
    Ok(found.into_iter().map(|(twin, component)| format!("{twin} -> {component}")).collect())
}

/// Enums that only inputs have: `service_user_enum_order` is the twin of `user_enum_order`.
fn named_alike(json: &Value, pair: &Pair, found: &mut Twins) {
    let owner = |component: &str| component.rsplit('.').next().unwrap_or(component).to_owned();
    let (own, other) = (owner(&pair.component), owner(&pair.twin));
    let is_enum = |name: &str| component(json, name).is_some_and(is_enum);
    for twin in component_keys(json) {
        let Some(rest) = twin.strip_prefix(&format!("{other}_enum_")) else { continue };
        let component = format!("{own}_enum_{rest}");
        if is_enum(&twin) && is_enum(&component) {
            found.entry(twin).or_insert(component);
        }
    }
}

fn diagnostic(problem: Problem, pair: &Pair, origins: &BTreeMap<String, String>) -> Diagnostic {
    match problem {
        Problem::Unmatched(problem) => {
            Diagnostic::error(Code::UnmatchedOverride, &pair.origin, format!("this pair matches nothing: {problem}"))
                .why("An override that matches nothing hides that the document has changed.")
                .help("Remove it from `pairs` in products.toml, or correct what it names.")
        }
        Problem::Conflict(conflict) => {
            let place = |component: &str| {
                let origin = origins.get(component).map(String::as_str).unwrap_or_default();
                format!("{origin}/properties/{}", escape(&conflict.property))
            };
            let problem = format!(
                "`{}` is {} in `{}` and {} in `{}`, which products.toml declares to be one type",
                conflict.property, conflict.type_of_twin, conflict.twin, conflict.type_of_component, conflict.component
            );
            Diagnostic::error(Code::ConflictingPair, place(&conflict.twin), problem)
                .at_key()
                .related(place(&conflict.component), "the other one is here")
                .related(&pair.origin, "the pair is declared here")
                .why("A model has one field of a name, with one type.")
                .help("Correct the document, or declare the pair as `apart`.")
        }
    }
}
