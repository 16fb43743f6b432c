//! A closure as a transport.

use std::fmt;

use bytes::Bytes;

use super::{Limits, Transport, TransportFuture};
use crate::error::TransportError;

/// A closure as a [`Transport`]; [`transport_fn`] makes one.
///
/// ```
/// use twilio_core::transport::{FnTransport, Transport, transport_fn};
///
/// fn logged<F>(transport: FnTransport<F>) -> FnTransport<F> {
///     println!("requests go to {transport:?}");
///     transport
/// }
/// # let _ = logged(transport_fn(|_, _| async { Ok(http::Response::new(Vec::new())) }));
/// ```
pub struct FnTransport<F>(F);

/// Makes a transport of a closure: the shortest way to a transport of your own.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::transport::{Limits, Transport, transport_fn};
///
/// let not_found = transport_fn(|request, _limits| async move {
///     let body = format!("{{\"code\": 20404, \"message\": \"no {}\"}}", request.uri().path());
///     Ok(http::Response::builder().status(404).body(body.into_bytes()).expect("a valid response"))
/// });
///
/// let response = not_found.send(http::Request::get("https://chat.twilio.com/v2/x").body(Default::default())?, Limits::new(std::time::Duration::from_secs(1)));
/// assert_eq!(response.await?.status(), 404);
/// # Ok(()) }
/// ```
pub fn transport_fn<F, R>(function: F) -> FnTransport<F>
where
    F: Fn(http::Request<Bytes>, Limits) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<Vec<u8>>, TransportError>> + Send + 'static,
{
    FnTransport(function)
}

impl<F, R> Transport for FnTransport<F>
where
    F: Fn(http::Request<Bytes>, Limits) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<Vec<u8>>, TransportError>> + Send + 'static,
{
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin((self.0)(request, limits))
    }
}

impl<F> fmt::Debug for FnTransport<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FnTransport")
    }
}
