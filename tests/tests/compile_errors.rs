//! What the compiler says of a wrong argument: one short sentence, with the types' names that users know.
//!
//! Each program below is compiled against a product crate, in a crate of its own without an HTTP client.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A program, and what the compiler says of it.
const PROGRAMS: &[(&str, &str, &str)] = &[
    (
        "sid_of_another_resource",
        "fn run(client: &Client, user: &sid::UserSid) { let _ = client.service(user); }",
        "`&UserSid` is not accepted where `ServiceSid` is required",
    ),
    (
        "sid_of_a_model_of_another_resource",
        "fn run(client: &Client, user: &user::User) { let _ = client.service(&user.sid); }",
        "`&Option<UserSid>` is not accepted where `ServiceSid` is required",
    ),
    (
        "json_for_a_string",
        "fn run(client: &Client) { let _ = client.conversations().create().friendly_name(serde_json::json!({})); }",
        "`Value` is not accepted for an optional `String`",
    ),
    (
        "number_in_an_option_for_a_string",
        "fn run(client: &Client, name: Option<u8>) { let _ = client.conversations().create().friendly_name(name); }",
        "`Option<u8>` is not accepted for an optional `String`",
    ),
    (
        "sid_of_another_resource_in_a_setter",
        "fn run(client: &Client, role: &sid::UserSid) { let _ = client.user(\"alice\").update().role_sid(role); }",
        "`&UserSid` is not accepted for an optional `RoleSid`",
    ),
    (
        "boolean_in_a_path",
        "fn run(client: &Client) { let _ = client.conversation(true); }",
        "`bool` is not accepted in a path",
    ),
];

/// Compiles all programs and returns the errors of each.
fn errors(root: &Path) -> Vec<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_errors");
    std::fs::create_dir_all(folder.join("src/bin")).expect("the folder of the programs");
    let crates = root.join("crates").display().to_string();
    let manifest = format!(
        "[package]\nname = \"compile-errors\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         twilio-conversations-v1 = {{ path = {:?}, default-features = false }}\nserde_json = \"1\"\n",
        format!("{crates}/conversations-v1")
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the versions of the workspace");
    for (name, program, _) in PROGRAMS {
        let text = format!(
            "#![allow(dead_code, unused_imports)]\nuse twilio_conversations_v1::*;\n{program}\nfn main() {{}}\n"
        );
        std::fs::write(folder.join(format!("src/bin/{name}.rs")), text).expect("a program");
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(&folder)
        .args(["check", "--offline", "--quiet", "--keep-going", "--message-format", "json"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    let text = String::from_utf8(output.stdout).expect("JSON");
    let messages: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |name: &str| {
        messages
            .iter()
            .filter(|message| message["target"]["name"] == name && message["message"]["level"] == "error")
            .filter_map(|message| message["message"]["message"].as_str().map(short))
            .filter(|message| !message.starts_with("aborting") && !message.starts_with("For more"))
            .collect()
    };
    let found: Vec<(String, Vec<String>)> =
        PROGRAMS.iter().map(|(name, _, _)| ((*name).to_owned(), of(name))).collect();
    let nothing = found.iter().all(|(_, errors)| errors.is_empty());
    assert!(!nothing, "cargo found nothing: {}", String::from_utf8_lossy(&output.stderr));
    found
}

/// Types without their modules: the compiler writes those only where a name is ambiguous in the build.
fn short(message: &str) -> String {
    let words = message.split('`').map(|part| match part.contains("::") && !part.contains(' ') {
        true => part.rsplit("::").next().unwrap_or(part),
        false => part,
    });
    words.collect::<Vec<_>>().join("`")
}

#[test]
fn a_wrong_argument_is_one_short_error_in_the_names_of_the_api() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace");
    for ((name, found), (_, _, expected)) in errors(&root).iter().zip(PROGRAMS) {
        assert_eq!(found, &[(*expected).to_owned()], "{name}");
    }
}
