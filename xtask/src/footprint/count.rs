//! The table that is the same on every machine: lines, bytes, public items, crates.

use std::path::Path;

use super::{FootprintError, Subject, cargo};
use crate::surface::surface;

/// One product, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The crate's name.
    pub package: String,
    /// Lines of the generated files.
    pub lines: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Lines of raw progenitor's client.
    pub raw_lines: usize,
    /// Its bytes.
    pub raw_bytes: usize,
    /// Lines of the public surface: one per public item.
    pub public_items: usize,
    /// Crates that the crate needs.
    pub crates: usize,
    /// Lines that one model for each resource with two paths saves.
    pub saved_lines: usize,
}

/// Counts a product.
pub fn count(root: &Path, subject: &Subject) -> Result<Count, FootprintError> {
    let product = &subject.product;
    let dir = root.join(&product.crate_dir);
    let (mut lines, mut bytes) = (0, 0);
    let doing = || format!("reading {}/src", product.crate_dir);
    let files = std::fs::read_dir(dir.join("src/generated")).map_err(|error| FootprintError::new(doing(), error))?;
    for file in files.flatten().filter(|file| file.path().extension().is_some_and(|extension| extension == "rs")) {
        let text = std::fs::read_to_string(file.path()).map_err(|error| FootprintError::new(doing(), error))?;
        lines += text.lines().count();
        bytes += text.len();
    }
    let items =
        surface(&dir, &product.package.replace('-', "_")).map_err(|error| FootprintError::new(doing(), error))?;
    Ok(Count {
        package: product.package.clone(),
        lines,
        bytes,
        raw_lines: subject.raw.lines().count(),
        raw_bytes: subject.raw.len(),
        public_items: items.len(),
        crates: cargo::dependencies(root, &product.package)?,
        saved_lines: subject.saved_lines,
    })
}

/// The table, as it stands in the report.
pub fn table(counts: &[Count]) -> String {
    let mut text = String::from(
        "| crate | generated lines | raw progenitor's | ratio | bytes | raw progenitor's | ratio | public items | crates in the tree | lines saved by pairs |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for count in counts {
        let ratio = |ours: usize, raw: usize| ours as f64 / raw.max(1) as f64;
        text.push_str(&format!(
            "| `{}` | {} | {} | {:.3} | {} | {} | {:.3} | {} | {} | {} |\n",
            count.package,
            count.lines,
            count.raw_lines,
            ratio(count.lines, count.raw_lines),
            count.bytes,
            count.raw_bytes,
            ratio(count.bytes, count.raw_bytes),
            count.public_items,
            count.crates,
            count.saved_lines
        ));
    }
    text
}
