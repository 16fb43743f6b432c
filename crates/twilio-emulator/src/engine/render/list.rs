//! Lists: filters, order, and pages that a cursor on the sort key makes stable.

use std::fmt::Write;

use twilio_catalogue::{FilterMatch, Order, Response, Target, View};

use super::json::string;
use crate::engine::call::{Call, Failure};
use crate::engine::find::Found;
use crate::engine::running::Running;
use crate::store::{Row, RowId, Store, Value};
use crate::time::parse_bound;

/// The place of a record in its list.
type Key = (u64, u64);

/// Which page is asked for.
enum Position {
    /// The page with this number, counted from the start.
    Number(u64),
    /// The records after a key.
    After(Key),
    /// The records before a key.
    Before(Key),
}

struct Page {
    size: usize,
    number: u64,
    position: Position,
    token: Option<String>,
}

impl Running<'_, '_> {
    /// The body of a page.
    pub(crate) fn list(&mut self, found: &Found) -> Result<Vec<u8>, Failure> {
        let Response::List { key, default_page_size, .. } = self.call.operation.definition.response else {
            return Err(Failure::not_found(self.call.path));
        };
        let page = page(self.call, default_page_size as usize)?;
        let filters = self.filters()?;
        let descending = self.is_descending();
        let (rows, more) = self.select(found.owner, &filters, descending, &page);
        let mut out = Vec::with_capacity(256 + rows.len() * 1024);
        out.extend(b"{");
        string(&mut out, key);
        out.extend(b":[");
        for (index, id) in rows.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            self.write_record(&mut out, *id, found.owner, true);
        }
        out.extend(b"],\"meta\":");
        let before = rows.first().map(|id| self.token('B', *id)).filter(|_| page.number > 0);
        let after = rows.last().map(|id| self.token('A', *id)).filter(|_| more);
        self.write_meta(&mut out, key, &page, before.as_deref(), after.as_deref());
        out.push(b'}');
        Ok(out)
    }

    fn order(&self) -> Order {
        self.resource().definition.order
    }

    fn is_descending(&self) -> bool {
        match self.order() {
            Order::CreatedDesc => true,
            Order::IndexAsc => {
                self.call.arguments.text("Order").is_some_and(|order| order.eq_ignore_ascii_case("desc"))
            }
            Order::CreatedAsc | Order::PhaseThenCreated => false,
        }
    }

    fn key(&self, id: RowId) -> Key {
        let first = match self.order() {
            Order::PhaseThenCreated => {
                let phase = self.store().get(id).and_then(|row| self.store().column_of(row, "phase")?.as_integer());
                phase.and_then(|phase| u64::try_from(phase).ok()).unwrap_or_default()
            }
            _ => 0,
        };
        (first, id.0)
    }

    /// `PA` or `PB` and the key, in the form of a SID.
    fn token(&self, direction: char, id: RowId) -> String {
        let prefix = self.resource().table.and_then(|table| self.schema().table(table).definition.sid).unwrap_or("XX");
        let (first, second) = self.key(id);
        format!("P{direction}{prefix}{first:016x}{second:016x}")
    }

    /// The records of a page, and whether more follow.
    fn select(&self, owner: RowId, filters: &[Active<'_>], descending: bool, page: &Page) -> (Vec<RowId>, bool) {
        let store = self.store();
        let keep = |id: &RowId| store.get(*id).is_some_and(|row| filters.iter().all(|filter| filter.keeps(store, row)));
        let wanted = page.size + 1;
        let mut rows: Vec<RowId> = match (self.candidates(owner, filters), self.order()) {
            (Candidates::Children(Some(ids)), Order::CreatedAsc | Order::CreatedDesc | Order::IndexAsc) => {
                return ordered(ids, descending, page, &keep);
            }
            (Candidates::Children(ids), _) => ids.into_iter().flatten().copied().collect(),
            (Candidates::Rows(rows), _) => rows,
        };
        rows.retain(|id| keep(id));
        rows.sort_by_key(|id| self.key(*id));
        if descending {
            rows.reverse();
        }
        let is_after = |id: &RowId, key: Key| if descending { self.key(*id) < key } else { self.key(*id) > key };
        let mut picked: Vec<RowId> = match page.position {
            Position::Number(number) => rows.into_iter().skip(skipped(number, page.size)).take(wanted).collect(),
            Position::After(key) => rows.into_iter().filter(|id| is_after(id, key)).take(wanted).collect(),
            Position::Before(key) => {
                let before: Vec<RowId> =
                    rows.into_iter().filter(|id| !is_after(id, key) && self.key(*id) != key).collect();
                let start = before.len().saturating_sub(page.size);
                return (before[start..].to_vec(), true);
            }
        };
        let more = picked.len() == wanted;
        picked.truncate(page.size);
        (picked, more)
    }

    fn candidates(&self, owner: RowId, filters: &[Active<'_>]) -> Candidates<'_> {
        let store = self.store();
        match self.resource().definition.view {
            Some(View::ParticipantsOfService) => {
                let identity =
                    filters.iter().find(|filter| filter.name == "identity").and_then(|one| one.values.first());
                let table = store.schema.table_id("participant");
                match (identity, table) {
                    (Some(identity), Some(table)) => Candidates::Rows(
                        store.with_identity(table, owner, identity).into_iter().flatten().copied().collect(),
                    ),
                    _ => Candidates::Rows(store.viewed(View::ParticipantsOfService, owner)),
                }
            }
            Some(view) => Candidates::Rows(store.viewed(view, owner)),
            None => Candidates::Children(self.resource().table.and_then(|table| store.children(table, owner))),
        }
    }

    fn filters(&self) -> Result<Vec<Active<'_>>, Failure> {
        let resource = self.resource();
        let mut active = Vec::new();
        for (filter, column) in resource.definition.filters.iter().zip(&resource.filters) {
            let given =
                self.call.arguments.given.iter().find(|given| given.schema.rule.target == Target::Filter(filter.name));
            let values: &[String] = match given {
                Some(given) => &given.raw,
                None if matches!(filter.how, FilterMatch::AnyOrPublic | FilterMatch::OnlyActive) => &[],
                None => continue,
            };
            let bound = match filter.how {
                FilterMatch::From | FilterMatch::To => {
                    let name = given.map_or("", |given| given.schema.definition.name);
                    let text = values.first().map(String::as_str).unwrap_or_default();
                    let end = filter.how == FilterMatch::To;
                    Some(parse_bound(text, end).ok_or_else(|| Failure::invalid(name, "expected a date and time"))?)
                }
                _ => None,
            };
            active.push(Active { name: filter.name, how: filter.how, column: *column, values, bound });
        }
        Ok(active)
    }

    fn write_meta(&self, out: &mut Vec<u8>, key: &str, page: &Page, before: Option<&str>, after: Option<&str>) {
        let first = self.page_url(page, 0, None);
        let own = self.page_url(page, page.number, page.token.as_deref());
        let next = after.map(|token| self.page_url(page, page.number + 1, Some(token)));
        let previous = before.map(|token| self.page_url(page, page.number.saturating_sub(1), Some(token)));
        let url = |out: &mut Vec<u8>, url: Option<&str>| match url {
            Some(url) => string(out, url),
            None => out.extend(b"null"),
        };
        out.extend(b"{\"first_page_url\":");
        string(out, &first);
        out.extend(b",\"key\":");
        string(out, key);
        out.extend(b",\"next_page_url\":");
        url(out, next.as_deref());
        out.extend(format!(",\"page\":{},\"page_size\":{},\"previous_page_url\":", page.number, page.size).bytes());
        url(out, previous.as_deref());
        out.extend(b",\"url\":");
        string(out, &own);
        out.push(b'}');
    }

    /// The URL of a page: the filters, then size, number and token.
    fn page_url(&self, page: &Page, number: u64, token: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for given in &self.call.arguments.given {
            if let Target::Filter(_) = given.schema.rule.target {
                for value in &given.raw {
                    query.append_pair(given.schema.definition.name, value);
                }
            }
        }
        query.append_pair("PageSize", &page.size.to_string());
        query.append_pair("Page", &number.to_string());
        if let Some(token) = token {
            query.append_pair("PageToken", token);
        }
        let mut url = String::with_capacity(160);
        let _ = write!(url, "{}{}?{}", self.call.base.origin, self.call.path, query.finish());
        url
    }
}

enum Candidates<'s> {
    Children(Option<&'s std::collections::BTreeSet<RowId>>),
    Rows(Vec<RowId>),
}

/// A page of records that stand in the order of their creation already.
fn ordered(
    ids: &std::collections::BTreeSet<RowId>,
    descending: bool,
    page: &Page,
    keep: &dyn Fn(&RowId) -> bool,
) -> (Vec<RowId>, bool) {
    use std::ops::Bound::{Excluded, Unbounded};
    let wanted = page.size + 1;
    let take = |rows: &mut dyn Iterator<Item = &RowId>, skip: usize| -> Vec<RowId> {
        rows.filter(|id| keep(id)).skip(skip).take(wanted).copied().collect()
    };
    let mut picked = match (&page.position, descending) {
        (Position::Number(number), false) => take(&mut ids.iter(), skipped(*number, page.size)),
        (Position::Number(number), true) => take(&mut ids.iter().rev(), skipped(*number, page.size)),
        (Position::After((_, id)), false) => take(&mut ids.range((Excluded(RowId(*id)), Unbounded)), 0),
        (Position::After((_, id)), true) => take(&mut ids.range(..RowId(*id)).rev(), 0),
        (Position::Before((_, id)), descending) => {
            let mut rows = match descending {
                false => take(&mut ids.range(..RowId(*id)).rev(), 0),
                true => take(&mut ids.range((Excluded(RowId(*id)), Unbounded)), 0),
            };
            rows.truncate(page.size);
            rows.reverse();
            return (rows, true);
        }
    };
    let more = picked.len() == wanted;
    picked.truncate(page.size);
    (picked, more)
}

fn skipped(number: u64, size: usize) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(size)
}

