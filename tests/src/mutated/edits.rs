//! Edits of a document: each changes what it says, and most leave it a document of OpenAPI.

use serde_json::{Map, Value, json};

use super::chance::Chance;

/// Names that meet what Rust, the core's macros, the crate around the generated files or other names have.
const NAMES: &[&str] = &[
    "self",
    "Self",
    "type",
    "async",
    "Option",
    "vec",
    "String",
    "Into",
    "Some",
    "Result",
    "At",
    "Send",
    "clone",
    "new",
    "builder",
    "core",
    "rt",
    "Request",
    "required",
    "value",
    "with_retry",
    "WithoutRetry",
    "Limit",
    "PageSize",
    "日本",
    "größe",
    "+1",
    "-1",
    "a b",
    "a-b",
    "a_b",
    "A.B",
    "2fa",
    "<",
    "DateCreated>",
    "thing",
    "Thing",
    "ThingHandle",
    "FetchThing",
    "CreateThingRequired",
    "twilio_core",
    "mod",
    "Client",
    "generated",
    "shared",
    "_",
    "x'y",
    "a`b",
];

/// Values of enums that differ in little.
const VALUES: &[&str] =
    &["open", "Open", "OPEN", "-open", "1", "+1", "-1", "", " ", "=", "a-b", "a_b", "日本", "Self", "\u{202e}"];

/// One edit: changes the document and says what it did; none if there is nothing to change.
type Edit = fn(&mut Value, &mut Chance) -> Option<String>;

/// The edits.
const EDITS: &[Edit] = &[
    rename_property,
    rename_component,
    rename_parameter,
    rename_operation,
    rename_segment,
    add_values,
    compose,
    into_list,
    add_property,
    refer,
    change_type,
    remove_key,
    copy_operation,
    add_suffix,
    add_media_type,
    describe,
];

/// Makes one edit.
pub fn edit(document: &mut Value, chance: &mut Chance) -> String {
    for _ in 0..20 {
        let done = chance.one_of(EDITS).copied().and_then(|edit| edit(document, chance));
        if let Some(done) = done {
            return done;
        }
    }
    "nothing".to_owned()
}

fn name(chance: &mut Chance) -> String {
    chance.one_of(NAMES).copied().unwrap_or_default().to_owned()
}

/// The pointers of all values that are meant.
fn pointers(value: &Value, is_meant: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        if is_meant(&at, value) {
            found.push(at.clone());
        }
        match value {
            Value::Object(map) => {
                let child = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                open.extend(map.iter().map(|(key, value)| (child(key), value)));
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value)));
            }
            _ => {}
        }
    }
    found
}

fn pick(document: &Value, chance: &mut Chance, is_meant: &dyn Fn(&str, &Value) -> bool) -> Option<String> {
    chance.one_of(&pointers(document, is_meant)).cloned()
}

fn rename_key(map: &mut Map<String, Value>, old: &str, new: &str) -> Option<()> {
    if map.contains_key(new) {
        return None;
    }
    let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
    map.extend(entries.into_iter().map(|(key, value)| (if key == old { new.to_owned() } else { key }, value)));
    Some(())
}

fn a_key(map: &Map<String, Value>, chance: &mut Chance) -> Option<String> {
    chance.one_of(&map.keys().cloned().collect::<Vec<_>>()).cloned()
}

fn properties(at: &str, value: &Value) -> bool {
    at.ends_with("/properties")
        && value.as_object().is_some_and(|all| !all.is_empty() && all.values().all(Value::is_object))
}

/// A schema with a type, wherever it is.
fn schema(at: &str, value: &Value) -> bool {
    !at.ends_with("/properties") && value.get("type").is_some_and(Value::is_string) && !at.contains("/enum/")
}

fn rename_property(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &properties)?;
    let new = name(chance);
    let map = document.pointer_mut(&at)?.as_object_mut()?;
    let old = a_key(map, chance)?;
    rename_key(map, &old, &new)?;
    let parent = document.pointer_mut(at.strip_suffix("/properties")?)?;
    for required in parent.get_mut("required").and_then(Value::as_array_mut).into_iter().flatten() {
        if required == &json!(old) {
            *required = json!(new);
        }
    }
    Some(format!("the property {at}/{old} is {new}"))
}

