//! `cargo xtask codegen --spec FILE --out DIR`: a whole crate from any document.

use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::codegen::{finish, report, selected};
use super::run_product::run_product;
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::load::{Document, load_file};
use crate::codegen::{scaffold, tree};

pub(super) fn run(args: &CodegenArgs, spec: &Path, out: &Path, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let began = Instant::now();
    if args.product.len() > 1 {
        shell.error("--spec takes one --product", "give the product whose overrides hold for the document");
        return Exit::Usage;
    }
    let (config, diagnostics) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    if shell.diagnostics(&diagnostics, None) {
        shell.counts();
        return Exit::Errors;
    }
    let Some(named) = selected(&config, &args.product, shell) else {
        return Exit::Usage;
    };
    let named = named.into_iter().next().filter(|_| !args.product.is_empty());
    let product = configuration(&config, named, spec, out);
    let home = config.product(&product.key).map(|known| root.join(&known.crate_dir));
    let exit = generate(args, &product, spec, out, (root, home.as_deref()), shell);
    shell.counts();
    if exit == Exit::Fresh {
        shell.status("Finished", &format!("{}{}", product.crate_dir, shell.elapsed(began)));
    }
    exit
}

fn generate(
    args: &CodegenArgs,
    product: &ProductConfig,
    spec: &Path,
    out: &Path,
    (root, home): (&Path, Option<&Path>),
    shell: &mut Shell<'_>,
) -> Exit {
    let Some(generated) = run_product(product, spec, LintProfile::Foreign, shell).generated else {
        return Exit::Errors;
    };
    if !(args.check || args.diff) {
        let written = scaffold::files(product, &root.join("crates/twilio-core"), home)
            .map_err(|error| error.to_string())
            .and_then(|files| tree::write_scaffold(out, scaffold::MARKER, &files).map_err(|error| error.to_string()));
        if let Err(problem) = written {
            shell.error(&problem, "give --out a folder of its own");
            return Exit::Errors;
        }
    }
    match finish(args, out, &product.crate_dir, &generated, shell) {
        Ok(plan) => report(args, plan.as_slice(), shell),
        Err(exit) => exit,
    }
}

/// The product that was named, or that has the document's host and version; else one that is named after the file.
fn configuration(config: &Config, named: Option<&ProductConfig>, spec: &Path, out: &Path) -> ProductConfig {
    let (document, dir) = (spec.display().to_string(), out.display().to_string());
    let found = named.or_else(|| {
        let loaded = load_file(spec, &document);
        by_server(config, loaded.document.as_ref()?)
    });
    match found {
        Some(product) => ProductConfig { document, crate_dir: dir, ..product.clone() },
        None => ProductConfig::neutral(&key(spec), &document, &dir),
    }
}

/// The product whose own host and version a document has. Hosts serve several versions (`flex-api.twilio.com` has v1 and
/// v2); what a product's further hosts serve may differ from its document, so that its overrides need not hold there.
pub(super) fn by_server<'c>(config: &'c Config, document: &Document) -> Option<&'c ProductConfig> {
    let paths = document.json.get("paths").and_then(Value::as_object)?;
    let version = paths.keys().next()?.split('/').nth(1)?;
    let servers = document.json.get("servers").and_then(Value::as_array)?;
    let hosts: Vec<&str> =
        servers.iter().filter_map(|server| server.get("url")?.as_str()?.strip_prefix("https://")).collect();
    config.products.iter().find(|product| {
        let own = product.hosts.first();
        let host_fits = own.is_some_and(|own| hosts.iter().any(|found| found.trim_end_matches('/') == own));
        let version_fits = product.key.strip_suffix(version).is_some_and(|rest| rest.ends_with('-'));
        host_fits && version_fits
    })
}

/// `twilio_sync_v1.yaml` is `sync-v1`.
pub(super) fn key(spec: &Path) -> String {
    let stem = spec.file_stem().unwrap_or_default().to_string_lossy();
    let mut key = String::new();
    for character in stem.chars() {
        match character.to_ascii_lowercase() {
            character if character.is_ascii_alphanumeric() => key.push(character),
            _ if key.is_empty() || key.ends_with('-') => {}
            _ => key.push('-'),
        }
    }
    let key = key.trim_end_matches('-');
    let key = key.strip_prefix("twilio-").unwrap_or(key);
    match key {
        "" => "document".to_owned(),
        key => key.to_owned(),
    }
}
