//! Whether a crate has what the registry and docs.rs need, and what its users expect.

use std::path::Path;

use super::Problem;
use super::packages::Package;

/// The licence files that every package contains, the same as those of the workspace's root.
pub const LICENCES: &[&str] = &["LICENSE-MIT", "LICENSE-APACHE"];

/// Everything that is missing from a crate. `remotes` are the addresses of the repository's git remotes.
pub fn problems(root: &Path, package: &Package, remotes: &[String]) -> Vec<Problem> {
    let mut problems = metadata(root, package);
    problems.extend(repository(root, package, remotes));
    problems.extend(licences(root, package));
    problems.extend(features(root, package));
    problems
}

fn place(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn metadata(root: &Path, package: &Package) -> Vec<Problem> {
    let manifest = place(root, &package.manifest_path);
    let mut problems = Vec::new();
    let mut missing = |key: &str, is_missing: bool, expected: &str| {
        if is_missing {
            problems.push(Problem::new(
                &manifest,
                format!("`{key}` is missing or empty"),
                format!("add `{key}`: {expected}"),
            ));
        }
    };
    let is_empty = |value: &Option<String>| value.as_deref().is_none_or(|value| value.trim().is_empty());
    missing("description", is_empty(&package.description), "one sentence for the registry's search results");
    missing("license", is_empty(&package.license), "`license.workspace = true`");
    missing("rust-version", is_empty(&package.rust_version), "`rust-version.workspace = true`");
    missing("keywords", package.keywords.is_empty(), "one to five words");
    missing("categories", package.categories.is_empty(), "one to five of https://crates.io/category_slugs");
    match &package.readme {
        None => missing("readme", true, "the crate's README.md, or the workspace's"),
        Some(readme) if !package.folder().join(readme).is_file() => problems.push(Problem::new(
            &manifest,
            format!("`readme = \"{}\"` names no file", readme.display()),
            "correct the path, or write the file",
        )),
        Some(_) => {}
    }
    for (key, values) in [("keywords", &package.keywords), ("categories", &package.categories)] {
        if values.len() > 5 {
            let problem = format!("`{key}` has {} entries; the registry allows five", values.len());
            problems.push(Problem::new(&manifest, problem, "remove some"));
        }
    }
    for keyword in &package.keywords {
        let starts_well = keyword.starts_with(|first: char| first.is_ascii_alphanumeric());
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte);
        if keyword.len() > 20 || !starts_well || !keyword.bytes().all(fits) {
            problems.push(Problem::new(
                &manifest,
                format!("the registry refuses the keyword `{keyword}`"),
                "use at most 20 ASCII letters, digits, `_`, `-` and `+`, starting with a letter or digit",
            ));
        }
    }
    problems
}

/// An address that no remote has may be an invented one. A crate without one can be published.
fn repository(root: &Path, package: &Package, remotes: &[String]) -> Option<Problem> {
    let repository = package.repository.as_deref()?;
    let is_known = remotes.iter().any(|remote| address(remote) == address(repository));
    (!is_known).then(|| {
        Problem::new(
            place(root, &package.manifest_path),
            format!("`repository = \"{repository}\"` is the address of no git remote"),
            "name the address that `git remote --verbose` shows, or remove `repository`",
        )
    })
}

/// Host and path of a git address: the same for `https://host/owner/name`, `git@host:owner/name.git` and `ssh://git@host/owner/name`.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/');
    rest.strip_suffix(".git").unwrap_or(rest).replacen(':', "/", 1).to_lowercase()
}

fn licences(root: &Path, package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in LICENCES {
        let path = package.folder().join(name);
        let ours = std::fs::read(root.join(name)).ok();
        let packaged = std::fs::read(&path).ok();
        if packaged.is_none() || ours != packaged {
            let problem = match packaged {
                None => format!("{} has no licence file {name}", package.name),
                Some(_) => format!("{name} differs from the file of that name in the workspace's root"),
            };
            problems.push(Problem::new(
                place(root, &path),
                problem,
                format!("run `ln -sf ../../{name} {}`", place(root, &path)),
            ));
        }
    }
    problems
}

/// docs.rs shows the items of all features, each with the features that it needs.
fn features(root: &Path, package: &Package) -> Vec<Problem> {
    if package.features.keys().all(|feature| feature == "default") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let docs = package.metadata.pointer("/docs/rs");
    let all = docs.and_then(|docs| docs.get("all-features")?.as_bool()) == Some(true);
    let arguments = docs.and_then(|docs| docs.get("rustdoc-args")?.as_array());
    let marked =
        arguments.is_some_and(|arguments| arguments.windows(2).any(|two| two[0] == "--cfg" && two[1] == "docsrs"));
    if !(all && marked) {
        problems.push(Problem::new(
            place(root, &package.manifest_path),
            "docs.rs would leave out features, or not name them beside their items",
            "add `[package.metadata.docs.rs]` with `all-features = true` and `rustdoc-args = [\"--cfg\", \"docsrs\"]`",
        ));
    }
    let library = package.folder().join("src/lib.rs");
    let text = std::fs::read_to_string(&library).unwrap_or_default();
    if !text.lines().any(|line| line.trim() == DOC_CFG) {
        problems.push(Problem::new(
            place(root, &library),
            "docs.rs would not name the features that items need",
            format!("add `{DOC_CFG}`"),
        ));
    }
    problems
}

const DOC_CFG: &str = "#![cfg_attr(docsrs, feature(doc_cfg))]";
