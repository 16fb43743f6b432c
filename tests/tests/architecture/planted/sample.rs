//! A small crate that keeps the rules, in which tests plant what breaks them.

use crate::check::{Findings, Rules, check};
use crate::files::Files;

pub const LIB: &str = "\
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
pub fn layered() -> Files {
    Files::default()
        .with("lib.rs", LIB)
        .with("json.rs", "pub struct Reader;\n\n#[cfg(test)]\nmod tests {\n    use crate::Call;\n}\n")
        .with("model/mod.rs", "mod field;\nmod table;\n\npub use field::Field;\npub(crate) use table::Table;\n")
        .with("model/field.rs", "use super::Table;\n\npub struct Field(Table);\n")
        .with("model/table.rs", "use crate::json::Reader;\n\npub(crate) struct Table(Reader);\n")
        .with("call.rs", "use crate::Field;\nuse crate::model::Table;\n\npub struct Call(Field, Table);\n")
        .with("test_support.rs", "use crate::{Call, json::Reader};\n")
}

pub fn findings(files: &Files) -> Findings {
    check(files, &Rules { lists: &["lib.rs"], ..Rules::default() })
}

/// That there is one finding, of this rule, with these words.
pub fn only(found: &[String], findings: &Findings, words: &[&str]) {
    let [one] = found else { panic!("expected one finding:\n{findings}") };
    assert!(words.iter().all(|word| one.contains(word)), "expected {words:?}:\n{findings}");
    assert_eq!(findings.faults(), 1, "{findings}");
}
