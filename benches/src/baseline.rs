//! The baseline: what an experienced engineer writes on reqwest and serde_json in an afternoon, without tuning it.
//!
//! SIDs are `String`, timestamps chrono's, links a `HashMap`, and answers are decoded with `from_slice`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What went wrong, as such clients have it.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A user of a Conversations service.
#[derive(Clone, Debug, Deserialize)]
pub struct ServiceUser {
    pub sid: Option<String>,
    pub account_sid: Option<String>,
    pub chat_service_sid: Option<String>,
    pub role_sid: Option<String>,
    pub identity: Option<String>,
    pub friendly_name: Option<String>,
    pub attributes: Option<String>,
    pub is_online: Option<bool>,
    pub is_notifiable: Option<bool>,
    pub date_created: Option<DateTime<Utc>>,
    pub date_updated: Option<DateTime<Utc>>,
    pub url: Option<String>,
    pub links: Option<HashMap<String, Option<String>>>,
}

/// A channel of a Chat user.
#[derive(Clone, Debug, Deserialize)]
pub struct UserChannel {
    pub account_sid: Option<String>,
    pub service_sid: Option<String>,
    pub channel_sid: Option<String>,
    pub user_sid: Option<String>,
    pub member_sid: Option<String>,
    pub status: Option<String>,
    pub last_consumed_message_index: Option<i64>,
    pub unread_messages_count: Option<i64>,
    pub links: Option<HashMap<String, Option<String>>>,
    pub url: Option<String>,
    pub notification_level: Option<String>,
}

/// What a page says about itself.
#[derive(Clone, Debug, Deserialize)]
pub struct Meta {
    pub key: Option<String>,
    pub page: Option<i64>,
    pub page_size: Option<i64>,
    pub first_page_url: Option<String>,
    pub previous_page_url: Option<String>,
    pub next_page_url: Option<String>,
    pub url: Option<String>,
}

/// A page of either list.
pub trait ListPage: DeserializeOwned {
    /// What it is a page of.
    type Item;
    /// Its records and its meta.
    fn into_parts(self) -> (Vec<Self::Item>, Meta);
}

/// A page of [`ServiceUser`]s.
#[derive(Clone, Debug, Deserialize)]
pub struct ServiceUserPage {
    pub users: Vec<ServiceUser>,
    pub meta: Meta,
}

impl ListPage for ServiceUserPage {
    type Item = ServiceUser;
    fn into_parts(self) -> (Vec<ServiceUser>, Meta) {
        (self.users, self.meta)
    }
}

/// A page of [`UserChannel`]s.
#[derive(Clone, Debug, Deserialize)]
pub struct UserChannelPage {
    pub channels: Vec<UserChannel>,
    pub meta: Meta,
}

impl ListPage for UserChannelPage {
    type Item = UserChannel;
    fn into_parts(self) -> (Vec<UserChannel>, Meta) {
        (self.channels, self.meta)
    }
}

/// The form of CreateServiceConversation, every field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CreateConversation {
    #[serde(rename = "FriendlyName", skip_serializing_if = "Option::is_none")]
    pub friendly_name: Option<String>,
    #[serde(rename = "UniqueName", skip_serializing_if = "Option::is_none")]
    pub unique_name: Option<String>,
    #[serde(rename = "Attributes", skip_serializing_if = "Option::is_none")]
    pub attributes: Option<String>,
    #[serde(rename = "MessagingServiceSid", skip_serializing_if = "Option::is_none")]
    pub messaging_service_sid: Option<String>,
    #[serde(rename = "DateCreated", skip_serializing_if = "Option::is_none")]
    pub date_created: Option<DateTime<Utc>>,
    #[serde(rename = "DateUpdated", skip_serializing_if = "Option::is_none")]
    pub date_updated: Option<DateTime<Utc>>,
    #[serde(rename = "State", skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(rename = "Timers.Inactive", skip_serializing_if = "Option::is_none")]
    pub timers_inactive: Option<String>,
    #[serde(rename = "Timers.Closed", skip_serializing_if = "Option::is_none")]
    pub timers_closed: Option<String>,
    #[serde(rename = "Bindings.Email.Address", skip_serializing_if = "Option::is_none")]
    pub bindings_email_address: Option<String>,
    #[serde(rename = "Bindings.Email.Name", skip_serializing_if = "Option::is_none")]
    pub bindings_email_name: Option<String>,
}

/// The client.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    account_sid: String,
    auth_token: String,
}

impl Client {
    /// A client of the server at `base`.
    pub fn new(base: &str) -> Result<Client, Error> {
        let http = reqwest::Client::builder().timeout(std::time::Duration::from_secs(30)).build()?;
        let (account_sid, auth_token) = (crate::documents::ACCOUNT.to_owned(), crate::documents::TOKEN.to_owned());
        Ok(Client { http, base: base.to_owned(), account_sid, auth_token })
    }

    /// Fetches one user of a Conversations service.
    pub async fn fetch_user(&self, service_sid: &str, sid: &str) -> Result<ServiceUser, Error> {
        self.get(&format!("{}/v1/Services/{service_sid}/Users/{}", self.base, segment(sid))).await
    }

    /// Gives every record of a list to `each`.
    pub async fn list<P: ListPage>(&self, path: &str, mut each: impl FnMut(P::Item)) -> Result<(), Error> {
        let mut next = Some(format!("{}{path}", self.base));
        while let Some(url) = next.take() {
            let (items, meta) = self.get::<P>(&url).await?.into_parts();
            items.into_iter().for_each(&mut each);
            next = meta.next_page_url;
        }
        Ok(())
    }

    async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T, Error> {
        let request = self.http.get(url).basic_auth(&self.account_sid, Some(&self.auth_token));
        let response = request.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status != StatusCode::OK {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

/// One segment of a path.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
