//! `cargo xtask codegen`: all products, or some, are generated, checked or compared.

mod catalogue;
mod finish;

use std::path::Path;
use std::time::Instant;

use super::run_product::run_product;
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::tree::{self, Diffs, Plan};
pub(super) use finish::finish;

pub(super) fn run(args: &CodegenArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let began = Instant::now();
    let (config, diagnostics) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    let mut exit = match shell.diagnostics(&diagnostics, None) {
        true => Exit::Errors,
        false => Exit::Fresh,
    };
    let Some(products) = selected(&config, &args.product, shell) else {
        return Exit::Usage;
    };
    let (mut plans, mut operations, mut files, mut has_errors) = (Vec::new(), 0, 0, false);
    let (mut done, mut not_done): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for product in products {
        let path = root.join(&product.document);
        let run = run_product(product, &path, LintProfile::Ours, shell);
        has_errors |= run.has_errors;
        let Some(generated) = run.generated else {
            exit = exit.max(Exit::Errors);
            not_done.push(&product.crate_dir);
            continue;
        };
        operations += generated.summary.operations;
        files += generated.files.len();
        let dir = root.join(&product.crate_dir);
        match finish(args, &dir, &product.crate_dir, &generated, shell) {
            Ok(plan) => {
                done.push(&product.crate_dir);
                plans.extend(plan);
            }
            Err(stopped) => {
                not_done.push(&product.crate_dir);
                exit = exit.max(stopped);
            }
        }
    }
    match catalogue::run(args, &config, root, shell) {
        Ok(plan) => plans.extend(plan),
        Err(stopped) => exit = exit.max(stopped),
    }
    exit = exit.max(report(args, &plans, shell));
    // Stale files are what `--check` is asked about: an error of prose does not hide them.
    if exit == Exit::Fresh && has_errors {
        exit = Exit::Errors;
    }
    shell.counts(&outcome(args, &done, &not_done));
    if exit == Exit::Fresh {
        shell.status(
            "Finished",
            &format!("{} products, {operations} operations, {files} files{}", done.len(), shell.elapsed(began)),
        );
    }
    exit
}

/// What came of a run with errors: which crates were written (or compared) and which were not.
fn outcome(args: &CodegenArgs, done: &[&str], not_done: &[&str]) -> String {
    let verb = match args.check || args.diff {
        true => "compared",
        false => "written",
    };
    let list = |crates: &[&str], auxiliary: &str| match crates {
        [] => String::new(),
        [one] => format!("; `{one}` was {auxiliary}{verb}"),
        several => format!(
            "; {} were {auxiliary}{verb}",
            several.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    format!("{}{}", list(not_done, "not "), list(done, if not_done.is_empty() { "nevertheless " } else { "" }))
}

/// The products that were asked for, or all of them; `None` if one is unknown.
pub(super) fn selected<'c>(
    config: &'c Config,
    keys: &[String],
    shell: &mut Shell<'_>,
) -> Option<Vec<&'c ProductConfig>> {
    if keys.is_empty() {
        return Some(config.products.iter().collect());
    }
    let mut products = Vec::new();
    for key in keys {
        let Some(product) = config.product(key) else {
            let known: Vec<&str> = config.products.iter().map(|p| p.key.as_str()).collect();
            shell.error(
                &format!("no product `{key}` in {CONFIG_PATH}"),
                &format!("the products are: {}", known.join(", ")),
            );
            return None;
        };
        products.push(product);
    }
    Some(products)
}

/// Shows what is stale in all crates at once.
pub(super) fn report(args: &CodegenArgs, plans: &[Plan], shell: &mut Shell<'_>) -> Exit {
    if plans.iter().all(Plan::is_fresh) {
        return Exit::Fresh;
    }
    let diffs = match args.diff {
        true => Diffs::Full,
        false => Diffs::Short,
    };
    let (out, colour) = shell.out();
    // A closed pipe (`| head`) does not make the files less stale.
    let _ = tree::write_report(out, plans, diffs, colour);
    Exit::Stale
}
