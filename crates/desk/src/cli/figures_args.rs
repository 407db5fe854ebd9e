//! What may stand on the command line about figures.

use std::path::PathBuf;

use bellrope_figures::{Period, Rounding, Settings, SettingsError};
use clap::{Args, Subcommand, ValueEnum};

/// Figures.
#[derive(Debug, Subcommand)]
pub(crate) enum FiguresCommand {
    /// Show the tables of a period as the public would see them
    Show {
        #[command(flatten)]
        plan: PlanArgs,
        /// Show the exact numbers beside them: never outside the desk
        #[arg(long)]
        exact: bool,
    },
    /// Write the protected tables to a file (JSON), if the attacker finds nothing
    Make {
        #[command(flatten)]
        plan: PlanArgs,
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
    },
    /// Attack a file of protected tables, together with everything published before
    Attack {
        /// The file
        file: PathBuf,
    },
    /// List what was published, or show one of it
    Published {
        /// Number of the set, such as 2026.1
        number: Option<String>,
    },
    /// Take in the figures of another source, from a CSV file
    Source {
        /// The file
        file: PathBuf,
    },
    /// List the other sources
    Sources,
    /// Forget the figures of another source
    DropSource {
        /// Its name, as sources lists it
        name: String,
    },
    /// Note how many people worked in the organisation in a year
    Staff {
        /// The year
        year: u16,
        /// The number of people
        people: u32,
    },
    /// Show categories of which more came than was to be expected; for coordinators
    Patterns,
}

/// What is counted, and how it is protected.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// Year or quarter, such as 2026 or 2026-Q3; this year if it is not given
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Hide counts below this, 3 to 20
    #[arg(long, value_name = "COUNT", default_value_t = Settings::THRESHOLD)]
    threshold: u32,
    /// Hide zeros too
    #[arg(long)]
    hide_zeros: bool,
    /// Round to multiples of five: besides hiding, or instead of it where that is safe
    #[arg(long, value_name = "HOW")]
    round: Option<RoundArg>,
}

/// How numbers are rounded.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoundArg {
    /// Besides hiding
    Added,
    /// Instead of hiding
    Instead,
}

impl PlanArgs {
    /// Returns the period; the year of a day if none is given.
    pub(crate) fn period(&self, year: u16) -> Period {
        self.period.unwrap_or(Period::year(year))
    }

    pub(crate) fn settings(&self) -> Result<Settings, SettingsError> {
        let mut settings = Settings::new(self.threshold)?;
        settings.hide_zeros = self.hide_zeros;
        settings.rounding = match self.round {
            None => Rounding::None,
            Some(RoundArg::Added) => Rounding::Added,
            Some(RoundArg::Instead) => Rounding::Instead,
        };
        Ok(settings)
    }
}
