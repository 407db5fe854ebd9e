//! The command line.
//!
//! Exit codes: 0 done, 1 refused, 2 usage, 4 the machine failed.

mod add_desk;
mod error;
mod init;
mod run;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use bellrope_protocol::base::{DeskName, Host};
use bellrope_protocol::key::Fingerprint;
use clap::{Args, Parser, Subcommand};

use crate::http::openapi;
use error::CommandError;

/// The table of docs/architecture.md.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused
  2  usage
  3  cannot reach the relay (never here: others reach it)
  4  the machine failed";

/// Accepts, logs and serves letters and replies that it cannot read.
#[derive(Debug, Parser)]
#[command(
    name = "bellrope-relay",
    version,
    after_help = EXIT_CODES
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a relay's folder: keys, relay.toml with every option, relay.pub
    Init(Init),
    /// Add a desk to relay.toml, and write its courier's token to a file, once
    Desk(AddDesk),
    /// Serve until SIGTERM or SIGINT
    Run(Run),
    /// Print the OpenAPI document
    Openapi,
}

#[derive(Debug, Args)]
struct Init {
    /// Folder to make
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// The relay's name in every origin, without scheme and port; it never changes
    #[arg(long, value_name = "NAME")]
    host: Host,
}

#[derive(Debug, Args)]
struct AddDesk {
    /// The relay's folder
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// Short name: a-z, 0-9 and hyphen
    #[arg(long, value_name = "NAME")]
    desk: DeskName,
    /// Name in Dutch
    #[arg(long, value_name = "TEXT")]
    name_nl: String,
    /// Name in English
    #[arg(long, value_name = "TEXT")]
    name_en: String,
    /// Fingerprint of the desk's founding root: 40 hex digits
    #[arg(long, value_name = "HEX")]
    fingerprint: Fingerprint,
    /// New file for the courier's token
    #[arg(long, value_name = "FILE")]
    token_out: PathBuf,
}

#[derive(Debug, Args)]
struct Run {
    /// The relay's folder
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let done = match cli.command {
        Command::Init(args) => init::init(&args),
        Command::Desk(args) => add_desk::add_desk(&args),
        Command::Run(args) => run::run(&args),
        Command::Openapi => print_openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

/// Prints what clap has to say, an error under the tool's name; help is no error.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if text.starts_with("error: ") {
        eprint!("bellrope-relay: {text}");
    } else {
        // Whoever closed the stream does not want to read it.
        let _ = error.print();
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

fn print_openapi() -> Result<(), CommandError> {
    let document = openapi().map_err(std::io::Error::from)?;
    Ok(std::io::stdout().write_all(document.as_bytes())?)
}
