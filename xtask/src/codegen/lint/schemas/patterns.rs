//! Patterns: whether their brackets are closed. A pattern of a SID that lost one would be a plain string without a word.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { continue };
        if let Some(problem) = broken(pattern) {
            found.push(
                Diagnostic::error(Code::BadPattern, format!("{at}/pattern"), format!("`{pattern}`: {problem}"))
                    .why("the pattern says which type of SID a value is; one that cannot be read would make it a plain string")
                    .help("close what is open; a brace that stands for itself is written `\\{`"),
            );
        }
    }
}

/// What is wrong with the brackets of a pattern.
fn broken(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => match rest.next() {
                // `\p{L}` and `\u{1F600}` have braces of their own.
                Some('p' | 'P' | 'u' | 'k') if rest.peek() == Some(&'{') => {
                    if !rest.by_ref().any(|one| one == '}') {
                        return Some("a `{` is not closed");
                    }
                }
                Some(_) => {}
                None => return Some("it ends with a backslash"),
            },
            '[' if !class(&mut rest) => {
                return Some("a `[` is not closed");
            }
            '(' => open += 1,
            ')' if open == 0 => return Some("a `)` closes nothing"),
            ')' => open -= 1,
            '{' => {
                let mut inside = String::new();
                let closed = rest.by_ref().any(|one| {
                    inside.push(one);
                    one == '}'
                });
                if !closed || !is_count(inside.trim_end_matches('}')) {
                    return Some("a `{` is not closed after a number");
                }
            }
            '}' => return Some("a `}` closes nothing"),
            _ => {}
        }
    }
    (open > 0).then_some("a `(` is not closed")
}

/// Reads a class to its end.
fn class(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut escaped = false;
    rest.any(|character| {
        let ends = character == ']' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    })
}

/// `3`, `3,` and `3,5`.
fn is_count(text: &str) -> bool {
    let (least, most) = text.split_once(',').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_pattern_whose_brackets_are_closed_is_right() {
        for pattern in
            ["", "^AC[0-9a-fA-F]{32}$", r"^\{[a-z\]]+\}$", "(SM|MM)[0-9]{2,}", r"\p{L}{1,3}", "[(]", "^[^]+$", "a{2}"]
        {
            assert_eq!(broken(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn a_bracket_that_is_not_closed_is_named() {
        for (pattern, problem) in [
            ("^WH[0-9a-fA-F]{32$", "a `{` is not closed after a number"),
            ("^WH[0-9a-fA-F{32}$", "a `[` is not closed"),
            ("^(a|b$", "a `(` is not closed"),
            ("^a)$", "a `)` closes nothing"),
            ("a}", "a `}` closes nothing"),
            ("a{2", "a `{` is not closed after a number"),
            ("a\\", "it ends with a backslash"),
        ] {
            assert_eq!(broken(pattern), Some(problem), "{pattern}");
        }
    }
}
