//! How large the product crates are and what they cost to compile, beside raw progenitor for the same documents.
//!
//! In: the workspace and its documents. Out: `docs/footprint.md`, two tables. [`count`] gives the one that is the same on every machine, which
//! [`check`] holds the file to; [`measure`] gives the one that depends on the machine and the day.
//! Invariant: nothing outside `docs/footprint.md` and the target folder is written.

mod cargo;
pub mod check;
pub mod compile;
pub mod count;
pub mod measure;
pub mod programs;
pub mod raw;
pub mod report;
pub mod sizes;
pub mod trees;
pub mod workshop;

use std::path::Path;

use crate::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::load::{Document, load_file};
use crate::codegen::pipeline::generate;

/// The report, seen from the workspace's root.
pub const REPORT_PATH: &str = "docs/footprint.md";

/// What stopped a count or a measurement.
#[derive(Debug)]
pub struct FootprintError {
    /// What was being done.
    pub doing: String,
    /// What went wrong.
    pub problem: String,
}

impl FootprintError {
    /// An error; `doing` reads behind "while".
    pub fn new(doing: impl Into<String>, problem: impl ToString) -> FootprintError {
        FootprintError { doing: doing.into(), problem: problem.to_string() }
    }
}

impl std::fmt::Display for FootprintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "while {}: {}", self.doing, self.problem)
    }
}

impl std::error::Error for FootprintError {}

/// A product with what raw progenitor makes of its document.
#[derive(Debug)]
pub struct Subject {
    /// The product.
    pub product: ProductConfig,
    /// The whole client that raw progenitor generates, as one file.
    pub raw: String,
    /// Generated lines that `pairs` of products.toml save: one model for a resource that has two paths.
    pub saved_lines: usize,
}

/// All products, each with raw progenitor's client.
pub fn subjects(root: &Path) -> Result<Vec<Subject>, FootprintError> {
    let (config, diagnostics) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    if !diagnostics.is_empty() {
        return Err(FootprintError::new("reading the products", "run `cargo xtask codegen`, which says what is wrong"));
    }
    config
        .products
        .into_iter()
        .map(|product| {
            let doing = || format!("generating raw progenitor's client of {}", product.document);
            let loaded = load_file(&root.join(&product.document), &product.document);
            let document = loaded.document.ok_or_else(|| FootprintError::new(doing(), "the document can't be read"))?;
            let raw = raw::client(&document.json).map_err(|problem| FootprintError::new(doing(), problem))?;
            let saved_lines = saved_lines(&document, &product);
            Ok(Subject { product, raw, saved_lines })
        })
        .collect()
}

/// How many lines more the product has if no two components are one type.
fn saved_lines(document: &Document, product: &ProductConfig) -> usize {
    let lines = |product: &ProductConfig| {
        generate(document, product, LintProfile::Ours).generated.map_or(0, |generated| generated.summary.lines)
    };
    let apart = ProductConfig { pairs: Vec::new(), ..product.clone() };
    lines(&apart).saturating_sub(lines(product))
}
