//! An OAuth client with the token that it has.

use std::sync::Arc;

use http::HeaderValue;

use super::cache::Cache;
use super::client::OAuth;
use super::token_request;
use crate::auth::TokenCall;
use crate::auth::authorization::surrounded;
use crate::error::Error;

/// An OAuth client with the token that it has.
pub(crate) struct Tokens {
    client: OAuth,
    cache: Cache,
}

impl Tokens {
    pub(crate) fn new(client: OAuth) -> Self {
        Tokens { client, cache: Cache::default() }
    }

    /// What is wrong with the settings, before anything is sent.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (name, secret) in [("id", &self.client.client_id), ("secret", &self.client.client_secret)] {
            if secret.reveal().trim().is_empty() {
                return Err(Error::credentials(format!("the OAuth client {name} is empty")));
            }
            if let Some(what) = surrounded(secret.reveal()) {
                return Err(Error::credentials(format!(
                    "the OAuth client {name} begins or ends with {what}; pass it without"
                )));
            }
        }
        let base = self.client.endpoint()?.base;
        if self.client.allows_plain_http { Ok(()) } else { base.require_encryption("token_url") }
    }

    pub(crate) fn lacks_url(&self) -> bool {
        self.client.token_url.is_none()
    }

    /// The header of the token that there is, or of one that is fetched now.
    pub(crate) async fn header(&self, call: TokenCall<'_>) -> Result<HeaderValue, Arc<Error>> {
        self.cache.get(call.clock, || token_request::token(call, &self.client)).await
    }

    /// Twilio answered 401 to this header. There may always be another token.
    pub(crate) fn refused(&self, header: &HeaderValue) -> bool {
        self.cache.forget(header);
        true
    }
}
