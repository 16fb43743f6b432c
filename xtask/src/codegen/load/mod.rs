//! From the bytes of a YAML or JSON file to a [`Document`]: a JSON value in which every node knows its place in the text.
//!
//! A file that ends in `.json` is read as JSON, whose strings may have surrogates as escapes; any other as YAML.
//! YAML 1.2 with the core schema: `no` is text, `0o17` is a number, `2026-01-01` is text. Keys are always text (`200:` is
//! the key `"200"`). Anchors and aliases work within a bound; merge keys are refused, because YAML 1.2 has none.
//! Invariants: no input panics; the value is nested at most [`MAX_DEPTH`] deep, so later stages may recurse; a document
//! with a duplicate key is still handed out (the first one counts), so that the linter can report everything at once.

mod anchors;
mod build;
mod document;
mod json;
mod limits;
mod loaded;
mod node;

pub mod pointer;
mod problems;
mod scalar;
mod text;

use std::io::Read;
use std::path::Path;

pub use document::Document;
pub use limits::{MAX_ALIASED_NODES, MAX_BYTES, MAX_DEPTH};
pub use loaded::Loaded;

use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

/// Loads a file. `name` is what diagnostics call it. The size is checked before anything is read.
pub fn load_file(path: &Path, name: &str) -> Loaded {
    let unreadable = |problem: String, help: &str| {
        Loaded::failed(
            Diagnostic::error(Code::UnreadableFile, Origin::file(name), format!("cannot read `{name}`: {problem}"))
                .help(help),
        )
    };
    let help = "check the path; documents of products are named in spec/products.toml";
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            let what = if metadata.is_dir() { "it is a folder" } else { "it is not a regular file" };
            return unreadable(what.to_owned(), "give the path of a YAML or JSON file");
        }
        Ok(metadata) if metadata.len() > MAX_BYTES as u64 => {
            return Loaded::failed(limits::too_large(name, metadata.len()));
        }
        Ok(_) => {}
        Err(error) => return unreadable(error.to_string(), help),
    }
    // Whoever makes the file longer meanwhile does not make us read more.
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => load_bytes(name, &bytes),
        Err(error) => unreadable(error.to_string(), help),
    }
}

/// Loads a text that is already in memory.
pub fn load_bytes(name: &str, bytes: &[u8]) -> Loaded {
    if bytes.len() > MAX_BYTES {
        return Loaded::failed(limits::too_large(name, bytes.len() as u64));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if is_json(name) => json::build(&Source::new(name, text)),
        Ok(text) => build::build(&Source::new(name, text)),
        Err(error) => Loaded::failed(not_utf8(name, bytes, error.valid_up_to())),
    }
}

/// Whether a file is JSON, by its name.
fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

fn not_utf8(name: &str, bytes: &[u8], offset: usize) -> Diagnostic {
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    // Everything before `offset` is valid and therefore as long in the lossy text.
    let origin = Origin::new(&source, offset..offset + char::REPLACEMENT_CHARACTER.len_utf8());
    let byte = bytes.get(offset).copied().unwrap_or_default();
    Diagnostic::error(Code::NotUtf8, origin, format!("the file is not UTF-8: byte 0x{byte:02x} at offset {offset}"))
        .why("YAML and JSON files are UTF-8")
        .help("save the file as UTF-8")
}

#[cfg(test)]
mod tests;
