//! The quick start of each product runs offline, without settings, fast, and without a socket.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const PACKAGES: [&str; 3] = ["twilio-chat-v2", "twilio-conversations-v1", "twilio-flex-v1"];

/// Builds a quick start, and copies it: all three have the same name.
fn built(package: &str, folder: &tempfile::TempDir) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--quiet", "--package", package, "--example", "quickstart", "--message-format=json"];
    let output = Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "quickstart")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    let copy = folder.path().join(package);
    std::fs::copy(executable.expect("cargo names the program"), &copy).expect("a copy");
    copy
}

/// Starts a program without any variable of the environment.
fn start(program: &PathBuf, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).env_clear().output().expect("the program starts")
}

#[test]
fn each_quick_start_runs_offline_without_settings_in_less_than_two_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    for package in PACKAGES {
        let program = built(package, &folder);
        let begun = Instant::now();
        let output = without_sockets(program.clone());
        let elapsed = begun.elapsed();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{package}: {:?}\n{said}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(elapsed < Duration::from_secs(2), "{package}: {elapsed:?}");
        let mut steps = vec![
            "Created the ",
            "Listed ",
            "Updated ",
            "Cleared ",
            "There is no ",
            "Deleted ",
            "not found, as expected",
        ];
        if package != "twilio-flex-v1" {
            steps.extend(["Added alice", "wrote: ", "Received the webhook on"]);
        }
        for step in steps {
            assert!(said.contains(step), "{package} doesn't say `{step}`:\n{said}");
        }
        // Only `--live` calls Twilio, and it has no credentials here.
        let live = start(&program, &["--live"]);
        let complaint = String::from_utf8_lossy(&live.stderr).into_owned();
        assert!(!live.status.success() && complaint.contains("TWILIO_"), "{package}: {complaint}");
    }
}

/// Runs a program that the kernel kills as soon as it asks for a socket.
#[cfg(target_os = "linux")]
fn without_sockets(program: PathBuf) -> Output {
    restricted(seccompiler::SeccompAction::KillProcess, move || start(&program, &[]))
}

#[cfg(not(target_os = "linux"))]
fn without_sockets(program: PathBuf) -> Output {
    start(&program, &[])
}

/// Runs a function on a thread of its own for which asking for a socket has this consequence, and for what it starts.
#[cfg(target_os = "linux")]
fn restricted<T: Send + 'static>(action: seccompiler::SeccompAction, run: impl FnOnce() -> T + Send + 'static) -> T {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};
    let architecture = std::env::consts::ARCH.try_into().expect("seccompiler knows the architecture");
    let rules = [(libc::SYS_socket, Vec::new()), (libc::SYS_socketpair, Vec::new())];
    let filter = SeccompFilter::new(rules.into_iter().collect(), SeccompAction::Allow, action, architecture);
    let filter: BpfProgram = filter.expect("a filter").try_into().expect("a program");
    let thread = std::thread::spawn(move || {
        apply_filter(&filter).expect("the kernel takes the filter");
        run()
    });
    thread.join().expect("the thread ends")
}

#[cfg(target_os = "linux")]
#[test]
fn the_check_for_sockets_finds_one() {
    let refused = restricted(seccompiler::SeccompAction::Errno(libc::EACCES as u32), || {
        std::net::TcpListener::bind("127.0.0.1:0").map(drop)
    });
    assert_eq!(refused.expect_err("no socket").raw_os_error(), Some(libc::EACCES));
}
