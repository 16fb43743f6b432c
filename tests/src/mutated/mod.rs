//! Documents with random edits, the same ones on every run: those that the generator accepts are compiled and read.

mod chance;
mod edits;

use serde_json::Value;
use xtask::codegen::config::ProductConfig;
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline;
use xtask::codegen::tree::GeneratedFile;

use super::fixtures::fixtures;
use chance::Chance;

/// How many documents an ordinary run compiles.
pub const ORDINARY: usize = 240;

/// The variable that asks for another number of them.
pub const COUNT: &str = "TWILIO_MUTATED_DOCUMENTS";

/// An edited document that the generator accepted.
#[derive(Debug)]
pub struct Mutated {
    /// The module that its files are compiled in.
    pub name: String,
    /// The fixture that was edited.
    pub fixture: String,
    /// What was edited.
    pub edits: Vec<String>,
    /// The document.
    pub document: Value,
    /// What was generated.
    pub files: Vec<GeneratedFile>,
}

/// Accepted documents, `count` of them, and how many were refused on the way.
pub fn accepted(count: usize) -> (Vec<Mutated>, usize) {
    let seeds: Vec<(String, Value)> = fixtures()
        .into_iter()
        .filter_map(|fixture| {
            let loaded = load_bytes(&fixture.name, fixture.text.as_bytes());
            Some((fixture.name, loaded.document?.json))
        })
        .collect();
    let (mut accepted, mut refused) = (Vec::new(), 0);
    for seed in 0.. {
        if accepted.len() == count {
            break;
        }
        let mut chance = Chance::new(seed);
        let Some((fixture, document)) = chance.one_of(&seeds).cloned() else { break };
        let mut document = document;
        let edits: Vec<String> = (0..=chance.below(4)).map(|_| edits::edit(&mut document, &mut chance)).collect();
        match generate(&document) {
            Some(files) => accepted.push(Mutated { name: format!("seed_{seed}"), fixture, edits, document, files }),
            None => refused += 1,
        }
    }
    (accepted, refused)
}

/// How many documents this run compiles.
pub fn count() -> usize {
    std::env::var(COUNT).ok().and_then(|count| count.parse().ok()).unwrap_or(ORDINARY)
}

fn generate(document: &Value) -> Option<Vec<GeneratedFile>> {
    let loaded = load_bytes("mutated.json", document.to_string().as_bytes());
    let document = loaded.document.filter(|_| loaded.diagnostics.is_empty())?;
    let product = ProductConfig::neutral("mutated", "mutated.json", "mutated");
    let outcome = pipeline::generate(&document, &product, LintProfile::Foreign);
    // What is generated without some of its operations has another exit code, and says so.
    let is_whole = outcome.left_out.is_empty() && !outcome.diagnostics.iter().any(|one| one.is_error());
    outcome.generated.filter(|_| is_whole).map(|generated| generated.files)
}
