//! All rules, on one crate.

use std::fmt;

use crate::circles::{Pair, circles};
use crate::files::Files;
use crate::folders::{LargeFolder, crowded, long, orphans};
use crate::imports::edges;
use crate::layers;
use crate::test_code::mixed_in;
use crate::tree::Tree;

/// What a crate promises beyond what all crates do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Files that list the layers of the modules they declare.
    pub lists: &'static [&'static str],
    /// Files that may import each other.
    pub pairs: &'static [Pair],
    /// Folders that may have more files than others.
    pub large: &'static [LargeFolder],
}

/// What was found, by rule.
#[derive(Debug, Default)]
pub struct Findings {
    pub unreadable: Vec<String>,
    pub layers: Vec<String>,
    pub order: Vec<String>,
    pub circles: Vec<String>,
    pub crowded: Vec<String>,
    pub test_code: Vec<String>,
    /// Not faults.
    pub hints: Vec<String>,
    /// How many imports were followed to a file.
    pub imports: usize,
}

/// Checks a crate whose sources are `files`.
pub fn check(files: &Files, rules: &Rules) -> Findings {
    let is_root = |path: &&str| ["lib.rs", "main.rs"].contains(path) || path.starts_with("bin/");
    let trees: Vec<Tree> = files.paths().filter(is_root).map(|root| Tree::read(files, root)).collect();
    let mut findings = Findings {
        unreadable: trees.iter().flat_map(|tree| tree.problems.clone()).collect(),
        crowded: crowded(files, rules.large),
        hints: long(files),
        ..Findings::default()
    };
    findings.unreadable.extend(orphans(files, &trees));
    for tree in &trees {
        let root = tree.modules.first().map_or("", |module| &module.file);
        let required: Vec<&str> = if root == "lib.rs" { rules.lists.to_vec() } else { Vec::new() };
        let pairs = if root == "lib.rs" { rules.pairs } else { &[] };
        let edges = edges(files, tree);
        let (lists, problems) = layers::read(files, tree, &required);
        findings.imports += edges.len();
        findings.layers.extend(problems);
        findings.order.extend(layers::against_the_order(tree, &edges, &lists));
        findings.circles.extend(circles(tree, &edges, pairs));
        findings.test_code.extend(mixed_in(files, tree));
    }
    findings
}

impl Findings {
    pub fn is_empty(&self) -> bool {
        self.faults() == 0
    }

    /// How many faults were found.
    pub fn faults(&self) -> usize {
        self.rules().iter().map(|(_, found)| found.len()).sum()
    }

    fn rules(&self) -> [(&'static str, &[String]); 6] {
        [
            ("every file is a module and every module a file", &self.unreadable),
            ("every module is in a layer, and each layer says what it is for", &self.layers),
            ("a layer imports from the layers before it only", &self.order),
            ("files do not import each other in a circle", &self.circles),
            ("a folder has at most 12 files beside each other", &self.crowded),
            ("`cfg(test)` is on modules and `use` items only", &self.test_code),
        ]
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rule, found) in self.rules().iter().filter(|(_, found)| !found.is_empty()) {
            writeln!(f, "rule: {rule} ({} findings)", found.len())?;
            found.iter().try_for_each(|one| writeln!(f, "  {one}"))?;
        }
        Ok(())
    }
}
