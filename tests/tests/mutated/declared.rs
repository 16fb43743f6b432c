//! What a document declares, read without the generator.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// An operation and its inputs beside those of the path: place and name.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub inputs: Vec<(String, String)>,
}

/// What responses hold.
#[derive(Debug, Default)]
pub struct Answers {
    pub properties: BTreeSet<String>,
    pub values: BTreeSet<String>,
}

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// Headers that the client writes, or that an option sets.
const OURS: &[&str] = &["accept", "authorization", "content-type", "user-agent"];

/// Whether an input of a list is the pager's.
pub fn is_paging((place, name): &(String, String)) -> bool {
    let letters = name.replace(['_', '-'], "").to_lowercase();
    place == "query" && matches!(letters.as_str(), "pagesize" | "page" | "pagetoken" | "nexttoken" | "token")
}

fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let mut value = value;
    for _ in 0..16 {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|reference| {
            let pointer = reference.strip_prefix('#')?;
            let pointer = pointer.replace("%25", "\u{1}").replace("%3C", "<").replace("%3E", ">").replace('\u{1}', "%");
            document.pointer(&pointer)
        });
        match target {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

fn items(document: &Value) -> Vec<(&Value, &Value)> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for item in paths.into_iter().flatten().map(|(_, item)| resolve(document, item)) {
        found.extend(METHODS.iter().filter_map(|method| Some((item, item.get(*method)?))));
    }
    found
}

/// The operations of a document.
pub fn operations(document: &Value) -> Vec<Operation> {
    items(document)
        .into_iter()
        .map(|(item, operation)| {
            let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut inputs: Vec<(String, String)> = Vec::new();
            for holder in [item, operation] {
                for parameter in holder.get("parameters").and_then(Value::as_array).into_iter().flatten() {
                    let parameter = resolve(document, parameter);
                    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                    let (place, name) = (text("in"), text("name"));
                    let is_ours = place == "header" && OURS.contains(&name.to_lowercase().as_str());
                    let schema = parameter.get("schema").map(|schema| resolve(document, schema));
                    match schema.and_then(flat_prefix).filter(|_| place == "query") {
                        Some(prefix) => inputs.push(("query_map".to_owned(), prefix.to_owned())),
                        None if place != "path" && !is_ours => inputs.push((place, name)),
                        None => {}
                    }
                }
            }
            inputs.extend(body(document, operation));
            Operation { id, inputs }
        })
        .collect()
}

/// The prefix of a map that is a parameter for each of its members.
fn flat_prefix(schema: &Value) -> Option<&str> {
    let is_object = schema.get("type").and_then(Value::as_str) == Some("object");
    schema.get("format")?.as_str()?.strip_prefix("prefixed-collapsible-map-").filter(|_| is_object)
}

fn body(document: &Value, operation: &Value) -> Vec<(String, String)> {
    let Some(body) = operation.get("requestBody").map(|body| resolve(document, body)) else { return Vec::new() };
    let Some((media, entry)) = body.get("content").and_then(Value::as_object).and_then(|content| content.iter().next())
    else {
        return Vec::new();
    };
    let place = if media.contains("json") { "json" } else { "form" };
    let schema = entry.get("schema").unwrap_or(&Value::Null);
    let names = whole(document, schema, 0).map(|whole| whole.properties).unwrap_or_default();
    if names.is_empty() && place == "json" {
        return vec![("body".to_owned(), String::new())];
    }
    names.into_iter().map(|(name, _)| (place.to_owned(), name.to_owned())).collect()
}

/// A schema written out: its properties, the schemas that say what it is, and whether null is all that it adds.
#[derive(Default)]
struct Whole<'d> {
    properties: Vec<(&'d str, Vec<&'d Value>)>,
    kinds: BTreeSet<&'d str>,
    items: Vec<&'d Value>,
    values: Vec<&'d Value>,
}

