//! Compares the generated files of one crate with the disk and, unless only asked to look, writes them.

use std::path::Path;

use crate::codegen::pipeline::Generated;
use crate::codegen::tree::{self, Emitted, GeneratedFile, Plan, TreeError};
use crate::commands::run_product::describe;
use crate::commands::{CodegenArgs, Exit, Shell};

/// Compares a crate and, unless only asked to look, writes it. Gives the plan when there is something left to report.
pub(in crate::commands) fn finish(
    args: &CodegenArgs,
    dir: &Path,
    name: &str,
    generated: &Generated,
    shell: &mut Shell<'_>,
) -> Result<Option<Plan>, Exit> {
    finish_files(args, dir, name, &generated.files, &describe(generated), shell)
}

/// The same for files of any kind; `description` says what they hold.
pub(in crate::commands) fn finish_files(
    args: &CodegenArgs,
    dir: &Path,
    name: &str,
    files: &[GeneratedFile],
    description: &str,
    shell: &mut Shell<'_>,
) -> Result<Option<Plan>, Exit> {
    let outcome = tree::plan(dir, name, files).and_then(|plan| {
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
    let summary = format!("{name}: {description}");
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
