//! From the parser's events to a value and its places, without recursion.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};

use super::Loaded;
use super::anchors::{Anchors, TooManyCopies};
use super::document::{Document, SpanNode};
use super::limits::{self, MAX_DEPTH};
use super::node::{Content, Frame, Key, Node};
use super::problems::{self, checked_key, scalar_problem};
use super::scalar::{self, ScalarProblem};
use super::text::offsets::Offsets;
use super::text::tabs;
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

/// Reads a text to its end, or to the first place where it stops being YAML.
pub(super) fn build(source: &Arc<Source>) -> Loaded {
    // The parser is somebody else's: a panic in it is that file's problem, not the end of the run.
    let built = catch_unwind(AssertUnwindSafe(|| {
        let mut builder = Builder::new(source);
        let mut outcome = builder.run(source.text());
        if matches!(outcome, Err(Stop::TabAfterKey)) {
            builder = Builder::new(source);
            outcome = builder.run(&tabs::as_spaces(source.text()));
        }
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
        (Err(Stop::Reported), _) => {}
        // Not one that `tabs` knows, so that the parser's words have to do.
        (Err(Stop::TabAfterKey), _) => builder.report(
            Diagnostic::error(
                Code::YamlSyntax,
                Origin::new(source, 0..0),
                "the YAML parser does not accept a tab after a key",
            )
            .help("write a space after the colon"),
        ),
        (Ok(()), Some(node)) if !node.json.is_null() => {
            document = Some(Document::new(Arc::clone(source), node.json, node.spans));
        }
        (Ok(()), _) => builder.diagnostics.push(problems::empty(source)),
    }
    Loaded { document, diagnostics: builder.diagnostics }
}

/// Why the text cannot be read further.
enum Stop {
    /// The reason is among the diagnostics.
    Reported,
    /// A tab between a key and its value, which is valid and has to become a space for the parser.
    TabAfterKey,
}

struct Builder<'s> {
    source: &'s Arc<Source>,
    offsets: Offsets,
    frames: Vec<Frame>,
    anchors: Anchors,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Arc<Source>) -> Builder<'s> {
        Builder {
            source,
            offsets: Offsets::of(source.text()),
            frames: Vec::new(),
            anchors: Anchors::default(),
            root: None,
            diagnostics: Vec::new(),
        }
    }

    /// Reads all events of a text that is as long as the source, line by line.
    fn run(&mut self, text: &str) -> Result<(), Stop> {
        let mut documents = 0;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| {
                let at = self.offsets.byte(error.marker().index());
                if tabs::separate_value(text, at) {
                    return Stop::TabAfterKey;
                }
                self.stop(problems::syntax(self.source, at, error.info()))
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
            // A number that JSON cannot hold is a number all the same, to whoever looks at its type.
            let stand_in = match problem {
                ScalarProblem::NumberNotJson => Value::from(0),
                _ => Value::String(text.to_owned()),
            };
            self.report(scalar_problem(Origin::new(self.source, range.clone()), text, problem));
            stand_in
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
            return Err(self.stop(limits::too_deep(self.origin(range))));
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
        let Some(height) = self.anchors.height(anchor) else {
            self.report(
                Diagnostic::error(
                    Code::RecursiveAlias,
                    self.origin(range.clone()),
                    "an alias inside the node that it stands for",
                )
                .why("the value would contain itself without end"),
            );
            return self.complete(Node::stand_in(range));
        };
        if self.frames.len() + height > MAX_DEPTH {
            return Err(self.stop(limits::too_deep(self.origin(range))));
        }
        match self.anchors.copy(anchor) {
            Err(TooManyCopies) => Err(self.stop(limits::too_many_copies(self.origin(range)))),
            Ok(None) => Ok(()),
            Ok(Some(mut node)) => {
                // The node itself is shown where it is used, what is in it where it was written.
                node.spans.value = range;
                self.complete(node)
            }
        }
    }

    fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), Stop> {
        self.anchors
            .keep(anchor, node)
            .map_err(|TooManyCopies| self.stop(limits::too_many_copies(self.origin(node.spans.value.clone()))))
    }

    fn origin(&self, range: Range<usize>) -> Origin {
        Origin::new(self.source, range)
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Stop {
        self.report(diagnostic);
        Stop::Reported
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
