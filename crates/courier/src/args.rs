//! The command line.

use std::path::PathBuf;

use bellrope_protocol::base::DeskName;
use clap::{Args as ArgsDerive, Parser, Subcommand};

/// Carries bundles between a relay and a desk without network.
#[derive(Debug, Parser)]
#[command(name = "bellrope-courier", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The table of docs/architecture.md.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused
  2  usage
  3  cannot reach the relay
  4  the machine failed";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Fetches what the desk does not have yet into a bundle.
    Pull(Pull),
    /// Posts what the desk put into a bundle.
    Push(Push),
    /// Reads a bundle from pictures of the QR codes that the desk's window showed.
    Scan(Scan),
}

/// Where the relay is and what it asks for.
#[derive(Debug, ArgsDerive)]
pub(crate) struct Connection {
    /// Where the relay is: https, or http to this machine or an onion service.
    #[arg(long, value_name = "URL")]
    pub(crate) relay: String,
    /// The file with the desk's token, as `bellrope-relay desk` wrote it.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: PathBuf,
    /// A proxy for all connections, such as socks5://127.0.0.1:9050 for Tor.
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
}

#[derive(Debug, ArgsDerive)]
pub(crate) struct Pull {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// The desk's short name.
    #[arg(long)]
    pub(crate) desk: DeskName,
    /// Where to write the bundle.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// Remembers here which blocks were brought, and keeps what an interrupted pull has fetched.
    /// Without it every pull brings every block.
    #[arg(long, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,
}

#[derive(Debug, ArgsDerive)]
pub(crate) struct Push {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// The bundle that `bellrope-desk export` wrote.
    #[arg(value_name = "FILE")]
    pub(crate) bundle: PathBuf,
}

#[derive(Debug, ArgsDerive)]
pub(crate) struct Scan {
    /// Where to write the bundle; nothing is overwritten.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// Pictures (PNG, JPEG, PNM), or folders of them, in any order.
    #[arg(value_name = "PICTURE", required = true)]
    pub(crate) pictures: Vec<PathBuf>,
}
