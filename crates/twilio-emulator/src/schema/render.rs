//! Where each property of a response comes from, with columns by index and URLs cut into segments.

use twilio_catalogue::{Computed, Literal, Product, Resource, Rule};

use super::table::{TableId, TableSchema, find};

/// A resource and how its records are written.
#[derive(Debug)]
pub(crate) struct ResourceSchema {
    pub(crate) definition: &'static Resource,
    pub(crate) table: Option<TableId>,
    /// Name and source of each property, in the document's order.
    pub(crate) properties: Vec<(&'static str, Source)>,
    /// Columns that the filters of a list compare.
    pub(crate) filters: Vec<Option<usize>>,
}

/// Where a value comes from.
#[derive(Debug)]
pub(crate) enum Source {
    Sid,
    Account,
    /// The SID of the nearest owner in this table.
    Parent(TableId),
    Column(usize),
    Created,
    Updated,
    Index,
    Computed(Computed),
    /// Members; whether those that are null are left out.
    Object(Vec<(&'static str, Source)>, bool),
    /// A value of a related record.
    Related(TableId, Box<Source>, Option<Literal>),
    Const(Literal),
    Url(Template),
    Links(Vec<(&'static str, Template)>),
}

/// A URL in segments.
#[derive(Debug)]
pub(crate) struct Template(pub(crate) Vec<Segment>);

#[derive(Debug)]
pub(crate) enum Segment {
    Literal(&'static str),
    /// A value, percent-encoded.
    Value(Source),
    /// The whole URL is that of the message with the highest index, or null.
    LastMessage,
}

pub(super) fn resource(product: &Product, tables: &[TableSchema], definition: &'static Resource) -> ResourceSchema {
    let table = definition.table.and_then(|name| find(tables, name));
    let compiler = Compiler { tables, table, resource: definition };
    let _ = product;
    let properties = definition
        .properties
        .iter()
        .map(|(name, rule)| (*name, compiler.source(rule, definition.omit_null_in.contains(name))))
        .collect();
    let column = |name: &str| tables.get(usize::from(table?.0))?.column(name);
    let filters = definition.filters.iter().map(|filter| column(filter.column)).collect();
    ResourceSchema { definition, table, properties, filters }
}

struct Compiler<'a> {
    tables: &'a [TableSchema],
    table: Option<TableId>,
    resource: &'static Resource,
}

impl Compiler<'_> {
    fn source(&self, rule: &'static Rule, omit_null: bool) -> Source {
        match rule {
            Rule::Sid => Source::Sid,
            Rule::Account => Source::Account,
            Rule::Parent(table) => find(self.tables, table).map_or(Source::Const(Literal::Null), Source::Parent),
            Rule::Column(name) => self.own(name),
            Rule::Created => Source::Created,
            Rule::Updated => Source::Updated,
            Rule::Index => Source::Index,
            Rule::Computed(computed) => Source::Computed(*computed),
            Rule::Object(members) => Source::Object(
                members.iter().map(|(name, rule)| (*name, self.source(rule, omit_null))).collect(),
                omit_null,
            ),
            Rule::Of(table, column) => self.related(table, column, None),
            Rule::OfOr(table, column, default) => self.related(table, column, Some(*default)),
            Rule::Const(literal) => Source::Const(*literal),
            Rule::Url(template) => Source::Url(self.template(template)),
            Rule::Links(links) => {
                Source::Links(links.iter().map(|(name, template)| (*name, self.template(template))).collect())
            }
        }
    }

    fn own(&self, name: &str) -> Source {
        self.table.map_or(Source::Const(Literal::Null), |table| self.column(table, name))
    }

    fn column(&self, table: TableId, name: &str) -> Source {
        match (name, self.tables[usize::from(table.0)].column(name)) {
            (_, Some(column)) => Source::Column(column),
            ("sid", None) => Source::Sid,
            ("date_created", None) => Source::Created,
            ("date_updated", None) => Source::Updated,
            _ => Source::Const(Literal::Null),
        }
    }

    fn related(&self, table: &str, column: &str, default: Option<Literal>) -> Source {
        match find(self.tables, table) {
            Some(table) => Source::Related(table, Box::new(self.column(table, column)), default),
            None => Source::Const(Literal::Null),
        }
    }

    fn template(&self, template: &'static str) -> Template {
        if template == "last_message" {
            return Template(vec![Segment::LastMessage]);
        }
        let mut segments = Vec::new();
        for part in template.split_inclusive('}') {
            match part.split_once('{') {
                None => segments.push(Segment::Literal(part)),
                Some((before, name)) => {
                    segments.push(Segment::Literal(before));
                    segments.push(Segment::Value(self.placeholder(name.trim_end_matches('}'))));
                }
            }
        }
        Template(segments)
    }

    /// A property of the resource by name; the service also where no property shows it.
    fn placeholder(&self, name: &str) -> Source {
        match self.resource.properties.iter().find(|(property, _)| *property == name) {
            Some((_, rule)) => self.source(rule, false),
            None => match find(self.tables, name.trim_end_matches("_sid").trim_start_matches("chat_")) {
                Some(table) => Source::Parent(table),
                None => Source::Const(Literal::Null),
            },
        }
    }
}
