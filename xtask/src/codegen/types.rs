//! Types: progenitor decides what Rust type each property of an answer has.
//!
//! In: the normalised document. Out: [`TypeTable`], component by component. progenitor gets the components alone,
//! each property cut down to what decides its type; what must become a type of the core carries a format that a
//! conversion matches exactly. Invariant: a panic of the engine never leaves this module; it becomes a diagnostic
//! that names the schema.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use progenitor_schemars::schema::{InstanceType, SchemaObject};
use serde_json::{Map, Value, json};
use syn::visit_mut::{self, VisitMut};

use super::diagnostics::{Code, Diagnostic};
use super::normalise::{
    CAPABILITIES, DECIMAL, JSON, JSON_STRING, LINKS, Normalised, SID, is_choice, is_map, referenced, sid_prefix,
};
use super::read::read;

/// What each component became.
#[derive(Debug, Default)]
pub struct TypeTable {
    shapes: BTreeMap<String, TypeShape>,
}

/// What one component became.
#[derive(Debug, Clone)]
pub enum TypeShape {
    /// A struct: wire name and type of each property.
    Struct(BTreeMap<String, syn::Type>),
    /// A name for another type.
    Alias(Box<syn::Type>),
}

impl TypeTable {
    /// The shape of a component.
    pub fn get(&self, component: &str) -> Option<&TypeShape> {
        self.shapes.get(component)
    }
}

/// The names that generated code uses for SIDs of a prefix, where a product has its own.
pub type SidNames = BTreeMap<String, String>;

/// Runs the engine over every component that is no enum.
pub fn type_table(document: &Normalised, sids: &SidNames) -> Result<TypeTable, Vec<Diagnostic>> {
    let components = engine_components(&document.json);
    if components.is_empty() {
        return Ok(TypeTable::default());
    }
    match run_engine(&components, sids) {
        Ok(table) => Ok(table),
        Err(whole) => Err(blame(document, &components, sids, &whole)),
    }
}

/// Gives the components to the engine one by one to find those it stumbles over.
fn blame(document: &Normalised, components: &Map<String, Value>, sids: &SidNames, whole: &str) -> Vec<Diagnostic> {
    let report = |component: &str, problem: &str| {
        Diagnostic::error(
            Code::TypeEngine,
            document.origin(component),
            format!("progenitor cannot make a type of this: {problem}"),
        )
        .why("Model types come from progenitor; a schema that it refuses has none.")
        .help("Simplify the schema, or add a normalise pass for the construct.")
    };
    let mut found = Vec::new();
    for (name, schema) in components {
        let mut alone = stubs(components);
        alone.insert(name.clone(), schema.clone());
        if let Err(problem) = run_engine(&alone, sids) {
            found.push(report(name, &problem));
        }
    }
    if found.is_empty() {
        let first = components.keys().next().map(String::as_str).unwrap_or_default();
        found.push(report(first, whole));
    }
    found
}

/// Every component as an empty object, so that references lead somewhere.
fn stubs(components: &Map<String, Value>) -> Map<String, Value> {
    components.keys().map(|name| (name.clone(), json!({ "type": "object", "properties": {} }))).collect()
}

fn run_engine(components: &Map<String, Value>, sids: &SidNames) -> Result<TypeTable, String> {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "types", "version": "0" },
        "paths": {},
        "components": { "schemas": components },
    });
    let openapi = read(&document).map_err(|diagnostic| diagnostic.problem.clone())?;
    let settings = settings(components, sids);
    let tokens = quietly(|| {
        let mut generator = Generator::new(&settings);
        generator.generate_tokens(&openapi).map_err(|error| error.to_string())?;
        Ok(generator.get_type_space().to_stream())
    })?;
    let file: syn::File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    let mut table = TypeTable::default();
    for item in file.items {
        let syn::Item::Struct(item) = item else { continue };
        let name = item.ident.to_string();
        if components.contains_key(&name) {
            table.shapes.insert(name, shape(item.fields));
        }
    }
    match components.keys().find(|name| table.get(name).is_none()) {
        Some(missing) => Err(format!("it made no struct `{missing}`")),
        None => Ok(table),
    }
}

/// Runs `work`; a panic inside it becomes its message, and prints nothing.
pub(crate) fn quietly<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(hook);
    result.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(text.unwrap_or_else(|| "the engine stopped without saying why".to_owned()))
    })
}

fn settings(components: &Map<String, Value>, sids: &SidNames) -> GenerationSettings {
    let mut formats = BTreeSet::new();
    components.values().for_each(|schema| collect_formats(schema, &mut formats));
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    for format in formats {
        let schema = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some(format.clone()),
            ..SchemaObject::default()
        };
        if let Some(path) = core_type(&format, sids) {
            settings.with_conversion(schema, path, std::iter::empty());
        }
    }
    settings
}

fn collect_formats(value: &Value, formats: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            formats.extend(map.get("format").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|inner| collect_formats(inner, formats));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect_formats(inner, formats)),
        _ => {}
    }
}

/// The format under which a reference to an enum goes through the engine.
const ENUM: &str = "x-enum-";

