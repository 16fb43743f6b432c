//! How many crates the core needs with each HTTP client and with none.
//!
//! Counted are normal dependencies for x86_64 Linux, the core itself left out. Each build has a bound, and crates that it must not contain.

use std::path::Path;

use super::{FootprintError, cargo};

/// A build of the core.
#[derive(Debug)]
pub struct Tree {
    /// What the table calls it.
    pub title: &'static str,
    features: &'static [&'static str],
    /// The most crates that it may need.
    pub most: usize,
    /// Crates that it must not need.
    pub without: &'static [&'static str],
}

const CLIENTS: &[&str] =
    &["reqwest", "hyper", "hyper-util", "hyper-rustls", "h2", "rustls", "tokio-rustls", "aws-lc-rs"];

/// The builds.
pub const TREES: &[Tree] = &[
    Tree { title: "default (`reqwest`, `rustls`)", features: &[], most: 93, without: &[] },
    Tree {
        title: "`hyper`",
        features: &["--no-default-features", "--features", "hyper"],
        most: 65,
        without: &["reqwest", "url"],
    },
    Tree { title: "`tower`", features: &["--no-default-features", "--features", "tower"], most: 28, without: CLIENTS },
    Tree { title: "no features", features: &["--no-default-features"], most: 28, without: CLIENTS },
];

/// A build and the names of what it needs.
#[derive(Debug)]
pub struct TreeCount {
    /// The build.
    pub tree: &'static Tree,
    /// The crates; one in two versions is there twice.
    pub crates: Vec<String>,
}

/// Counts every build.
pub fn count(root: &Path) -> Result<Vec<TreeCount>, FootprintError> {
    let count = |tree: &'static Tree| {
        let crates = cargo::tree(root, "twilio-core", "normal", tree.features)?;
        Ok(TreeCount { tree, crates })
    };
    TREES.iter().map(count).collect()
}

/// The table, as it is in the report.
#[must_use]
pub fn table(counts: &[TreeCount]) -> String {
    let mut text = String::from("| build of `twilio-core` | crates it links | at most |\n|---|---|---|\n");
    counts.iter().for_each(|count| text.push_str(&row(count)));
    text
}

fn row(count: &TreeCount) -> String {
    format!("| {} | {} | {} |\n", count.tree.title, count.crates.len(), count.tree.most)
}

/// What is wrong with the builds, and with the report beside them.
#[must_use]
pub fn problems(report: &str, counts: &[TreeCount]) -> Vec<String> {
    let mut problems = Vec::new();
    for count in counts {
        let TreeCount { tree, crates } = count;
        if crates.len() > tree.most {
            problems.push(format!("twilio-core, {}: {} crates are more than {}", tree.title, crates.len(), tree.most));
        }
        for name in tree.without.iter().filter(|name| crates.iter().any(|other| other == *name)) {
            problems.push(format!("twilio-core, {}: {name} is among the crates", tree.title));
        }
        if !report.contains(&row(count)) {
            problems.push(format!("twilio-core, {}: {} crates; the table differs", tree.title, crates.len()));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{TREES, TreeCount, problems, table};

    fn counts(change: impl Fn(&mut Vec<String>)) -> Vec<TreeCount> {
        let counted = |tree| {
            let mut crates = vec!["http".to_owned(); 20];
            change(&mut crates);
            TreeCount { tree, crates }
        };
        TREES.iter().map(counted).collect()
    }

    #[test]
    fn a_table_that_agrees_with_builds_within_their_bounds_has_no_problem() {
        let counts = counts(|_| ());
        assert_eq!(problems(&table(&counts), &counts), [""; 0]);
        assert_eq!(problems("", &counts).len(), TREES.len());
    }

    #[test]
    fn a_build_over_its_bound_and_an_http_client_where_none_belongs_are_problems() {
        let large = counts(|crates| crates.resize(94, "serde".to_owned()));
        assert_eq!(problems(&table(&large), &large).len(), TREES.len());
        let clients = counts(|crates| crates.extend(["reqwest", "hyper", "rustls"].map(str::to_owned)));
        let found = problems(&table(&clients), &clients);
        assert_eq!(found.len(), 1 + 3 + 3, "{found:?}");
        assert!(found[0].contains("`hyper`: reqwest is among the crates"), "{found:?}");
    }
}
