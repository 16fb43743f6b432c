//! `spec/products.toml`: one table per product, with everything that the generator must not guess.
//!
//! A text enters, a [`Config`] and diagnostics leave. Every entry that overrides something carries why it exists and
//! where it stands ([`Origin`]), so that the stage that applies it can point here when it no longer matches anything.
//! Invariant: what is handed out is well-formed on its own; whether it fits a document is for the later stages.

mod check;
mod errors;
mod names;
mod pairs;
mod product;
mod profile;
mod read;

use std::path::Path;
use std::sync::Arc;

pub use names::{NameOverride, Named};
pub use pairs::{Pair, PairKind};

use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

pub use profile::Profile;

pub use product::{ErrorConstant, Fixup, FixupKind, HandleName, PlainEnum, ProductConfig, Rename, SidAlias};

/// Where the file lies, seen from the workspace's root.
pub const CONFIG_PATH: &str = "spec/products.toml";

/// The file beside it that has the error codes of products. A workspace without it has none.
const ERRORS_FILE: &str = "errors.toml";

/// All products, sorted by key.
#[derive(Clone, Debug)]
pub struct Config {
    /// The text, for diagnostics about the file as a whole.
    pub source: Arc<Source>,
    /// The products.
    pub products: Vec<ProductConfig>,
}

impl Config {
    /// Reads a file, and the file of error codes beside it. `name` is what diagnostics call it.
    pub fn load(path: &Path, name: &str) -> (Config, Vec<Diagnostic>) {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let (mut config, mut diagnostics) = Config::parse(name, &text);
                let errors = path.with_file_name(ERRORS_FILE);
                if let Ok(text) = std::fs::read_to_string(&errors) {
                    let name = Path::new(name).with_file_name(ERRORS_FILE).display().to_string();
                    diagnostics.extend(errors::assign(&Source::new(name, text), &mut config.products));
                }
                (config, diagnostics)
            }
            Err(error) => {
                let config = Config { source: Source::new(name, ""), products: Vec::new() };
                let diagnostic = Diagnostic::error(
                    Code::UnreadableFile,
                    Origin::file(name),
                    format!("cannot read `{name}`: {error}"),
                )
                .help("run the command inside the workspace");
                (config, vec![diagnostic])
            }
        }
    }

    /// Reads a text: all products whose table is well-formed, and what is wrong with the others.
    pub fn parse(name: &str, text: &str) -> (Config, Vec<Diagnostic>) {
        let source = Source::new(name, text);
        let (products, mut diagnostics) = read::products(&source);
        diagnostics.extend(check::products(&products));
        if products.is_empty() && diagnostics.is_empty() {
            diagnostics.push(
                Diagnostic::error(Code::BadConfig, Origin::new(&source, 0..0), format!("no product in `{name}`"))
                    .why("there would be nothing to generate or to check, which is no success")
                    .help("add a table for each product; the comment at the top of spec/products.toml shows its form"),
            );
        }
        (Config { source, products }, diagnostics)
    }

    /// The product of a name.
    pub fn product(&self, key: &str) -> Option<&ProductConfig> {
        self.products.iter().find(|product| product.key == key)
    }
}

#[cfg(test)]
mod tests;
