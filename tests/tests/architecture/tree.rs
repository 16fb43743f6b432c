//! The tree of modules that a crate's files declare.
//!
//! Follows `mod` declarations from a root file, `#[path]` and `cfg`d modules included. Modules that are compiled for tests only are not
//! part of the tree; their files are remembered, because they do count as files of a folder.

use std::collections::{BTreeMap, BTreeSet};

use xtask::sources::is_test;

use crate::files::{Files, folder};

/// One module: a file, or a `mod name { … }` within a file.
#[derive(Debug)]
pub struct Module {
    /// Its name within its parent; nothing for the root.
    pub name: String,
    pub parent: Option<usize>,
    pub children: BTreeMap<String, usize>,
    /// The file that contains it.
    pub file: String,
    /// What it declares, without its modules.
    pub items: Vec<syn::Item>,
}

/// The modules of a crate. The first one is the root.
#[derive(Debug, Default)]
pub struct Tree {
    pub modules: Vec<Module>,
    /// Files of modules that are compiled for tests only.
    pub tests: BTreeSet<String>,
    /// What could not be read.
    pub problems: Vec<String>,
}

impl Tree {
    /// The modules that `root` (`lib.rs`, `main.rs`) declares.
    pub fn read(files: &Files, root: &str) -> Self {
        let mut reader = Reader { files, tree: Self::default() };
        reader.file(root, folder(root), None, "", false);
        reader.tree
    }

    /// The module and everything above it, the root first.
    pub fn ancestors(&self, module: usize) -> Vec<usize> {
        let mut path = vec![module];
        while let Some(parent) = self.modules[path[path.len() - 1]].parent {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// The files that modules other than tests are written in.
    pub fn files(&self) -> BTreeSet<&str> {
        self.modules.iter().map(|module| module.file.as_str()).collect()
    }
}

struct Reader<'a> {
    files: &'a Files,
    tree: Tree,
}

impl Reader<'_> {
    /// `children` is the folder in which the files of child modules are.
    fn file(&mut self, path: &str, children: &str, parent: Option<usize>, name: &str, test: bool) {
        let Some(text) = self.files.text(path) else {
            self.tree.problems.push(format!("{path}: this file is declared as a module and does not exist"));
            return;
        };
        match syn::parse_file(text) {
            Ok(parsed) => {
                let test = test || is_test(&parsed.attrs);
                if test {
                    self.tree.tests.insert(path.to_owned());
                }
                self.module(path, children, parent, name, parsed.items, test);
            }
            Err(error) => self.tree.problems.push(format!("{path}: {error}")),
        }
    }

    fn module(
        &mut self,
        file: &str,
        children: &str,
        parent: Option<usize>,
        name: &str,
        items: Vec<syn::Item>,
        test: bool,
    ) {
        let (modules, items): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| matches!(item, syn::Item::Mod(_)));
        let mut this = None;
        if !test {
            let index = self.tree.modules.len();
            let children = BTreeMap::new();
            self.tree.modules.push(Module { name: name.to_owned(), parent, children, file: file.to_owned(), items });
            if let Some(parent) = parent {
                self.tree.modules[parent].children.insert(name.to_owned(), index);
            }
            this = Some(index);
        }
        for module in modules {
            let syn::Item::Mod(module) = module else { continue };
            self.child(file, children, this, module, test);
        }
    }

    fn child(&mut self, file: &str, children: &str, parent: Option<usize>, module: syn::ItemMod, test: bool) {
        let test = test || is_test(&module.attrs);
        let name = module.ident.to_string().trim_start_matches("r#").to_owned();
        if let Some((_, items)) = module.content {
            self.module(file, &format!("{children}{name}/"), parent, &name, items, test);
        } else if let Some(path) = path_attribute(&module.attrs) {
            let path = format!("{}{path}", folder(file));
            self.file(&path, folder(&path), parent, &name, test);
        } else {
            let below = format!("{children}{name}/");
            let nested = format!("{below}mod.rs");
            let beside = format!("{children}{name}.rs");
            let path = if self.files.text(&nested).is_some() { nested } else { beside };
            self.file(&path, &below, parent, &name, test);
        }
    }
}

fn path_attribute(attributes: &[syn::Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}
