//! A recording of calls of all products replays without a network, with equal results, and contains no secret and no personal data.

#[path = "recording/calls.rs"]
mod calls;
#[path = "recording/twilio.rs"]
mod twilio;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use twilio_core::testing::{Recorder, Replay};
use twilio_core::{Backoff, Client, ClientBuilder, Credentials, OAuth};
use twilio_tests::server::Server;

use calls::{Clients, calls};

/// Everything that goes in and must not come out.
const HIDDEN: [&str; 14] = [
    twilio::ACCOUNT,
    twilio::AUTH_TOKEN,
    twilio::CLIENT_SECRET,
    twilio::ACCESS_TOKEN,
    twilio::CREATOR,
    twilio::PAGE_TOKEN,
    calls::IDENTITY,
    calls::SHORT_IDENTITY,
    calls::NAME,
    calls::PHONE,
    calls::MAIL,
    calls::BODY,
    calls::KEY,
    "OQ0123456789abcdef0123456789abcdef",
];

fn oauth(token_url: &str) -> Credentials {
    Credentials::oauth(OAuth::new("OQ0123456789abcdef0123456789abcdef", twilio::CLIENT_SECRET).token_url(token_url))
}

fn quick(settings: ClientBuilder) -> ClientBuilder {
    settings.retry(Backoff::new().base_delay(std::time::Duration::from_millis(1)))
}

/// Records the calls against the in-process server: the results, and the recording.
async fn record() -> (Vec<String>, String, String) {
    let server = Server::start().await;
    let base = server.base_url();
    server.respond(twilio::responses(base.clone()));
    let network = Client::builder()
        .credentials(Credentials::account(twilio::ACCOUNT, twilio::AUTH_TOKEN))
        .build()
        .expect("a client");
    let recorder = Recorder::new(network.transport());
    let account = Credentials::account(twilio::ACCOUNT, twilio::AUTH_TOKEN);
    let core = |credentials| {
        quick(Client::builder()).credentials(credentials).transport(recorder.clone()).build().expect("a client")
    };
    let clients = Clients::new(&core(account), &core(oauth(&format!("{base}/v2/token"))), Some(&base));
    let results = calls(&clients).await;
    let lines = recorder.lines();
    (results, lines, base)
}

fn replayed(replay: &Replay) -> Clients {
    let core = |credentials| replay.core_with(|settings| quick(settings).credentials(credentials)).expect("a client");
    let account = Credentials::account("AC00000000000000000000000000000000", "another token");
    Clients::new(&core(account), &core(oauth("https://oauth.twilio.com/v2/token")), None)
}

/// Where no request has a value that a response contains, the replay has a replacement: both become one mark.
fn comparable(results: &[String], base: &str) -> Vec<String> {
    let unify = |result: &String| {
        let mut text =
            result.replace(base, "{base}").replace(twilio::ACCOUNT, "{account}").replace(twilio::CREATOR, "{creator}");
        for host in ["chat", "flex-api", "conversations"] {
            text = text.replace(&format!("https://{host}.twilio.com"), "{base}");
        }
        for (start, length, mark) in [("AC000000000000", 34, "{account}"), ("redacted-", 15, "{creator}")] {
            while let Some(at) = text.find(start) {
                text.replace_range(at..at + length, mark);
            }
        }
        text
    };
    results.iter().map(unify).collect()
}

#[tokio::test]
async fn fifty_calls_of_all_products_replay_offline_with_equal_results() {
    let (recorded, lines, base) = record().await;
    assert!(recorded.len() >= 50, "{} calls", recorded.len());
    let replay = Replay::from_lines(&lines).expect("a recording");
    let results = calls(&replayed(&replay)).await;
    let (recorded, results) = (comparable(&recorded, &base), comparable(&results, "none"));
    for (number, (one, other)) in recorded.iter().zip(&results).enumerate() {
        assert_eq!(one, other, "call {number}");
    }
    assert_eq!(recorded.len(), results.len());
    replay.assert_done();
}

