//! Giving an answer on a stream, or spoiling it.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::{Request, Response};

use super::StreamFault;
use crate::faults::answer::Answer;
use crate::faults::arrived::{Arrived, Kind};
use crate::faults::server::{Choose, Ledger};

/// What becomes of the connection.
pub(super) enum Then {
    Keep,
    Close,
    GoAway,
    /// When the streams of now have ended.
    GoAwayLater,
}

/// How long a hanging answer hangs, unless the client goes first.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two bytes of a slow answer.
const DRIP: Duration = Duration::from_millis(25);

pub(super) async fn answer(
    request: Request<RecvStream>,
    respond: SendResponse<Bytes>,
    ledger: &Ledger<StreamFault>,
    choose: &Choose<StreamFault>,
) -> Then {
    // A request that doesn't arrive whole is none.
    let Some(mut arrived) = read(request).await else { return Then::Keep };
    let fault = ledger.enter(&mut arrived, choose);
    // Whoever asked may be gone: then there is nobody to answer.
    perform(respond, fault, &arrived).await.unwrap_or(Then::Keep)
}

async fn read(request: Request<RecvStream>) -> Option<Arrived> {
    let (head, mut stream) = request.into_parts();
    let mut body = BytesMut::new();
    while let Some(data) = stream.data().await {
        let data = data.ok()?;
        stream.flow_control().release_capacity(data.len()).ok()?;
        body.extend_from_slice(&data);
    }
    let target = head.uri.path_and_query()?.as_str().to_owned();
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Arrived { kind: Kind::of(head.method.as_str(), &target), target, headers, body, earlier: 0 })
}

async fn perform(mut respond: SendResponse<Bytes>, fault: StreamFault, arrived: &Arrived) -> Result<Then, h2::Error> {
    let right = Answer::right(arrived);
    let full = match arrived.kind {
        Kind::Delete => Answer::json(200, "{\"deleted\": true}"),
        _ => right.clone(),
    };
    let (length, half) = (full.body.len(), full.body.len() / 2);
    let status = |status: u16, code: u32| Answer::json(status, format!(r#"{{"code":{code},"message":"no"}}"#));
    match fault {
        StreamFault::None => whole(&mut respond, &right),
        StreamFault::TooMany => whole(&mut respond, &status(429, 20429).header("Retry-After", "0")),
        StreamFault::TooManyTomorrow => whole(&mut respond, &status(429, 20429).header("Retry-After", "86400")),
        StreamFault::Unavailable => whole(&mut respond, &status(503, 20503)),
        StreamFault::Unauthorized => whole(&mut respond, &status(401, 20003)),
        StreamFault::TruncatedJson => whole(&mut respond, &Answer { body: full.body[..half].to_vec(), ..full }),
        StreamFault::Refused => {
            respond.send_reset(Reason::REFUSED_STREAM);
            Ok(())
        }
        StreamFault::ResetBeforeAnswer => {
            respond.send_reset(Reason::INTERNAL_ERROR);
            Ok(())
        }
        StreamFault::ResetInsideBody => {
            begin(&mut respond, &full, length, half).await?.send_reset(Reason::INTERNAL_ERROR);
            Ok(())
        }
        StreamFault::CloseBeforeAnswer => return Ok(Then::Close),
        StreamFault::CloseInsideBody => {
            let _stream = begin(&mut respond, &full, length, half).await?;
            return Ok(Then::Close);
        }
        StreamFault::GoAwayBeforeAnswer => return Ok(Then::GoAway),
        StreamFault::GoAwayAfterAnswer => {
            whole(&mut respond, &right)?;
            return Ok(Then::GoAwayLater);
        }
        StreamFault::HangBeforeAnswer => {
            // Until the client has had enough.
            let gone = std::future::poll_fn(|context| respond.poll_reset(context));
            let _ = tokio::time::timeout(PATIENCE, gone).await;
            Ok(())
        }
        StreamFault::HangInsideBody => {
            let mut stream = begin(&mut respond, &full, length, half).await?;
            let gone = std::future::poll_fn(|context| stream.poll_reset(context));
            let _ = tokio::time::timeout(PATIENCE, gone).await;
            Ok(())
        }
        StreamFault::SlowBody => {
            let mut stream = respond.send_response(head(&full, Some(100_000)), false)?;
            let drip = async {
                while stream.send_data(Bytes::from_static(b" "), false).is_ok() {
                    tokio::time::sleep(DRIP).await;
                }
            };
            let _ = tokio::time::timeout(PATIENCE, drip).await;
            Ok(())
        }
        StreamFault::LengthTooLong => announced(&mut respond, &full, length + 10),
        StreamFault::LengthTooShort => announced(&mut respond, &full, half),
    }?;
    Ok(Then::Keep)
}

fn whole(respond: &mut SendResponse<Bytes>, answer: &Answer) -> Result<(), h2::Error> {
    let length = (answer.status != 204).then_some(answer.body.len());
    let mut stream = respond.send_response(head(answer, length), answer.body.is_empty())?;
    if answer.body.is_empty() { Ok(()) } else { stream.send_data(answer.body.clone().into(), true) }
}

/// All of the body behind another length.
fn announced(respond: &mut SendResponse<Bytes>, answer: &Answer, length: usize) -> Result<(), h2::Error> {
    respond.send_response(head(answer, Some(length)), false)?.send_data(answer.body.clone().into(), true)
}

/// The head and the first part of the body, given time to leave.
async fn begin(
    respond: &mut SendResponse<Bytes>,
    answer: &Answer,
    length: usize,
    part: usize,
) -> Result<SendStream<Bytes>, h2::Error> {
    let mut stream = respond.send_response(head(answer, Some(length)), false)?;
    stream.send_data(answer.body[..part].to_vec().into(), false)?;
    tokio::time::sleep(Duration::from_millis(2)).await;
    Ok(stream)
}

fn head(answer: &Answer, length: Option<usize>) -> Response<()> {
    let mut head = Response::builder().status(answer.status);
    for (name, value) in answer.pairs() {
        head = head.header(name, value);
    }
    let head = length.into_iter().fold(head, |head, length| head.header("content-length", length));
    head.body(()).expect("answers have headers")
}
