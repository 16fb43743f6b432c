//! One product through load and pipeline, with what is wrong shown on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::Shell;
use crate::codegen::config::ProductConfig;
use crate::codegen::lint::LintProfile;
use crate::codegen::load::{Document, Loaded, load_file};
use crate::codegen::pipeline::{Generated, Summary, generate};

/// What came of a product, once what is wrong with it has been shown.
pub(super) struct ProductRun {
    /// The files; none after an error that stands in their way.
    pub(super) generated: Option<Generated>,
    /// Whether there was any error, be it only one of prose or examples.
    pub(super) has_errors: bool,
    /// How many operations were left out.
    pub(super) left_out: usize,
}

/// Loads and generates a product.
pub(super) fn run_product(
    product: &ProductConfig,
    path: &Path,
    profile: LintProfile,
    shell: &mut Shell<'_>,
) -> ProductRun {
    run_loaded(product, load_file(path, &product.document), profile, shell)
}

/// Generates a product from a document that was loaded already.
pub(super) fn run_loaded(
    product: &ProductConfig,
    loaded: Loaded,
    profile: LintProfile,
    shell: &mut Shell<'_>,
) -> ProductRun {
    let mut diagnostics = loaded.diagnostics;
    let is_loaded = !diagnostics.iter().any(|one| one.is_error());
    let outcome = loaded.document.as_ref().map(|document| guarded(document, product, profile));
    let mut left_out = 0;
    let (generated, panicked) = match outcome {
        None => (None, false),
        Some(Err(())) => (None, true),
        Some(Ok(outcome)) => {
            diagnostics.extend(outcome.diagnostics);
            left_out = outcome.left_out.len();
            (outcome.generated, false)
        }
    };
    let has_errors = shell.diagnostics(&diagnostics, loaded.document.as_ref());
    if panicked {
        shell.error(
            &format!("the generator failed on `{}`", product.document),
            "this is a bug in the generator; please report it with the document",
        );
    }
    ProductRun { generated: generated.filter(|_| is_loaded), has_errors: has_errors || panicked, left_out }
}

/// A panic must not take the other products' results with it; its message has gone to stderr by then.
fn guarded(
    document: &Document,
    product: &ProductConfig,
    profile: LintProfile,
) -> Result<crate::codegen::pipeline::Outcome, ()> {
    catch_unwind(AssertUnwindSafe(|| generate(document, product, profile))).map_err(drop)
}

/// `54 operations, 12 resources, 15 enums, 14 files, 3088 lines`
pub(super) fn describe(generated: &Generated) -> String {
    let Summary { operations, resources, enums, lines, .. } = generated.summary;
    let counted = |number: usize, noun: &str| match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    };
    [
        counted(operations, "operation"),
        counted(resources, "resource"),
        counted(enums, "enum"),
        counted(generated.files.len(), "file"),
        counted(lines, "line"),
    ]
    .join(", ")
}
