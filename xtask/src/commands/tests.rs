use std::fs;

use super::*;
use crate::codegen::config::Config;
use crate::codegen::load::load_bytes;

fn exit_of(root: &Path, arguments: &[&str]) -> (Exit, String) {
    let cli = Cli::from_arguments(arguments).expect("arguments");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(&cli, root, &mut Shell::new(&mut out, &mut err));
    let text = [out, err].concat();
    (exit, String::from_utf8(text).expect("UTF-8"))
}

#[test]
fn the_command_line_is_well_formed() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
}

#[test]
fn contradicting_arguments_are_refused() {
    for arguments in [
        &["codegen", "--check", "--diff"][..],
        &["codegen", "--spec", "x.yaml"],
        &["codegen", "--out", "x"],
        &["codegen", "--nonsense"],
        &[],
    ] {
        let error = Cli::from_arguments(arguments).expect_err("refused");
        assert_eq!(error.exit_code(), 2);
    }
}

#[test]
fn exit_codes_tell_stale_from_wrong() {
    assert_eq!([Exit::Fresh, Exit::Errors, Exit::Usage, Exit::Stale, Exit::Partial].map(Exit::code), [0, 1, 2, 3, 4]);
}

#[test]
fn an_unknown_product_is_a_mistake_of_usage() {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir(root.path().join("spec")).expect("made");
    fs::write(root.path().join("spec/products.toml"), "").expect("written");
    let (exit, text) = exit_of(root.path(), &["codegen", "--product", "x"]);
    assert_eq!(exit, Exit::Usage);
    assert!(text.contains("no product `x`"), "{text}");
}

#[test]
fn missing_files_are_errors_and_all_are_shown() {
    let root = tempfile::tempdir().expect("a folder");
    let (exit, text) = exit_of(root.path(), &["codegen"]);
    assert_eq!(exit, Exit::Errors);
    assert!(text.contains("spec/products.toml"), "{text}");

    fs::create_dir(root.path().join("spec")).expect("made");
    let table = |key: &str| {
        format!("[{key}]\ndocument = \"spec/{key}.yaml\"\ncrate = \"{key}\"\npackage = \"{key}\"\ntitle = \"{key}\"\n")
    };
    let tables = [table("a"), table("b")].concat();
    fs::write(root.path().join("spec/products.toml"), tables).expect("written");
    for arguments in [&["codegen"][..], &["codegen", "--check"], &["codegen", "--explain", "x"]] {
        let (exit, text) = exit_of(root.path(), arguments);
        assert_eq!(exit, Exit::Errors);
        assert!(text.contains("spec/a.yaml") && text.contains("spec/b.yaml"), "{text}");
        assert!(text.contains("Failed 2 errors"), "{text}");
    }
    assert!(!root.path().join("a").exists());
}

#[test]
fn a_list_of_products_without_products_is_an_error() {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir(root.path().join("spec")).expect("made");
    for text in ["", "# Nothing yet.\n"] {
        fs::write(root.path().join("spec/products.toml"), text).expect("written");
        for arguments in [&["codegen"][..], &["codegen", "--check"], &["codegen", "--diff"]] {
            let (exit, text) = exit_of(root.path(), arguments);
            assert_eq!(exit, Exit::Errors);
            assert!(text.contains("no product in `spec/products.toml`"), "{text}");
        }
    }
}

#[test]
fn accepting_renames_pending_snapshots_and_shows_them() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("tests/snapshots");
    fs::create_dir_all(&folder).expect("made");
    let snapshot = |line: &str, body: &str| format!("---\nsource: t.rs\n{line}expression: x\n---\n{body}\n");
    fs::write(folder.join("a.snap"), snapshot("", "old")).expect("written");
    fs::write(folder.join("a.snap.new"), snapshot("assertion_line: 7\n", "new")).expect("written");
    fs::write(folder.join("b.snap.new"), snapshot("", "b")).expect("written");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = accept::accept(root.path(), &root.path().join("tests"), &mut Shell::new(&mut out, &mut err));
    assert_eq!(exit, Exit::Fresh);
    let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    assert!(out.contains("-old\n+new\n") && !out.contains("assertion_line"), "{out}");
    assert!(err.contains("Added tests/snapshots/b.snap (5 lines)"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("a.snap")).expect("read"), snapshot("", "new"));
    assert_eq!(fs::read_dir(&folder).expect("listed").count(), 2);
}

