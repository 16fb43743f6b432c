//! What several targets share.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use xtask::codegen::config::ProductConfig;
use xtask::codegen::render::{Colour, render};
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline;

/// Runs a piece of work in which panics are caught on purpose: the generator turns those of the YAML parser and of progenitor into
/// diagnostics, but libFuzzer's panic hook aborts at once. One that gets out of `work` is a finding all the same.
pub fn allowing_caught_panics(work: impl FnOnce()) {
    thread_local!(static LAST: RefCell<String> = const { RefCell::new(String::new()) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let trace = std::backtrace::Backtrace::force_capture;
            let trace = if std::env::var_os("RUST_BACKTRACE").is_some() { trace().to_string() } else { String::new() };
            LAST.with_borrow_mut(|last| *last = format!("{panic}\n{trace}"));
        }));
    });
    if catch_unwind(AssertUnwindSafe(work)).is_err() {
        eprintln!("{}", LAST.with_borrow(String::clone));
        std::process::abort();
    }
}

/// The whole generator on one document, as `cargo xtask codegen` and the fixtures run it: load, lint, normalise, types, model, emit, print, and
/// the rendering of every diagnostic.
pub fn generate(bytes: &[u8]) {
    let product = ProductConfig::neutral("fuzz", "fuzz.yaml", "fuzz");
    for profile in [LintProfile::Foreign, LintProfile::Ours] {
        let loaded = load_bytes("fuzz.yaml", bytes);
        let mut diagnostics = loaded.diagnostics.clone();
        if let Some(document) = loaded.document.as_ref().filter(|_| loaded.diagnostics.is_empty()) {
            let outcome = pipeline::generate(document, &product, profile);
            assert!(
                outcome.generated.is_some() || outcome.diagnostics.iter().any(|one| one.is_error()),
                "no files, and no diagnostic says why"
            );
            let fault = outcome.diagnostics.iter().find(|one| format!("{:?}", one.code).contains("EmittedCode"));
            assert!(fault.is_none(), "a fault of the generator: {fault:?}");
            diagnostics.extend(outcome.diagnostics);
        }
        let shown = render(&diagnostics, loaded.document.as_ref(), Colour::Never);
        assert_eq!(shown.is_empty(), diagnostics.is_empty());
        if loaded.document.is_none() || profile == LintProfile::Ours {
            return;
        }
    }
}
