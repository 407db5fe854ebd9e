//! `bellrope-audit`: the command line. One file for each subcommand.

mod all;
mod arg;
mod canary;
mod error;
mod key;
mod keys;
mod log;
mod output;
mod page;
mod receipt;
mod store;
mod terms;
mod trail;
mod verify_report;
mod witness;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CommandError;

/// Checks a relay, a desk and their keys. Holds no private key and trusts nothing that it reads.
#[derive(Debug, Parser)]
#[command(name = "bellrope-audit", version, after_help = EXIT_CODES)]
pub struct Args {
    /// What to check.
    #[command(subcommand)]
    pub command: Command,
}

/// The table of docs/audit.md.
const EXIT_CODES: &str = "\
Exit codes:
  0  pass: everything that was asked for is as it must be
  1  fail: something is wrong; the report names it
  2  usage
  3  could not check: nothing was found wrong, but something could not be read or reached
  4  the machine failed";

/// What to check.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs every check that what you give allows, as one report, signed if you wish.
    All(Box<all::AllArgs>),
    /// Checks the logs: signatures, every entry, growth, batches, deletion on schedule.
    Log(log::LogArgs),
    /// Checks the desk's cards and keys, and a folder that must hold public keys only.
    Keys(keys::KeysArgs),
    /// Checks the folder of a stopped relay, or a copy of it: what every byte of it is.
    Store(store::StoreArgs),
    /// Checks the desk's boards: every line against the rules, the boards before, the logs.
    Terms(terms::TermsArgs),
    /// Checks what a reporter hands in: a proof of a letter, or a relay's receipt.
    Receipt(Box<receipt::ReceiptArgs>),
    /// Checks a desk's exported audit trail: whole, unchanged, and what was done by whom.
    Trail(trail::TrailArgs),
    /// Checks the page that a relay serves, byte for byte, against a build of your own.
    Page(page::PageArgs),
    /// Files known texts through a running relay of yours, and looks for them afterwards.
    Canary(Box<canary::CanaryArgs>),
    /// Makes a key to sign reports with, and prints its public half.
    Key(key::KeyArgs),
    /// Says whether an auditor signed this report.
    VerifyReport(verify_report::VerifyReportArgs),
    /// Watches logs and cosigns what only grew: a witness, as a service or from time to time.
    Witness(witness::WitnessArgs),
}

impl Command {
    fn run(self) -> Result<ExitCode, CommandError> {
        match self {
            Self::All(args) => args.run(),
            Self::Key(args) => args.run(),
            Self::Page(args) => args.run(),
            Self::Canary(args) => args.run(),
            Self::Terms(args) => args.run(),
            Self::Receipt(args) => args.run(),
            Self::Trail(args) => args.run(),
            Self::VerifyReport(args) => args.run(),
            Self::Log(args) => args.run(),
            Self::Keys(args) => args.run(),
            Self::Witness(args) => args.run(),
            Self::Store(args) => args.run(),
        }
    }
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(err) => return error::usage(&err),
    };
    args.command.run().unwrap_or_else(|err| {
        error::print(&err);
        err.exit_code()
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_fit_together() {
        Args::command().debug_assert();
    }
}
