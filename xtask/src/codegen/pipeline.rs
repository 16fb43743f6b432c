//! One product, from a loaded document to files in memory.

use super::config::ProductConfig;
use super::diagnostics::{Code, Diagnostic, Severity};
use super::emit;
use super::lint::LintProfile;
use super::load::Document;
use super::model::{Product, build};
use super::normalise::normalise;
use super::print::{header, print};
use super::read::read;
use super::split::split;
use super::tree::GeneratedFile;
use super::types::{SidNames, type_table};

pub use super::normalise::PassReport;

/// What came of a product: diagnostics always, files unless one of them is an error.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What is wrong with the document.
    pub diagnostics: Vec<Diagnostic>,
    /// The files and what was seen on the way to them.
    pub generated: Option<Generated>,
}

/// The files of a crate's `src/generated`.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The files, sorted by path.
    pub files: Vec<GeneratedFile>,
    /// What they hold.
    pub summary: Summary,
    /// What the normalise passes did, in their order.
    pub passes: Vec<PassReport>,
}

/// What a product is made of, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Resources, each with a file.
    pub resources: usize,
    /// Enums.
    pub enums: usize,
    /// Handles.
    pub handles: usize,
    /// Lines of all files.
    pub lines: usize,
}

/// Where the error codes of all products are listed.
const ERRORS: &str = "spec/errors.toml";

/// The tree of resources, which the crate's page includes.
const TREE: &str = "src/generated/tree.md";

/// Generates a product: lint, normalise, types, model, emitters, split, print.
pub fn generate(document: &Document, product: &ProductConfig, profile: LintProfile) -> Outcome {
    let mut diagnostics = super::lint::check(document, product, profile);
    if has_errors(&diagnostics) {
        return Outcome { diagnostics, generated: None };
    }
    let generated = middle(document, product, &mut diagnostics);
    let generated = generated.filter(|_| !has_errors(&diagnostics));
    Outcome { diagnostics, generated }
}

/// Whether something stands in the way of code. Prose and examples do not: their errors are reported beside the files.
fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error && !diagnostic.code.is_documentation())
}

/// The stages between lint and emitters: what the generated code is made from. None if a diagnostic is an error.
pub fn model(
    document: &Document,
    product: &ProductConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Product, Vec<PassReport>)> {
    let mut normalised = normalise(document, product);
    diagnostics.append(&mut normalised.diagnostics);
    if let Err(diagnostic) = read(&normalised.json) {
        diagnostics.push(*diagnostic);
    }
    if has_errors(diagnostics) {
        return None;
    }
    let sids: SidNames = product.sids.iter().map(|alias| (alias.prefix.clone(), alias.name.clone())).collect();
    match type_table(&normalised, &sids) {
        Ok(types) => Some((build(&normalised, &types, product, &sids, diagnostics), normalised.passes)),
        Err(found) => {
            diagnostics.extend(found);
            None
        }
    }
}

fn middle(document: &Document, product: &ProductConfig, diagnostics: &mut Vec<Diagnostic>) -> Option<Generated> {
    let (model, passes) = model(document, product, diagnostics)?;
    let files = match split(&model) {
        Ok(files) => files,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(Code::EmittedCode, "", format!("the emitted code is no Rust: {error}"))
                    .why("An emitter met something in the model that it does not know.")
                    .help("This is a fault of the generator: please report it with the document."),
            );
            return None;
        }
    };
    let mut files: Vec<GeneratedFile> = files
        .iter()
        .map(|file| GeneratedFile { path: file.path.clone(), text: print(file, &product.document) })
        .collect();
    files.extend(emit::error_codes(&model).map(|text| GeneratedFile {
        path: format!("src/generated/{}.rs", emit::ERROR_CODES),
        text: format!("{}{text}", header(ERRORS)),
    }));
    files.push(GeneratedFile { path: TREE.to_owned(), text: emit::tree(&model) });
    let summary = Summary {
        operations: model.resources.iter().map(|resource| resource.operations.len()).sum(),
        resources: model.resources.len(),
        enums: model.resources.iter().map(|resource| resource.enums.len()).sum(),
        handles: model.resources.iter().map(|resource| resource.handles.len()).sum(),
        lines: files.iter().map(|file| file.text.lines().count()).sum(),
    };
    Some(Generated { files, summary, passes })
}
