//! Stored values.

use serde::{Deserialize, Serialize};
use twilio_catalogue::Literal;

/// One stored value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) enum Value {
    #[default]
    #[serde(rename = "n")]
    Null,
    #[serde(rename = "b")]
    Boolean(bool),
    #[serde(rename = "i")]
    Integer(i64),
    #[serde(rename = "t")]
    Text(Box<str>),
    /// Milliseconds since 1970.
    #[serde(rename = "d")]
    Time(i64),
    /// JSON of any form, compact.
    #[serde(rename = "j")]
    Json(Box<str>),
}

impl Value {
    pub(crate) fn text(text: impl Into<Box<str>>) -> Value {
        Value::Text(text.into())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Value::Boolean(true))
    }

    /// The strings of a list.
    pub(crate) fn strings(&self) -> Vec<String> {
        match self {
            Value::Json(json) => serde_json::from_str(json).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// A list of strings.
    pub(crate) fn list(items: &[String]) -> Value {
        Value::Json(serde_json::json!(items).to_string().into())
    }

    /// Any JSON value; strings, integers and booleans as themselves.
    pub(crate) fn from_json(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Boolean(*value),
            serde_json::Value::String(text) => Value::text(text.as_str()),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Json(number.to_string().into()),
            },
            other => Value::Json(other.to_string().into()),
        }
    }

    /// The value as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Boolean(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            Value::Text(text) => (**text).into(),
            Value::Time(time) => crate::time::whole_seconds(*time).into(),
            Value::Json(json) => serde_json::from_str(json).unwrap_or_default(),
        }
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Value {
        match literal {
            Literal::Null => Value::Null,
            Literal::Boolean(value) => Value::Boolean(value),
            Literal::Integer(value) => Value::Integer(value),
            Literal::Text(text) => Value::text(text),
            Literal::Json(json) => Value::Json(json.into()),
        }
    }
}
