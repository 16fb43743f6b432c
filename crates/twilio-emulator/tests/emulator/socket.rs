//! Requests over a socket, each on a connection of its own.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{Request, Response, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Sends a request to the server at this address, which its URI names as well.
pub async fn send(address: SocketAddr, mut request: Request<Bytes>) -> Response<Vec<u8>> {
    let authority = request.uri().authority().unwrap().as_str().to_owned();
    assert_eq!(authority, address.to_string(), "the URL leads to the server");
    let target: Uri = request.uri().path_and_query().unwrap().as_str().parse().unwrap();
    *request.uri_mut() = target;
    request.headers_mut().insert(header::HOST, authority.parse().unwrap());
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let response = sender.send_request(request.map(Full::new)).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    connection.abort();
    Response::from_parts(parts, body)
}
