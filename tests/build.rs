//! Writes what the test targets compile: the output of the generator's fixtures, and calls of every operation.

use std::path::Path;

#[path = "build/contract.rs"]
mod contract;
#[path = "build/fixtures.rs"]
mod fixtures;
#[path = "build/mutated.rs"]
mod mutated;

fn main() {
    let out_dir = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fixtures::write(Path::new(&out_dir));
    mutated::write(Path::new(&out_dir));
    contract::write(Path::new(&out_dir));
}
