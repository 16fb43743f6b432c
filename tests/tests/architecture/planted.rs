//! The check finds what is planted for it, and nothing in a tree that keeps the rules.

use crate::check::{Findings, Rules, check};
use crate::circles::Pair;
use crate::files::Files;

const LIB: &str = "\
// --- layers: each imports from those above it only ---

/// Reads.
mod json;

/// Converts.
pub mod model;

/// Calls.
mod call;

// --- end of the layers ---

#[cfg(test)]
mod test_support;

pub use call::Call;
pub use model::Field;

pub mod generated {
    pub use crate::call::Call;
}
";

/// Three layers whose names are re-exported at the root.
fn layered() -> Files {
    Files::default()
        .with("lib.rs", LIB)
        .with("json.rs", "pub struct Reader;\n\n#[cfg(test)]\nmod tests {\n    use crate::Call;\n}\n")
        .with("model/mod.rs", "mod field;\nmod table;\n\npub use field::Field;\npub(crate) use table::Table;\n")
        .with("model/field.rs", "use super::Table;\n\npub struct Field(Table);\n")
        .with("model/table.rs", "use crate::json::Reader;\n\npub(crate) struct Table(Reader);\n")
        .with("call.rs", "use crate::Field;\nuse crate::model::Table;\n\npub struct Call(Field, Table);\n")
        .with("test_support.rs", "use crate::{Call, json::Reader};\n")
}

fn findings(files: &Files) -> Findings {
    check(files, &Rules { lists: &["lib.rs"], pairs: &[] })
}

/// That there is one finding, of this rule, with these words.
fn only(found: &[String], findings: &Findings, words: &[&str]) {
    let [one] = found else { panic!("expected one finding:\n{findings}") };
    assert!(words.iter().all(|word| one.contains(word)), "expected {words:?}:\n{findings}");
    assert_eq!(findings.faults(), 1, "{findings}");
}

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
    let rules = Rules { lists: &["lib.rs"], pairs: PAIRS };
    let circle = layered().with("model/table.rs", "use super::Field;\n\npub(crate) struct Table(Box<Field>);\n");
    assert!(check(&circle, &rules).is_empty(), "{}", check(&circle, &rules));
    only(&check(&layered(), &rules).circles, &check(&layered(), &rules), &["model/field.rs", "remove the entry"]);
}

#[test]
fn a_module_in_no_layer_is_found() {
    let files = layered().with("lib.rs", &format!("{LIB}mod extra;\n")).with("extra.rs", "");
    only(&findings(&files).layers, &findings(&files), &["module `extra` is in no layer"]);
}

#[test]
fn a_root_without_a_list_of_layers_is_found() {
    let files = layered().with("lib.rs", &LIB.replace("// --- ", "// "));
    only(&findings(&files).layers, &findings(&files), &["lib.rs: no list of layers"]);
}

#[test]
fn a_layer_has_one_line_of_comment_and_an_empty_line_before_it() {
    let silent = layered().with("lib.rs", &LIB.replace("/// Converts.\n", ""));
    only(&findings(&silent).layers, &findings(&silent), &["lib.rs:6", "layer `model` has no line of comment"]);
    let talkative = layered().with("lib.rs", &LIB.replace("/// Converts.\n", "/// Converts\n/// a lot.\n"));
    only(&findings(&talkative).layers, &findings(&talkative), &["layer `model` has 2 lines of comment"]);
    let dense = layered().with("lib.rs", &LIB.replace("mod json;\n\n", "mod json;\n"));
    only(&findings(&dense).layers, &findings(&dense), &["no empty line between layers `json` and `model`"]);
}

#[test]
fn an_item_beside_the_list_of_layers_belongs_in_a_layer() {
    let files = layered()
        .with("lib.rs", &format!("{LIB}pub const LIMIT: usize = 1;\n"))
        .with("json.rs", "pub struct Reader;\nconst TWICE: usize = 2 * crate::LIMIT;\n");
    only(&findings(&files).order, &findings(&files), &["json.rs:2 -> lib.rs", "move it into a layer"]);
}

#[test]
fn a_crowded_folder_is_found() {
    let names: Vec<String> = (0..12).map(|number| format!("part{number}")).collect();
    let declared: String = names.iter().map(|name| format!("mod {name};\n")).collect();
    let files = Files::default().with("lib.rs", "mod parts;\n").with("parts/mod.rs", &declared);
    let files = names.iter().fold(files, |files, name| files.with(&format!("parts/{name}.rs"), ""));
    let findings = check(&files, &Rules::default());
    only(&findings.crowded, &findings, &["parts/: 13 files beside each other"]);
}

#[test]
fn test_code_within_other_code_is_found() {
    for (code, line) in [
        ("pub struct Reader {\n    #[cfg(test)]\n    trace: bool,\n}\n", "json.rs:2"),
        ("pub enum Reader {\n    #[cfg(any(test, fuzzing))]\n    Trace,\n}\n", "json.rs:2"),
        ("pub struct Reader;\nimpl Reader {\n    #[cfg(test)]\n    pub fn trace(&self) {}\n}\n", "json.rs:3"),
        ("pub struct Reader;\n#[cfg(test)]\nimpl Reader {}\n", "json.rs:2"),
        ("pub struct Reader;\nfn read() {\n    #[cfg(not(test))]\n    drop(1);\n}\n", "json.rs:3"),
        ("pub struct Reader;\nfn read() -> bool {\n    cfg!(test)\n}\n", "json.rs:3"),
        ("#[cfg_attr(test, derive(Clone))]\npub struct Reader;\n", "json.rs:1"),
    ] {
        let files = layered().with("json.rs", code);
        only(&findings(&files).test_code, &findings(&files), &[line, "depends on `cfg(test)`"]);
    }
}

#[test]
fn test_modules_and_features_with_test_in_their_name_are_no_test_code_within_other_code() {
    let code = "#![cfg_attr(test, allow(clippy::unwrap_used))]\n#[cfg(feature = \"test\")]\npub struct Reader;\n\
                #[cfg(test)]\nuse crate::Call;\n#[cfg(test)]\nmod tests {\n    #[cfg(test)]\n    fn trace() {}\n}\n";
    assert!(findings(&layered().with("json.rs", code)).is_empty(), "{}", findings(&layered().with("json.rs", code)));
}

#[test]
fn a_file_that_is_no_rust_or_missing_is_an_error() {
    let files = layered().with("json.rs", "struct {").with("call.rs", "mod gone;\npub struct Call;\n");
    let unreadable = findings(&files).unreadable;
    assert!(unreadable.iter().any(|one| one.starts_with("json.rs: ")), "{unreadable:?}");
    assert!(unreadable.iter().any(|one| one.starts_with("call/gone.rs: ")), "{unreadable:?}");
}
