//! `allOf` of several schemas, or of one with more beside it, as one schema.
//!
//! A lone reference within `allOf` stays: that is how a document gives a reference a description of its own. What has no
//! common form (a string that is also a list) stays too, becomes raw JSON in a later pass, and is a warning of the linter.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::schemas::{
    COMPONENT_PREFIX, component, component_keys, components_mut, each_schema, escape, reference, referenced, unescape,
    within,
};
use super::{Pass, Working};
use crate::codegen::names::snake;

pub const PASS: Pass = Pass {
    name: "compositions",
    why: "What `allOf` lists holds at once: objects are one struct with the properties and the required names of all of them.",
    run,
};

/// What a schema may say beside a reference without adding to it.
const ANNOTATIONS: &[&str] = &[
    "description",
    "nullable",
    "deprecated",
    "title",
    "example",
    "default",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
];

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    name_inner(working);
    let before = working.json.clone();
    let mut compositions = Compositions::new(&before);
    // Components are visited first, so that each schema is merged from what the document says of its branches.
    each_schema(&mut working.json, &mut |place, schema| {
        let count = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        if let Some(merged) = compositions.merged(schema) {
            matches.push(format!("{place} of {count}"));
            *schema = merged;
        }
    });
    matches
}

/// Makes a component of each composition inside a component: written out in place, one that leads back to what it is in
/// would never end.
fn name_inner(working: &mut Working<'_>) {
    let mut names = component_keys(&working.json);
    let mut next = 0;
    while let Some(owner) = names.get(next).cloned() {
        next += 1;
        let mut moved: Vec<(String, String, Value)> = Vec::new();
        let root = format!("{COMPONENT_PREFIX}/{}", escape(&owner));
        let Some(schema) = components_mut(&mut working.json).and_then(|all| all.get_mut(&owner)) else { continue };
        within(&root, schema, &mut |place, inner| {
            let is_branch = place.rsplit_once('/').is_some_and(|(holder, _)| holder.ends_with("/allOf"));
            if place == root || is_branch || inner.get("allOf").is_none() || is_lone_reference(inner) {
                return;
            }
            let key = place.rsplit('/').find(|key| *key != "items").unwrap_or_default();
            let base = format!("{owner}.{}_{}", owner.rsplit('.').next().unwrap_or_default(), snake(&unescape(key)));
            let mut name = base.clone();
            let mut count = 2_u32;
            while names.contains(&name) || moved.iter().any(|(other, ..)| *other == name) {
                name = format!("{base}_{count}");
                count += 1;
            }
            let mut left = json!({ "allOf": [{ "$ref": reference(&name) }] });
            for key in ["description", "nullable", "x-twilio", "deprecated"] {
                if let Some(value) = inner.get(key) {
                    left[key] = value.clone();
                }
            }
            moved.push((name, place.to_owned(), std::mem::replace(inner, left)));
        });
        for (name, place, schema) in moved {
            working.origins.insert(name.clone(), place);
            names.push(name.clone());
            if let Some(components) = components_mut(&mut working.json) {
                components.insert(name, schema);
            }
        }
    }
}

/// Merges compositions of one document; each component once.
#[derive(Debug)]
pub struct Compositions<'a> {
    json: &'a Value,
    /// What each component is, written out; none while it is being read, and if it has no common form.
    components: HashMap<String, Option<Map<String, Value>>>,
}

impl<'a> Compositions<'a> {
    /// Starts with nothing merged.
    pub fn new(json: &'a Value) -> Self {
        Compositions { json, components: HashMap::new() }
    }

    /// The schema that a composition stands for; none if it is no composition, or has no common form.
    pub fn merged(&mut self, schema: &Value) -> Option<Value> {
        if schema.get("allOf")?.as_array()?.is_empty() || is_lone_reference(schema) {
            return None;
        }
        self.flat(schema).map(Value::Object)
    }

