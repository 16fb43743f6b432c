//! The behaviour rows of `spec/behaviour/*.json`, as typed values.
//!
//! Members that no struct declares are an error, so that a misspelt one can't be ignored. `source` members are for readers of
//! the files and go nowhere.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::load::Document;
use crate::codegen::normalise::escape;

/// `common.json`: the words that the rows of all products use, and the errors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// What the abbreviations in `source` members mean.
    #[serde(rename = "sources")]
    pub _sources: IndexMap<String, String>,
    pub effects: IndexMap<String, String>,
    pub computed: IndexMap<String, String>,
    pub options: IndexMap<String, String>,
    pub orders: IndexMap<String, String>,
    pub views: IndexMap<String, String>,
    pub errors: IndexMap<String, ErrorRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRow {
    pub status: u16,
    pub code: u32,
    pub message: String,
    #[serde(default)]
    pub raised: Option<Raised>,
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Raised {
    #[serde(rename = "never")]
    Never,
    #[serde(rename = "by faults")]
    ByFaults,
}

/// One product's file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    #[serde(default)]
    pub default_roles: Vec<RoleRow>,
    #[serde(default, rename = "default_roles_source")]
    pub _default_roles_source: Option<String>,
    #[serde(default)]
    pub webhooks: Option<Webhooks>,
    pub tables: IndexMap<String, TableRow>,
    pub resources: IndexMap<String, ResourceRow>,
    #[serde(default)]
    pub events: IndexMap<String, EventRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRow {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub permissions: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    pub rest_fires_pre_events: bool,
    pub service_parameter: Option<String>,
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    pub parent: Option<String>,
    pub sid: Option<String>,
    #[serde(default)]
    pub singleton: bool,
    #[serde(default)]
    pub columns: IndexMap<String, ColumnRow>,
    #[serde(default)]
    pub unique: Vec<UniqueRow>,
    #[serde(default)]
    pub cascade: Vec<CascadeRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRow {
    #[serde(default, deserialize_with = "present")]
    pub value: Option<Value>,
    pub mint: Option<String>,
    pub role: Option<String>,
    pub start: Option<Start>,
    pub of: Option<String>,
    pub if_set: Option<String>,
    pub if_equal: Option<(String, String)>,
    pub then_of: Option<String>,
    pub when: Option<IndexMap<String, Vec<String>>>,
    pub then: Option<Value>,
    #[serde(rename = "else")]
    pub otherwise: Option<Value>,
    #[serde(default)]
    pub json: bool,
    #[serde(default, rename = "source")]
    pub _source: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    DefaultService,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UniqueRow {
    pub keys: Vec<String>,
    pub scope: Scope,
    pub error: String,
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Account,
    Service,
    Parent,
    OpenConversations,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CascadeRow {
    pub table: String,
    #[serde(default)]
    pub children: bool,
    #[serde(default)]
    pub identity: bool,
    pub column: Option<String>,
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceRow {
    pub table: Option<String>,
    pub kind: Kind,
    pub collection: Option<String>,
    pub instance: Option<String>,
    pub parent: Option<String>,
    #[serde(default)]
    pub default_service: bool,
    pub view: Option<String>,
    #[serde(default)]
    pub path: IndexMap<String, PathRow>,
    #[serde(default)]
    pub required_one_of: Vec<Vec<String>>,
    pub operations: IndexMap<String, OperationRow>,
    #[serde(default)]
    pub inputs: IndexMap<String, InputRow>,
    pub properties: IndexMap<String, PropertyRow>,
    #[serde(default)]
    pub omit_null_in: Vec<String>,
    #[serde(default)]
    pub filters: IndexMap<String, FilterRow>,
    pub order: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Collection,
    Singleton,
    View,
    Action,
    Stateless,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathRow {
    #[serde(default, rename = "self")]
    pub own: bool,
    pub table: Option<String>,
    pub by: Vec<String>,
    #[serde(default, rename = "source")]
    pub _source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationRow {
    pub verb: Verb,
    pub status: u16,
    pub also_status: Option<u16>,
    #[serde(default)]
    pub effects: Vec<String>,
    #[serde(default)]
    pub events: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    List,
    Create,
    Fetch,
    Update,
    Delete,
    Archive,
    Constant,
    Session,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputRow {
    pub column: Option<String>,
    pub filter: Option<String>,
    pub page: Option<Page>,
    pub option: Option<String>,
    pub effect: Option<String>,
    #[serde(default)]
    pub drop: bool,
    pub by_operation: Option<IndexMap<String, InputRow>>,
    pub also: Option<String>,
    #[serde(default)]
    pub checks: Vec<CheckRow>,
    pub transform: Option<Transform>,
    pub clear_with: Option<String>,
    pub clear_gives: Option<String>,
    pub error: Option<String>,
    #[serde(default, rename = "source")]
    pub _source: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    Size,
    Number,
    Token,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    Upper,
    PythonBool,
    NumberToText,
    IsSuccess,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRow {
    pub max_chars: Option<u32>,
    pub max_bytes: Option<u32>,
    pub not_like: Option<String>,
    #[serde(default)]
    pub json: bool,
    #[serde(default)]
    pub json_object: bool,
    #[serde(default)]
    pub integer: bool,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub min_duration: Option<String>,
    pub format_error: Option<String>,
    pub exists: Option<Exists>,
    pub max_items: Option<u32>,
    pub one_of: Option<Vec<String>>,
    #[serde(default)]
    pub events: bool,
    pub error: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exists {
    pub table: String,
    #[serde(default, rename = "where")]
    pub condition: IndexMap<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyRow {
    #[serde(default)]
    pub sid: bool,
    #[serde(default)]
    pub account: bool,
    pub parent: Option<String>,
    pub column: Option<String>,
    pub clock: Option<Clock>,
    #[serde(default)]
    pub index: bool,
    pub computed: Option<String>,
    pub object: Option<IndexMap<String, PropertyRow>>,
    pub of: Option<String>,
    pub default: Option<Value>,
    #[serde(default, rename = "const", deserialize_with = "present")]
    pub constant: Option<Value>,
    pub url: Option<String>,
    pub links: Option<IndexMap<String, String>>,
    #[serde(default, rename = "source")]
    pub _source: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    Created,
    Updated,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterRow {
    pub how: How,
    pub column: String,
    #[serde(default, rename = "source")]
    pub _source: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Equals,
    EqualsIgnoringCase,
    Any,
    AnyOrPublic,
    From,
    To,
    Order,
    OnlyActive,
    Segment,
    Reservation,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRow {
    pub phase: Phase,
    pub parameters: IndexMap<String, ParameterRow>,
    #[serde(default)]
    pub modifiable: IndexMap<String, String>,
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Pre,
    Post,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    pub of: Option<String>,
    #[serde(default)]
    pub now: bool,
    pub state: Option<StateOf>,
    #[serde(default)]
    pub actor: bool,
    #[serde(default)]
    pub actor_or_system: bool,
    #[serde(default)]
    pub actor_source: bool,
    #[serde(default)]
    pub binding_type: bool,
    pub membership: Option<(String, String)>,
    #[serde(rename = "type")]
    pub kind: ParameterType,
    pub when: Option<When>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateOf {
    Old,
    New,
    Reason,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub enum ParameterType {
    #[serde(rename = "text")]
    Text,
    #[serde(rename = "int")]
    Integer,
    #[serde(rename = "SID")]
    Sid,
    #[serde(rename = "json")]
    Json,
    #[serde(rename = "time")]
    Time,
    #[serde(rename = "bool")]
    Boolean,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Set,
    Reachability,
}

/// A member that may be null, which is not the same as absent.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads a file of rows, or says where it has another form.
pub fn read<T: DeserializeOwned>(document: &Document) -> Result<T, Box<Diagnostic>> {
    serde_path_to_error::deserialize(&document.json).map_err(|error| {
        let pointer: String = error
            .path()
            .iter()
            .map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => format!("/{index}"),
                serde_path_to_error::Segment::Map { key } => format!("/{}", escape(key)),
                serde_path_to_error::Segment::Enum { variant } => format!("/{variant}"),
                serde_path_to_error::Segment::Unknown => String::new(),
            })
            .collect();
        Box::new(
            Diagnostic::error(Code::BadBehaviourRow, pointer, format!("this row is not valid: {}", error.inner()))
                .why("The emulator's rules are read from these rows; a member that nothing reads has no effect.")
                .help("Correct the member's name or its value."),
        )
    })
}
