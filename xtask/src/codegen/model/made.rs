//! Which models callers make: those that requests take, and what is in them.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;

use super::{Resource, Shape};

/// Marks the models that requests take.
pub fn mark_inputs(resources: &mut [Resource]) {
    let mut holds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for resource in resources.iter() {
        for model in &resource.models {
            let types = match &model.shape {
                Shape::Struct(fields) => fields.iter().flat_map(|field| words(&field.ty)).collect(),
                Shape::Alias(ty) => words(ty).collect(),
            };
            holds.insert(model.name.clone(), types);
        }
        for choice in &resource.choices {
            let types = choice.variants.iter().flat_map(|variant| words(&variant.ty)).collect();
            holds.insert(choice.name.clone(), types);
        }
    }
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    let inputs = operations.flat_map(|operation| &operation.inputs);
    let mut next: Vec<String> = inputs.flat_map(|input| words(&input.ty)).collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = next.pop() {
        if let Some(inner) = holds.get(&name).filter(|_| reached.insert(name.clone())) {
            next.extend(inner.iter().cloned());
        }
    }
    for model in resources.iter_mut().flat_map(|resource| &mut resource.models) {
        model.is_input = reached.contains(&model.name);
    }
}

/// The identifiers of a type.
fn words(ty: &syn::Type) -> impl Iterator<Item = String> + use<> {
    let text = ty.to_token_stream().to_string();
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect();
    words.into_iter().filter(|word| !word.is_empty())
}
