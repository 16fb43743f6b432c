//! Any `tower` service of `http` requests as a transport.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::Full;
use tower_service::Service;

use super::bounded::late;
use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture, body};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A [`Transport`] made of a `tower` service, so that tower-http's layers and your own apply to each attempt.
///
/// Needs the feature `tower`. The service is cloned for each attempt, asked whether it is ready, and called once. [`Limits`] of the attempt
/// are among the request's extensions.
///
/// An error of the service that is a [`TransportError`] is reported unchanged; any other one is
/// [`Interrupted`](TransportErrorKind::Interrupted), because nothing is known of what was sent: then a `POST` is not repeated. Map the errors of
/// your HTTP client to tell more.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use bytes::Bytes;
/// use http_body_util::Full;
/// use tower::ServiceBuilder;
/// use tower_http::set_header::SetRequestHeaderLayer;
/// use twilio_core::{Client, Credentials, transport::{Limits, TowerTransport}};
///
/// // In place of an HTTP client, such as hyper-util's `Client<_, Full<Bytes>>`.
/// let http = tower::service_fn(|request: http::Request<Full<Bytes>>| async move {
///     assert_eq!(request.headers()["x-team"], "billing");
///     assert!(request.extensions().get::<Limits>().is_some());
///     Ok::<_, std::io::Error>(http::Response::new(Full::new(Bytes::from_static(b"{}"))))
/// });
/// let service = ServiceBuilder::new()
///     .layer(SetRequestHeaderLayer::overriding(http::HeaderName::from_static("x-team"), http::HeaderValue::from_static("billing")))
///     .service(http);
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .transport(TowerTransport::new(service))
///     .build()?;
/// # use twilio_core::transport::Transport as _;
/// # let request = http::Request::get("https://chat.twilio.com/v2/Services").body(Bytes::new())?;
/// # let response = client.transport().send(request, Limits::new(std::time::Duration::from_secs(1))).await?;
/// # assert_eq!(response.body(), b"{}");
/// # Ok(()) }
/// ```
pub struct TowerTransport<S> {
    /// Locked only while it is cloned: many services can't be shared between threads.
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// A transport that calls clones of `service`.
    pub fn new(service: S) -> Self {
        TowerTransport { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(exchange(service, request, limits))
    }
}

async fn exchange<S, B>(
    mut service: S,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<Vec<u8>>, TransportError>
where
    S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>>,
    S::Error: Into<BoxError>,
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    // Until it is ready, the service has not seen the request.
    match limits.run(poll_fn(|context| service.poll_ready(context))).await {
        Some(Ok(())) => {}
        Some(Err(error)) => return Err(failure(error.into(), TransportErrorKind::Connect)),
        None => {
            let problem = "the service was not ready within the time limit";
            return Err(TransportError::new(TransportErrorKind::Connect, problem).with_timed_out());
        }
    }
    let mut request = request.map(Full::new);
    request.extensions_mut().insert(limits);
    let response = match limits.run(service.call(request)).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => return Err(failure(error.into(), TransportErrorKind::Interrupted)),
        None => return Err(late(limits)),
    };
    let (head, incoming) = response.into_parts();
    let mut received = http::Response::from_parts(head, Vec::new());
    let limit = limits.body(received.status());
    let broken = |error: B::Error| failure(error.into(), TransportErrorKind::Interrupted);
    match limits.run(body::read(incoming, limit, received.body_mut(), broken)).await {
        Some(Ok(())) => Ok(received),
        Some(Err(error)) => Err(error.with_received(received)),
        None => Err(late(limits).with_received(received)),
    }
}

/// The service's own `TransportError`, else one of this kind.
fn failure(error: BoxError, kind: TransportErrorKind) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(kind, error),
    }
}

