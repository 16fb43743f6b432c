//! Somebody else's documents: a crate of each, in a workspace of their own, makes the calls that the document describes.
//!
//! The documents are not in this repository. `TWILIO_DOCUMENTS` is a folder of some, or a list of files with colons between;
//! `TWILIO_WORKSPACE` a folder for the crates that is kept, so that a second run compiles less.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use twilio_tests::calls::{calls, model};
use xtask::codegen::config::{ProductConfig, Profile};
use xtask::commands::{Cli, Exit, Shell, run};

/// The documents of the run.
fn documents() -> Vec<PathBuf> {
    let given = std::env::var_os("TWILIO_DOCUMENTS").expect("TWILIO_DOCUMENTS names documents");
    let mut documents = Vec::new();
    for path in std::env::split_paths(&given) {
        match std::fs::read_dir(&path) {
            Ok(entries) => documents.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) => documents.push(path),
        }
    }
    documents.retain(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json"));
    documents.sort();
    documents
}

/// The key of a document's crate.
fn key(path: &Path) -> String {
    let stem = path.file_stem().expect("a file has a name").to_string_lossy().replace('_', "-");
    stem.strip_prefix("twilio-").unwrap_or(&stem).to_owned()
}

#[test]
#[ignore = "compiles a crate for each document that TWILIO_DOCUMENTS names, which takes minutes"]
fn crates_of_other_documents_make_the_calls_that_the_documents_describe() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace");
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = std::env::var_os("TWILIO_WORKSPACE").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let documents = documents();
    assert!(!documents.is_empty(), "there are documents");
    let keys: Vec<String> = documents.iter().map(|path| key(path)).collect();
    let members: Vec<String> = keys.iter().map(|key| format!("\"crates/{key}\"")).collect();
    let write = |path: &str, text: String| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            std::fs::write(path, text).expect("the folder can be written");
        }
    };
    // The same profiles as here, so that a shared target folder has what the crates stand on.
    let ours = std::fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
    let profiles = ours.find("[profile.dev]").map_or("", |start| &ours[start..]);
    let members = members.join(", ");
    write("Cargo.toml", format!("[workspace]\nresolver = \"3\"\nmembers = [\"contract\", {members}]\n\n{profiles}"));
    write("Cargo.lock", std::fs::read_to_string(root.join("Cargo.lock")).expect("the lock"));
    let (mut dependencies, mut modules, mut runs) = (String::new(), String::new(), String::new());
    for (path, key) in documents.iter().zip(&keys) {
        let (spec, out) = (path.display().to_string(), folder.join("crates").join(key).display().to_string());
        let cli = Cli::from_arguments(&["codegen", "--spec", &spec, "--out", &out]).expect("arguments");
        let (mut shown, mut said) = (Vec::new(), Vec::new());
        let exit = run(&cli, &root, &mut Shell::new(&mut shown, &mut said));
        assert_eq!(exit, Exit::Fresh, "{key}: {}", String::from_utf8_lossy(&said));
        let manifest = std::fs::read_to_string(Path::new(&out).join("Cargo.toml")).expect("a manifest");
        let package = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
        let package = package.expect("a manifest has a name").to_owned();
        let product = ProductConfig { package: package.clone(), ..ProductConfig::neutral(key, &spec, &out) };
        let name = package.replace('-', "_");
        write(&format!("contract/src/calls_{name}.rs"), calls(&model(path, &product, Profile::Foreign), &name));
        writeln!(dependencies, "{package} = {{ path = {out:?} }}").expect("text");
        writeln!(modules, "#[path = \"calls_{name}.rs\"]\nmod calls_{name};").expect("text");
        writeln!(runs, "    holds::<{name}::Client>({key:?}, {spec:?}, calls_{name}::CALLS).await;").expect("text");
    }
    let tests = root.join("tests");
    let core = root.join("crates/twilio-core");
    write(
        "contract/Cargo.toml",
        format!(
            "[package]\nname = \"contract\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             twilio-tests = {{ path = {tests:?} }}\ntwilio-core = {{ path = {core:?} }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n{dependencies}"
        ),
    );
    write(
        "contract/src/main.rs",
        format!(
            "{MAIN_START}{modules}\n#[tokio::main]\nasync fn main() {{\n{runs}    assert!(!FAILED.load(std::sync::atomic::Ordering::Relaxed), \"some calls differ\");\n}}\n"
        ),
    );
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(folder.join("contract"))
        .args(["run", "--quiet", "--offline"])
        .status()
        .expect("cargo starts");
    assert!(status.success(), "each crate makes the calls of its document");
}

const MAIN_START: &str = r#"#![allow(deprecated)]
use std::path::Path;
use twilio_core::{Credentials, Product, ProductBuilder};
use twilio_tests::adapters::{Adapter, Settings};
use twilio_tests::contract::{Call, Contract};
use twilio_tests::expect::Document;
use twilio_tests::server::Server;

const AUTHORIZATION: &str = "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjp0b2tlbg==";

async fn holds<C: Product + Send + Sync>(key: &str, document: &str, calls: &[Call<C>]) {
    let document = Document::foreign(Path::new(document));
    let server = Server::start().await;
    let builder = ProductBuilder::<C>::new().credentials(Credentials::account("AC0123456789abcdef0123456789abcdef", "token"));
    let transport = Adapter::Reqwest.transport(Settings::default());
    let client = builder.transport(transport).base_url(server.base_url()).build().expect("the settings are right");
    let contract = Contract { document: &document, server: &server, client: &client, authorization: AUTHORIZATION };
    let report = contract.run(calls).await;
    server.stop().await;
    eprintln!("{key}: {} operations, {} calls, {} lists, {} differences", report.operations, report.calls, report.lists, report.failures.len());
    assert_eq!(document.operations.len(), report.operations, "{key}");
    for failure in report.failures.iter().take(40) {
        eprintln!("{}", failure.chars().take(700).collect::<String>());
    }
    if !report.failures.is_empty() {
        FAILED.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}
static FAILED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
"#;
