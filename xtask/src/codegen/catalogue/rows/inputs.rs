//! Inputs: where they go, and what is checked of them.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

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
