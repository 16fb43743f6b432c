//! Writes the calls of every operation of our products.

use std::path::Path;

use xtask::codegen::config::{CONFIG_PATH, Config, Profile};

#[path = "../src/calls.rs"]
mod calls;

/// Writes `contract_<product>.rs` for each product.
pub fn write(out_dir: &Path) {
    println!("cargo::rerun-if-changed=../spec");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (config, problems) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    assert!(problems.is_empty(), "{problems:?}");
    for product in &config.products {
        let model = calls::model(&root.join(&product.document), product, Profile::Ours);
        let text = calls::calls(&model, &product.package.replace('-', "_"));
        let file = format!("contract_{}.rs", product.key.replace('-', "_"));
        std::fs::write(out_dir.join(file), text).expect("OUT_DIR can be written");
    }
}
