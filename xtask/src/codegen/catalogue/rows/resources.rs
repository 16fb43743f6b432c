//! Resources: paths, operations, properties, filters.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::inputs::InputRow;
use super::nullable::present;

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
