//! Faults in the list of layers, crowded folders, test code within other code and unreadable files are found.

use crate::check::{Rules, check};
use crate::files::Files;
use crate::folders::LargeFolder;
use crate::sample::{LIB, findings, layered, only};

#[test]
fn a_module_in_no_layer_is_found() {
    let files = layered().with("lib.rs", &format!("{LIB}mod extra;\n")).with("extra.rs", "");
    only(&findings(&files).layers, &findings(&files), &["module `extra` is in no layer"]);

    let files = layered().with("lib.rs", &format!("{LIB}mod extra {{\n    pub struct Extra;\n}}\n"));
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
fn a_crowded_folder_is_found_unless_an_entry_allows_it() {
    let names: Vec<String> = (0..12).map(|number| format!("part{number}")).collect();
    let declared: String = names.iter().map(|name| format!("mod {name};\n")).collect();
    let files = Files::default().with("lib.rs", "mod parts;\n").with("parts/mod.rs", &declared);
    let files = names.iter().fold(files, |files, name| files.with(&format!("parts/{name}.rs"), ""));
    let found = check(&files, &Rules::default());
    only(&found.crowded, &found, &["parts/: 13 files beside each other"]);

    const LARGE: &[LargeFolder] = &[LargeFolder { path: "parts/", reason: "one file for each part" }];
    let rules = Rules { large: LARGE, ..Rules::default() };
    assert!(check(&files, &rules).is_empty(), "{}", check(&files, &rules));
    let unneeded = check(&Files::default().with("lib.rs", ""), &rules);
    only(&unneeded.crowded, &unneeded, &["parts/", "remove the entry"]);
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
