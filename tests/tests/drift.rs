//! Generated files and documents never drift apart unseen: `codegen --check` finds every difference at once, `codegen`
//! undoes it, and a second run changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::commands::{Cli, Exit, Shell, run, workspace_root};

const DOCUMENT: &str = include_str!("../fixtures/drift/things.yaml");

const PRODUCTS: &str = r#"
[things-v1]
document = "spec/things.yaml"
crate = "crates/things"
package = "twilio-things"
title = "Things"
"#;

/// A workspace of one product, and what commands say in it.
struct Scratch {
    root: TempDir,
}

impl Scratch {
    fn new() -> Scratch {
        let scratch = Scratch { root: tempfile::tempdir().expect("a folder") };
        scratch.write("spec/products.toml", PRODUCTS);
        scratch.write("spec/things.yaml", DOCUMENT);
        scratch
    }

    /// The same, with everything generated.
    fn generated() -> Scratch {
        let scratch = Scratch::new();
        let (exit, text) = scratch.xtask(&["codegen"]);
        assert_eq!(exit, Exit::Fresh, "{text}");
        scratch
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("read");
        assert!(text.contains(from), "{path} holds {from:?}");
        self.write(path, &text.replacen(from, to, 1));
    }

    fn xtask(&self, arguments: &[&str]) -> (Exit, String) {
        xtask(self.root.path(), arguments)
    }

    /// Every file of the crate, with its text.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        collect(&self.path("crates/things"), &mut files);
        files
    }
}

fn xtask(root: &Path, arguments: &[&str]) -> (Exit, String) {
    let cli = Cli::from_arguments(arguments).expect("arguments");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(&cli, root, &mut Shell::new(&mut out, &mut err));
    (exit, String::from_utf8([err, out].concat()).expect("UTF-8"))
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read_to_string(&path).expect("read"));
        }
    }
}

#[test]
fn the_committed_crates_are_what_the_documents_give() {
    let (exit, text) = xtask(&workspace_root(), &["codegen", "--check"]);
    assert_eq!(exit, Exit::Fresh, "{text}");
}

#[test]
fn a_second_generation_changes_nothing() {
    let scratch = Scratch::generated();
    let before = scratch.files();
    assert!(before.len() > 3, "{:?}", before.keys());
    let (exit, text) = scratch.xtask(&["codegen"]);
    assert_eq!(exit, Exit::Fresh);
    assert!(text.contains("Fresh crates/things"), "{text}");
    assert_eq!(scratch.files(), before);
}

#[test]
fn check_lists_all_kinds_of_drift_at_once_and_writes_nothing() {
    let scratch = Scratch::generated();
    scratch.edit("crates/things/src/generated/part.rs", "A part of a thing", "A part of a thinG");
    fs::remove_file(scratch.path("crates/things/src/generated/mod.rs")).expect("removed");
    scratch.write("crates/things/src/generated/stray.rs", "// Nobody generates this.\n");
    scratch.write("crates/things/src/generated/mine.rs", "// Somebody's own.\n");
    scratch.edit(
        "crates/things/generated.lock",
        "src/generated/thing.rs",
        "src/generated/stray.rs 1 0\nsrc/generated/thing.rs",
    );
    scratch.edit(
        "spec/things.yaml",
        "or `shut`.\n      enum: [open, shut]",
        "or `closed`.\n      enum: [open, closed]",
    );
    scratch.edit("spec/things.yaml", "status: shut", "status: closed");
    let before = scratch.files();
    let (exit, text) = scratch.xtask(&["codegen", "--check"]);
    assert_eq!((exit, exit.code()), (Exit::Stale, 3));
    assert_eq!(scratch.files(), before);

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/drift");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("check", text));
}

#[test]
fn codegen_undoes_every_drift_and_says_so() {
    let scratch = Scratch::generated();
    let before = scratch.files();
    scratch.edit("crates/things/src/generated/part.rs", "A part of a thing", "A part of a thinG");
    fs::remove_file(scratch.path("crates/things/src/generated/mod.rs")).expect("removed");
    scratch.write("crates/things/src/generated/deep/stray.rs", "// Nobody generates this.\n");
    let lock = "src/generated/deep/stray.rs 1 0\nsrc/generated/thing.rs";
    scratch.edit("crates/things/generated.lock", "src/generated/thing.rs", lock);
    let (exit, text) = scratch.xtask(&["codegen"]);
    assert_eq!(exit, Exit::Fresh, "{text}");
    assert!(text.contains("Reverted crates/things/src/generated/part.rs (edited by hand)"), "{text}");
    assert!(text.contains("(2 written, 1 removed)"), "{text}");
    assert_eq!(scratch.files(), before);
    assert!(!scratch.path("crates/things/src/generated/deep").exists());
}

