//! What a token lets its holder do: one type per kind of grant, and [`CustomGrant`] for kinds that this crate doesn't know.
//!
//! In: typed members, or texts that are checked. Out: the grant's name and its JSON, members in the order of Twilio's documentation, empty
//! ones left out.

use std::fmt;

use serde_json::{Map, Value};

use crate::error::AccessTokenError;
use crate::object::Object;
use twilio_core::sid::{CredentialSid, PrefixedSid, RoleSid, ServiceSid, SidType, WorkerSid, WorkspaceSid};
use twilio_core::{Input, InvalidValue};

/// The SID of a TwiML application: `AP` and 32 hexadecimal digits.
///
/// ```
/// use twilio_access_token::{ApplicationSid, VoiceGrant};
///
/// let application = ApplicationSid::parse("AP0123456789abcdef0123456789abcdef")?;
/// let grant = VoiceGrant::new().outgoing(application);
/// # let _ = grant;
/// # Ok::<(), twilio_core::InvalidValue>(())
/// ```
pub type ApplicationSid = PrefixedSid<'A', 'P'>;

/// A grant that a token can hold. The kinds are those of this module; for another one there is [`CustomGrant`].
///
/// ```
/// use twilio_access_token::{ChatGrant, Grant, VideoGrant};
///
/// fn is_a_grant<G: Grant>(_: &G) {}
/// is_a_grant(&ChatGrant::new());
/// is_a_grant(&VideoGrant::new());
/// ```
pub trait Grant: sealed::Sealed {
    /// The grant's member of the token.
    #[doc(hidden)]
    fn into_member(self) -> Result<Member, AccessTokenError>;
}

mod sealed {
    pub trait Sealed {}
}

/// A grant's name and its JSON.
#[derive(Clone)]
#[doc(hidden)]
pub struct Member {
    pub(crate) name: String,
    pub(crate) json: String,
}

impl Member {
    fn new(name: &str, object: Object) -> Result<Self, AccessTokenError> {
        Ok(Self { name: name.to_owned(), json: object.finish() })
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Member").field(&self.name).finish_non_exhaustive()
    }
}

/// A SID that was set, checked; a SID from an answer may have any text.
fn sid<S: SidType>(parameter: &'static str, input: Option<Input<S>>) -> Result<Option<S>, AccessTokenError> {
    let checked = |input: Input<S>| input.into_result().and_then(|sid| sid.check().map(|()| sid));
    input.map(checked).transpose().map_err(|problem| AccessTokenError::new(parameter, problem))
}

fn text<S: SidType>(sid: &Option<S>) -> Option<&str> {
    sid.as_ref().map(SidType::as_str)
}

macro_rules! sid_setters {
    ($($(#[$docs:meta])* $name:ident: $sid:ty;)*) => {$(
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, sid: impl Into<Input<$sid>>) -> Self {
            self.$name = Some(sid.into());
            self
        }
    )*};
}

macro_rules! text_setters {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, text: impl Into<String>) -> Self {
            self.$name = Some(text.into());
            self
        }
    )*};
}

/// Chat and Conversations.
///
/// ```
/// use twilio_access_token::ChatGrant;
///
/// let grant = ChatGrant::new()
///     .service_sid("IS0123456789abcdef0123456789abcdef")
///     .endpoint_id("phone")
///     .deployment_role_sid("RL0123456789abcdef0123456789abcdef")
///     .push_credential_sid("CR0123456789abcdef0123456789abcdef");
/// ```
#[derive(Clone, Debug, Default)]
pub struct ChatGrant {
    service_sid: Option<Input<ServiceSid>>,
    endpoint_id: Option<String>,
    deployment_role_sid: Option<Input<RoleSid>>,
    push_credential_sid: Option<Input<CredentialSid>>,
}

impl ChatGrant {
    /// A grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// The Chat or Conversations service that the client may use.
        service_sid: ServiceSid;
        /// The role that the user has in the whole deployment.
        deployment_role_sid: RoleSid;
        /// The credential for push notifications to the client.
        push_credential_sid: CredentialSid;
    }

    text_setters! {
        /// The client's device or browser, for services that count endpoints.
        endpoint_id;
    }
}

impl sealed::Sealed for ChatGrant {}
impl Grant for ChatGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let service = sid("chat.service_sid", self.service_sid)?;
        let role = sid("chat.deployment_role_sid", self.deployment_role_sid)?;
        let credential = sid("chat.push_credential_sid", self.push_credential_sid)?;
        let object = Object::new()
            .optional("service_sid", text(&service))
            .optional("endpoint_id", self.endpoint_id.as_deref())
            .optional("deployment_role_sid", text(&role))
            .optional("push_credential_sid", text(&credential));
        Member::new("chat", object)
    }
}

/// Sync.
///
/// ```
/// use twilio_access_token::DataSyncGrant;
///
/// let grant = DataSyncGrant::new().service_sid("IS0123456789abcdef0123456789abcdef").endpoint_id("phone");
/// ```
#[derive(Clone, Debug, Default)]
pub struct DataSyncGrant {
    service_sid: Option<Input<ServiceSid>>,
    endpoint_id: Option<String>,
}

