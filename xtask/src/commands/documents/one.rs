//! A whole crate from one document.

use std::path::Path;

use serde_json::Value;

use crate::codegen::config::{Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::load::{Document, load_file};
use crate::codegen::pipeline::Generated;
use crate::codegen::{scaffold, tree};
use crate::commands::codegen::{finish, report};
use crate::commands::run_product::run_loaded;
use crate::commands::{CodegenArgs, Exit, Shell};

/// What the documents of a run have in common.
pub(super) struct Run<'r> {
    pub(super) args: &'r CodegenArgs,
    pub(super) config: &'r Config,
    /// The product whose overrides hold for the document.
    pub(super) named: Option<&'r ProductConfig>,
    pub(super) root: &'r Path,
    /// Packages of the workspace, whose names a generated crate must not have.
    pub(super) packages: &'r [String],
}

impl Run<'_> {
    /// Generates the crate in the folder `out`; gives what came of it, and how many operations there are.
    pub(super) fn generate(&self, spec: &Path, out: &Path, shell: &mut Shell<'_>) -> (Exit, usize) {
        let loaded = load_file(spec, &spec.display().to_string());
        let found = self.named.or_else(|| by_server(self.config, loaded.document.as_ref()?));
        let home = found.map(|known| self.root.join(&known.crate_dir));
        let product = configuration(found, spec, out, self.packages);
        let run = run_loaded(&product, loaded, LintProfile::Foreign, shell);
        let Some(generated) = &run.generated else { return (Exit::Errors, 0) };
        let exit = write(self.args, &product, generated, (self.root, home.as_deref(), out), shell);
        let operations = generated.summary.operations;
        match run.left_out {
            0 => (exit, operations),
            count => {
                let noun = if count == 1 { "operation is" } else { "operations are" };
                shell.status("Without", &format!("{}: {count} {noun} left out", product.crate_dir));
                (exit.max(Exit::Partial), operations)
            }
        }
    }
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
        let dependency = match &args.core_version {
            Some(version) => scaffold::Core::Version(version),
            None => scaffold::Core::Folder(&core),
        };
        let has_resources = generated.summary.resources > 0;
        let written = tree::claim(out, scaffold::MARKER)
            .map_err(|error| error.to_string())
            .and_then(|()| {
                scaffold::files(product, dependency, home, out, has_resources).map_err(|error| error.to_string())
            })
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
pub(super) fn packages(root: &Path) -> Vec<String> {
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
pub(in crate::commands) fn by_server<'c>(config: &'c Config, document: &Document) -> Option<&'c ProductConfig> {
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
pub(in crate::commands) fn key(spec: &Path) -> String {
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
