//! The client of a test's transport.

use crate::auth::Credentials;
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::transport::Transport;

/// A client over this transport, with credentials of a test. The environment is not read, so that a test is the same on every machine.
pub(super) fn core(
    transport: impl Transport,
    change: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    let credentials = Credentials::account("AC00000000000000000000000000000000", "auth token of a test");
    change(Client::builder().credentials(credentials).transport(transport)).build_with(&|_| None)
}
