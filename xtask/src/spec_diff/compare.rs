//! Compares the facts of two documents and classifies each difference.

use super::fact::{Action, Breaks, Change, Fact, Facts, Release, Subject};

/// Every difference, those that break most first; then by place.
pub fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((subject, place), fact) in old {
        match new.get(&(*subject, place.clone())) {
            Some(other) => changed(*subject, place, fact, other, &mut changes),
            None if !is_part_of_missing(*subject, place, new) => changes.push(removed(*subject, place, fact)),
            None => {}
        }
    }
    for ((subject, place), fact) in new {
        let is_known = old.contains_key(&(*subject, place.clone()));
        if !is_known && !is_part_of_missing(*subject, place, old) {
            changes.push(added(*subject, place, fact));
        }
    }
    changes.sort_by(|one, other| {
        let key = |change: &Change| (change.breaks, change.release);
        key(other).cmp(&key(one)).then_with(|| (&one.place, one.subject).cmp(&(&other.place, other.subject)))
    });
    changes
}

/// Inputs and properties are not listed if the whole operation or component is missing in the other document.
fn is_part_of_missing(subject: Subject, place: &str, facts: &Facts) -> bool {
    if !matches!(subject, Subject::Input | Subject::Property) {
        return false;
    }
    let mut words = place.split(' ');
    match (words.next(), words.next()) {
        (Some(method), Some(path)) => !facts.contains_key(&(Subject::Operation, format!("{method} {path}"))),
        _ => {
            // A component's name has dots, and so has the path to a nested property.
            let owners = place.match_indices('.').map(|(at, _)| place[..at].to_owned());
            !owners.into_iter().any(|owner| facts.contains_key(&(Subject::Type, owner)))
        }
    }
}

fn removed(subject: Subject, place: &str, fact: &Fact) -> Change {
    let (breaks, release, why) = match subject {
        Subject::Server => (Breaks::RunTime, Release::Major, "A client that names this server gets an error."),
        Subject::Text => (Breaks::Nothing, Release::Patch, "Only the documentation changes."),
        _ => (Breaks::CompileTime, Release::Major, "Programs name it."),
    };
    let old = Some(fact.shape.clone()).filter(|shape| !shape.is_empty());
    change(Action::Removed, subject, place, ("", old, None), (breaks, release, why))
}

fn added(subject: Subject, place: &str, fact: &Fact) -> Change {
    let (breaks, release, why) = match subject {
        Subject::Input if fact.required => {
            (Breaks::CompileTime, Release::Major, "A required input is an argument, which existing calls lack.")
        }
        _ => (Breaks::Nothing, Release::Minor, "Existing programs do not use it."),
    };
    let new = Some(fact.shape.clone()).filter(|shape| !shape.is_empty());
    change(Action::Added, subject, place, ("", None, new), (breaks, release, why))
}

type Values<'v> = (&'v str, Option<String>, Option<String>);

fn change(
    action: Action,
    subject: Subject,
    place: &str,
    (aspect, old, new): Values<'_>,
    class: (Breaks, Release, &'static str),
) -> Change {
    let (breaks, release, why) = class;
    Change { action, subject, place: place.to_owned(), aspect: aspect.to_owned(), old, new, breaks, release, why }
}

fn changed(subject: Subject, place: &str, old: &Fact, new: &Fact, changes: &mut Vec<Change>) {
    let mut push = |subject: Subject, values: Values<'_>, class| {
        let action = match (&values.1, &values.2) {
            (None, _) => Action::Added,
            (_, None) => Action::Removed,
            _ => Action::Changed,
        };
        changes.push(change(action, subject, place, values, class));
    };
    let both = |one: &str, other: &str| (Some(one.to_owned()), Some(other.to_owned()));
    if old.shape != new.shape {
        let (aspect, why) = match subject {
            Subject::Operation => ("operationId", "The request and its method are named after it."),
            _ => ("type", "Its type in Rust is another one."),
        };
        let (before, after) = both(&old.shape, &new.shape);
        push(subject, (aspect, before, after), (Breaks::CompileTime, Release::Major, why));
    }
    if old.required != new.required {
        let word = |required: bool| if required { "required" } else { "optional" };
        let (before, after) = both(word(old.required), word(new.required));
        let why = "Required inputs are arguments, optional ones are setters.";
        push(subject, ("required", before, after), (Breaks::CompileTime, Release::Major, why));
    }
    if old.sent_in != new.sent_in {
        let (before, after) = both(&old.sent_in, &new.sent_in);
        push(
            subject,
            ("in", before, after),
            (Breaks::RunTime, Release::Patch, "Requests differ; the call is the same."),
        );
    }
    if subject == Subject::Server && old.is_first != new.is_first {
        let word = |first: bool| if first { "default" } else { "alternative" };
        let (before, after) = both(word(old.is_first), word(new.is_first));
        push(subject, ("default", before, after), (Breaks::RunTime, Release::Major, "Requests go to another host."));
    }
    if old.default != new.default {
        let class = match new.is_sent {
            true => (Breaks::RunTime, Release::Patch, "A call that leaves it out has another effect."),
            false => (Breaks::Nothing, Release::Patch, "Responses are read the same way."),
        };
        let absent = || Some("none".to_owned());
        push(subject, ("default", old.default.clone().or_else(absent), new.default.clone().or_else(absent)), class);
    }
    for value in old.values.difference(&new.values) {
        let class = (Breaks::CompileTime, Release::Major, "The variant is gone.");
        push(Subject::EnumValue, ("value", Some(value.clone()), None), class);
    }
    for value in new.values.difference(&old.values) {
        let class =
            (Breaks::Nothing, Release::Minor, "Enums are open: existing matches have a branch for other values.");
        push(Subject::EnumValue, ("value", None, Some(value.clone())), class);
    }
    let names: std::collections::BTreeSet<&String> = old.bounds.keys().chain(new.bounds.keys()).collect();
    for name in names {
        let (before, after) = (old.bounds.get(name), new.bounds.get(name));
        if before != after {
            let class = bound(name, before, after, old.is_sent && new.is_sent);
            push(Subject::Bound, (name.as_str(), before.cloned(), after.cloned()), class);
        }
    }
    if old.text != new.text {
        let class = (Breaks::Nothing, Release::Patch, "Only the documentation changes.");
        push(Subject::Text, ("description", old.text.clone(), new.text.clone()), class);
    }
}

fn bound(name: &str, old: Option<&String>, new: Option<&String>, is_sent: bool) -> (Breaks, Release, &'static str) {
    if !is_sent {
        return (Breaks::Nothing, Release::Patch, "Bounds of responses are not checked.");
    }
    let number = |value: &String| value.parse::<f64>().ok();
    let is_looser = match (old, new) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(old), Some(new)) => match (number(old), number(new)) {
            (Some(old), Some(new)) if name.contains("max") || name.contains("Max") => new > old,
            (Some(old), Some(new)) if name.contains("min") || name.contains("Min") => new < old,
            // A pattern or a step: whether every old value still fits is not known.
            _ => false,
        },
    };
    match is_looser {
        true => (Breaks::Nothing, Release::Patch, "Every value that was valid still is."),
        false => (Breaks::RunTime, Release::Patch, "A value that was valid may be refused."),
    }
}
