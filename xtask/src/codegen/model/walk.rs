//! The walk of the URL: from the paths of all operations to handles and the methods between them.
//!
//! A static segment `S` gives the accessor `snake(S)`; where `S/{id}` exists, also `singular(snake(S))(id)`. The rule
//! and its exceptions were checked over all published documents; an exception is an entry under `handles` in
//! products.toml.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Accessor, Handle, Operation, PathParameter};
use crate::codegen::names::{module_name, pascal, singular, snake, verb_and_noun};

/// A path parameter as one operation declares it.
#[derive(Debug, Clone)]
pub struct DeclaredParameter {
    pub operation: String,
    pub wire: String,
    pub sid: Option<syn::Type>,
    pub description: Option<String>,
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct Walk {
    pub root: String,
    pub entrances: Vec<Accessor>,
    /// Handles with the module that each belongs to.
    pub handles: Vec<(String, Handle)>,
    /// The module of each operation, by operationId.
    pub modules: BTreeMap<String, String>,
    /// Overrides (by path template) that matched.
    pub used_overrides: Vec<String>,
}

/// A place in the tree of all paths.
#[derive(Debug, Default)]
struct Node {
    /// The path template as the first operation has it.
    path: String,
    /// The path template with one name for each position.
    template: String,
    literals: IndexMap<String, Node>,
    instance: Option<Box<Node>>,
    declared: Vec<DeclaredParameter>,
    operations: Vec<usize>,
}

/// Builds the walk. `parameters` gives an operation's declared path parameters by name.
pub fn walk(
    operations: &mut [Operation],
    parameters: &dyn Fn(&Operation, &str) -> DeclaredParameter,
    overrides: &BTreeMap<String, String>,
) -> Walk {
    let root = version_root(operations);
    let mut tree = Node { path: root.clone(), ..Node::default() };
    for (index, operation) in operations.iter_mut().enumerate() {
        insert(&mut tree, index, operation, &root, parameters);
    }
    name_positions(&mut tree, root.clone(), operations);
    let mut walker = Walker { operations, overrides, walk: Walk { root, ..Walk::default() } };
    let mut entrances = walker.children(&tree, "");
    walker.bare_instance(&tree, "", &mut entrances);
    walker.top(&tree, &mut entrances);
    let mut walk = walker.walk;
    walk.entrances = entrances;
    walk.handles.sort_by(|one, other| one.1.name.cmp(&other.1.name));
    walk
}

/// Gives each position one name, whichever operation declares it, and each operation the template with these names.
fn name_positions(node: &mut Node, template: String, operations: &mut [Operation]) {
    for &index in &node.operations {
        let operation = &mut operations[index];
        operation.template = format!("{template}{}", operation.suffix.as_deref().unwrap_or_default());
    }
    for (literal, child) in &mut node.literals {
        name_positions(child, format!("{template}/{literal}"), operations);
    }
    if let Some(instance) = &mut node.instance {
        let name = merge(&instance.declared).wire;
        name_positions(instance, format!("{template}/{{{name}}}"), operations);
    }
    node.template = template;
}

/// The version segment that all paths start with, such as `/v2`; empty if they share none.
fn version_root(operations: &[Operation]) -> String {
    let first = |operation: &Operation| operation.path.split('/').nth(1).unwrap_or_default().to_owned();
    let Some(version) = operations.first().map(first) else { return String::new() };
    let is_version = version.strip_prefix('v').unwrap_or(&version).starts_with(|c: char| c.is_ascii_digit());
    let shared =
        operations.iter().all(|operation| first(operation) == version && operation.path.split('/').count() > 2);
    if is_version && shared { format!("/{version}") } else { String::new() }
}

fn insert(
    tree: &mut Node,
    index: usize,
    operation: &mut Operation,
    root: &str,
    parameters: &dyn Fn(&Operation, &str) -> DeclaredParameter,
) {
    let path = operation.path.clone();
    let rest = path.strip_prefix(root).unwrap_or(&path);
    let (rest, suffix) = split_suffix(rest);
    operation.suffix = suffix.map(str::to_owned);
    let mut node = tree;
    for segment in rest.split('/').filter(|segment| !segment.is_empty()) {
        let path = format!("{}/{segment}", node.path);
        node = match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(name) => {
                let declared = parameters(operation, name);
                let instance = node.instance.get_or_insert_with(|| Box::new(Node { path, ..Node::default() }));
                instance.declared.push(declared);
                instance
            }
            None => node.literals.entry(segment.to_owned()).or_insert_with(|| Node { path, ..Node::default() }),
        };
    }
    node.operations.push(index);
}

/// Text after the last parameter (`{Sid}.json`, `{Sid}:cancel`), or the extension `.json` of the last segment.
fn split_suffix(path: &str) -> (&str, Option<&str>) {
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    let end = match path[last..].find('}') {
        Some(brace) => last + brace + 1,
        None if path.ends_with(".json") => path.len() - ".json".len(),
        None => path.len(),
    };
    let (stem, suffix) = path.split_at(end);
    (stem, (!suffix.is_empty()).then_some(suffix))
}

struct Walker<'a> {
    operations: &'a [Operation],
    overrides: &'a BTreeMap<String, String>,
    walk: Walk,
}

