//! Operations: inputs with their rules, and path parameters with the records that they find.

use twilio_catalogue::{Input, InputRule, LookupBy, Operation, Place, Product, Target};

use super::table::{TableId, TableSchema, find};

/// One operation.
#[derive(Debug)]
pub(crate) struct OperationSchema {
    pub(crate) definition: &'static Operation,
    /// The index of its resource.
    pub(crate) resource: usize,
    /// Inputs beside the path's, in the document's order.
    pub(crate) inputs: Vec<InputSchema>,
    /// Path parameters, in the order of the path.
    pub(crate) path: Vec<PathStep>,
}

/// An input and what it does.
#[derive(Debug)]
pub(crate) struct InputSchema {
    pub(crate) definition: &'static Input,
    pub(crate) rule: &'static InputRule,
    pub(crate) column: Option<usize>,
    pub(crate) also: Option<usize>,
}

/// A path parameter.
#[derive(Debug)]
pub(crate) struct PathStep {
    /// The table of the record; none if it is the resource's own.
    pub(crate) table: Option<TableId>,
    /// The prefix, if the document takes a SID only.
    pub(crate) sid: Option<&'static str>,
    pub(crate) by: &'static [LookupBy],
}

static DROP: InputRule = InputRule::NEW;

pub(super) fn operation(
    product: &'static Product,
    tables: &[TableSchema],
    definition: &'static Operation,
) -> OperationSchema {
    let resource = product.resources.iter().position(|one| one.name == definition.resource).unwrap_or_default();
    let rules = &product.resources[resource];
    let table = rules.table.and_then(|name| find(tables, name));
    let column = |name: &str| tables.get(usize::from(table?.0))?.column(name);
    let inputs = definition
        .inputs
        .iter()
        .filter(|input| input.place != Place::Path)
        .map(|input| {
            let rule = rules
                .inputs
                .iter()
                .find(|rule| {
                    rule.name == input.name && (rule.operations.is_empty() || rule.operations.contains(&definition.id))
                })
                .unwrap_or(&DROP);
            let target = match rule.target {
                Target::Column(name) => column(name),
                _ => None,
            };
            InputSchema { definition: input, rule, column: target, also: rule.also.and_then(column) }
        })
        .collect();
    let path = definition
        .path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .filter_map(|name| {
            let rule = rules.path.iter().find(|rule| rule.name == name)?;
            let kind = definition.inputs.iter().find(|input| input.name == name).map(|input| input.kind);
            Some(PathStep {
                table: rule.table.and_then(|name| find(tables, name)),
                sid: match kind {
                    Some(twilio_catalogue::Kind::Sid(prefix)) => Some(prefix),
                    _ => None,
                },
                by: rule.by,
            })
        })
        .collect();
    OperationSchema { definition, resource, inputs, path }
}
