//! Documents with one misspelt key each, and what the generator makes of them.

use std::path::Path;

use serde_json::Value;
use xtask::codegen::config::ProductConfig;
use xtask::codegen::diagnostics::{Code, Diagnostic, Place};
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::{Document, load_bytes, pointer};
use xtask::codegen::pipeline;

use crate::faults::Chance;

/// A document without typos, and what is generated from it.
#[derive(Debug)]
pub struct Original {
    document: Document,
    product: ProductConfig,
    profile: LintProfile,
    keys: Vec<Key>,
    surface: String,
}

/// A key of a document.
#[derive(Clone, Debug)]
struct Key {
    pointer: String,
    name: String,
    /// Whether OpenAPI gives the key; others are names that the document's author chose.
    is_fixed: bool,
}

/// What came of a typo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An error at the key, whose help has the right spelling.
    Suggested,
    /// An error, of a key that is a name: something else refers to it.
    Refused,
    /// The typo is a valid name, and is found in what is generated.
    Shown,
    /// A warning says that nothing is generated for the part of the document that the key is in.
    Told,
    /// None of these; in words.
    Missed(String),
}

impl Original {
    /// Reads a document and generates from it.
    ///
    /// # Panics
    /// When it has errors.
    #[must_use]
    pub fn new(text: &str, product: &ProductConfig, profile: LintProfile) -> Original {
        let document = load_bytes(&product.document, text.as_bytes()).document.expect("a document");
        let surface = surface(&document, product, profile).unwrap_or_else(|found| panic!("{}: {found:?}", product.key));
        let mut keys = Vec::new();
        collect("", &document.json, Names::Fixed, &mut keys);
        Original { document, product: product.clone(), profile, keys, surface }
    }

    /// Misspells one key, chosen by a seed. Gives the key's place, the typo and what came of it.
    #[must_use]
    pub fn misspell(&self, chance: Chance) -> (String, String, Verdict) {
        let key = &self.keys[chance.of(&[1]) as usize % self.keys.len()];
        let typo = typo(&key.name, chance);
        let span = self.document.key_span(&key.pointer).expect("keys have places");
        let text = self.document.source.text();
        let written = &text[span.clone()];
        let changed = format!("{}{}{}", &text[..span.start], written.replacen(&key.name, &typo, 1), &text[span.end..]);
        let verdict = self.judge(key, &typo, span.start, &changed);
        (key.pointer.clone(), typo, verdict)
    }

    /// Whether the key is in a component that no operation uses, in a document with a warning about that.
    fn is_told(&self, key: &Key, document: &Document) -> bool {
        let used = document.source.text().matches(&format!("'#{}'", component(&key.pointer))).count();
        let outcome = pipeline::generate(document, &self.product, self.profile);
        used == 0
            && key.pointer.starts_with("/components/schemas/")
            && outcome.diagnostics.iter().any(|one| one.code == Code::UnreachableComponent)
    }

    fn judge(&self, key: &Key, typo: &str, at: usize, text: &str) -> Verdict {
        // Media types have no case: it is another spelling, and no typo.
        if !key.is_fixed && key.pointer.contains("/content/") && typo.eq_ignore_ascii_case(&key.name) {
            return Verdict::Shown;
        }
        let loaded = load_bytes(&self.product.document, text.as_bytes());
        let mut errors: Vec<Diagnostic> = loaded.diagnostics;
        match loaded.document.as_ref().filter(|_| errors.is_empty()) {
            Some(document) => match surface(document, &self.product, self.profile) {
                Ok(surface) if surface != self.surface => return Verdict::Shown,
                Ok(_) if self.is_told(key, document) => return Verdict::Told,
                Ok(_) => return Verdict::Missed("nothing was said, and nothing changed".to_owned()),
                Err(found) => errors.extend(found),
            },
            None if errors.is_empty() => return Verdict::Missed("no document, and nothing says why".to_owned()),
            None => {}
        }
        if !key.is_fixed {
            return Verdict::Refused;
        }
        let start = |diagnostic: &Diagnostic| match (&diagnostic.place, &loaded.document) {
            (Place::Key(at), Some(document)) => document.key_place(at).span.start,
            (Place::Pointer(at), Some(document)) => document.place(at).span.start,
            (Place::Origin(origin), _) => origin.span.start,
            _ => usize::MAX,
        };
        let meant = format!("`{}`", key.name);
        let suggested =
            errors.iter().any(|one| start(one) == at && one.help.as_deref().is_some_and(|help| help.contains(&meant)));
        match (suggested, errors.as_slice()) {
            (true, [_]) => Verdict::Suggested,
            (true, several) => Verdict::Missed(format!("{} errors for one cause", several.len())),
            (false, several) => Verdict::Missed(format!("no suggestion at the place: {several:?}")),
        }
    }
}

