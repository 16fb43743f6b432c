//! `cargo xtask footprint`: counts what was generated and keeps `docs/footprint.md` up to date.

use std::path::Path;

use super::{Exit, FootprintArgs, Shell};
use crate::footprint::check::problems;
use crate::footprint::count::{count, table};
use crate::footprint::{FootprintError, REPORT_PATH, measure, report, subjects, trees};

pub(super) fn run(args: &FootprintArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    match update(args, root, shell) {
        Ok(exit) => exit,
        Err(error) => {
            shell.error(&error.to_string(), "correct it and run the command again; the report is as it was");
            Exit::Errors
        }
    }
}

fn update(args: &FootprintArgs, root: &Path, shell: &mut Shell<'_>) -> Result<Exit, FootprintError> {
    let subjects = subjects(root)?;
    let counts = subjects.iter().map(|subject| count(root, subject)).collect::<Result<Vec<_>, _>>()?;
    let builds = trees::count(root)?;
    let path = root.join(REPORT_PATH);
    let present = std::fs::read_to_string(&path).ok();
    if args.check {
        let present = present.as_deref().unwrap_or_default();
        let mut problems = problems(present, &counts);
        problems.extend(trees::problems(present, &builds));
        for problem in &problems {
            shell.error(problem, "run `cargo xtask footprint` and commit docs/footprint.md, or make the crate lighter");
        }
        return Ok(if problems.is_empty() { Exit::Fresh } else { Exit::Stale });
    }
    let mut text = report::with_counts(present.as_deref(), &format!("{}\n{}", table(&counts), trees::table(&builds)));
    if args.measure {
        let tables = measure::measure(root, &subjects, args.turns.max(3), &mut |what| shell.status("Measuring", what))?;
        text = report::with_measurements(&text, &tables);
    }
    if present.as_deref() == Some(text.as_str()) {
        shell.status("Fresh", REPORT_PATH);
        return Ok(Exit::Fresh);
    }
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
    written.map_err(|error| FootprintError::new(format!("writing {REPORT_PATH}"), error))?;
    shell.status("Wrote", REPORT_PATH);
    Ok(Exit::Fresh)
}
