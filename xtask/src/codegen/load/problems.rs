//! What is wrong with a key or a scalar, as diagnostics.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::document::SpanNode;
use super::node::Node;
use super::scalar::ScalarProblem;
use super::text::tabs;
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

/// What the parser does not accept, at a byte of the text.
pub(super) fn syntax(source: &Arc<Source>, at: usize, problem: &str) -> Diagnostic {
    if let Some(tab) = tabs::indentation(source.text(), at, problem.contains("tab")) {
        return Diagnostic::error(Code::YamlSyntax, Origin::new(source, tab..tab + 1), "a tab indents this line")
            .why("YAML is indented by spaces only")
            .help("replace the tab by spaces");
    }
    Diagnostic::error(Code::YamlSyntax, Origin::new(source, at..at), format!("this is not YAML: {problem}"))
        .help("check indentation, quotes and colons here and on the line before")
}

/// The text of a key, or what is wrong with it.
pub(super) fn checked_key(
    source: &Arc<Source>,
    entries: &Map<String, Value>,
    children: &[SpanNode],
    node: Node,
) -> Result<String, Box<Diagnostic>> {
    let origin = Origin::new(source, node.spans.value.clone());
    let Some(text) = node.key else {
        return Err(Box::new(
            Diagnostic::error(Code::KeyNotText, origin, "a key must be text")
                .why("JSON, and so OpenAPI, has only text as keys"),
        ));
    };
    let is_plain = source.text().get(node.spans.value.clone()) == Some(text.as_str());
    if text == "<<" && is_plain {
        return Err(Box::new(
            Diagnostic::error(Code::MergeKey, origin, "merge keys are not supported")
                .why("YAML 1.2 has no merge keys, and tools disagree on what they do")
                .help("write the keys out, or refer to a component with `$ref`"),
        ));
    }
    if !entries.contains_key(&text) {
        return Ok(text);
    }
    let earlier = entries.keys().position(|key| *key == text).unwrap_or_default();
    let mut diagnostic =
        Diagnostic::error(Code::DuplicateKey, origin, format!("the key `{text}` occurs twice in this mapping"))
            .label("again here")
            .why("one of the two values would be lost without a word")
            .help("remove or rename one of them");
    if let Some(span) = children.get(earlier).and_then(|child| child.key.clone()) {
        diagnostic = diagnostic.related(Origin::new(source, span), "first here");
    }
    Err(Box::new(diagnostic))
}

pub(super) fn scalar_problem(origin: Origin, text: &str, problem: ScalarProblem) -> Diagnostic {
    match problem {
        ScalarProblem::NumberNotJson => {
            Diagnostic::error(Code::NumberNotJson, origin, format!("`{text}` is a number that JSON cannot hold"))
                .help("quote it if text is meant")
        }
        ScalarProblem::UnsupportedTag(tag) => Diagnostic::error(
            Code::UnsupportedTag,
            origin,
            format!("the tag `{tag}` has no meaning in an OpenAPI document"),
        )
        .help("remove the tag"),
        ScalarProblem::TagMismatch(tag) => {
            Diagnostic::error(Code::UnsupportedTag, origin, format!("`{text}` is no `!!{tag}`"))
                .help("remove the tag, or correct the value")
        }
    }
}

/// A file that holds no document.
pub(super) fn empty(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::error(Code::EmptyDocument, Origin::new(source, 0..0), "the file holds no document")
        .help("an OpenAPI document starts with `openapi: 3.0.3`")
}
