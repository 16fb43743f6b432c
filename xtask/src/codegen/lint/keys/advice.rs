//! What was meant by a key that does not belong where it is.

use serde_json::Value;

use super::object::{Object, Others, Shape};
use crate::codegen::diagnostics::{did_you_mean, nearest};
use crate::codegen::load::{Document, pointer};

/// An object and its place.
pub(super) struct Frame {
    pub(super) at: String,
    pub(super) object: &'static Object,
}

/// Keys of OpenAPI 3.1 that 3.0 does not have.
const LATER: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "identifier",
    "if",
    "jsonSchemaDialect",
    "maxContains",
    "minContains",
    "pathItems",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "summary",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "webhooks",
];

/// The status codes that are suggested.
const STATUSES: &[&str] = &[
    "default", "200", "201", "202", "204", "301", "302", "304", "307", "400", "401", "403", "404", "405", "409", "410",
    "412", "415", "422", "429", "500", "502", "503", "1XX", "2XX", "3XX", "4XX", "5XX",
];

/// What to do about a key. The last frame is the object that has it.
pub(super) fn help(document: &Document, frames: &[Frame], key: &str, child: &Value) -> String {
    let Some((frame, around)) = frames.split_last() else { return String::new() };
    if let Some(help) = inner_level(frame.object, key).or_else(|| outer_level(document, frame, around, key)) {
        return help;
    }
    if key == "$ref" {
        return format!("OpenAPI has no references to {}: write it here", plural(frame.object));
    }
    let meant = match frame.object.others {
        Others::Statuses(_) => nearest(key, STATUSES.iter().copied()),
        _ => {
            let names = frame.object.keys.iter().map(|(name, _)| *name);
            nearest(key, names.chain(frame.object.reference.then_some("$ref")))
        }
    };
    match (did_you_mean(&meant), misplaced_property(document, frame, key, child)) {
        (Some(meant), Some(property)) => format!("{meant} If it is a property, {property}"),
        (Some(meant), None) => meant,
        (None, Some(property)) => format!("it looks like a property: {property}"),
        (None, None) if LATER.contains(&key) => {
            "OpenAPI 3.1 has this key, 3.0 has not: say the same in another way, or remove it".to_owned()
        }
        (None, None) => fallback(frame.object),
    }
}

/// `an operation` is `operations`; `info` stays as it is.
fn plural(object: &Object) -> String {
    match object.what.split_once(' ') {
        Some(("a" | "an", noun)) => format!("{noun}s"),
        _ => object.what.to_owned(),
    }
}

/// A key of an object that belongs below this one: `type` beside `schema`.
fn inner_level(object: &Object, key: &str) -> Option<String> {
    let (holder, inner) = object.keys.iter().find_map(|(name, shape)| match shape {
        Shape::Object(inner) if inner.shape(key).is_some() => Some((name, inner)),
        _ => None,
    })?;
    Some(format!("it is a key of {}: move it below `{holder}`", inner.what))
}

/// A key of an object around this one: it is indented too far.
fn outer_level(document: &Document, frame: &Frame, around: &[Frame], key: &str) -> Option<String> {
    let outer = around.iter().rev().find(|outer| outer.object.shape(key).is_some())?;
    let place = pointer::child(&frame.at, key);
    let siblings = document.get(&outer.at)?.as_object()?;
    let sibling = siblings.keys().next().map(|name| pointer::child(&outer.at, name))?;
    let what = outer.object.what;
    Some(match columns_between(document, &place, &sibling) {
        Some(columns) => format!("it is a key of {what}: indent it by {columns} spaces less"),
        None => format!("it is a key of {what}: move it there"),
    })
}

/// Below a property, something that looks like the next property.
fn misplaced_property(document: &Document, frame: &Frame, key: &str, child: &Value) -> Option<String> {
    let (holder, name) = frame.at.rsplit_once('/')?;
    if !holder.ends_with("/properties") || !looks_like_schema(child) {
        return None;
    }
    let beside = pointer::unescape(name);
    Some(match columns_between(document, &pointer::child(&frame.at, key), &frame.at) {
        Some(columns) => format!("indent it by {columns} spaces less, to stand beside `{beside}`"),
        None => format!("move it beside `{beside}`"),
    })
}

fn looks_like_schema(value: &Value) -> bool {
    let has = |key: &str, fits: fn(&Value) -> bool| value.get(key).is_some_and(fits);
    has("type", Value::is_string)
        || has("$ref", Value::is_string)
        || ["allOf", "oneOf", "anyOf", "enum"].iter().any(|key| has(key, Value::is_array))
}

/// By how many columns the key of one place is right of that of another, where both begin their lines.
fn columns_between(document: &Document, inner: &str, outer: &str) -> Option<usize> {
    let column = |at: &str| {
        let start = document.key_span(at)?.start;
        let (_, line) = document.source.line(start);
        let before = document.source.text().get(line.start..start)?;
        before.bytes().all(|byte| byte == b' ').then_some(before.len())
    };
    column(inner)?.checked_sub(column(outer)?).filter(|columns| *columns > 0)
}

fn fallback(object: &Object) -> String {
    let names: Vec<&str> = object.keys.iter().map(|(name, _)| *name).collect();
    match (object.others, names.len()) {
        (Others::Statuses(_), _) => "write a status such as '200', '4XX' or `default`".to_owned(),
        (_, 1..=14) => format!("its keys are {}; keys of your own start with `x-`", names.join(", ")),
        _ => "remove it, or let it start with `x-` if it is a key of your own".to_owned(),
    }
}
