//! Verification within a server: reads a body up to the limit, verifies the request and rejects it without giving a reason.

#[cfg(feature = "axum")]
mod extract;
#[cfg(feature = "tower")]
mod layer;
mod rejection;

use bytes::Bytes;
use http::Request;
use http::request::Parts;
use http_body::Body;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

#[cfg(feature = "axum")]
pub use extract::{VerifiedForm, VerifiedWebhook};
#[cfg(feature = "tower")]
pub use layer::{VerifyWebhook, VerifyWebhookLayer};
pub use rejection::WebhookRejection;

use crate::error::VerifyError;
use crate::raw::{RawWebhook, SIGNATURE};
use crate::verified::Verified;
use crate::verifier::Verifier;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Verifies a request whose body has not been read. Nothing of the body is read if the signature is missing or the announced length is
/// over the limit.
async fn verify<B>(
    verifier: &Verifier,
    request: Request<B>,
) -> Result<(Parts, Bytes, Verified<'static>), WebhookRejection>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    let (parts, body) = request.into_parts();
    if !parts.headers.contains_key(SIGNATURE) {
        return Err(VerifyError::MissingSignature.into());
    }
    let body = read(body, verifier.max_body_bytes()).await?;
    let webhook = RawWebhook::from_http(&parts.method, received_uri(&parts), &parts.headers, &body)?;
    let verified = verifier.verify(&webhook)?.with_body(body.clone());
    Ok((parts, body, verified))
}

async fn read<B>(body: B, limit: usize) -> Result<Bytes, WebhookRejection>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    if body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(VerifyError::BodyTooLarge.into());
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(VerifyError::BodyTooLarge.into()),
        Err(_) => Err(WebhookRejection::interrupted()),
    }
}

/// The URI as the client sent it: a nested router of axum removes its own prefix from the request's URI.
fn received_uri(parts: &Parts) -> &http::Uri {
    #[cfg(feature = "axum")]
    if let Some(axum::extract::OriginalUri(uri)) = parts.extensions.get() {
        return uri;
    }
    &parts.uri
}