#[tokio::test]
async fn a_recording_contains_no_secret_and_no_personal_data_in_any_encoding() {
    let (results, lines, _) = record().await;
    let went_through = results.join("\n");
    for value in HIDDEN {
        let percent: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let ascii: String = serde_json::to_string(value)
            .expect("JSON")
            .trim_matches('"')
            .chars()
            .map(|letter| if letter.is_ascii() { letter.to_string() } else { format!("\\u{:04x}", u32::from(letter)) })
            .collect();
        let escaped = serde_json::to_string(value).expect("JSON").trim_matches('"').to_owned();
        let mut encodings = vec![
            value.to_owned(),
            percent.clone(),
            percent.replace('+', "%20"),
            percent.to_ascii_lowercase(),
            serde_json::to_string(&escaped).expect("JSON").trim_matches('"').to_owned(),
            ascii.replace('\\', "\\\\"),
            ascii,
            escaped,
            STANDARD.encode(format!("{}:{value}", twilio::ACCOUNT)),
        ];
        for before in ["", "1", "12"] {
            // Without the characters that neighbours may change.
            let from = [0, 2, 3][before.len()];
            for encoded in [STANDARD.encode(format!("{before}{value}")), URL_SAFE.encode(format!("{before}{value}"))] {
                let end = (before.len() + value.len()) * 8 / 6;
                encodings.push(encoded[from..end].to_owned());
            }
        }
        for encoding in encodings {
            assert!(
                !lines.contains(&encoding),
                "{value} as {encoding} in {:?}",
                lines.lines().find(|line| line.contains(&encoding))
            );
        }
    }
    for value in [calls::IDENTITY, calls::NAME, twilio::CREATOR, twilio::ACCOUNT] {
        assert!(went_through.contains(value), "{value} was in no response");
    }
}

#[tokio::test]
async fn each_line_is_json_with_sorted_keys() {
    let (_, lines, _) = record().await;
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_sorted(line, &value);
        assert!(value["operation"].is_string() && value["request"]["path"].is_string(), "{line}");
    }
}

fn assert_sorted(line: &str, value: &serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            // As written: `preserve_order` keeps that order, and without it the map is sorted anyway.
            assert!(object.keys().is_sorted(), "{line}");
            object.values().for_each(|value| assert_sorted(line, value));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|value| assert_sorted(line, value)),
        _ => {}
    }
}

#[tokio::test]
async fn a_changed_call_names_the_nearest_recorded_one() {
    let (_, lines, _) = record().await;
    let replay = Replay::from_lines(&lines).expect("a recording");
    let clients = replayed(&replay);
    clients
        .chat
        .service(calls::SERVICE)
        .users()
        .create(calls::IDENTITY)
        .friendly_name(calls::NAME)
        .send()
        .await
        .expect("recorded");
    let error = clients
        .chat
        .service(calls::SERVICE)
        .user(calls::IDENTITY)
        .update()
        .friendly_name(calls::NAME)
        .role_sid("RL00000000000000000000000000000002")
        .send()
        .await
        .expect_err("another role");
    let text = error.to_string();
    assert!(text.contains("the recording has no such call"), "{text}");
    assert!(text.contains("UpdateUser: POST /v2/Services/"), "{text}");
    assert!(
        text.contains(r#"form field RoleSid is "RL00000000000000000000000000000002", recorded was "RL00000000000000000000000000000001""#),
        "{text}"
    );
    assert!(!text.contains("the path is"), "{text}");
}

#[tokio::test]
async fn a_recording_is_saved_and_loaded_as_a_file() {
    let (_, lines, _) = record().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.jsonl");
    std::fs::write(&path, &lines).expect("written");
    calls(&replayed(&Replay::load(&path).expect("a recording"))).await;
    std::fs::write(&path, format!("{lines}{{\n")).expect("written");
    let number = lines.lines().count() + 1;
    let error = Replay::load(&path).expect_err("a broken line").to_string();
    assert!(error.contains(&format!("line {number} of the recording")), "{error}");
}

/// The names of the fields that the models of a crate mark as personal data.
fn marked(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("generated files").map(|file| file.expect("a file").path());
    let sources = files.map(|file| std::fs::read_to_string(file).expect("text"));
    let marks = sources.flat_map(|source| {
        let lines = source.lines().filter(|line| line.trim_end().ends_with("\" private,"));
        lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect::<Vec<_>>()
    });
    marks.collect()
}

#[tokio::test]
async fn every_field_that_a_model_marks_as_personal_data_is_hidden() {
    use twilio_core::testing::MockTransport;

    let mut names = Vec::new();
    for product in ["chat-v2", "flex-v1", "conversations-v1"] {
        names.extend(marked(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(product).join("src/generated"),
        ));
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 15 && names.contains(&"identity".to_owned()), "{names:?}");
    let members = names.iter().map(|name| (name.clone(), format!("value of {name}").into()));
    let body = serde_json::Value::Object(members.collect());
    let recorder = Recorder::new(MockTransport::new().on_any().reply(body));
    let core =
        Client::builder().credentials(Credentials::account(twilio::ACCOUNT, "token")).transport(recorder.clone());
    let chat = twilio_chat_v2::Client::with_core(&core.build().expect("a client")).expect("chat");
    chat.service(calls::SERVICE).fetch().send().await.expect("a service");
    let lines = recorder.lines();
    for name in names {
        assert!(
            lines.contains(&format!("\"{name}\":")) && !lines.contains(&format!("value of {name}")),
            "{name}: {lines}"
        );
    }
}
