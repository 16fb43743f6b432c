//! Small things that every call does: SIDs, timestamps, paths, forms, links.

use twilio_benches::{
    baseline, documents, harness,
    ours::{CREATE, Walk},
};
use twilio_core::Timestamp;
use twilio_core::generated::{IntoField, Request};
use twilio_core::internals::{encoded, next_target};
use twilio_core::sid::{MessagingServiceSid, UserSid};

const SID: &str = "US0123456789abcdef0123456789abcdef";
const TIME: &str = "2015-12-16T22:18:37Z";
const IDENTITY: &str = "alice @ Köln/50%";
const ATTRIBUTES: &str = r#"{"topic": "bar", "level": 3, "tags": ["a", "b"]}"#;
const MESSAGING: &str = "MG0123456789abcdef0123456789abcdef";
const LINK: &str = "https://conversations.twilio.com/v1/Services/IS00000000000000000000000000000003/Users?PageSize=50&Page=7&PageToken=PTUS0123456789abcdef0123456789abcdef";

fn main() -> Result<(), twilio_core::Error> {
    let walk = Walk::new()?;
    harness::head("small things");
    // The baseline takes any text as a SID; ours looks at every character.
    harness::row(
        "parse a SID",
        &harness::compare(|| std::hint::black_box(SID).to_owned(), || UserSid::parse(std::hint::black_box(SID))),
    );
    let (theirs, our) = (SID.to_owned(), UserSid::parse(SID).ok());
    harness::row("print a SID", &harness::compare(|| theirs.to_string(), || our.as_ref().map(ToString::to_string)));
    harness::row(
        "parse a timestamp",
        &harness::compare(
            || chrono::DateTime::parse_from_rfc3339(std::hint::black_box(TIME)).map(|time| time.to_utc()),
            || Timestamp::parse(std::hint::black_box(TIME)),
        ),
    );
    harness::row(
        "build the URL of a user",
        &harness::compare(their_url, || encoded(walk.user(documents::SERVICE, IDENTITY))),
    );
    harness::row("encode a form of eleven fields", &harness::compare(their_form, || encoded(our_form(&walk))));
    harness::row(
        "check the link to the next page",
        &harness::compare(their_link, || next_target(&walk.endpoint, LINK)),
    );
    Ok(())
}

fn their_url() -> Result<url::Url, url::ParseError> {
    let user = baseline::segment(IDENTITY);
    url::Url::parse(&format!("https://conversations.twilio.com/v1/Services/{}/Users/{user}", documents::SERVICE))
}

/// The check that a careful engineer adds: the same host as before.
fn their_link() -> Option<url::Url> {
    url::Url::parse(LINK).ok().filter(|url| url.host_str() == Some("conversations.twilio.com"))
}

fn their_form() -> Option<(url::Url, String)> {
    let time = chrono::DateTime::parse_from_rfc3339(TIME).ok()?.to_utc();
    let form = baseline::CreateConversation {
        friendly_name: Some("Support with Alice".to_owned()),
        unique_name: Some("support-alice".to_owned()),
        attributes: Some(ATTRIBUTES.to_owned()),
        messaging_service_sid: Some(MESSAGING.to_owned()),
        date_created: Some(time),
        date_updated: Some(time),
        state: Some("active".to_owned()),
        timers_inactive: Some("PT1H".to_owned()),
        timers_closed: Some("PT24H".to_owned()),
        bindings_email_address: Some("alice@example.com".to_owned()),
        bindings_email_name: Some("Alice".to_owned()),
    };
    let url = format!("https://conversations.twilio.com/v1/Services/{}/Conversations", documents::SERVICE);
    Some((url::Url::parse(&url).ok()?, serde_urlencoded::to_string(&form).ok()?))
}

fn our_form(walk: &Walk) -> Request {
    use twilio_conversations_v1::conversation::ConversationState as State;
    walk.conversations(documents::SERVICE)
        .request(CREATE)
        .form::<String>("FriendlyName", "Support with Alice".into_field())
        .form::<String>("UniqueName", "support-alice".into_field())
        .form::<twilio_core::JsonString>("Attributes", ATTRIBUTES.into_field())
        .form::<MessagingServiceSid>("MessagingServiceSid", MESSAGING.into_field())
        .form::<Timestamp>("DateCreated", TIME.into_field())
        .form::<Timestamp>("DateUpdated", TIME.into_field())
        .form::<State>("State", State::Active.into_field())
        .form::<String>("Timers.Inactive", "PT1H".into_field())
        .form::<String>("Timers.Closed", "PT24H".into_field())
        .form::<String>("Bindings.Email.Address", "alice@example.com".into_field())
        .form::<String>("Bindings.Email.Name", "Alice".into_field())
}
