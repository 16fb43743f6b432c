//! What the server answers: pages and records as Twilio sends them, with links and attributes, none of them anybody's.

use serde_json::{Value, json};

/// The account of both clients.
pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
/// Their token.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The service of both lists.
pub const SERVICE: &str = "IS00000000000000000000000000000003";
/// The list of users.
pub const USERS_PATH: &str = "/v1/Services/IS00000000000000000000000000000003/Users";
/// The list of channels.
pub const CHANNELS_PATH: &str = "/v2/Services/IS00000000000000000000000000000003/Users/alice/Channels";
/// Records of a page.
pub const PAGE: u64 = 100;

/// One user of a Conversations service.
pub fn user(number: u64) -> Value {
    let sid = format!("US{:032x}", number * 7919);
    let url = format!("https://conversations.twilio.com/v1/Services/{SERVICE}/Users/{sid}");
    json!({
        "sid": sid,
        "account_sid": ACCOUNT,
        "chat_service_sid": SERVICE,
        "role_sid": "RL00000000000000000000000000000004",
        "identity": format!("user-{number}@example.com"),
        "friendly_name": format!("Name of {number}"),
        "attributes": "{\"topic\": \"bar\", \"level\": 3}",
        "is_online": true,
        "is_notifiable": null,
        "date_created": "2015-12-16T22:18:37Z",
        "date_updated": "2015-12-16T22:18:38Z",
        "url": url,
        "links": { "user_conversations": format!("{url}/Conversations") },
    })
}

/// One channel of a Chat user.
pub fn channel(number: u64) -> Value {
    let channel = format!("CH{:032x}", number * 7919);
    let (user, member) = ("US00000000000000000000000000000005", "MB00000000000000000000000000000004");
    let service = format!("https://chat.twilio.com/v2/Services/{SERVICE}");
    json!({
        "account_sid": ACCOUNT,
        "service_sid": SERVICE,
        "channel_sid": channel,
        "user_sid": user,
        "member_sid": member,
        "status": "joined",
        "last_consumed_message_index": 5,
        "unread_messages_count": 5,
        "notification_level": "default",
        "links": {
            "channel": format!("{service}/Channels/{channel}"),
            "member": format!("{service}/Channels/{channel}/Members/{member}"),
        },
        "url": format!("{service}/Users/{user}/Channels/{channel}"),
    })
}

/// The records of the page with this number as a JSON array.
pub fn records(page: u64, record: fn(u64) -> Value) -> String {
    Value::Array((page * PAGE..(page + 1) * PAGE).map(record).collect()).to_string()
}

/// A page: its meta, then its records. `next` is the link to the page after.
pub fn page(key: &str, path: &str, number: u64, next: Option<&str>, records: &str) -> String {
    let base = format!("https://api.twilio.com{path}?PageSize={PAGE}");
    let meta = json!({
        "key": key,
        "page": number,
        "page_size": PAGE,
        "first_page_url": format!("{base}&Page=0"),
        "previous_page_url": null,
        "url": format!("{base}&Page={number}"),
        "next_page_url": next,
    });
    format!("{{\"meta\":{meta},\"{key}\":{records}}}")
}

/// A page of users, the last one.
pub fn user_page() -> String {
    page("users", USERS_PATH, 0, None, &records(0, user))
}

/// A page of channels, the last one.
pub fn channel_page() -> String {
    page("channels", CHANNELS_PATH, 0, None, &records(0, channel))
}
