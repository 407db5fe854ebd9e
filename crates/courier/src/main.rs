//! `bellrope-courier`: HTTP on one side, bundles on the other.
//!
//! It holds no private key and opens no letter. What it fetches it holds against the relay's own
//! logs, so that a torn download is seen here and not at the desk; whom to trust the desk knows.
//!
//! Spec: docs/protocol.md §13, §14.

mod args;
mod brought;
mod error;
mod logs;
mod pull;
mod push;
mod relay;
mod scan;
mod spool;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(err) => return error::usage(&err),
    };
    let done = match &args.command {
        Command::Pull(pull) => pull::run(pull),
        Command::Push(push) => push::run(push),
        Command::Scan(scan) => scan::run(scan),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            error::print(&err);
            err.exit_code()
        }
    }
}
