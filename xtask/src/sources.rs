//! The source files of a crate, as its users see them.
//!
//! In: a crate's folder. Out: one [`Source`] for each file that its module tree reaches, in the order of the declarations, and what
//! a file's place says: the public path of what it declares, and which names leave it. Hidden modules and tests are left out.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Where it is.
    pub file: PathBuf,
    /// The public module that what it declares belongs to: its own, or, for a private module, the one that re-exports.
    pub path: String,
    /// Whether it is a public module, or the crate's root.
    pub is_public: bool,
    /// What it holds.
    pub parsed: syn::File,
    only: Option<BTreeSet<String>>,
}

impl Source {
    /// Whether an item of this name leaves the file, if it is public.
    #[must_use]
    pub fn exports(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(name))
    }
}

/// The files of the crate at `crate_dir`; `name` is the crate's name as code writes it.
///
/// # Errors
/// A file can't be read, or is no Rust.
pub fn sources(crate_dir: &Path, name: &str) -> io::Result<Vec<Source>> {
    let mut found = Vec::new();
    module(&mut found, &crate_dir.join("src/lib.rs"), &crate_dir.join("src"), name, None, true)?;
    Ok(found)
}

/// `only` limits a private module to what its parent re-exports.
fn module(
    found: &mut Vec<Source>,
    file: &Path,
    children: &Path,
    path: &str,
    only: Option<BTreeSet<String>>,
    public: bool,
) -> io::Result<()> {
    let text = std::fs::read_to_string(file)?;
    let parsed = syn::parse_file(&text)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", file.display())))?;
    let uses: Vec<_> = parsed.items.iter().filter_map(public_use).collect();
    let exported: BTreeSet<String> = uses.iter().flat_map(names).collect();
    let below: Vec<_> = parsed
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_none() => Some(module),
            _ => None,
        })
        .filter(|module| !is_test(&module.attrs) && !is_hidden(&module.attrs))
        .map(|module| (module.ident.to_string(), is_public(&module.vis)))
        .collect();
    let globs: BTreeSet<String> = uses.iter().filter_map(glob).collect();
    let outer = only.clone();
    // What a private module passes on goes no further than what its own parent re-exports of it.
    let leaves = |name: &str| outer.as_ref().is_none_or(|outer| outer.contains(name));
    found.push(Source { file: file.to_owned(), path: path.to_owned(), is_public: public, parsed, only });
    for (name, public) in below {
        let (file, folder) = locate(children, &name);
        if public && leaves(&name) {
            module(found, &file, &folder, &format!("{path}::{name}"), None, true)?;
        } else if file.exists() {
            let passed_on = || exported.iter().filter(|name| leaves(name)).cloned().collect();
            let only = if globs.contains(&name) { outer.clone() } else { Some(passed_on()) };
            module(found, &file, &folder, path, only, false)?;
        }
    }
    Ok(())
}

fn locate(children: &Path, name: &str) -> (PathBuf, PathBuf) {
    let name = name.trim_start_matches("r#");
    let folder = children.join(name);
    let nested = folder.join("mod.rs");
    if nested.exists() { (nested, folder) } else { (children.join(format!("{name}.rs")), folder) }
}

/// Whether it is `pub`, to everybody.
#[must_use]
pub fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// Whether it is compiled for tests only: never with `cfg(test)` unset, whatever else is set.
#[must_use]
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .any(|attribute| attribute.parse_args::<syn::Meta>().is_ok_and(|predicate| needs_test(&predicate)))
}

fn needs_test(predicate: &syn::Meta) -> bool {
    let syn::Meta::List(list) = predicate else { return predicate.path().is_ident("test") };
    let parts = list.parse_args_with(Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated).unwrap_or_default();
    match list.path.get_ident().map(ToString::to_string).as_deref() {
        Some("all") => parts.iter().any(needs_test),
        Some("any") => !parts.is_empty() && parts.iter().all(needs_test),
        _ => false,
    }
}

/// Whether it is `#[doc(hidden)]`.
#[must_use]
pub fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("doc") && text(&list.tokens) == "hidden",
        _ => false,
    })
}

fn public_use(item: &syn::Item) -> Option<syn::UseTree> {
    match item {
        syn::Item::Use(one) if is_public(&one.vis) => Some(one.tree.clone()),
        _ => None,
    }
}

/// The names that a `use` brings in.
fn names(tree: &syn::UseTree) -> Vec<String> {
    match tree {
        syn::UseTree::Path(path) => names(&path.tree),
        syn::UseTree::Name(name) => vec![name.ident.to_string()],
        syn::UseTree::Rename(rename) => vec![rename.ident.to_string()],
        syn::UseTree::Group(group) => group.items.iter().flat_map(names).collect(),
        syn::UseTree::Glob(_) => Vec::new(),
    }
}

/// The module all of whose names a `use` brings in.
fn glob(tree: &syn::UseTree) -> Option<String> {
    match tree {
        syn::UseTree::Path(path) if matches!(*path.tree, syn::UseTree::Glob(_)) => Some(path.ident.to_string()),
        syn::UseTree::Path(path) => glob(&path.tree),
        _ => None,
    }
}

/// The model or enum that a call of the core's macros declares.
#[must_use]
pub fn declared(call: &syn::ItemMacro) -> Option<syn::Item> {
    let name = call.mac.path.segments.last()?;
    let declares =
        call.ident.is_none() && ["model", "open_enum", "required_inputs"].iter().any(|known| name.ident == known);
    declares.then(|| syn::parse2(without_values(call.mac.tokens.clone())).ok()).flatten()
}

/// A declaration without what stands between `=` and `,`, within braces too.
fn without_values(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut in_value = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '=' => in_value = true,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                kept.push(Group::new(Delimiter::Brace, without_values(group.stream())).into());
            }
            token => {
                in_value &= !matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
                if !in_value {
                    kept.push(token);
                }
            }
        }
    }
    kept.into_iter().collect()
}

/// Tokens as one line without the spaces that only tokens need.
pub fn text(tokens: &impl ToTokens) -> String {
    let mut line = tokens.to_token_stream().to_string().replace('\n', " ");
    for (from, to) in [
        (" :: ", "::"),
        (" ::", "::"),
        (":: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" > ", "> "),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" :", ":"),
        (" ;", ";"),
        (" .", "."),
        (",)", ")"),
    ] {
        line = line.replace(from, to);
    }
    line.trim().to_owned()
}