impl DataSyncGrant {
    /// A grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// The Sync service that the client may use.
        service_sid: ServiceSid;
    }

    text_setters! {
        /// The client's device or browser.
        endpoint_id;
    }
}

impl sealed::Sealed for DataSyncGrant {}
impl Grant for DataSyncGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let service = sid("data_sync.service_sid", self.service_sid)?;
        let object =
            Object::new().optional("service_sid", text(&service)).optional("endpoint_id", self.endpoint_id.as_deref());
        Member::new("data_sync", object)
    }
}

/// TaskRouter.
///
/// ```
/// use twilio_access_token::TaskRouterGrant;
///
/// let grant = TaskRouterGrant::new()
///     .workspace_sid("WS0123456789abcdef0123456789abcdef")
///     .worker_sid("WK0123456789abcdef0123456789abcdef")
///     .role("worker");
/// ```
#[derive(Clone, Debug, Default)]
pub struct TaskRouterGrant {
    workspace_sid: Option<Input<WorkspaceSid>>,
    worker_sid: Option<Input<WorkerSid>>,
    role: Option<String>,
}

impl TaskRouterGrant {
    /// A grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// The workspace that the client may use.
        workspace_sid: WorkspaceSid;
        /// The worker that the client is.
        worker_sid: WorkerSid;
    }

    text_setters! {
        /// What the client is in the workspace: `worker` or `supervisor`, for example.
        role;
    }
}

impl sealed::Sealed for TaskRouterGrant {}
impl Grant for TaskRouterGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let workspace = sid("task_router.workspace_sid", self.workspace_sid)?;
        let worker = sid("task_router.worker_sid", self.worker_sid)?;
        let object = Object::new()
            .optional("workspace_sid", text(&workspace))
            .optional("worker_sid", text(&worker))
            .optional("role", self.role.as_deref());
        Member::new("task_router", object)
    }
}

/// Video.
///
/// ```
/// use twilio_access_token::VideoGrant;
///
/// let grant = VideoGrant::new().room("daily");
/// ```
#[derive(Clone, Debug, Default)]
pub struct VideoGrant {
    room: Option<String>,
}

impl VideoGrant {
    /// A grant for every room.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    text_setters! {
        /// The only room that the client may enter: its name or SID.
        room;
    }
}

impl sealed::Sealed for VideoGrant {}
impl Grant for VideoGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        Member::new("video", Object::new().optional("room", self.room.as_deref()))
    }
}

/// Voice.
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
    params: Map<String, Value>,
    push_credential_sid: Option<Input<CredentialSid>>,
    endpoint_id: Option<String>,
}

impl VoiceGrant {
    /// A grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the client may be called.
    #[must_use]
    pub fn incoming(mut self, allow: bool) -> Self {
        self.incoming = allow;
        self
    }

    /// Lets the client call, through this TwiML application.
    #[must_use]
    pub fn outgoing(mut self, application_sid: impl Into<Input<ApplicationSid>>) -> Self {
        self.outgoing = Some(application_sid.into());
        self
    }

    /// A parameter that the TwiML application gets with each call. Takes [`outgoing`](Self::outgoing) beside it.
    #[must_use]
    pub fn outgoing_param(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }

    sid_setters! {
        /// The credential for push notifications of incoming calls.
        push_credential_sid: CredentialSid;
    }

    text_setters! {
        /// The client's device or browser.
        endpoint_id;
    }
}

impl sealed::Sealed for VoiceGrant {}
impl Grant for VoiceGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let application = sid("voice.outgoing.application_sid", self.outgoing)?;
        let credential = sid("voice.push_credential_sid", self.push_credential_sid)?;
        let mut object = Object::new();
        if self.incoming {
            object = object.json("incoming", r#"{"allow":true}"#);
        }
        match (text(&application), self.params.is_empty()) {
            (None, true) => {}
            (None, false) => {
                let problem = InvalidValue::new("an application for the outgoing parameters", "none");
                return Err(AccessTokenError::new("voice.outgoing.application_sid", problem));
            }
            (Some(application), no_params) => {
                let mut outgoing = Object::new().text("application_sid", application);
                if !no_params {
                    outgoing = outgoing.json("params", &params(&self.params));
                }
                object = object.json("outgoing", &outgoing.finish());
            }
        }
        let object = object
            .optional("push_credential_sid", text(&credential))
            .optional("endpoint_id", self.endpoint_id.as_deref());
        Member::new("voice", object)
    }
}

/// Sorted by name, whatever the features of `serde_json` are.
fn params(params: &Map<String, Value>) -> String {
    let sorted: std::collections::BTreeMap<_, _> = params.iter().collect();
    sorted.into_iter().fold(Object::new(), |object, (name, value)| object.json(name, &value.to_string())).finish()
}

/// A grant of any other kind, as it stands.
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
    /// A grant with its name in the token and its JSON. Nothing is left out of it. A known name replaces the typed grant.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl sealed::Sealed for CustomGrant {}
impl Grant for CustomGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        if self.name.is_empty() || self.name == "identity" {
            let problem = InvalidValue::new("the name of a grant", "an empty text or `identity`");
            return Err(AccessTokenError::new("custom grant", problem));
        }
        Ok(Member { name: self.name, json: self.value.to_string() })
    }
}
