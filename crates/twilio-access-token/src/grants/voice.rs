//! The grant for Voice.

use std::collections::BTreeMap;

use serde_json::Value;
use twilio_core::sid::ApplicationSid;
use twilio_core::sid::CredentialSid;
use twilio_core::{Input, IntoInput, InvalidValue};

use crate::error::AccessTokenError;
use crate::grants::member::{Grant, GrantObject, Member, Sealed, checked, sid_setters, string_setters};
use crate::object::Object;

/// Access to Voice.
///
/// ```
/// use twilio_access_token::VoiceGrant;
///
/// let grant = VoiceGrant::new()
///     .incoming(true)
///     .outgoing("AP0123456789abcdef0123456789abcdef")
///     .outgoing_param("caller", "alice")
///     .push_credential_sid("CR0123456789abcdef0123456789abcdef")
///     .endpoint_id("phone");
/// ```
#[derive(Clone, Debug, Default)]
pub struct VoiceGrant {
    incoming: bool,
    outgoing: Option<Input<ApplicationSid>>,
    /// Sorted by name, so that a token does not depend on the features of `serde_json`.
    params: BTreeMap<String, Value>,
    push_credential_sid: Option<Input<CredentialSid>>,
    endpoint_id: Option<String>,
}

impl VoiceGrant {
    /// Creates a grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether the client may receive calls. Default: `false`.
    #[must_use]
    pub fn incoming(mut self, allow: bool) -> Self {
        self.incoming = allow;
        self
    }

    /// Lets the client make calls through this TwiML application.
    #[must_use]
    pub fn outgoing(mut self, application_sid: impl IntoInput<ApplicationSid>) -> Self {
        self.outgoing = Some(application_sid.into_input());
        self
    }

    /// Adds a parameter that Twilio passes to the TwiML application with each call. Requires [`outgoing`](Self::outgoing).
    #[must_use]
    pub fn outgoing_param(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }

    sid_setters! {
        /// Sets the credential for push notifications of incoming calls.
        push_credential_sid: CredentialSid;
    }

    string_setters! {
        /// Sets the id of the client's device or browser.
        endpoint_id;
    }
}

impl Sealed for VoiceGrant {}
impl Grant for VoiceGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        const APPLICATION: &str = "voice.outgoing.application_sid";
        let mut object = GrantObject::new("voice");
        if self.incoming {
            object = object.json("incoming", r#"{"allow":true}"#);
        }
        match checked(APPLICATION, self.outgoing)? {
            Some(application) => {
                let mut outgoing = Object::new().string("application_sid", application.as_str());
                if !self.params.is_empty() {
                    let params = self.params.iter();
                    let params =
                        params.fold(Object::new(), |object, (name, value)| object.json(name, &value.to_string()));
                    outgoing = outgoing.json("params", &params.finish());
                }
                object = object.json("outgoing", &outgoing.finish());
            }
            None if self.params.is_empty() => {}
            None => {
                let problem = InvalidValue::new("an application that receives the outgoing parameters", "none");
                return Err(AccessTokenError::new(APPLICATION, problem));
            }
        }
        let object = object.sid("push_credential_sid", self.push_credential_sid)?;
        Ok(object.string("endpoint_id", self.endpoint_id).finish())
    }
}
