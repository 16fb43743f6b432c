//! Puts the model together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::choices::choice;
use super::docs::{description, is_deprecated, is_private};
use super::inputs::input_type;
use super::made::mark_inputs;
use super::methods::methods;
use super::operations::operation;
use super::overrides::Overrides;
use super::ownership::{SHARED, owners};
use super::type_names;
use super::walk::{DeclaredParameter, Walk, walk};
use super::{Accessor, EnumValue, Model, ModelField, OpenEnum, Operation, OwnAccount, Product, Resource, Shape};
use crate::codegen::config::{ProductConfig, Profile};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::reserved::{CLIENT_METHODS, LONGEST_FILE_NAME};
use crate::codegen::names::{snake, variant_names};
use crate::codegen::normalise::{Normalised, REQUIRED, SPELLINGS, escape, is_choice, operations};
use crate::codegen::types::{SidNames, TypeShape, TypeTable};

/// Builds the model; what does not fit is added to `diagnostics`.
pub fn build(
    document: &Normalised,
    types: &TypeTable,
    (product, profile): (&ProductConfig, Profile),
    sids: &SidNames,
    diagnostics: &mut Vec<Diagnostic>,
) -> Product {
    let json = &document.json;
    let names = Overrides::new(product, profile);
    let mut types_taken = document.names.clone();
    let mut read: Vec<Operation> =
        operations(json).map(|found| operation(found, document, sids, &names, diagnostics)).collect();
    type_names::requests(&mut read, &mut types_taken, &names, diagnostics);
    let overrides: BTreeMap<String, String> =
        product.handles.iter().map(|handle| (handle.path.clone(), handle.name.clone())).collect();
    let parameters = |operation: &Operation, name: &str| declared(json, operation, name, sids);
    let mut walk = walk(&mut read, &parameters, &overrides);
    methods(&mut walk, &mut read, &names, diagnostics);
    type_names::handles(&mut walk, &mut types_taken, &read, &names, diagnostics);
    check_modules(&walk, &read, diagnostics);
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
    let own_account = own_account(&walk);
    let mut resources = resources((document, types, sids), &walk, read, &names, diagnostics);
    mark_inputs(&mut resources);
    diagnostics.extend(names.unmatched());
    Product {
        title: text(json, "/info/title"),
        source: product.document.clone(),
        package: product.package.clone(),
        name: product.title.clone(),
        errors: product.errors.clone(),
        servers: servers(json, product),
        root: walk.root,
        entrances: walk.entrances,
        own_account,
        resources,
    }
}

/// Most calls are of the account that the credentials are of: what is below `Accounts/{AccountSid}` begins at the client, too.
fn own_account(walk: &Walk) -> Option<OwnAccount> {
    const PARAMETER: &str = "AccountSid";
    let is_account = |accessor: &&Accessor| {
        !accessor.literal.is_empty()
            && accessor.parameter.as_ref().is_some_and(|one| one.wire == PARAMETER && one.sid.is_some())
    };
    let account = walk.entrances.iter().find(is_account)?;
    let (_, handle) = walk.handles.iter().find(|(_, handle)| handle.name == account.target)?;
    let is_free = |accessor: &&Accessor| {
        let method = accessor.method.as_str();
        !CLIENT_METHODS.contains(&method) && walk.entrances.iter().all(|entrance| entrance.method != method)
    };
    Some(OwnAccount {
        literal: account.literal.clone(),
        parameter: PARAMETER.to_owned(),
        account: account.clone(),
        accessors: handle.accessors.iter().filter(is_free).cloned().collect(),
    })
}

/// A module is a file, whose name has a bound.
fn check_modules(walk: &Walk, operations: &[Operation], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for operation in operations {
        let Some(module) = walk.modules.get(&operation.id) else { continue };
        let length = module.len() + ".rs".len();
        if length > LONGEST_FILE_NAME && seen.insert(module) {
            diagnostics.push(
                Diagnostic::error(
                    Code::NameTooLong,
                    format!("{}/operationId", type_names::place(operation)),
                    format!("the file of `{}` would have a name of {length} bytes", operation.id),
                )
                .why(format!("File systems take names of {LONGEST_FILE_NAME} bytes."))
                .help("Give the operation a shorter operationId, which is no part of the wire."),
            );
        }
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
        operation: operation.id.clone(),
        wire: name.to_owned(),
        sid: schema.filter(|_| is_sid).map(|schema| input_type(schema, json, sids)),
        description: found.and_then(description),
    }
}

