//! The one table of SID prefixes.
//!
//! Makes one type per prefix, [`PREFIXES`] for the generator, and the names that the same prefix has in other products. Adding a prefix is one line.

macro_rules! table {
    ($($first:literal $second:literal $name:ident $what:literal;)*) => {
        $(
            sid_type! {
                #[doc = concat!("The SID of ", $what, ": `", $first, $second, "` and 32 hexadecimal digits.")]
                $name, Some(concat!($first, $second))
            }
        )*

        /// Every prefix that has a type of its own, with the type's name, in the order of the table.
        ///
        /// ```
        /// assert!(twilio_core::sid::PREFIXES.contains(&("US", "UserSid")));
        /// ```
        pub const PREFIXES: &[(&str, &str)] = &[$((concat!($first, $second), stringify!($name)),)*];
    };
}

table! {
    'A' 'C' AccountSid "an account";
    'A' 'P' ApplicationSid "a TwiML application";
    'S' 'K' ApiKeySid "an API key";
    'I' 'S' ServiceSid "a Chat or Conversations service";
    'C' 'H' ChannelSid "a Chat channel or a conversation";
    'U' 'S' UserSid "a user of Chat or Conversations";
    'M' 'B' MemberSid "a member of a channel or a participant of a conversation";
    'R' 'L' RoleSid "a role";
    'C' 'R' CredentialSid "a push credential";
    'B' 'S' BindingSid "a push binding";
    'I' 'N' InviteSid "an invite to a channel";
    'I' 'M' MessageSid "a message of a channel or conversation";
    'M' 'E' MediaSid "a media file";
    'W' 'H' WebhookSid "a webhook";
    'D' 'Y' DeliveryReceiptSid "a delivery receipt";
    'H' 'X' ContentSid "a content template";
    'I' 'G' AddressConfigurationSid "an address configuration";
    'M' 'G' MessagingServiceSid "a messaging service";
    'F' 'O' FlexFlowSid "a Flex flow";
    'G' 'O' FlexInstanceSid "a Flex instance";
    'F' 'U' FlexUserSid "a Flex user";
    'W' 'S' WorkspaceSid "a TaskRouter workspace";
    'W' 'T' TaskSid "a TaskRouter task";
    'W' 'K' WorkerSid "a TaskRouter worker";
    'W' 'W' WorkflowSid "a TaskRouter workflow";
    'W' 'Q' TaskQueueSid "a TaskRouter task queue";
    'W' 'A' ActivitySid "a TaskRouter activity";
    'W' 'R' ReservationSid "a TaskRouter reservation";
    'F' 'W' StudioFlowSid "a Studio flow";
    'K' 'D' InteractionSid "a Flex interaction";
    'U' 'O' InteractionChannelSid "a channel of an interaction";
    'U' 'T' InteractionParticipantSid "a participant of an interaction's channel";
    'K' 'G' InteractionInviteSid "an invite to an interaction's channel";
    'H' 'Q' InteractionContextSid "the context of an interaction";
    'U' 'X' TransferSid "a transfer of an interaction";
    'K' 'Q' NoteSid "a note";
    'F' 'P' PluginSid "a Flex plugin";
    'F' 'V' PluginVersionSid "a version of a Flex plugin";
    'F' 'J' PluginConfigurationSid "a configuration of Flex plugins";
    'F' 'K' PluginReleaseSid "a release of Flex plugins";
    'G' 'M' QuestionnaireSid "a Flex Insights questionnaire";
    'G' 'E' QuestionSid "a Flex Insights question";
    'F' 'Y' QuestionCategorySid "a category of Flex Insights questions";
    'F' 'M' AssessmentSid "a Flex Insights assessment";
    'Q' 'O' TeamSid "a team";
    'Q' 'W' ExecutionSid "an execution";
    'Z' 'S' ServerlessServiceSid "a Serverless service";
}

sid_type! {
    /// A SID with any prefix of two letters, for those without a type of their own.
    ///
    /// ```
    /// use twilio_core::sid::Sid;
    ///
    /// let sid = Sid::parse("ZZ0123456789abcdef0123456789abcdef")?;
    /// assert_eq!(sid.as_str(), "ZZ0123456789abcdef0123456789abcdef");
    /// assert!(Sid::parse("alice").is_err());
    ///
    /// // Responses have malformed SIDs now and then. They are kept, and say so when asked.
    /// let malformed: Sid = serde_json::from_str(r#""string""#).unwrap();
    /// assert!(!malformed.is_well_formed() && malformed.as_str() == "string");
    /// # Ok::<(), twilio_core::InvalidValue>(())
    /// ```
    Sid, None
}

/// What Conversations calls a [`ChannelSid`]: the same resource, seen through the newer API.
pub type ConversationSid = ChannelSid;

/// What Conversations calls a [`MemberSid`].
pub type ParticipantSid = MemberSid;
