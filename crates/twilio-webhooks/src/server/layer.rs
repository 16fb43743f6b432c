//! A `tower` layer that passes only verified webhooks to a service.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower_layer::Layer;
use tower_service::Service;

use crate::server::BoxError;
use crate::verifier::Verifier;

/// A [`Layer`] that verifies each request before it reaches the service, for any server that is built on `tower`.
///
/// - A verified request is passed on with its body in memory. The service finds a [`Verified<'static>`](crate::Verified) in the
///   request's extensions.
/// - Any other request is rejected with an empty response: see [`WebhookRejection`](crate::WebhookRejection) for the statuses.
/// - At most [`max_body_bytes`](crate::VerifierBuilder::max_body_bytes) of a body are read. The layer sets no time limit: put a timeout
///   layer around it if the server has none.
/// - Layers that rewrite the path or change the body belong inside of this one.
///
/// ```
/// use http::{Request, Response, StatusCode};
/// use http_body_util::Full;
/// use tower::{ServiceBuilder, ServiceExt, service_fn};
/// use twilio_webhooks::{PublicUrl, Verified, Verifier, VerifyWebhookLayer};
///
/// async fn hook(request: Request<Full<bytes::Bytes>>) -> Result<Response<String>, std::convert::Infallible> {
///     let parameters = request.extensions().get::<Verified<'static>>().and_then(|webhook| webhook.form());
///     let from = parameters.and_then(|form| form.get("From")).unwrap_or("nobody");
///     Ok(Response::new(format!("from {from}")))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let service = ServiceBuilder::new().layer(VerifyWebhookLayer::new(verifier)).service(service_fn(hook));
///
/// let unsigned = Request::post("/hook").body(String::from("From=%2B14158675309"))?;
/// assert_eq!(service.oneshot(unsigned).await?.status(), StatusCode::FORBIDDEN);
/// # Ok(())
/// # }
/// ```
///
/// In axum, handlers below `.layer(VerifyWebhookLayer::new(verifier))` take `Extension<Verified<'static>>`.
#[derive(Clone, Debug)]
pub struct VerifyWebhookLayer {
    verifier: Verifier,
}

impl VerifyWebhookLayer {
    /// Creates a layer that verifies with this verifier.
    #[must_use]
    pub fn new(verifier: Verifier) -> Self {
        Self { verifier }
    }
}

impl<S> Layer<S> for VerifyWebhookLayer {
    type Service = VerifyWebhook<S>;

    fn layer(&self, inner: S) -> Self::Service {
        VerifyWebhook { inner, verifier: self.verifier.clone() }
    }
}

/// The service that [`VerifyWebhookLayer`] creates.
///
/// ```
/// use tower::{Layer, service_fn};
/// use twilio_webhooks::{PublicUrl, Verifier, VerifyWebhook, VerifyWebhookLayer};
///
/// async fn hook(_: http::Request<http_body_util::Full<bytes::Bytes>>) -> Result<http::Response<String>, std::io::Error> {
///     Ok(http::Response::default())
/// }
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let service: VerifyWebhook<_> = VerifyWebhookLayer::new(verifier).layer(service_fn(hook));
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, Debug)]
pub struct VerifyWebhook<S> {
    inner: S,
    verifier: Verifier,
}

impl<S, B, R> Service<Request<B>> for VerifyWebhook<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
    R: Default,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The service that was polled ready makes the call; its clone waits for the next one.
        let next = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, next);
        let verifier = self.verifier.clone();
        Box::pin(async move {
            match super::verify(&verifier, request).await {
                Ok((mut parts, body, verified)) => {
                    parts.extensions.insert(verified);
                    inner.call(Request::from_parts(parts, Full::new(body))).await
                }
                Err(rejection) => Ok(rejection.respond()),
            }
        })
    }
}