/// Written out, unless it is a choice, or made of what cannot hold at once: those are raw JSON.
fn whole<'d>(document: &'d Value, schema: &'d Value, depth: usize) -> Option<Whole<'d>> {
    let schema = resolve(document, schema);
    if depth > 16 || ["oneOf", "anyOf", "not"].iter().any(|key| schema.get(key).is_some()) {
        return None;
    }
    let mut found = Whole::default();
    for branch in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        let branch = whole(document, branch, depth + 1)?;
        for (name, schemas) in branch.properties {
            add(&mut found.properties, name, schemas);
        }
        found.kinds.extend(branch.kinds);
        found.items.extend(branch.items);
        found.values.extend(branch.values);
    }
    let empty = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    for name in properties.keys() {
        let (name, property) = schema.get("properties")?.as_object()?.get_key_value(name)?;
        add(&mut found.properties, name, vec![property]);
    }
    found.kinds.extend(schema.get("type").and_then(Value::as_str));
    found.items.extend(schema.get("items"));
    found.values.extend(schema.get("enum"));
    let is_links = schema.get("format").and_then(Value::as_str) == Some("uri-map");
    (found.kinds.len() < 2 && !is_links).then_some(found)
}

fn add<'d>(properties: &mut Vec<(&'d str, Vec<&'d Value>)>, name: &'d str, schemas: Vec<&'d Value>) {
    match properties.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => known.extend(schemas),
        None => properties.push((name, schemas)),
    }
}

/// What the success responses of all operations hold; `is_list` says whose envelope is the pager's.
pub fn answers(document: &Value, is_list: &dyn Fn(&str) -> bool) -> Answers {
    let mut found = Answers::default();
    for (_, operation) in items(document) {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
        let responses = operation.get("responses").and_then(Value::as_object);
        let success = responses.into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
        for (_, response) in success {
            let content = resolve(document, response).get("content").and_then(Value::as_object);
            let json = content.into_iter().flatten().find(|(media, _)| media.contains("json"));
            let Some(schema) = json.and_then(|(_, entry)| entry.get("schema")) else { continue };
            let mut seen = BTreeSet::new();
            match whole(document, schema, 0).filter(|_| is_list(id)) {
                Some(envelope) => {
                    let lists = envelope.properties.iter().flat_map(|(_, schemas)| schemas);
                    for records in lists.filter_map(|list| whole(document, list, 0)).flat_map(|list| list.items) {
                        reach(document, records, &mut seen, &mut found);
                    }
                }
                None => reach(document, schema, &mut seen, &mut found),
            }
        }
    }
    found
}

fn reach<'d>(document: &'d Value, schema: &'d Value, seen: &mut BTreeSet<*const Value>, found: &mut Answers) {
    if !seen.insert(std::ptr::from_ref(resolve(document, schema))) {
        return;
    }
    let choice = resolve(document, schema);
    let alternatives = |key: &str| choice.get(key).and_then(Value::as_array);
    let is_other = ["not", "allOf", "properties"].iter().any(|key| choice.get(key).is_some());
    if let (Some(branches), None) | (None, Some(branches)) = (alternatives("oneOf"), alternatives("anyOf"))
        && !is_other
    {
        branches.iter().for_each(|branch| reach(document, branch, seen, found));
    }
    let Some(whole) = whole(document, schema, 0) else { return };
    if whole.properties.is_empty() && whole.kinds.contains("object") {
        choice.get("additionalProperties").into_iter().for_each(|values| reach(document, values, seen, found));
    }
    if let [values] = whole.values.as_slice() {
        let texts: BTreeSet<String> =
            values.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        // Those two are a boolean.
        let is_boolean = texts.iter().map(String::as_str).eq(["false", "true"]);
        if whole.kinds.contains("string") && !is_boolean {
            found.values.extend(texts);
        }
    }
    // The core has a type of what a phone number can do, if the document declares nothing else.
    let is_capability = |name: &str| ["voice", "sms", "mms", "fax"].contains(&name.to_lowercase().as_str());
    let is_core_type = choice.get("format").and_then(Value::as_str) == Some("phone-number-capabilities")
        && whole.properties.iter().all(|(name, _)| is_capability(name));
    let is_object = !is_core_type && (whole.kinds.is_empty() || whole.kinds.contains("object"));
    for (name, schemas) in whole.properties.iter().filter(|_| is_object) {
        found.properties.insert((*name).to_owned());
        if let [only] = schemas.as_slice() {
            reach(document, only, seen, found);
        }
    }
    if let [items] = whole.items.as_slice() {
        reach(document, items, seen, found);
    }
}
