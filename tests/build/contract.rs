//! Writes the calls of every operation of our products, and the JSON Schema of what each returns.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use quote::ToTokens as _;

use xtask::codegen::config::{CONFIG_PATH, Config, Profile};
use xtask::codegen::model::{Answer, Product};
use xtask::codegen::names::ident;

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
        let package = product.package.replace('-', "_");
        let write = |kind: &str, text: String| {
            let file = format!("{kind}_{}.rs", product.key.replace('-', "_"));
            std::fs::write(out_dir.join(file), text).expect("OUT_DIR can be written");
        };
        write("contract", calls::calls(&model, &package));
        write("schemas", schemas(&model, &package));
    }
}

/// The JSON Schema of each operation's model: of the response, or of the records of a list.
fn schemas(product: &Product, package: &str) -> String {
    let modules: HashMap<&str, &str> = product
        .resources
        .iter()
        .flat_map(|resource| resource.models.iter().map(|model| (model.name.as_str(), resource.module.as_str())))
        .collect();
    let mut rows = String::new();
    for operation in product.resources.iter().flat_map(|resource| &resource.operations) {
        let (ty, key) = match &operation.answer {
            Answer::Empty | Answer::Location => continue,
            Answer::One(ty) => (ty, None),
            Answer::List { item, key, .. } => (item, Some(key)),
        };
        let name = ty.to_token_stream().to_string();
        let Some(module) = modules.get(name.as_str()) else { continue };
        let module = ident(module);
        writeln!(
            rows,
            "({:?}, {key:?}, || schemars::SchemaGenerator::default().into_root_schema_for::<{package}::{module}::{name}>()),",
            operation.id
        )
        .expect("text");
    }
    format!("pub const SCHEMAS: &[super::Row] = &[\n{rows}];\n")
}
