//! Test code within other code.
//!
//! `cfg(test)` is allowed on modules and on `use` items. On a field, a variant, a function, an `impl`, a statement or in a `cfg!`, tests
//! would run other code than users do.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::files::Files;
use crate::names::attributes;
use crate::tree::Tree;

/// The places at which something that is no module and no `use` depends on `cfg(test)`.
pub fn mixed_in(files: &Files, tree: &Tree) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for path in tree.files() {
        let expected = tree.modules.iter().filter(|module| module.file == path);
        let mut faults = 0;
        for item in expected.flat_map(|module| &module.items) {
            let allowed = matches!(item, syn::Item::Use(_));
            let all = count(item.to_token_stream());
            let own =
                attributes(item).unwrap_or_default().iter().map(|one| count(one.to_token_stream())).sum::<usize>();
            faults += if allowed { all - own } else { all };
        }
        if faults > 0 {
            places.extend(describe(files, path, faults));
        }
    }
    places
}

/// How often the code depends on `cfg(test)`.
fn count(stream: TokenStream) -> usize {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut found = 0;
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before: Vec<String> = tokens[..index].iter().rev().take(2).map(ToString::to_string).collect();
        let is_cfg = match before.first().map(String::as_str) {
            Some("cfg") => true,
            Some("cfg_attr") => !sets_lints(group.stream()),
            Some("!") => before.get(1).is_some_and(|name| name == "cfg"),
            _ => false,
        };
        found += if is_cfg { usize::from(names_test(group.stream())) } else { count(group.stream()) };
    }
    found
}

/// Whether a predicate has the word `test`; `feature = "test…"` is a literal.
fn names_test(stream: TokenStream) -> bool {
    stream.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "test",
        TokenTree::Group(group) => names_test(group.stream()),
        _ => false,
    })
}

/// Whether a `cfg_attr` allows, expects or denies lints, which changes no code.
fn sets_lints(stream: TokenStream) -> bool {
    let words: Vec<String> = stream.into_iter().map(|token| token.to_string()).collect();
    words.iter().any(|word| ["allow", "expect", "warn", "deny"].contains(&word.as_str()))
}

/// The lines, as far as the text shows which: a `cfg` with `test` that no module and no `use` follows.
fn describe(files: &Files, path: &str, faults: usize) -> Vec<String> {
    let lines: Vec<&str> = files.text(path).unwrap_or_default().lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.starts_with("//") || !has_test_predicate(line) {
            continue;
        }
        let next = lines[index + 1..].iter().find(|line| !line.starts_with("#[") && !line.starts_with("//"));
        let subject =
            if line.starts_with("#[") && line.ends_with(']') { next.copied().unwrap_or_default() } else { line };
        if !is_module_or_use(subject) {
            found.push(format!("{path}:{}: `{subject}` depends on `cfg(test)`", index + 1));
        }
    }
    found.truncate(faults);
    if found.is_empty() {
        found.push(format!("{path}: {faults} pieces of code depend on `cfg(test)`"));
    }
    found
}

fn is_module_or_use(line: &str) -> bool {
    let code = match line.strip_prefix("pub(") {
        Some(rest) => rest.split_once(')').map_or(rest, |(_, code)| code).trim_start(),
        None => line.strip_prefix("pub ").unwrap_or(line),
    };
    code.starts_with("mod ") || code.starts_with("use ")
}

fn has_test_predicate(line: &str) -> bool {
    let predicate = line.find("cfg").map(|at| &line[at..]).unwrap_or_default();
    (predicate.starts_with("cfg(") || predicate.starts_with("cfg!(") || predicate.starts_with("cfg_attr("))
        && predicate.split(|end: char| !end.is_alphanumeric() && end != '_' && end != '"').any(|word| word == "test")
}
