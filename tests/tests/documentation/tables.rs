//! Items that macros of the crate make.
//!
//! In: a macro, or a call of one. Out: the exported macro itself; the items that a macro writes by name; the rows of a call, each of which is
//! an item. Invariant: a call of a macro that makes public items is a row of [`TABLES`], or a problem.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use xtask::sources::{Source, is_hidden, is_test};

use crate::items::{Item, Items, Reading, docs};

/// The macros whose calls are tables, and what a row is: separated by semicolons, a row's item is its first name. Where rows differ in a
/// number or a prefix only, one row that an example shows stands for all.
const TABLES: [Table; 5] = [
    Table { name: "codes", row: Row::ConstantOf("ErrorCode") },
    Table { name: "table", row: Row::Type },
    Table { name: "sid_type", row: Row::Type },
    Table { name: "sid_setters", row: Row::Method },
    Table { name: "string_setters", row: Row::Method },
];

struct Table {
    name: &'static str,
    row: Row,
}

enum Row {
    ConstantOf(&'static str),
    Type,
    /// Of the type in whose `impl` the table stands.
    Method,
}

/// The crate's own macros, by name: whether a call of one makes public items.
pub type Definitions = BTreeMap<String, bool>;

pub fn definitions(sources: &[Source]) -> Definitions {
    let macros = sources.iter().flat_map(|source| &source.parsed.items).filter_map(|item| match item {
        syn::Item::Macro(one) => Some((one.ident.as_ref()?.to_string(), makes_public(one.mac.tokens.clone()))),
        _ => None,
    });
    macros.collect()
}

fn makes_public(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "pub",
        TokenTree::Group(group) => makes_public(group.stream()),
        _ => false,
    })
}

/// A macro, or a call of one beside items.
pub fn item(items: &mut Items, one: &syn::ItemMacro, reading: &mut Reading<'_>, definitions: &Definitions) {
    if is_hidden(&one.attrs) || is_test(&one.attrs) {
        return;
    }
    let Some(ident) = &one.ident else { return call(items, &one.mac, None, reading, definitions) };
    if one.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
        let (name, docs) = (ident.to_string(), docs(&one.attrs));
        let place = reading.place(&["macro_rules", &name]);
        // Whatever the module, an exported macro belongs to the crate.
        let path = reading.source.path.split("::").next().unwrap_or_default().to_owned();
        items.items.push(Item {
            kind: "macro",
            owner: None,
            name,
            path,
            place,
            docs,
            has_receiver: false,
            table: None,
        });
    } else if reading.source.exports(&ident.to_string()) {
        written(items, one.mac.tokens.clone(), reading);
    }
}

/// A call of a macro among methods.
pub fn members(
    items: &mut Items,
    one: &syn::ImplItemMacro,
    owner: &str,
    reading: &mut Reading<'_>,
    known: &Definitions,
) {
    call(items, &one.mac, Some(owner), reading, known);
}

fn call(
    items: &mut Items,
    mac: &syn::Macro,
    owner: Option<&str>,
    reading: &mut Reading<'_>,
    definitions: &Definitions,
) {
    let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    let Some(table) = TABLES.iter().find(|table| table.name == name) else {
        let exported = mac.path.segments.len() > 1;
        if !exported && definitions.get(&name).is_some_and(|makes_public| *makes_public) {
            items.problems.push(format!("{name}! makes public items; add it to TABLES in documentation/tables.rs"));
        }
        return;
    };
    let mut rows: Vec<Vec<TokenTree>> = vec![Vec::new()];
    for token in mac.tokens.clone() {
        match (&token, rows.last_mut()) {
            (TokenTree::Punct(mark), _) if mark.as_char() == ';' => rows.push(Vec::new()),
            (_, Some(row)) => row.push(token),
            (_, None) => {}
        }
    }
    for row in rows {
        let Some(name) = row.iter().find_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        }) else {
            continue;
        };
        // The text of a row is a comment or a literal.
        let docs: String = row.iter().filter_map(line_of).collect();
        let (kind, owner) = match table.row {
            Row::ConstantOf(owner) => ("constant", Some(owner)),
            Row::Type => ("type", None),
            Row::Method => ("method", owner),
        };
        if let Some(owner) = owner {
            items.types.entry(owner.to_owned()).or_default().push_str(&docs);
        }
        let (has_receiver, table) = (kind == "method", (kind != "method").then_some(table.name));
        let (owner, path, place) = (owner.map(str::to_owned), reading.source.path.clone(), reading.place(&[&name]));
        items.items.push(Item { kind, owner, name, path, place, docs, has_receiver, table });
    }
}

/// The line of a `#[doc = ".."]` (without its `#`), or a text.
fn line_of(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            match tokens.as_slice() {
                [TokenTree::Ident(doc), _, text] if doc == "doc" => line_of(text),
                _ => None,
            }
        }
        TokenTree::Literal(literal) => {
            let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?;
            Some(format!("{}\n", text.value()))
        }
        _ => None,
    }
}

/// The items that a macro writes under a name of its own: `pub const NAME`, not `pub const $name`.
fn written(items: &mut Items, tokens: TokenStream, reading: &mut Reading<'_>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut docs = String::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "pub" => {
                if let [TokenTree::Ident(word), TokenTree::Ident(name), ..] = &tokens[at + 1..] {
                    let (word, name) = (word.to_string(), name.to_string());
                    let kind = match word.as_str() {
                        "const" => "constant",
                        "type" => "type",
                        _ => "item",
                    };
                    let place = reading.place(&["pub", &word, &name]);
                    let (path, docs) = (reading.source.path.clone(), std::mem::take(&mut docs));
                    items.items.push(Item {
                        kind,
                        owner: None,
                        name,
                        path,
                        place,
                        docs,
                        has_receiver: false,
                        table: None,
                    });
                }
                docs.clear();
            }
            TokenTree::Group(group) => match line_of(token) {
                Some(line) => docs.push_str(&line),
                None => written(items, group.stream(), reading),
            },
            _ => {}
        }
    }
}
