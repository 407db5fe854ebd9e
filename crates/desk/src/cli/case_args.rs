//! What may stand on the command line about work on cases. Codes are those of docs/casework.md; a
//! wrong one is answered with the list.

use std::path::PathBuf;

use clap::Subcommand;

/// Work on a case.
#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Move a case to another status; the reporter sees what follows from it
    Status {
        /// Number of the case
        case: String,
        /// The status, by its code
        code: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Note what a case is
    Classify(Classify),
    /// Add a note for the team, from a file or standard input; the reporter never sees it
    Note {
        /// Number of the case
        case: String,
        /// Take the text from a file
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Set a task for yourself
    Task {
        /// Number of the case
        case: String,
        /// Its last day
        #[arg(long, value_name = "DAY")]
        due: String,
        /// What sort of task: contact, interview, decision, aftercare or other
        #[arg(long, value_name = "SORT", default_value = "other")]
        sort: String,
        /// What is to be done
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
    },
    /// End a task
    TaskDone {
        /// Number of the case
        case: String,
        /// Number of the task in the case
        task: usize,
        /// It was left undone on purpose
        #[arg(long)]
        skipped: bool,
    },
    /// List the tasks that wait
    Tasks {
        /// Only your own
        #[arg(long)]
        mine: bool,
    },
    /// Draft a text to the reporter, from its template or in own words
    Draft(DraftArgs),
    /// Show a draft as the reporter would read it
    Preview {
        /// Number of the case
        case: String,
        /// What was drafted: the code of a template, or free
        kind: String,
    },
    /// Send a draft as it stands
    Send {
        /// Number of the case
        case: String,
        /// What was drafted: the code of a template, or free
        kind: String,
    },
    /// Show what the desk promises and how it kept that, or change it (TOML: acknowledge,
    /// interim_weeks, advice)
    Promises {
        /// Take new promises from this file
        file: Option<PathBuf>,
    },
    /// Change how the desk words its templates (TOML)
    Templates {
        /// The file
        file: PathBuf,
    },
}

/// What is drafted.
#[derive(Debug, clap::Args)]
pub(crate) struct DraftArgs {
    /// Number of the case
    pub(crate) case: String,
    /// The code of a template, or free
    pub(crate) kind: String,
    /// Fill a field of the template; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) field: Vec<String>,
    /// Leave out a field that may be
    #[arg(long, value_name = "NAME")]
    pub(crate) leave_out: Vec<String>,
    /// Take own words from a file; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["field", "leave_out"])]
    pub(crate) file: Option<PathBuf>,
    /// Throw the draft away
    #[arg(long, conflicts_with_all = ["field", "leave_out", "file"])]
    pub(crate) drop: bool,
}

/// What a case is judged to be.
#[derive(Debug, clap::Args)]
pub(crate) struct Classify {
    /// Number of the case
    pub(crate) case: String,
    /// What kind of contact it is
    #[arg(long, value_name = "CODE")]
    pub(crate) kind: Option<String>,
    /// How the reporter is known to the desk
    #[arg(long, value_name = "CODE")]
    pub(crate) identity: Option<String>,
    /// The main category
    #[arg(long, value_name = "CODE")]
    pub(crate) category: Option<String>,
    /// A further category; may be given several times
    #[arg(long, value_name = "CODE", requires = "category")]
    pub(crate) also: Vec<String>,
    /// Whether it is a suspected misstand: not-yet, no, or its ground
    #[arg(long, value_name = "CODE")]
    pub(crate) misstand: Option<String>,
    /// How soon somebody must act
    #[arg(long, value_name = "CODE")]
    pub(crate) urgency: Option<String>,
    /// The way in which it is handled
    #[arg(long, value_name = "CODE")]
    pub(crate) route: Option<String>,
    /// What came of it
    #[arg(long, value_name = "CODE")]
    pub(crate) outcome: Option<String>,
    /// Where in the organisation it plays, in own words
    #[arg(long, value_name = "TEXT")]
    pub(crate) unit: Option<String>,
    /// Why; flag, route and outcome need it
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}
