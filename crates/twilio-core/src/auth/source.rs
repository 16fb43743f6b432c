//! Credentials that somebody else keeps: a vault, a token service, a rotation.
//!
//! What enters: an implementation of [`CredentialSource`]. What leaves: the same behind a pointer, whatever its type. Invariant: a source that
//! fails is an error of the call; no call ever leaves without its header.

use std::pin::Pin;

use super::authorization::Authorization;
use crate::error::BoxedSource;

/// Gives the `Authorization` of each attempt. Turn it into credentials with [`Credentials::from_source`](crate::Credentials::from_source), which
/// also is the way to hold sources of different types.
///
/// It is asked before every attempt, from many tasks at once, so it should keep what it has: caching is the source's own. Its time counts:
/// the call's timeout and deadline hold for it too.
///
/// ```
/// use std::error::Error;
/// use std::sync::RwLock;
/// use twilio_core::{Authorization, Client, CredentialSource, Credentials};
///
/// /// A token that another task keeps fresh.
/// struct Rotated(RwLock<String>);
///
/// impl CredentialSource for Rotated {
///     async fn authorization(&self) -> Result<Authorization, Box<dyn Error + Send + Sync>> {
///         Ok(Authorization::bearer(&*self.0.read().map_err(|_| "the rotation panicked")?))
///     }
/// }
///
/// # fn main() -> Result<(), twilio_core::Error> {
/// let credentials = Credentials::from_source(Rotated(RwLock::new("abc".to_owned())));
/// let client = Client::new(credentials)?;
/// # let _ = client;
/// # Ok(()) }
/// ```
pub trait CredentialSource: Send + Sync + 'static {
    /// What stands in the header of the next attempt.
    ///
    /// # Errors
    /// Whatever keeps it from being had: the call then fails with the kind [`Token`](crate::ErrorKind::Token), and this is its `source`. It isn't
    /// asked again by the client, so a source repeats by itself what is worth repeating.
    fn authorization(
        &self,
    ) -> impl Future<Output = Result<Authorization, Box<dyn std::error::Error + Send + Sync>>> + Send;

    /// Twilio answered 401 to this. A source that has, or can get, another one drops it and says `true`: the call is then made once more.
    fn refused(&self, authorization: &Authorization) -> bool {
        let _ = authorization;
        false
    }
}

pub(super) type Pending<'s> = Pin<Box<dyn Future<Output = Result<Authorization, BoxedSource>> + Send + 's>>;

/// The same, object safe. Users see neither the box nor this trait.
pub(super) trait ErasedSource: Send + Sync {
    fn authorization(&self) -> Pending<'_>;
    fn refused(&self, authorization: &Authorization) -> bool;
}

impl<S: CredentialSource> ErasedSource for S {
    fn authorization(&self) -> Pending<'_> {
        Box::pin(CredentialSource::authorization(self))
    }

    fn refused(&self, authorization: &Authorization) -> bool {
        CredentialSource::refused(self, authorization)
    }
}
