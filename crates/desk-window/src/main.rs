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

use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use bellrope_desk::clock::SystemClock;
use bellrope_desk::screen::Settings;
use bellrope_desk::text::Lang;
use clap::{Parser, ValueEnum};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
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
    /// Folder of the vault
    #[arg(long, value_name = "DIR")]
    vault: PathBuf,
    /// Language to begin with
    #[arg(long, value_name = "LANG", default_value = "nl")]
    lang: LangArg,
    /// Minutes without use after which the vault locks
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=480))]
    lock_after: u64,
    /// Take the time of so many days ago; for tests and the demo only
    #[arg(long, value_name = "DAYS", default_value_t = 0, hide = true)]
    clock_behind: u32,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArg {
    /// Dutch
    Nl,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Nl => Self::Dutch,
            LangArg::En => Self::English,
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    // What a crash writes to disk must not be the vault.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let settings = Settings {
        folder: args.vault,
        lang: args.lang.into(),
        lock_after: Duration::from_secs(args.lock_after * 60),
        dialogs: true,
        rng: || Box::new(UnwrapErr(SysRng)),
    };
    let desk = Rc::new(Desk::new(settings, SystemClock::behind(args.clock_behind)));
    if window::run(&desk) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(4)
    }
}
