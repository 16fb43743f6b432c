use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::codegen::render::Colour;

fn file(name: &str, text: &str) -> GeneratedFile {
    GeneratedFile { path: format!("{GENERATED_DIR}/{name}"), text: text.to_owned() }
}

fn three() -> Vec<GeneratedFile> {
    vec![file("a.rs", "a\n"), file("deep/b.rs", "b\n"), file("mod.rs", "mod\n")]
}

/// A folder in which the three files have just been emitted.
fn emitted() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    emit(&planned(dir.path())).expect("emitted");
    dir
}

fn planned(dir: &Path) -> Plan {
    plan(dir, "crates/x", &three()).expect("planned")
}

fn stale(plan: &Plan) -> Vec<(&str, State)> {
    plan.stale().map(|file| (file.path.as_str(), file.state)).collect()
}

fn report(plan: Plan, diffs: Diffs) -> String {
    let mut out = Vec::new();
    write_report(&mut out, &[plan], diffs, Colour::Never).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_second_emit_changes_nothing() {
    let dir = emitted();
    let plan = planned(dir.path());
    assert!(plan.is_fresh());
    let done = emit(&plan).expect("emitted");
    assert_eq!((done.fresh, done.written.len(), done.removed.len()), (3, 0, 0));
    assert_eq!(report(plan, Diffs::Short), "");
}

#[test]
fn every_kind_of_drift_is_found_at_once_and_undone() {
    let dir = emitted();
    let path = |name: &str| dir.path().join(GENERATED_DIR).join(name);
    fs::write(path("a.rs"), "a, by hand\n").expect("written");
    fs::remove_file(path("mod.rs")).expect("removed");
    fs::create_dir(path("stray")).expect("made");
    fs::write(path("stray/s.rs"), "s").expect("written");
    fs::write(
        dir.path().join(LOCK_FILE),
        fs::read_to_string(dir.path().join(LOCK_FILE)).expect("read").replace("deep/b.rs", "stray/s.rs"),
    )
    .expect("written");
    fs::write(path("deep/b.rs"), "older\n").expect("written");
    let plan = planned(dir.path());
    assert_eq!(
        stale(&plan),
        [
            ("src/generated/a.rs", State::HandEdited),
            ("src/generated/deep/b.rs", State::HandEdited),
            ("src/generated/mod.rs", State::Missing),
            ("src/generated/stray/s.rs", State::Orphaned),
            (LOCK_FILE, State::StaleLock),
        ]
    );
    let done = emit(&plan).expect("emitted");
    assert_eq!(done.reverted, ["src/generated/a.rs", "src/generated/deep/b.rs"]);
    assert_eq!(done.removed, ["src/generated/stray/s.rs"]);
    assert!(planned(dir.path()).is_fresh());
    assert!(!path("stray").exists());
}

#[test]
fn a_file_as_last_generated_is_changed_and_not_edited() {
    let dir = emitted();
    let mut files = three();
    files[0].text = "a, newer\n".to_owned();
    let plan = plan(dir.path(), "crates/x", &files).expect("planned");
    assert_eq!(stale(&plan), [("src/generated/a.rs", State::Changed), (LOCK_FILE, State::StaleLock)]);
}

#[test]
fn the_lock_has_one_sorted_line_per_file() {
    let dir = emitted();
    let lock = fs::read_to_string(dir.path().join(LOCK_FILE)).expect("read");
    let lines: Vec<&str> = lock.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "src/generated/a.rs 1 87428fc522803d31",
            "src/generated/deep/b.rs 1 0263829989b6fd95",
            "src/generated/mod.rs 1 37f29dc4d3b9e8bc"
        ]
    );
}

