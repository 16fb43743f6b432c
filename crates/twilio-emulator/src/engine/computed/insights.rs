//! Computed properties of Flex Insights.

use serde_json::{Value as Json, json};
use twilio_catalogue::{Literal, Rule};

use crate::engine::render::json::Seen;
use crate::engine::running::Running;
use crate::store::{ROOT, Row, Value};

/// The answer set of a question, out of those that the settings list.
pub(super) fn answer_set(running: &Running<'_, '_>, seen: Seen<'_>) -> Option<Json> {
    let settings = running.schema().product.resource("insights_settings_answersets")?;
    let (_, rule) = settings.properties.iter().find(|(name, _)| *name == "answer_sets")?;
    let Rule::Const(Literal::Json(json)) = rule else { return None };
    let sets: Vec<Json> = serde_json::from_str(json).ok()?;
    let wanted = running.store().text_of(seen.row, "answer_set_id")?;
    sets.into_iter().find(|set| set.get("answer_set_id").and_then(Json::as_str) == Some(wanted))
}

pub(super) fn category(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let store = running.store();
    let sid = store.text_of(seen.row, "category_sid");
    let table = store.schema.table_id("insights_category");
    let row = sid.zip(table).and_then(|(sid, table)| store.by_sid_text(table, sid));
    json!({ "category_sid": sid, "category_name": row.and_then(|row| store.text_of(row, "name")) })
}

/// The number of questionnaires with a question.
pub(super) fn usage(running: &Running<'_, '_>, question: &Row) -> Json {
    let store = running.store();
    let Some(table) = store.schema.table_id("insights_questionnaire") else { return 0.into() };
    let sid = question.sid_text();
    let holds = |row: &&Row| store.column_of(row, "question_sids").is_some_and(|sids| sids.strings().contains(&sid));
    store.child_rows(table, ROOT).filter(holds).count().into()
}

pub(super) fn questions(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let store = running.store();
    let sids = store.column_of(seen.row, "question_sids").map(Value::strings).unwrap_or_default();
    let Some(table) = store.schema.table_id("insights_question") else { return json!([]) };
    sids.iter()
        .filter_map(|sid| store.by_sid_text(table, sid))
        .map(|row| {
            let column = |name: &str| store.column_of(row, name).map(Value::to_json);
            json!({
                "question": column("question"),
                "description": column("description"),
                "category": category(running, Seen { row, ..seen }),
                "question_sid": row.sid_text(),
                "answer_set_id": column("answer_set_id"),
                "allow_na": column("allow_na"),
                "usage": usage(running, row),
            })
        })
        .collect()
}

pub(super) fn assessment(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let store = running.store();
    let text = |column: &str| store.text_of(seen.row, column);
    let table = store.schema.table_id("insights_questionnaire");
    let questionnaire = text("questionnaire_sid").zip(table).and_then(|(sid, table)| store.by_sid_text(table, sid));
    json!({
        "questionnaire": {
            "questionnaire_sid": text("questionnaire_sid"),
            "name": questionnaire.and_then(|row| store.text_of(row, "name")),
            "question": {
                "question_sid": text("metric_id"),
                "name": text("metric_name"),
                "category": { "category_sid": text("category_sid"), "name": text("category_name") },
            },
        },
    })
}

pub(super) fn comment(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let text = |column: &str| running.store().text_of(seen.row, column);
    json!({
        "comment": text("comment"),
        "category": { "category_id": text("category_id"), "name": text("category_name") },
    })
}

pub(super) fn segments(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let segments = running.store().column_of(seen.row, "segments").map(Value::to_json).unwrap_or_default();
    segments.as_array().map_or(0, Vec::len).into()
}
