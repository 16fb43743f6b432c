//! The order of layers, as a module's file states it.
//!
//! See the documentation of the test target for how a list is written.

use crate::files::Files;
use crate::imports::Edge;
use crate::tree::{Module, Tree};

pub const BEGIN: &str = "// --- layers";
pub const END: &str = "// --- end of the layers";

/// The layers that one module lists.
#[derive(Debug)]
pub struct Layers {
    /// The module that lists them.
    pub of: usize,
    pub file: String,
    /// The names of child modules; each imports from those before it.
    pub order: Vec<String>,
}

/// The lists of a crate, and what is wrong with them. A file of `required` must have a list.
pub fn read(files: &Files, tree: &Tree, required: &[&str]) -> (Vec<Layers>, Vec<String>) {
    let (mut lists, mut problems) = (Vec::new(), Vec::new());
    for (index, module) in tree.modules.iter().enumerate() {
        let text = files.text(&module.file).unwrap_or_default();
        let is_file = module.parent.is_none_or(|parent| tree.modules[parent].file != module.file);
        if !is_file || !text.lines().any(|line| line.starts_with(BEGIN)) {
            continue;
        }
        let order = list(&module.file, text, &mut problems);
        for (name, child) in module.children.iter().filter(|(name, _)| !order.contains(name)) {
            if !only_re_exports(tree, &tree.modules[*child], &module.file) {
                problems.push(format!("{}: module `{name}` is in no layer: add it to the list of layers", module.file));
            }
        }
        for name in order.iter().filter(|name| !module.children.contains_key(*name)) {
            problems.push(format!("{}: layer `{name}` has no module that is compiled without tests", module.file));
        }
        lists.push(Layers { of: index, file: module.file.clone(), order });
    }
    for file in required.iter().filter(|file| !lists.iter().any(|list| list.file == **file)) {
        problems.push(format!(
            "{file}: no list of layers: the modules in order, a line of comment above each, between `{BEGIN} …` and `{END} …`"
        ));
    }
    (lists, problems)
}

fn list(file: &str, text: &str, problems: &mut Vec<String>) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    let (mut comments, mut apart, mut ended) = (0, true, false);
    for (number, line) in (1..).zip(text.lines()).skip_while(|(_, line)| !line.starts_with(BEGIN)).skip(1) {
        if line.starts_with(END) {
            ended = true;
            break;
        }
        let line = line.trim();
        if let Some(name) = declaration(line) {
            match comments {
                1 => {}
                0 => problems
                    .push(format!("{file}:{number}: layer `{name}` has no line of comment that says what it is for")),
                many => problems.push(format!("{file}:{number}: layer `{name}` has {many} lines of comment, not one")),
            }
            if let Some(before) = order.last().filter(|_| !apart) {
                problems.push(format!(
                    "{file}:{number}: no empty line between layers `{before}` and `{name}`: rustfmt would sort them by name"
                ));
            }
            (comments, apart) = (0, false);
            order.push(name.to_owned());
        } else if line.is_empty() {
            apart = true;
        } else if line.starts_with("//") {
            comments += 1;
        } else if !line.starts_with("#[") {
            problems.push(format!("{file}:{number}: `{line}` is among the layers and is no `mod` line"));
        }
    }
    if !ended {
        problems.push(format!("{file}: the list of layers does not end with `{END}`"));
    }
    order
}

/// The name that a `mod name;` line declares.
fn declaration(line: &str) -> Option<&str> {
    let (visibility, name) = line.strip_suffix(';')?.rsplit_once("mod ")?;
    let visible = visibility.is_empty() || visibility.trim_end() == "pub" || visibility.starts_with("pub(");
    visible.then_some(name.trim())
}

/// Whether a module is written in the file that lists the layers, and has nothing but `use` items.
fn only_re_exports(tree: &Tree, module: &Module, file: &str) -> bool {
    module.file == file
        && module.items.iter().all(|item| matches!(item, syn::Item::Use(_)))
        && module.children.values().all(|child| only_re_exports(tree, &tree.modules[*child], file))
}

/// The imports against the order of a list.
pub fn against_the_order(tree: &Tree, edges: &[Edge], lists: &[Layers]) -> Vec<String> {
    let found = edges.iter().filter_map(|edge| lists.iter().find_map(|list| upward(tree, edge, list)));
    let mut found: Vec<String> = found.collect();
    found.sort();
    found.dedup();
    found
}

fn upward(tree: &Tree, edge: &Edge, list: &Layers) -> Option<String> {
    let layer = |module: usize| {
        let path = tree.ancestors(module);
        let at = path.iter().position(|one| *one == list.of)?;
        Some(path.get(at + 1).map(|layer| tree.modules[*layer].name.as_str()))
    };
    // What the module that lists the layers imports itself is above all of them.
    let from = layer(edge.from)??;
    let place = |name: &str| list.order.iter().position(|one| one == name);
    let (file, target) = (&tree.modules[edge.from].file, &tree.modules[edge.to].file);
    let line = edge.line;
    match layer(edge.to)? {
        None => Some(format!(
            "{file}:{line} -> {target}: `{}` is defined beside the list of layers: move it into a layer at or before `{from}`",
            edge.path
        )),
        Some(to) if place(from)? < place(to)? => Some(format!(
            "{file}:{line} -> {target}: `{}`: layer `{from}` comes before layer `{to}` and must not import from it",
            edge.path
        )),
        Some(_) => None,
    }
}
