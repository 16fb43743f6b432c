//! The tower layer passes verified webhooks of any body type to a service and rejects all other requests.
#![allow(clippy::unwrap_used, reason = "a failed test panics")]

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, Full};
use tower::{Layer as _, Service, ServiceExt, service_fn};
use twilio_webhooks::testing::{Signer, signed_form, signed_get, signed_json};
use twilio_webhooks::{PublicUrl, Verified, VerifiedBy, Verifier, VerifyWebhookLayer};

const TOKEN: &str = "12345";

fn url() -> PublicUrl {
    PublicUrl::parse("https://mycompany.com").unwrap()
}

fn layer() -> VerifyWebhookLayer {
    let verifier = Verifier::builder(url()).auth_token(TOKEN).shared_key("K1", "secret").max_body_bytes(64);
    VerifyWebhookLayer::new(verifier.build().unwrap())
}

/// Responds with the webhook in the extensions and the body that the service received.
async fn echo(request: Request<Full<Bytes>>) -> Result<Response<String>, Infallible> {
    let webhook = request.extensions().get::<Verified<'static>>().unwrap().clone();
    let body = request.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, webhook.body());
    let key = matches!(webhook.by(), VerifiedBy::SharedKey("K1"));
    let content = match webhook.clone().into_parameters() {
        Ok(form) => format!("{form:?}"),
        Err(_) => webhook.json::<serde_json::Value>().unwrap().to_string(),
    };
    Ok(Response::new(format!("{key} {content}")))
}

async fn response<B>(request: Request<B>) -> (StatusCode, String)
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let response = layer().layer(service_fn(echo)).oneshot(request).await.unwrap();
    (response.status(), response.into_body())
}

#[tokio::test]
async fn a_verified_webhook_reaches_the_service_with_its_body_and_its_content() {
    let form = signed_form(&url(), "/hook", TOKEN, [("From", "1")]);
    assert_eq!(response(form).await, (StatusCode::OK, r#"false {"From": <private>}"#.to_owned()));
    let get = signed_get(&url(), "/hook?user=7", TOKEN, [("From", "1")]);
    assert_eq!(response(get).await.1, r#"false {"user": <private>, "From": <private>}"#);
    let json = signed_json(&url(), "/hook", Signer::shared_key("K1", "secret"), r#"{"a":1}"#);
    assert_eq!(response(json).await.1, r#"true {"a":1}"#);
}

#[tokio::test]
async fn an_unverified_request_is_rejected_without_a_reason_and_never_reaches_the_service() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let service = layer().layer(service_fn(move |request| {
        counted.fetch_add(1, Ordering::Relaxed);
        echo(request)
    }));
    let unsigned = Request::post("/hook").body("From=1".to_owned()).unwrap();
    let mut changed = signed_form(&url(), "/hook", TOKEN, [("From", "1")]);
    *changed.body_mut() = "From=2".to_owned();
    let other_key = signed_form(&url(), "/hook", "other", [("From", "1")]);
    for request in [unsigned, changed, other_key] {
        let response = service.clone().oneshot(request).await.unwrap();
        assert_eq!((response.status(), response.into_body()), (StatusCode::FORBIDDEN, String::new()));
    }
    assert_eq!(calls.load(Ordering::Relaxed), 0);
}

/// A body in frames of four bytes: without an end, or broken off after this many, or of a known length.
struct Frames {
    left: Option<usize>,
    known: Option<u64>,
    polled: Arc<AtomicUsize>,
}

impl Body for Frames {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let this = self.get_mut();
        this.polled.fetch_add(1, Ordering::Relaxed);
        if this.left == Some(0) {
            return Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())));
        }
        this.left = this.left.map(|left| left - 1);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"a=1&")))))
    }

    fn size_hint(&self) -> SizeHint {
        self.known.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

async fn frames(left: Option<usize>, known: Option<u64>, is_signed: bool) -> (StatusCode, usize) {
    let polled = Arc::default();
    let (mut parts, _) = signed_form(&url(), "/hook", TOKEN, [("a", "1")]).into_parts();
    if !is_signed {
        parts.headers.remove("x-twilio-signature");
    }
    let body = Frames { left, known, polled: Arc::clone(&polled) };
    let (status, _) = response(Request::from_parts(parts, body)).await;
    (status, polled.load(Ordering::Relaxed))
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit_only() {
    assert_eq!(frames(None, None, true).await, (StatusCode::PAYLOAD_TOO_LARGE, 17));
}

#[tokio::test]
async fn a_body_that_announces_too_much_or_has_no_signature_is_not_read() {
    assert_eq!(frames(None, Some(65), true).await, (StatusCode::PAYLOAD_TOO_LARGE, 0));
    assert_eq!(frames(None, None, false).await, (StatusCode::FORBIDDEN, 0));
}

#[tokio::test]
async fn an_interrupted_body_is_a_bad_request() {
    assert_eq!(frames(Some(3), None, true).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn readiness_is_that_of_the_service_and_the_polled_service_makes_the_call() {
    /// Ready once; a clone is not ready.
    struct Once {
        is_ready: bool,
    }
    impl Clone for Once {
        fn clone(&self) -> Self {
            Self { is_ready: false }
        }
    }
    impl Service<Request<Full<Bytes>>> for Once {
        type Response = Response<String>;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Response<String>, Infallible>>;
        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            self.is_ready = true;
            Poll::Ready(Ok(()))
        }
        fn call(&mut self, _: Request<Full<Bytes>>) -> Self::Future {
            assert!(std::mem::take(&mut self.is_ready), "called without being ready");
            std::future::ready(Ok(Response::default()))
        }
    }
    let mut service = layer().layer(Once { is_ready: false });
    for _ in 0..2 {
        let request = signed_form(&url(), "/hook", TOKEN, [("a", "1")]);
        let ready = ServiceExt::<Request<String>>::ready(&mut service).await.unwrap();
        assert_eq!(ready.call(request).await.unwrap().status(), StatusCode::OK);
    }
}

#[cfg(feature = "axum")]
#[tokio::test]
async fn handlers_of_a_nested_router_below_the_layer_find_the_webhook() {
    use axum::{Extension, Router, routing::post};
    let hook = async |Extension(webhook): Extension<Verified<'static>>| format!("{:?}", webhook.form());
    let inner = Router::new().route("/hook", post(hook)).layer(layer());
    let router: Router = Router::new().nest("/twilio", inner);
    let request = signed_form(&url(), "/twilio/hook", TOKEN, [("From", "1")]);
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}
