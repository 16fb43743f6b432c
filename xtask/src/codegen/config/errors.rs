//! `spec/errors.toml`: the error codes of products, which their documents do not list.
//!
//! One row for each code, with the products that report it: two products of one service share most of theirs.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::product::{ErrorConstant, ProductConfig};
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    errors: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: i64,
    name: String,
    about: String,
    products: Vec<String>,
}

/// Gives each product its error codes.
pub(super) fn assign(source: &Arc<Source>, products: &mut [ProductConfig]) -> Vec<Diagnostic> {
    let table: Table = match toml::from_str(source.text()) {
        Ok(table) => table,
        Err(error) => {
            let origin = Origin::new(source, error.span().unwrap_or(0..0));
            let help = "a row is { code = 20404, name = \"NOT_FOUND\", about = \"…\", products = [\"chat-v2\"] }";
            return vec![Diagnostic::error(Code::BadConfig, origin, error.message()).help(help)];
        }
    };
    let mut diagnostics = Vec::new();
    let (mut last, mut names) = (0, BTreeSet::new());
    for row in table.errors {
        let origin = Origin::new(source, row.span());
        let Row { code, name, about, products: reporting } = row.into_inner();
        let mut report = |problem: String, help: &str| {
            diagnostics.push(Diagnostic::error(Code::BadConfig, &origin, problem).help(help));
        };
        if code <= last {
            report(
                format!("the code {code} is not above the code {last} before it"),
                "sort the rows by code, each once",
            );
        }
        last = code;
        let is_constant = |byte: u8| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !name.starts_with(|first: char| first.is_ascii_uppercase()) || !name.bytes().all(is_constant) {
            report(format!("`{name}` is not the name of a constant"), "write it in capital letters: `NOT_FOUND`");
        }
        if !names.insert(name.clone()) {
            report(format!("the name `{name}` is given twice"), "give one of the codes another name");
        }
        if reporting.is_empty() {
            report(format!("no product reports {code}"), "remove the row, or name the products");
        }
        for key in &reporting {
            match products.iter_mut().find(|product| product.key == *key) {
                Some(product) => {
                    product.errors.push(ErrorConstant { code, name: name.clone(), about: about.clone() });
                }
                None => report(format!("there is no product `{key}`"), "name a table of products.toml"),
            }
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(rows: &str) -> (Vec<ErrorConstant>, Vec<String>) {
        let mut products = [ProductConfig::neutral("chat-v2", "chat.yaml", "chat")];
        let text = format!("errors = [{rows}]");
        let diagnostics = assign(&Source::new("errors.toml", text.as_str()), &mut products);
        let [product] = products;
        (product.errors, diagnostics.into_iter().map(|one| one.problem).collect())
    }

    #[test]
    fn a_product_gets_the_codes_that_name_it() {
        let (errors, problems) = assigned(
            r#"{ code = 50300, name = "CHANNEL_NOT_FOUND", about = "no such channel", products = ["chat-v2"] }"#,
        );
        assert_eq!(problems, Vec::<String>::new());
        let expected =
            ErrorConstant { code: 50300, name: "CHANNEL_NOT_FOUND".to_owned(), about: "no such channel".to_owned() };
        assert_eq!(errors, [expected]);
    }

    #[test]
    fn rows_that_are_unsorted_misnamed_or_of_no_product_are_errors() {
        let row = |code: u32, name: &str, product: &str| {
            format!(r#"{{ code = {code}, name = "{name}", about = "x", products = ["{product}"] }},"#)
        };
        for (rows, problem) in [
            (row(2, "A", "chat-v2") + &row(1, "B", "chat-v2"), "the code 1 is not above the code 2 before it"),
            (row(1, "a", "chat-v2"), "`a` is not the name of a constant"),
            (row(1, "A", "chat-v2") + &row(2, "A", "chat-v2"), "the name `A` is given twice"),
            (row(1, "A", "chat-v3"), "there is no product `chat-v3`"),
        ] {
            assert_eq!(assigned(&rows).1, [problem]);
        }
        assert_eq!(assigned("{ code = 1 }").1.len(), 1, "a row without a name");
    }
}
