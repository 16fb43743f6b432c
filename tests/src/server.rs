//! An HTTP/1.1 server on 127.0.0.1, in this process.
//!
//! In: answers, as a queue or as a function of the request. Out: what arrived, with the target as it stood on the wire.
//! Invariant: a request for which nothing is scripted gets status 599 and is on record, so that no test passes by accident.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The method.
    pub method: String,
    /// Path and query, not decoded.
    pub target: String,
    /// Names in lower case with their values, in the order of arrival; a repeated header stands here as often.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl Arrived {
    /// Every value of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// What the server sends back.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Answer {
        Answer { status, headers: Vec::new(), body: Bytes::new() }
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: &serde_json::Value) -> Answer {
        Answer::text(status, "application/json", body.to_string())
    }

    /// An answer with any body.
    pub fn text(status: u16, content_type: &str, body: impl Into<Bytes>) -> Answer {
        Answer { status, headers: vec![("content-type".to_owned(), content_type.to_owned())], body: body.into() }
    }

    /// The answer with one header more.
    pub fn header(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Respond = Box<dyn Fn(&Arrived) -> Option<Answer> + Send>;

#[derive(Default)]
struct Script {
    queue: VecDeque<Answer>,
    respond: Option<Respond>,
    arrived: Vec<Arrived>,
}

/// The server; it stops when it is dropped, and [`Server::stop`] waits until it has.
pub struct Server {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Starts a server with nothing to say yet.
    pub async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let script = Arc::<Mutex<Script>>::default();
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(listener, script.clone(), stopped));
        Server { address, script, stop, task }
    }

    /// The address, as a base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What the `Host` header of a request to this server holds.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Queues answers for the next requests.
    pub fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        lock(&self.script).queue.extend(answers);
    }

    /// Answers by a function whenever the queue is empty.
    pub fn respond(&self, respond: impl Fn(&Arrived) -> Option<Answer> + Send + 'static) {
        lock(&self.script).respond = Some(Box::new(respond));
    }

    /// Hands over what arrived since the last time, and forgets answers that nobody asked for.
    pub fn take(&self) -> Vec<Arrived> {
        let mut script = lock(&self.script);
        script.queue.clear();
        std::mem::take(&mut script.arrived)
    }

    /// Stops, and waits until every connection is closed.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.expect("the server does not panic");
    }
}

async fn accept(listener: TcpListener, script: Arc<Mutex<Script>>, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            // An error is a sender that is gone: the server was dropped.
            _ = stopped.wait_for(|stopped| *stopped) => break,
            accepted = listener.accept() => accepted,
        };
        if let Ok((stream, _)) = accepted {
            connections.spawn(serve(stream, script.clone(), stopped.clone()));
        }
    }
    connections.join_all().await;
}

async fn serve(stream: TcpStream, script: Arc<Mutex<Script>>, mut stopped: watch::Receiver<bool>) {
    let service = service_fn(move |request| respond(request, script.clone()));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // How a client leaves is not the server's concern, so both results are dropped.
    let is_done = tokio::select! {
        _ = connection.as_mut() => true,
        _ = stopped.wait_for(|stopped| *stopped) => false,
    };
    if !is_done {
        connection.as_mut().graceful_shutdown();
        _ = connection.await;
    }
}

async fn respond(request: Request<Incoming>, script: Arc<Mutex<Script>>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let headers = head.headers.iter();
    let arrived = Arrived {
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers: headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body,
    };
    let answer = {
        let mut script = lock(&script);
        let queued = script.queue.pop_front();
        let answer = queued.or_else(|| script.respond.as_ref().and_then(|respond| respond(&arrived)));
        script.arrived.push(arrived);
        answer.unwrap_or_else(|| Answer::text(599, "text/plain", "no answer is scripted"))
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    Ok(response.body(Full::new(answer.body)).expect("tests script valid headers"))
}

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}
