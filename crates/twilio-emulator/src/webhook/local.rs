//! Receivers in this process: webhooks reach them as function calls, without a socket.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use url::Url;

type Receiving = Pin<Box<dyn Future<Output = Response<Bytes>> + Send>>;
/// A function that receives webhooks.
pub(crate) type Handler = Arc<dyn Fn(Request<Bytes>) -> Receiving + Send + Sync>;

/// Scheme, host and port of a URL.
type Origin = (String, String, u16);

/// Why a string is not the origin of a webhook receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidOrigin {
    origin: String,
}

impl fmt::Display for InvalidOrigin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = &self.origin;
        write!(formatter, "`{origin}` is not an origin; expected scheme, host and port, such as `https://shop.example`")
    }
}

impl std::error::Error for InvalidOrigin {}

/// The receivers in this process, by origin.
#[derive(Default)]
pub(crate) struct Receivers {
    all: Mutex<Vec<(Origin, Handler)>>,
}

impl fmt::Debug for Receivers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        formatter.debug_list().entries(all.iter().map(|(origin, _)| origin)).finish()
    }
}

impl Receivers {
    /// The function that receives the webhooks of a URL.
    pub(super) fn of(&self, url: &str) -> Option<Handler> {
        let origin = origin(&Url::parse(url).ok()?)?;
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(known, _)| *known == origin).map(|(_, handler)| Arc::clone(handler))
    }

    /// Sets the receiver of an origin, in the place of another one.
    pub(crate) fn set(&self, text: &str, handler: Handler) -> Result<(), InvalidOrigin> {
        let invalid = || InvalidOrigin { origin: text.to_owned() };
        let url = Url::parse(text).ok().filter(|url| url.path() == "/" && url.query().is_none());
        let origin = url.as_ref().and_then(origin).ok_or_else(invalid)?;
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(known, _)| *known != origin);
        all.push((origin, handler));
        Ok(())
    }
}

fn origin(url: &Url) -> Option<Origin> {
    let known = matches!(url.scheme(), "http" | "https");
    known.then_some(())?;
    Some((url.scheme().to_owned(), url.host_str()?.to_owned(), url.port_or_known_default()?))
}
