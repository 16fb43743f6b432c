//! Paths: their form, their templates, and the keys of what stands at them.

use super::walk::{Context, METHODS, entries};
use crate::codegen::diagnostics::{Code, Diagnostic};

/// The methods that Twilio's APIs use, and that emitters know.
const SUPPORTED: &[&str] = &["get", "put", "post", "delete", "patch"];

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (path, item) in context.entries("/paths") {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            found.push(
                Diagnostic::error(Code::BadPath, &item.pointer, format!("the path `{path}` does not start with `/`"))
                    .at_key()
                    .help(format!("write `/{path}`")),
            );
        } else if path.contains(['?', '#']) || path.contains("//") || (path.len() > 1 && path.ends_with('/')) {
            found.push(
                Diagnostic::error(Code::BadPath, &item.pointer, format!("`{path}` is no plain path"))
                    .at_key()
                    .why("a path is made of segments; empty ones, queries and fragments are not part of it")
                    .help("queries are declared as parameters"),
            );
        } else if !path.split('/').nth(1).is_some_and(is_version) {
            found.push(
                Diagnostic::warning(Code::BadPath, &item.pointer, format!("`{path}` does not start with a version"))
                    .at_key()
                    .why("the walk of the resources starts after the version; without one it starts at the root")
                    .help("paths look like `/v1/Services/{Sid}`"),
            );
        }
        if let Err(problem) = template(path) {
            found.push(
                Diagnostic::error(Code::BadPathTemplate, &item.pointer, format!("`{path}`: {problem}"))
                    .at_key()
                    .help("parameters stand in braces, one a segment: `/v1/Services/{Sid}`"),
            );
        }
    }
}

pub(super) fn methods(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (path, item) in context.entries("/paths") {
        if path.starts_with("x-") {
            continue;
        }
        for (key, field) in entries(&item.pointer, Some(item.value)) {
            if METHODS.contains(&key) && !SUPPORTED.contains(&key) {
                found.push(
                    Diagnostic::error(Code::UnsupportedMethod, field.pointer, format!("`{key}` is not supported"))
                        .at_key()
                        .why("no API that this is for has such operations")
                        .help("leave the operation out"),
                );
            }
        }
    }
}

/// `v1`, `v2`, `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or(segment);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.')
}

/// The names of a path's parameters, in order, or what is wrong with its braces.
pub(super) fn template(path: &str) -> Result<Vec<&str>, String> {
    let mut names: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        let Some((before, rest)) = segment.split_once('{') else {
            match segment.contains('}') {
                true => return Err("a `}` closes nothing".to_owned()),
                false => continue,
            }
        };
        let Some((name, after)) = rest.split_once('}') else {
            return Err("a `{` is not closed in its segment".to_owned());
        };
        if before.contains('}') || name.contains('{') || after.contains(['{', '}']) {
            return Err(format!("the segment `{segment}` has more than one parameter, or stray braces"));
        }
        if name.is_empty() {
            return Err("a parameter without a name".to_owned());
        }
        if names.contains(&name) {
            return Err(format!("the parameter `{name}` stands there twice"));
        }
        names.push(name);
    }
    Ok(names)
}
