//! The program, on a core of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// The optimised program.
pub struct Built(PathBuf);

impl Built {
    /// Builds it, with the cargo that runs the bench.
    pub fn new() -> Result<Built, Failure> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let arguments = ["build", "--release", "--quiet", "--package", "twilio-emulator", "--message-format=json"];
        let output = Command::new(cargo).args(arguments).stderr(Stdio::inherit()).output()?;
        let messages = String::from_utf8(output.stdout)?;
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let program = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
        Ok(Built(program.ok_or("cargo built no program")?))
    }
}

/// A running program. Dropping it ends it.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first line that it prints, when it listens.
    pub started: Duration,
}

impl Program {
    /// Starts the program on the first core, as far as `taskset` is there to do so.
    pub fn start(built: &Built, arguments: &[&OsStr]) -> Result<Program, Failure> {
        let mut command = match has("taskset") {
            true => {
                let mut command = Command::new("taskset");
                command.args(["-c", "0"]).arg(&built.0);
                command
            }
            false => Command::new(&built.0),
        };
        command.args(["--listen", "127.0.0.1:0"]).args(arguments).stdout(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn()?;
        let out = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut started = None;
        for line in out.lines() {
            let line = line?;
            let started = *started.get_or_insert_with(|| begun.elapsed());
            if let Some(address) = line.strip_prefix("page").and_then(|line| line.trim().strip_prefix("http://")) {
                let address = address.trim_end_matches('/').parse()?;
                return Ok(Program { child, address, started });
            }
        }
        Err("the program ended".into())
    }

    /// The resident memory in megabytes.
    pub fn memory(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? * 1024.0 / 1e6)
    }

    /// The seconds that it was on its core, in its own code and in the kernel.
    pub fn cpu(&self) -> Result<f64, Failure> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit(')').next().ok_or("no fields")?.split_whitespace().skip(11).take(2);
        let ticks = fields.map(str::parse::<f64>).sum::<Result<f64, _>>()?;
        // Linux counts in hundredths of a second wherever programs can see it.
        Ok(ticks / 100.0)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a program is in the PATH.
pub fn has(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

pub fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}

/// A records file with so many conversations.
pub fn conversations(count: usize) -> String {
    let conversations: Vec<serde_json::Value> = (0..count)
        .map(|number| {
            serde_json::json!({
                "unique_name": format!("talk-{number}"),
                "friendly_name": format!("Order {number}"),
                "attributes": format!("{{\"order\":{number}}}"),
            })
        })
        .collect();
    serde_json::json!({ "conversations-v1": { "conversation": conversations } }).to_string()
}
