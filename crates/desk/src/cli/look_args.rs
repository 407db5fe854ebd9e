//! What may stand on the command line about looking over all cases.

use std::path::PathBuf;

use clap::Subcommand;

/// Look over all cases.
#[derive(Debug, Subcommand)]
pub(crate) enum LookCommand {
    /// List what is overdue and what is due, over every clock of every case
    Terms {
        /// Only of the cases that you may read, and without tasks of others
        #[arg(long)]
        mine: bool,
        /// Only what is overdue, or due within so many days
        #[arg(long, value_name = "DAYS")]
        due: Option<u32>,
    },
    /// Write what is due to a calendar file: numbers of cases and terms, nothing else
    Calendar {
        /// The file (iCalendar)
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Only of the cases that you may read, and without tasks of others
        #[arg(long)]
        mine: bool,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
    },
    /// Search the cases that you may read
    ///
    /// Words must all be found, in any spelling; an argument with spaces is found as it stands.
    /// category:, unit:, status: and period: narrow it down. Prints numbers and places. Other
    /// programs may see a command line; what is typed inside an open vault (unlock) they cannot.
    Search {
        /// What to search for
        #[arg(required = true)]
        query: Vec<String>,
        /// Print a few words around what was found
        #[arg(long)]
        excerpt: bool,
    },
}
