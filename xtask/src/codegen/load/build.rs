//! From the parser's events to a value and its places, without recursion.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};

use super::document::{Document, SpanNode};
use super::offsets::Offsets;
use super::scalar::{self, ScalarProblem};
use super::{Loaded, MAX_ALIASED_NODES, MAX_DEPTH};
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

/// Reads a text to its end, or to the first place where it stops being YAML.
pub(super) fn build(source: &Arc<Source>) -> Loaded {
    // The parser is somebody else's: a panic in it is that file's problem, not the end of the run.
    let built = catch_unwind(AssertUnwindSafe(|| {
        let mut builder = Builder::new(source);
        let outcome = builder.run();
        (builder, outcome)
    }));
    let Ok((mut builder, outcome)) = built else {
        return Loaded::failed(Diagnostic::error(
            Code::YamlSyntax,
            Origin::new(source, 0..0),
            "the YAML parser gave up on this file",
        ));
    };
    let mut document = None;
    match (outcome, builder.root.take()) {
        (Err(Stop), _) => {}
        (Ok(()), Some(node)) if !node.json.is_null() => {
            document = Some(Document::new(Arc::clone(source), node.json, node.spans));
        }
        (Ok(()), _) => builder.diagnostics.push(
            Diagnostic::error(Code::EmptyDocument, Origin::new(source, 0..0), "the file holds no document")
                .help("an OpenAPI document starts with `openapi: 3.0.3`"),
        ),
    }
    Loaded { document, diagnostics: builder.diagnostics }
}

/// The text cannot be read further; the reason is among the diagnostics.
struct Stop;

/// A finished node.
#[derive(Clone)]
struct Node {
    json: Value,
    spans: SpanNode,
    /// How deep its own nesting goes; 0 for a scalar.
    height: usize,
    /// How many nodes it is made of.
    size: usize,
    /// Its text, if it may stand as a key.
    key: Option<String>,
}

/// A collection that is not finished.
struct Frame {
    start: usize,
    anchor: usize,
    height: usize,
    size: usize,
    children: Vec<SpanNode>,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Mapping { entries: Map<String, Value>, key: Option<Key> },
}

/// A key that waits for its value. Without a text, it has been reported and its value is dropped.
struct Key {
    text: Option<String>,
    span: Range<usize>,
}

