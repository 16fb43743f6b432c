//! Grants of kinds that this crate does not have.

use serde_json::Value;
use twilio_core::InvalidValue;

use crate::error::AccessTokenError;
use crate::grants::member::{Grant, Member, Sealed};

/// A grant of any other kind, as JSON.
///
/// ```
/// use twilio_access_token::CustomGrant;
///
/// let grant = CustomGrant::new("player", serde_json::json!({"requester": "alice"}));
/// ```
#[derive(Clone, Debug)]
pub struct CustomGrant {
    name: String,
    value: Value,
}

impl CustomGrant {
    /// Creates a grant from its name in the token and its JSON, which is used unchanged. The name of a typed grant, such as `chat`, replaces
    /// that grant.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl Sealed for CustomGrant {}
impl Grant for CustomGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        if self.name.is_empty() || self.name == "identity" {
            let problem = InvalidValue::new("the name of a grant", "an empty string or `identity`");
            return Err(AccessTokenError::new("custom grant", problem));
        }
        Ok(Member { name: self.name, json: self.value.to_string() })
    }
}
