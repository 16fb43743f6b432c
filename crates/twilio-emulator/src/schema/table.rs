//! Tables: columns, parents and unique keys by index.

use std::collections::HashMap;

use twilio_catalogue::{DefaultValue, Literal, Product, Rule, Table, UniqueScope};

/// A table of one product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TableId(pub(crate) u8);

/// One table.
#[derive(Debug)]
pub(crate) struct TableSchema {
    pub(crate) definition: &'static Table,
    pub(crate) id: TableId,
    pub(crate) parent: Option<TableId>,
    pub(crate) columns: HashMap<&'static str, usize>,
    /// Whether null may stand in the column's property.
    pub(crate) nullable: Vec<bool>,
    pub(crate) unique: Vec<UniqueSchema>,
    /// The column that holds an identity.
    pub(crate) identity: Option<usize>,
}

/// A key that no two records share.
#[derive(Debug)]
pub(crate) struct UniqueSchema {
    pub(crate) columns: Vec<usize>,
    pub(crate) names: &'static [&'static str],
    pub(crate) scope: Scope,
    pub(crate) error: &'static str,
}

pub(crate) type Scope = UniqueScope;

impl TableSchema {
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.get(name).copied()
    }

    /// Whether clearing the column leaves `{}`: JSON that was never set.
    pub(crate) fn clears_to_default(&self, column: usize) -> bool {
        match self.definition.columns[column].default {
            DefaultValue::Value(Literal::Text("{}")) | DefaultValue::Value(Literal::Json(_)) => true,
            _ => !self.nullable[column],
        }
    }
}

pub(super) fn find(tables: &[TableSchema], name: &str) -> Option<TableId> {
    tables.iter().find(|table| table.definition.name == name).map(|table| table.id)
}

pub(super) fn tables(product: &'static Product) -> Vec<TableSchema> {
    let id = |name: &str| {
        let index = product.tables.iter().position(|table| table.name == name)?;
        u8::try_from(index).ok().map(TableId)
    };
    product
        .tables
        .iter()
        .filter_map(|definition| {
            let columns: HashMap<_, _> =
                definition.columns.iter().enumerate().map(|(index, column)| (column.name, index)).collect();
            let unique = definition
                .unique
                .iter()
                .map(|unique| UniqueSchema {
                    columns: unique.keys.iter().filter_map(|key| columns.get(key).copied()).collect(),
                    names: unique.keys,
                    scope: unique.scope,
                    error: unique.error,
                })
                .collect();
            Some(TableSchema {
                definition,
                id: id(definition.name)?,
                parent: definition.parent.and_then(id),
                nullable: definition.columns.iter().map(|column| nullable(product, definition, column.name)).collect(),
                identity: columns.get("identity").copied(),
                columns,
                unique,
            })
        })
        .collect()
}

/// Whether every model that shows the column allows null. Members of objects may be null.
fn nullable(product: &Product, table: &Table, column: &str) -> bool {
    let shows = product.resources.iter().filter(|resource| resource.table == Some(table.name));
    shows.flat_map(|resource| resource.properties.iter().map(move |(name, rule)| (resource, name, rule))).all(
        |(resource, name, rule)| {
            let model = product
                .operations
                .iter()
                .filter(|operation| operation.resource == resource.name)
                .find_map(|operation| operation.response.model());
            let field = model.and_then(|model| product.model(model)?.field(name));
            *rule != Rule::Column(named(table, column)) || field.is_none_or(|field| field.nullable)
        },
    )
}

fn named(table: &Table, column: &str) -> &'static str {
    table.columns.iter().find(|one| one.name == column).map_or("", |one| one.name)
}
