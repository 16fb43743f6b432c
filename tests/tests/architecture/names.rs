//! Which module defines a name.
//!
//! Follows `use` items, re-exports, globs and macros that are exported at the crate's root to the module whose code has the definition.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use xtask::sources::is_test;

use crate::paths::{Import, Named, Path, imports, named, plain};
use crate::tree::Tree;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An item that this module defines.
    Item(usize),
    /// The module itself.
    Module(usize),
}

/// What can be named within one module.
#[derive(Debug, Default)]
struct Scope {
    items: BTreeSet<String>,
    imports: BTreeMap<String, Vec<Path>>,
    globs: Vec<Path>,
    /// Names within the calls of macros, which may define them.
    generated: BTreeSet<String>,
}

/// The names of a crate.
#[derive(Debug)]
pub struct Names<'a> {
    tree: &'a Tree,
    scopes: Vec<Scope>,
    /// What the definitions of macros name, by the macro's name and the module that defines it.
    macros: BTreeMap<String, BTreeMap<usize, Named>>,
    exported: BTreeMap<String, usize>,
    /// What the crate is called in all of its modules.
    own_names: BTreeSet<String>,
}

impl<'a> Names<'a> {
    pub fn new(tree: &'a Tree) -> Self {
        let scopes = tree.modules.iter().map(|_| Scope::default()).collect();
        let mut names =
            Self { tree, scopes, macros: BTreeMap::new(), exported: BTreeMap::new(), own_names: BTreeSet::new() };
        for (index, module) in tree.modules.iter().enumerate() {
            for item in &module.items {
                names.add(index, item);
            }
        }
        names
    }

    fn add(&mut self, module: usize, item: &syn::Item) {
        if attributes(item).is_some_and(is_test) {
            return;
        }
        if let syn::Item::Macro(call) = item {
            self.add_macro(module, call);
            return;
        }
        let scope = &mut self.scopes[module];
        if let syn::Item::Use(one) = item {
            for Import { name, mut path } in imports(&one.tree) {
                if name == "*" {
                    path.pop();
                    scope.globs.push(path);
                } else {
                    scope.imports.entry(name).or_default().push(path);
                }
            }
        } else if let syn::Item::ExternCrate(syn::ItemExternCrate { ident, rename: Some((_, name)), .. }) = item
            && ident == "self"
        {
            self.own_names.insert(plain(name));
        } else if let Some(name) = item_name(item) {
            scope.items.insert(plain(name));
        }
    }