fn resources(
    (document, types, sids): (&Normalised, &TypeTable, &SidNames),
    walk: &Walk,
    read: Vec<Operation>,
    names: &Overrides<'_>,
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
            None if is_choice(schema) => {
                resource.choices.push(choice(name, component, schema, (document, types, sids)));
            }
            None => resource.enums.push(open_enum(name, component, schema, (document, names), diagnostics)),
            Some(shape) => {
                resource.models.push(model(name, component, schema, shape, (document, names), diagnostics));
            }
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

fn open_enum(
    name: &str,
    component: String,
    schema: &Value,
    (document, names): (&Normalised, &Overrides<'_>),
    diagnostics: &mut Vec<Diagnostic>,
) -> OpenEnum {
    let values: Vec<&str> =
        schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let (mut variants, clashes) = variant_names(&values, &names.variants(&component, &values));
    for clash in clashes {
        let at = values.iter().position(|value| *value == clash.value);
        let other = names.other_name(&clash.name, "", |name| !variants.iter().any(|taken| taken == name));
        if let (Some(variant), Some(other)) = (at.and_then(|at| variants.get_mut(at)), &other) {
            variant.clone_from(other);
        }
        let diagnostic =
            Diagnostic::error(
                Code::NameCollision,
                document.origin(name),
                format!("the values `{}` and `{}` of `{component}` would both be `{}`", clash.holder, clash.value, clash.name),
            )
            .why("An enum has one variant of a name.")
            .help("Both values are facts of the API: give one of them a variant of another name under `names` in products.toml.");
        diagnostics.push(match other {
            Some(name) => diagnostic.settled(&name),
            None => diagnostic,
        });
    }
    let spelling = |value: &str| {
        let listed = schema.get(SPELLINGS).and_then(|all| all.get(value)?.as_str());
        listed.map(str::to_owned)
    };
    let variants = variants
        .into_iter()
        .zip(values)
        .map(|(name, wire)| EnumValue { name, wire: wire.to_owned(), spelling: spelling(wire) })
        .collect();
    OpenEnum { name: name.to_owned(), component, description: description(schema), variants }
}

fn model(
    name: &str,
    component: String,
    schema: &Value,
    shape: &TypeShape,
    context: (&Normalised, &Overrides<'_>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    let shape = match shape {
        TypeShape::Alias(ty) => Shape::Alias(ty.clone()),
        TypeShape::Struct(types) => Shape::Struct(fields((name, &component), schema, types, context, diagnostics)),
    };
    Model { name: name.to_owned(), component, description: description(schema), shape, is_input: false }
}

fn fields(
    (model, component): (&str, &str),
    schema: &Value,
    types: &BTreeMap<String, syn::Type>,
    (document, names): (&Normalised, &Overrides<'_>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ModelField> {
    let mut fields: Vec<ModelField> = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    let required = schema.get(REQUIRED).and_then(Value::as_array);
    for (wire, property) in properties.into_iter().flatten() {
        let Some(ty) = types.get(wire) else { continue };
        let mut name = names.field(component, wire).map_or_else(|| snake(wire), str::to_owned);
        if let Some(twin) = fields.iter().find(|field| field.name == name) {
            let other = names.other_name(&name, "_", |name| !fields.iter().any(|field| field.name == name));
            let place = |wire: &str| format!("{}/properties/{}", document.origin(model), escape(wire));
            let diagnostic = Diagnostic::error(
                    Code::NameCollision,
                    place(wire),
                    format!("the properties `{}` and `{wire}` of `{component}` would both be the field `{name}`", twin.wire),
                )
                .at_key()
                .related(place(&twin.wire), "the other one is here")
                .why("A struct has one field of a name.")
                .help("Both names are facts of the API: give one of them a field of another name under `names` in products.toml.");
            let Some(other) = other else {
                diagnostics.push(diagnostic);
                continue;
            };
            diagnostics.push(diagnostic.settled(&other));
            name = other;
        }
        fields.push(ModelField {
            wire: wire.clone(),
            name,
            ty: ty.clone(),
            description: description(property),
            private: is_private(property),
            deprecated: is_deprecated(property),
            required: required.is_some_and(|names| names.iter().any(|name| name == wire.as_str())),
        });
    }
    fields
}
