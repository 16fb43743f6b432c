//! Circles of imports between files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::imports::{Edge, between_files};
use crate::tree::Tree;

/// Two files that may import each other.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub files: [&'static str; 2],
    pub reason: &'static str,
}

type Graph<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Edge>>;

/// The circles, and the allowed pairs that are none.
pub fn circles(tree: &Tree, edges: &[Edge], allowed: &[Pair]) -> Vec<String> {
    let mut graph = Graph::new();
    for (from, to, edge) in between_files(tree, edges) {
        graph.entry(from).or_default().insert(to, edge);
    }
    let mut found = Vec::new();
    for Pair { files: [one, other], reason } in allowed {
        let forth = graph.get_mut(one).and_then(|targets| targets.remove(other)).is_some();
        let back = graph.get_mut(other).and_then(|targets| targets.remove(one)).is_some();
        if !(forth && back) {
            found.push(format!(
                "the allowed pair {one} and {other} ({reason}) do not import each other: remove the entry"
            ));
        }
    }
    for members in components(&graph) {
        found.push(describe(&graph, &members));
    }
    found
}

/// The sets of files each of which reaches all others of its set.
fn components<'a>(graph: &Graph<'a>) -> Vec<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|file| (*file, reach(graph, file))).collect();
    let mut components: Vec<BTreeSet<&str>> = Vec::new();
    for (file, others) in &reached {
        if others.contains(file) && !components.iter().any(|component| component.contains(file)) {
            let mutual = |other: &&&str| reached.get(**other).is_some_and(|back| back.contains(file));
            components.push(others.iter().filter(mutual).copied().collect());
        }
    }
    components
}

fn reach<'a>(graph: &Graph<'a>, file: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = vec![file];
    while let Some(file) = open.pop() {
        for next in graph.get(file).into_iter().flat_map(|targets| targets.keys()) {
            if seen.insert(*next) {
                open.push(next);
            }
        }
    }
    seen
}

/// The files, and the shortest circle through each of them.
fn describe(graph: &Graph<'_>, members: &BTreeSet<&str>) -> String {
    let mut shown = BTreeSet::new();
    let files = members.iter().copied().collect::<Vec<_>>().join(", ");
    let mut text = format!("{} files import each other in a circle: {files}", members.len());
    for file in members {
        let circle = shortest(graph, file);
        let key: BTreeSet<&str> = circle.iter().map(|(from, _, _)| *from).collect();
        if !shown.insert(key) {
            continue;
        }
        text.push_str("\n    a circle of it:");
        for (from, to, edge) in circle {
            text.push_str(&format!("\n      {from}:{} -> {to}: `{}`", edge.line, edge.path));
        }
    }
    text
}

fn shortest<'a>(graph: &Graph<'a>, start: &'a str) -> Vec<(&'a str, &'a str, &'a Edge)> {
    let mut before: BTreeMap<&str, (&str, &Edge)> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    'search: while let Some(file) = open.pop_front() {
        for (next, edge) in graph.get(file).into_iter().flatten() {
            if !before.contains_key(next) {
                before.insert(next, (file, edge));
                open.push_back(next);
            }
            if *next == start {
                break 'search;
            }
        }
    }
    let mut path = Vec::new();
    let mut at = start;
    while let Some((file, edge)) = before.get(at) {
        path.push((*file, at, *edge));
        at = file;
        if at == start {
            break;
        }
    }
    path.reverse();
    path
}