impl Walker<'_> {
    /// The accessors that lead on from `node`, whose handle is called `name` (empty: the client itself).
    fn children(&mut self, node: &Node, name: &str) -> Vec<Accessor> {
        let mut accessors = Vec::new();
        for (literal, child) in &node.literals {
            let plain = self.method(&child.path, snake(literal));
            let one = child.instance.as_ref().map(|one| self.method(&one.path, instance_method(literal, &plain)));
            let module = self.module(child, &format!("{name}{}", pascal(one.as_ref().unwrap_or(&plain))));
            if child.instance.is_none() || !child.operations.is_empty() || !child.literals.is_empty() {
                let target = format!("{name}{}", pascal(&plain));
                accessors.push(accessor(&plain, literal, None, &target, &module, child, literal.clone()));
                self.handle(child, target, &module, false, literal.clone());
            }
            if let (Some(instance), Some(method)) = (&child.instance, one) {
                let target = format!("{name}{}", pascal(&method));
                let noun = pascal(&singular(&snake(literal)));
                let parameter = Some(merge(&instance.declared));
                accessors.push(accessor(&method, literal, parameter, &target, &module, instance, noun.clone()));
                self.handle(instance, target, &module, true, noun);
            }
        }
        accessors
    }

    /// An instance right below the client or below another instance is called by its parameter.
    fn bare_instance(&mut self, node: &Node, name: &str, accessors: &mut Vec<Accessor>) {
        let Some(instance) = &node.instance else { return };
        let parameter = merge(&instance.declared);
        let method = self.method(&instance.path, format!("by_{}", parameter.name));
        let target = format!("{name}{}", pascal(&method));
        let module = self.module(instance, &target);
        let noun = pascal(&parameter.wire);
        accessors.push(accessor(&method, "", Some(parameter), &target, &module, instance, noun.clone()));
        self.handle(instance, target, &module, true, noun);
    }

    /// The operations at `/` itself.
    fn top(&mut self, tree: &Node, entrances: &mut Vec<Accessor>) {
        if tree.operations.is_empty() {
            return;
        }
        let node = Node {
            path: "/".to_owned(),
            template: "/".to_owned(),
            operations: tree.operations.clone(),
            ..Node::default()
        };
        let method = self.method(&node.path, "root".to_owned());
        let (target, noun) = (pascal(&method), "Root".to_owned());
        let module = self.module(&node, &target);
        entrances.push(accessor(&method, "", None, &target, &module, &node, noun.clone()));
        self.handle(&node, target, &module, false, noun);
    }

    fn handle(&mut self, node: &Node, target: String, module: &str, is_instance: bool, noun: String) {
        // Below a collection, `S/{id}` is reached by the accessor beside it, not through it.
        let mut accessors = self.children(node, &target);
        if is_instance {
            self.bare_instance(node, &target, &mut accessors);
        }
        let operations: Vec<String> = node.operations.iter().map(|&index| self.operations[index].id.clone()).collect();
        for id in &operations {
            self.walk.modules.insert(id.clone(), module.to_owned());
        }
        let handle = Handle {
            name: handle_name(&target),
            path: node.path.clone(),
            template: node.template.clone(),
            is_instance,
            noun,
            accessors,
            operations,
        };
        self.walk.handles.push((module.to_owned(), handle));
    }

    fn method(&mut self, path: &str, by_rule: String) -> String {
        match self.overrides.get(path) {
            Some(name) => {
                self.walk.used_overrides.push(path.to_owned());
                name.clone()
            }
            None => by_rule,
        }
    }

    /// A resource is named by its operations' noun; a mere step of the walk by its place.
    fn module(&self, node: &Node, place: &str) -> String {
        let instance = node.instance.iter().flat_map(|instance| &instance.operations);
        let mut nouns = node.operations.iter().chain(instance).map(|&index| {
            let (_, noun) = verb_and_noun(&self.operations[index].id);
            if noun.is_empty() { self.operations[index].id.clone() } else { noun }
        });
        module_name(&nouns.next().unwrap_or_else(|| place.to_owned()))
    }
}

/// `users` leads to `user(id)`; a collection whose name is no plural to `media_by_id(id)`.
fn instance_method(literal: &str, plain: &str) -> String {
    let is_acronym = literal.chars().all(|c| c.is_ascii_uppercase());
    let one = if is_acronym { plain.to_owned() } else { singular(plain) };
    if one == plain { format!("{plain}_by_id") } else { one }
}

fn handle_name(target: &str) -> String {
    format!("{target}Handle")
}

fn accessor(
    method: &str,
    literal: &str,
    parameter: Option<PathParameter>,
    target: &str,
    module: &str,
    node: &Node,
    noun: String,
) -> Accessor {
    Accessor {
        method: method.to_owned(),
        literal: literal.to_owned(),
        parameter,
        target: handle_name(target),
        module: module.to_owned(),
        path: node.path.clone(),
        template: node.template.clone(),
        noun,
    }
}

/// One position, as many operations declare it: the most telling name, a SID only if all agree on it.
fn merge(declared: &[DeclaredParameter]) -> PathParameter {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for parameter in declared {
        *counts.entry(parameter.wire.as_str()).or_default() += 1;
    }
    let telling = counts.iter().filter(|(name, _)| **name != "Sid").max_by_key(|(_, count)| **count);
    let wire = telling.or_else(|| counts.iter().next()).map(|(name, _)| (*name).to_owned()).unwrap_or_default();
    let first = declared.first().and_then(|parameter| parameter.sid.clone());
    let agreed = declared.iter().all(|parameter| parameter.sid == first);
    // The operations of the instance itself describe it best; they declare it last in its own paths.
    let description = declared
        .iter()
        .filter(|parameter| parameter.wire == "Sid")
        .chain(declared)
        .find_map(|parameter| parameter.description.clone());
    let open = (!agreed).then(|| match declared.iter().find(|parameter| parameter.sid.is_none()) {
        Some(one) => format!("Any string is accepted, because `{}` declares no pattern for it.", one.operation),
        None => "Any string is accepted, because operations declare different SIDs for it.".to_owned(),
    });
    PathParameter { name: snake(&wire), sid: if agreed { first } else { None }, open, wire, description }
}
