//! The crates that are checked: the members of the workspace whose code is written by hand.

use std::path::{Path, PathBuf};

use crate::check::Rules;
use crate::circles::Pair;
use crate::files::Files;
use crate::folders::LargeFolder;

/// One crate.
#[derive(Debug)]
pub struct Member {
    /// Its folder, from the workspace's root.
    pub path: String,
    pub files: Files,
    pub rules: Rules,
}

/// Types and their builders in the core.
const CORE_PAIRS: &[Pair] = &[
    builder(["client/builder.rs", "client/mod.rs"]),
    builder(["transport/hyper/builder.rs", "transport/hyper/mod.rs"]),
    builder(["transport/reqwest/builder.rs", "transport/reqwest/mod.rs"]),
];

const WEBHOOK_PAIRS: &[Pair] = &[builder(["builder.rs", "verifier.rs"])];
const ACCESS_TOKEN_PAIRS: &[Pair] = &[builder(["builder.rs", "token.rs"])];

const fn builder(files: [&'static str; 2]) -> Pair {
    Pair { files, reason: "a builder, and the type that it builds and that returns it" }
}

/// Folders of the generator with a file for each entry of a list.
const XTASK_FOLDERS: &[LargeFolder] =
    &[LargeFolder { path: "codegen/normalise/", reason: "one file for each pass, in the order of one list" }];

/// What is stricter for a crate than for the others.
fn rules(path: &str) -> Rules {
    match path {
        "crates/twilio-core" => Rules { lists: &["lib.rs"], pairs: CORE_PAIRS, large: &[] },
        "xtask" => Rules { lists: &["lib.rs", "codegen/mod.rs"], pairs: &[], large: XTASK_FOLDERS },
        "crates/twilio-webhooks" => Rules { pairs: WEBHOOK_PAIRS, ..Rules::default() },
        "crates/twilio-access-token" => Rules { pairs: ACCESS_TOKEN_PAIRS, ..Rules::default() },
        _ => Rules::default(),
    }
}

/// The root of the workspace; `ARCHITECTURE_ROOT` names another one, to look at a tree that is not checked out.
fn root() -> PathBuf {
    std::env::var_os("ARCHITECTURE_ROOT")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), PathBuf::from)
}

/// The sources of one crate.
pub fn sources(path: &str) -> Files {
    let src = root().join(path).join("src");
    Files::read(&src).unwrap_or_else(|error| panic!("{}: {error}", src.display()))
}

/// Every member with sources that are not generated. Tests and benches have other rules: each of their targets is a root.
pub fn members() -> Vec<Member> {
    let manifest = root().join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
    let manifest: toml::Table = text.parse().expect("cargo reads the manifest");
    let paths = manifest["workspace"]["members"].as_array().expect("members are a list");
    let paths = paths.iter().map(|path| path.as_str().expect("a member is a path").to_owned());
    let is_checked = |path: &String| !["tests", "benches"].contains(&path.as_str());
    let is_generated = |path: &String| root().join(path).join("src/generated").is_dir();
    paths
        .filter(|path| is_checked(path) && !is_generated(path))
        .map(|path| Member { files: sources(&path), rules: rules(&path), path })
        .collect()
}
