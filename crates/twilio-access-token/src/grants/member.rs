//! What all grants share: the trait, the setters and the JSON object.

use std::fmt;

use twilio_core::Input;
use twilio_core::sid::SidType;

use crate::error::AccessTokenError;
use crate::object::Object;

/// A grant of a token. Implemented by the grant types of this crate only; use [`CustomGrant`](crate::CustomGrant) for other kinds.
///
/// ```
/// use twilio_access_token::{AccessTokenBuilder, Grant, VideoGrant};
///
/// fn with_video(builder: AccessTokenBuilder, extra: impl Grant) -> AccessTokenBuilder {
///     builder.grant(VideoGrant::new()).grant(extra)
/// }
/// ```
pub trait Grant: Sealed {
    /// The grant's member of the token.
    #[doc(hidden)]
    fn into_member(self) -> Result<Member, AccessTokenError>;
}

/// Keeps other crates from implementing [`Grant`].
pub trait Sealed {}

/// A grant's name and its JSON.
#[derive(Clone)]
#[doc(hidden)]
pub struct Member {
    pub(crate) name: String,
    pub(crate) json: String,
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Member").field(&self.name).finish_non_exhaustive()
    }
}

/// The JSON object of a grant while it is built.
pub(super) struct GrantObject {
    name: &'static str,
    object: Object,
}

impl GrantObject {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, object: Object::new() }
    }

    /// Adds a SID, if one was set. SIDs from responses may be malformed, so each is checked.
    pub(super) fn sid<S: SidType>(mut self, name: &str, sid: Option<Input<S>>) -> Result<Self, AccessTokenError> {
        if let Some(sid) = checked(format_args!("{}.{name}", self.name), sid)? {
            self.object = self.object.string(name, sid.as_str());
        }
        Ok(self)
    }

    /// Adds a string, unless it is absent or empty.
    pub(super) fn string(mut self, name: &str, value: Option<String>) -> Self {
        self.object = self.object.optional(name, value.as_deref());
        self
    }

    /// Adds a member whose value is JSON.
    pub(super) fn json(mut self, name: &str, json: &str) -> Self {
        self.object = self.object.json(name, json);
        self
    }

    pub(super) fn finish(self) -> Member {
        Member { name: self.name.to_owned(), json: self.object.finish() }
    }
}

/// The valid SID, or an error that names the parameter.
pub(crate) fn checked<S: SidType>(
    parameter: impl fmt::Display,
    sid: Option<Input<S>>,
) -> Result<Option<S>, AccessTokenError> {
    let check = |sid: Input<S>| sid.into_result().and_then(|sid| sid.check().map(|()| sid));
    sid.map(check).transpose().map_err(|problem| AccessTokenError::new(parameter.to_string(), problem))
}

macro_rules! sid_setters {
    ($($(#[$docs:meta])* $name:ident: $sid:ty;)*) => {$(
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, sid: impl IntoInput<$sid>) -> Self {
            self.$name = Some(sid.into_input());
            self
        }
    )*};
}

macro_rules! string_setters {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, value: impl Into<String>) -> Self {
            self.$name = Some(value.into());
            self
        }
    )*};
}

pub(super) use {sid_setters, string_setters};
