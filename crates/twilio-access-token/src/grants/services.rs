//! Grants for Chat and Conversations, Sync, TaskRouter and Video.

use twilio_core::sid::{CredentialSid, RoleSid, ServiceSid, WorkerSid, WorkspaceSid};
use twilio_core::{Input, IntoInput};

use crate::error::AccessTokenError;
use crate::grants::member::{Grant, GrantObject, Member, Sealed, sid_setters, string_setters};

/// Access to Chat or Conversations.
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
    /// Creates a grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// Sets the Chat or Conversations service that the client may use.
        service_sid: ServiceSid;
        /// Sets the user's role in the deployment.
        deployment_role_sid: RoleSid;
        /// Sets the credential for push notifications to the client.
        push_credential_sid: CredentialSid;
    }

    string_setters! {
        /// Sets the id of the client's device or browser, for services that count endpoints.
        endpoint_id;
    }
}

impl Sealed for ChatGrant {}
impl Grant for ChatGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let object = GrantObject::new("chat")
            .sid("service_sid", self.service_sid)?
            .string("endpoint_id", self.endpoint_id)
            .sid("deployment_role_sid", self.deployment_role_sid)?
            .sid("push_credential_sid", self.push_credential_sid)?;
        Ok(object.finish())
    }
}

/// Access to Sync.
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
    /// Creates a grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// Sets the Sync service that the client may use.
        service_sid: ServiceSid;
    }

    string_setters! {
        /// Sets the id of the client's device or browser.
        endpoint_id;
    }
}

impl Sealed for DataSyncGrant {}
impl Grant for DataSyncGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let object = GrantObject::new("data_sync").sid("service_sid", self.service_sid)?;
        Ok(object.string("endpoint_id", self.endpoint_id).finish())
    }
}

/// Access to TaskRouter.
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
    /// Creates a grant without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    sid_setters! {
        /// Sets the workspace that the client may use.
        workspace_sid: WorkspaceSid;
        /// Sets the worker that the client acts as.
        worker_sid: WorkerSid;
    }

    string_setters! {
        /// Sets the client's role in the workspace, such as `worker` or `supervisor`.
        role;
    }
}

impl Sealed for TaskRouterGrant {}
impl Grant for TaskRouterGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        let object = GrantObject::new("task_router")
            .sid("workspace_sid", self.workspace_sid)?
            .sid("worker_sid", self.worker_sid)?
            .string("role", self.role);
        Ok(object.finish())
    }
}

/// Access to Video.
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
    /// Creates a grant for all rooms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    string_setters! {
        /// Limits the grant to one room, by name or SID.
        room;
    }
}

impl Sealed for VideoGrant {}
impl Grant for VideoGrant {
    fn into_member(self) -> Result<Member, AccessTokenError> {
        Ok(GrantObject::new("video").string("room", self.room).finish())
    }
}
