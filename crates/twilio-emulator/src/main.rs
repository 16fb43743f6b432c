//! The program `twilio-emulator`: all products on one port.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use twilio_emulator::{Emulator, Server, StartError};

/// A local Twilio for Chat v2, Conversations v1 and Flex v1.
#[derive(Debug, Parser)]
#[command(name = "twilio-emulator", version)]
struct Arguments {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8090", value_name = "ADDRESS")]
    listen: String,
    /// Allow an address that other machines reach.
    #[arg(long)]
    expose: bool,
    /// Keep the records in this file. Default: in memory.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Load records from this JSON file at the start.
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// The seed of SIDs and faults.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Refuse unknown inputs with status 400.
    #[arg(long)]
    strict: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    // Nothing is left to do if even this can't be written.
    let _ = writeln!(std::io::stderr(), "error: {error}");
    ExitCode::FAILURE
}

async fn run(arguments: &Arguments) -> Result<(), StartError> {
    let mut builder = Emulator::builder().seed(arguments.seed).strict(arguments.strict);
    if let Some(file) = &arguments.data {
        builder = builder.data(file);
    }
    if let Some(file) = &arguments.records {
        builder = builder.records(file);
    }
    let emulator = builder.build()?;
    let server = match arguments.expose {
        true => emulator.serve_exposed(&arguments.listen).await?,
        false => emulator.serve(&arguments.listen).await?,
    };
    let mut text = introduction(&emulator, &server);
    if !server.address().ip().is_loopback() {
        text.push_str("\nwarning: other machines reach this address; whoever has the credentials can use it\n");
    }
    // A closed pipe is no reason to stop serving.
    let _ = std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush());
    server.wait().await;
    Ok(())
}

fn introduction(emulator: &Emulator, server: &Server) -> String {
    let (account, token) = (emulator.account_sid(), emulator.auth_token());
    let mut text = format!("account SID  {account}\nauth token   {token}\n");
    for (sid, secret) in emulator.api_keys() {
        text.push_str(&format!("API key      {sid}\nAPI secret   {secret}\n"));
    }
    text.push_str(&format!("page         http://{}/\n\n", server.address()));
    let products = [
        ("chat-v2", "Chat", "/v2/Services"),
        ("conversations-v1", "Conversations", "/v1/Conversations"),
        ("flex-v1", "Flex", "/v1/FlexFlows"),
    ];
    for (key, name, path) in products {
        let base = server.base_url(key);
        text.push_str(&format!("{name}: {base}\n  curl -u {account}:{token} {base}{path}\n"));
    }
    text
}
