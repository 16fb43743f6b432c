//! The emulator as an HTTP server on a loopback address.

mod body;
mod guard;
mod page;
mod places;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::api::response::{Answer, failure};
use crate::control::PREFIX;
use crate::emulator::Emulator;
use crate::engine::{Actor, Failure};
use crate::error::StartError;
use body::Sent;
use places::{Place, Places};

/// How long a client may take to send its request line and headers.
const HEADERS: Duration = Duration::from_secs(10);
/// How long a client may take to send its body.
const BODY: Duration = Duration::from_secs(30);
/// The bytes of a request line with its headers.
const MAX_HEAD: usize = 64 * 1024;

/// A running server. Dropping it ends it.
///
/// ```
/// # async fn run() -> Result<(), twilio_emulator::StartError> {
/// use twilio_emulator::Emulator;
///
/// let server = Emulator::new().serve("127.0.0.1:0").await?;
/// println!("Conversations: {}", server.base_url("conversations-v1"));
/// server.shutdown().await;
/// # Ok(()) }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of a product, such as `http://127.0.0.1:1234/conversations-v1`.
    pub fn base_url(&self, product: &str) -> String {
        format!("http://{}/{product}", self.address)
    }

    /// Ends the server. Open connections are closed.
    pub async fn shutdown(mut self) {
        self.task.abort();
        // It ends by being cancelled.
        let _ = (&mut self.task).await;
    }

    /// Waits until the server ends, which it doesn't by itself.
    pub async fn wait(mut self) {
        // A panic of the task has been printed already.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Emulator {
    /// Listens on a loopback address, such as `127.0.0.1:0` for any free port.
    ///
    /// Each product has a path prefix of its own: `/chat-v2`, `/conversations-v1`, `/flex-v1`.
    ///
    /// # Errors
    /// The address is not a loopback address, or it can't be listened on.
    pub async fn serve(&self, address: &str) -> Result<Server, StartError> {
        self.listen(address, false).await
    }

    /// Listens on any address: whoever reaches it and has the credentials can use the emulator. A warning is logged.
    ///
    /// # Errors
    /// The address can't be listened on.
    pub async fn serve_exposed(&self, address: &str) -> Result<Server, StartError> {
        self.listen(address, true).await
    }

    async fn listen(&self, address: &str, exposed: bool) -> Result<Server, StartError> {
        let failed = |error| StartError::io(&format!("listen on {address}"), error);
        let addresses: Vec<SocketAddr> = tokio::net::lookup_host(address).await.map_err(failed)?.collect();
        match addresses.iter().find(|one| !one.ip().is_loopback()) {
            Some(other) if exposed => {
                tracing::warn!(address = %other, "the emulator listens on an address that other machines reach");
            }
            Some(other) => {
                let message = format!("{other} is not a loopback address; `serve_exposed` listens on any address");
                return Err(StartError::new(message));
            }
            None => {}
        }
        let listener = TcpListener::bind(addresses.as_slice()).await.map_err(failed)?;
        let address = listener.local_addr().map_err(|error| StartError::io("read the own address", error))?;
        let task = tokio::spawn(accept(self.clone(), listener, address.ip()));
        Ok(Server { address, task })
    }
}

async fn accept(emulator: Emulator, listener: TcpListener, own: IpAddr) {
    let places = Places::new(emulator.inner.options.max_connections);
    let mut connections = tokio::task::JoinSet::new();
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // Timers elapse without a request, too.
            _ = seconds.tick() => {
                emulator.elapse();
                continue;
            }
        };
        let Ok((stream, _)) = accepted else {
            // Out of descriptors, most likely: others may be closed in a moment.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        match places.enter() {
            Some(place) => connections.spawn(connection(emulator.clone(), stream, own, place)),
            None => connections.spawn(refuse(stream, emulator.inner.options.max_connections)),
        };
    }
}

/// Says that there is no place, and closes.
async fn refuse(stream: TcpStream, max: usize) {
    let body = format!("the emulator keeps {max} connections at most\n");
    let head = format!(
        "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let send = async {
        stream.writable().await?;
        stream.try_write(format!("{head}{body}").as_bytes())
    };
    // The client may have gone.
    let _ = tokio::time::timeout(Duration::from_secs(1), send).await;
}

async fn connection(emulator: Emulator, stream: TcpStream, own: IpAddr, place: Place) {
    // Small responses should not wait for more.
    let _ = stream.set_nodelay(true);
    let place = Arc::new(place);
    let mine = Arc::clone(&place);
    let service = service_fn(move |request| {
        let (emulator, place) = (emulator.clone(), Arc::clone(&mine));
        async move {
            let response = handle(&emulator, request, own, &place).await;
            place.set_busy(false);
            response
        }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        served = serving => {
            if let Err(error) = served {
                tracing::debug!(%error, "a connection ended");
            }
        }
        () = place.taken() => tracing::debug!("an idle connection made room for another one"),
    }
}

/// Breaks the connection without a response.
#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a fault reset the connection")
    }
}

impl std::error::Error for Broken {}

async fn handle(
    emulator: &Emulator,
    request: Request<Incoming>,
    own: IpAddr,
    place: &Place,
) -> Result<Response<Sent>, Broken> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let is_ours = path == "/" || path.starts_with(PREFIX);
    if let Err(problem) = guard::check(&parts.headers, own, is_ours) {
        return Ok(plain(StatusCode::FORBIDDEN, problem));
    }
    let is_authorised = crate::api::auth::is_authorised(&emulator.inner.options, &parts.headers);
    // Whoever has no credentials keeps nobody out, however slowly the body comes.
    place.set_busy(is_authorised);
    if is_ours && !is_authorised {
        return Ok(whole(refused(emulator, "unauthenticated")));
    }
    let max = emulator.inner.options.max_body;
    let limited = Limited::new(body, max).collect();
    let body: Bytes = match tokio::time::timeout(BODY, limited).await {
        Ok(Ok(collected)) => collected.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let mut response = whole(refused(emulator, "body_too_large"));
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            return Ok(response);
        }
        Ok(Err(_)) => return Err(Broken),
        Err(_) => return Ok(plain(StatusCode::REQUEST_TIMEOUT, "the body took longer than 30 s")),
    };
    place.set_busy(true);
    if let Some(response) = is_ours.then(|| page::asset(path)).flatten() {
        return Ok(whole(response));
    }
    let authorization = parts.headers.get(header::AUTHORIZATION).cloned();
    let request = Request::from_parts(parts, body);
    if is_ours {
        return Ok(whole(emulator.control(request, authorization).await));
    }
    match emulator.answer(request, Actor::Rest { webhooks: false }).await {
        Answer::Response(response) => Ok(whole(response)),
        Answer::Reset => Err(Broken),
        Answer::Truncated(response) => Ok(response.map(Sent::half)),
    }
}

/// The response to a request that doesn't reach the API.
fn refused(emulator: &Emulator, error: &str) -> Response<Vec<u8>> {
    failure(&Failure::new(error), &emulator.inner.next_request_id(), "api.twilio.com")
}

fn whole(response: Response<Vec<u8>>) -> Response<Sent> {
    response.map(Sent::whole)
}

fn plain(status: StatusCode, text: &str) -> Response<Sent> {
    let mut response = Response::new(Sent::whole(text.as_bytes().to_vec()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
