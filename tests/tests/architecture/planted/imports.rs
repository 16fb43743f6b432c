//! Imports against the order and circles are found, and nothing in a tree that keeps the rules.

use crate::check::{Rules, check};
use crate::circles::Pair;
use crate::files::Files;
use crate::sample::{LIB, findings, layered, only};

#[test]
fn a_tree_that_keeps_the_rules_has_no_findings() {
    let findings = findings(&layered());
    assert!(findings.is_empty(), "{findings}");
    assert!(findings.imports >= 5, "{} imports", findings.imports);
}

#[test]
fn an_import_against_the_order_is_found() {
    let findings =
        findings(&layered().with("json.rs", "// Field\nuse crate::model::Field;\n\npub struct Reader(Field);\n"));
    assert!(findings.order[0].contains("json.rs:2 -> model/field.rs"), "{findings}");
    assert!(findings.order[0].contains("layer `json` comes before layer `model`"), "{findings}");
}

#[test]
fn a_re_export_against_the_order_is_found() {
    let files = layered().with("json.rs", "pub use crate::model::Field;\n\npub struct Reader;\n");
    only(&findings(&files).order, &findings(&files), &["json.rs:1 -> model/field.rs"]);
}

#[test]
fn a_module_that_is_imported_against_the_order_is_found() {
    let files = layered().with("json.rs", "use crate::call as later;\n\npub struct Reader;\n");
    only(&findings(&files).order, &findings(&files), &["json.rs:1 -> call.rs: `crate::call`"]);
}

#[test]
fn the_crate_by_its_own_name_is_the_crate() {
    let files = layered()
        .with("lib.rs", &format!("{LIB}extern crate self as planted;\n"))
        .with("json.rs", "use planted::Call;\n\npub struct Reader(Call);\n");
    assert!(findings(&files).order[0].contains("json.rs:1 -> call.rs"), "{}", findings(&files));
}

#[test]
fn an_import_of_a_re_export_at_the_root_counts_for_the_layer_that_defines_the_name() {
    let files = layered().with("model/table.rs", "use crate::Call;\n\npub(crate) struct Table(Option<Box<Call>>);\n");
    assert!(findings(&files).order[0].contains("model/table.rs:1 -> call.rs"), "{}", findings(&files));
}

#[test]
fn a_path_within_code_counts_as_an_import() {
    let files = layered().with("json.rs", "pub struct Reader;\n\nfn call() -> crate::call::Call {\n    todo!()\n}\n");
    let findings = findings(&files);
    assert!(findings.order[0].contains("json.rs:3 -> call.rs: `crate::call::Call`"), "{findings}");
}

#[test]
fn a_path_within_a_macro_call_and_one_through_an_imported_module_count_as_imports() {
    let code =
        "use crate::call;\n\npub struct Reader;\n\nfn name() -> String {\n    format!(\"{:?}\", call::Call)\n}\n";
    let findings = findings(&layered().with("json.rs", code));
    assert!(findings.order.iter().any(|one| one.contains("-> call.rs: `call::Call`")), "{findings}");
}

#[test]
fn what_a_macro_names_is_imported_by_the_files_that_call_it() {
    let table = "#[macro_export]\nmacro_rules! call {\n    () => { $crate::Call };\n}\n\npub(crate) struct Table;\n";
    let files = layered().with("model/table.rs", table);
    assert!(findings(&files).is_empty(), "{}", findings(&files));

    let files = files.with("model/field.rs", "pub struct Field;\n\nfn call() {\n    crate::call!();\n}\n");
    let findings = findings(&files);
    assert!(findings.order[0].contains("model/field.rs:4 -> call.rs: `crate::call`"), "{findings}");
}

#[test]
fn modules_behind_a_feature_and_with_a_path_of_their_own_are_read() {
    let model = "#[cfg(feature = \"field\")]\n#[path = \"other.rs\"]\nmod field;\nmod table;\npub use field::Field;\n\
                 pub(crate) use table::Table;\n";
    let files = layered().with("model/mod.rs", model).with("model/other.rs", "pub struct Field(crate::Call);\n");
    let findings = findings(&files);
    assert!(findings.order[0].contains("model/other.rs:1 -> call.rs"), "{findings}");
    assert!(findings.unreadable[0].contains("model/field.rs: no module declares this file"), "{findings}");
}

#[test]
fn a_circle_of_two_files_is_found() {
    let files = layered().with("model/table.rs", "use super::field::Field;\n\npub(crate) struct Table(Box<Field>);\n");
    only(
        &findings(&files).circles,
        &findings(&files),
        &["2 files", "model/field.rs:1 -> model/table.rs", "model/table.rs:1 -> model/field.rs"],
    );
}

#[test]
fn a_circle_of_three_files_through_a_re_export_is_found() {
    let files = layered()
        .with(
            "model/mod.rs",
            "mod field;\nmod slot;\nmod table;\npub use field::Field;\npub(crate) use {slot::*, table::Table};\n",
        )
        .with("model/table.rs", "use super::Slot;\n\npub(crate) struct Table(Slot);\n")
        .with("model/slot.rs", "use crate::Field;\n\npub(crate) struct Slot(Box<Field>);\n");
    only(
        &findings(&files).circles,
        &findings(&files),
        &["3 files", "model/table.rs:1 -> model/slot.rs: `super::Slot`"],
    );
}

#[test]
fn a_circle_through_a_glob_is_found() {
    let files = layered()
        .with("model/field.rs", "use super::*;\n\npub struct Field(Table);\n")
        .with("model/table.rs", "use super::Field;\n\npub(crate) struct Table(Box<Field>);\n");
    only(
        &findings(&files).circles,
        &findings(&files),
        &["2 files", "model/field.rs:3 -> model/table.rs: `super::Table`"],
    );
}

#[test]
fn a_parent_and_a_child_that_need_each_other_are_a_circle() {
    let call = "mod attempt;\n\npub struct Call;\n\nfn run() {\n    attempt::run();\n}\n";
    let files = Files::default()
        .with("lib.rs", "mod call;\n")
        .with("call/mod.rs", call)
        .with("call/attempt.rs", "pub(super) fn run() -> super::Call {\n    super::Call\n}\n");
    let findings = check(&files, &Rules::default());
    only(&findings.circles, &findings, &["call/mod.rs:6 -> call/attempt.rs", "call/attempt.rs:1 -> call/mod.rs"]);
}

#[test]
fn a_type_and_its_builder_may_know_each_other_and_an_entry_that_allows_nothing_is_an_error() {
    const PAIRS: &[Pair] = &[Pair { files: ["model/field.rs", "model/table.rs"], reason: "a table builds fields" }];
    let rules = Rules { lists: &["lib.rs"], pairs: PAIRS, ..Rules::default() };
    let circle = layered().with("model/table.rs", "use super::Field;\n\npub(crate) struct Table(Box<Field>);\n");
    assert!(check(&circle, &rules).is_empty(), "{}", check(&circle, &rules));
    only(&check(&layered(), &rules).circles, &check(&layered(), &rules), &["model/field.rs", "remove the entry"]);
}
