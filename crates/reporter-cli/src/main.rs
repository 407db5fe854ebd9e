//! The reporter's command line: report, check, reply, seal, post, card, prove.
//!
//! It asks questions in two languages, moves bytes between relay and
//! [`bellrope_reporter`], and writes nothing to disk that was not asked for. What the bytes mean is
//! decided there.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod args;
mod attach;
mod code;
mod command;
mod desks;
mod error;
mod http;
mod plain;
mod progress;
mod questions;
mod result;
mod review;
mod send;
mod session;
mod story;
mod strip;
mod terminal;
mod text;
mod usage;

use std::process::ExitCode;

use clap::Parser as _;

use args::Arguments;
use error::Failure;
use session::Session;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(err) => return usage::end(&err),
    };
    let mut session = match Session::open(arguments.common.clone()) {
        Ok(session) => session,
        // Without a terminal there is nobody to tell.
        Err(failure) => return failure.exit_code(),
    };
    match command::run(&arguments.command, &mut session) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => end(&mut session, &failure),
    }
}

fn end(session: &mut Session, failure: &Failure) -> ExitCode {
    session.say_failure(failure);
    failure.exit_code()
}
