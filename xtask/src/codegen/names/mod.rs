//! Names: from the document's spelling to Rust's.
//!
//! In: component names, property names, path segments, enum values. Out: identifiers.
//! Invariant: every name is a valid Rust identifier, and the same input always gives the same name.

mod components;
mod number;
pub mod reserved;
mod signs;
mod table;
mod variants;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

pub use components::{Clash, ComponentNames, Rule, component_names};
pub use number::singular;
use signs::{sign, spelled};
pub use table::{Holder, TypeNames};
pub use variants::{VariantClash, variant_names};

/// Words that Rust keeps for itself; as a field or method they need `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that not even `r#` makes an identifier of.
const UNESCAPABLE: &[&str] = &["crate", "self", "super", "Self", "_"];

/// A field, setter, argument or accessor: `Timers.Inactive` becomes `timers_inactive`.
pub fn snake(text: &str) -> String {
    let name = words(text).to_snake_case();
    if name.is_empty() {
        "unnamed".to_owned()
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n{name}")
    } else {
        name
    }
}

/// A type or variant: `not_participating` becomes `NotParticipating`.
pub fn pascal(text: &str) -> String {
    let name = words(text).to_pascal_case();
    if name.is_empty() {
        "Unnamed".to_owned()
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("N{name}")
    } else {
        name
    }
}

/// A name as words of ASCII letters and digits.
fn words(text: &str) -> String {
    spelled(&leading_sign(&inequality(text)))
}

/// `+1` and `-1`, which are names of counts, are told apart from `1`.
fn leading_sign(text: &str) -> String {
    let is_number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) if is_number(rest) => format!("plus {rest}"),
        (_, Some(rest)) if is_number(rest) => format!("minus {rest}"),
        _ => text.to_owned(),
    }
}

/// Other products carry `<` and `>` in parameter names: `DateCreated<` means before.
fn inequality(text: &str) -> String {
    text.replace('<', "_before").replace('>', "_after")
}

/// The identifier of a name, as a rule one that [`snake`] or [`pascal`] made. Any other text becomes one too, so that a
/// document which is odd enough to bring it here ends in a diagnostic and not in a panic.
pub fn ident(name: &str) -> Ident {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_plain {
        return ident(&pascal(name));
    }
    if UNESCAPABLE.contains(&name) {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// The name, or the first numbered one that is free.
pub fn numbered(name: &str, between: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|count| format!("{name}{between}{count}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

/// The module, and the file, of a resource.
pub fn module_name(noun: &str) -> String {
    let name = snake(noun);
    if reserved::is_reserved_module(&name) { format!("{name}_resource") } else { name }
}

/// The first word of an operationId and the rest: `FetchUserChannel` gives `fetch` and `UserChannel`.
pub fn verb_and_noun(operation_id: &str) -> (String, String) {
    let snake = snake(operation_id);
    match snake.split_once('_') {
        Some((verb, noun)) => (verb.to_owned(), noun.to_pascal_case()),
        None => (snake, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_hyphenated_and_slashed_names_become_identifiers() {
        for (wire, rust) in [
            ("Timers.Inactive", "timers_inactive"),
            ("X-Webhook-Enabled", "x_webhook_enabled"),
            ("twilio/text", "twilio_text"),
            ("Non-Resident", "non_resident"),
            ("DateCreated<", "date_created_before"),
            ("2fa", "n2fa"),
            ("", "unnamed"),
        ] {
            assert_eq!(snake(wire), rust);
        }
    }

    #[test]
    fn every_name_is_an_identifier_even_a_keyword() {
        for wire in ["type", "self", "crate", "Self", "override", "gen", "日本", "<>", "a b"] {
            ident(&snake(wire));
            ident(&pascal(wire));
        }
        assert_eq!(ident("type").to_string(), "r#type");
        for text in ["fixture.v2.thing", "", "7", "a-b", "日本", "_"] {
            ident(text);
        }
    }

    #[test]
    fn an_operation_id_splits_into_verb_and_noun() {
        assert_eq!(verb_and_noun("FetchUserChannel"), ("fetch".into(), "UserChannel".into()));
        assert_eq!(verb_and_noun("Sync"), ("sync".into(), String::new()));
    }
}