#[test]
fn a_new_optional_field_changes_one_file_and_one_line_of_the_lock() {
    let scratch = Scratch::generated();
    let before = scratch.files();
    let field = "                Name: { type: string, description: Its new name. }\n";
    scratch.edit("spec/things.yaml", "                Status:", &format!("{field}                Status:"));
    assert_eq!(scratch.xtask(&["codegen"]).0, Exit::Fresh);
    let changed: Vec<(PathBuf, usize)> = scratch
        .files()
        .into_iter()
        .map(|(path, text)| {
            let old: Vec<&str> = before.get(&path).map(|text| text.lines().collect()).unwrap_or_default();
            (path, text.lines().filter(|line| !old.contains(line)).count())
        })
        .filter(|(_, lines)| *lines > 0)
        .collect();
    let names: Vec<String> =
        changed.iter().map(|(path, _)| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["generated.lock", "thing.rs"]);
    assert_eq!(changed[0].1, 1);
    assert!(changed[1].1 <= 15, "{changed:?}");
}

#[test]
fn an_error_in_the_document_leaves_the_files_alone() {
    let scratch = Scratch::generated();
    let before = scratch.files();
    scratch.edit("spec/things.yaml", "#/components/schemas/fixture.v1.part'", "#/components/schemas/fixture.v1.prat'");
    for arguments in [&["codegen"][..], &["codegen", "--check"], &["codegen", "--diff"]] {
        let (exit, text) = scratch.xtask(arguments);
        assert_eq!(exit, Exit::Errors);
        assert!(text.contains("did you mean `#/components/schemas/fixture.v1.part`?"), "{text}");
        assert_eq!(scratch.files(), before);
    }
}

#[test]
fn a_file_that_the_lock_does_not_name_is_left_alone_and_stops_the_run() {
    let scratch = Scratch::generated();
    scratch.write("crates/things/src/generated/mine.rs", "// Somebody's own.\n");
    scratch.edit("crates/things/src/generated/part.rs", "A part of a thing", "A part of a thinG");
    let before = scratch.files();
    let (exit, text) = scratch.xtask(&["codegen"]);
    assert_eq!(exit, Exit::Errors);
    assert!(
        text.contains("mine.rs` was not written by this command") && text.contains("nothing was written"),
        "{text}"
    );
    assert!(text.contains("Failed 1 error; `crates/things` was not written"), "{text}");
    assert_eq!(scratch.files(), before);
}

#[test]
fn errors_of_prose_do_not_stop_the_files_and_the_last_line_says_so() {
    let scratch = Scratch::new();
    scratch.edit("spec/things.yaml", "description: ", "x-description: ");
    let (exit, text) = scratch.xtask(&["codegen"]);
    assert_eq!(exit, Exit::Errors, "{text}");
    assert!(text.contains("; `crates/things` was nevertheless written"), "{text}");
    assert!(scratch.path("crates/things/src/generated/thing.rs").exists());
}

/// `codegen --spec … --out …` in a scratch workspace.
fn from_document(scratch: &Scratch, spec: &str, out: &str, more: &[&str]) -> (Exit, String) {
    let (spec, out) = (scratch.path(spec), scratch.path(out));
    let arguments = ["codegen", "--spec", spec.to_str().expect("text"), "--out", out.to_str().expect("text")];
    scratch.xtask(&[&arguments[..], more].concat())
}

#[test]
fn any_document_gives_a_whole_crate() {
    let scratch = Scratch::new();
    let (exit, text) = from_document(&scratch, "spec/things.yaml", "elsewhere", &[]);
    assert_eq!(exit, Exit::Fresh, "{text}");
    let out = scratch.path("elsewhere");
    let manifest = fs::read_to_string(out.join("Cargo.toml")).expect("read");
    assert!(manifest.contains("name = \"twilio-things\"") && !manifest.contains("[workspace]"), "{manifest}");
    assert!(out.join("src/lib.rs").exists() && out.join("src/generated/thing.rs").exists());
    let (exit, text) = from_document(&scratch, "spec/things.yaml", "elsewhere", &["--check"]);
    assert_eq!(exit, Exit::Fresh, "{text}");
}

