//! A workspace in the target folder where things are compiled to be measured.
//!
//! In: the products with raw progenitor's clients. Out: a folder with a crate for each raw client and programs that make one call. One
//! workspace, one lock file and the repository's own profiles for all, so that both sides are compiled alike.

use std::fs;
use std::path::{Path, PathBuf};

use super::programs::PROGRAMS;
use super::raw::raw_package;
use super::{FootprintError, Subject};

/// The folder.
#[derive(Debug)]
pub struct Workshop {
    /// Its workspace.
    pub dir: PathBuf,
    /// What is compiled there.
    pub target: PathBuf,
}

impl Workshop {
    /// Writes it anew; what was compiled before is kept.
    pub fn set_up(root: &Path, subjects: &[Subject]) -> Result<Workshop, FootprintError> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let workshop = Workshop { dir: target.join("footprint"), target };
        let mut members = Vec::new();
        for subject in subjects {
            let name = raw_package(&subject.product.key);
            workshop.write(&format!("{name}/Cargo.toml"), &raw_manifest(&name))?;
            workshop.write(&format!("{name}/src/lib.rs"), &subject.raw)?;
            members.push(name);
        }
        // Our crates stand elsewhere: something here has to need them, so that cargo knows them by name.
        workshop.write("ours/Cargo.toml", &ours_manifest(root, subjects))?;
        workshop.write("ours/src/lib.rs", "")?;
        members.push("ours".to_owned());
        for program in PROGRAMS {
            workshop.write(&format!("{}/Cargo.toml", program.name), &(program.manifest)(root))?;
            workshop.write(&format!("{}/src/main.rs", program.name), program.source)?;
            members.push(program.name.to_owned());
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml"))
            .map_err(|error| FootprintError::new("reading the workspace's Cargo.toml", error))?;
        workshop.write("Cargo.toml", &workspace_manifest(&members, profiles(&manifest)))?;
        // The versions that the workspace is locked to, so that both sides stand on the same crates.
        let lock = workshop.dir.join("Cargo.lock");
        fs::copy(root.join("Cargo.lock"), &lock)
            .map_err(|error| FootprintError::new(format!("copying Cargo.lock to {}", lock.display()), error))?;
        Ok(workshop)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), FootprintError> {
        let path = self.dir.join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        written.map_err(|error| FootprintError::new(format!("writing {}", path.display()), error))
    }
}

fn workspace_manifest(members: &[String], profiles: &str) -> String {
    format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{profiles}")
}

/// The profiles, which stand last in the workspace's manifest: with the same ones, what both workspaces need is compiled once.
fn profiles(manifest: &str) -> &str {
    manifest.find("[profile.").and_then(|at| manifest.get(at..)).unwrap_or_default()
}

fn ours_manifest(root: &Path, subjects: &[Subject]) -> String {
    let mut text =
        String::from("[package]\nname = \"ours\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n");
    for subject in subjects {
        let path = root.join(&subject.product.crate_dir).display().to_string();
        text.push_str(&format!("{} = {{ path = {path:?} }}\n", subject.product.package));
    }
    text
}

/// What progenitor's documentation asks for, with TLS as the core has it.
fn raw_manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n\
         progenitor-client = \"=0.15.1\"\nreqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"form\", \"stream\", \"rustls\", \"http2\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nserde_urlencoded = \"0.7\"\nbytes = \"1\"\nfutures-core = \"0.3\"\n\
         chrono = {{ version = \"0.4\", default-features = false, features = [\"serde\"] }}\nregress = \"0.12\"\nuuid = {{ version = \"1\", features = [\"serde\"] }}\nrand = \"0.10\"\n"
    )
}
