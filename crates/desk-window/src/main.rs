//! `bellrope-desk-window`: the desk's screens in a window of their own.
//!
//! In scope: a WebKitGTK view whose pages come from `bellrope_desk::screen` inside this process, by the
//! scheme `bellrope:`; the system's dialogs for files and printing. Out of scope: what the screens do. There
//! is no socket: nothing listens, nothing is asked of a network, and no other address is opened. WebKit's helper
//! processes keep nothing on disk.

mod desk;
mod dialog;
mod scheme;
mod view;
mod window;

use std::process::ExitCode;
use std::rc::Rc;

use bellrope_desk::shell::ShellArgs;
use clap::Parser;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};

use desk::Desk;

/// Printed below the help.
const AFTER_HELP: &str = "\
Exit codes:
  0  done
  2  usage
  4  there is no display, or the window cannot be made";

/// The desk's screens in a window.
#[derive(Debug, Parser)]
#[command(name = "bellrope-desk-window", version, after_help = AFTER_HELP)]
struct Args {
    #[command(flatten)]
    shell: ShellArgs,
}

fn main() -> ExitCode {
    let Args { shell } = Args::parse();
    // What a crash writes to disk must not be the vault.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let clock = shell.clock();
    let settings = shell.settings(true);
    let desk = Rc::new(Desk::new(settings, clock));
    if window::run(&desk) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(4)
    }
}
