//! From TOML to products. An unknown key is an error: a misspelt override must not be ignored.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, ValueDeserializer};

use super::{Fixup, FixupKind, HandleName, PlainEnum, ProductConfig, Rename, SidAlias};
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

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

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum FixupTable {
    AddEnumValue { component: String, value: String, why: String },
    SetNullable { component: String, property: String, why: String },
    SetRequired { operation: String, input: String, required: bool, why: String },
    MarkPrivate { component: String, property: String, why: String },
}

pub(super) fn products(source: &Arc<Source>) -> (Vec<ProductConfig>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut diagnostics: Vec<Diagnostic> = errors.iter().map(|error| bad_toml(source, 0..0, error)).collect();
    let mut products = Vec::new();
    for (key, value) in table.into_inner() {
        let place = key.span();
        match ProductTable::deserialize(ValueDeserializer::from(value)) {
            Ok(table) => products.push(product(source, key.get_ref(), place, table)),
            Err(error) => diagnostics.push(bad_toml(source, place, &error)),
        }
    }
    (products, diagnostics)
}

fn bad_toml(source: &Arc<Source>, fallback: std::ops::Range<usize>, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(fallback);
    let problem = error.message().lines().collect::<Vec<_>>().join("; ");
    Diagnostic::error(Code::BadConfig, Origin::new(source, span), problem)
        .help("the comment at the top of spec/products.toml shows the form of a table")
}

fn product(source: &Arc<Source>, key: &str, place: std::ops::Range<usize>, table: ProductTable) -> ProductConfig {
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
        fixups: table
            .fixups
            .into_iter()
            .map(|entry| {
                let origin = origin(entry.span());
                let (kind, why) = fixup(entry.into_inner());
                Fixup { kind, why, origin }
            })
            .collect(),
        plain_enums: table
            .plain_enums
            .into_iter()
            .map(|entry| PlainEnum { origin: origin(entry.span()), component: entry.into_inner() })
            .collect(),
    }
}

fn fixup(table: FixupTable) -> (FixupKind, String) {
    match table {
        FixupTable::AddEnumValue { component, value, why } => (FixupKind::AddEnumValue { component, value }, why),
        FixupTable::SetNullable { component, property, why } => (FixupKind::SetNullable { component, property }, why),
        FixupTable::SetRequired { operation, input, required, why } => {
            (FixupKind::SetRequired { operation, input, required }, why)
        }
        FixupTable::MarkPrivate { component, property, why } => (FixupKind::MarkPrivate { component, property }, why),
    }
}