fn page(call: &Call<'_>, default: usize) -> Result<Page, Failure> {
    let integer = |target: Target| {
        let given = call.arguments.given.iter().find(|given| given.schema.rule.target == target);
        given.and_then(|given| given.value.as_integer()).and_then(|value| u64::try_from(value).ok())
    };
    let token = call.arguments.given.iter().find(|given| given.schema.rule.target == Target::PageToken);
    let token = token.and_then(|given| given.raw.first()).filter(|token| !token.is_empty());
    let number = integer(Target::PageNumber).unwrap_or_default();
    let position = match token {
        None => Position::Number(number),
        Some(token) => read_token(token).ok_or_else(|| Failure::new("page_token_invalid"))?,
    };
    let size = integer(Target::PageSize).and_then(|size| usize::try_from(size).ok()).unwrap_or(default);
    Ok(Page { size, number, position, token: token.cloned() })
}

fn read_token(token: &str) -> Option<Position> {
    if token.len() != 36 || !token.is_ascii() {
        return None;
    }
    let key = (u64::from_str_radix(&token[4..20], 16).ok()?, u64::from_str_radix(&token[20..], 16).ok()?);
    match &token[..2] {
        "PA" => Some(Position::After(key)),
        "PB" => Some(Position::Before(key)),
        _ => None,
    }
}

