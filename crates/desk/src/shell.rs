//! What the programs that show the screens have in common on their command lines: the window, the
//! server for a browser, and `bellrope-desk`, which becomes one of them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

use crate::clock::SystemClock;
use crate::screen::Settings;
use crate::text::Lang;

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
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

/// What a program that shows the screens is told.
#[derive(Debug, Args)]
pub struct ShellArgs {
    /// Folder of the vault
    #[arg(long, value_name = "DIR")]
    vault: PathBuf,
    /// Language to begin with
    #[arg(long, value_name = "LANG", default_value = "nl")]
    lang: LangArg,
    /// Minutes without use after which the vault locks, instead of those that the desk chose
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..=480))]
    lock_after: Option<u64>,
    /// Take the time of so many days ago; for tests and the demo only
    #[arg(long, value_name = "DAYS", default_value_t = 0, hide = true)]
    clock_behind: u32,
}

impl ShellArgs {
    /// Returns the clock that they ask for.
    #[must_use]
    pub fn clock(&self) -> SystemClock {
        SystemClock::behind(self.clock_behind)
    }

    /// Returns the settings of the screens; `dialogs` says whether the program has the system's
    /// dialogs for files. Randomness is the system's.
    #[must_use]
    pub fn settings(self, dialogs: bool) -> Settings {
        Settings {
            folder: self.vault,
            lang: self.lang.into(),
            lock_after: self.lock_after.map(|it| Duration::from_secs(it * 60)),
            dialogs,
            rng: || Box::new(UnwrapErr(SysRng)),
        }
    }
}
