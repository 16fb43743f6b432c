//! The public items of a crate.
//!
//! In: a crate's folder. Out: one [`Item`] for each public item that isn't hidden, in the order of the files, and what else the
//! judgement asks for: the comments of modules and of types with their methods, and the types' other names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use xtask::sources::{Source, declared, is_hidden, is_public, is_test, sources, text};

use crate::tables;

/// One item.
pub struct Item {
    pub kind: &'static str,
    /// The type of a method or of a constant in a type.
    pub owner: Option<String>,
    pub name: String,
    /// The public module.
    pub path: String,
    /// File and line, from the crate's folder.
    pub place: String,
    pub docs: String,
    /// Called with a dot.
    pub has_receiver: bool,
    /// The macro one of whose rows it is, where a row needs no example of its own.
    pub table: Option<&'static str>,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let owner = self.owner.as_ref().map(|owner| format!("{owner}::")).unwrap_or_default();
        write!(f, "{} {} `{owner}{}`", self.place, self.kind, self.name)
    }
}

/// What a crate shows.
#[derive(Default)]
pub struct Items {
    pub items: Vec<Item>,
    /// The comments of each public module, by path.
    pub modules: BTreeMap<String, String>,
    /// All comments of a type or trait, those of its methods included, by name.
    pub types: BTreeMap<String, String>,
    /// What a type is called, by what else it is called.
    pub aliases: BTreeMap<String, String>,
    /// What the scan could not read.
    pub problems: Vec<String>,
}

/// The file that is read, with a place in it that only goes on.
pub struct Reading<'a> {
    pub source: &'a Source,
    file: String,
    lines: Vec<String>,
    next: usize,
}

impl Reading<'_> {
    /// Where the next line is that is no comment and holds all of these words.
    pub fn place(&mut self, words: &[&str]) -> String {
        let holds = |line: &String| {
            let is_word =
                |one: &str| line.split(|end: char| !end.is_alphanumeric() && end != '_').any(|word| word == one);
            !line.trim_start().starts_with("//") && words.iter().all(|word| is_word(word))
        };
        if let Some(found) = self.lines[self.next..].iter().position(holds) {
            self.next += found;
        }
        let line = self.next + 1;
        self.next = line.min(self.lines.len());
        format!("{}:{line}", self.file)
    }
}

/// The text of the doc comments among these attributes.
pub fn docs(attributes: &[syn::Attribute]) -> String {
    let mut docs = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let syn::Meta::NameValue(pair) = &attribute.meta {
            match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) => docs.push_str(&line.value()),
                other => docs.push_str(&text(other)),
            }
            docs.push('\n');
        }
    }
    docs
}

/// The items of the crate at `crate_dir`.
pub fn items(crate_dir: &Path, name: &str) -> Items {
    let sources = sources(crate_dir, name).expect("the crate's sources can be read");
    let mut items = Items::default();
    let mut types = BTreeSet::new();
    for source in &sources {
        types.extend(source.parsed.items.iter().filter_map(|item| public_type(item, source)));
    }
    let tables = tables::definitions(&sources);
    for source in &sources {
        let whole = std::fs::read_to_string(&source.file).expect("it was read before");
        let file = source.file.strip_prefix(crate_dir).unwrap_or(&source.file).display().to_string();
        let mut reading = Reading { source, file, lines: whole.lines().map(str::to_owned).collect(), next: 0 };
        if source.is_public {
            items.module(&mut reading, name);
        }
        for item in &source.parsed.items {
            items.item(item, &mut reading, &types, &tables);
        }
    }
    items
}

fn public_type(item: &syn::Item, source: &Source) -> Option<String> {
    let declared = match item {
        syn::Item::Macro(call) => declared(call),
        _ => None,
    };
    let (visibility, attributes, ident) = match declared.as_ref().unwrap_or(item) {
        syn::Item::Struct(one) => (&one.vis, &one.attrs, &one.ident),
        syn::Item::Enum(one) => (&one.vis, &one.attrs, &one.ident),
        syn::Item::Trait(one) => (&one.vis, &one.attrs, &one.ident),
        _ => return None,
    };
    let name = ident.to_string();
    (is_public(visibility) && !is_hidden(attributes) && source.exports(&name)).then_some(name)
}

