//! Text of the tables: lines, members of rows, constants.

use std::fmt::Write;

use heck::ToPascalCase;
use serde_json::Value;

/// A constant of a row as Rust.
pub(super) fn literal(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "Literal::Null".to_owned(),
        Some(Value::Bool(value)) => format!("Literal::Boolean({value})"),
        Some(Value::Number(value)) => format!("Literal::Integer({value})"),
        Some(Value::String(value)) => format!("Literal::Text({value:?})"),
        Some(other) => format!("Literal::Json({:?})", other.to_string()),
    }
}

pub(super) fn list(kind: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{kind}::{}", word.to_pascal_case())).collect();
    format!("&[{}]", words.join(", "))
}

/// Adds a member unless it has the value that rows start from.
pub(super) fn push(row: &mut String, name: &str, value: &str, usual: &str) {
    if value != usual {
        let _ = write!(row, ", {name}: {value}");
    }
}

pub(super) fn table(out: &mut String, name: &str, kind: &str, rows: impl FnOnce(&mut String)) {
    line(out, 0, &format!("const {name}: &[{kind}] = &["));
    rows(out);
    line(out, 0, "];\n");
    if name == "DEFAULT_ROLES" {
        out.pop();
    }
}

pub(super) fn line(out: &mut String, indent: usize, text: &str) {
    for _ in 0..indent {
        out.push_str("    ");
    }
    out.push_str(text);
    out.push('\n');
}
