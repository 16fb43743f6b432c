//! Checks that every row matches something in the document, and that everything in the document has a row.

use std::collections::BTreeSet;

use super::facts::{Facts, Operation};
use super::rows::{Behaviour, Common, InputRow, Kind, PropertyRow, ResourceRow, TableRow, Verb};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::normalise::escape;

/// Words of `common.json` that rows used, each with its list.
pub type Used = BTreeSet<(&'static str, String)>;

/// Columns that every table has.
const BUILT_IN: &[&str] = &["sid", "date_created", "date_updated", "index"];

/// Collects what is wrong with one product's rows.
pub struct Lint<'a> {
    pub facts: &'a Facts,
    pub rows: &'a Behaviour,
    pub common: &'a Common,
    pub used: &'a mut Used,
    pub found: Vec<Diagnostic>,
}

/// The members of a row that name columns: `a.b` of an object.
type Columns<'a> = Option<&'a TableRow>;

impl Lint<'_> {
    /// Checks everything.
    pub fn run(mut self) -> Vec<Diagnostic> {
        self.tables();
        self.every_operation_has_one_row();
        for (name, row) in &self.rows.resources {
            self.resource(name, row);
        }
        self.events();
        self.found
    }

    fn unmatched(&mut self, pointer: String, problem: String) {
        self.found.push(
            Diagnostic::error(Code::UnmatchedBehaviourRow, pointer, problem)
                .why("A row that matches nothing hides that the document or another row has changed.")
                .help("Correct the name, or remove the row."),
        );
    }

    fn word(&mut self, list: &'static str, word: &str, pointer: &str) {
        let known = match list {
            "effects" => self.common.effects.contains_key(word),
            "computed" => self.common.computed.contains_key(word),
            "options" => self.common.options.contains_key(word),
            "orders" => self.common.orders.contains_key(word),
            "views" => self.common.views.contains_key(word),
            _ => self.common.errors.contains_key(word),
        };
        if !known {
            self.unmatched(pointer.to_owned(), format!("`{word}` is not in `{list}` of common.json"));
        }
        self.used.insert((list, word.to_owned()));
    }

    fn tables(&mut self) {
        let tables = &self.rows.tables;
        for (name, table) in tables {
            let place = format!("/tables/{name}");
            if !self.rows.resources.values().any(|row| row.table.as_ref() == Some(name)) {
                self.unmatched(place.clone(), format!("no resource shows the table `{name}`"));
            }
            if let Some(parent) = &table.parent
                && !tables.contains_key(parent)
            {
                self.unmatched(format!("{place}/parent"), format!("there is no table `{parent}`"));
            }
            for (index, unique) in table.unique.iter().enumerate() {
                let place = format!("{place}/unique/{index}");
                self.word("errors", &unique.error, &place);
                for key in &unique.keys {
                    self.column(Some(table), key, &place);
                }
            }
            for (index, cascade) in table.cascade.iter().enumerate() {
                let place = format!("{place}/cascade/{index}");
                let Some(target) = tables.get(&cascade.table) else {
                    self.unmatched(place, format!("there is no table `{}`", cascade.table));
                    continue;
                };
                if cascade.children && target.parent.as_ref() != Some(name) {
                    self.unmatched(place.clone(), format!("`{}` is no child of `{name}`", cascade.table));
                }
                if let Some(column) = &cascade.column {
                    self.column(Some(target), column, &place);
                }
                if cascade.identity {
                    self.column(Some(target), "identity", &place);
                }
            }
            for (column, row) in &table.columns {
                let place = format!("{place}/columns/{}", escape(column));
                for of in [&row.of, &row.then_of].into_iter().flatten() {
                    self.related(Some(table), of, &place);
                }
                if let Some(role) = &row.role
                    && !self.rows.default_roles.iter().any(|one| one.name == *role)
                {
                    self.unmatched(place.clone(), format!("there is no default role `{role}`"));
                }
                for name in row.when.iter().flat_map(|when| when.keys()).chain(&row.if_set) {
                    self.column(Some(table), name, &place);
                }
                let ways = [row.value.is_some(), row.mint.is_some(), row.role.is_some(), row.start.is_some()];
                let ways = ways.iter().filter(|one| **one).count()
                    + usize::from(row.of.is_some())
                    + usize::from(row.when.is_some());
                if ways != 1 {
                    self.unmatched(place, format!("`{column}` has {ways} defaults instead of one"));
                }
            }
        }
    }

    fn column(&mut self, table: Columns<'_>, column: &str, place: &str) {
        let known = table.is_some_and(|table| table.columns.contains_key(column)) || BUILT_IN.contains(&column);
        if !known {
            self.unmatched(place.to_owned(), format!("there is no column `{column}` in the table"));
        }
    }

    /// `table.column`, or a column of the same table.
    fn related(&mut self, own: Columns<'_>, of: &str, place: &str) {
        match of.split_once('.') {
            Some((table, column)) if self.rows.tables.contains_key(table) => {
                let table = self.rows.tables.get(table);
                self.column(table, column, place);
            }
            _ => self.column(own, of, place),
        }
    }

    fn every_operation_has_one_row(&mut self) {
        for operation in &self.facts.operations {
            let rows = self.rows.resources.values().filter(|row| row.operations.contains_key(&operation.id)).count();
            if rows != 1 {
                self.unmatched("/resources".to_owned(), format!("{} has {rows} rows instead of one", operation.id));
            }
        }
    }

    fn resource(&mut self, name: &str, row: &ResourceRow) {
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

    fn every_input_has_a_rule(&mut self, row: &ResourceRow, operation: &Operation, place: &str) {
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

    fn every_property_has_a_rule(&mut self, row: &ResourceRow, operation: &Operation, place: &str) {
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

    fn input(&mut self, row: &ResourceRow, table: Columns<'_>, rule: &InputRow, place: &str) {
        for target in rule.targets() {
            let named = [&target.column, &target.filter, &target.option, &target.effect].into_iter().flatten().count();
            if named + usize::from(target.page.is_some()) + usize::from(target.drop) != 1 {
                self.unmatched(place.to_owned(), "the input does not go to exactly one place".to_owned());
            }
            if let Some(column) = &target.column {
                self.column(table, column, place);
            }
            if let Some(filter) = &target.filter
                && !row.filters.contains_key(filter)
            {
                self.unmatched(place.to_owned(), format!("there is no filter `{filter}`"));
            }
            if let Some(option) = &target.option {
                self.word("options", option, place);
            }
            if let Some(effect) = &target.effect {
                self.word("effects", effect, place);
            }
        }
        for operation in rule.by_operation.iter().flat_map(|by| by.keys()) {
            if !row.operations.contains_key(operation) {
                self.unmatched(place.to_owned(), format!("there is no operation `{operation}`"));
            }
        }
        if let Some(column) = &rule.also {
            self.column(table, column, place);
        }
        if let Some(error) = &rule.error {
            self.word("errors", error, place);
        }
        for check in &rule.checks {
            self.word("errors", &check.error, place);
            if let Some(error) = &check.format_error {
                self.word("errors", error, place);
            }
            if let Some(exists) = &check.exists {
                let rows = self.rows;
                let table = rows.tables.get(&exists.table);
                for column in exists.condition.keys() {
                    self.column(table, column, place);
                }
                if table.is_none() {
                    self.unmatched(place.to_owned(), format!("there is no table `{}`", exists.table));
                }
            }
        }
    }

    fn property(&mut self, row: &ResourceRow, table: Columns<'_>, rule: &PropertyRow, place: &str) {
        if let Some(column) = &rule.column {
            self.column(table, column, place);
        }
        if let Some(computed) = &rule.computed {
            self.word("computed", computed, place);
        }
        if let Some(of) = &rule.of {
            self.related(table, of, place);
        }
        if let Some(parent) = &rule.parent
            && !self.rows.tables.contains_key(parent.trim_end_matches(".sid"))
        {
            self.unmatched(place.to_owned(), format!("there is no table of `{parent}`"));
        }
        for (name, inner) in rule.object.iter().flatten() {
            self.property(row, table, inner, &format!("{place}/object/{name}"));
        }
        let urls = rule.url.iter().chain(rule.links.iter().flat_map(|links| links.values()));
        for name in urls.flat_map(|url| braces(url)) {
            let of_path = matches!(name.as_str(), "chat_service_sid" | "user_sid");
            if !row.properties.contains_key(&name) && !of_path {
                self.unmatched(place.to_owned(), format!("there is no property `{name}` for the URL"));
            }
        }
    }

    fn events(&mut self) {
        for (name, event) in &self.rows.events {
            let place = format!("/events/{name}");
            let fired = self.rows.resources.values().flat_map(|row| row.operations.values());
            // Delivery receipts change without a request.
            if !fired.flat_map(|spec| &spec.events).any(|one| one == name) && name != "onDeliveryUpdated" {
                self.unmatched(place.clone(), format!("no operation sends `{name}`"));
            }
            for (parameter, row) in &event.parameters {
                let flags = [row.now, row.actor, row.actor_or_system, row.actor_source, row.binding_type];
                let sources = flags.iter().filter(|flag| **flag).count()
                    + usize::from(row.of.is_some())
                    + usize::from(row.state.is_some())
                    + usize::from(row.membership.is_some());
                if sources != 1 {
                    self.unmatched(place.clone(), format!("`{parameter}` has {sources} sources instead of one"));
                }
                if let Some(of) = &row.of
                    && let Some((table, column)) = of.split_once('.')
                {
                    let rows = self.rows;
                    let table_row = rows.tables.get(table);
                    let computed = ["is_online", "is_notifiable"].contains(&column)
                        || column.starts_with("media.")
                        || (table == "message" && column == "index");
                    if !computed {
                        self.column(table_row, column, &format!("{place}/parameters/{}", escape(parameter)));
                    }
                }
            }
        }
    }
}

impl InputRow {
    /// The rule itself, or its variants by operation.
    pub fn targets(&self) -> impl Iterator<Item = &InputRow> {
        let own = self.by_operation.is_none().then_some(self);
        own.into_iter().chain(self.by_operation.iter().flat_map(|by| by.values()))
    }

    fn is_for(&self, operation: &str) -> bool {
        self.by_operation.as_ref().is_none_or(|by| by.contains_key(operation))
    }
}

/// The names in the braces of a template.
pub fn braces(template: &str) -> Vec<String> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
