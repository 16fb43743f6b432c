//! Headers that a caller sets: checked before anything is sent.

use http::header::{self, HeaderName, HeaderValue};

use crate::model::InvalidValue;
use crate::request::{Problem, Request};

/// The headers that the client sets by itself.
const OURS: [HeaderName; 8] = [
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::HOST,
    header::USER_AGENT,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
];

pub(crate) fn is_header_of_the_client(name: &str) -> bool {
    OURS.iter().any(|ours| ours.as_str().eq_ignore_ascii_case(name))
}

impl Request {
    pub(in crate::request) fn put_header(&mut self, name: String, texts: &[String]) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(Problem::new(
                "header",
                "(name)",
                InvalidValue::new("a header name", "other characters than a name can have"),
            ));
        };
        self.headers.remove(&header);
        for text in texts {
            // Beyond ASCII there is no charset that both ends agree on (RFC 9110, section 5.5).
            let value = HeaderValue::from_str(text).ok().filter(|value| value.to_str().is_ok());
            let Some(value) = value else {
                let found = "a line break, a control character or a character beyond ASCII";
                return self.refuse(Problem::new("header", name, InvalidValue::new("visible ASCII", found)));
            };
            self.headers.append(&header, value);
        }
    }

    /// Adds a header that is not an input of the operation.
    pub(crate) fn own_header(&mut self, name: &str, value: &str) {
        if let Some(ours) = OURS.iter().find(|ours| ours.as_str().eq_ignore_ascii_case(name)) {
            let problem = InvalidValue::new("a header that the client doesn't set by itself", "one that it sets");
            return self.refuse(Problem::new("header", ours.as_str().to_owned(), problem));
        }
        self.put_header(name.to_owned(), &[value.to_owned()]);
    }
}
