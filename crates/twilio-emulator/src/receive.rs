//! Webhooks that users of the emulator receive in their own process.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::mpsc;

use crate::emulator::Emulator;
use crate::webhook::local::{Handler, InvalidOrigin};

impl Emulator {
    /// Delivers the webhooks of an origin to a function in this process, without a socket.
    ///
    /// `origin` is a scheme and a host, with a port if it is not the default one, such as `https://shop.example`; no other
    /// machine is called, so that it can be any. A request has path and query as its URI, and the headers and the body that
    /// Twilio would send, signed with the account's auth token. The response counts as it would over a socket: for a pre-event
    /// webhook it decides about the change. The function runs on the thread that delivers webhooks, and should not block it.
    /// A second function for the same origin replaces the first.
    ///
    /// ```
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use http::{Response, StatusCode};
    /// use twilio_emulator::Emulator;
    ///
    /// let emulator = Emulator::new();
    /// emulator.receive_webhooks("https://shop.example", |request| async move {
    ///     assert!(request.headers().contains_key("x-twilio-signature"));
    ///     let mut response = Response::default();
    ///     *response.status_mut() = StatusCode::FORBIDDEN; // refuses the change, if it is a pre-event webhook
    ///     response
    /// })?;
    /// # Ok(()) }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    ///
    /// # Errors
    /// `origin` is not an origin.
    pub fn receive_webhooks<F, Fut>(&self, origin: &str, receiver: F) -> Result<(), InvalidOrigin>
    where
        F: Fn(Request<Bytes>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Response<Bytes>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |request| Box::pin(receiver(request)));
        self.inner.webhooks.receivers().set(origin, handler)
    }

    /// Keeps the webhooks of an origin for this process to read, without a socket. Each gets the response 200 without a body.
    ///
    /// ```
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use twilio_conversations_v1::Client;
    /// use twilio_emulator::Emulator;
    ///
    /// let emulator = Emulator::new();
    /// let mut inbox = emulator.webhook_inbox("https://shop.example")?;
    /// let client = Client::builder().credentials(emulator.credentials()).transport(emulator.clone()).build()?;
    /// let settings = client.configuration().webhooks().update();
    /// settings.post_webhook_url("https://shop.example/hook").filters(["onConversationAdded"]).send().await?;
    ///
    /// client.conversations().create().webhook_enabled(true).send().await?;
    ///
    /// let webhook = inbox.next().await.ok_or("the emulator ended")?;
    /// assert_eq!(webhook.uri(), "/hook");
    /// # Ok(()) }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    ///
    /// # Errors
    /// `origin` is not an origin.
    pub fn webhook_inbox(&self, origin: &str) -> Result<WebhookInbox, InvalidOrigin> {
        let (sender, received) = mpsc::unbounded_channel();
        self.receive_webhooks(origin, move |request| {
            // Nobody reads any more once the inbox was dropped.
            let _ = sender.send(request);
            std::future::ready(Response::new(Bytes::new()))
        })?;
        Ok(WebhookInbox { received })
    }
}

/// Webhooks that were delivered in this process. Returned by [`Emulator::webhook_inbox`].
#[derive(Debug)]
pub struct WebhookInbox {
    received: mpsc::UnboundedReceiver<Request<Bytes>>,
}

impl WebhookInbox {
    /// Waits for the next webhook. `None` once the emulator was dropped or the origin has another receiver.
    pub async fn next(&mut self) -> Option<Request<Bytes>> {
        self.received.recv().await
    }

    /// Returns the next webhook if one has been delivered already.
    pub fn try_next(&mut self) -> Option<Request<Bytes>> {
        self.received.try_recv().ok()
    }
}
