//! Tells the crate which compiler builds it: the `User-Agent` header names it.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().ok();
    let version = output.and_then(|output| String::from_utf8(output.stdout).ok());
    // `rustc 1.88.0 (…)`.
    let version = version.as_deref().and_then(|text| text.split(' ').nth(1)).unwrap_or("unknown");
    println!("cargo::rustc-env=TWILIO_RUSTC_VERSION={version}");
}