struct Builder<'s> {
    source: &'s Arc<Source>,
    offsets: Offsets,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    copied: usize,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Arc<Source>) -> Builder<'s> {
        Builder {
            source,
            offsets: Offsets::of(source.text()),
            frames: Vec::new(),
            anchors: HashMap::new(),
            copied: 0,
            root: None,
            diagnostics: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        let source = self.source;
        let mut documents = 0;
        for event in Parser::new_from_str(source.text()) {
            let (event, span) = event.map_err(|error| {
                let at = self.offsets.byte(error.marker().index());
                self.report(
                    Diagnostic::error(
                        Code::YamlSyntax,
                        Origin::new(source, at..at),
                        format!("this is not YAML: {}", error.info()),
                    )
                    .help("check indentation, quotes and colons here and on the line before"),
                );
                Stop
            })?;
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        self.several_documents(span);
                        return Ok(());
                    }
                }
                event => self.event(event, span)?,
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(&text, style, tag.as_deref(), span);
                self.keep(anchor, &node)?;
                self.complete(node)
            }
            Event::SequenceStart(anchor, tag) => self.open(span, anchor, tag.as_deref(), Content::List(Vec::new())),
            Event::MappingStart(anchor, tag) => {
                let content = Content::Mapping { entries: Map::new(), key: None };
                self.open(span, anchor, tag.as_deref(), content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Node {
        let range = self.offsets.range(span);
        let json = scalar::value(text, style, tag).unwrap_or_else(|problem| {
            self.report(scalar_problem(Origin::new(self.source, range.clone()), text, problem));
            Value::String(text.to_owned())
        });
        Node {
            key: (!json.is_null()).then(|| text.to_owned()),
            json,
            spans: SpanNode { key: None, value: range, children: Vec::new() },
            height: 0,
            size: 1,
        }
    }

    fn open(&mut self, span: Span, anchor: usize, tag: Option<&Tag>, content: Content) -> Result<(), Stop> {
        let range = self.offsets.range(span);
        if self.frames.len() >= MAX_DEPTH {
            return Err(self.too_deep(range));
        }
        let expected = match content {
            Content::List(_) => "seq",
            Content::Mapping { .. } => "map",
        };
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && tag.suffix == expected)
        {
            let problem = ScalarProblem::UnsupportedTag(tag.to_string());
            self.report(scalar_problem(Origin::new(self.source, range.clone()), "", problem));
        }
        self.frames.push(Frame { start: range.start, anchor, height: 0, size: 1, children: Vec::new(), content });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let end = self.offsets.range(span).end.max(frame.start);
        let node = Node {
            json: match frame.content {
                Content::List(items) => Value::Array(items),
                Content::Mapping { entries, .. } => Value::Object(entries),
            },
            spans: SpanNode { key: None, value: frame.start..end, children: frame.children },
            height: frame.height + 1,
            size: frame.size,
            key: None,
        };
        self.keep(frame.anchor, &node)?;
        self.complete(node)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let range = self.offsets.range(span);
        let Some(node) = self.anchors.get(&anchor) else {
            self.report(
                Diagnostic::error(
                    Code::RecursiveAlias,
                    Origin::new(self.source, range.clone()),
                    "an alias inside the node that it stands for",
                )
                .why("the value would contain itself without end"),
            );
            return self.complete(Node {
                json: Value::Null,
                spans: SpanNode { value: range, ..SpanNode::default() },
                height: 0,
                size: 1,
                key: None,
            });
        };
        if self.frames.len() + node.height > MAX_DEPTH {
            return Err(self.too_deep(range));
        }
        let size = node.size;
        self.count_copy(size, range.clone())?;
        let Some(mut node) = self.anchors.get(&anchor).cloned() else {
            return Ok(());
        };
        // The node itself is shown where it is used, what is in it where it was written.
        node.spans.value = range;
        self.complete(node)
    }

    fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), Stop> {
        if anchor == 0 {
            return Ok(());
        }
        self.count_copy(node.size, node.spans.value.clone())?;
        self.anchors.insert(anchor, node.clone());
        Ok(())
    }

    fn count_copy(&mut self, size: usize, range: Range<usize>) -> Result<(), Stop> {
        self.copied = self.copied.saturating_add(size);
        if self.copied <= MAX_ALIASED_NODES {
            return Ok(());
        }
        self.report(
            Diagnostic::error(
                Code::AliasExpansion,
                Origin::new(self.source, range),
                format!("aliases unfold into more than {MAX_ALIASED_NODES} nodes"),
            )
            .why("a few lines of nested aliases can fill any memory")
            .help("use `$ref` to components instead of YAML aliases"),
        );
        Err(Stop)
    }

    /// Puts a finished node where it belongs: as the root, an item, a key or a value.
    fn complete(&mut self, mut node: Node) -> Result<(), Stop> {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.height = frame.height.max(node.height);
        frame.size = frame.size.saturating_add(node.size);
        match &mut frame.content {
            Content::List(items) => {
                items.push(node.json);
                frame.children.push(node.spans);
            }
            Content::Mapping { entries, key } => match key.take() {
                Some(Key { text: Some(text), span }) => {
                    node.spans.key = Some(span);
                    entries.insert(text, node.json);
                    frame.children.push(node.spans);
                }
                Some(Key { text: None, .. }) => {}
                None => {
                    let span = node.spans.value.clone();
                    let text = checked_key(self.source, entries, &frame.children, node)
                        .map_err(|diagnostic| self.diagnostics.push(*diagnostic))
                        .ok();
                    *key = Some(Key { text, span });
                }
            },
        }
        Ok(())
    }

    fn too_deep(&mut self, range: Range<usize>) -> Stop {
        self.report(
            Diagnostic::error(
                Code::NestingTooDeep,
                Origin::new(self.source, range),
                format!("nodes are nested deeper than {MAX_DEPTH} levels"),
            )
            .help("give the inner schema a name in `components` and refer to it"),
        );
        Stop
    }

    fn several_documents(&mut self, span: Span) {
        let range = self.offsets.range(span);
        self.report(
            Diagnostic::error(Code::SeveralDocuments, Origin::new(self.source, range), "a second document starts here")
                .why("a file holds one OpenAPI document")
                .help("remove the `---`, or move what follows to a file of its own"),
        );
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// The text of a key, or what is wrong with it.
fn checked_key(
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
    let earlier = entries.keys().position(|key| *key == text);
    let Some(earlier) = earlier else {
        return Ok(text);
    };
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

fn scalar_problem(origin: Origin, text: &str, problem: ScalarProblem) -> Diagnostic {
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
