//! What the unofficial Twilio product crates stand on: value types, models, and the client that sends requests.
//!
//! An application depends on a product crate (`twilio-chat-v2`, `twilio-flex-v1`, `twilio-conversations-v1`), which hands out what
//! it needs from here. This crate knows no resource by name.
//!
//! Invariants: nothing is sent before every input was checked; an answer of an odd form never fails as a whole because of one
//! field; no `Debug` shows a secret or a field that holds personal data.
//!
//! # Features
//!
//! The product crates re-export all of them.
//!
//! - `reqwest` (on by default): the HTTP client of that name. `rustls` (on by default): its TLS with rustls, and the certificates that the platform
//!   trusts. `native-tls`: TLS of the platform (on Linux, OpenSSL with its headers); with both, this one is used.
//! - `reqwest-013`: [`ReqwestTransport::from_client`](transport), to bring a client of version 0.13 of that library.
//! - `testing`: [a mock, a recorder and a replay](https://docs.rs/twilio-core/latest/twilio_core/testing) for the tests of applications.
//! - `gzip`: asks for compressed responses (reqwest only).
//! - `hyper`: [`HyperTransport`](transport), hyper-util's pooled client with rustls: a smaller tree and less work per call. Without `reqwest`, it is
//!   what every client uses; it always has TLS, and enables `rustls`.
//! - `tower`: [`TowerTransport`](transport), any `tower::Service` of `http` requests, with whatever layers are around it.
//! - Without `reqwest` and `hyper`, a client takes the [`Transport`](transport::Transport) that it is given, and the tree has no HTTP client and no TLS.
//! - `chrono`, `time`, `jiff`: conversions of [`Timestamp`] and [`Date`] both ways, and into inputs.
//! - `schemars`: `JsonSchema` of schemars 1.x for models, enums, SIDs and the other types of fields.
//! - `oauth`: OAuth client credentials, whose access tokens are fetched, kept and renewed.
//!
//! # Values
//!
//! What answers hold is typed, and reading it is lenient; what is sent is checked. A model that is missing can be written by hand:
//!
//! ```
//! use twilio_core::{Timestamp, Unredacted, model::from_json, sid::UserSid};
//!
//! twilio_core::model! {
//!     /// Somebody who chats.
//!     pub struct User {
//!         /// Identifies the user.
//!         pub sid: Option<UserSid> = "sid",
//!         /// Name that the application knows the user by; `Debug` hides it.
//!         pub identity: Option<String> = "identity" private,
//!         /// When the user was created.
//!         pub date_created: Option<Timestamp> = "date_created",
//!     }
//! }
//!
//! let answer = r#"{"sid": "US0123456789abcdef0123456789abcdef", "identity": "alice", "date_created": []}"#;
//! let user: User = from_json(answer)?;
//! assert_eq!(user.sid, Some(UserSid::parse("US0123456789abcdef0123456789abcdef")?));
//! assert_eq!(user.date_created, None);                        // of another type: absent, and no error
//! assert!(!format!("{user:?}").contains("alice"));
//! assert!(format!("{:?}", Unredacted(&user)).contains("alice"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// --- layers: each imports earlier ones only (tests/tests/architecture.rs) ---
// Every bound that the client keeps.
pub mod limits;

// Reads JSON text once, value by value, without failing on unexpected types.
mod json;

// Turns JSON into structs and structs into inputs, through tables that are compiled once.
pub mod model;

// The types of fields and inputs: SIDs, timestamps, dates, raw JSON, path segments, secrets.
mod value;

// Constant facts of an operation: id, method, path template, paging.
mod operation;

// What can go wrong, as one opaque type; includes the failures of a transport.
mod error;

// What is configured from outside: environment variables, edge, region, base URL.
mod config;

// Measures deadlines and pauses between attempts: tokio's clock, or a test's.
mod clock;

// Sends one HTTP request and returns one bounded response.
pub mod transport;

// Produces the `Authorization` header of an attempt, OAuth tokens included.
mod auth;

// Decides whether and when a failed attempt is repeated; no I/O.
mod retry;

// Holds transport, credentials, limits and policies; builds product clients.
mod client;

// Collects and checks inputs; produces a prepared call.
mod request;

// Runs the attempts of a prepared call; telemetry; decodes the response.
mod call;

// Follows a list from page to page.
mod page;

// Transports for tests, without a network: a mock, a recorder and a replay.
#[cfg(feature = "testing")]
pub mod testing;

// What the benches and the fuzz targets reach of the private parts.
#[doc(hidden)]
pub mod internals;

// --- end of the layers ---

#[cfg(test)]
mod test_support;

#[cfg(feature = "oauth")]
pub use auth::OAuth;
pub use auth::{Authorization, CredentialSource, Credentials};
pub use call::{CustomRequest, Response};
pub use client::{Client, ClientBuilder, Endpoint, Product, ProductBuilder};
pub use error::{ApiError, ApiErrorItem, Error, ErrorCode, ErrorKind};
pub use json::DecodeError;
pub use model::{Encode, InvalidValue, Spelling, UnknownValue, Unredacted};
pub use operation::Operation;
pub use page::{Page, PageMeta, Pager, Pages};
pub use request::Continuation;
pub use retry::{Backoff, FailedAttempt, RetryPolicy};
pub use value::{
    Date, Decimal, Field, FromText, Input, IntoField, IntoInput, IntoPathSegment, Json, JsonString, Links, PathSegment,
    PhoneNumberCapabilities, Timestamp, sid,
};

/// What generated code may use. Not covered by semantic versioning: a product crate names the exact version it was generated for.
#[doc(hidden)]
pub mod generated {
    pub use crate::json::{DecodeError, Reader};
    pub use crate::model::any_format::deserialize;
    pub use crate::model::choices::one_of::{Branch, choose, debug_variant, is_object, read_branch, with_tag};
    pub use crate::model::choices::open_enum::OpenEnum;
    pub use crate::model::fields::{debug, serialize};
    #[cfg(feature = "schemars")]
    pub use crate::model::json_schema;
    pub use crate::model::slot::{AnyValue, FieldView, Slot, read_object};
    pub use crate::model::{Decode, Encode, InvalidValue, Model};
    pub use crate::value::input::TextValue;
    pub use crate::value::{Field, FromText, Input, IntoField, IntoInput, IntoPathSegment, PathSegment};
    pub use crate::value::{json_field, read_json};
    pub use crate::{Date, Decimal, Json, JsonString, Links, PhoneNumberCapabilities, Timestamp, UnknownValue, sid};
    pub use serde;
    pub use serde_json;
    pub use serde_json::Value;

    pub use crate::call::Sending;
    pub use crate::operation::Operation;
    pub use crate::request::Handle;
    pub use crate::request::Request;
}
