//! The published crates of the workspace, in the order in which they are published.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A crate of the workspace, as `cargo metadata` describes it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Package {
    /// The name on the registry.
    pub name: String,
    /// The version.
    pub version: String,
    /// The path of `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// The SPDX expression.
    pub license: Option<String>,
    /// One sentence.
    pub description: Option<String>,
    /// Where the source is.
    pub repository: Option<String>,
    /// The file that the registry shows, seen from the crate's folder.
    pub readme: Option<PathBuf>,
    /// The lowest Rust version.
    pub rust_version: Option<String>,
    /// At most five.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// At most five, each one of the registry's.
    #[serde(default)]
    pub categories: Vec<String>,
    /// The features, with what each one enables.
    #[serde(default)]
    pub features: std::collections::BTreeMap<String, Vec<String>>,
    /// What the crate depends on.
    #[serde(default)]
    pub dependencies: Vec<Dependency>,
    /// The registries that the crate may be published to; `None`: all of them.
    pub publish: Option<Vec<String>>,
    /// `[package.metadata]`.
    #[serde(default)]
    pub metadata: serde_json::Value,
}

/// A dependency.
#[derive(Clone, Debug, Deserialize)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// The version requirement; `*` without one.
    pub req: String,
    /// `dev`, `build`, or `None`.
    pub kind: Option<String>,
    /// The folder, for a crate of the workspace.
    pub path: Option<PathBuf>,
}

impl Dependency {
    /// Whether the dependency is in the published manifest, and must be on the registry first. Cargo removes a
    /// dev-dependency that has a path and no version.
    fn must_be_published_first(&self) -> bool {
        self.path.is_some() && !(self.kind.as_deref() == Some("dev") && self.req == "*")
    }
}

impl Package {
    /// The crate's folder.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("."))
    }

    /// Whether the crate may be published.
    pub fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// The packages of the workspace that must be on the registry before this one.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let first = self.dependencies.iter().filter(|one| one.must_be_published_first());
        first.map(|one| one.name.as_str()).filter(|name| *name != self.name)
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// The published crates of what `cargo metadata --no-deps --format-version 1` prints, each after those that it needs;
/// where the order is free, by name.
///
/// # Errors
/// If the text is not what cargo prints, if a published crate needs one that isn't, and if crates need each other.
pub fn published(metadata: &str) -> Result<Vec<Package>, String> {
    let metadata: Metadata = serde_json::from_str(metadata)
        .map_err(|error| format!("`cargo metadata` printed something unexpected: {error}"))?;
    let (mut waiting, private): (Vec<Package>, Vec<Package>) =
        metadata.packages.into_iter().partition(Package::is_published);
    waiting.sort_by(|one, other| one.name.cmp(&other.name));
    for package in &waiting {
        if let Some(needed) = package.needs().find(|needed| private.iter().any(|one| one.name == *needed)) {
            return Err(format!("{} needs {needed}, which has `publish = false`", package.name));
        }
    }
    let mut ordered: Vec<Package> = Vec::new();
    while !waiting.is_empty() {
        let ready = |package: &Package| !package.needs().any(|needed| waiting.iter().any(|one| one.name == needed));
        let Some(index) = waiting.iter().position(ready) else {
            let names: Vec<&str> = waiting.iter().map(|package| package.name.as_str()).collect();
            return Err(format!("{} need each other: none of them can be published first", names.join(", ")));
        };
        ordered.push(waiting.remove(index));
    }
    Ok(ordered)
}
