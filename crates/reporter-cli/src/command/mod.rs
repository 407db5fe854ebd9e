//! The commands: straight lines through what the other modules do.

mod answer;
mod card;
mod check;
mod listing;
mod post;
mod prove;
mod reply;
mod report;
mod seal;

use crate::args::Command;
use crate::error::Failure;
use crate::session::Session;

/// Runs one command.
pub(crate) fn run(command: &Command, session: &mut Session) -> Result<(), Failure> {
    match command {
        Command::Report(args) => report::run(args, session),
        Command::Check => check::run(session),
        Command::Reply(args) => reply::run(args, session),
        Command::Answer(args) => answer::run(*args, session),
        Command::Seal(args) => seal::run(args, session),
        Command::Post(args) => post::run(args, session),
        Command::Card(args) => card::run(args, session),
        Command::Prove(args) => prove::run(args, session),
    }
}
