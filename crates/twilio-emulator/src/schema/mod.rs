//! The catalogue, prepared for lookups: names become indices once, when the program starts.

mod operation;
mod render;
mod route;
mod table;

use std::sync::LazyLock;

use twilio_catalogue::{PRODUCTS, Product};

pub(crate) use operation::{InputSchema, OperationSchema, PathStep};
pub(crate) use render::{ResourceSchema, Segment, Source, Template};
pub(crate) use route::Router;
pub(crate) use table::{Scope, TableId, TableSchema};

/// One product.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) product: &'static Product,
    pub(crate) tables: Vec<TableSchema>,
    pub(crate) resources: Vec<ResourceSchema>,
    pub(crate) operations: Vec<OperationSchema>,
    pub(crate) router: Router,
}

impl Schema {
    fn new(product: &'static Product) -> Schema {
        let tables = table::tables(product);
        let resources: Vec<ResourceSchema> =
            product.resources.iter().map(|resource| render::resource(product, &tables, resource)).collect();
        let operations: Vec<OperationSchema> =
            product.operations.iter().map(|one| operation::operation(product, &tables, one)).collect();
        let router = Router::new(product.operations);
        Schema { product, tables, resources, operations, router }
    }

    /// The identifier of a table. The rows name only tables that exist.
    pub(crate) fn table_id(&self, name: &str) -> Option<TableId> {
        table::find(&self.tables, name)
    }

    pub(crate) fn table(&self, id: TableId) -> &TableSchema {
        &self.tables[usize::from(id.0)]
    }

    /// The column of a table, by both names.
    pub(crate) fn column(&self, table: TableId, name: &str) -> Option<usize> {
        self.table(table).column(name)
    }
}

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| PRODUCTS.iter().map(|one| Schema::new(one)).collect());

/// All products, in the catalogue's order.
pub(crate) fn schemas() -> &'static [Schema] {
    &SCHEMAS
}
