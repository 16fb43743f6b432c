//! Puts the model together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::docs::{description, is_deprecated, is_private};
use super::inputs::input_type;
use super::operations::operation;
use super::ownership::{SHARED, owners};
use super::walk::{DeclaredParameter, Walk, walk};
use super::{Model, ModelField, OpenEnum, Operation, Product, Resource, Shape};
use crate::codegen::config::ProductConfig;
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::{pascal, snake};
use crate::codegen::normalise::{Normalised, operations};
use crate::codegen::types::{SidNames, TypeShape, TypeTable};

/// Builds the model; what does not fit is added to `diagnostics`.
pub fn build(
    document: &Normalised,
    types: &TypeTable,
    product: &ProductConfig,
    sids: &SidNames,
    diagnostics: &mut Vec<Diagnostic>,
) -> Product {
    let json = &document.json;
    let mut read: Vec<Operation> =
        operations(json).map(|(path, http, value)| operation(path, http, value, json, sids, diagnostics)).collect();
    let overrides: BTreeMap<String, String> =
        product.handles.iter().map(|handle| (handle.path.clone(), handle.name.clone())).collect();
    let parameters = |operation: &Operation, name: &str| declared(json, operation, name, sids);
    let walk = walk(&mut read, &parameters, &overrides, diagnostics);
    for unused in product.handles.iter().filter(|handle| !walk.used_overrides.contains(&handle.path)) {
        diagnostics.push(
            Diagnostic::error(
                Code::UnmatchedOverride,
                &unused.origin,
                format!("`{}` is no step of the walk", unused.path),
            )
            .why("An override that matches nothing hides that the document has changed.")
            .help("Remove it from `handles` in products.toml, or correct its path."),
        );
    }
    let resources = resources(document, types, &walk, read, diagnostics);
    Product {
        title: text(json, "/info/title"),
        source: product.document.clone(),
        package: product.package.clone(),
        servers: servers(json, product),
        root: walk.root,
        entrances: walk.entrances,
        resources,
    }
}

fn text(json: &Value, pointer: &str) -> String {
    json.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The document's servers, then the hosts that products.toml adds.
fn servers(json: &Value, product: &ProductConfig) -> Vec<String> {
    let documented = json.get("servers").and_then(Value::as_array).into_iter().flatten();
    let mut servers: Vec<String> =
        documented.filter_map(|server| Some(server.get("url")?.as_str()?.trim_end_matches('/').to_owned())).collect();
    servers.extend(product.hosts.iter().map(|host| format!("https://{host}")));
    let mut seen = BTreeSet::new();
    servers.retain(|server| seen.insert(server.clone()));
    servers
}

fn declared(json: &Value, operation: &Operation, name: &str, sids: &SidNames) -> DeclaredParameter {
    let parameters = json
        .get("paths")
        .and_then(|paths| paths.get(&operation.path)?.get(&operation.http)?.get("parameters")?.as_array());
    let found = parameters.into_iter().flatten().find(|parameter| {
        parameter.get("name").and_then(Value::as_str) == Some(name)
            && parameter.get("in").and_then(Value::as_str) == Some("path")
    });
    let schema = found.and_then(|parameter| parameter.get("schema"));
    let is_sid = schema
        .and_then(|schema| schema.get("format")?.as_str())
        .is_some_and(|format| format.starts_with(crate::codegen::normalise::SID));
    DeclaredParameter {
        wire: name.to_owned(),
        sid: schema.filter(|_| is_sid).map(|schema| input_type(schema, json, sids)),
        description: found.and_then(description),
    }
}

fn resources(
    document: &Normalised,
    types: &TypeTable,
    walk: &Walk,
    read: Vec<Operation>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Resource> {
    let json = &document.json;
    let owners = owners(
        json,
        operations(json).filter_map(|(_, _, value)| {
            let id = value.get("operationId")?.as_str()?;
            Some((walk.modules.get(id)?.as_str(), value))
        }),
    );
    let mut resources: BTreeMap<String, Resource> = BTreeMap::new();
    for (module, handle) in &walk.handles {
        entry(&mut resources, module).handles.push(handle.clone());
    }
    for operation in read {
        let module = walk.modules.get(&operation.id).map_or(SHARED, String::as_str);
        let resource = entry(&mut resources, module);
        if resource.description.is_none() {
            resource.description = operation.tag.as_deref().and_then(|tag| tag_description(json, tag));
        }
        resource.operations.push(operation);
    }
    let components = json.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in components.into_iter().flatten() {
        let resource = entry(&mut resources, owners.get(name).map_or(SHARED, String::as_str));
        let component = document.wire_names.get(name).cloned().unwrap_or_default();
        match types.get(name) {
            None => resource.enums.push(open_enum(name, component, schema)),
            Some(shape) => resource.models.push(model(name, component, schema, shape, diagnostics, document)),
        }
    }
    resources.into_values().collect()
}

fn entry<'a>(resources: &'a mut BTreeMap<String, Resource>, module: &str) -> &'a mut Resource {
    resources.entry(module.to_owned()).or_insert_with(|| Resource {
        module: module.to_owned(),
        title: heck::ToTitleCase::to_title_case(module),
        ..Resource::default()
    })
}

