//! Every answer with a body has an example, and every example is true to its schema.

use serde_json::Value;

use super::super::walk::{Context, Located, entries};
use super::validate::{CheckedSid, Problem, problems};
use crate::codegen::diagnostics::{Code, Diagnostic, Severity};
use crate::codegen::load::pointer;

pub(in super::super) fn examples(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut holders: Vec<Located<'_>> = Vec::new();
    for operation in &context.operations {
        for (status, answer) in context.answers(operation) {
            for (_, media) in context.media(&answer) {
                if status.starts_with('2') && own_examples(&media).is_empty() && !schema_has_example(context, &media) {
                    let id = operation.value.get("operationId").and_then(Value::as_str).unwrap_or_default();
                    found.push(
                        Diagnostic::error(
                            Code::MissingExample,
                            &media.pointer,
                            format!("the answer of `{id}` has no example"),
                        )
                        .at_key()
                        .why("the tests' server answers with it, and readers see what to expect")
                        .help("add `example:` with made-up values that keep to the schema"),
                    );
                }
                holders.push(media);
            }
        }
        if let Some(body) = context.request_body(operation) {
            holders.extend(context.media(&body).into_iter().map(|(_, media)| media));
        }
        holders.extend(context.parameters(operation).into_iter().filter_map(|p| context.resolve(&p.pointer, p.value)));
    }
    holders.sort_by(|left, right| left.pointer.cmp(&right.pointer));
    holders.dedup_by(|left, right| left.pointer == right.pointer);
    let mut sids: Vec<CheckedSid<'_>> = Vec::new();
    for holder in holders {
        let Some(schema) = holder.value.get("schema") else { continue };
        let schema = Located { pointer: pointer::child(&holder.pointer, "schema"), value: schema };
        for example in own_examples(&holder) {
            broken(context, schema.value, &example, &mut sids, found);
        }
    }
    for (at, schema) in &context.schemas {
        if let Some(example) = schema.get("example") {
            let example = Located { pointer: pointer::child(at, "example"), value: example };
            broken(context, schema, &example, &mut sids, found);
        }
    }
    broken_sids(context, sids, found);
}

/// Properties of examples that are misspelt, as warnings: of other people's documents, nothing else is asked of examples.
pub(in super::super) fn misspelt_in_examples(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut all = Vec::new();
    examples(context, &mut all);
    let is_misspelt = |one: &Diagnostic| one.help.as_deref().is_some_and(|help| help.starts_with("did you mean"));
    all.retain(|one| one.code == Code::BrokenExample && is_misspelt(one));
    found.extend(all.into_iter().map(|one| Diagnostic { severity: Severity::Warning, ..one }));
}

/// The examples beside a schema: `example`, and the values of `examples`.
fn own_examples<'d>(holder: &Located<'d>) -> Vec<Located<'d>> {
    let mut examples = Vec::new();
    if let Some(value) = holder.value.get("example") {
        examples.push(Located { pointer: pointer::child(&holder.pointer, "example"), value });
    }
    let several = pointer::child(&holder.pointer, "examples");
    for (_, example) in entries(&several, holder.value.get("examples")) {
        if let Some(value) = example.value.get("value") {
            examples.push(Located { pointer: pointer::child(&example.pointer, "value"), value });
        }
    }
    examples
}

fn schema_has_example<'d>(context: &Context<'d>, media: &Located<'d>) -> bool {
    let schema = media.value.get("schema").and_then(|schema| context.resolve("", schema));
    schema.is_some_and(|schema| schema.value.get("example").is_some())
}

fn broken<'d>(
    context: &Context<'d>,
    schema: &'d Value,
    example: &Located<'d>,
    sids: &mut Vec<CheckedSid<'d>>,
    found: &mut Vec<Diagnostic>,
) {
    for Problem { at, problem, help } in problems(context, schema, example, sids) {
        found.push(broken_example(at, &problem, help));
    }
}

fn broken_example(at: String, problem: &str, help: Option<String>) -> Diagnostic {
    Diagnostic::error(Code::BrokenExample, at, format!("the example breaks its schema: {problem}"))
        .why("readers trust examples, and the tests decode them")
        .help(help.unwrap_or_else(|| "correct the example, or the schema if the API does respond so".to_owned()))
}

/// SIDs of examples that do not fit their pattern. Where all examples agree on another prefix, the pattern is wrong.
fn broken_sids(context: &Context<'_>, sids: Vec<CheckedSid<'_>>, found: &mut Vec<Diagnostic>) {
    let mut groups: Vec<Vec<CheckedSid<'_>>> = Vec::new();
    for sid in sids {
        match groups.iter_mut().find(|group| group.first().is_some_and(|one| std::ptr::eq(one.schema, sid.schema))) {
            Some(group) => group.push(sid),
            None => groups.push(vec![sid]),
        }
    }
    for group in groups {
        if let Some(diagnostic) = wrong_pattern(context, &group) {
            found.push(diagnostic);
            continue;
        }
        for CheckedSid { at, text, prefix, .. } in group.into_iter().filter(|sid| !sid.fits()) {
            let problem = format!("`{text}` is not a SID: `{prefix}` and 32 hexadecimal digits");
            found.push(broken_example(at, &problem, None));
        }
    }
}

fn wrong_pattern(context: &Context<'_>, group: &[CheckedSid<'_>]) -> Option<Diagnostic> {
    let first = group.first().filter(|_| group.len() > 1)?;
    let other = first.other_prefix()?;
    if !group.iter().all(|sid| sid.other_prefix() == Some(other)) {
        return None;
    }
    let (at, _) = context.schemas.iter().find(|(_, schema)| std::ptr::eq(*schema, first.schema))?;
    let (prefix, count) = (first.prefix, group.len());
    Some(
        Diagnostic::error(
            Code::BrokenExample,
            pointer::child(at, "pattern"),
            format!("the pattern is of SIDs that begin with `{prefix}`, but all {count} examples begin with `{other}`"),
        )
        .related(first.at.clone(), "the first of these examples")
        .why("the prefix decides on the type of the SID")
        .help(format!("correct the pattern to `^{other}[0-9a-fA-F]{{32}}$`, or the examples")),
    )
}
