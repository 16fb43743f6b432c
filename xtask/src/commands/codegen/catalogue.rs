//! The catalogue's part of `cargo xtask codegen`.

use std::path::Path;

use super::finish::finish_files;
use crate::codegen::catalogue::{CRATE, ROWS, Source, generate};
use crate::codegen::config::{Config, ProductConfig};
use crate::codegen::load::{Document, load_file};
use crate::codegen::tree::Plan;
use crate::commands::{CodegenArgs, Exit, Shell};

/// Generates, checks or compares the catalogue of all products, whichever were selected. A workspace without rows has none.
pub(super) fn run(
    args: &CodegenArgs,
    config: &Config,
    root: &Path,
    shell: &mut Shell<'_>,
) -> Result<Option<Plan>, Exit> {
    if !root.join(ROWS).is_dir() {
        return Ok(None);
    }
    let mut loaded: Vec<(&ProductConfig, Document, Document)> = Vec::new();
    for product in &config.products {
        let document = load(root, &product.document, shell)?;
        let rows = load(root, &format!("{ROWS}/{}.json", product.key), shell)?;
        loaded.push((product, document, rows));
    }
    let common = load(root, &format!("{ROWS}/common.json"), shell)?;
    let sources: Vec<Source<'_>> =
        loaded.iter().map(|(config, document, rows)| Source { config, document, rows }).collect();
    let outcome = generate(&sources, &common);
    let mut failed = shell.diagnostics(&outcome.common, Some(&common));
    for (source, diagnostics) in sources.iter().zip(&outcome.diagnostics) {
        failed |= shell.diagnostics(diagnostics, Some(source.rows));
    }
    let Some(files) = outcome.files.filter(|_| !failed) else { return Err(Exit::Errors) };
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    let description = format!("{} products, {} files, {lines} lines", sources.len(), files.len());
    finish_files(args, &root.join(CRATE), CRATE, &files, &description, shell)
}

/// A document without errors. Those of a product's document were shown when the product was generated.
fn load(root: &Path, name: &str, shell: &mut Shell<'_>) -> Result<Document, Exit> {
    let loaded = load_file(&root.join(name), name);
    let is_rows = name.starts_with(ROWS);
    let has_errors = loaded.diagnostics.iter().any(|one| one.is_error());
    if is_rows {
        shell.diagnostics(&loaded.diagnostics, loaded.document.as_ref());
    }
    loaded.document.filter(|_| !has_errors).ok_or(Exit::Errors)
}