#[test]
fn a_document_gets_the_overrides_of_the_product_with_its_host_and_version() {
    let table = |key: &str, hosts: &str| {
        format!(
            "[{key}]\ndocument = \"{key}\"\ncrate = \"{key}\"\npackage = \"{key}\"\ntitle = \"t\"\nhosts = [{hosts}]\n"
        )
    };
    let tables =
        [table("chat-v2", "\"chat.example.com\", \"old.example.com\""), table("chat-v1", "\"chat.example.com\"")];
    let (config, diagnostics) = Config::parse("products.toml", &tables.concat());
    assert_eq!(diagnostics, []);
    let found = |server: &str, path: &str| {
        let text = format!("servers: [{{ url: 'https://{server}' }}]\npaths: {{ {path}: {{}} }}\n");
        let document = load_bytes("x.yaml", text.as_bytes()).document.expect("a document");
        documents::by_server(&config, &document).map(|product| product.key.clone())
    };
    assert_eq!(found("chat.example.com", "/v2/Things").as_deref(), Some("chat-v2"));
    assert_eq!(found("chat.example.com/", "/v1/Things").as_deref(), Some("chat-v1"));
    assert_eq!(found("chat.example.com", "/v3/Things"), None);
    assert_eq!(found("old.example.com", "/v2/Things"), None);
}

#[test]
fn a_document_of_no_product_is_named_after_its_file() {
    for (file, expected) in [
        ("a/twilio_sync_v1.yaml", "sync-v1"),
        ("Ünï  code.json", "n-code"),
        ("__.yaml", "document"),
        ("..", "document"),
        ("", "document"),
    ] {
        assert_eq!(documents::key(Path::new(file)), expected, "{file}");
    }
}

const THING: &str = "openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://things.twilio.com'}]
paths:
  /v1/Things:
    get: {operationId: FetchThing, responses: {'204': {description: Done.}}}
";

const BROKEN: &str = "  /v1/Parts:
    get:
      operationId: FetchPart
      parameters: [{name: A, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}]
      responses: {'204': {description: Done.}}
";

/// A workspace without products, and documents beside it.
fn workspace(documents: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(root.path().join("spec")).expect("made");
    fs::create_dir_all(root.path().join("docs")).expect("made");
    let table = "[a]\ndocument = \"spec/a.yaml\"\ncrate = \"a\"\npackage = \"a\"\ntitle = \"a\"\n";
    fs::write(root.path().join("spec/products.toml"), table).expect("written");
    for (name, text) in documents {
        fs::write(root.path().join("docs").join(name), text).expect("written");
    }
    root
}

#[test]
fn an_operation_that_cannot_be_generated_is_left_out_with_an_exit_code_of_its_own() {
    let root = workspace(&[("things.yaml", &format!("{THING}{BROKEN}"))]);
    let (spec, out) = (root.path().join("docs/things.yaml"), root.path().join("out"));
    let (spec, out) = (spec.display().to_string(), out.display().to_string());
    let (exit, text) = exit_of(root.path(), &["codegen", "--spec", &spec, "--out", &out]);
    assert_eq!(exit, Exit::Partial, "{text}");
    assert!(text.contains("the operation `FetchPart` is left out"), "{text}");
    assert!(
        root.path().join("out/src/generated/thing.rs").exists()
            && !root.path().join("out/src/generated/part.rs").exists()
    );
    let (exit, text) = exit_of(root.path(), &["codegen", "--check", "--spec", &spec, "--out", &out]);
    assert_eq!(exit, Exit::Partial, "{text}");
}

#[test]
fn a_folder_of_documents_is_generated_and_a_bad_one_stops_no_other() {
    let json = r#"{"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "servers": [{"url": "https://x.twilio.com"}], "paths": {}}"#;
    let root =
        workspace(&[("bad.yaml", "openapi: ["), ("empty.json", json), ("things.yaml", THING), ("README.md", "#")]);
    let (docs, out) = (root.path().join("docs").display().to_string(), root.path().join("out").display().to_string());
    let arguments = ["codegen", "--spec", docs.as_str(), "--out", out.as_str(), "--core-version", "0.1"];
    let (exit, text) = exit_of(root.path(), &arguments);
    assert_eq!(exit, Exit::Errors, "{text}");
    assert!(text.contains("2 of 3 documents"), "{text}");
    for name in ["empty", "things"] {
        let manifest = fs::read_to_string(root.path().join("out").join(name).join("Cargo.toml")).expect("a manifest");
        assert!(manifest.contains("version = \"0.1\"") && !manifest.contains("path ="), "{manifest}");
    }
    assert!(!root.path().join("out/bad").exists());
}

#[test]
fn two_documents_of_one_name_are_not_one_crate() {
    let root = workspace(&[("things.yaml", THING), ("things.yml", THING)]);
    let (docs, out) = (root.path().join("docs").display().to_string(), root.path().join("out").display().to_string());
    let (exit, text) = exit_of(root.path(), &["codegen", "--spec", docs.as_str(), "--out", out.as_str()]);
    assert_eq!(exit, Exit::Errors, "{text}");
    assert!(text.contains("things.yaml") && text.contains("would both be the crate `things`"), "{text}");
    let (exit, _) = exit_of(root.path(), &["codegen", "--spec", "nothing-here", "--out", out.as_str()]);
    assert_eq!(exit, Exit::Errors);
}