#[test]
fn check_shows_each_diff_and_the_command_to_run() {
    let dir = emitted();
    fs::write(dir.path().join("src/generated/a.rs"), "a\nb\u{1b}[31m").expect("written");
    assert_eq!(
        report(planned(dir.path()), Diffs::Short),
        "edited by hand  crates/x/src/generated/a.rs
--- crates/x/src/generated/a.rs (on the disk)
+++ crates/x/src/generated/a.rs (generated)
@@ -1,2 +1 @@
 a
-b\u{fffd}[31m
\\ no newline at the end of the file

error: 1 of 4 generated files is not fresh: 1 edited by hand
help: run `cargo xtask codegen` and commit the result; changes belong in spec/ or in the generator
"
    );
}

#[test]
fn a_long_diff_is_cut_for_check_and_whole_for_diff() {
    let dir = emitted();
    let long: String = (0..200).map(|line| format!("{line}\n")).collect();
    fs::write(dir.path().join("src/generated/a.rs"), long).expect("written");
    let short = report(planned(dir.path()), Diffs::Short);
    assert!(short.contains("141 more lines"), "{short}");
    assert!(report(planned(dir.path()), Diffs::Full).contains("\n-199\n"));
}

#[test]
fn paths_outside_of_the_folder_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    for path in [
        "src/lib.rs",
        "/etc/x",
        "src/generated/../lib.rs",
        "src/generated/",
        "src/generated",
        "src/generatedx/a.rs",
        "",
    ] {
        let files = [GeneratedFile { path: path.to_owned(), text: String::new() }];
        assert!(plan(dir.path(), "x", &files).is_err(), "{path}");
    }
    assert!(plan(dir.path(), "x", &[file("a.rs", ""), file("a.rs", "")]).is_err());
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_replaced_and_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("a.rs"), "precious").expect("written");
    fs::write(outside.path().join("x.rs"), "precious").expect("written");

    // A file, a folder below, and the whole folder.
    for case in ["a.rs", "deep", ""] {
        let dir = emitted();
        let place = dir.path().join(GENERATED_DIR).join(case);
        if place.is_dir() {
            fs::remove_dir_all(&place).expect("removed");
        } else {
            fs::remove_file(&place).expect("removed");
        }
        let target = if case == "a.rs" { outside.path().join("a.rs") } else { outside.path().to_owned() };
        let place = dir.path().join(format!("{GENERATED_DIR}/{case}"));
        let place = place.to_str().expect("text").trim_end_matches('/');
        symlink(target, place).expect("linked");
        let plan = planned(dir.path());
        assert!(!plan.is_fresh(), "{case}");
        emit(&plan).expect("emitted");
        assert!(planned(dir.path()).is_fresh(), "{case}");
        for name in ["a.rs", "x.rs"] {
            let text = fs::read_to_string(outside.path().join(name)).expect("read");
            assert_eq!(text, "precious", "{case}");
        }
        assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 2);
    }
}

#[test]
fn folders_in_the_place_of_files_and_the_reverse_are_repaired() {
    let dir = emitted();
    let path = |name: &str| dir.path().join(GENERATED_DIR).join(name);
    fs::remove_file(path("a.rs")).expect("removed");
    fs::create_dir_all(path("a.rs/inner")).expect("made");
    fs::remove_dir_all(path("deep")).expect("removed");
    emit(&planned(dir.path())).expect("emitted");
    assert!(planned(dir.path()).is_fresh());
}

#[test]
fn what_the_lock_does_not_name_is_never_removed_and_nothing_is_written_beside_it() {
    for foreign in ["mine.rs", "deep/mine.rs", "a.rs/inner/x"] {
        let dir = emitted();
        let path = |name: &str| dir.path().join(GENERATED_DIR).join(name);
        fs::remove_file(path("a.rs")).expect("removed");
        fs::create_dir_all(path(foreign).parent().expect("a folder")).expect("made");
        fs::write(path(foreign), "precious").expect("written");
        let plan = planned(dir.path());
        assert!(plan.stale().any(|file| file.state == State::Foreign), "{foreign}");
        assert!(matches!(emit(&plan), Err(TreeError::ForeignFile(found)) if found == path(foreign)), "{foreign}");
        assert_eq!(fs::read_to_string(path(foreign)).expect("read"), "precious");
        assert!(!path("a.rs").is_file(), "nothing was written");
    }
}

#[test]
fn a_folder_is_only_taken_that_is_empty_or_was_made_by_this_tool() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    assert!(claim(&path("new"), "# mine").is_ok());
    assert!(claim(dir.path(), "# mine").is_ok());
    fs::create_dir(path(".git")).expect("made");
    assert!(claim(dir.path(), "# mine").is_ok());
    fs::write(path("main.rs"), "").expect("written");
    assert!(
        matches!(claim(dir.path(), "# mine"), Err(TreeError::ForeignFolder(_, file)) if file == Path::new("main.rs"))
    );
    fs::write(path("Cargo.toml"), "[package]\n").expect("written");
    assert!(claim(dir.path(), "# mine").is_err());
    fs::write(path("Cargo.toml"), "# mine\n[package]\n").expect("written");
    assert!(claim(dir.path(), "# mine").is_ok());
    fs::remove_file(path("Cargo.toml")).expect("removed");
    emit(&planned(dir.path())).expect("emitted");
    assert!(claim(dir.path(), "# mine").is_ok());
}

#[test]
fn a_scaffold_never_replaces_what_somebody_else_wrote() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = [GeneratedFile { path: "Cargo.toml".into(), text: "# mine\n1\n".into() }];
    assert_eq!(write_scaffold(dir.path(), "# mine", &files).expect("written"), ["Cargo.toml"]);
    assert!(write_scaffold(dir.path(), "# mine", &files).expect("written").is_empty());
    fs::write(dir.path().join("Cargo.toml"), "[package]").expect("written");
    assert!(matches!(write_scaffold(dir.path(), "# mine", &files), Err(TreeError::Foreign(_))));
}
