//! One problem of one input.

use super::code::Code;
use super::source::Origin;

/// Whether a problem stops the generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated from this document.
    Error,
    /// Code is generated; somebody ought to look.
    Warning,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A JSON pointer into the document, as it was loaded. Shows the value when it is a scalar, else the key that holds it.
    Pointer(String),
    /// A JSON pointer into the document. Always shows the key.
    Key(String),
    /// Exact bytes of some text.
    Origin(Origin),
}

impl From<&str> for Place {
    fn from(pointer: &str) -> Place {
        Place::Pointer(pointer.to_owned())
    }
}

impl From<String> for Place {
    fn from(pointer: String) -> Place {
        Place::Pointer(pointer)
    }
}

impl From<&String> for Place {
    fn from(pointer: &String) -> Place {
        Place::Pointer(pointer.clone())
    }
}

impl From<Origin> for Place {
    fn from(origin: Origin) -> Place {
        Place::Origin(origin)
    }
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Place {
        Place::Origin(origin.clone())
    }
}

/// A problem, its place, why it matters and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// Whether it stops the generation.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, without the place and without a full stop.
    pub problem: String,
    /// A few words beside the excerpt.
    pub label: Option<String>,
    /// Other places that belong to the problem, with a few words each.
    pub related: Vec<(Place, String)>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// What came of it, where something was generated all the same.
    pub effect: Option<String>,
}

impl Diagnostic {
    /// A problem that stops the generation. The place is a JSON pointer (text) or an [`Origin`].
    pub fn error(code: Code, place: impl Into<Place>, problem: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, place.into(), problem.into())
    }

    /// A problem that does not stop the generation.
    pub fn warning(code: Code, place: impl Into<Place>, problem: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, place.into(), problem.into())
    }

    /// Whether both say the same of the same place, whatever came of it.
    pub fn is_same_finding(&self, other: &Diagnostic) -> bool {
        self.code == other.code && self.place == other.place && self.problem == other.problem
    }

    fn new(code: Code, severity: Severity, place: Place, problem: String) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            place,
            problem,
            label: None,
            related: Vec::new(),
            why: None,
            help: None,
            effect: None,
        }
    }

    /// Adds why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Diagnostic {
        self.why = Some(why.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a few words beside the excerpt.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, place: impl Into<Place>, label: impl Into<String>) -> Diagnostic {
        self.related.push((place.into(), label.into()));
        self
    }

    /// Adds what came of it.
    #[must_use]
    pub fn effect(mut self, effect: impl Into<String>) -> Diagnostic {
        self.effect = Some(effect.into());
        self
    }

    /// Two names that meet in somebody else's document: the later one got another name, and nothing has to be done.
    #[must_use]
    pub fn settled(mut self, name: &str) -> Diagnostic {
        self.severity = Severity::Warning;
        self.help = Some(
            "nothing has to be done; an override in a table of products.toml (`--product`) gives another name"
                .to_owned(),
        );
        self.effect(format!("the later one is `{name}`"))
    }

    /// Points at the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Diagnostic {
        if let Place::Pointer(pointer) = self.place {
            self.place = Place::Key(pointer);
        }
        self
    }

    /// Whether it stops the generation.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