fn tag_description(json: &Value, tag: &str) -> Option<String> {
    let tags = json.get("tags")?.as_array()?;
    description(tags.iter().find(|one| one.get("name").and_then(Value::as_str) == Some(tag))?)
}

fn open_enum(name: &str, component: String, schema: &Value) -> OpenEnum {
    let mut taken = BTreeSet::from(["UnknownValue".to_owned()]);
    let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let variants = values
        .map(|wire| {
            let base = if wire.is_empty() { "Empty".to_owned() } else { pascal(wire) };
            (variant_name(base, wire, &mut taken), wire.to_owned())
        })
        .collect();
    OpenEnum { name: name.to_owned(), component, description: description(schema), variants }
}

/// Values that differ in spelling only (`GET` and `get`) are told apart by it, then by number.
fn variant_name(base: String, wire: &str, taken: &mut BTreeSet<String>) -> String {
    let spelling = if wire.contains('_') {
        "Underscored"
    } else if wire.chars().all(|c| !c.is_lowercase()) {
        "Upper"
    } else {
        "Lower"
    };
    let spelt = [base.clone(), format!("{base}{spelling}")];
    let numbered = (2_u32..).map(|count| format!("{base}{count}"));
    spelt.into_iter().chain(numbered).find(|name| taken.insert(name.clone())).unwrap_or(base)
}

fn model(
    name: &str,
    component: String,
    schema: &Value,
    shape: &TypeShape,
    diagnostics: &mut Vec<Diagnostic>,
    document: &Normalised,
) -> Model {
    let shape = match shape {
        TypeShape::Alias(ty) => Shape::Alias(ty.clone()),
        TypeShape::Struct(types) => Shape::Struct(fields(name, schema, types, diagnostics, document)),
    };
    Model { name: name.to_owned(), component, description: description(schema), shape }
}

fn fields(
    model: &str,
    schema: &Value,
    types: &BTreeMap<String, syn::Type>,
    diagnostics: &mut Vec<Diagnostic>,
    document: &Normalised,
) -> Vec<ModelField> {
    let mut fields: Vec<ModelField> = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    for (wire, property) in properties.into_iter().flatten() {
        let Some(ty) = types.get(wire) else { continue };
        let name = snake(wire);
        if let Some(twin) = fields.iter().find(|field| field.name == name) {
            diagnostics.push(
                Diagnostic::error(
                    Code::NameCollision,
                    document.origin(model),
                    format!(
                        "the properties `{}` and `{wire}` of `{model}` would both be the field `{name}`",
                        twin.wire
                    ),
                )
                .why("A struct has one field a name.")
                .help("Rename one of the two in the document."),
            );
            continue;
        }
        fields.push(ModelField {
            wire: wire.clone(),
            name,
            ty: ty.clone(),
            description: description(property),
            private: is_private(property),
            deprecated: is_deprecated(property),
        });
    }
    fields
}
