//! A tunnel through a proxy to a host (RFC 9110, section 9.3.6). hyper-util has one too, which keeps the proxy's status to itself.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use bytes::Bytes;
use http::header::{HOST, HeaderValue, PROXY_AUTHORIZATION};
use http::{Method, Request, Uri};
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};

use crate::transport::cause::ProxyResponse;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Asks the proxy at the other end of `stream` for a tunnel to `host`, and returns the stream, which then leads there.
pub(super) async fn open<S>(stream: S, host: &Uri, authorization: Option<&HeaderValue>) -> Result<S, BoxError>
where
    S: Read + Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await?;
    // Polled beside the request, and gives the stream back when the tunnel is open.
    let mut connection = pin!(connection.without_shutdown());
    let mut ended = None;
    let mut response = pin!(sender.send_request(connect(host, authorization)?));
    let response = poll_fn(|context| {
        if ended.is_none()
            && let Poll::Ready(end) = connection.as_mut().poll(context)
        {
            ended = Some(end);
        }
        response.as_mut().poll(context)
    });
    let status = response.await?.status();
    if !status.is_success() {
        return Err(ProxyResponse(status).into());
    }
    let ended = match ended {
        Some(ended) => ended?,
        None => connection.await?,
    };
    // In TLS the client speaks first.
    if ended.read_buf.is_empty() { Ok(ended.io) } else { Err("the proxy sent data before TLS began".into()) }
}

fn connect(host: &Uri, authorization: Option<&HeaderValue>) -> Result<Request<Empty<Bytes>>, http::Error> {
    let target = format!("{}:{}", host.host().unwrap_or_default(), host.port_u16().unwrap_or(443));
    let mut request = Request::builder().method(Method::CONNECT).uri(target.as_str()).header(HOST, target.as_str());
    if let Some(authorization) = authorization {
        request = request.header(PROXY_AUTHORIZATION, authorization);
    }
    request.body(Empty::new())
}
