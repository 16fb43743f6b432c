//! The table that depends on machine and day: how long the crates compile, how large a program is.

use std::path::Path;

use super::compile::{Mode, Pair, pair};
use super::programs::PROGRAMS;
use super::raw::raw_package;
use super::sizes::sizes;
use super::workshop::Workshop;
use super::{FootprintError, Subject, cargo};

/// Everything, as the report's text; `told` hears what is being done.
pub fn measure(
    root: &Path,
    subjects: &[Subject],
    turns: usize,
    told: &mut dyn FnMut(&str),
) -> Result<String, FootprintError> {
    let workshop = Workshop::set_up(root, subjects)?;
    let mut text = format!("{}\n\n", circumstances(turns));
    text.push_str(
        "| crate | how | ours | raw progenitor's | ratio | ratio on the processor |\n|---|---|---|---|---|---|\n",
    );
    for subject in subjects {
        for mode in Mode::ALL {
            let (ours, raw) = (&subject.product.package, raw_package(&subject.product.key));
            told(&format!("{ours} ({})", mode.title()));
            let Pair { ours: our, raw: theirs, ratio, processor } = pair(&workshop, mode, ours, &raw, turns)?;
            text.push_str(&format!(
                "| `{ours}` | {} | {our:.2} s | {theirs:.2} s | {ratio} | {} |\n",
                mode.title(),
                processor.map_or_else(|| "not told".to_owned(), |spread| spread.to_string()),
            ));
        }
    }
    told("programs that make one call");
    let sizes = sizes(&workshop)?;
    let by_hand = sizes.first().copied().unwrap_or(1) as f64;
    text.push_str(
        "\n| a release program that makes one call, stripped | bytes | of the one by hand |\n|---|---|---|\n",
    );
    for (program, size) in PROGRAMS.iter().zip(sizes) {
        text.push_str(&format!("| {} | {size} | {:.3} |\n", program.title, size as f64 / by_hand));
    }
    text.push_str(
        "\n| the same program, compiled and linked | how | seconds | by hand | ratio | ratio on the processor |\n|---|---|---|---|---|---|\n",
    );
    for program in &PROGRAMS[1..] {
        told(&format!("{} (release)", program.name));
        let Pair { ours, raw: by_hand, ratio, processor } =
            pair(&workshop, Mode::Release, program.name, PROGRAMS[0].name, turns)?;
        text.push_str(&format!(
            "| {} | release | {ours:.2} s | {by_hand:.2} s | {ratio} | {} |\n",
            program.title,
            processor.map_or_else(|| "not told".to_owned(), |spread| spread.to_string()),
        ));
    }
    text.push_str("\n| crates in the tree of raw progenitor's client | |\n|---|---|\n");
    for subject in subjects {
        let raw = raw_package(&subject.product.key);
        text.push_str(&format!("| `{raw}` | {} |\n", cargo::dependencies(&workshop.dir, &raw)?));
    }
    Ok(text)
}

/// When, with what, on what.
fn circumstances(turns: usize) -> String {
    let said = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output().ok();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().map_or(String::new(), |load| format!(", load {load} before"));
    format!(
        "{}, {}, {} {}, {cores} cores{load}, {turns} turns.",
        said("date", &["-u", "+%Y-%m-%d"]),
        said("rustc", &["--version"]),
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}