/// The component that a pointer leads into.
fn component(pointer: &str) -> &str {
    let end = pointer.match_indices('/').nth(3).map_or(pointer.len(), |(at, _)| at);
    &pointer[..end]
}

/// Everything that is generated but comments, or the errors.
fn surface(document: &Document, product: &ProductConfig, profile: LintProfile) -> Result<String, Vec<Diagnostic>> {
    let outcome = pipeline::generate(document, product, profile);
    let errors: Vec<Diagnostic> = outcome.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    let files = match outcome.generated {
        Some(generated) if errors.is_empty() => generated.files,
        _ => return Err(errors),
    };
    let code = files.iter().filter(|file| Path::new(&file.path).extension().is_some_and(|end| end == "rs"));
    let lines = code.flat_map(|file| file.text.lines().filter(|line| !line.trim_start().starts_with("//")));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Who chose the keys of a mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Fixed,
    Chosen,
    /// Chosen, and used by nothing that is generated: names of examples, headers of responses, links.
    Free,
}

/// All keys but those of data (`example`, `x-…`), which are the author's own and of no consequence.
fn collect(at: &str, value: &Value, names: Names, keys: &mut Vec<Key>) {
    match value {
        Value::Object(map) => {
            for (name, child) in map {
                let place = pointer::child(at, name);
                let is_fixed = names == Names::Fixed;
                // An example beside a schema, or one of several, each with its data below `value`.
                let is_example = name == "value" && at.rsplit('/').nth(1) == Some("examples");
                if is_fixed
                    && (is_example || name.starts_with("x-") || matches!(name.as_str(), "example" | "default" | "enum"))
                {
                    if !name.starts_with("x-") {
                        keys.push(Key { pointer: place, name: name.clone(), is_fixed });
                    }
                    continue;
                }
                if names != Names::Free {
                    keys.push(Key { pointer: place.clone(), name: name.clone(), is_fixed });
                }
                let inner = match (is_fixed, name.as_str()) {
                    (true, "headers" | "examples" | "links" | "scopes" | "mapping") => Names::Free,
                    (true, "paths" | "properties" | "schemas" | "parameters" | "responses" | "requestBodies")
                    | (true, "content" | "securitySchemes" | "variables" | "encoding")
                        if child.is_object() =>
                    {
                        Names::Chosen
                    }
                    (true, "security") => Names::Chosen,
                    _ => Names::Fixed,
                };
                collect(&place, child, inner, keys);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(&format!("{at}/{index}"), item, names, keys);
            }
        }
        _ => {}
    }
}

/// A name with a letter too many, too few, another one, two swapped, or one of the other case.
fn typo(name: &str, chance: Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for attempt in 0.. {
        let mut changed = letters.clone();
        let at = chance.of(&[2, attempt]) as usize % changed.len();
        let letter = char::from(b'a' + (chance.of(&[3, attempt]) % 26) as u8);
        match chance.of(&[4, attempt]) % 5 {
            0 if changed.len() > 1 => drop(changed.remove(at)),
            1 => changed.insert(at, letter),
            2 => changed[at] = letter,
            3 if at + 1 < changed.len() => changed.swap(at, at + 1),
            4 if changed[at].is_ascii_lowercase() => changed[at] = changed[at].to_ascii_uppercase(),
            4 => changed[at] = changed[at].to_ascii_lowercase(),
            _ => continue,
        }
        if changed != letters {
            letters = changed;
            break;
        }
    }
    letters.into_iter().collect()
}
