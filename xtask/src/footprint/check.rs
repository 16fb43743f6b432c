//! Whether the counted table still tells the truth, and whether the budget holds.
//!
//! In: the report and fresh counts. Out: what is wrong, a line each. A table that is off by less than one percent is up to date: one more field
//! is no change of a crate's weight, and its pull request should show the field alone.

use super::count::Count;

/// By how much a figure may be off, as a part of itself. The number of crates must be exact.
const TOLERATED: f64 = 0.01;

/// Generated lines are at most this part of raw progenitor's.
const BUDGET: f64 = 1.0 / 6.0;

/// What is wrong with the report, beside what was counted now.
#[must_use]
pub fn problems(report: &str, counts: &[Count]) -> Vec<String> {
    let mut problems = Vec::new();
    for count in counts {
        let row: Vec<&str> = report
            .lines()
            .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
            .find(|cells| cells.get(1) == Some(&format!("`{}`", count.package).as_str()) && cells.len() == 12)
            .unwrap_or_default();
        let figures = [
            (2, "generated lines", count.lines, TOLERATED),
            (3, "lines of raw progenitor's", count.raw_lines, TOLERATED),
            (5, "bytes", count.bytes, TOLERATED),
            (6, "bytes of raw progenitor's", count.raw_bytes, TOLERATED),
            (8, "public items", count.public_items, TOLERATED),
            (9, "crates in the tree", count.crates, 0.0),
            (10, "lines saved by pairs", count.saved_lines, TOLERATED),
        ];
        for (cell, what, now, tolerated) in figures {
            let told: Option<f64> = row.get(cell).and_then(|text| text.parse().ok());
            if told.is_none_or(|told| (told - now as f64).abs() > now as f64 * tolerated) {
                let told = told.map_or_else(|| "nothing".to_owned(), |told| told.to_string());
                problems.push(format!("{}: {now} {what}; the table says {told}", count.package));
            }
        }
        if count.lines as f64 > count.raw_lines as f64 * BUDGET {
            problems.push(format!(
                "{}: {} generated lines are more than 1/6 of raw progenitor's {}",
                count.package, count.lines, count.raw_lines
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::count::{Count, table};
    use super::problems;

    fn counted(lines: usize, crates: usize) -> Count {
        Count {
            package: "twilio-chat-v2".to_owned(),
            lines,
            bytes: 99_000,
            raw_lines: 17_000,
            raw_bytes: 690_000,
            public_items: 590,
            crates,
            saved_lines: 400,
        }
    }

    #[test]
    fn one_field_more_is_tolerated_and_a_hundred_lines_or_one_crate_are_not() {
        let report = table(&[counted(2_000, 101)]);
        assert_eq!(problems(&report, &[counted(2_004, 101)]), Vec::<String>::new());
        let expected = ["twilio-chat-v2: 2100 generated lines; the table says 2000"];
        assert_eq!(problems(&report, &[counted(2_100, 101)]), expected);
        let expected = ["twilio-chat-v2: 102 crates in the tree; the table says 101"];
        assert_eq!(problems(&report, &[counted(2_000, 102)]), expected);
    }

    #[test]
    fn a_table_without_the_crate_is_out_of_date() {
        assert_eq!(problems("", &[counted(2_000, 101)]).len(), 7);
    }

    #[test]
    fn more_than_a_sixth_of_raw_progenitors_lines_is_over_the_budget() {
        let report = table(&[counted(2_900, 101)]);
        assert_eq!(
            problems(&report, &[counted(2_900, 101)]),
            ["twilio-chat-v2: 2900 generated lines are more than 1/6 of raw progenitor's 17000"]
        );
    }
}
