//! The example of each product crate runs: it makes every call of its resources and ends well.

use std::process::Command;

fn runs(package: &str) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // The example finds its own server and must find nothing else, so no proxy and no settings of the caller's.
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--package", package, "--example", "walk"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("TWILIO_EDGE")
        .env_remove("TWILIO_REGION")
        .output()
        .expect("cargo runs");
    let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{package}:\n{said}\n{complaint}");
    for request in ["POST /v", "DELETE /v", "?PageSize=2&Page=2"] {
        assert!(said.contains(request), "{package} made no {request}:\n{said}");
    }
}

#[test]
fn the_examples_make_every_call_of_their_resources() {
    // One after another: each waits for the same lock of cargo's.
    for package in ["twilio-chat-v2", "twilio-flex-v1", "twilio-conversations-v1"] {
        runs(package);
    }
}
