//! `cargo xtask codegen --spec FILE --out DIR`: a whole crate from any document.

use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::codegen::{finish, report, selected};
use super::run_product::run_loaded;
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::load::{Document, load_file};
use crate::codegen::pipeline::Generated;
use crate::codegen::{scaffold, tree};

pub(super) fn run(args: &CodegenArgs, spec: &Path, out: &Path, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let began = Instant::now();
    if args.product.len() > 1 {
        shell.error("--spec takes one --product", "give the product whose overrides hold for the document");
        return Exit::Usage;
    }
    let (config, diagnostics) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    if shell.diagnostics(&diagnostics, None) {
        shell.counts("");
        return Exit::Errors;
    }
    let Some(named) = selected(&config, &args.product, shell) else {
        return Exit::Usage;
    };
    let named = named.into_iter().next().filter(|_| !args.product.is_empty());
    let loaded = load_file(spec, &spec.display().to_string());
    let found = named.or_else(|| by_server(&config, loaded.document.as_ref()?));
    let home = found.map(|known| root.join(&known.crate_dir));
    let product = configuration(found, spec, out, &packages(root));
    let run = run_loaded(&product, loaded, LintProfile::Foreign, shell);
    let exit = match &run.generated {
        None => Exit::Errors,
        Some(generated) => write(args, &product, generated, (root, home.as_deref(), out), shell),
    };
    let name = &product.crate_dir;
    match (&run.generated, exit) {
        (Some(_), Exit::Errors) | (None, _) => shell.counts(&format!("; `{name}` was not written")),
        _ => shell.counts(""),
    }
    if exit == Exit::Fresh {
        shell.status("Finished", &format!("{}{}", product.crate_dir, shell.elapsed(began)));
    }
    exit
}

fn write(
    args: &CodegenArgs,
    product: &ProductConfig,
    generated: &Generated,
    (root, home, out): (&Path, Option<&Path>, &Path),
    shell: &mut Shell<'_>,
) -> Exit {
    if !(args.check || args.diff) {
        let core = root.join("crates/twilio-core");
        let written = tree::claim(out, scaffold::MARKER)
            .map_err(|error| error.to_string())
            .and_then(|()| scaffold::files(product, &core, home, out).map_err(|error| error.to_string()))
            .and_then(|files| tree::write_scaffold(out, scaffold::MARKER, &files).map_err(|error| error.to_string()));
        if let Err(problem) = written {
            shell.error(&problem, "choose a folder that is empty or does not exist, or one that this command has made");
            return Exit::Errors;
        }
    }
    match finish(args, out, &product.crate_dir, generated, shell) {
        Ok(plan) => report(args, plan.as_slice(), shell),
        Err(exit) => exit,
    }
}

/// The product that was found, for this document; else one that is named after the file. Generated files name the
/// document by its file's name, so that they are the same on every machine.
fn configuration(found: Option<&ProductConfig>, spec: &Path, out: &Path, taken: &[String]) -> ProductConfig {
    let document = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let dir = out.display().to_string();
    match found {
        Some(product) => ProductConfig { document, crate_dir: dir, ..product.clone() },
        None => {
            let mut product = ProductConfig::neutral(&key(spec), &document, &dir);
            // Cargo builds no crate beside, or on top of, another one of its name.
            if taken.contains(&product.package) {
                product.package.push_str("-api");
            }
            product
        }
    }
}

/// The names of the packages of the workspace, which a generated crate must not have.
fn packages(root: &Path) -> Vec<String> {
    let table = |path: &Path| std::fs::read_to_string(path).ok()?.parse::<toml::Table>().ok();
    let members = table(&root.join("Cargo.toml"));
    let members = members.as_ref().and_then(|manifest| manifest.get("workspace")?.get("members")?.as_array());
    members
        .into_iter()
        .flatten()
        .filter_map(|member| {
            let manifest = table(&root.join(member.as_str()?).join("Cargo.toml"))?;
            Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
        })
        .collect()
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
