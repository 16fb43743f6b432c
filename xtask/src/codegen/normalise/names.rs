//! Component keys become Rust type names.

use std::collections::BTreeMap;

use super::schemas::{component_keys, components_mut, each_schema, reference, referenced};
use super::{Pass, Working};
use crate::codegen::config::Profile;
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::{ComponentNames, Holder, Rule, component_names};

pub const PASS: Pass = Pass {
    name: "names",
    why: "Renaming happens in the document, before any code exists, so that every stage after it speaks of a type by one name.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let keys = component_keys(&working.json);
    let renames: BTreeMap<String, String> =
        working.product.renames.iter().map(|rename| (rename.component.clone(), rename.name.clone())).collect();
    for rename in working.product.renames.iter().filter(|rename| !keys.contains(&rename.component)) {
        working.diagnostics.push(
            Diagnostic::error(
                Code::UnmatchedOverride,
                &rename.origin,
                format!("the rename of `{}` matches no component that an operation reaches", rename.component),
            )
            .why("An override that matches nothing hides that the document has changed.")
            .help("Remove the rename from products.toml, or correct the component's name."),
        );
    }
    let rule = match working.profile {
        Profile::Ours => Rule::Report,
        Profile::Foreign => Rule::Settle,
    };
    let (names, clashes) = component_names(keys.iter().map(String::as_str), &renames, rule);
    for clash in clashes {
        let place = working.origins.get(&clash.component).cloned().unwrap_or_default();
        let problem = match clash.holder.as_str() {
            "" => format!("`{}` would be the type `{}`, which Rust has", clash.component, clash.name),
            holder => format!("`{holder}` and `{}` would both be the type `{}`", clash.component, clash.name),
        };
        let mut diagnostic = Diagnostic::error(Code::NameCollision, place, problem)
            .why("Two public types of one name do not compile.")
            .help(format!("Give `{}` another name under `renames` in products.toml.", clash.component));
        if let Some(place) = working.origins.get(&clash.holder) {
            diagnostic = diagnostic.related(place, "the other one is here");
        }
        working.diagnostics.push(match &clash.settled {
            Some(name) => diagnostic.settled(name),
            None => diagnostic,
        });
    }
    for (component, name) in names.iter() {
        let holder = Holder {
            what: format!("the component `{component}`"),
            place: working.origins.get(component).cloned().unwrap_or_default().into(),
        };
        // The rule gave each component a name of its own.
        let _ = working.names.claim(&[name.to_owned()], holder);
    }
    apply(working, &names);
    names.iter().map(|(component, name)| format!("{component} -> {name}")).collect()
}

fn apply(working: &mut Working<'_>, names: &ComponentNames) {
    each_schema(&mut working.json, &mut |_, schema| {
        if let Some(name) = referenced(schema).and_then(|component| names.get(&component).map(str::to_owned)) {
            schema["$ref"] = reference(&name);
        }
    });
    if let Some(components) = components_mut(&mut working.json) {
        let old = std::mem::take(components);
        for (component, schema) in old {
            let name = names.get(&component).map_or_else(|| component.clone(), str::to_owned);
            components.insert(name, schema);
        }
    }
    let origins = std::mem::take(&mut working.origins);
    for (component, place) in origins {
        if let Some(name) = names.get(&component) {
            working.origins.insert(name.to_owned(), place);
            working.wire_names.insert(name.to_owned(), component);
        }
    }
}
