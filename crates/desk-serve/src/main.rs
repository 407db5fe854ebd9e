//! `bellrope-desk-serve`: the desk's screens in a browser of the same machine.
//!
//! In scope: a server on 127.0.0.1 that one browser gets into with a link that works once, and that
//! ends with the work. Out of scope: what the screens do; that is `bellrope_desk::screen`. HTTP is
//! hyper's, through the connections that relay and witness use: its limits are tested there, and a
//! parser of our own would be one more.
//!
//! Limits, first of all that a browser is not ours: `docs/desk-screens.md`.

mod door;
mod server;

use std::io::Write as _;
use std::process::ExitCode;

use bellrope_desk::shell::ShellArgs;
use bellrope_desk::text::Texts;
use clap::Parser;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};

/// Printed below the help.
const AFTER_HELP: &str = "\
It listens on 127.0.0.1 only and prints a link that works once. It ends when you quit, or when
the vault has been locked for as long as it takes to lock.

Exit codes:
  0  done
  2  usage
  4  the machine failed";

/// The desk's screens in a browser of this machine.
#[derive(Debug, Parser)]
#[command(name = "bellrope-desk-serve", version, after_help = AFTER_HELP)]
struct Args {
    #[command(flatten)]
    shell: ShellArgs,
}

fn main() -> ExitCode {
    let Args { shell } = Args::parse();
    // What a crash writes to disk must not be the vault.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let clock = shell.clock();
    let settings = shell.settings(false);
    let texts = Texts::new(settings.lang);
    match server::run(settings, clock, &texts) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            let _ = writeln!(std::io::stderr(), "bellrope-desk-serve: error: {err}");
            ExitCode::from(4)
        }
    }
}
