//! A request as it arrived, and who sent it.

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Which of the calls it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One page of a list.
    List,
    /// One resource.
    Fetch,
    /// A new resource.
    Create,
    /// A resource goes.
    Delete,
    /// An access token, before any of the others.
    Token,
}

/// Where access tokens are fetched.
pub const TOKEN_PATH: &str = "/v2/token";

/// A whole request: it is not made before the last byte of its body is there.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// What it asks for.
    pub kind: Kind,
    /// Path and query.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The form.
    pub body: String,
    /// How many like it its caller sent before.
    pub earlier: usize,
}

impl Arrived {
    /// Every value of a header, so that a second one can't hide.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The number in `call-<number>`: for a create in its form, for a list in its query, else in its path. `u64::MAX` if it isn't there,
    /// as for tokens, which are everybody's.
    pub fn caller(&self) -> u64 {
        let text = match self.kind {
            Kind::Create => pair(&self.body, "UniqueName"),
            Kind::List => pair(self.query(), "State"),
            Kind::Fetch | Kind::Delete => self.target.rsplit('/').next(),
            Kind::Token => None,
        };
        text.and_then(|text| text.strip_prefix("call-")).and_then(|number| number.parse().ok()).unwrap_or(u64::MAX)
    }

    /// The number of the page; 0 for the first one and for what has none.
    pub fn page(&self) -> u64 {
        pair(self.query(), "Page").and_then(|page| page.parse().ok()).unwrap_or(0)
    }

    fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}

fn pair<'t>(pairs: &'t str, name: &str) -> Option<&'t str> {
    pairs.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// Reads the next request of a connection; `None` when it ends before one is whole.
pub(super) async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Arrived> {
    let head_end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..head_end]).into_owned();
    buffer.drain(..head_end + 4);
    let mut lines = head.split("\r\n");
    let (method, rest) = lines.next()?.split_once(' ')?;
    let target = rest.split(' ').next()?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let length = length.unwrap_or(0);
    while buffer.len() < length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&buffer.drain(..length).collect::<Vec<u8>>()).into_owned();
    Some(Arrived { kind: Kind::of(method, &target), target, headers, body, earlier: 0 })
}

impl Kind {
    pub(super) fn of(method: &str, target: &str) -> Self {
        match method {
            "POST" if target == TOKEN_PATH => Kind::Token,
            "POST" => Kind::Create,
            "DELETE" => Kind::Delete,
            _ if target.contains('?') => Kind::List,
            _ => Kind::Fetch,
        }
    }
}
