//! Schemas: `$ref` and `allOf` resolved, and which kind of value one describes.

use serde_json::{Map, Value};

use crate::values::{ANY_SID, Case, civil};

/// A kind of value, as far as its text on the wire depends on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text in a header.
    HeaderText,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A point in time.
    Timestamp,
    /// A day.
    Date,
    /// A SID with this prefix.
    Sid(String),
    /// One of these texts.
    Choice(Vec<String>),
    /// Anything: JSON.
    Json,
    /// A string that holds JSON.
    JsonText,
    /// Several values.
    Array(Box<Kind>),
    /// A SID with any prefix.
    AnySid,
    /// An object with these members.
    Object(Vec<(String, Kind)>),
    /// An object with members of this kind.
    Map(Box<Kind>),
}

/// The node that a chain of references leads to.
pub fn resolve<'a>(root: &'a Value, mut node: &'a Value) -> &'a Value {
    for _ in 0..32 {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { return node };
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads out of the document"));
        node = root.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"));
    }
    panic!("references turn in a circle")
}

/// A schema with its references and its `allOf` merged into one object.
pub fn merged(root: &Value, schema: &Value) -> Map<String, Value> {
    let mut all = Map::new();
    let node = resolve(root, schema);
    for (key, value) in node.as_object().into_iter().flatten().filter(|(key, _)| *key != "allOf") {
        all.insert(key.clone(), value.clone());
    }
    for part in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        for (key, value) in merged(root, part) {
            match all.get_mut(&key) {
                None => _ = all.insert(key, value),
                Some(Value::Object(mine)) => mine.extend(value.as_object().cloned().unwrap_or_default()),
                Some(Value::Array(mine)) if key == "required" => {
                    mine.extend(value.as_array().cloned().unwrap_or_default())
                }
                Some(_) => {}
            }
        }
    }
    all
}

/// The kind of value that a schema describes.
pub fn kind(root: &Value, schema: &Value) -> Kind {
    let schema = merged(root, schema);
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let mut texts: Vec<String> = values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        texts.sort_unstable();
        // A choice between these two texts is a truth value.
        return if texts == ["false", "true"] { Kind::Flag } else { Kind::Choice(texts) };
    }
    match text("type") {
        Some("boolean") => Kind::Flag,
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("array") => Kind::Array(Box::new(kind(root, &schema["items"]))),
        Some("string") => match (text("format"), text("pattern").and_then(sid_prefix)) {
            (_, Some(prefix)) if is_known(&prefix) => Kind::Sid(prefix),
            (_, Some(_)) => Kind::AnySid,
            (Some("date-time" | "date-time-rfc-2822"), _) => Kind::Timestamp,
            (Some("date"), _) => Kind::Date,
            (Some("json"), _) => Kind::JsonText,
            _ => Kind::Text,
        },
        _ => Kind::Json,
    }
}

/// Whether the core has a type for the SIDs of a prefix; of others it checks the form.
fn is_known(prefix: &str) -> bool {
    twilio_core::sid::PREFIXES.iter().any(|(known, _)| *known == prefix)
}

/// The same, with the members of objects.
pub fn deep(root: &Value, schema: &Value) -> Kind {
    within(root, schema, 0)
}

fn within(root: &Value, schema: &Value, depth: usize) -> Kind {
    let whole = merged(root, schema);
    let properties = whole.get("properties").and_then(Value::as_object).filter(|all| !all.is_empty());
    match (kind(root, schema), properties) {
        (Kind::Array(_), _) => Kind::Array(Box::new(within(root, &whole["items"], depth + 1))),
        (Kind::Json, Some(properties)) if depth < DEEPEST => {
            let member = |(name, property): (&String, &Value)| (name.clone(), within(root, property, depth + 1));
            Kind::Object(properties.iter().map(member).collect())
        }
        (Kind::Json, None) => match whole.get("additionalProperties").filter(|values| values.is_object()) {
            Some(values) => match within(root, values, depth + 1) {
                Kind::Json => Kind::Json,
                values => Kind::Map(Box::new(values)),
            },
            None => Kind::Json,
        },
        (kind, _) => kind,
    }
}

/// How deep members are followed: objects may hold themselves.
const DEEPEST: usize = 8;

fn sid_prefix(pattern: &str) -> Option<String> {
    let prefix = pattern.strip_prefix('^')?.strip_suffix("[0-9a-fA-F]{32}$")?;
    let is_any = prefix == "[a-zA-Z]{2}";
    (is_any || (prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase()))).then(|| prefix.to_owned())
}

impl Kind {
    /// The texts by which a value travels in a query, header or form: one, or one for each element of an array.
    pub fn texts(&self, case: &Case, name: &str) -> Vec<String> {
        vec![match self {
            Kind::Text => case.text(name),
            Kind::HeaderText => case.header_text(name),
            Kind::Flag => (if case.flag(name) { "true" } else { "false" }).to_owned(),
            Kind::Integer => case.integer(name).to_string(),
            Kind::Number => format!("{:.3}", case.number(name)),
            Kind::Timestamp => {
                let (day, clock) = civil(case.seconds(name));
                format!("{day}T{clock}Z")
            }
            Kind::Date => civil(case.seconds(name)).0,
            Kind::Sid(prefix) => case.sid_text(name, prefix),
            Kind::Choice(known) => case.choose(name, known.iter().map(String::as_str)).to_owned(),
            Kind::AnySid => case.sid_text(name, ANY_SID),
            Kind::Json => case.json(name).to_string(),
            Kind::Object(_) | Kind::Map(_) => self.json(case, name).to_string(),
            Kind::JsonText => case.json_text(name),
            Kind::Array(element) => return case.many(name, |case| element.texts(&case, name)).concat(),
        }]
    }

    /// The value in a JSON body.
    pub fn json(&self, case: &Case, name: &str) -> Value {
        match self {
            Kind::Flag => case.flag(name).into(),
            Kind::Integer => case.integer(name).into(),
            Kind::Number => case.number(name).into(),
            Kind::Json => case.json(name),
            Kind::Array(element) => case.many(name, |case| element.json(&case, name)).into(),
            Kind::Object(members) => {
                let member = |(wire, kind): &(String, Kind)| (wire.clone(), kind.json(case, &format!("{name}.{wire}")));
                members.iter().map(member).collect()
            }
            Kind::Map(values) => [("a b".to_owned(), values.json(case, &format!("{name}.*")))].into_iter().collect(),
            _ => self.texts(case, name).concat().into(),
        }
    }
}

/// Collects the strings of `value` that the document marks as personal data.
pub(super) fn private(root: &Value, schema: &Value, value: &Value, found: &mut Vec<String>) {
    let resolved = resolve(root, schema);
    if [schema, resolved].iter().any(|schema| schema.pointer("/x-twilio/pii/handling").is_some()) {
        return strings(value, found);
    }
    for part in resolved["allOf"].as_array().into_iter().flatten() {
        private(root, part, value, found);
    }
    for (name, property) in resolved["properties"].as_object().into_iter().flatten() {
        private(root, property, &value[name], found);
    }
    for element in value.as_array().into_iter().flatten() {
        private(root, &resolved["items"], element, found);
    }
}

/// The strings that are long enough to be told from the names of fields.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() > 5 => found.push(text.clone()),
        Value::Array(elements) => elements.iter().for_each(|element| strings(element, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, found)),
        _ => {}
    }
}
