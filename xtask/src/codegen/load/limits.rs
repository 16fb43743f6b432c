//! How much a document may hold, and what is said of one that holds more.

use crate::codegen::diagnostics::{Code, Diagnostic, Origin};

/// How deep nodes may be nested.
pub const MAX_DEPTH: usize = 128;

/// How many nodes anchors and aliases may copy.
pub const MAX_ALIASED_NODES: usize = 1_000_000;

/// How many bytes a file may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

pub(super) fn too_large(name: &str, bytes: u64) -> Diagnostic {
    let most = MAX_BYTES / (1024 * 1024);
    Diagnostic::error(Code::FileTooLarge, Origin::file(name), format!("`{name}` has {bytes} bytes"))
        .why(format!("a document may have {most} MiB: no OpenAPI document has a reason to be larger"))
        .help("check whether it is the right file; else split the document by product")
}

pub(super) fn too_deep(origin: Origin) -> Diagnostic {
    Diagnostic::error(Code::NestingTooDeep, origin, format!("nodes are nested deeper than {MAX_DEPTH} levels"))
        .help("give the inner schema a name in `components` and refer to it")
}

pub(super) fn too_many_copies(origin: Origin) -> Diagnostic {
    Diagnostic::error(Code::AliasExpansion, origin, format!("aliases unfold into more than {MAX_ALIASED_NODES} nodes"))
        .why("a few lines of nested aliases can fill any memory")
        .help("use `$ref` to components instead of YAML aliases")
}