/// The path, as generated files write it, of the type that a format stands for.
pub fn core_type(format: &str, sids: &SidNames) -> Option<String> {
    if let Some(name) = format.strip_prefix(ENUM) {
        return Some(name.to_owned());
    }
    if let Some(prefix) = sid_prefix(format) {
        let named = twilio_core::sid::PREFIXES.iter().find(|(known, _)| *known == prefix);
        let name = sids.get(prefix).map(String::as_str).or(named.map(|(_, name)| *name));
        return name.map(|name| format!("rt::sid::{name}"));
    }
    match format {
        SID => Some("rt::sid::Sid".to_owned()),
        "date-time" | "date-time-rfc-2822" => Some("rt::Timestamp".to_owned()),
        "date" => Some("rt::Date".to_owned()),
        LINKS => Some("rt::Links".to_owned()),
        JSON => Some("rt::Json".to_owned()),
        DECIMAL => Some("rt::Decimal".to_owned()),
        CAPABILITIES => Some("rt::PhoneNumberCapabilities".to_owned()),
        JSON_STRING => Some("rt::JsonString".to_owned()),
        _ => None,
    }
}

/// The components without enums and enums of types, cut down to what decides a type.
fn engine_components(json: &Value) -> Map<String, Value> {
    let all = json.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let is_enum = |schema: &Value| schema.get("enum").is_some() || is_choice(schema);
    let enums: BTreeSet<&String> = all.iter().filter(|(_, schema)| is_enum(schema)).map(|(name, _)| name).collect();
    all.iter()
        .filter(|(name, _)| !enums.contains(name))
        .map(|(name, schema)| (name.clone(), reduced(schema, &|target| enums.contains(&target.to_owned()))))
        .collect()
}

fn reduced(schema: &Value, is_enum: &dyn Fn(&str) -> bool) -> Value {
    let only = schema.get("allOf").and_then(Value::as_array).and_then(|all| all.first()).unwrap_or(schema);
    if let Some(target) = referenced(only) {
        return if is_enum(&target) {
            json!({ "type": "string", "format": format!("{ENUM}{target}") })
        } else {
            json!({ "$ref": only.get("$ref") })
        };
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => {
            let items = schema.get("items").cloned().unwrap_or_else(|| json!({ "type": "string", "format": JSON }));
            json!({ "type": "array", "items": reduced(&items, is_enum) })
        }
        Some("string") => match schema.get("format").and_then(Value::as_str) {
            Some(format) if core_type(format, &SidNames::new()).is_some() => {
                json!({ "type": "string", "format": format })
            }
            _ => json!({ "type": "string" }),
        },
        Some(scalar @ ("integer" | "number" | "boolean")) => json!({ "type": scalar }),
        _ if is_map(schema) => {
            let values = schema.get("additionalProperties").map(|values| reduced(values, is_enum));
            json!({ "type": "object", "additionalProperties": values })
        }
        _ => {
            let properties: Map<String, Value> = schema
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(name, property)| (name.clone(), reduced(property, is_enum)))
                .collect();
            json!({ "type": "object", "properties": properties })
        }
    }
}

fn shape(fields: syn::Fields) -> TypeShape {
    match fields {
        syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let mut ty = without_option(fields.unnamed[0].ty.clone());
            Required.visit_type_mut(&mut ty);
            Shorten.visit_type_mut(&mut ty);
            TypeShape::Alias(Box::new(ty))
        }
        fields => TypeShape::Struct(
            fields
                .into_iter()
                .map(|field| {
                    let wire = wire_name(&field);
                    let mut ty = without_option(field.ty);
                    Required.visit_type_mut(&mut ty);
                    Shorten.visit_type_mut(&mut ty);
                    let ty = syn::parse_quote!(Option<#ty>);
                    (wire, ty)
                })
                .collect(),
        ),
    }
}

/// The name that the engine's serde attribute gives a field, else the field's own.
fn wire_name(field: &syn::Field) -> String {
    let mut renamed = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // The engine writes other serde keys too; what is no `rename` is passed over.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                renamed = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    let own = field.ident.as_ref().map(|ident| ident.to_string().trim_start_matches("r#").to_owned());
    renamed.or(own).unwrap_or_default()
}

/// The type within `Option`, or the type.
fn without_option(ty: syn::Type) -> syn::Type {
    let inner = match &ty {
        syn::Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Option"),
        _ => None,
    };
    match inner.map(|last| &last.arguments) {
        Some(syn::PathArguments::AngleBracketed(arguments)) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(inner)) => without_option(inner.clone()),
            _ => ty,
        },
        _ => ty,
    }
}

/// Takes `Option` out of a type, at every depth: in a model a field has one, around everything else, and null within a
/// list or a box is left out by the core.
struct Required;

impl VisitMut for Required {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        *ty = without_option(ty.clone());
        visit_mut::visit_type_mut(self, ty);
    }
}

/// `::std::option::Option<T>` is written `Option<T>`; what isn't in the prelude keeps its path.
struct Shorten;

impl VisitMut for Shorten {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if path.segments.last().is_some_and(|last| last.ident == "HashMap") {
            return visit_mut::visit_path_mut(self, path);
        }
        let is_std = path.leading_colon.is_some() && path.segments.first().is_some_and(|first| first.ident == "std");
        if let Some(last) = path.segments.pop() {
            if is_std {
                path.leading_colon = None;
                path.segments.clear();
            }
            path.segments.push(last);
        }
        visit_mut::visit_path_mut(self, path);
    }
}
