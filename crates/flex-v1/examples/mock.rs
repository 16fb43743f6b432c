//! Tests a function that calls Twilio without a network: `cargo run -p twilio-flex-v1 --features testing --example mock`.

use std::time::Duration;

use serde_json::json;
use twilio_flex_v1::flex_flow::FlexFlowChannelType;
use twilio_flex_v1::flex_flow::{CreateFlexFlow, FetchFlexFlow, ListFlexFlow, UpdateFlexFlow};
use twilio_flex_v1::testing::{MockTransport, Reply};
use twilio_flex_v1::{Client, Error};

const CHAT: &str = "IS0123456789abcdef0123456789abcdef";

/// Part of an application: makes a flow unless there is this one, and turns on every flow that is off. Returns how many it turned on.
pub async fn flows_on(flex: &Client, known: &str) -> Result<u32, Error> {
    match flex.flex_flow(known).fetch().send().await {
        Err(error) if error.is_not_found() => {
            flex.flex_flows().create("Web", CHAT, FlexFlowChannelType::Web).send().await?;
        }
        found => drop(found?),
    }
    let mut on = 0;
    let mut flows = flex.flex_flows().list().page_size(2).stream();
    while let Some(flow) = flows.try_next().await? {
        if flow.enabled == Some(false) {
            flex.flex_flow(&flow.sid).update().enabled(true).send().await?;
            on += 1;
        }
    }
    Ok(on)
}

fn sid(number: u32) -> String {
    format!("FO{number:032}")
}

/// What Twilio would do: the flow is gone, five flows are on three pages, and the first update comes too early.
pub fn twilio() -> MockTransport {
    let flows = (1..=5).map(|number| json!({ "sid": sid(number), "enabled": number != 5 }));
    MockTransport::new()
        .on(FetchFlexFlow::OPERATION)
        .path("Sid", &sid(9))
        .reply(Reply::status(404))
        .on(CreateFlexFlow::OPERATION)
        .form("ChatServiceSid", CHAT)
        .reply(Reply::json(201, json!({ "sid": sid(6) })))
        .on(ListFlexFlow::OPERATION)
        .records(flows)
        .on(UpdateFlexFlow::OPERATION)
        .once(Reply::status(429).header("Retry-After", "2"))
        .on(UpdateFlexFlow::OPERATION)
        .path("Sid", &sid(5))
        .form("Enabled", "true")
        .reply(json!({ "sid": sid(5) }))
}

/// The test; in an application it has `#[tokio::test]`.
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let mock = twilio();
    assert_eq!(flows_on(&mock.client(), &sid(9)).await.expect("turned on"), 1);
    assert_eq!(mock.operations().iter().filter(|id| **id == "ListFlexFlow").count(), 3);
    assert_eq!(mock.waited(), Duration::from_secs(2), "and it took no time");
    mock.assert_done();
}
