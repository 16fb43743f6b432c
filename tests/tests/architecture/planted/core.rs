//! One planted `use` in the sources of the core is found.

use crate::check::{Findings, Rules, check};
use crate::files::Files;
use crate::workspace::sources;

/// The files of the core with a line at the end of one of them, and the number of that line.
fn core_with(file: &str, line: &str) -> (Files, usize) {
    let core = sources("crates/twilio-core");
    let text = core.text(file).unwrap_or_else(|| panic!("the core has no {file}")).trim_end().to_owned();
    let number = text.lines().count() + 1;
    (core.with(file, &format!("{text}\n{line}\n")), number)
}

fn findings(files: &Files) -> Findings {
    check(files, &Rules { lists: &["lib.rs"], ..Rules::default() })
}

#[test]
fn an_import_against_the_order_is_found_in_the_core() {
    let (files, line) = core_with("error/kind.rs", "use crate::Pager as _;");
    let findings = findings(&files);
    let expected =
        format!("error/kind.rs:{line} -> page/pager.rs: `crate::Pager`: layer `error` comes before layer `page`");
    assert!(findings.order.iter().any(|one| one.starts_with(&expected)), "expected {expected}:\n{findings}");
}

#[test]
fn a_circle_is_found_in_the_core() {
    let (files, line) = core_with("value/timestamp/parse.rs", "use crate::Timestamp as _;");
    let findings = findings(&files);
    let expected = format!("value/timestamp/parse.rs:{line} -> value/timestamp/mod.rs: `crate::Timestamp`");
    assert!(findings.circles.iter().any(|one| one.contains(&expected)), "expected {expected}:\n{findings}");
}