impl<S: Clone> Clone for TowerTransport<S> {
    fn clone(&self) -> Self {
        TowerTransport::new(self.service.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};
    use std::time::Duration;

    use bytes::Bytes;
    use http_body_util::{BodyExt as _, Full};
    use tower::ServiceBuilder;
    use tower_http::set_header::SetRequestHeaderLayer;
    use tower_service::Service;

    use super::{BoxError, TowerTransport};
    use crate::transport::{Limits, Transport, TransportError, TransportErrorKind};

    type Request = http::Request<Full<Bytes>>;

    fn request() -> http::Request<Bytes> {
        http::Request::post("https://chat.twilio.com/v2/Services").body(Bytes::from_static(b"A=1")).expect("a request")
    }

    fn limits() -> Limits {
        Limits::new(Duration::from_secs(3))
    }

    async fn fails(transport: impl Transport) -> TransportError {
        transport.send(request(), limits()).await.expect_err("a failure")
    }

    #[tokio::test]
    async fn a_request_passes_through_every_layer_and_its_response_comes_back() {
        let service = ServiceBuilder::new()
            .layer(SetRequestHeaderLayer::appending(http::header::VIA, http::HeaderValue::from_static("a layer")))
            .service(tower::service_fn(|request: Request| async move {
                assert_eq!((request.method(), request.uri().path()), (&http::Method::POST, "/v2/Services"));
                let via = request.headers()[http::header::VIA].clone();
                assert!(request.extensions().get::<Limits>().is_some());
                let body = request.into_body().collect().await?.to_bytes();
                Ok::<_, Infallible>(
                    http::Response::builder().status(201).header("Via", via).body(Full::new(body)).expect("a response"),
                )
            }));
        let response = TowerTransport::new(service).send(request(), limits()).await.expect("a response");
        assert_eq!((response.status().as_u16(), response.body().as_slice()), (201, b"A=1".as_slice()));
        assert_eq!(response.headers()["via"], "a layer");
    }

    #[tokio::test]
    async fn an_error_of_the_service_says_nothing_of_what_was_sent_unless_it_is_a_transport_error() {
        let failing = |error: fn() -> BoxError| {
            tower::service_fn(move |_: Request| async move { Err::<http::Response<Full<Bytes>>, _>(error()) })
        };
        let error = fails(TowerTransport::new(failing(|| "connection refused".into()))).await;
        assert_eq!((error.kind(), error.may_have_been_sent()), (TransportErrorKind::Interrupted, true));
        let own = || TransportError::new(TransportErrorKind::Refused, "no").with_permanent().with_host("h.test").into();
        let error = fails(TowerTransport::new(failing(own))).await;
        let told = (error.kind(), error.is_permanent(), error.host());
        assert_eq!(told, (TransportErrorKind::Refused, true, Some("h.test")));
    }

    /// Ready after some polls, or never; can't be shared between threads.
    #[derive(Clone)]
    struct Slow {
        polls_left: Cell<Option<usize>>,
        calls: Arc<AtomicUsize>,
        is_broken: bool,
    }

    impl Service<Request> for Slow {
        type Response = http::Response<Full<Bytes>>;
        type Error = BoxError;
        type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
            match self.polls_left.get() {
                _ if self.is_broken => Poll::Ready(Err("closed".into())),
                Some(0) => Poll::Ready(Ok(())),
                left => {
                    self.polls_left.set(left.map(|left| left - 1));
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
            }
        }

        fn call(&mut self, _: Request) -> Self::Future {
            assert_eq!(self.polls_left.get(), Some(0), "called before it was ready");
            self.calls.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(http::Response::new(Full::default())) })
        }
    }

    fn slow(polls: Option<usize>) -> Slow {
        Slow { polls_left: Cell::new(polls), calls: Arc::default(), is_broken: false }
    }

    #[tokio::test]
    async fn a_service_is_called_when_it_is_ready() {
        let service = slow(Some(3));
        let calls = service.calls.clone();
        assert!(TowerTransport::new(service).send(request(), limits()).await.is_ok());
        assert_eq!(calls.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_service_that_is_not_ready_was_sent_nothing() {
        let error = fails(TowerTransport::new(Slow { is_broken: true, ..slow(Some(0)) })).await;
        assert_eq!((error.kind(), error.is_timeout()), (TransportErrorKind::Connect, false));
        let transport = TowerTransport::new(slow(None));
        let limits = Limits::new(Duration::from_millis(20));
        let error = transport.send(request(), limits).await.expect_err("never ready");
        assert_eq!((error.kind(), error.is_timeout()), (TransportErrorKind::Connect, true));
    }

    #[tokio::test(start_paused = true)]
    async fn a_response_that_is_late_or_too_long_keeps_what_arrived() {
        let stalls = TowerTransport::new(tower::service_fn(|_: Request| async {
            let body = Full::new(Bytes::from_static(b"0123456789")).with_trailers(std::future::pending());
            Ok::<_, Infallible>(http::Response::new(body))
        }));
        let error = stalls.send(request(), limits()).await.expect_err("it stalls");
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
        assert_eq!(error.received().map(|response| response.body().len()), Some(10));
        let error = stalls.send(request(), limits().with_success_body(4)).await.expect_err("too long");
        assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge);
        assert_eq!(error.received().map(|response| response.body().as_slice()), Some(b"0123".as_slice()));
    }
}
