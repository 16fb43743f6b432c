//! From a path to an operation. A literal segment wins over a parameter.

use twilio_catalogue::{Method, Operation};

/// All paths of a product.
#[derive(Debug, Default)]
pub(crate) struct Router {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literals: Vec<(&'static str, Node)>,
    parameter: Option<Box<Node>>,
    operations: Vec<(Method, usize)>,
}

/// What a path leads to.
#[derive(Debug)]
pub(crate) struct Match<'r, 'p> {
    operations: &'r [(Method, usize)],
    /// The raw segments in the places of parameters.
    pub(crate) parameters: Vec<&'p str>,
}

impl Match<'_, '_> {
    /// The index of the operation with this method.
    pub(crate) fn operation(&self, method: &str) -> Option<usize> {
        self.operations.iter().find(|(one, _)| one.as_str() == method).map(|(_, index)| *index)
    }
}

impl Router {
    pub(super) fn new(operations: &'static [Operation]) -> Router {
        let mut router = Router::default();
        for (index, operation) in operations.iter().enumerate() {
            let mut node = &mut router.root;
            for segment in operation.path.split('/').skip(1) {
                node = match segment.starts_with('{') {
                    true => node.parameter.get_or_insert_default(),
                    false => {
                        let index = match node.literals.iter().position(|(name, _)| *name == segment) {
                            Some(index) => index,
                            None => {
                                node.literals.push((segment, Node::default()));
                                node.literals.len() - 1
                            }
                        };
                        &mut node.literals[index].1
                    }
                };
            }
            node.operations.push((operation.method, index));
        }
        router
    }

    /// What a path leads to, if any operation has such a path.
    pub(crate) fn find<'p>(&self, path: &'p str) -> Option<Match<'_, 'p>> {
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let mut parameters = Vec::new();
        let node = descend(&self.root, &segments, &mut parameters)?;
        Some(Match { operations: &node.operations, parameters })
    }
}

fn descend<'r, 'p>(node: &'r Node, segments: &[&'p str], parameters: &mut Vec<&'p str>) -> Option<&'r Node> {
    let Some((first, rest)) = segments.split_first() else {
        return (!node.operations.is_empty()).then_some(node);
    };
    let literal: Option<&'r Node> = node.literals.iter().find(|(name, _)| *name == *first).map(|(_, next)| next);
    if let Some(found) = literal.and_then(|next| descend(next, rest, parameters)) {
        return Some(found);
    }
    let next = node.parameter.as_ref().filter(|_| !first.is_empty())?;
    parameters.push(first);
    let found = descend(next, rest, parameters);
    if found.is_none() {
        parameters.pop();
    }
    found
}