    fn add_macro(&mut self, module: usize, call: &syn::ItemMacro) {
        let scope = &mut self.scopes[module];
        let Some(name) = &call.ident else {
            scope.generated.extend(defined_names(call.mac.tokens.clone()));
            return;
        };
        let name = plain(name);
        scope.items.insert(name.clone());
        self.macros.entry(name.clone()).or_default().insert(module, named(&call.mac.tokens));
        if call.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
            self.exported.insert(name, module);
        }
    }

    /// The modules that define what `path` names within `module`; none for a name of another crate.
    pub fn resolve(&self, module: usize, path: &[String]) -> Vec<Target> {
        self.follow(module, path, &mut BTreeSet::new())
    }

    /// The modules that define what a glob of `module` brings in under this name; none if there is no such name.
    pub fn defined(&self, module: usize, name: &str) -> Vec<usize> {
        let found = self.lookup(module, name, &mut BTreeSet::new());
        found
            .into_iter()
            .filter_map(|target| if let Target::Item(module) = target { Some(module) } else { None })
            .collect()
    }

    /// The module that defines a macro called by one name that no `use` brings in: `macro_rules` reach what follows in the text.
    pub fn textual_macro(&self, name: &str) -> Option<usize> {
        let defined = self.macros.get(name).filter(|defined| defined.len() == 1)?;
        defined.keys().next().copied()
    }

    /// What the definition of a macro names, if `module` defines a macro of this name.
    pub fn definition(&self, module: usize, name: &str) -> Option<&Named> {
        self.macros.get(name)?.get(&module)
    }

    fn follow(&self, module: usize, path: &[String], seen: &mut BTreeSet<(usize, String)>) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else { return vec![Target::Module(module)] };
        let parent = self.tree.modules[module].parent;
        let mut found = match (first.as_str(), parent) {
            ("crate", _) => vec![Target::Module(0)],
            ("self", _) => vec![Target::Module(module)],
            ("super", Some(parent)) => vec![Target::Module(parent)],
            _ if self.own_names.contains(first) => vec![Target::Module(0)],
            _ => self.lookup(module, first, seen),
        };
        for (index, segment) in rest.iter().enumerate() {
            let module = found.iter().find_map(|target| match target {
                Target::Module(module) => Some(*module),
                Target::Item(_) => None,
            });
            // What follows an item is one of its variants or functions.
            let Some(module) = module else { break };
            found = match (segment.as_str(), self.tree.modules[module].parent) {
                ("super", Some(parent)) => vec![Target::Module(parent)],
                _ => self.lookup(module, segment, seen),
            };
            if found.is_empty() {
                let generated = self.generated(module, segment, &mut BTreeSet::new());
                found = vec![Target::Item(generated.unwrap_or(module))];
            }
            let last = index + 1 == rest.len();
            if last && found.iter().any(|target| matches!(target, Target::Item(_))) {
                found.retain(|target| matches!(target, Target::Item(_)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn lookup(&self, module: usize, name: &str, seen: &mut BTreeSet<(usize, String)>) -> Vec<Target> {
        if !seen.insert((module, name.to_owned())) {
            return Vec::new();
        }
        let scope = &self.scopes[module];
        let mut found = Vec::new();
        found.extend(self.tree.modules[module].children.get(name).map(|child| Target::Module(*child)));
        if scope.items.contains(name) {
            found.push(Target::Item(module));
        }
        for path in scope.imports.get(name).into_iter().flatten() {
            found.extend(self.follow(module, path, seen));
        }
        if module == 0 {
            found.extend(self.exported.get(name).map(|module| Target::Item(*module)));
        }
        if found.is_empty() {
            for glob in &scope.globs {
                for target in self.follow(module, glob, seen) {
                    if let Target::Module(other) = target {
                        found.extend(self.lookup(other, name, seen));
                    }
                }
            }
        }
        seen.remove(&(module, name.to_owned()));
        found
    }

    /// The module below `module`, following globs, one of whose macro calls mentions the name.
    fn generated(&self, module: usize, name: &str, seen: &mut BTreeSet<usize>) -> Option<usize> {
        if !seen.insert(module) {
            return None;
        }
        let scope = &self.scopes[module];
        let below = scope.globs.iter().find_map(|glob| match self.resolve(module, glob).first() {
            Some(Target::Module(other)) => self.generated(*other, name, seen),
            _ => None,
        });
        below.or_else(|| scope.generated.contains(name).then_some(module))
    }
}

/// The names that a macro call may define: those after `struct`, `enum` and the like, or all of them if there is no such word.
fn defined_names(tokens: TokenStream) -> BTreeSet<String> {
    let mut words = Vec::new();
    collect(tokens, &mut words);
    let declares = |word: &str| ["struct", "enum", "type", "fn", "const", "static", "trait"].contains(&word);
    let defined: BTreeSet<String> =
        words.windows(2).filter(|pair| declares(&pair[0])).map(|pair| pair[1].clone()).collect();
    if defined.is_empty() { words.into_iter().collect() } else { defined }
}

fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => words.push(plain(&ident)),
            TokenTree::Group(group) => collect(group.stream(), words),
            _ => {}
        }
    }
}

fn item_name(item: &syn::Item) -> Option<&proc_macro2::Ident> {
    Some(match item {
        syn::Item::Const(one) => &one.ident,
        syn::Item::Enum(one) => &one.ident,
        syn::Item::Fn(one) => &one.sig.ident,
        syn::Item::Static(one) => &one.ident,
        syn::Item::Struct(one) => &one.ident,
        syn::Item::Trait(one) => &one.ident,
        syn::Item::TraitAlias(one) => &one.ident,
        syn::Item::Type(one) => &one.ident,
        syn::Item::Union(one) => &one.ident,
        _ => return None,
    })
}

/// The attributes of an item.
pub fn attributes(item: &syn::Item) -> Option<&[syn::Attribute]> {
    Some(match item {
        syn::Item::Const(one) => &one.attrs,
        syn::Item::Enum(one) => &one.attrs,
        syn::Item::ExternCrate(one) => &one.attrs,
        syn::Item::Fn(one) => &one.attrs,
        syn::Item::ForeignMod(one) => &one.attrs,
        syn::Item::Impl(one) => &one.attrs,
        syn::Item::Macro(one) => &one.attrs,
        syn::Item::Mod(one) => &one.attrs,
        syn::Item::Static(one) => &one.attrs,
        syn::Item::Struct(one) => &one.attrs,
        syn::Item::Trait(one) => &one.attrs,
        syn::Item::TraitAlias(one) => &one.attrs,
        syn::Item::Type(one) => &one.attrs,
        syn::Item::Union(one) => &one.attrs,
        syn::Item::Use(one) => &one.attrs,
        _ => return None,
    })
}
