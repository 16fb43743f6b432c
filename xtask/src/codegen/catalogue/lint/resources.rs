//! Resources: every operation has one row, and every input and property a rule.

use super::super::facts::Operation;
use super::super::rows::{Kind, ResourceRow, Verb};
use super::Lint;
use crate::codegen::normalise::escape;

impl Lint<'_> {
    pub(super) fn every_operation_has_one_row(&mut self) {
        for operation in &self.facts.operations {
            let rows = self.rows.resources.values().filter(|row| row.operations.contains_key(&operation.id)).count();
            if rows != 1 {
                self.unmatched("/resources".to_owned(), format!("{} has {rows} rows instead of one", operation.id));
            }
        }
    }

    pub(super) fn resource(&mut self, name: &str, row: &ResourceRow) {
        let place = format!("/resources/{name}");
        let rows = self.rows;
        let table = row.table.as_ref().and_then(|table| rows.tables.get(table));
        if row.table.is_some() && table.is_none() || row.table.is_none() && row.kind != Kind::Stateless {
            self.unmatched(format!("{place}/table"), format!("`{name}` has no table"));
        }
        if let Some(parent) = &row.parent
            && !rows.resources.contains_key(parent)
        {
            self.unmatched(format!("{place}/parent"), format!("there is no resource `{parent}`"));
        }
        if let Some(order) = &row.order {
            self.word("orders", order, &format!("{place}/order"));
        }
        if let Some(view) = &row.view {
            self.word("views", view, &format!("{place}/view"));
        }
        let operations: Vec<&Operation> =
            self.facts.operations.iter().filter(|one| row.operations.contains_key(&one.id)).collect();
        for (id, spec) in &row.operations {
            let place = format!("{place}/operations/{id}");
            let facts = self.facts;
            let Some(operation) = facts.operations.iter().find(|one| one.id == *id) else {
                self.unmatched(place, format!("the document has no operation `{id}`"));
                continue;
            };
            let own = [&row.collection, &row.instance];
            if !own.iter().any(|path| path.as_ref() == Some(&operation.path)) {
                self.unmatched(place.clone(), format!("{id} has the path `{}`", operation.path));
            }
            let mut statuses = vec![spec.status];
            statuses.extend(spec.also_status);
            if statuses != operation.statuses {
                self.unmatched(place.clone(), format!("{id} responds with {:?}", operation.statuses));
            }
            if (spec.verb == Verb::List) != operation.list_key.is_some() {
                self.unmatched(place.clone(), format!("{id} is a list in one of both files only"));
            }
            for effect in &spec.effects {
                self.word("effects", effect, &place);
            }
            for event in &spec.events {
                if !rows.events.contains_key(event) {
                    self.unmatched(place.clone(), format!("there is no event `{event}`"));
                }
            }
            self.every_input_has_a_rule(row, operation, &place);
            self.every_property_has_a_rule(row, operation, &place);
        }
        for (input, rule) in &row.inputs {
            let place = format!("{place}/inputs/{}", escape(input));
            if !operations.iter().any(|operation| operation.inputs.iter().any(|one| one.name == *input)) {
                self.unmatched(place.clone(), format!("no operation of `{name}` has the input `{input}`"));
            }
            self.input(row, table, rule, &place);
        }
        for (parameter, rule) in &row.path {
            let place = format!("{place}/path/{parameter}");
            if !operations.iter().any(|operation| operation.path.contains(&format!("{{{parameter}}}"))) {
                self.unmatched(place.clone(), format!("no path of `{name}` has the parameter `{parameter}`"));
            }
            if rule.own == rule.table.is_some() || rule.table.as_ref().is_some_and(|t| !rows.tables.contains_key(t)) {
                self.unmatched(place, format!("`{parameter}` finds records of no table"));
            }
        }
        for (filter, rule) in &row.filters {
            let place = format!("{place}/filters/{filter}");
            if !row.inputs.values().any(|input| input.targets().any(|target| target.filter.as_ref() == Some(filter))) {
                self.unmatched(place.clone(), format!("no input sets the filter `{filter}`"));
            }
            if rule.column != "order" && rule.column != "segment_id" {
                self.column(table, &rule.column, &place);
            }
        }
        for input in row.required_one_of.iter().flatten() {
            if !row.inputs.contains_key(input) {
                self.unmatched(format!("{place}/required_one_of"), format!("there is no input `{input}`"));
            }
        }
        for (property, rule) in &row.properties {
            self.property(row, table, rule, &format!("{place}/properties/{property}"));
        }
        for object in &row.omit_null_in {
            if row.properties.get(object).is_none_or(|rule| rule.object.is_none()) {
                self.unmatched(format!("{place}/omit_null_in"), format!("`{object}` is no object"));
            }
        }
    }

    pub(super) fn every_input_has_a_rule(&mut self, row: &ResourceRow, operation: &Operation, place: &str) {
        for input in &operation.inputs {
            let name = &input.name;
            match input.place {
                "Path" => match row.path.get(name) {
                    None => self.unmatched(place.to_owned(), format!("the path parameter `{name}` has no rule")),
                    Some(rule) if input.sid.is_some() && rule.by.len() > 1 => {
                        self.unmatched(place.to_owned(), format!("`{name}` takes a SID only"));
                    }
                    Some(_) => {}
                },
                _ => {
                    let rule = row.inputs.get(name);
                    if rule.is_none_or(|rule| !rule.is_for(&operation.id)) {
                        self.unmatched(place.to_owned(), format!("the input `{name}` has no rule"));
                    }
                }
            }
        }
    }

    pub(super) fn every_property_has_a_rule(&mut self, row: &ResourceRow, operation: &Operation, place: &str) {
        let Some(model) = self.facts.models.iter().find(|model| Some(&model.name) == operation.model.as_ref()) else {
            return;
        };
        for field in &model.fields {
            if !row.properties.contains_key(&field.name) {
                self.unmatched(place.to_owned(), format!("the property `{}` has no rule", field.name));
            }
        }
        for (property, rule) in &row.properties {
            if !model.fields.iter().any(|field| field.name == *property) {
                self.unmatched(place.to_owned(), format!("the model has no property `{property}`"));
            }
            if rule.constant.as_ref().is_some_and(serde_json::Value::is_null) {
                self.unmatched(place.to_owned(), format!("`{property}` is always null"));
            }
        }
    }
}
