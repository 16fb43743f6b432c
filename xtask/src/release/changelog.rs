//! The section of CHANGELOG.md that belongs to a version: `## 0.1.0 (2026-11-25)`, or `(unreleased)` until the release.

use super::Problem;

/// The changelog, seen from the workspace's root.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// What the changelog has about a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the heading has in parentheses: a date, or `unreleased`.
    pub date: String,
    /// How many entries there are.
    pub entries: usize,
}

impl Section {
    /// Whether the heading has a date such as `2026-11-25`.
    pub fn is_dated(&self) -> bool {
        let parts: Vec<&str> = self.date.split('-').collect();
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
    }
}

/// The section of a version.
pub fn section(text: &str, version: &str) -> Option<Section> {
    let mut lines = text.lines();
    let date = lines.find_map(|line| {
        let rest = line.strip_prefix("## ")?.trim().strip_prefix(version)?.trim_start();
        Some(rest.strip_prefix('(')?.strip_suffix(')')?.to_owned())
    })?;
    let entries = lines.take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("- ")).count();
    Some(Section { date, entries })
}

/// What is missing from the changelog for a release of this version. A rehearsal needs no date.
pub fn problems(text: &str, version: &str, is_rehearsal: bool) -> Vec<Problem> {
    let Some(section) = section(text, version) else {
        let help = format!("add `## {version} (unreleased)` with an entry for each change that users notice");
        return vec![Problem::new(CHANGELOG, format!("there is no section for {version}"), help)];
    };
    let mut problems = Vec::new();
    if section.entries == 0 {
        let problem = format!("the section for {version} has no entry");
        problems.push(Problem::new(
            CHANGELOG,
            problem,
            "add a line that starts with `- ` for each change that users notice",
        ));
    }
    if !is_rehearsal && !section.is_dated() {
        let problem = format!("the section for {version} has no date: `({})`", section.date);
        problems.push(Problem::new(
            CHANGELOG,
            problem,
            "replace it with the day of the release, such as `(2026-11-25)`",
        ));
    }
    problems
}
