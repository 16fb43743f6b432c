//! Giving an answer, or spoiling it.

use std::io::Result;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answer::Answer;
use super::arrived::{Arrived, Kind};
use super::fault::Fault;

/// What becomes of the connection.
pub(super) enum Then {
    Keep,
    Close,
    Reset,
}

/// How long a hanging answer hangs, unless the client goes first.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two bytes of a slow answer.
const DRIP: Duration = Duration::from_millis(25);
/// More than any limit of the client's.
const HUGE: usize = 80 * 1024 * 1024;

pub(super) async fn perform(stream: &mut TcpStream, fault: Fault, arrived: &Arrived, elsewhere: &str) -> Result<Then> {
    let right = Answer::right(arrived);
    // Whatever is wrong with a body needs one, also where the right answer has none.
    let full = match arrived.kind {
        Kind::Delete => Answer::json(200, "{\"deleted\": true}"),
        _ => right.clone(),
    };
    let half = full.body.len() / 2;
    let error = |status: u16, code: u32| {
        let path = arrived.target.split('?').next().unwrap_or_default();
        let body = format!(
            r#"{{"code":{code},"message":"The requested resource {path} said no","more_info":"https://www.twilio.com/docs/errors/{code}","status":{status}}}"#
        );
        Answer::json(status, body)
    };
    let away = format!("http://{elsewhere}{}", arrived.target);

    let answer = match fault {
        Fault::None => right,
        Fault::ResetBeforeAnswer => return Ok(Then::Reset),
        Fault::CloseBeforeAnswer => return Ok(Then::Close),
        Fault::ResetInsideHead => {
            stream.write_all(&full.bytes()[..20]).await?;
            return Ok(Then::Reset);
        }
        Fault::ResetInsideBody => {
            stream.write_all(full.head().as_bytes()).await?;
            stream.write_all(&full.body[..half]).await?;
            return Ok(Then::Reset);
        }
        Fault::ResetAfterAnswer => {
            stream.write_all(&right.bytes()).await?;
            return Ok(Then::Reset);
        }
        Fault::CloseAfterAnswer => {
            stream.write_all(&right.bytes()).await?;
            return Ok(Then::Close);
        }
        Fault::HangBeforeAnswer => return hang(stream).await,
        Fault::SlowHead => {
            return drip(stream, &full.bytes()).await;
        }
        Fault::SlowBody => {
            stream.write_all(full.head_with("Content-Length: 100000\r\n").as_bytes()).await?;
            return drip(stream, &[b' '; 100_000]).await;
        }
        Fault::HangInsideBody => {
            stream.write_all(full.head().as_bytes()).await?;
            stream.write_all(&full.body[..half]).await?;
            return hang(stream).await;
        }
        Fault::Pieces => {
            stream.set_nodelay(true)?;
            for piece in right.bytes().chunks(7) {
                stream.write_all(piece).await?;
                tokio::task::yield_now().await;
            }
            return Ok(Then::Keep);
        }
        _ => return framed(stream, fault, full, right, half, error, &away, arrived, elsewhere).await,
    };
    stream.write_all(&answer.bytes()).await?;
    Ok(Then::Keep)
}

