//! A misspelt key is an error with its place and the right spelling, or is found in what is generated: it is never
//! passed over in silence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use twilio_tests::faults::Chance;
use twilio_tests::typos::{Original, Verdict};
use xtask::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use xtask::codegen::lint::LintProfile;

/// Typos of an ordinary run, for all three documents.
const TYPOS: u64 = 90;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ours() -> Vec<Original> {
    let (config, diagnostics) = Config::load(&workspace().join(CONFIG_PATH), CONFIG_PATH);
    assert_eq!(diagnostics, []);
    let text = |product: &ProductConfig| std::fs::read_to_string(workspace().join(&product.document)).expect("read");
    config.products.iter().map(|product| Original::new(&text(product), product, LintProfile::Ours)).collect()
}

/// Misspells keys of the documents in turn; gives how many of each verdict there were, and what was missed.
fn misspell(documents: &[Original], count: u64) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let (mut counts, mut missed) = (BTreeMap::new(), Vec::new());
    for (seed, document) in (0..count).zip(documents.iter().cycle()) {
        let (place, typo, verdict) = document.misspell(Chance(seed));
        let name = match verdict {
            Verdict::Suggested => "suggested",
            Verdict::Refused => "refused",
            Verdict::Shown => "shown",
            Verdict::Told => "told",
            Verdict::Missed(problem) => {
                missed.push(format!("{seed}: {place} as {typo}: {problem}"));
                "missed"
            }
        };
        *counts.entry(name).or_default() += 1;
    }
    (counts, missed)
}

#[test]
fn a_misspelt_key_is_never_passed_over_in_silence() {
    let (counts, missed) = misspell(&ours(), TYPOS);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(counts["suggested"] > 50 && counts["refused"] + counts["shown"] > 5, "{counts:?}");
}

/// `TYPO_DOCUMENTS=folder TYPO_COUNT=2000 cargo test -p twilio-tests --test typos -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes, and reads documents that are not in this repository"]
fn misspelt_keys_of_other_documents_are_found_too() {
    let mut documents = ours();
    let folder = std::env::var_os("TYPO_DOCUMENTS").expect("TYPO_DOCUMENTS is a folder of documents");
    let count = std::env::var("TYPO_COUNT").map_or(2000, |count| count.parse().expect("TYPO_COUNT is a number"));
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json")) {
        let text = std::fs::read_to_string(path).expect("a document");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        documents.push(Original::new(&text, &ProductConfig::neutral(&name, &name, &name), LintProfile::Foreign));
    }
    let (counts, missed) = misspell(&documents, count);
    println!("{} documents, {count} typos: {counts:?}", documents.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
