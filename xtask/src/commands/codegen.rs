//! `cargo xtask codegen`: all products, or some, are generated, checked or compared.

use std::path::Path;
use std::time::Instant;

use super::run_product::{describe, run_product};
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config, ProductConfig};
use crate::codegen::lint::LintProfile;
use crate::codegen::pipeline::Generated;
use crate::codegen::tree::{self, Diffs, Emitted, Plan, TreeError};

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

/// Compares a crate and, unless only asked to look, writes it. Gives the plan when there is something left to report.
pub(super) fn finish(
    args: &CodegenArgs,
    dir: &Path,
    name: &str,
    generated: &Generated,
    shell: &mut Shell<'_>,
) -> Result<Option<Plan>, Exit> {
    let outcome = tree::plan(dir, name, &generated.files).and_then(|plan| {
        let emitted = match args.check || args.diff {
            true => None,
            false => Some(tree::emit(&plan)?),
        };
        Ok((plan, emitted))
    });
    let (plan, emitted) = outcome.map_err(|error| {
        shell.error(&error.to_string(), help(&error));
        Exit::Errors
    })?;
    let summary = format!("{name}: {}", describe(generated));
    match emitted {
        None if plan.is_fresh() => shell.status("Fresh", &summary),
        None => shell.status("Stale", &summary),
        Some(_) if plan.is_fresh() => shell.status("Fresh", &summary),
        Some(emitted) => {
            for path in &emitted.reverted {
                shell.status("Reverted", &format!("{name}/{path} (edited by hand)"));
            }
            shell.status("Generated", &format!("{summary} ({})", changes(&emitted)));
            return Ok(None);
        }
    }
    Ok(Some(plan))
}

fn help(error: &TreeError) -> &'static str {
    match error {
        TreeError::ForeignFile(_) => "nothing was written; move the file elsewhere, or remove it",
        TreeError::BadPath(_) => "nothing was written; give one of the operations or components another name",
        _ => "nothing after this file was written; correct it and run the command again",
    }
}

fn changes(emitted: &Emitted) -> String {
    match emitted.removed.len() {
        0 => format!("{} written", emitted.written.len()),
        removed => format!("{} written, {removed} removed", emitted.written.len()),
    }
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
