//! `cargo xtask codegen --explain PASS`: why a normalise pass exists and what it matched.

use std::path::Path;

use super::codegen::selected;
use super::run_product::run_product;
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config};
use crate::codegen::lint::LintProfile;
use crate::codegen::pipeline::PassReport;

pub(super) fn run(args: &CodegenArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let wanted = args.explain.as_deref().unwrap_or_default();
    let (config, diagnostics) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    let mut failed = shell.diagnostics(&diagnostics, None);
    let Some(mut products) = selected(&config, &args.product, shell).map(into_owned) else {
        return Exit::Usage;
    };
    let mut profile = LintProfile::Ours;
    if let Some(spec) = args.spec.first() {
        products.truncate(1);
        for product in &mut products {
            product.document = spec.display().to_string();
        }
        profile = LintProfile::Foreign;
    }
    let mut reports: Vec<(String, Vec<PassReport>)> = Vec::new();
    for product in &products {
        let path = root.join(&product.document);
        match run_product(product, &path, profile, shell).generated {
            Some(generated) => reports.push((product.key.clone(), generated.passes)),
            None => failed = true,
        }
    }
    let known = show(wanted, &reports, shell);
    shell.counts("");
    match (failed, known) {
        (true, _) => Exit::Errors,
        (false, true) => Exit::Fresh,
        (false, false) => Exit::Usage,
    }
}

fn into_owned<T: Clone>(items: Vec<&T>) -> Vec<T> {
    items.into_iter().cloned().collect()
}

/// Shows a pass; if there is none of that name, the names that there are.
fn show(wanted: &str, reports: &[(String, Vec<PassReport>)], shell: &mut Shell<'_>) -> bool {
    let mut found = false;
    for (product, passes) in reports {
        for pass in passes.iter().filter(|pass| pass.name == wanted) {
            if !found {
                shell.line(&format!("{}: {}", pass.name, pass.why));
            }
            found = true;
            shell.line(&format!("\n{product}: {} matched", pass.matched));
            for place in &pass.matches {
                shell.line(&format!("    {place}"));
            }
        }
    }
    if !found && let Some((_, passes)) = reports.first() {
        let names: Vec<&str> = passes.iter().map(|pass| pass.name).collect();
        shell.error(&format!("no pass is called `{wanted}`"), &format!("the passes are: {}", names.join(", ")));
    }
    found
}
