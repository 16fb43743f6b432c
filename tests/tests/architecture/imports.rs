//! The imports of a crate: which module needs which other one, and where that is written.

use std::collections::BTreeSet;

use quote::ToTokens;
use xtask::sources::is_test;

use crate::files::Files;
use crate::names::{Names, Target, attributes};
use crate::paths::{Named, Path, imports, named};
use crate::tree::Tree;

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The module that imports.
    pub from: usize,
    /// The module that defines what is imported.
    pub to: usize,
    /// The path as it is written.
    pub path: String,
    pub line: usize,
    pub kind: Kind,
}

/// What an import brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An item that the importing module needs.
    Item,
    /// A module. What is used of it is an import of its own.
    Module,
    /// An item that is passed on and not used: whoever uses it imports it from where it is defined.
    ReExport,
}

/// The imports between the modules of a tree, each once, in the order of the modules.
pub fn edges(files: &Files, tree: &Tree) -> Vec<Edge> {
    let names = Names::new(tree);
    let mut edges = Vec::new();
    for module in 0..tree.modules.len() {
        let (found, expanded) = (Vec::new(), BTreeSet::new());
        let mut reader = Reader { files, tree, names: &names, module, edges: found, expanded };
        reader.read();
        edges.append(&mut reader.edges);
    }
    edges
}

struct Reader<'a> {
    files: &'a Files,
    tree: &'a Tree,
    names: &'a Names<'a>,
    module: usize,
    edges: Vec<Edge>,
    /// Macros whose definitions were followed, by module and name.
    expanded: BTreeSet<(usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let items = &self.tree.modules[self.module].items;
        let (uses, others): (Vec<_>, Vec<_>) = items
            .iter()
            .filter(|item| !attributes(item).is_some_and(is_test))
            .partition(|item| matches!(item, syn::Item::Use(_)));
        let (macros, code): (Vec<_>, Vec<_>) = others.into_iter().partition(|item| is_definition(item));
        let mut code = named(&Whole(&code));
        code.words.extend(named(&Whole(&macros)).words);
        for item in uses {
            let syn::Item::Use(one) = item else { continue };
            let passes_on = !matches!(one.vis, syn::Visibility::Inherited);
            for import in imports(&one.tree) {
                let used = !passes_on || code.words.contains(&import.name);
                let kind = if used { Kind::Item } else { Kind::ReExport };
                match import.path.split_last() {
                    Some((last, module)) if last == "*" => self.glob(module, &code, passes_on),
                    _ => self.add(&import.path, kind),
                }
            }
        }
        self.code(&code);
    }

    /// Paths and macro calls within code.
    fn code(&mut self, named: &Named) {
        for path in &named.paths {
            match path.split_last() {
                Some((last, module)) if last == "*" => self.glob(module, named, false),
                _ => self.add(path, Kind::Item),
            }
        }
        for name in &named.macros {
            let found = self.names.resolve(self.module, std::slice::from_ref(name));
            let found = found.into_iter().find_map(|target| match target {
                Target::Item(module) => Some(module),
                Target::Module(_) => None,
            });
            if let Some(module) = found.or_else(|| self.names.textual_macro(name)) {
                self.push(module, name, Kind::Item);
                self.expand(module, name, name);
            }
        }
    }

    /// What a macro's definition names is imported by the code that calls it.
    fn expand(&mut self, module: usize, name: &str, call: &str) {
        let Some(named) = self.names.definition(module, name) else { return };
        if !self.expanded.insert((module, name.to_owned())) {
            return;
        }
        for path in named.paths.iter().filter(|path| path[0] == "crate") {
            for target in self.names.resolve(self.module, path) {
                if let Target::Item(defined) = target {
                    self.push(defined, call, Kind::Item);
                    self.expand(defined, &path[path.len() - 1], call);
                }
            }
        }
        for inner in &named.macros {
            if let Some(defined) = self.names.textual_macro(inner) {
                self.push(defined, call, Kind::Item);
                self.expand(defined, inner, call);
            }
        }
    }

    /// A glob needs the modules that define those names which the code contains.
    fn glob(&mut self, module: &[String], named: &Named, passes_on: bool) {
        let written: Path = module.iter().cloned().chain(["*".to_owned()]).collect();
        let written = written.join("::");
        for target in self.names.resolve(self.module, module) {
            let Target::Module(other) = target else {
                self.add(module, Kind::Item);
                continue;
            };
            self.push_module(other, &written, if passes_on { Kind::ReExport } else { Kind::Module });
            for word in &named.words {
                let found = self.names.defined(other, word);
                let written = format!("{}::{word}", module.join("::"));
                found.into_iter().for_each(|module| self.push(module, &written, Kind::Item));
            }
        }
    }

    fn add(&mut self, path: &[String], kind: Kind) {
        let written = path.join("::");
        for target in self.names.resolve(self.module, path) {
            match target {
                Target::Item(module) => {
                    self.push(module, &written, kind);
                    if kind == Kind::Item {
                        self.expand(module, &path[path.len() - 1], &written);
                    }
                }
                Target::Module(module) if kind == Kind::ReExport => self.push_module(module, &written, kind),
                Target::Module(module) => self.push_module(module, &written, Kind::Module),
            }
        }
    }

    /// An ancestor that is named to reach something else is not imported.
    fn push_module(&mut self, to: usize, path: &str, kind: Kind) {
        if !self.tree.ancestors(self.module).contains(&to) {
            self.push(to, path, kind);
        }
    }

    fn push(&mut self, to: usize, path: &str, kind: Kind) {
        let from = self.module;
        // The first place is enough: the `use` of a name comes before the paths that begin with it.
        if to != from && !self.edges.iter().any(|edge| edge.to == to && edge.kind == kind) {
            let line = self.files.line(&self.tree.modules[from].file, path);
            self.edges.push(Edge { from, to, path: path.to_owned(), line, kind });
        }
    }
}

/// Whether it is a `macro_rules` item.
fn is_definition(item: &syn::Item) -> bool {
    matches!(item, syn::Item::Macro(call) if call.ident.is_some())
}

struct Whole<'a>(&'a [&'a syn::Item]);

impl ToTokens for Whole<'_> {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        self.0.iter().for_each(|item| item.to_tokens(tokens));
    }
}

/// The files that a file imports from, without re-exports and modules, by file.
pub fn between_files<'a>(tree: &'a Tree, edges: &'a [Edge]) -> Vec<(&'a str, &'a str, &'a Edge)> {
    let mut seen = BTreeSet::new();
    edges
        .iter()
        .filter(|edge| edge.kind == Kind::Item)
        .map(|edge| (tree.modules[edge.from].file.as_str(), tree.modules[edge.to].file.as_str(), edge))
        .filter(|(from, to, _)| from != to && seen.insert((*from, *to)))
        .collect()
}
