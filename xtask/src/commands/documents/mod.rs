//! `cargo xtask codegen --spec FILE… --out DIR`: whole crates from any documents, each of which fails or succeeds separately.

mod one;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::codegen::selected;
use super::{CodegenArgs, Exit, Shell};
use crate::codegen::config::{CONFIG_PATH, Config};
#[cfg(test)]
pub(super) use one::by_server;
pub(super) use one::key;
use one::{Run, packages};

pub(super) fn run(args: &CodegenArgs, out: &Path, root: &Path, shell: &mut Shell<'_>) -> Exit {
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
    let packages = packages(root);
    let run = Run { args, config: &config, named, root, packages: &packages };
    match args.spec.as_slice() {
        [one] if !one.is_dir() => single(&run, one, out, began, shell),
        several => many(&run, several, out, began, shell),
    }
}

fn single(run: &Run<'_>, spec: &Path, out: &Path, began: Instant, shell: &mut Shell<'_>) -> Exit {
    let (exit, _) = run.generate(spec, out, shell);
    let name = out.display();
    match exit {
        Exit::Errors => shell.counts(&format!("; `{name}` was not written")),
        Exit::Partial => shell.counts_partial(),
        _ => shell.counts(""),
    }
    if matches!(exit, Exit::Fresh | Exit::Partial) {
        shell.status("Finished", &format!("{name}{}", shell.elapsed(began)));
    }
    exit
}

/// Each document becomes a crate below `out` that is named after the file.
fn many(run: &Run<'_>, specs: &[PathBuf], out: &Path, began: Instant, shell: &mut Shell<'_>) -> Exit {
    let documents = match documents(specs) {
        Ok(documents) => documents,
        Err((folder, error)) => {
            shell.error(&format!("cannot list `{}`: {error}", folder.display()), "check the path");
            return Exit::Errors;
        }
    };
    if documents.is_empty() {
        shell.error("there is no document", "give YAML or JSON files, or a folder that holds some");
        return Exit::Errors;
    }
    let mut taken: BTreeMap<String, &Path> = BTreeMap::new();
    let (mut worst, mut done, mut operations) = (Exit::Fresh, 0, 0);
    for (index, spec) in documents.iter().enumerate() {
        let key = key(spec);
        shell.progress(&format!("{}/{}: {}", index + 1, documents.len(), spec.display()));
        if let Some(other) = taken.get(&key) {
            let problem = format!("`{}` and `{}` would both be the crate `{key}`", other.display(), spec.display());
            shell.error(&problem, "generate one of them into another folder");
            worst = worst.max(Exit::Errors);
            continue;
        }
        let (exit, count) = run.generate(spec, &out.join(&key), shell);
        taken.insert(key, spec);
        worst = worst.max(exit);
        if exit != Exit::Errors {
            (done, operations) = (done + 1, operations + count);
        }
    }
    shell.progress("");
    match worst {
        Exit::Errors => shell.counts(&format!("; {done} of {} documents became crates", documents.len())),
        Exit::Partial => shell.counts_partial(),
        _ => shell.counts(""),
    }
    let total = format!("{done} of {} documents, {operations} operations{}", documents.len(), shell.elapsed(began));
    shell.status("Finished", &total);
    worst
}

/// The files, and the documents in the folders, sorted by name within each.
fn documents(specs: &[PathBuf]) -> Result<Vec<PathBuf>, (PathBuf, std::io::Error)> {
    let is_document = |path: &Path| {
        path.is_file()
            && path
                .extension()
                .is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known)))
    };
    let mut documents = Vec::new();
    for spec in specs {
        if !spec.is_dir() {
            documents.push(spec.clone());
            continue;
        }
        let list = || {
            let entries: std::io::Result<Vec<PathBuf>> =
                std::fs::read_dir(spec)?.map(|entry| Ok(entry?.path())).collect();
            entries
        };
        let mut found = list().map_err(|error| (spec.clone(), error))?;
        found.retain(|path| is_document(path));
        found.sort();
        documents.extend(found);
    }
    Ok(documents)
}