fn rename_component(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let new = name(chance);
    let map = document.pointer_mut("/components/schemas")?.as_object_mut()?;
    let old = a_key(map, chance)?;
    rename_key(map, &old, &new)?;
    let text = document.to_string();
    // Names of the pool need no escapes but these in a reference.
    let (from, to) = (format!("#/components/schemas/{old}\""), format!("#/components/schemas/{new}\""));
    *document = serde_json::from_str(&text.replace(&from, &to)).ok()?;
    Some(format!("the component {old} is {new}"))
}

fn rename_parameter(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|_, value| {
        matches!(value.get("in").and_then(Value::as_str), Some("query" | "header")) && value.get("name").is_some()
    })?;
    let new = name(chance);
    *document.pointer_mut(&format!("{at}/name"))? = json!(new);
    Some(format!("the parameter {at} is {new}"))
}

fn rename_operation(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, _| at.ends_with("/operationId"))?;
    let verb = *chance.one_of(&["Fetch", "Create", "Update", "List", "", "update_", "clone"])?;
    let new = format!("{verb}{}", name(chance));
    *document.pointer_mut(&at)? = json!(new);
    Some(format!("{at} is {new}"))
}

fn rename_segment(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let new = name(chance);
    let paths = document.get_mut("paths")?.as_object_mut()?;
    let old = a_key(paths, chance)?;
    let literals: Vec<&str> = old.split('/').filter(|segment| !segment.is_empty() && !segment.contains('{')).collect();
    let literal = *chance.one_of(&literals)?;
    let path =
        old.split('/').map(|segment| if segment == literal { &new } else { segment }).collect::<Vec<_>>().join("/");
    rename_key(paths, &old, &path)?;
    Some(format!("the path {old} is {path}"))
}

fn add_values(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| schema(at, value) && value.get("type") == Some(&json!("string")))?;
    let schema = document.pointer_mut(&at)?.as_object_mut()?;
    schema.retain(|key, _| !matches!(key.as_str(), "pattern" | "format" | "minLength" | "maxLength" | "default"));
    let values = schema.entry("enum").or_insert_with(|| json!([])).as_array_mut()?;
    for _ in 0..4 {
        let value = json!(chance.one_of(VALUES)?);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if chance.below(3) == 0 {
        values.push(Value::Null);
        schema.insert("nullable".to_owned(), json!(true));
    }
    Some(format!("{at} has other values"))
}

fn compose(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| schema(at, value) && value.get("properties").is_some())?;
    let other = reference(document, chance).unwrap_or_else(|| json!({ "type": "object" }));
    let new = name(chance);
    let schema = document.pointer_mut(&at)?;
    let own = std::mem::take(schema);
    let more = json!({ "type": "object", "properties": { new: { "type": "string" } }, "required": ["sid"] });
    *schema = match chance.below(3) {
        0 => json!({ "allOf": [own, more] }),
        1 => json!({ "allOf": [other, own] }),
        _ => json!({ "type": "object", "allOf": [own], "properties": { "beside": { "type": "string" } } }),
    };
    Some(format!("{at} is a composition"))
}

fn into_list(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| schema(at, value) && at.contains("/properties/"))?;
    let schema = document.pointer_mut(&at)?;
    let own = std::mem::take(schema);
    *schema = json!({ "type": "array", "items": own });
    Some(format!("{at} is a list"))
}

fn add_property(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &properties)?;
    let added = match chance.below(5) {
        0 => json!({ "type": "object", "properties": { "inner": { "type": "string", "enum": ["a", "b"] } } }),
        1 => json!({ "type": "array", "items": { "type": "object", "properties": { "sid": { "type": "string" } } } }),
        2 => json!({ "type": "integer", "enum": [1, 2] }),
        3 => reference(document, chance)?,
        _ => json!({ "type": "string", "format": "date-time", "nullable": true }),
    };
    let new = name(chance);
    let map = document.pointer_mut(&at)?.as_object_mut()?;
    if map.contains_key(&new) {
        return None;
    }
    map.insert(new.clone(), added);
    Some(format!("{at} has {new}"))
}

