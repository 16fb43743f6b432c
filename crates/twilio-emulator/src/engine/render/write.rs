//! Records as JSON, in the document's order.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use twilio_catalogue::{Literal, View};

use super::json::{Seen, string, time, value};
use crate::engine::computed;
use crate::engine::running::Running;
use crate::schema::{Segment, Source, Template};
use crate::store::{ROOT, Row, RowId, Value};

/// Everything but unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Running<'_, '_> {
    /// A record as the body of a response.
    pub(crate) fn record(&self, id: RowId, owner: RowId) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024);
        self.write_record(&mut out, id, owner, false);
        out
    }

    pub(crate) fn write_record(&self, out: &mut Vec<u8>, id: RowId, owner: RowId, in_list: bool) {
        let Some(row) = self.store().get(id) else { return out.extend(b"null") };
        let seen = Seen { row, owner, in_list };
        out.push(b'{');
        for (index, (name, source)) in self.resource().properties.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            string(out, name);
            out.push(b':');
            self.write(out, source, seen);
        }
        out.push(b'}');
    }

    /// The body of a response without a record.
    pub(crate) fn stateless(&self) -> Vec<u8> {
        let row = Row {
            id: ROOT,
            table: crate::schema::TableId(0),
            sid: None,
            parent: ROOT,
            created: self.call.now,
            updated: self.call.now,
            index: 0,
            next_index: 0,
            due: None,
            values: Box::default(),
        };
        let seen = Seen { row: &row, owner: ROOT, in_list: false };
        let mut out = vec![b'{'];
        for (index, (name, source)) in self.resource().properties.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            string(&mut out, name);
            out.push(b':');
            self.write(&mut out, source, seen);
        }
        out.push(b'}');
        out
    }

    fn write(&self, out: &mut Vec<u8>, source: &Source, seen: Seen<'_>) {
        let row = seen.row;
        match source {
            Source::Sid => self.write_sid(out, row),
            Source::Account => string(out, &self.engine.account),
            Source::Parent(table) => match self.store().ancestor(row, *table) {
                Some(owner) => self.write_sid(out, owner),
                None => out.extend(b"null"),
            },
            Source::Column(column) => value(out, &row.values[*column]),
            Source::Created => time(out, row.created),
            Source::Updated => time(out, row.updated),
            Source::Index => out.extend(row.index.to_string().bytes()),
            Source::Computed(name) => computed::write(self, out, *name, seen),
            Source::Object(members, omit_null) => self.write_object(out, members, *omit_null, seen),
            Source::Related(table, inner, default) => match self.related(seen, *table) {
                Some(related) => {
                    let start = out.len();
                    self.write(out, inner, Seen { row: related, ..seen });
                    if let Some(default) = default.filter(|_| &out[start..] == b"null") {
                        out.truncate(start);
                        value(out, &Value::from(default));
                    }
                }
                None => value(out, &default.map_or(Value::Null, Value::from)),
            },
            Source::Const(Literal::Json(json)) => out.extend_from_slice(json.as_bytes()),
            Source::Const(literal) => value(out, &Value::from(*literal)),
            Source::Url(template) => self.write_url(out, template, seen),
            Source::Links(links) => {
                out.push(b'{');
                for (index, (name, template)) in links.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    string(out, name);
                    out.push(b':');
                    self.write_url(out, template, seen);
                }
                out.push(b'}');
            }
        }
    }

    /// A record that belongs to the one that is shown; the user of a view is the one that the path names.
    pub(crate) fn related<'s>(&'s self, seen: Seen<'s>, table: crate::schema::TableId) -> Option<&'s Row> {
        let store = self.store();
        let of_user = matches!(
            self.resource().definition.view,
            Some(View::ParticipantsOfUser | View::MembersAndInvitesOfUser | View::BindingsOfUser)
        );
        match store.get(seen.owner) {
            Some(owner) if of_user && owner.table == table => Some(owner),
            _ => store.related(seen.row, table),
        }
    }

    fn write_object(&self, out: &mut Vec<u8>, members: &[(&str, Source)], omit_null: bool, seen: Seen<'_>) {
        // An object in which nothing was set stays empty where members that are null are left out.
        if omit_null && !members.iter().any(|(_, source)| self.was_set(source, seen)) {
            return out.extend(b"{}");
        }
        out.push(b'{');
        let mut first = true;
        for (name, source) in members {
            let start = out.len();
            if !first {
                out.push(b',');
            }
            string(out, name);
            out.push(b':');
            let inner = out.len();
            self.write(out, source, seen);
            if omit_null && &out[inner..] == b"null" {
                out.truncate(start);
            } else {
                first = false;
            }
        }
        out.push(b'}');
    }

    /// Whether a member holds something else than it started with.
    fn was_set(&self, source: &Source, seen: Seen<'_>) -> bool {
        match source {
            Source::Object(members, _) => members.iter().any(|(_, source)| self.was_set(source, seen)),
            Source::Column(column) => match self.schema().table(seen.row.table).definition.columns[*column].default {
                twilio_catalogue::DefaultValue::Value(Literal::Boolean(false)) => {
                    seen.row.values[*column] != Value::Boolean(false)
                }
                _ => !seen.row.values[*column].is_null(),
            },
            _ => true,
        }
    }

    fn write_sid(&self, out: &mut Vec<u8>, row: &Row) {
        match row.sid {
            Some(sid) => {
                out.push(b'"');
                sid.write(out);
                out.push(b'"');
            }
            None => out.extend(b"null"),
        }
    }

    fn write_url(&self, out: &mut Vec<u8>, template: &Template, seen: Seen<'_>) {
        if let [Segment::LastMessage] = template.0.as_slice() {
            return match self.last_message(seen.row) {
                Some(url) => string(out, &url),
                None => out.extend(b"null"),
            };
        }
        let start = out.len();
        out.push(b'"');
        out.extend_from_slice(self.call.base.origin.as_bytes());
        let mut scratch = Vec::new();
        for segment in &template.0 {
            match segment {
                Segment::Literal(text) => out.extend_from_slice(text.as_bytes()),
                Segment::Value(Source::Sid) => {
                    if let Some(sid) = seen.row.sid {
                        sid.write(out);
                    }
                }
                Segment::Value(Source::Parent(table)) => {
                    if let Some(Row { sid: Some(sid), .. }) = self.store().ancestor(seen.row, *table) {
                        sid.write(out);
                    }
                }
                Segment::Value(source) => {
                    scratch.clear();
                    self.write(&mut scratch, source, seen);
                    let Ok(Some(text)) = serde_json::from_slice::<Option<String>>(&scratch) else {
                        // Without the value there is no such URL.
                        out.truncate(start);
                        return out.extend(b"null");
                    };
                    out.extend(utf8_percent_encode(&text, SEGMENT).flat_map(str::bytes));
                }
                Segment::LastMessage => {}
            }
        }
        out.push(b'"');
    }

    /// The URL of a channel's last message.
    fn last_message(&self, channel: &Row) -> Option<String> {
        let store = self.store();
        let message = store.child_rows(store.schema.table_id("message")?, channel.id).next_back()?;
        let service = store.get(channel.parent)?;
        Some(format!(
            "{}/v2/Services/{}/Channels/{}/Messages/{}",
            self.call.base.origin,
            service.sid_text(),
            channel.sid_text(),
            message.sid_text()
        ))
    }
}
