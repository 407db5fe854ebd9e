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
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bellrope_desk::clock::SystemClock;
use bellrope_desk::screen::Settings;
use bellrope_desk::text::{Lang, Texts};
use clap::{Parser, ValueEnum};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
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
    let lang = Lang::from(args.lang);
    let settings = Settings {
        folder: args.vault,
        lang,
        lock_after: Duration::from_secs(args.lock_after * 60),
        dialogs: false,
        rng: || Box::new(UnwrapErr(SysRng)),
    };
    let texts = Texts::new(lang);
    match server::run(settings, SystemClock::behind(args.clock_behind), &texts) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            let _ = writeln!(std::io::stderr(), "bellrope-desk-serve: error: {err}");
            ExitCode::from(4)
        }
    }
}
