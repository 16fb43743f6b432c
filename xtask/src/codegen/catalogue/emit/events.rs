//! Webhook events with their parameters.

use super::super::rows::{Behaviour, ParameterType, Phase, StateOf, When};
use super::text::line;

pub(super) fn emit_events(out: &mut String, rows: &Behaviour) {
    for (name, event) in &rows.events {
        let modifiable: Vec<String> =
            event.modifiable.iter().map(|(member, input)| format!("({member:?}, {input:?})")).collect();
        line(out, 1, &format!("Event {{ name: {name:?}, pre: {}, parameters: &[", event.phase == Phase::Pre));
        for (parameter, row) in &event.parameters {
            let source = if let Some((table, column)) = row.of.as_ref().and_then(|of| of.split_once('.')) {
                format!("Of({table:?}, {column:?})")
            } else if row.now {
                "Now".to_owned()
            } else if let Some(state) = row.state {
                match state {
                    StateOf::Old => "OldState",
                    StateOf::New => "NewState",
                    StateOf::Reason => "Reason",
                }
                .to_owned()
            } else if let Some((other, own)) = &row.membership {
                format!("Membership({other:?}, {own:?})")
            } else if row.actor_or_system {
                "ActorOrSystem".to_owned()
            } else if row.actor_source {
                "ActorSource".to_owned()
            } else if row.binding_type {
                "BindingType".to_owned()
            } else {
                "Actor".to_owned()
            };
            let kind = match row.kind {
                ParameterType::Json => "Json",
                ParameterType::Time => "Time",
                ParameterType::Boolean => "Boolean",
                ParameterType::Text | ParameterType::Integer | ParameterType::Sid => "Text",
            };
            let when = match row.when {
                None => "Always",
                Some(When::Set) => "Set",
                Some(When::Reachability) => "Reachability",
            };
            line(
                out,
                2,
                &format!(
                    "Parameter {{ name: {parameter:?}, source: ParameterSource::{source}, kind: ParameterType::{kind}, when: ParameterWhen::{when} }},"
                ),
            );
        }
        line(out, 1, &format!("], modifiable: &[{}] }},", modifiable.join(", ")));
    }
}
