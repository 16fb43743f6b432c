//! Paths: their form, their templates, and the keys of what stands at them.

use super::walk::{Context, METHODS, entries};
use crate::codegen::diagnostics::{Code, Diagnostic};

/// The methods that Twilio's APIs use, and that emitters know.
const SUPPORTED: &[&str] = &["get", "put", "post", "delete", "patch"];

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut unversioned: Vec<(&str, String)> = Vec::new();
    for (path, item) in context.entries("/paths") {
        if path.starts_with("x-") {
            continue;
        }
        if let Some((problem, help)) = fault(path) {
            found.push(
                Diagnostic::error(Code::BadPath, &item.pointer, problem)
                    .at_key()
                    .why("a path is `/` and segments between slashes; it is added to the server's URL as it is")
                    .help(help),
            );
        } else if !path.split('/').nth(1).is_some_and(is_version) {
            unversioned.push((path, item.pointer.clone()));
        }
        if let Some(segment) = text_around(path).filter(|_| template(path).is_ok()) {
            found.push(
                Diagnostic::error(
                    Code::UnsupportedPath,
                    &item.pointer,
                    format!("the segment `{segment}` has text around its parameter"),
                )
                .at_key()
                .why("text after a parameter is supported in the last segment, as in `/Things/{Sid}.json`; elsewhere nothing would write it")
                .help("leave the operations of this path out; a parameter that is the whole segment is supported"),
            );
        }
        if let Err(problem) = template(path) {
            found.push(
                Diagnostic::error(Code::BadPathTemplate, &item.pointer, format!("`{path}`: {problem}"))
                    .at_key()
                    .help("parameters are in braces, one in a segment: `/v1/Services/{Sid}`"),
            );
        }
    }
    if let Some((path, first)) = unversioned.first() {
        let problem = match unversioned.len() - 1 {
            0 => format!("`{path}` does not start with a version"),
            1 => format!("`{path}` and another path do not start with a version"),
            more => format!("`{path}` and {more} more paths do not start with a version"),
        };
        found.push(
            Diagnostic::warning(Code::BadPath, first, problem)
                .at_key()
                .why("accessors start after the version; without one, each first segment is an accessor of the client")
                .help("nothing is to be done if the API has no version; else write paths such as `/v1/Services/{Sid}`"),
        );
    }
}

/// What is wrong with a path, and what to write.
fn fault(path: &str) -> Option<(String, String)> {
    if !path.starts_with('/') {
        return Some((format!("the path `{path}` does not start with `/`"), format!("write `/{path}`")));
    }
    if let Some((before, _)) = path.split_once('?') {
        return Some((
            format!("the path `{path}` has a query"),
            format!("write `{before}`, and declare what follows as parameters with `in: query`"),
        ));
    }
    if let Some((before, _)) = path.split_once('#') {
        return Some((format!("the path `{path}` has a fragment, which is never sent"), format!("write `{before}`")));
    }
    if path.contains("//") {
        return Some((
            format!("the path `{path}` has an empty segment"),
            "write one slash between segments".to_owned(),
        ));
    }
    (path.len() > 1 && path.ends_with('/'))
        .then(|| (format!("the path `{path}` has a trailing slash"), format!("write `{}`", path.trim_end_matches('/'))))
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

/// A segment with text before its parameter, or after one in another segment than the last.
fn text_around(path: &str) -> Option<&str> {
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let Some((before, rest)) = segment.split_once('{') else { continue };
        let after = rest.split_once('}').map_or("", |(_, after)| after);
        if !before.is_empty() || (!after.is_empty() && segments.peek().is_some()) {
            return Some(segment);
        }
    }
    None
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
