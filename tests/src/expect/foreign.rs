//! Operations of documents that have no examples: their responses are made from the schemas.

use serde_json::{Map, Value, json};

use super::operation::{Operation, Sample};
use super::schema::{merged, resolve};

/// How deep objects are followed: they may hold themselves.
const DEEPEST: usize = 6;

/// Reads one operation; `item` is its path item.
pub fn operation(root: &Value, template: &str, item: &Value, method: &str) -> Operation {
    let samples = samples(root, &item[method]);
    let page = samples.iter().find_map(|sample| sample.body.as_ref()).and_then(page);
    let read = Operation::with_samples(root, template, item, method, samples);
    match page {
        Some((key, is_flat)) => Operation { is_list: true, record_key: Some(key), is_flat, ..read.without_paging() },
        // Parameters of those names are like any others.
        None => Operation { is_list: false, max_page_size: None, ..read },
    }
}

/// The array of a page and whether its link is beside it, if a body is a page: one array, and a link to the next one.
fn page(body: &Value) -> Option<(String, bool)> {
    let members = body.as_object()?;
    let is_flat = members.contains_key("next_page_uri");
    if !is_flat && !body["meta"].as_object().is_some_and(|meta| meta.contains_key("next_page_url")) {
        return None;
    }
    let mut arrays = members.iter().filter(|(_, member)| member.is_array());
    let (key, _) = arrays.next()?;
    arrays.next().is_none().then(|| (key.clone(), is_flat))
}

fn samples(root: &Value, operation: &Value) -> Vec<Sample> {
    let responses = operation["responses"].as_object().expect("an operation has responses");
    let of = |class: char| responses.iter().filter(move |(status, _)| status.starts_with(class));
    let mut samples: Vec<Sample> = of('2')
        .map(|(status, response)| {
            let response = resolve(root, response);
            let content = response.get("content").and_then(Value::as_object);
            let media = content.and_then(|content| content.iter().find(|(media, _)| media.contains("json")));
            let body = media.map(|(_, media)| value(root, &media["schema"], "", 0));
            Sample { status: number(status), body, private: Vec::new(), location: None }
        })
        .collect();
    // With a body, one without is not what the operation gives.
    if samples.iter().any(|sample| sample.body.is_some()) {
        samples.retain(|sample| sample.body.is_some());
    }
    if samples.is_empty() {
        let location = Some("https://media.example.com/data?signature=1%2B2".to_owned());
        samples.extend(of('3').map(|(status, _)| Sample {
            status: number(status),
            body: None,
            private: Vec::new(),
            location: location.clone(),
        }));
    }
    samples
}

fn number(status: &str) -> u16 {
    status.parse().expect("a status is a number")
}

/// A value that a schema describes.
fn value(root: &Value, schema: &Value, name: &str, depth: usize) -> Value {
    let schema = merged(root, schema);
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    if let Some(branch) = schema.get("oneOf").or(schema.get("anyOf")).and_then(|branches| branches.get(0)) {
        return value(root, branch, name, depth);
    }
    if let Some(first) =
        schema.get("enum").and_then(Value::as_array).and_then(|values| values.iter().find(|one| !one.is_null()))
    {
        return first.clone();
    }
    match text("type") {
        Some("boolean") => json!(true),
        Some("integer") => json!(7),
        Some("number") => json!(0.125),
        Some("array") if depth < DEEPEST => json!([value(root, &schema["items"], name, depth + 1)]),
        Some("array") => json!([]),
        Some("string") => json!(string(name, text("format").unwrap_or_default(), text("pattern").unwrap_or_default())),
        _ => object(root, &schema, depth),
    }
}

fn object(root: &Value, schema: &Map<String, Value>, depth: usize) -> Value {
    let properties = schema.get("properties").and_then(Value::as_object).filter(|all| !all.is_empty());
    match properties {
        Some(properties) if depth < DEEPEST => {
            let member = |(name, property): (&String, &Value)| match name.as_str() {
                "next_page_url" | "next_page_uri" | "previous_page_url" | "previous_page_uri" => {
                    (name.clone(), Value::Null)
                }
                _ => (name.clone(), value(root, property, name, depth + 1)),
            };
            properties.iter().map(member).collect()
        }
        Some(_) => json!({}),
        None => match schema.get("additionalProperties").filter(|values| values.is_object()) {
            Some(values) if depth < DEEPEST => json!({ "one": value(root, values, "one", depth + 1) }),
            _ => json!({ "first": "https://api.example.com/first", "second": null }),
        },
    }
}

fn string(name: &str, format: &str, pattern: &str) -> String {
    let prefix = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix("[0-9a-fA-F]{32}$"));
    match (format, prefix) {
        (_, Some(prefix)) => {
            let letters = if prefix.len() == 2 { prefix } else { "ZZ" };
            format!("{letters}0123456789abcdef0123456789ABCDEF")
        }
        ("date-time", _) => "2023-05-04T09:42:00Z".to_owned(),
        ("date-time-rfc-2822", _) => "Thu, 04 May 2023 09:42:00 +0000".to_owned(),
        ("date", _) => "2023-05-04".to_owned(),
        _ => format!("{name} é🙂"),
    }
}