#[test]
fn no_file_of_a_generated_crate_names_a_folder_of_this_machine() {
    let scratch = Scratch::new();
    assert_eq!(from_document(&scratch, "spec/things.yaml", "elsewhere", &[]).0, Exit::Fresh);
    let mut files = BTreeMap::new();
    collect(&scratch.path("elsewhere"), &mut files);
    let root = scratch.root.path().display().to_string();
    for (path, text) in &files {
        assert!(!text.contains(&root), "{}", path.display());
    }
    let file = &files[&scratch.path("elsewhere/src/generated/thing.rs")];
    assert!(file.starts_with("// @generated by `cargo xtask codegen` from things.yaml."), "{file}");
    let manifest = &files[&scratch.path("elsewhere/Cargo.toml")];
    assert!(
        manifest.contains("twilio-core = { path = \"../crates/twilio-core\", default-features = false }"),
        "{manifest}"
    );
}

#[test]
fn a_folder_with_files_of_somebody_else_is_refused_and_kept() {
    for foreign in ["Cargo.toml", "src/main.rs", "src/generated/mine.rs", "notes.txt"] {
        let scratch = Scratch::new();
        scratch.write(&format!("theirs/{foreign}"), "theirs\n");
        let (exit, text) = from_document(&scratch, "spec/things.yaml", "theirs", &[]);
        assert_eq!(exit, Exit::Errors, "{foreign}");
        assert!(text.contains("has files that were not written by this command"), "{text}");
        assert!(text.contains("choose a folder that is empty or does not exist"), "{text}");
        let mut files = BTreeMap::new();
        collect(&scratch.path("theirs"), &mut files);
        assert_eq!(
            files.into_iter().collect::<Vec<_>>(),
            [(scratch.path("theirs").join(foreign), "theirs\n".to_owned())]
        );
    }
}

#[test]
fn a_document_called_like_a_crate_of_the_workspace_makes_a_package_of_another_name() {
    let scratch = Scratch::new();
    scratch.write("Cargo.toml", "[workspace]\nmembers = [\"crates/twilio-core\"]\n");
    scratch.write("crates/twilio-core/Cargo.toml", "[package]\nname = \"twilio-core\"\n");
    scratch.write("spec/core.yaml", DOCUMENT);
    assert_eq!(from_document(&scratch, "spec/core.yaml", "elsewhere", &[]).0, Exit::Fresh);
    let manifest = fs::read_to_string(scratch.path("elsewhere/Cargo.toml")).expect("read");
    assert!(manifest.contains("name = \"twilio-core-api\""), "{manifest}");
}

#[test]
fn a_generated_crate_becomes_a_member_once_the_workspace_lists_it() {
    let scratch = Scratch::new();
    let manifest = || fs::read_to_string(scratch.path("generated/things/Cargo.toml")).expect("read");
    scratch.write("Cargo.toml", "[workspace]\nmembers = []\n");
    assert_eq!(from_document(&scratch, "spec/things.yaml", "generated/things", &[]).0, Exit::Fresh);
    assert!(manifest().contains("\n[workspace]\n"), "{}", manifest());
    scratch.write("Cargo.toml", "[workspace]\nmembers = [\"generated/*\"]\n");
    assert_eq!(from_document(&scratch, "spec/things.yaml", "generated/things", &[]).0, Exit::Fresh);
    assert!(!manifest().contains("[workspace]"), "{}", manifest());
}

#[test]
fn explain_says_why_a_pass_exists_and_what_it_matched() {
    let scratch = Scratch::new();
    let (exit, text) = scratch.xtask(&["codegen", "--explain", "names"]);
    assert_eq!(exit, Exit::Fresh, "{text}");
    assert!(text.contains("names: ") && text.contains("things-v1: "), "{text}");
    let (exit, text) = scratch.xtask(&["codegen", "--explain", "nonsense"]);
    assert_eq!(exit, Exit::Usage);
    assert!(text.contains("the passes are: ") && text.contains("names"), "{text}");
}
