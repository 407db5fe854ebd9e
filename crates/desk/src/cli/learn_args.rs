//! What may stand on the command line about learning: points, measures, the evaluation of a year.

use std::path::PathBuf;

use clap::Subcommand;

/// Learning of cases.
#[derive(Debug, Subcommand)]
pub(crate) enum LearningCommand {
    /// What the organisation can learn: points without persons
    Learn {
        #[command(subcommand)]
        command: LearnCommand,
    },
    /// The register of measures
    Measure {
        #[command(subcommand)]
        command: MeasureCommand,
    },
    /// The yearly evaluation by the three phases
    Evaluation {
        #[command(subcommand)]
        command: EvaluationCommand,
    },
}

/// What is done about learning points.
#[derive(Debug, Subcommand)]
pub(crate) enum LearnCommand {
    /// List the learning points, and the concluded cases that were not asked yet
    List,
    /// Answer what can be learnt from a case
    Case {
        /// Number of the case
        case: String,
        /// Nothing can be learnt from it
        #[arg(long, conflicts_with_all = ["text", "category", "part"])]
        nothing: bool,
        #[command(flatten)]
        point: PointArgs,
    },
    /// Note a learning point that is of no one case
    Note(PointArgs),
    /// Word a learning point anew
    Change {
        /// Its number
        number: u32,
        #[command(flatten)]
        point: PointArgs,
    },
}

/// A learning point.
#[derive(Debug, clap::Args)]
pub(crate) struct PointArgs {
    /// What can be learnt, without persons
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
    /// What it is about
    #[arg(long, value_name = "CODE")]
    pub(crate) category: Option<String>,
    /// The part of the organisation, as coarse as it can be
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) part: String,
    /// You looked at the words that seem to name somebody: they do not
    #[arg(long)]
    pub(crate) looked: bool,
}

/// What is done about measures.
#[derive(Debug, Subcommand)]
pub(crate) enum MeasureCommand {
    /// List the measures, overdue ones first
    List {
        /// Only those that are overdue
        #[arg(long)]
        overdue: bool,
    },
    /// Show a measure with its history
    Show {
        /// Its number
        number: u32,
    },
    /// Note a measure as proposed
    Note(MeasureArgs),
    /// Word a measure anew
    Change {
        /// Its number
        number: u32,
        #[command(flatten)]
        measure: MeasureArgs,
    },
    /// Move a measure to another state
    Move {
        /// Its number
        number: u32,
        /// The state, by its code
        state: String,
        /// The effect, or why it is dropped
        #[arg(long, value_name = "TEXT")]
        words: Option<String>,
        /// You looked at the words that seem to name somebody: they do not
        #[arg(long)]
        looked: bool,
    },
    /// Count learning points and measures of a year
    Count {
        /// The year
        year: u16,
    },
}

/// A measure.
#[derive(Debug, clap::Args)]
pub(crate) struct MeasureArgs {
    /// What kind it is
    #[arg(long, value_name = "CODE")]
    pub(crate) kind: String,
    /// What is done
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: String,
    /// Whose job it is: a function, not a person
    #[arg(long, value_name = "FUNCTION")]
    pub(crate) owner: String,
    /// The last day
    #[arg(long, value_name = "DAY")]
    pub(crate) target: String,
    /// The day on which it begins
    #[arg(long, value_name = "DAY")]
    pub(crate) start: Option<String>,
    /// The budget line
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) budget: String,
    /// The running initiative that it is part of
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) initiative: String,
    /// Number of a learning point that it comes of; may be given several times
    #[arg(long, value_name = "POINT")]
    pub(crate) point: Vec<u32>,
    /// You looked at the words that seem to name somebody: they do not
    #[arg(long)]
    pub(crate) looked: bool,
}

/// What is done about the yearly evaluation.
#[derive(Debug, Subcommand)]
pub(crate) enum EvaluationCommand {
    /// Print the evaluation of a year as TOML: to read, or to fill in
    Show {
        /// The year
        year: u16,
    },
    /// Write the evaluation of a year
    Write {
        /// The TOML, filled in
        file: PathBuf,
        /// You looked at the words that seem to name somebody: they do not
        #[arg(long)]
        looked: bool,
    },
}
