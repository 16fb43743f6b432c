//! Webhook events.

use indexmap::IndexMap;
use serde::Deserialize;

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