impl Items {
    fn module(&mut self, reading: &mut Reading<'_>, crate_name: &str) {
        let docs = docs(&reading.source.parsed.attrs);
        let path = &reading.source.path;
        self.modules.insert(path.clone(), docs.clone());
        if let Some((owner, name)) = path.rsplit_once("::") {
            let place = format!("{}:1", reading.file);
            let path = if owner.is_empty() { crate_name } else { owner }.to_owned();
            let (kind, name) = ("module", name.to_owned());
            self.items.push(Item { kind, owner: None, name, path, place, docs, has_receiver: false, table: None });
        }
    }

    fn item(
        &mut self,
        item: &syn::Item,
        reading: &mut Reading<'_>,
        types: &BTreeSet<String>,
        tables: &tables::Definitions,
    ) {
        let (kind, word, visibility, attributes, ident) = match item {
            syn::Item::Struct(one) => ("struct", "struct", &one.vis, &one.attrs, &one.ident),
            syn::Item::Enum(one) => ("enum", "enum", &one.vis, &one.attrs, &one.ident),
            syn::Item::Trait(one) => ("trait", "trait", &one.vis, &one.attrs, &one.ident),
            syn::Item::Type(one) => ("type", "type", &one.vis, &one.attrs, &one.ident),
            syn::Item::Const(one) => ("constant", "const", &one.vis, &one.attrs, &one.ident),
            syn::Item::Fn(one) => ("function", "fn", &one.vis, &one.attrs, &one.sig.ident),
            syn::Item::Impl(one) => return self.implementation(one, reading, types, tables),
            syn::Item::Macro(one) => {
                return match declared(one) {
                    Some(item) => self.item(&item, reading, types, tables),
                    None => tables::item(self, one, reading, tables),
                };
            }
            syn::Item::Mod(one) if !is_test(&one.attrs) && !is_public(&one.vis) => {
                let below = one.content.iter().flat_map(|(_, items)| items);
                for item in below {
                    if let syn::Item::Impl(one) = item {
                        self.implementation(one, reading, types, tables);
                    }
                }
                return;
            }
            syn::Item::Static(one) if is_public(&one.vis) => {
                return self.problems.push(format!("{}: a static; teach the check to read it", one.ident));
            }
            _ => return,
        };
        let name = ident.to_string();
        if !is_public(visibility) || is_hidden(attributes) || is_test(attributes) || !reading.source.exports(&name) {
            return;
        }
        let docs = docs(attributes);
        if types.contains(&name) && matches!(item, syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Trait(_)) {
            self.types.entry(name.clone()).or_default().push_str(&docs);
        }
        if let syn::Item::Trait(one) = item {
            let methods = one.items.iter().filter_map(|member| match member {
                syn::TraitItem::Fn(method) => Some(self::docs(&method.attrs)),
                _ => None,
            });
            self.types.entry(name.clone()).or_default().extend(methods);
        }
        if let syn::Item::Type(one) = item {
            let target = text(&one.ty);
            self.aliases.insert(name.clone(), target.split('<').next().unwrap_or_default().to_owned());
        }
        let place = reading.place(&["pub", word, &name]);
        let path = reading.source.path.clone();
        self.items.push(Item { kind, owner: None, name, path, place, docs, has_receiver: false, table: None });
    }

    fn implementation(
        &mut self,
        one: &syn::ItemImpl,
        reading: &mut Reading<'_>,
        types: &BTreeSet<String>,
        tables: &tables::Definitions,
    ) {
        let syn::Type::Path(ty) = &*one.self_ty else { return };
        let owner = ty.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if !types.contains(&owner) || is_test(&one.attrs) {
            return;
        }
        let mut all = docs(&one.attrs);
        for member in one.items.iter().filter(|_| one.trait_.is_none()) {
            let (kind, word, visibility, attributes, ident, has_receiver) = match member {
                syn::ImplItem::Fn(one) => {
                    ("method", "fn", &one.vis, &one.attrs, &one.sig.ident, one.sig.receiver().is_some())
                }
                syn::ImplItem::Const(one) => ("constant", "const", &one.vis, &one.attrs, &one.ident, false),
                syn::ImplItem::Macro(one) => {
                    tables::members(self, one, &owner, reading, tables);
                    continue;
                }
                _ => continue,
            };
            if !is_public(visibility) || is_hidden(attributes) || is_test(attributes) {
                continue;
            }
            let docs = docs(attributes);
            all.push_str(&docs);
            let name = ident.to_string();
            let place = reading.place(&["pub", word, &name]);
            let (owner, path) = (Some(owner.clone()), reading.source.path.clone());
            self.items.push(Item { kind, owner, name, path, place, docs, has_receiver, table: None });
        }
        self.types.entry(owner).or_default().push_str(&all);
    }
}
