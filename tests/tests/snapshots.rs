//! What a reviewer of a product reads first: its public surface, what the passes did, and the names of its types.

use std::path::{Path, PathBuf};

use xtask::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_file;
use xtask::codegen::pipeline::{self, Generated};
use xtask::surface::surface;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn products() -> Vec<ProductConfig> {
    let (config, diagnostics) = Config::load(&workspace().join(CONFIG_PATH), CONFIG_PATH);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(config.products.len(), 3);
    config.products
}

fn generate(product: &ProductConfig) -> Generated {
    let loaded = load_file(&workspace().join(&product.document), &product.document);
    let document = loaded.document.expect("the committed documents load");
    let outcome = pipeline::generate(&document, product, LintProfile::Ours);
    outcome.generated.unwrap_or_else(|| panic!("{}: {:?}", product.key, outcome.diagnostics))
}

fn snapshot(name: String, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/products");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_public_surface_of_each_product_is_reviewed_line_by_line() {
    for product in products() {
        let lines = surface(&workspace().join(&product.crate_dir), &product.package.replace('-', "_"))
            .expect("the crate's sources can be read");
        snapshot(format!("{}.surface", product.key), lines.join("\n"));
    }
}

#[test]
fn the_passes_match_what_their_report_says() {
    for product in products() {
        let generated = generate(&product);
        let rows: Vec<String> =
            generated.passes.iter().map(|pass| format!("{:>5} {}: {}", pass.matched, pass.name, pass.why)).collect();
        snapshot(format!("{}.passes", product.key), rows.join("\n"));
    }
}

#[test]
fn the_names_of_types_do_not_change_unseen() {
    for product in products() {
        let generated = generate(&product);
        let names = generated.passes.iter().find(|pass| pass.name == "names").expect("names are a pass");
        snapshot(format!("{}.names", product.key), names.matches.join("\n"));
    }
}