/// A filter that was sent, or that holds by default.
struct Active<'a> {
    name: &'static str,
    how: FilterMatch,
    column: Option<usize>,
    values: &'a [String],
    bound: Option<i64>,
}

impl Active<'_> {
    fn keeps(&self, store: &Store, row: &Row) -> bool {
        let text = self.column.and_then(|column| row.values.get(column)).and_then(Value::as_text);
        let is_any = |text: Option<&str>| self.values.iter().any(|value| Some(value.as_str()) == text);
        match self.how {
            FilterMatch::Equals | FilterMatch::EqualsIgnoringCase if self.column.is_none() => true,
            // Enums are compared in any letter case, as they are read.
            FilterMatch::Equals if self.name == "state" => self.ignoring_case(text),
            FilterMatch::Equals => is_any(text),
            FilterMatch::EqualsIgnoringCase => self.ignoring_case(text),
            FilterMatch::Any if self.name == "binding_type" => self.ignoring_case(text),
            FilterMatch::Any => is_any(text),
            FilterMatch::AnyOrPublic if self.values.is_empty() => text == Some("public"),
            FilterMatch::AnyOrPublic => self.ignoring_case(text),
            FilterMatch::From => self.bound.is_none_or(|bound| row.created >= bound),
            FilterMatch::To => self.bound.is_none_or(|bound| row.created <= bound),
            FilterMatch::Order => true,
            FilterMatch::OnlyActive => {
                let all = self.values.first().is_some_and(|value| value.eq_ignore_ascii_case("true"));
                all || self.column.is_some_and(|column| row.values[column].is_true())
            }
            FilterMatch::Segment => {
                let segments = store.column_of(row, "segments").map(Value::to_json).unwrap_or_default();
                let segments = segments.as_array().into_iter().flatten();
                segments.filter_map(|one| one.get("segment_id")?.as_str()).any(|id| is_any(Some(id)))
            }
            FilterMatch::Reservation => {
                let own = self.column.map(|column| row.values[column].strings()).unwrap_or_default();
                own.iter().any(|id| is_any(Some(id)))
            }
        }
    }

    fn ignoring_case(&self, text: Option<&str>) -> bool {
        text.is_some_and(|text| self.values.iter().any(|value| value.eq_ignore_ascii_case(text)))
    }
}
