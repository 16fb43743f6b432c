use std::fs;
use std::path::Path;

use serde_json::json;

use super::changelog::{self, section};
use super::checks::problems;
use super::packages::{Package, published};

fn metadata(packages: &[serde_json::Value]) -> String {
    json!({ "packages": packages }).to_string()
}

fn package(name: &str, needs: &[(&str, Option<&str>, &str)]) -> serde_json::Value {
    let dependencies: Vec<_> = needs
        .iter()
        .map(|(name, kind, req)| json!({ "name": name, "kind": kind, "req": req, "path": format!("/w/{name}") }))
        .collect();
    json!({ "name": name, "version": "0.1.0", "manifest_path": format!("/w/{name}/Cargo.toml"), "publish": null, "dependencies": dependencies })
}

fn names(packages: &[Package]) -> Vec<&str> {
    packages.iter().map(|package| package.name.as_str()).collect()
}

#[test]
fn a_crate_is_published_after_those_that_it_needs() {
    let text = metadata(&[
        package("a-product", &[("core", None, "^0.1.0"), ("webhooks", Some("dev"), "^0.1.0")]),
        package("core", &[("core", Some("dev"), "*")]),
        package("webhooks", &[]),
    ]);
    assert_eq!(names(&published(&text).expect("an order")), ["core", "webhooks", "a-product"]);
}

#[test]
fn a_dev_dependency_without_a_version_does_not_count() {
    let text = metadata(&[package("a", &[("b", Some("dev"), "*")]), package("b", &[("a", None, "^0.1.0")])]);
    assert_eq!(names(&published(&text).expect("an order")), ["a", "b"]);
}

#[test]
fn crates_that_need_each_other_are_an_error() {
    let text = metadata(&[package("a", &[("b", None, "^0.1.0")]), package("b", &[("a", None, "^0.1.0")])]);
    assert!(published(&text).expect_err("a circle").contains("a, b need each other"));
}

#[test]
fn a_published_crate_can_not_need_a_private_one() {
    let mut private = package("tool", &[]);
    private["publish"] = json!([]);
    let text = metadata(&[package("a", &[("tool", None, "^0.1.0")]), private]);
    assert!(published(&text).expect_err("private").contains("a needs tool"));
}

/// A crate without any problem, in a workspace of its own.
fn complete(root: &Path) -> Package {
    let folder = root.join("crates/a");
    fs::create_dir_all(folder.join("src")).expect("made");
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::write(root.join(name), name).expect("written");
        fs::write(folder.join(name), name).expect("written");
    }
    fs::write(folder.join("README.md"), "a").expect("written");
    fs::write(folder.join("src/lib.rs"), "#![cfg_attr(docsrs, feature(doc_cfg))]\n").expect("written");
    Package {
        name: "a".to_owned(),
        version: "0.1.0".to_owned(),
        manifest_path: folder.join("Cargo.toml"),
        license: Some("MIT OR Apache-2.0".to_owned()),
        description: Some("A crate".to_owned()),
        readme: Some("README.md".into()),
        rust_version: Some("1.88".to_owned()),
        keywords: vec!["twilio".to_owned()],
        categories: vec!["api-bindings".to_owned()],
        features: [("testing".to_owned(), Vec::new())].into(),
        metadata: json!({ "docs": { "rs": { "all-features": true, "rustdoc-args": ["--cfg", "docsrs"] } } }),
        ..Package::default()
    }
}

fn problem_of(change: impl FnOnce(&mut Package, &Path)) -> String {
    let root = tempfile::tempdir().expect("a folder");
    let mut package = complete(root.path());
    change(&mut package, root.path());
    let found = problems(root.path(), &package, &["git@example.com:owner/name.git".to_owned()]);
    let lines: Vec<String> = found.iter().map(|one| format!("{}: {}", one.place, one.problem)).collect();
    lines.join("\n")
}

#[test]
fn a_complete_crate_has_no_problem() {
    assert_eq!(problem_of(|_, _| {}), "");
    assert_eq!(problem_of(|package, _| package.repository = Some("https://example.com/owner/name/".to_owned())), "");
    assert_eq!(problem_of(|package, _| package.features.clear()), "");
}

