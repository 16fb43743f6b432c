//! Tables: columns with their defaults, unique keys, cascades.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::nullable::present;

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
