//! What the documentation of an item is worth.

use std::collections::BTreeSet;
use std::path::Path;

use crate::code::{Before, Name, has_example, names_in};
use crate::items::{Item, Items, items};

/// What an item has.
#[derive(Debug)]
pub enum Verdict {
    OwnExample,
    OwnersExample,
    /// Another row of its table stands in an example.
    Row,
    Reason,
    /// Why it does not pass.
    Offends(&'static str),
}

const REASON: &str = "No example: ";

/// Each item of the crate with its verdict.
pub fn judge(crate_dir: &Path, name: &str) -> Vec<(Item, Verdict)> {
    let mut found = items(crate_dir, name);
    assert!(found.problems.is_empty(), "{}", found.problems.join("\n"));
    let all = std::mem::take(&mut found.items);
    let shown: BTreeSet<_> = all.iter().filter(|item| is_shown(item, &found)).filter_map(|item| item.table).collect();
    let verdicts: Vec<_> = all.iter().map(|item| verdict(item, &found, &shown)).collect();
    all.into_iter().zip(verdicts).collect()
}

fn verdict(item: &Item, all: &Items, shown_tables: &BTreeSet<&str>) -> Verdict {
    let own = has_example(&item.docs);
    let owners = is_shown(item, all);
    let reason = reason(&item.docs);
    match (own, owners, reason) {
        _ if item.docs.trim().is_empty() => Verdict::Offends("has no doc comment"),
        (_, _, Some(reason)) if reason.len() < 10 => Verdict::Offends("gives no reason behind `No example: `"),
        (true, _, Some(_)) | (_, true, Some(_)) => Verdict::Offends("stands in an example and says `No example: `"),
        (true, ..) => Verdict::OwnExample,
        (_, true, _) => Verdict::OwnersExample,
        (_, _, Some(_)) => Verdict::Reason,
        _ if item.table.is_some_and(|table| shown_tables.contains(table)) => Verdict::Row,
        _ => Verdict::Offends("is in no example"),
    }
}

/// What stands behind `No example: `, where it begins a sentence.
fn reason(docs: &str) -> Option<&str> {
    let (before, reason) = docs.split_once(REASON)?;
    let before = before.trim_end();
    (before.is_empty() || before.ends_with(['.', ':', ')', '`', '\n'])).then_some(reason.trim())
}

/// Whether an example of what owns the item uses its name.
fn is_shown(item: &Item, all: &Items) -> bool {
    let shows = |docs: &str| names_in(docs).iter().any(|name| is_use(name, item, all));
    if let Some(owner) = &item.owner {
        return all.types.get(owner).is_some_and(|docs| shows(docs));
    }
    let root = item.path.split("::").next().unwrap_or_default();
    [item.path.as_str(), root].into_iter().any(|module| all.modules.get(module).is_some_and(|docs| shows(docs)))
}

fn is_use(name: &Name, item: &Item, all: &Items) -> bool {
    if name.text != item.name {
        return false;
    }
    match (&item.owner, &name.before) {
        (None, before) => match item.kind {
            "module" => name.after == ':',
            "macro" => name.after == '!',
            // Called, or imported.
            "function" => *before != Before::Dot && ['(', ',', ';', '}'].contains(&name.after),
            _ => true,
        },
        (Some(_), Before::Dot) => item.has_receiver,
        (Some(_), Before::Path(None)) => true,
        (Some(owner), Before::Path(Some(before))) => is_called(before, owner, all),
        (Some(_), Before::Nothing) => false,
    }
}

/// Whether `name` is the type, by any of its names.
fn is_called(name: &str, owner: &str, all: &Items) -> bool {
    name == owner || name == "Self" || all.aliases.get(name).is_some_and(|target| is_called(target, owner, all))
}
