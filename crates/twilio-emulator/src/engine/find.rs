//! From path parameters to records.

use twilio_catalogue::{LookupBy, View};

use super::call::{Call, Failure};
use super::running::Running;
use crate::schema::{PathStep, TableId};
use crate::store::{ROOT, RowId, Sid, Store, has_form};

/// What the path parameters of a call lead to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The last record on the way: the owner of what the operation is about.
    pub(crate) owner: RowId,
    /// The position of the resource's own parameter, if the path has one.
    pub(crate) own: Option<usize>,
}

impl Default for RowId {
    fn default() -> RowId {
        ROOT
    }
}

/// Finds the owners that the path names.
pub(crate) fn owners(store: &Store, call: &Call<'_>) -> Result<Found, Failure> {
    let resource = &store.schema.resources[call.operation.resource];
    let mut found = Found::default();
    if resource.definition.default_service {
        found.owner = default_service(store).ok_or_else(|| Failure::not_found(call.path))?;
    }
    for (step, value) in call.operation.path.iter().zip(&call.parameters) {
        if step.sid.is_some_and(|prefix| !has_form(value, prefix)) {
            return Err(Failure::not_found(call.path));
        }
    }
    for (index, (step, value)) in call.operation.path.iter().zip(&call.parameters).enumerate() {
        match step.table {
            None => found.own = Some(index),
            Some(table) => {
                let row = by(store, table, found.owner, step, value);
                found.owner = row.ok_or_else(|| Failure::not_found(call.path))?;
            }
        }
    }
    Ok(found)
}

/// The service that short paths leave out.
pub(crate) fn default_service(store: &Store) -> Option<RowId> {
    let configuration = store.singleton(store.schema.table_id("configuration")?, ROOT)?;
    let sid = store.text_of(configuration, "default_chat_service_sid")?;
    Some(store.by_sid_text(store.schema.table_id("service")?, sid)?.id)
}

fn by(store: &Store, table: TableId, parent: RowId, step: &PathStep, value: &str) -> Option<RowId> {
    step.by.iter().find_map(|by| match by {
        LookupBy::Sid => {
            let row = store.by_sid(Sid::parse(value)?)?;
            (row.table == table && row.parent == parent).then_some(row.id)
        }
        LookupBy::Column(column) => {
            let column = store.schema.column(table, column)?;
            store.by_column(table, parent, column, value).map(|row| row.id)
        }
        LookupBy::Active if value.eq_ignore_ascii_case("active") => active(store, table),
        LookupBy::Active | LookupBy::Joined(..) => None,
    })
}

/// The newest release, or its configuration.
fn active(store: &Store, table: TableId) -> Option<RowId> {
    let releases = store.schema.table_id("plugin_release")?;
    let newest = store.child_rows(releases, ROOT).next_back()?;
    match table == releases {
        true => Some(newest.id),
        false => Some(store.by_sid_text(table, store.text_of(newest, "configuration_sid")?)?.id),
    }
}

impl Running<'_, '_> {
    /// The record that the operation is about.
    pub(crate) fn own(&self, found: &Found) -> Result<RowId, Failure> {
        self.own_of(found).ok_or_else(|| Failure::not_found(self.call.path))
    }

    fn own_of(&self, found: &Found) -> Option<RowId> {
        let store = self.store();
        let resource = &store.schema.resources[self.call.operation.resource];
        let table = resource.table?;
        let Some(index) = found.own else {
            return match store.schema.table(table).definition.singleton {
                true => store.singleton(table, found.owner).map(|row| row.id),
                // An action: the last owner is the record itself.
                false => Some(found.owner),
            };
        };
        let (step, value) = (&self.call.operation.path[index], &self.call.parameters[index]);
        match resource.definition.view {
            None => by(store, table, found.owner, step, value),
            Some(view) => viewed(store, view, found.owner, step, value),
        }
    }
}

/// A record that a view shows, by a value of a joined record.
fn viewed(store: &Store, view: View, owner: RowId, step: &PathStep, value: &str) -> Option<RowId> {
    let rows = store.viewed(view, owner);
    rows.into_iter().find(|id| {
        let Some(row) = store.get(*id) else { return false };
        step.by.iter().any(|by| match by {
            LookupBy::Sid => row.sid.is_some() && row.sid == Sid::parse(value),
            LookupBy::Joined(table, column) => {
                let joined = store.schema.table_id(table).and_then(|table| store.related(row, table));
                joined.is_some_and(|joined| match *column {
                    "sid" => joined.sid_text() == value,
                    column => store.text_of(joined, column) == Some(value),
                })
            }
            LookupBy::Column(column) => store.text_of(row, column) == Some(value),
            LookupBy::Active => false,
        })
    })
}

impl Store {
    /// The records that a view shows below an owner, in their order.
    pub(crate) fn viewed(&self, view: View, owner: RowId) -> Vec<RowId> {
        let identity = || {
            let user = self.get(owner)?;
            Some((self.top(user), self.text_of(user, "identity")?))
        };
        let with_identity = |table: &str| -> Vec<RowId> {
            let Some((service, identity)) = identity() else { return Vec::new() };
            let Some(table) = self.schema.table_id(table) else { return Vec::new() };
            self.with_identity(table, service, identity).into_iter().flatten().copied().collect()
        };
        match view {
            View::ParticipantsOfUser => with_identity("participant"),
            View::BindingsOfUser => with_identity("binding"),
            View::MembersAndInvitesOfUser => {
                let mut rows = with_identity("member");
                rows.extend(with_identity("invite"));
                rows.sort_unstable();
                rows
            }
            View::ConfiguredPlugins => self
                .schema
                .table_id("configured_plugin")
                .map_or_else(Vec::new, |table| self.child_rows(table, owner).map(|row| row.id).collect()),
            View::ParticipantsOfService => {
                let tables = self.schema.table_id("conversation").zip(self.schema.table_id("participant"));
                let mut rows: Vec<RowId> = tables
                    .into_iter()
                    .flat_map(|(conversations, participants)| {
                        self.children(conversations, owner)
                            .into_iter()
                            .flatten()
                            .flat_map(move |id| self.children(participants, *id).into_iter().flatten().copied())
                    })
                    .collect();
                rows.sort_unstable();
                rows
            }
        }
    }
}
