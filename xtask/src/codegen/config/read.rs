//! From TOML to products. An unknown key is an error: a misspelt override must not be ignored.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, ValueDeserializer};

use super::names::NameTable;
use super::pairs::PairTable;
use super::{Fixup, FixupKind, HandleName, PlainEnum, ProductConfig, Rename, SidAlias};
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source, did_you_mean, nearest};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductTable {
    document: String,
    #[serde(rename = "crate")]
    crate_dir: String,
    package: String,
    title: String,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    sids: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    renames: Vec<Spanned<RenameTable>>,
    #[serde(default)]
    handles: Vec<Spanned<HandleTable>>,
    #[serde(default)]
    names: Vec<Spanned<NameTable>>,
    #[serde(default)]
    pairs: Vec<Spanned<PairTable>>,
    #[serde(default)]
    fixups: Vec<Spanned<FixupTable>>,
    #[serde(default)]
    plain_enums: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenameTable {
    component: String,
    name: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandleTable {
    path: String,
    name: String,
    why: String,
}

/// One table for all kinds, so that a misspelt key is found at its place; [`fixup`] checks which keys a kind has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FixupTable {
    kind: Spanned<String>,
    component: Option<String>,
    value: Option<String>,
    spelling: Option<String>,
    property: Option<String>,
    operation: Option<String>,
    input: Option<String>,
    required: Option<bool>,
    why: String,
}

/// The kinds of fixups, and the keys of each.
const FIXUPS: &[(&str, &[&str])] = &[
    ("add-enum-value", &["component", "value"]),
    ("add-enum-spelling", &["component", "value", "spelling"]),
    ("set-nullable", &["component", "property"]),
    ("set-required", &["operation", "input", "required"]),
    ("mark-private", &["component", "property"]),
];

pub(super) fn products(source: &Arc<Source>) -> (Vec<ProductConfig>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut diagnostics: Vec<Diagnostic> = errors.iter().map(|error| bad_toml(source, 0..0, error)).collect();
    let mut products = Vec::new();
    for (key, value) in table.into_inner() {
        let place = key.span();
        match ProductTable::deserialize(ValueDeserializer::from(value)) {
            Ok(table) => products.push(product(source, key.get_ref(), place, table, &mut diagnostics)),
            Err(error) => diagnostics.push(bad_toml(source, place, &error)),
        }
    }
    (products, diagnostics)
}

fn bad_toml(source: &Arc<Source>, fallback: std::ops::Range<usize>, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(fallback);
    let problem = error.message().lines().collect::<Vec<_>>().join("; ");
    let help = meant(&problem)
        .unwrap_or_else(|| "the comment at the top of spec/products.toml shows the form of a table".to_owned());
    Diagnostic::error(Code::BadConfig, Origin::new(source, span), problem).help(help)
}

/// What a misspelt key was meant to be: serde's message quotes the key, and then those that there are.
fn meant(problem: &str) -> Option<String> {
    let mut quoted = problem.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = quoted.next()?;
    did_you_mean(&nearest(key, quoted))
}

fn product(
    source: &Arc<Source>,
    key: &str,
    place: std::ops::Range<usize>,
    table: ProductTable,
    diagnostics: &mut Vec<Diagnostic>,
) -> ProductConfig {
    let origin = |span| Origin::new(source, span);
    ProductConfig {
        key: key.to_owned(),
        origin: origin(place),
        document: table.document,
        crate_dir: table.crate_dir,
        package: table.package,
        title: table.title,
        hosts: table.hosts,
        sids: table
            .sids
            .into_iter()
            .map(|(prefix, name)| SidAlias { prefix, origin: origin(name.span()), name: name.into_inner() })
            .collect(),
        renames: table
            .renames
            .into_iter()
            .map(|entry| {
                let origin = origin(entry.span());
                let RenameTable { component, name, why } = entry.into_inner();
                Rename { component, name, why, origin }
            })
            .collect(),
        handles: table
            .handles
            .into_iter()
            .map(|entry| {
                let origin = origin(entry.span());
                let HandleTable { path, name, why } = entry.into_inner();
                HandleName { path, name, why, origin }
            })
            .collect(),
        names: table
            .names
            .into_iter()
            .map(|entry| {
                let origin = origin(entry.span());
                entry.into_inner().at(origin)
            })
            .collect(),
        pairs: table
            .pairs
            .into_iter()
            .map(|entry| {
                let origin = origin(entry.span());
                entry.into_inner().at(origin)
            })
            .collect(),
        fixups: table
            .fixups
            .into_iter()
            .filter_map(|entry| {
                let origin = origin(entry.span());
                fixup(source, &origin, entry.into_inner()).map_err(|problem| diagnostics.push(*problem)).ok()
            })
            .collect(),
        errors: Vec::new(),
        plain_enums: table
            .plain_enums
            .into_iter()
            .map(|entry| PlainEnum { origin: origin(entry.span()), component: entry.into_inner() })
            .collect(),
    }
}

fn fixup(source: &Arc<Source>, origin: &Origin, table: FixupTable) -> Result<Fixup, Box<Diagnostic>> {
    let FixupTable { kind: name, component, value, spelling, property, operation, input, required, why } = table;
    let given = [
        ("component", component.is_some()),
        ("value", value.is_some()),
        ("spelling", spelling.is_some()),
        ("property", property.is_some()),
        ("operation", operation.is_some()),
        ("input", input.is_some()),
        ("required", required.is_some()),
    ];
    let given = given.into_iter().filter_map(|(key, is_given)| is_given.then_some(key));
    let keys = (component, value, spelling, property, operation, input, required);
    let kind = match (name.get_ref().as_str(), keys) {
        ("add-enum-value", (Some(component), Some(value), None, None, None, None, None)) => {
            FixupKind::AddEnumValue { component, value }
        }
        ("add-enum-spelling", (Some(component), Some(value), Some(spelling), None, None, None, None)) => {
            FixupKind::AddEnumSpelling { component, value, spelling }
        }
        ("set-nullable", (Some(component), None, None, Some(property), None, None, None)) => {
            FixupKind::SetNullable { component, property }
        }
        ("set-required", (None, None, None, None, Some(operation), Some(input), Some(required))) => {
            FixupKind::SetRequired { operation, input, required }
        }
        ("mark-private", (Some(component), None, None, Some(property), None, None, None)) => {
            FixupKind::MarkPrivate { component, property }
        }
        _ => return Err(Box::new(bad_fixup(source, origin, &name, given.collect()))),
    };
    Ok(Fixup { kind, why, origin: origin.clone() })
}

fn bad_fixup(source: &Arc<Source>, origin: &Origin, name: &Spanned<String>, given: Vec<&str>) -> Diagnostic {
    let kind = name.get_ref();
    let Some((_, keys)) = FIXUPS.iter().find(|(known, _)| known == kind) else {
        let kinds: Vec<&str> = FIXUPS.iter().map(|(known, _)| *known).collect();
        let help = did_you_mean(&nearest(kind, kinds.iter().copied()));
        return Diagnostic::error(
            Code::BadConfig,
            Origin::new(source, name.span()),
            format!("`{kind}` is not a kind of fixups"),
        )
        .help(help.unwrap_or_else(|| format!("the kinds are {}", kinds.join(", "))));
    };
    let missing = keys.iter().find(|key| !given.contains(key)).map(|key| format!("lacks `{key}`"));
    let extra = given.iter().find(|key| !keys.contains(key)).map(|key| format!("has no key `{key}`"));
    let problem = missing.or(extra).unwrap_or_default();
    Diagnostic::error(Code::BadConfig, origin, format!("the fixup `{kind}` {problem}"))
        .help(format!("its keys are {} and why", keys.join(", ")))
}
