//! `docs/footprint.md`: prose, the counted table and the measured one.
//!
//! In: the file as it is, and a new table. Out: the file with that table; the other one stays as it is. Each table stands between two comments.

const COUNTED: (&str, &str) = ("<!-- counted -->\n", "<!-- end of counted -->\n");
const MEASURED: (&str, &str) = ("<!-- measured -->\n", "<!-- end of measured -->\n");

/// The report before anything was counted.
const EMPTY: &str = "\
# Footprint

What the product crates weigh, beside raw progenitor 0.15.1 for the same documents (builder style; only `format` on objects and second success
answers taken out, which it refuses).

## Counted

The same on every machine; `cargo xtask footprint` writes it. `cargo xtask footprint --check`, which `.ci/run` calls, fails when a figure is off by
more than one percent or the number of crates at all, and when the generated lines are more than a sixth of raw progenitor's. Crates in the tree are those that are linked or run during the build for x86_64 Linux, the crate itself left out. The second table
has the builds of `twilio-core`: the crates that are linked, and the bound that the check enforces.

<!-- counted -->
<!-- end of counted -->

## Measured

Of one machine on one day; `cargo xtask footprint --measure` writes it, and nothing checks it. The times are rustc's for the crate alone, all its
dependencies being built, without incremental compilation: medians, ours and raw progenitor's in turns. A ratio is the median of the turns' ratios,
with the smallest and the largest behind it.

<!-- measured -->
Not measured yet.
<!-- end of measured -->
";

/// The report with a new counted table.
#[must_use]
pub fn with_counts(report: Option<&str>, table: &str) -> String {
    replaced(report.unwrap_or(EMPTY), COUNTED, table)
}

/// The report with new measurements.
#[must_use]
pub fn with_measurements(report: &str, tables: &str) -> String {
    replaced(report, MEASURED, tables)
}

/// A report whose comments were lost starts anew.
fn replaced(report: &str, (start, end): (&str, &str), table: &str) -> String {
    let place = report.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    match place {
        Some((before, after)) => format!("{before}{start}{table}{end}{after}"),
        None => replaced(EMPTY, (start, end), table),
    }
}

#[cfg(test)]
mod tests {
    use super::{with_counts, with_measurements};

    #[test]
    fn a_new_table_leaves_the_other_one_and_the_prose_as_they_are() {
        let first = with_measurements(&with_counts(None, "| 1 |\n"), "| a |\n");
        let edited = first.replace("# Footprint", "# Our footprint");
        let second = with_counts(Some(&edited), "| 2 |\n");
        assert_eq!(second, edited.replace("| 1 |", "| 2 |"));
        assert!(second.contains("| a |") && !second.contains("Not measured"));
    }

    #[test]
    fn a_report_without_its_comments_starts_anew() {
        assert_eq!(with_counts(Some("nothing"), "| 1 |\n"), with_counts(None, "| 1 |\n"));
    }
}
