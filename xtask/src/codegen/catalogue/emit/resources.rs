//! Resources: paths, properties, filters.

use heck::ToPascalCase;

use super::super::facts::Facts;
use super::super::rows::{PropertyRow, ResourceRow};
use super::inputs::input_rules;
use super::text::{line, literal};

pub(super) fn emit_resource(out: &mut String, name: &str, row: &ResourceRow, facts: &Facts) {
    line(out, 1, "Resource {");
    line(out, 2, &format!("name: {name:?}, table: {:?}, kind: ResourceKind::{:?},", row.table, row.kind));
    line(out, 2, &format!("collection: {:?}, instance: {:?},", row.collection, row.instance));
    let view = row.view.as_ref().map_or("None".to_owned(), |view| format!("Some(View::{})", view.to_pascal_case()));
    line(out, 2, &format!("parent: {:?}, default_service: {}, view: {view},", row.parent, row.default_service));
    let path: Vec<String> = row
        .path
        .iter()
        .map(|(parameter, rule)| {
            let by: Vec<String> = rule.by.iter().map(|by| lookup(by)).collect();
            format!("PathRule {{ name: {parameter:?}, table: {:?}, by: &[{}] }}", rule.table, by.join(", "))
        })
        .collect();
    line(out, 2, &format!("path: &[{}],", path.join(", ")));
    let groups: Vec<String> = row.required_one_of.iter().map(|group| format!("&{group:?}")).collect();
    line(out, 2, &format!("required_one_of: &[{}],", groups.join(", ")));
    line(out, 2, "inputs: &[");
    for (input, rule) in &row.inputs {
        for line_ in input_rules(input, rule) {
            line(out, 3, &line_);
        }
    }
    line(out, 2, "],");
    line(out, 2, "properties: &[");
    // In the order of the document, which is the order of responses.
    let id = row.operations.keys().next();
    let model = facts.operations.iter().find(|one| Some(&one.id) == id).and_then(|one| one.model.clone());
    let fallback = row
        .operations
        .keys()
        .find_map(|id| facts.operations.iter().find(|one| one.id == *id).and_then(|one| one.model.clone()));
    let model = facts.models.iter().find(|one| Some(&one.name) == model.as_ref().or(fallback.as_ref()));
    for field in model.iter().flat_map(|model| &model.fields) {
        if let Some(rule) = row.properties.get(&field.name) {
            line(out, 3, &format!("({:?}, {}),", field.name, emit_rule(rule)));
        }
    }
    line(out, 2, "],");
    let filters: Vec<String> = row
        .filters
        .iter()
        .map(|(filter, rule)| {
            format!("Filter {{ name: {filter:?}, column: {:?}, how: FilterMatch::{:?} }}", rule.column, rule.how)
        })
        .collect();
    line(out, 2, &format!("omit_null_in: &{:?}, filters: &[{}],", row.omit_null_in, filters.join(", ")));
    let order = row.order.as_deref().unwrap_or("created_asc");
    line(out, 2, &format!("order: Order::{},", order.to_pascal_case()));
    line(out, 1, "},");
}

fn lookup(by: &str) -> String {
    match by {
        "active" => "LookupBy::Active".to_owned(),
        by => match by.split_once('.') {
            Some((table, column)) => format!("LookupBy::Joined({table:?}, {column:?})"),
            None if by == "sid" || by.ends_with("_sid") => "LookupBy::Sid".to_owned(),
            None => format!("LookupBy::Column({by:?})"),
        },
    }
}

fn emit_rule(rule: &PropertyRow) -> String {
    if rule.sid {
        return "Rule::Sid".to_owned();
    }
    if rule.account {
        return "Rule::Account".to_owned();
    }
    if rule.index {
        return "Rule::Index".to_owned();
    }
    if let Some(parent) = &rule.parent {
        return format!("Rule::Parent({:?})", parent.trim_end_matches(".sid"));
    }
    if let Some(column) = &rule.column {
        return format!("Rule::Column({column:?})");
    }
    if let Some(clock) = rule.clock {
        return format!("Rule::{clock:?}");
    }
    if let Some(computed) = &rule.computed {
        return format!("Rule::Computed(Computed::{})", computed.to_pascal_case());
    }
    if let Some(object) = &rule.object {
        let members: Vec<String> =
            object.iter().map(|(name, rule)| format!("({name:?}, {})", emit_rule(rule))).collect();
        return format!("Rule::Object(&[{}])", members.join(", "));
    }
    if let Some((table, column)) = rule.of.as_ref().and_then(|of| of.split_once('.')) {
        return match &rule.default {
            Some(default) => format!("Rule::OfOr({table:?}, {column:?}, {})", literal(Some(default))),
            None => format!("Rule::Of({table:?}, {column:?})"),
        };
    }
    if let Some(url) = &rule.url {
        return format!("Rule::Url({url:?})");
    }
    if let Some(links) = &rule.links {
        let links: Vec<String> = links.iter().map(|(name, url)| format!("({name:?}, {url:?})")).collect();
        return format!("Rule::Links(&[{}])", links.join(", "));
    }
    format!("Rule::Const({})", literal(rule.constant.as_ref()))
}
