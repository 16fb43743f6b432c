//! Enums of values of several types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::docs::description;
use super::operations::output_type;
use super::{Choice, Variant};
use crate::codegen::names::pascal;
use crate::codegen::normalise::{BY, Normalised, VARIANTS, referenced};
use crate::codegen::types::{SidNames, TypeShape, TypeTable};

/// The variant of values that fit no type.
const OTHER: &str = "Other";

/// Reads one choice.
pub fn choice(
    name: &str,
    component: String,
    schema: &Value,
    (document, types, sids): (&Normalised, &TypeTable, &SidNames),
) -> Choice {
    let branches = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let tags = schema.get(VARIANTS).and_then(Value::as_array).into_iter().flatten();
    let mut taken = BTreeSet::from([OTHER.to_owned()]);
    let mut variants: Vec<Variant> = Vec::new();
    for (branch, tags) in branches.zip(tags) {
        let ty = output_type(branch, &document.json, sids);
        let tags: Vec<String> =
            tags.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let key = aliased(&ty, types);
        // Two names of one type would be two conversions from it.
        if let Some(same) = variants.iter_mut().find(|variant| aliased(&variant.ty, types) == key) {
            same.tags.extend(tags);
            continue;
        }
        let base = variant_name(branch, &ty, tags.first(), name);
        let numbered = (2_u32..).map(|count| format!("{base}{count}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(base);
        taken.insert(free.clone());
        variants.push(Variant { name: free, ty, tags });
    }
    Choice {
        name: name.to_owned(),
        component,
        description: description(schema),
        by: schema.get(BY).and_then(Value::as_str).map(str::to_owned),
        variants,
    }
}

/// A type as text, or what a component that only names a type stands for.
fn aliased(ty: &syn::Type, types: &TypeTable) -> String {
    let text = quote::quote!(#ty).to_string();
    match types.get(&text) {
        Some(TypeShape::Alias(inner)) => quote::quote!(#inner).to_string(),
        _ => text,
    }
}

fn variant_name(branch: &Value, ty: &syn::Type, tag: Option<&String>, choice: &str) -> String {
    if let Some(tag) = tag {
        return pascal(tag.rsplit('.').next().unwrap_or(tag));
    }
    let only = branch.get("allOf").and_then(|all| all.get(0)).unwrap_or(branch);
    if let Some(target) = referenced(only) {
        // A type that was declared inline is named after the choice.
        let own = target.strip_prefix(choice).filter(|own| own.starts_with(|first: char| first.is_ascii_uppercase()));
        return own.map_or_else(|| target.clone(), str::to_owned);
    }
    let syn::Type::Path(path) = ty else { return "Value".to_owned() };
    let last = path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    match last.as_str() {
        "bool" => "Boolean".to_owned(),
        "i64" => "Integer".to_owned(),
        "f64" | "Decimal" => "Number".to_owned(),
        "Vec" => "List".to_owned(),
        "HashMap" => "Map".to_owned(),
        other => pascal(other),
    }
}
