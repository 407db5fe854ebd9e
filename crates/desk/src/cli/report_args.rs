//! What may stand on the command line about the integrated report.

use std::path::PathBuf;

use bellrope_desk::errand::Recipient;
use bellrope_report::Variant;
use clap::{Args, Subcommand, ValueEnum};

use super::figures_args::{FiguresErrand, PlanArgs};

/// The integrated report.
#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Make a report from the figures of a period and words; nothing is published by that
    Make {
        #[command(flatten)]
        plan: PlanArgs,
        /// The words: a file in TOML
        #[arg(long, value_name = "FILE")]
        words: PathBuf,
    },
    /// Make a correction of a report that was published: a new version of it
    Correct {
        /// Its number, as list has it
        number: u32,
        /// The sort of reason
        #[arg(long, value_name = "GROUND")]
        ground: GroundArg,
        /// The reason, which the report prints
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        plan: PlanArgs,
        /// The words: a file in TOML
        #[arg(long, value_name = "FILE")]
        words: PathBuf,
    },
    /// Write what the public would see of the report that was made last, as HTML
    Preview {
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
        /// For whom
        #[arg(long = "for", value_name = "READERS", default_value = "public")]
        readers: ReadersArg,
        #[command(flatten)]
        errand: FiguresErrand,
    },
    /// Publish the report that was made last: numbered, signed, archived; takes two people
    Publish,
    /// Write the files of a report that was published to a new folder; not before its embargo ends
    Export(ExportArgs),
    /// List what was published, and what was made
    List,
}

/// What is exported, and where to.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Its number, as list has it
    pub(crate) number: u32,
    /// The version; the last one if it is not given
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<u32>,
    /// The folder, which must not be there
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// For whom
    #[arg(long = "for", value_name = "READERS", default_value = "public")]
    pub(crate) readers: ReadersArg,
    #[command(flatten)]
    pub(crate) errand: FiguresErrand,
}

/// For whom a report is.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ReadersArg {
    /// Everybody
    Public,
    /// The organisation's own people
    Intranet,
}

impl ReadersArg {
    /// Says for whom something leaves the vault that these read.
    pub(crate) const fn recipient(self) -> Recipient {
        match self {
            Self::Public => Recipient::Public,
            Self::Intranet => Recipient::Organisation,
        }
    }
}

impl From<ReadersArg> for Variant {
    fn from(readers: ReadersArg) -> Self {
        match readers {
            ReadersArg::Public => Self::Public,
            ReadersArg::Intranet => Self::Intranet,
        }
    }
}

/// Why a report is corrected.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GroundArg {
    /// Something was counted wrongly
    Counting,
    /// Reports or outcomes came in later
    Late,
    /// What is counted was defined anew
    Definition,
    /// Another source corrected its figures
    Source,
    /// The words were wrong, the figures were not
    Wording,
}

impl From<GroundArg> for bellrope_report::Ground {
    fn from(ground: GroundArg) -> Self {
        match ground {
            GroundArg::Counting => Self::Counting,
            GroundArg::Late => Self::Late,
            GroundArg::Definition => Self::Definition,
            GroundArg::Source => Self::Source,
            GroundArg::Wording => Self::Wording,
        }
    }
}
