//! Decoding a page of 100 records.

use twilio_benches::{baseline, documents, harness, ours};
use twilio_core::model::from_json;

fn main() {
    harness::head("a page of 100 records");
    let text = documents::user_page();
    let row = harness::compare(
        || serde_json::from_slice::<baseline::ServiceUserPage>(text.as_bytes()),
        || std::str::from_utf8(text.as_bytes()).map(from_json::<ours::ServiceUserPage>),
    );
    harness::row("Conversations, users of a service", &row);
    let text = documents::channel_page();
    let row = harness::compare(
        || serde_json::from_slice::<baseline::UserChannelPage>(text.as_bytes()),
        || std::str::from_utf8(text.as_bytes()).map(from_json::<ours::UserChannelPage>),
    );
    harness::row("Chat, channels of a user", &row);
}
