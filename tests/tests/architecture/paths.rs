//! The paths that code names: those of `use` items and those within other code, macro calls and macro definitions included.
//!
//! Reads tokens instead of syntax, because what a macro takes has none. Code under `#[cfg(test)]` is left out.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use xtask::sources::is_test;

/// Segments of a path; `*` as the last one brings in every name.
pub type Path = Vec<String>;

/// What a piece of code names.
#[derive(Debug, Default)]
pub struct Named {
    /// Paths of two or more segments, in their order.
    pub paths: Vec<Path>,
    /// Every single name, those at the start of a path included.
    pub words: BTreeSet<String>,
    /// Macros that are called by one name.
    pub macros: BTreeSet<String>,
}

/// One name that a `use` item brings in.
#[derive(Debug)]
pub struct Import {
    /// What it is called here; `*` for every name.
    pub name: String,
    pub path: Path,
}

/// The names that a `use` item brings in.
pub fn imports(tree: &syn::UseTree) -> Vec<Import> {
    let mut found = Vec::new();
    flatten(tree, &mut Vec::new(), &mut found);
    found
}

fn flatten(tree: &syn::UseTree, prefix: &mut Path, found: &mut Vec<Import>) {
    let mut add = |name: String, last: Option<String>| {
        let path: Path = prefix.iter().cloned().chain(last).collect();
        found.push(Import { name, path });
    };
    match tree {
        syn::UseTree::Path(path) => {
            prefix.push(plain(&path.ident));
            flatten(&path.tree, prefix, found);
            prefix.pop();
        }
        syn::UseTree::Name(name) if name.ident == "self" => add(prefix.last().cloned().unwrap_or_default(), None),
        syn::UseTree::Name(name) => add(plain(&name.ident), Some(plain(&name.ident))),
        syn::UseTree::Rename(rename) if rename.ident == "self" => add(plain(&rename.rename), None),
        syn::UseTree::Rename(rename) => add(plain(&rename.rename), Some(plain(&rename.ident))),
        syn::UseTree::Glob(_) => add("*".to_owned(), Some("*".to_owned())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|one| flatten(one, prefix, found)),
    }
}

/// What a piece of code names.
pub fn named(code: &impl ToTokens) -> Named {
    let mut named = Named::default();
    named.read(code.to_token_stream());
    named
}

/// A name without the `r#` of a raw one.
pub fn plain(ident: &proc_macro2::Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

impl Named {
    fn read(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = match &tokens[at] {
                TokenTree::Punct(mark) if mark.as_char() == '#' => self.attribute(&tokens, at),
                TokenTree::Punct(mark) if mark.as_char() == '\'' => at + 2,
                TokenTree::Punct(mark) if mark.as_char() == '.' => at + 1 + usize::from(is_member(&tokens, at)),
                // What follows a type in `<…>`, or the name of another crate.
                TokenTree::Punct(_) if is_separator(&tokens, at) => skip_path(&tokens, at),
                TokenTree::Ident(ident) if ident == "pub" => at + 1 + usize::from(is_restriction(tokens.get(at + 1))),
                TokenTree::Ident(_) => self.path(&tokens, at, &[]),
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// Reads an attribute; skips what it is attached to if that is compiled for tests only.
    fn attribute(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let inner = matches!(tokens.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        let at = at + 1 + usize::from(inner);
        let Some(TokenTree::Group(group)) = tokens.get(at) else { return at };
        if group.delimiter() != Delimiter::Bracket || !attribute_is_test(group) {
            return at;
        }
        let ends = |token: &TokenTree| match token {
            TokenTree::Punct(mark) => matches!(mark.as_char(), ',' | ';'),
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        tokens[at + 1..].iter().position(ends).map_or(tokens.len(), |end| at + 1 + end + 1)
    }

    /// Reads a path from its first name on, and what is in the braces at its end.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize, prefix: &[String]) -> usize {
        let mut path: Path = prefix.to_vec();
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(ident)) => path.push(plain(ident)),
                Some(TokenTree::Punct(mark)) if mark.as_char() == '*' => path.push("*".to_owned()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.branches(group, &path);
                    return at + 1;
                }
                _ => break,
            }
            at += 1;
            if !is_separator(tokens, at) {
                break;
            }
            at += 2;
        }
        self.words.extend(path.first().cloned());
        if is_macro_call(tokens, at) && path.len() == 1 {
            self.macros.extend(path.first().cloned());
        }
        if path.len() > 1 {
            path.retain(|segment| segment != "self" || path_is_relative(prefix));
            self.paths.push(path);
        }
        at
    }

    fn branches(&mut self, group: &Group, prefix: &[String]) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
        for branch in tokens.split(is_comma).filter(|branch| !branch.is_empty()) {
            self.path(branch, 0, prefix);
        }
    }
}

/// Whether `self` can be the start of a path here, and not the end of `{self, …}`.
fn path_is_relative(prefix: &[String]) -> bool {
    prefix.is_empty()
}

fn attribute_is_test(group: &Group) -> bool {
    let stream = group.stream();
    let parser = syn::Attribute::parse_outer;
    syn::parse::Parser::parse2(parser, quote::quote!(#[#stream])).is_ok_and(|attributes| is_test(&attributes))
}

/// Whether `::` begins here.
fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// The end of the names after a `::`.
fn skip_path(tokens: &[TokenTree], mut at: usize) -> usize {
    while is_separator(tokens, at) && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
        at += 3;
    }
    if is_separator(tokens, at) { at + 2 } else { at }
}

/// Whether a field or a method follows the dot, and not the end of a range.
fn is_member(tokens: &[TokenTree], at: usize) -> bool {
    let dot = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == '.');
    let range = at > 0 && dot(tokens.get(at - 1));
    !range && matches!(tokens.get(at + 1), Some(TokenTree::Ident(_)))
}

/// The `(crate)` or `(in super::super)` of a visibility.
fn is_restriction(token: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = token else { return false };
    let first = group.stream().into_iter().next().map(|token| token.to_string());
    group.delimiter() == Delimiter::Parenthesis
        && first.is_some_and(|first| ["crate", "super", "self", "in"].contains(&first.as_str()))
}

fn is_macro_call(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == '!')
        && matches!(tokens.get(at + 1), Some(TokenTree::Group(_)))
}