#[expect(clippy::too_many_arguments, reason = "the second half of one function")]
async fn framed(
    stream: &mut TcpStream,
    fault: Fault,
    full: Answer,
    right: Answer,
    half: usize,
    error: impl Fn(u16, u32) -> Answer,
    away: &str,
    arrived: &Arrived,
    elsewhere: &str,
) -> Result<Then> {
    let length = full.body.len();
    let raw = |head: String, body: &[u8]| [head.as_bytes(), body].concat();
    let chunked = |rest: &str| {
        let first = format!("{half:x}\r\n{}\r\n{rest}", String::from_utf8_lossy(&full.body[..half]));
        raw(full.head_with("Transfer-Encoding: chunked\r\n"), first.as_bytes())
    };
    let link = |link: String| match arrived.kind {
        Kind::List => Answer::page(arrived, &format!("\"{link}\"")).bytes(),
        _ => right.bytes(),
    };
    let (bytes, then) = match fault {
        Fault::LengthTooLong => {
            (raw(full.head_with(&format!("Content-Length: {}\r\n", length + 10)), &full.body), Then::Close)
        }
        Fault::LengthTooShort => (raw(full.head_with(&format!("Content-Length: {half}\r\n")), &full.body), Then::Close),
        Fault::LengthsDiffer => {
            let lengths = format!("Content-Length: {length}\r\nContent-Length: {half}\r\n");
            (raw(full.head_with(&lengths), &full.body), Then::Close)
        }
        Fault::LengthNoNumber => (raw(full.head_with("Content-Length: -1\r\n"), &full.body), Then::Close),
        Fault::ChunkedGarbage => (chunked("zz\r\nmore\r\n0\r\n\r\n"), Then::Close),
        Fault::ChunkedOverflow => (chunked("fffffffffffffffff\r\nmore"), Then::Close),
        Fault::ChunkedCut => (chunked(""), Then::Close),
        Fault::Http10 => (raw(full.head_with("").replace("HTTP/1.1", "HTTP/1.0"), &full.body), Then::Close),
        Fault::Continues => {
            (["HTTP/1.1 100 Continue\r\n\r\n".repeat(5).as_bytes(), &right.bytes()].concat(), Then::Keep)
        }
        Fault::HugeHead => {
            let lines = format!("X-Padding: {}\r\n", "x".repeat(1000)).repeat(1000);
            (raw(full.head_with(&lines), &full.body), Then::Close)
        }
        Fault::NotHttp => (b"\x15\x03\x01\x00\x02\x02\x28 220 ready\r\n\r\n".to_vec(), Then::Close),
        Fault::BrokenHeader => (raw(full.head_with("no colon at all\r\n"), &full.body), Then::Close),
        Fault::TruncatedJson => (Answer { body: full.body[..half].to_vec(), ..full }.bytes(), Then::Keep),
        Fault::Gzip => {
            let body = [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0xAB; 64]].concat();
            (Answer::json(200, body).header("Content-Encoding", "gzip").bytes(), Then::Keep)
        }
        Fault::Html => {
            (Answer::new(200, "text/html", "<html><body>Sign in to the Wi-Fi</body></html>").bytes(), Then::Keep)
        }
        Fault::InvalidUtf8 => {
            let text = String::from_utf8_lossy(&full.body).replace("record", "r\u{1}\u{2}");
            let body: Vec<u8> =
                text.bytes().map(|byte| if byte < 3 { 0xF0 + byte } else { byte }).chain([0xFF]).collect();
            (Answer::json(200, body).bytes(), Then::Keep)
        }
        Fault::DeepJson => {
            let body = format!("{{\"conversations\":{}", "[".repeat(100_000));
            (Answer::json(200, body).bytes(), Then::Keep)
        }
        Fault::OtherJson => (Answer::json(200, "[1, \"two\", null]").bytes(), Then::Keep),
        Fault::Empty => (Answer::json(200, "").bytes(), Then::Keep),
        Fault::Huge => return huge(stream, &Answer::json(200, "")).await,
        Fault::HugeFailure => return huge(stream, &Answer::json(500, "")).await,
        Fault::NoContentWithBody => {
            let answer = Answer { status: 204, ..full.clone() };
            (raw(answer.head_with(&format!("Content-Length: {length}\r\n")), &full.body), Then::Keep)
        }
        Fault::TooMany => (error(429, 20429).header("Retry-After", "0").bytes(), Then::Keep),
        Fault::TooManyOdd => (error(429, 20429).header("Retry-After", "soon, -1").bytes(), Then::Keep),
        Fault::TooManyPast => {
            (error(429, 20429).header("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT").bytes(), Then::Keep)
        }
        Fault::TooManyTomorrow => (error(429, 20429).header("Retry-After", "86400").bytes(), Then::Keep),
        Fault::Unavailable => (error(503, 20503).bytes(), Then::Keep),
        Fault::BadGateway => (Answer::new(502, "text/html", "<h1>Bad Gateway</h1>").bytes(), Then::Keep),
        Fault::ServerError => (Answer::new(500, "text/plain", "").bytes(), Then::Keep),
        Fault::Unauthorized => {
            (error(401, 20003).header("WWW-Authenticate", "Basic realm=\"Twilio API\"").bytes(), Then::Keep)
        }
        Fault::NotFound => (error(404, 20404).bytes(), Then::Keep),
        Fault::OddStatus => (Answer::new(799, "text/plain", "odd").bytes(), Then::Keep),
        Fault::RedirectElsewhere => (Answer::json(307, "{}").header("Location", away).bytes(), Then::Keep),
        Fault::SeeElsewhere => (Answer::json(303, "").header("Location", away).bytes(), Then::Keep),
        Fault::LinkElsewhere => (link(away.to_owned()), Then::Keep),
        Fault::LinkElsewhereRelative => (link(format!("//{elsewhere}/v1/Conversations?Page=1")), Then::Keep),
        Fault::LinkElsewhereUser => {
            let host = arrived.header("host").first().copied().unwrap_or_default().to_owned();
            (link(format!("http://{}@{elsewhere}/v1/Conversations?Page=1", host.replace(':', "%3A"))), Then::Keep)
        }
        Fault::LinkToItself => (link(arrived.target.clone()), Then::Keep),
        Fault::EmptyPage if arrived.kind == Kind::List => {
            let link = format!("https://conversations.twilio.com{}&Again={}", arrived.target, arrived.earlier);
            let body = format!(r#"{{"conversations":[],"meta":{{"key":"conversations","next_page_url":"{link}"}}}}"#);
            (Answer::json(200, body).bytes(), Then::Keep)
        }
        Fault::ManyRecords if arrived.kind == Kind::List => {
            let body = format!(r#"{{"conversations":[{}{{}}]}}"#, "{},".repeat(150_000));
            (Answer::json(200, body).bytes(), Then::Keep)
        }
        // The caller has done the others.
        _ => (right.bytes(), Then::Keep),
    };
    stream.write_all(&bytes).await?;
    Ok(then)
}

/// Waits until the client has had enough.
async fn hang(stream: &mut TcpStream) -> Result<Then> {
    let mut rest = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_buf(&mut rest)).await;
    Ok(Then::Close)
}

/// Byte by byte, until the client has had enough.
async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> Result<Then> {
    stream.set_nodelay(true)?;
    let write = async {
        for byte in bytes {
            stream.write_all(&[*byte]).await?;
            tokio::time::sleep(DRIP).await;
        }
        Ok(Then::Close)
    };
    tokio::time::timeout(PATIENCE, write).await.unwrap_or(Ok(Then::Close))
}

/// A body without a length that goes on until the client has had enough.
async fn huge(stream: &mut TcpStream, answer: &Answer) -> Result<Then> {
    stream.write_all(answer.head_with("Transfer-Encoding: chunked\r\n").as_bytes()).await?;
    let chunk = format!("{:x}\r\n{}\r\n", 256 * 1024, " ".repeat(256 * 1024));
    for _ in 0..HUGE / chunk.len() {
        stream.write_all(chunk.as_bytes()).await?;
    }
    stream.write_all(b"0\r\n\r\n").await?;
    Ok(Then::Keep)
}
