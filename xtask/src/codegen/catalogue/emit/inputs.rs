//! Where inputs go, and what is checked of them.

use heck::ToPascalCase;

use super::super::rows::{CheckRow, InputRow};
use super::text::{literal, push};

pub(super) fn input_rules(name: &str, rule: &InputRow) -> Vec<String> {
    let mut rules = Vec::new();
    match &rule.by_operation {
        None => rules.push((Vec::new(), rule)),
        Some(by) => {
            // Operations with the same target share a rule.
            for (operation, target) in by {
                let same = rules.iter_mut().find(|(_, other): &&mut (Vec<String>, &InputRow)| {
                    (&other.column, &other.filter) == (&target.column, &target.filter)
                });
                match same {
                    Some((operations, _)) => operations.push(operation.clone()),
                    None => rules.push((vec![operation.clone()], target)),
                }
            }
        }
    }
    rules
        .into_iter()
        .map(|(operations, target)| {
            let mut out = format!("InputRule {{ name: {name:?}");
            push(&mut out, "operations", &format!("&{operations:?}"), "&[]");
            let to = if let Some(column) = &target.column {
                format!("Target::Column({column:?})")
            } else if let Some(filter) = &target.filter {
                format!("Target::Filter({filter:?})")
            } else if let Some(page) = target.page {
                format!("Target::Page{page:?}")
            } else if let Some(option) = &target.option {
                format!("Target::Option(InputOption::{})", option.to_pascal_case())
            } else if let Some(effect) = &target.effect {
                format!("Target::Effect(Effect::{})", effect.to_pascal_case())
            } else {
                "Target::Drop".to_owned()
            };
            push(&mut out, "target", &to, "Target::Drop");
            push(&mut out, "also", &format!("{:?}", rule.also), "None");
            // Filters aren't stored, so that what is checked of stored values doesn't hold for them.
            if target.filter.is_none() {
                let checks: Vec<String> = rule.checks.iter().map(check).collect();
                push(&mut out, "checks", &format!("&[{}]", checks.join(", ")), "&[]");
            }
            let transform = rule.transform.map_or("None".to_owned(), |one| format!("Some(Transform::{one:?})"));
            push(&mut out, "transform", &transform, "None");
            push(&mut out, "clear_with", &format!("{:?}", rule.clear_with), "None");
            push(&mut out, "clear_gives", &format!("{:?}", rule.clear_gives), "None");
            push(&mut out, "error", &format!("{:?}", rule.error), "None");
            format!("{out}, ..InputRule::NEW }},")
        })
        .collect()
}

fn check(row: &CheckRow) -> String {
    let error = &row.error;
    let format_error = row.format_error.as_ref().unwrap_or(error);
    if let Some(max) = row.max_chars {
        format!("Check::MaxChars({max}, {error:?})")
    } else if let Some(max) = row.max_bytes {
        format!("Check::MaxBytes({max}, {error:?})")
    } else if let Some(prefix) = &row.not_like {
        format!("Check::NotLikeSid({prefix:?}, {error:?})")
    } else if row.json {
        format!("Check::Json({error:?})")
    } else if row.json_object {
        format!("Check::JsonObject({error:?})")
    } else if row.integer {
        format!("Check::Integer({error:?})")
    } else if let Some(min) = &row.min_duration {
        let minutes: u32 = min.trim_start_matches("PT").trim_end_matches('M').parse().unwrap_or_default();
        format!("Check::MinDuration({}, {error:?}, {format_error:?})", minutes * 60)
    } else if let Some(exists) = &row.exists {
        let condition = exists
            .condition
            .iter()
            .next()
            .map_or("None".to_owned(), |(column, value)| format!("Some(({column:?}, {}))", literal(Some(value))));
        format!("Check::Exists({:?}, {condition}, {error:?})", exists.table)
    } else if let Some(max) = row.max_items {
        format!("Check::MaxItems({max}, {error:?})")
    } else if let Some(values) = &row.one_of {
        format!("Check::OneOf(&{values:?}, {error:?})")
    } else if row.events {
        format!("Check::Event({error:?})")
    } else {
        format!("Check::Range({}, {}, {error:?})", row.min.unwrap_or(0), row.max.unwrap_or(i64::MAX))
    }
}