    /// A schema without references and compositions at its top.
    fn flat(&mut self, schema: &Value) -> Option<Map<String, Value>> {
        if let Some(name) = referenced(schema) {
            return self.component(&name);
        }
        let Some(all) = schema.get("allOf") else { return schema.as_object().cloned() };
        let mut whole = Map::new();
        for branch in all.as_array()? {
            let branch = self.flat(branch)?;
            self.merge(&mut whole, &branch, true)?;
        }
        let mut own = schema.as_object()?.clone();
        own.shift_remove("allOf");
        self.merge(&mut whole, &own, false)?;
        if whole.contains_key("properties") || whole.contains_key("required") {
            whole.entry("type").or_insert_with(|| json!("object"));
        }
        Some(whole)
    }

    fn component(&mut self, name: &str) -> Option<Map<String, Value>> {
        if let Some(known) = self.components.get(name) {
            return known.clone();
        }
        self.components.insert(name.to_owned(), None);
        let json = self.json;
        let flat = component(json, name).and_then(|schema| self.flat(schema));
        self.components.insert(name.to_owned(), flat.clone());
        flat
    }

    /// Adds what `other` says to `whole`; none if both cannot hold at once in one type.
    fn merge(&mut self, whole: &mut Map<String, Value>, other: &Map<String, Value>, is_branch: bool) -> Option<()> {
        for (key, value) in other {
            match (key.as_str(), whole.get_mut(key)) {
                // What a branch is called and an example of it hold for the branch.
                ("title" | "example" | "discriminator" | "xml" | "externalDocs", _) if is_branch => {}
                ("oneOf" | "anyOf" | "not", _) => return None,
                ("properties", Some(Value::Object(known))) => {
                    for (name, property) in value.as_object()? {
                        let both = match known.get(name) {
                            Some(first) => self.property(first, property),
                            None => property.clone(),
                        };
                        known.insert(name.clone(), both);
                    }
                }
                ("required", Some(Value::Array(known))) => {
                    let new = value.as_array()?.iter().filter(|name| !known.contains(name)).cloned();
                    let new: Vec<Value> = new.collect();
                    known.extend(new);
                }
                ("enum", Some(Value::Array(known))) => {
                    let allowed = value.as_array()?;
                    known.retain(|one| allowed.contains(one));
                }
                ("type", Some(known)) if known != value => return None,
                // The composition allows null only if each of its parts does.
                ("nullable", Some(known)) if is_branch => *known = json!(*known == *value && *value == json!(true)),
                _ => _ = whole.insert(key.clone(), value.clone()),
            }
        }
        Some(())
    }

    /// A property that two branches declare: what both say, or the later one if that is no type.
    fn property(&mut self, first: &Value, second: &Value) -> Value {
        if first == second {
            return first.clone();
        }
        let mut annotated = second.as_object().cloned().unwrap_or_default();
        if annotated.keys().all(|key| is_annotation(key)) {
            if first.get("$ref").is_some() {
                annotated.insert("allOf".to_owned(), json!([first]));
                return Value::Object(annotated);
            }
            let mut both = first.as_object().cloned().unwrap_or_default();
            both.extend(annotated);
            return Value::Object(both);
        }
        self.flat(&json!({ "allOf": [first, second] })).map_or_else(|| second.clone(), Value::Object)
    }
}

fn is_annotation(key: &str) -> bool {
    key.starts_with("x-") || ANNOTATIONS.contains(&key)
}

/// Whether a composition is a reference with a description of its own and nothing else.
fn is_lone_reference(schema: &Value) -> bool {
    // `type: object` beside the reference repeats what it says.
    let adds_nothing =
        |key: &str, value: &Value| key == "allOf" || is_annotation(key) || (key == "type" && value == "object");
    schema.get("allOf").and_then(Value::as_array).is_some_and(|all| {
        all.len() == 1
            && all.iter().all(|only| referenced(only).is_some())
            && schema.as_object().into_iter().flatten().all(|(key, value)| adds_nothing(key, value))
    })
}
