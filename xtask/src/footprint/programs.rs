//! Programs that fetch one user: by hand, with our crate over each HTTP client, and with raw progenitor's client.

use std::path::Path;

use super::raw::raw_package;

/// A program.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Its name, which is its package's.
    pub name: &'static str,
    /// What the table calls it.
    pub title: &'static str,
    /// Its manifest, given the workspace's root.
    pub manifest: fn(&Path) -> String,
    /// Its `main.rs`.
    pub source: &'static str,
}

/// The product whose user is fetched: the largest one.
const PRODUCT: &str = "conversations-v1";

/// The programs, the one by hand first.
pub const PROGRAMS: &[Program] = &[
    Program { name: "call-by-hand", title: "reqwest and serde_json by hand", manifest: by_hand, source: BY_HAND },
    Program { name: "call-with-ours", title: "our crate", manifest: with_ours, source: WITH_OURS },
    Program { name: "call-with-hyper", title: "our crate, feature `hyper`", manifest: with_hyper, source: WITH_OURS },
    Program { name: "call-with-raw", title: "raw progenitor's client", manifest: with_raw, source: WITH_RAW },
];

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{dependencies}"
    )
}

/// With the features that the core has, though an afternoon's client would have the defaults.
const REQWEST: &str =
    "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\", \"http2\"] }\n";

fn by_hand(_: &Path) -> String {
    let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    let chrono = "chrono = { version = \"0.4\", default-features = false, features = [\"std\", \"serde\"] }\n";
    manifest("call-by-hand", &format!("{REQWEST}{serde}{chrono}"))
}

fn with_ours(root: &Path) -> String {
    let path = root.join("crates").join(PRODUCT);
    manifest("call-with-ours", &format!("twilio-{PRODUCT} = {{ path = {:?} }}\n", path.display().to_string()))
}

fn with_hyper(root: &Path) -> String {
    let path = root.join("crates").join(PRODUCT).display().to_string();
    let features = "default-features = false, features = [\"hyper\"]";
    manifest("call-with-hyper", &format!("twilio-{PRODUCT} = {{ path = {path:?}, {features} }}\n"))
}

fn with_raw(_: &Path) -> String {
    let name = raw_package(PRODUCT);
    manifest("call-with-raw", &format!("{REQWEST}{name} = {{ path = \"../{name}\" }}\n"))
}

const BY_HAND: &str = r#"use std::collections::HashMap;
use std::env::var;

use chrono::{DateTime, Utc};

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code)]
struct User {
    sid: Option<String>,
    account_sid: Option<String>,
    chat_service_sid: Option<String>,
    role_sid: Option<String>,
    identity: Option<String>,
    friendly_name: Option<String>,
    attributes: Option<String>,
    is_online: Option<bool>,
    is_notifiable: Option<bool>,
    date_created: Option<DateTime<Utc>>,
    date_updated: Option<DateTime<Utc>>,
    url: Option<String>,
    links: Option<HashMap<String, Option<String>>>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::builder().timeout(std::time::Duration::from_secs(30)).build()?;
    let url = format!("https://conversations.twilio.com/v1/Services/{}/Users/{}", var("SERVICE_SID")?, "alice");
    let request = client.get(url).basic_auth(var("TWILIO_ACCOUNT_SID")?, Some(var("TWILIO_AUTH_TOKEN")?));
    let body = request.send().await?.error_for_status()?.bytes().await?;
    let user: User = serde_json::from_slice(&body)?;
    println!("{user:?}");
    Ok(())
}
"#;

const WITH_OURS: &str = r#"#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = twilio_conversations_v1::Client::from_env()?;
    let service = std::env::var("SERVICE_SID")?;
    let user = client.service(&*service).user("alice").fetch().send().await?;
    println!("{user:?}");
    Ok(())
}
"#;

const WITH_RAW: &str = r#"use std::env::var;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("authorization", var("AUTHORIZATION")?.parse()?);
    let http = reqwest::Client::builder().default_headers(headers).build()?;
    let client = raw_conversations_v1::Client::new_with_client("https://conversations.twilio.com", http);
    let user = client.fetch_service_user().chat_service_sid(var("SERVICE_SID")?).sid("alice").send().await?;
    println!("{user:?}");
    Ok(())
}
"#;
