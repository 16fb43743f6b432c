//! The public API names no library whose major version may change, but behind a feature or an opaque type made for it.

use std::path::Path;

use xtask::surface::surface;

const CRATES: [(&str, &str); 6] = [
    ("crates/twilio-core", "twilio_core"),
    ("crates/chat-v2", "twilio_chat_v2"),
    ("crates/flex-v1", "twilio_flex_v1"),
    ("crates/conversations-v1", "twilio_conversations_v1"),
    ("crates/twilio-webhooks", "twilio_webhooks"),
    ("crates/twilio-access-token", "twilio_access_token"),
];

/// The product crates among them.
const PRODUCTS: std::ops::Range<usize> = 1..4;

/// Libraries that our users must never have to match the version of. (`http`, `serde`, `serde_json` and `futures_core` may stand in the API.)
const HIDDEN: [&str; 14] = [
    "reqwest",
    "hyper",
    "hyper_util",
    "rustls",
    "native_tls",
    "openssl",
    "h2",
    "tower",
    "tokio",
    "url",
    "base64",
    "zeroize",
    "hmac",
    "tracing",
];

/// What stands behind a feature made for it, line by line.
const BEHIND_FEATURES: [&str; 1] =
    ["fn twilio_core::transport::ReqwestTransport::from_client(client: reqwest::Client) -> Self"];

fn lines(folder: &str, name: &str) -> Vec<String> {
    let lines = surface(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), name);
    let lines = lines.expect("the crate's sources can be read");
    assert!(lines.len() > 30, "{name}: the scan saw {} lines only", lines.len());
    lines
}

/// Whether a path of the line begins with this crate's name.
fn names(line: &str, library: &str) -> bool {
    let starts = line.match_indices(library).filter(|(at, _)| {
        let before = line[..*at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || character == '_' || character == ':')
    });
    starts.into_iter().any(|(at, _)| line[at + library.len()..].starts_with("::"))
}

#[test]
fn no_type_of_the_http_client_or_tls_is_public_outside_its_feature() {
    let mut behind_features = Vec::new();
    for (folder, name) in CRATES {
        for line in lines(folder, name) {
            if BEHIND_FEATURES.contains(&line.as_str()) {
                behind_features.push(line);
                continue;
            }
            let found: Vec<_> = HIDDEN.iter().filter(|library| names(&line, library)).collect();
            assert!(found.is_empty(), "{line}: names {found:?}");
        }
    }
    assert_eq!(behind_features, BEHIND_FEATURES, "an exception that no longer applies has to go");
}

#[test]
fn the_scan_sees_what_it_looks_for() {
    assert!(names("fn x::y(client: reqwest::Client)", "reqwest") && names("fn x::y() -> &h2::Error", "h2"));
    assert!(!names("fn x::y(client: my_reqwest::Client)", "reqwest") && !names("mod twilio_core::reqwest", "reqwest"));
    assert!(lines(CRATES[0].0, CRATES[0].1).iter().any(|line| line.contains("ReqwestTransport")));
}

#[test]
fn each_crate_denies_undocumented_items() {
    for (folder, name) in CRATES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("src/lib.rs");
        let text = std::fs::read_to_string(file).expect("the crate's root");
        assert!(text.contains("#![deny(missing_docs)]"), "{name}");
    }
}

#[test]
fn the_product_crates_hand_every_feature_of_the_core_through() {
    let features = |folder: &str| -> Vec<String> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("Cargo.toml");
        let text = std::fs::read_to_string(file).expect("a manifest");
        let table = text.split("[features]").nth(1).expect("a table of features");
        let names = table.lines().skip(1).take_while(|line| !line.starts_with('['));
        let mut names: Vec<_> =
            names.filter_map(|line| line.split_once(" = [")).map(|(name, _)| name.trim().to_owned()).collect();
        names.sort();
        names
    };
    let of_the_core = features(CRATES[0].0);
    assert!(of_the_core.contains(&"native-tls".to_owned()), "{of_the_core:?}");
    for (folder, name) in &CRATES[PRODUCTS] {
        assert_eq!(features(folder), of_the_core, "{name}");
    }
}

#[test]
fn every_feature_of_the_core_is_one_of_each_product_crate() {
    let features = |folder: &str| -> std::collections::BTreeMap<String, Vec<String>> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join("Cargo.toml");
        let manifest: toml::Table = std::fs::read_to_string(path).expect("a manifest").parse().expect("TOML");
        let table = manifest["features"].as_table().expect("features").clone();
        let list = |value: &toml::Value| -> Vec<String> {
            value.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
        };
        table.iter().map(|(name, value)| (name.clone(), list(value))).collect()
    };
    let core = features(CRATES[0].0);
    for (folder, name) in &CRATES[PRODUCTS] {
        let product = features(folder);
        assert_eq!(product.keys().collect::<Vec<_>>(), core.keys().collect::<Vec<_>>(), "{name}");
        assert_eq!(product["default"], core["default"], "{name}");
        for feature in core.keys().filter(|feature| *feature != "default") {
            assert_eq!(product[feature], [format!("twilio-core/{feature}")], "{name}");
        }
    }
}

#[test]
fn what_users_name_is_reachable_through_each_product_crate() {
    for (folder, name) in &CRATES[PRODUCTS] {
        let lines = lines(folder, name);
        let reexports = lines.iter().filter(|line| line.starts_with("use ")).cloned().collect::<Vec<_>>().join(" ");
        assert!(reexports.contains("twilio_core as core"), "{name}: {reexports}");
        for named in [
            "ApiError",
            "Authorization",
            "Backoff",
            "Continuation",
            "CredentialSource",
            "Credentials",
            "Date",
            "Error",
            "ErrorCode",
            "ErrorKind",
            "FailedAttempt",
            "Field",
            "Json",
            "JsonString",
            "Links",
            "OAuth",
            "Page",
            "Pager",
            "Pages",
            "Response",
            "RetryPolicy",
            "Timestamp",
            "Unredacted",
            "sid",
            "testing",
            "transport",
        ] {
            let is_named =
                reexports.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == named);
            assert!(is_named, "{name} does not re-export {named}");
        }
    }
}
