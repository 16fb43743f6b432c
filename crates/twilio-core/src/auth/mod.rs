//! Credentials, and the `Authorization` header that they produce for each attempt.
//!
//! - Neither `Debug` nor an error shows any part of them, and they can't be serialised.
//! - Our copies are wiped when they are dropped.
//! - Without a header there is an error, and nothing is sent.

mod authorization;
mod credentials;
mod from_env;
#[cfg(feature = "oauth")]
mod oauth;
mod source;
#[cfg(test)]
mod tests;
mod token_call;

pub use authorization::Authorization;
pub use credentials::Credentials;
pub(crate) use from_env::credentials as credentials_from_env;
#[cfg(feature = "oauth")]
pub use oauth::OAuth;
pub use source::CredentialSource;
pub(crate) use token_call::TokenCall;
