//! The behaviour rows of `spec/behaviour/*.json`, as typed values.
//!
//! Members that no struct declares are an error, so that a misspelt one can't be ignored. `source` members are for readers of
//! the files and go nowhere.

mod events;
mod inputs;
mod nullable;
mod resources;
mod tables;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::load::Document;
use crate::codegen::read::{Misfit, deserialize};

pub use events::{EventRow, ParameterType, Phase, StateOf, When};
pub use inputs::{CheckRow, InputRow};
pub use resources::{Kind, PropertyRow, ResourceRow, Verb};
pub use tables::{ColumnRow, TableRow};

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

/// Reads a file of rows, or says where it has another form.
pub fn read<T: DeserializeOwned>(document: &Document) -> Result<T, Box<Diagnostic>> {
    deserialize(&document.json).map_err(|Misfit { pointer, problem }| {
        Box::new(
            Diagnostic::error(Code::BadBehaviourRow, pointer, format!("this row is not valid: {problem}"))
                .why("The emulator's rules are read from these rows; a member that nothing reads has no effect.")
                .help("Correct the member's name or its value."),
        )
    })
}
