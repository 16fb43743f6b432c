//! A fixture of the generator with a few of its nodes removed, replaced, renamed or copied elsewhere: almost a document.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use xtask::codegen::load::load_bytes;

static FIXTURES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/good");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("fixtures").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let load = |path| load_bytes("", &std::fs::read(path).expect("fixture")).document.expect("document").json;
    paths.into_iter().map(load).collect()
});

/// What a node is replaced by, and what a key is renamed to.
const TEXTS: &[&str] = &[
    "",
    "string",
    "object",
    "array",
    "integer",
    "null",
    "number",
    "boolean",
    "date-time",
    "uri",
    "binary",
    "int64",
    "type",
    "self",
    "Self",
    "crate",
    "r#type",
    "..",
    "a/b",
    "a b",
    "é",
    "1",
    "-",
    "_",
    "/v1/{A}",
    "/v1/{A}/{A}",
    "/{A}.json",
    "/v1/{A",
    "#/components/schemas/x",
    "#/components/schemas/User",
    "#/paths/~1v1",
    "http://x/y",
    "^AC[0-9a-fA-F]{32}$",
    "(",
    "default",
    "200",
    "204",
    "2XX",
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "nullable",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "parameters",
    "requestBody",
    "responses",
    "x-twilio",
    "get",
    "post",
    "trace",
    "meta",
    "query",
    "path",
    "header",
    "cookie",
    "application/json",
    "discriminator",
    "Fn",
    "9",
    "UnknownValue",
];

fn any_text(input: &mut Unstructured<'_>) -> Result<String> {
    match input.ratio(7u8, 8u8)? {
        true => input.choose(TEXTS).map(|text| (*text).to_owned()),
        false => input.arbitrary::<String>(),
    }
}

fn any_value(input: &mut Unstructured<'_>, root: &Value) -> Result<Value> {
    Ok(match input.int_in_range(0..=9u8)? {
        0 => Value::Null,
        1 => json!(input.arbitrary::<bool>()?),
        2 => json!(input.arbitrary::<i64>()?),
        3 => json!([]),
        4 => json!({}),
        5 => json!([any_text(input)?]),
        6 => json!({any_text(input)?: any_text(input)?}),
        7 => json!({"$ref": any_text(input)?}),
        8 => any_node(input, root)?.clone(),
        _ => json!(any_text(input)?),
    })
}

/// Some node: a walk from the root that stops by chance.
fn any_node<'v>(input: &mut Unstructured<'_>, root: &'v Value) -> Result<&'v Value> {
    let mut node = root;
    while !input.ratio(1u8, 8u8)? {
        let next = match node {
            Value::Object(entries) if !entries.is_empty() => entries.values().nth(input.choose_index(entries.len())?),
            Value::Array(items) if !items.is_empty() => items.get(input.choose_index(items.len())?),
            _ => None,
        };
        let Some(next) = next else { break };
        node = next;
    }
    Ok(node)
}

fn mutate(input: &mut Unstructured<'_>, root: &mut Value) -> Result<()> {
    let other = any_value(input, root)?;
    let mut node = root;
    while !input.ratio(1u8, 6u8)? && has_nested(node) {
        node = match node {
            Value::Object(entries) => {
                let index = input.choose_index(entries.len())?;
                entries.values_mut().nth(index).expect("within its length")
            }
            Value::Array(items) => {
                let index = input.choose_index(items.len())?;
                &mut items[index]
            }
            scalar => scalar,
        };
    }
    match node {
        Value::Object(entries) if !entries.is_empty() => {
            let key = entries.keys().nth(input.choose_index(entries.len())?).cloned().unwrap_or_default();
            match input.int_in_range(0..=3u8)? {
                0 => drop(entries.shift_remove(&key)),
                1 => drop(entries.insert(any_text(input)?, other)),
                2 => {
                    let value = entries.shift_remove(&key).unwrap_or_default();
                    entries.insert(any_text(input)?, value);
                }
                _ => drop(entries.insert(key, other)),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let index = input.choose_index(items.len())?;
            match input.int_in_range(0..=2u8)? {
                0 => drop(items.remove(index)),
                1 => items.push(other),
                _ => items[index] = other,
            }
        }
        scalar => *scalar = other,
    }
    Ok(())
}

fn has_nested(node: &Value) -> bool {
    match node {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn document(bytes: &[u8]) -> Result<Value> {
    let mut input = Unstructured::new(bytes);
    let mut root = input.choose(&FIXTURES)?.clone();
    for _ in 0..=input.int_in_range(0..=5u8)? {
        mutate(&mut input, &mut root)?;
    }
    Ok(root)
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(root) = document(bytes) {
        let text = root.to_string();
        if std::env::var_os("SHOW").is_some() {
            eprintln!("{root:#}");
        }
        twilio_fuzz::allowing_caught_panics(|| twilio_fuzz::generate(text.as_bytes()));
    }
});