fn reference(document: &Value, chance: &mut Chance) -> Option<Value> {
    let name = a_key(document.pointer("/components/schemas")?.as_object()?, chance)?;
    name.is_ascii().then(|| json!({ "$ref": format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1").replace('%', "%25")) }))
}

fn refer(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| schema(at, value) && !at.contains("/parameters/"))?;
    let reference = reference(document, chance)?;
    *document.pointer_mut(&at)? = match chance.below(2) {
        0 => reference,
        _ => json!({ "allOf": [reference], "description": "Another one." }),
    };
    Some(format!("{at} is a reference"))
}

fn change_type(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| schema(at, value) && value.get("properties").is_none())?;
    let new = match chance.below(6) {
        0 => json!({ "type": "integer" }),
        1 => json!({ "type": "boolean", "nullable": true }),
        2 => json!({ "type": "string", "format": "date" }),
        3 => json!({ "type": "string", "pattern": "^AC[0-9a-fA-F]{32}$", "minLength": 34, "maxLength": 34 }),
        4 => json!({ "type": "array", "items": { "type": "number" } }),
        _ => json!({ "type": "object", "format": "uri-map" }),
    };
    *document.pointer_mut(&at)? = new;
    Some(format!("{at} is of another type"))
}

fn remove_key(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| {
        at.matches('/').count() > 2 && value.as_object().is_some_and(|all| !all.is_empty())
    })?;
    let map = document.pointer_mut(&at)?.as_object_mut()?;
    let key = a_key(map, chance)?;
    map.shift_remove(&key);
    Some(format!("{at}/{key} is gone"))
}

fn copy_operation(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let method = *chance.one_of(&["get", "put", "patch", "post", "delete"])?;
    let new = format!("{}{}", chance.one_of(&["Update", "Fetch", "Remove"])?, name(chance));
    let at = pick(document, chance, &|at, _| at.starts_with("/paths/") && at.matches('/').count() == 3)?;
    let mut copy = document.pointer(&at)?.clone();
    copy.as_object_mut()?.insert("operationId".to_owned(), json!(new));
    let item = document.pointer_mut(at.rsplit_once('/')?.0)?.as_object_mut()?;
    if item.contains_key(method) || !copy.get("responses").is_some_and(Value::is_object) {
        return None;
    }
    item.insert(method.to_owned(), copy);
    Some(format!("{at} is {method} too"))
}

fn add_suffix(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let suffix = *chance.one_of(&[".json", ":cancel", "/Parts", "/view", "/clone", "/new", "/a b"])?;
    let paths = document.get_mut("paths")?.as_object_mut()?;
    let old = a_key(paths, chance)?;
    let path = format!("{}{suffix}", old.trim_end_matches('/'));
    rename_key(paths, &old, &path)?;
    Some(format!("the path {old} is {path}"))
}

fn add_media_type(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| {
        at.ends_with("/content") && at.contains("/responses/") && value.is_object()
    })?;
    let content = document.pointer_mut(&at)?.as_object_mut()?;
    let entries = std::mem::take(content);
    content.insert("text/plain".to_owned(), json!({ "schema": { "type": "string" } }));
    content.extend(entries);
    Some(format!("{at} has text/plain first"))
}

fn describe(document: &mut Value, chance: &mut Chance) -> Option<String> {
    let at = pick(document, chance, &|at, value| {
        schema(at, value) || (at.starts_with("/paths/") && value.get("operationId").is_some())
    })?;
    let text = *chance.one_of(&[
        "a\rb",
        "left \u{202e} right",
        "~~~\nlet x = ;\n~~~",
        "```\nlet x = ;\n```",
        "    let x = ;",
        "*/ /** `[x]`",
        "\u{0}",
    ])?;
    document.pointer_mut(&at)?.as_object_mut()?.insert("description".to_owned(), json!(text));
    Some(format!("{at} has another description"))
}
