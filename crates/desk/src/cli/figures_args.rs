//! What may stand on the command line about figures.

use std::path::PathBuf;

use bellrope_desk::errand::Recipient;
use bellrope_desk::part::PartCode;
use bellrope_figures::{Period, Rounding, Settings, SettingsError};
use clap::{Args, Subcommand, ValueEnum};

use super::args::ErrandArgs;

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
        #[command(flatten)]
        errand: FiguresErrand,
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
    /// List the parts of the organisation
    Parts,
    /// Name a part of the organisation, or name it anew; a code never changes its meaning
    Part {
        /// Its code: small letters, digits and hyphens
        code: PartCode,
        /// Its name in Dutch
        #[arg(long, value_name = "NAME")]
        nl: String,
        /// Its name in English; the Dutch one if it is not given
        #[arg(
            long,
            value_name = "NAME",
            default_value = "",
            hide_default_value = true
        )]
        en: String,
    },
    /// Retire a part of the organisation: no case is given it any more
    RetirePart {
        /// Its code
        code: PartCode,
    },
    /// Show categories of which more came than was to be expected; for coordinators
    Patterns,
}

/// What figures leave the vault for, and for whom.
#[derive(Debug, Args)]
pub(crate) struct FiguresErrand {
    /// What for: publication, or as save-attachment has it
    #[arg(long, value_name = "CODE", default_value = "publication")]
    ground: String,
    /// For whom: public, organisation, or as save-attachment has it; by default those whom it is made for
    #[arg(long, value_name = "CODE")]
    recipient: Option<String>,
    /// What for in own words; the trail has a hash of it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    reason: String,
}

impl FiguresErrand {
    /// Says for whom it is if nobody said so.
    pub(crate) fn or_to(self, usual: Recipient) -> ErrandArgs {
        let usual = || usual.as_str().to_owned();
        ErrandArgs {
            ground: self.ground,
            recipient: self.recipient.unwrap_or_else(usual),
            reason: self.reason,
        }
    }
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
