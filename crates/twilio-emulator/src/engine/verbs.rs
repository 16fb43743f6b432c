//! The verbs: list, create, fetch, update, delete, archive.

use twilio_catalogue::{Target, Verb};

use super::call::{Failure, Outcome};
use super::find::{self, Found};
use super::running::Running;
use super::state::Engine;
use super::{defaults, effects};
use crate::schema::InputSchema;
use crate::store::{Row, Value};

impl Running<'_, '_> {
    /// Runs the call.
    pub(crate) fn run(&mut self) -> Result<Outcome, Failure> {
        let operation = self.call.operation;
        let found = find::owners(self.store(), self.call)?;
        let (status, body) = match operation.definition.verb {
            Verb::List => {
                effects::across_inputs(self)?;
                (operation.definition.status, self.list(&found)?)
            }
            Verb::Fetch => {
                let id = self.own(&found)?;
                (operation.definition.status, self.record(id, found.owner))
            }
            Verb::Create => self.create(&found)?,
            Verb::Update => (operation.definition.status, self.update(&found)?),
            Verb::Delete => {
                self.delete_call(&found)?;
                (operation.definition.status, Vec::new())
            }
            Verb::Archive => {
                let id = self.own(&found)?;
                effects::before(self, id, Some(id))?;
                let now = self.call.now;
                self.set(id, "archived", Value::Boolean(true));
                self.store_mut().change(id, |row| row.updated = now);
                (operation.definition.status, self.record(id, found.owner))
            }
            Verb::Constant | Verb::Session => (operation.definition.status, self.stateless()),
        };
        Ok(Outcome { status, body, deliveries: std::mem::take(&mut self.deliveries) })
    }

    fn create(&mut self, found: &Found) -> Result<(u16, Vec<u8>), Failure> {
        let operation = self.call.operation.definition;
        for group in self.resource().definition.required_one_of {
            if !group.iter().any(|name| self.call.arguments.has(name)) {
                return Err(Failure::new("missing_parameter").of_input(group[0]));
            }
        }
        effects::across_inputs(self)?;
        effects::before(self, found.owner, None)?;
        let Some(table) = self.resource().table else { return Err(Failure::not_found(self.call.path)) };
        let mut row = self.blank(table, found.owner);
        let mut set = vec![false; row.values.len()];
        self.apply_inputs(&mut row, &mut set, true);
        effects::fill(self, &mut row, &mut set)?;
        self.finish(&mut row, &set);
        let id = self.add(row)?;
        effects::after(self, id)?;
        self.fire_all(id, false);
        let participants = operation.also_status.filter(|_| self.call.arguments.has("Participant"));
        Ok((participants.unwrap_or(operation.status), self.record(id, found.owner)))
    }

    /// Sets columns from inputs; `created` and `updated` from the dates that imports send.
    fn apply_inputs(&mut self, row: &mut Row, set: &mut [bool], creating: bool) {
        let schema = self.schema();
        let table = schema.table(row.table);
        let mut updated = None;
        for given in &self.call.arguments.given {
            let input: &InputSchema = given.schema;
            if let (Target::Column(name @ ("date_created" | "date_updated")), Value::Time(time)) =
                (input.rule.target, &given.value)
            {
                match name {
                    "date_created" => row.created = *time,
                    _ => updated = Some(*time),
                }
                continue;
            }
            // A second column follows the first one, unless it holds something of its own.
            let also = input.also.filter(|also| {
                let own = &row.values[*also];
                own.is_null() || input.column.is_some_and(|column| row.values[column] == *own)
            });
            for column in [input.column, also].into_iter().flatten() {
                let reset = given.clear && (creating || table.clears_to_default(column));
                if reset && creating {
                    continue;
                }
                let value = match (reset, given.clear, input.definition.list) {
                    (true, ..) => {
                        let default = table.definition.columns[column].default;
                        let Engine { stores, mint, .. } = &mut *self.engine;
                        defaults::value(&stores[self.call.product], mint, row, default)
                    }
                    (false, true, true) => Value::list(&[]),
                    (false, true, false) => Value::Null,
                    (false, false, _) => given.value.clone(),
                };
                row.values[column] = value;
                set[column] = true;
            }
        }
        row.updated = updated.unwrap_or(if creating { row.created } else { self.call.now });
    }

    fn update(&mut self, found: &Found) -> Result<Vec<u8>, Failure> {
        effects::across_inputs(self)?;
        let id = self.own(found)?;
        effects::before(self, id, Some(id))?;
        let Some(mut row) = self.store().get(id).cloned() else { return Err(Failure::not_found(self.call.path)) };
        if self.resource().table != Some(row.table) {
            // An invite that is shown among memberships can't be changed there.
            return Err(Failure::not_found(self.call.path));
        }
        let mut set = vec![false; row.values.len()];
        self.apply_inputs(&mut row, &mut set, false);
        effects::fill(self, &mut row, &mut set)?;
        self.is_unique(&row)?;
        self.store_mut().replace(row);
        effects::after(self, id)?;
        self.fire_all(id, false);
        Ok(self.record(id, found.owner))
    }
}
