//! The vocabulary of a comparison: facts of a document, and changes between two of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// What a fact or a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A server of the document.
    Server,
    /// A method of a path.
    Operation,
    /// A parameter, or a field of a request body.
    Input,
    /// A field of a response or of a model.
    Property,
    /// A component that is used and has no properties: an enum, or a string with a pattern.
    Type,
    /// A value of an enum.
    EnumValue,
    /// A bound of a value, such as `maximum`.
    Bound,
    /// A description.
    Text,
}

/// Something that a document declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The part of it that is a type in Rust: `string date-time`, `array of sid.CH`.
    pub shape: String,
    /// Whether a request must have it; `false` for anything but inputs.
    pub required: bool,
    /// Where an input is sent: `path`, `query`, `header` or a media type.
    pub sent_in: String,
    /// The values of an enum.
    pub values: BTreeSet<String>,
    /// `minimum`, `maxLength`, `pattern` and the like.
    pub bounds: BTreeMap<String, String>,
    /// The default.
    pub default: Option<String>,
    /// The description.
    pub text: Option<String>,
    /// Whether a request can contain it. Bounds of what only responses contain are not checked.
    pub is_sent: bool,
    /// The position among others of its kind, where the first one has a meaning.
    pub is_first: bool,
}

/// A fact's subject and its name, such as `POST /v2/Services FriendlyName`.
pub type Place = (Subject, String);

/// Everything that a document declares.
pub type Facts = BTreeMap<Place, Fact>;

/// Whom a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    /// Nobody.
    Nothing,
    /// Programs that compile and then fail or behave differently.
    RunTime,
    /// Programs that no longer compile.
    CompileTime,
}

/// The release that a change needs, by the table in CONTRIBUTING.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// Bounds, descriptions, speed.
    Patch,
    /// Something was added.
    Minor,
    /// Something was removed, renamed or given another type.
    Major,
}

/// What happened to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Only the new document has it.
    Added,
    /// Only the old document has it.
    Removed,
    /// Both have it, with another content.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// Where: an operation, an operation with an input, a component with a property.
    pub place: String,
    /// What changed about it, such as `maximum` or `type`; empty for what was added or removed as a whole.
    pub aspect: String,
    /// The old value, if there is one.
    pub old: Option<String>,
    /// The new value, if there is one.
    pub new: Option<String>,
    /// Whom it breaks.
    pub breaks: Breaks,
    /// The release that it needs.
    pub release: Release,
    /// Why, in one sentence.
    pub why: &'static str,
}
