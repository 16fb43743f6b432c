//! The public surface of a crate: one line per public item, sorted.
//!
//! In: a crate's folder. Out: lines. It is read from the source with syn, so that it needs neither nightly nor rustdoc,
//! and it is independent of the model: what an emitter prints is what is listed. Calls of the core's macros are listed
//! by what they add. Documentation and bodies are no part of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::sources::{Source, declared, is_hidden, is_public, sources, text};

/// What was found so far.
struct Surface {
    lines: BTreeSet<String>,
}

/// The surface of the crate at `crate_dir`; `name` is the crate's name as code writes it.
///
/// # Errors
/// A file can't be read, or is no Rust.
pub fn surface(crate_dir: &Path, name: &str) -> io::Result<Vec<String>> {
    let mut surface = Surface { lines: BTreeSet::new() };
    for source in sources(crate_dir, name)? {
        surface.source(&source);
    }
    surface.lines.remove(&format!("mod {name}"));
    Ok(surface.lines.into_iter().collect())
}

impl Surface {
    fn source(&mut self, source: &Source) {
        if source.is_public {
            self.add(format!("mod {}", source.path));
        }
        for item in &source.parsed.items {
            self.item(item, source);
        }
    }

    fn item(&mut self, item: &syn::Item, source: &Source) {
        let path = &source.path;
        let listed = |name: &str| source.exports(name);
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
            syn::Item::Macro(one) => self.macro_call(one, source),
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
    fn macro_call(&mut self, one: &syn::ItemMacro, source: &Source) {
        let path = &source.path;
        let name = one.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let tokens = &one.mac.tokens;
        match name.as_str() {
            "request" | "list_request" => {
                let (subject, rest) = split_once(tokens.clone(), ':');
                let (_, answer) = split_once(rest, '>');
                self.add(format!("struct {path}::{subject}"));
                self.add(format!("{name} {path}::{subject} => {}", text(&answer)));
                self.add(format!("const {path}::{subject}::OPERATION: &'static Operation"));
            }
            "product_client" => {
                self.add(format!("struct {path}::Client"));
                self.add(format!("product_client {path}::Client: {}", text(tokens)));
            }
            "error_codes" => {
                let mut tokens = tokens.clone().into_iter();
                while let (Some(code), Some(name), Some(_), Some(_)) =
                    (tokens.next(), tokens.next(), tokens.next(), tokens.next())
                {
                    self.add(format!("const {path}::{name}: ErrorCode = {code}"));
                }
            }
            "json_strings" => {
                let (model, readers) = split_once(tokens.clone(), ':');
                let readers: Vec<String> = readers
                    .into_iter()
                    .filter_map(|token| match token {
                        TokenTree::Ident(name) => Some(name.to_string()),
                        _ => None,
                    })
                    .collect();
                for pair in readers.chunks(2) {
                    let reader = pair.last().map(String::as_str).unwrap_or_default();
                    self.add(format!("fn {path}::{model}::{reader}<T>(&self) -> Result<Option<T>, Error>"));
                }
            }
            "required_inputs" => {
                let Some(syn::Item::Struct(item)) = declared(one) else { return };
                self.add(format!("struct {path}::{}", item.ident));
                for (given, field) in item.fields.iter().enumerate() {
                    let (name, ty) = (text(&field.ident), text(&field.ty));
                    self.add(format!(
                        "fn {path}::{}<{given}>::{name}(self, value: impl rt::IntoInput<{ty}>)",
                        item.ident
                    ));
                }
            }
            "model" | "open_enum" => {
                let Some(item) = declared(one) else { return };
                self.item(&item, source);
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

fn signature(signature: &syn::Signature) -> String {
    let whole = text(signature);
    let start = whole.find("fn ").map_or(0, |at| at + 3);
    let mark = if signature.asyncness.is_some() { " async" } else { "" };
    format!("{}{mark}", whole[start..].trim())
}
