//! The right answers, which faults then spoil.

use super::arrived::{Arrived, Kind};

/// An answer before it is written.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Whole lines, without the length.
    pub(super) headers: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = format!("Content-Type: {content_type}\r\nTwilio-Request-Id: RQ1\r\n");
        Answer { status, headers, body: body.into() }
    }

    pub(super) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Answer::new(status, "application/json", body)
    }

    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// What was asked for.
    pub(super) fn right(arrived: &Arrived) -> Self {
        match arrived.kind {
            Kind::Delete => Answer { status: 204, headers: String::new(), body: Vec::new() },
            Kind::Fetch => Answer::json(200, conversation(arrived.caller(), 0)),
            Kind::Create => Answer::json(201, conversation(arrived.caller(), 0)),
            // Another one each time, and none for long.
            Kind::Token => Answer::json(
                200,
                format!(r#"{{"access_token":"{TOKEN}{}","token_type":"Bearer","expires_in":1}}"#, arrived.earlier),
            ),
            Kind::List if arrived.page() + 1 == PAGES => Answer::page(arrived, "null"),
            Kind::List => {
                let path = arrived.target.split('?').next().unwrap_or_default();
                // A link to the API's own host, as answers behind a proxy have it.
                let link = format!(
                    "\"https://conversations.twilio.com{path}?State=call-{}&PageSize=2&Page={}\"",
                    arrived.caller(),
                    arrived.page() + 1
                );
                Answer::page(arrived, &link)
            }
        }
    }

    /// A page of a list with this link, as JSON.
    pub(super) fn page(arrived: &Arrived, link: &str) -> Self {
        let (who, page) = (arrived.caller(), arrived.page());
        let records = [conversation(who, 2 * page), conversation(who, 2 * page + 1)].join(",");
        let meta = format!(r#"{{"key":"conversations","page":{page},"page_size":2,"next_page_url":{link}}}"#);
        Answer::json(200, format!(r#"{{"meta":{meta},"conversations":[{records}]}}"#))
    }

    /// Status line and headers, with the length of the body unless a 204 has none.
    pub(super) fn head(&self) -> String {
        match self.status {
            204 => self.head_with(""),
            _ => self.head_with(&format!("Content-Length: {}\r\n", self.body.len())),
        }
    }

    /// Status line and headers, with these lines for its length.
    pub(super) fn head_with(&self, length: &str) -> String {
        format!("HTTP/1.1 {} Status\r\n{}{length}\r\n", self.status, self.headers)
    }

    /// The headers by name.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.split("\r\n").filter_map(|line| line.split_once(": "))
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        [self.head().as_bytes(), &self.body].concat()
    }
}

/// How every token begins; behind it stands how many there were before.
pub const TOKEN: &str = "t0ken-of-the-account-";

/// How many pages a list has.
const PAGES: u64 = 3;

fn conversation(who: u64, index: u64) -> String {
    format!(
        r#"{{"sid":"CH{who:032x}","account_sid":"AC{index:032x}","unique_name":"call-{who}","friendly_name":"record {index}","state":"active","date_created":"2024-03-01T00:00:00Z","attributes":"{{}}","links":{{"messages":null}}}}"#
    )
}