/// Takes something away from a complete crate.
type Spoil = fn(&mut Package, &Path);

#[test]
fn each_missing_part_of_a_crate_is_named() {
    let manifest = "crates/a/Cargo.toml: ";
    let cases: [(&str, Spoil); 9] = [
        ("`description` is missing", |package, _| package.description = None),
        ("`license` is missing", |package, _| package.license = None),
        ("`keywords` is missing", |package, _| package.keywords.clear()),
        ("`categories` has 6 entries", |package, _| package.categories = vec!["x".to_owned(); 6]),
        ("the registry refuses the keyword `two words`", |package, _| package.keywords = vec!["two words".to_owned()]),
        ("`readme = \"README.txt\"` names no file", |package, _| package.readme = Some("README.txt".into())),
        ("is the address of no git remote", |package, _| {
            package.repository = Some("https://example.com/invented/name".to_owned());
        }),
        ("docs.rs would leave out features", |package, _| package.metadata = json!({})),
        ("`rust-version` is missing", |package, _| package.rust_version = None),
    ];
    for (expected, change) in cases {
        let found = problem_of(change);
        assert!(found.starts_with(manifest) && found.contains(expected), "{expected}: {found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
}

#[test]
fn a_licence_file_that_is_missing_or_another_one_is_found() {
    let missing = problem_of(|package, _| fs::remove_file(package.folder().join("LICENSE-MIT")).expect("removed"));
    assert_eq!(missing, "crates/a/LICENSE-MIT: a has no licence file LICENSE-MIT");
    let differs = problem_of(|_, root| fs::write(root.join("LICENSE-MIT"), "new").expect("written"));
    assert!(differs.contains("LICENSE-MIT differs"), "{differs}");
}

#[test]
fn a_library_that_does_not_name_features_in_its_docs_is_found() {
    let found = problem_of(|package, _| fs::write(package.folder().join("src/lib.rs"), "").expect("written"));
    assert_eq!(found, "crates/a/src/lib.rs: docs.rs would not name the features that items need");
}

#[test]
fn the_changelog_has_a_dated_section_with_entries() {
    let text = "# Changelog\n\n## 0.2.0 (unreleased)\n\n- One.\n- Two.\n\n## 0.1.0 (2026-11-25)\n\n- Three.\n\n## 0.0.9 (unreleased)\n";
    assert_eq!(section(text, "0.2.0").map(|found| (found.entries, found.is_dated())), Some((2, false)));
    assert_eq!(section(text, "0.1.0").map(|found| (found.entries, found.is_dated())), Some((1, true)));
    assert_eq!(changelog::problems(text, "0.2.0", true), []);
    assert!(changelog::problems(text, "0.2.0", false)[0].problem.contains("has no date"));
    assert!(changelog::problems(text, "0.3.0", true)[0].problem.contains("no section for 0.3.0"));
    assert!(changelog::problems(text, "0.0.9", true)[0].problem.contains("no entry"));
}

#[test]
fn workflows_run_only_jobs_that_the_script_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let script = fs::read_to_string(root.join(".ci/run")).expect("the script");
    let has = |job: &str| script.contains(&format!("\njob_{job}() {{\n"));
    let mut jobs = Vec::new();
    for entry in fs::read_dir(root.join(".github/workflows")).expect("the workflows") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a workflow");
        for line in text.lines().map(str::trim) {
            let listed = line.strip_prefix("job: [").and_then(|rest| rest.strip_suffix(']'));
            let called = line.strip_prefix("run: .ci/run ").filter(|rest| !rest.starts_with("${{"));
            jobs.extend(listed.or(called).into_iter().flat_map(|jobs| jobs.split(", ")).map(str::to_owned));
        }
    }
    let unknown: Vec<&String> = jobs.iter().filter(|job| !has(job)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let not_run: Vec<&str> = script
        .lines()
        .filter_map(|line| line.strip_prefix("job_")?.strip_suffix("() {"))
        .filter(|job| !jobs.iter().any(|one| one == job))
        .collect();
    assert!(not_run.is_empty() && jobs.len() >= 8, "{not_run:?} {jobs:?}");
}
