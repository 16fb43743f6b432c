//! One product, from a loaded document to files in memory.

use std::collections::BTreeSet;

use super::config::ProductConfig;
use super::diagnostics::{Code, Diagnostic, Severity};
use super::emit;
use super::left_out::{Key, Operations};
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
    /// The operations that were left out, by id.
    pub left_out: Vec<String>,
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
///
/// In somebody else's document, an operation with a construct that cannot be generated is left out, unless none would remain.
pub fn generate(document: &Document, product: &ProductConfig, profile: LintProfile) -> Outcome {
    let mut diagnostics = super::lint::check(document, product, profile);
    match profile {
        LintProfile::Foreign => partial(document, product, diagnostics),
        LintProfile::Ours if has_errors(&diagnostics) => Outcome { diagnostics, ..Outcome::default() },
        LintProfile::Ours => {
            let stages = Stages { document, product, profile, left_out: &BTreeSet::new() };
            let generated = stages.run(&mut diagnostics);
            Outcome { generated: generated.filter(|_| !has_errors(&diagnostics)), diagnostics, left_out: Vec::new() }
        }
    }
}

/// Leaves out what has errors until the rest has none.
fn partial(document: &Document, product: &ProductConfig, mut diagnostics: Vec<Diagnostic>) -> Outcome {
    let operations = Operations::of(document);
    let (mut left_out, mut ids) = (BTreeSet::new(), BTreeSet::new());
    let mut judged = 0;
    loop {
        for diagnostic in &mut diagnostics[judged..] {
            if !diagnostic.is_error() || diagnostic.code.is_documentation() {
                continue;
            }
            let Some(concerned) = operations.concerned(diagnostic) else {
                return Outcome { diagnostics, ..Outcome::default() };
            };
            diagnostic.effect = Some(effect(&concerned));
            for (key, id) in concerned {
                left_out.insert(key);
                ids.insert(id);
            }
        }
        if !left_out.is_empty() && left_out.len() == operations.len() {
            diagnostics.iter_mut().filter(|one| one.is_error()).for_each(|one| one.effect = None);
            return Outcome { diagnostics, ..Outcome::default() };
        }
        judged = diagnostics.len();
        let stages = Stages { document, product, profile: LintProfile::Foreign, left_out: &left_out };
        let mut found = Vec::new();
        let generated = stages.run(&mut found);
        if !has_errors(&found) {
            diagnostics.append(&mut found);
            return Outcome { diagnostics, generated, left_out: ids.into_iter().collect() };
        }
        // What else was said holds for a document that is not generated; errors that were judged before cannot be mended so.
        // The effect of those was added since.
        let is_judged = |one: &Diagnostic| diagnostics.iter().any(|judged| judged.is_same_finding(one));
        found.retain(|one| one.is_error() && !is_judged(one));
        if found.is_empty() {
            return Outcome { diagnostics, ..Outcome::default() };
        }
        diagnostics.append(&mut found);
    }
}

/// What an error of a part of a document has for a consequence.
fn effect(concerned: &[(Key, String)]) -> String {
    const NAMED: usize = 5;
    let names: Vec<String> = concerned.iter().take(NAMED).map(|(_, id)| format!("`{id}`")).collect();
    match (names.as_slice(), concerned.len().saturating_sub(NAMED)) {
        ([], _) => "no operation needs it: nothing else is left out".to_owned(),
        ([only], _) => format!("the operation {only} is left out"),
        (names, 0) => format!("the operations {} are left out", names.join(", ")),
        (names, more) => format!("the operations {} and {more} more are left out", names.join(", ")),
    }
}

/// Whether something stands in the way of code. Prose and examples do not: their errors are reported beside the files.
fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error && !diagnostic.code.is_documentation())
}

/// The stages between lint and emitters: what the generated code is made from. None if a diagnostic is an error.
pub fn model(
    document: &Document,
    product: &ProductConfig,
    profile: LintProfile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Product, Vec<PassReport>)> {
    Stages { document, product, profile, left_out: &BTreeSet::new() }.model(diagnostics)
}

/// The stages after the lint, and what they work on.
struct Stages<'a> {
    document: &'a Document,
    product: &'a ProductConfig,
    profile: LintProfile,
    left_out: &'a BTreeSet<Key>,
}

impl Stages<'_> {
    fn model(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<(Product, Vec<PassReport>)> {
        let mut normalised = normalise(self.document, self.product, self.profile, self.left_out);
        diagnostics.append(&mut normalised.diagnostics);
        if let Err(diagnostic) = read(&normalised.json) {
            diagnostics.push(*diagnostic);
        }
        if has_errors(diagnostics) {
            return None;
        }
        let sids: SidNames = self.product.sids.iter().map(|alias| (alias.prefix.clone(), alias.name.clone())).collect();
        match type_table(&normalised, &sids) {
            Ok(types) => {
                let model = build(&normalised, &types, (self.product, self.profile), &sids, diagnostics);
                Some((model, normalised.passes))
            }
            Err(found) => {
                diagnostics.extend(found);
                None
            }
        }
    }

    fn run(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Generated> {
        let (model, passes) = self.model(diagnostics)?;
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
            .map(|file| GeneratedFile { path: file.path.clone(), text: print(file, &self.product.document) })
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
}
