//! The public surface of a crate: one line per public item, sorted.
//!
//! In: a crate's folder. Out: lines. It is read from the source with syn, so that it needs neither nightly nor rustdoc,
//! and it is independent of the model: what an emitter prints is what is listed. Calls of the core's macros are listed
//! by what they add. Documentation and bodies are no part of it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;

/// What was found so far.
struct Surface {
    lines: BTreeSet<String>,
}

/// The surface of the crate at `crate_dir`; `name` is the crate's name as code writes it.
pub fn surface(crate_dir: &Path, name: &str) -> io::Result<Vec<String>> {
    let mut surface = Surface { lines: BTreeSet::new() };
    surface.module(&crate_dir.join("src/lib.rs"), &crate_dir.join("src"), name, None)?;
    Ok(surface.lines.into_iter().collect())
}

impl Surface {
    /// Lists a file. `only` limits a private module to what its parent re-exports.
    fn module(&mut self, file: &Path, children: &Path, path: &str, only: Option<&BTreeSet<String>>) -> io::Result<()> {
        let text = std::fs::read_to_string(file)?;
        let parsed = syn::parse_file(&text)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", file.display())))?;
        let exported: BTreeSet<String> =
            parsed.items.iter().filter_map(public_use).flat_map(|tree| names(&tree)).collect();
        for item in &parsed.items {
            match item {
                syn::Item::Mod(module) if is_test(&module.attrs) || is_hidden(&module.attrs) => {}
                syn::Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let (file, below) = locate(children, &name);
                    if is_public(&module.vis) {
                        self.lines.insert(format!("mod {path}::{name}"));
                        self.module(&file, &below, &format!("{path}::{name}"), None)?;
                    } else if file.exists() {
                        self.module(&file, &below, path, Some(&exported))?;
                    }
                }
                item => self.item(item, path, only),
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &syn::Item, path: &str, only: Option<&BTreeSet<String>>) {
        let listed = |name: &str| only.is_none_or(|only| only.contains(name));
        match item {
            syn::Item::Struct(one) if is_public(&one.vis) && listed(&one.ident.to_string()) => {
                self.add(format!("struct {path}::{}{}", one.ident, text(&one.generics)));
                for field in one.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
                    self.add(format!("field {path}::{}.{name}: {}", one.ident, text(&field.ty)));
                }
            }
            syn::Item::Enum(one) if is_public(&one.vis) && listed(&one.ident.to_string()) => {
                self.add(format!("enum {path}::{}", one.ident));
                for variant in &one.variants {
                    let content = text(&variant.fields);
                    self.add(format!("variant {path}::{}::{}{content}", one.ident, variant.ident));
                }
            }
            syn::Item::Type(one) if is_public(&one.vis) && listed(&one.ident.to_string()) => {
                self.add(format!("type {path}::{} = {}", one.ident, text(&one.ty)));
            }
            syn::Item::Const(one) if is_public(&one.vis) && listed(&one.ident.to_string()) => {
                self.add(format!("const {path}::{}: {}", one.ident, text(&one.ty)));
            }
            syn::Item::Fn(one) if is_public(&one.vis) && listed(&one.sig.ident.to_string()) => {
                self.add(format!("fn {path}::{}", signature(&one.sig)));
            }
            syn::Item::Impl(one) => self.implementation(one, path),
            syn::Item::Macro(one) => self.macro_call(one, path, only),
            syn::Item::Use(one) if is_public(&one.vis) => self.add(format!("use {path}: {}", text(&one.tree))),
            _ => {}
        }
    }

    fn implementation(&mut self, one: &syn::ItemImpl, path: &str) {
        let ty = text(&one.self_ty);
        let ty = ty.strip_prefix("crate::").unwrap_or(&ty);
        if let Some((trait_path, _)) = &one.trait_ {
            self.add(format!("impl {} for {path}::{ty}", text(trait_path)));
            return;
        }
        for member in &one.items {
            match member {
                syn::ImplItem::Fn(method) if is_public(&method.vis) && !is_hidden(&method.attrs) => {
                    self.add(format!("fn {path}::{ty}::{}", signature(&method.sig)));
                }
                syn::ImplItem::Const(constant) if is_public(&constant.vis) => {
                    self.add(format!("const {path}::{ty}::{}: {}", constant.ident, text(&constant.ty)));
                }
                _ => {}
            }
        }
    }

    /// What the core's macros make: models, enums with a variant for other values, requests. Their impls are in the name.
    fn macro_call(&mut self, one: &syn::ItemMacro, path: &str, only: Option<&BTreeSet<String>>) {
        let name = one.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let tokens = &one.mac.tokens;
        match name.as_str() {
            "request" | "list_request" => {
                let (subject, rest) = split_once(tokens.clone(), ':');
                let (_, answer) = split_once(rest, '>');
                self.add(format!("struct {path}::{subject}"));
                self.add(format!("{name} {path}::{subject} => {}", text(&answer)));
            }
            "model" | "open_enum" => {
                let Ok(item) = syn::parse2::<syn::Item>(without_values(tokens.clone())) else { return };
                self.item(&item, path, only);
                match &item {
                    syn::Item::Struct(item) => self.add(format!("{name} {path}::{}", item.ident)),
                    syn::Item::Enum(item) => {
                        self.add(format!("variant {path}::{}::UnknownValue(rt::UnknownValue)", item.ident));
                        self.add(format!("{name} {path}::{}", item.ident));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, line: String) {
        self.lines.insert(line);
    }
}

/// The tokens before and behind the first punctuation mark of a kind.
fn split_once(tokens: TokenStream, mark: char) -> (TokenStream, TokenStream) {
    let mut rest = tokens.into_iter();
    let is_mark = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    let before = rest.by_ref().take_while(|token| !is_mark(token)).collect();
    (before, rest.collect())
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

fn locate(children: &Path, name: &str) -> (PathBuf, PathBuf) {
    let name = name.trim_start_matches("r#");
    let folder = children.join(name);
    let nested = folder.join("mod.rs");
    if nested.exists() { (nested, folder) } else { (children.join(format!("{name}.rs")), folder) }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && text(attribute).contains("test"))
}

fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && text(attribute).contains("hidden"))
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

fn signature(signature: &syn::Signature) -> String {
    let whole = text(signature);
    let start = whole.find("fn ").map_or(0, |at| at + 3);
    let mark = if signature.asyncness.is_some() { " async" } else { "" };
    format!("{}{mark}", whole[start..].trim())
}

/// Tokens as one line without the spaces that only tokens need.
fn text(tokens: &impl ToTokens) -> String {
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
