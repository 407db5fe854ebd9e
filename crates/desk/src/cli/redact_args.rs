//! What may stand on the command line about redaction, dossiers and referrals.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// A redaction of a case.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Number of the case
    pub(crate) case: String,
    /// Number of the redaction in the case
    pub(crate) redaction: u32,
}

/// What is done about redactions.
#[derive(Debug, Subcommand)]
pub(crate) enum RedactCommand {
    /// List what of a case can be redacted, and its redactions
    List {
        /// Number of the case
        case: String,
    },
    /// Begin a redaction of texts and attachments, as list counts them
    Begin(Begin),
    /// Show what is left: exactly what leaves
    Show(Which),
    /// List what should still be looked at, and every mark
    Marks(Which),
    /// Accept suggestions, as marks counts them
    Accept {
        #[command(flatten)]
        which: Which,
        /// Numbers of the suggestions
        #[arg(required = true)]
        suggestions: Vec<usize>,
        /// The ground, by its code; the usual one if it is not given
        #[arg(long, value_name = "CODE")]
        ground: Option<String>,
    },
    /// Leave suggestions as they stand: they are not made again
    Leave {
        #[command(flatten)]
        which: Which,
        /// Numbers of the suggestions
        #[arg(required = true)]
        suggestions: Vec<usize>,
    },
    /// Mark every place of some words
    Mark {
        #[command(flatten)]
        which: Which,
        /// The words
        words: String,
        /// The ground, by its code
        #[arg(long, value_name = "CODE", default_value = "5.1.2e")]
        ground: String,
        /// Only in this part
        #[arg(long, value_name = "PART")]
        part: Option<usize>,
    },
    /// Draw a box over a picture, in pixels from the upper left
    Box(BoxArgs),
    /// Take a mark or a box away
    Unmark {
        #[command(flatten)]
        which: Which,
        /// Number of the part
        part: usize,
        /// Number of the mark in the part
        mark: usize,
    },
    /// Propose that a second reader signs it off
    SignOff {
        #[command(flatten)]
        which: Which,
        /// Why it is ready
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Write what was signed off to a file: PDF or HTML by its ending
    Export {
        #[command(flatten)]
        which: Which,
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// For whom
        #[arg(long, value_name = "TEXT")]
        recipient: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        purpose: String,
    },
    /// List the grounds, or set grounds and masks of staff numbers (TOML)
    Grounds {
        /// Take them from this file
        file: Option<PathBuf>,
    },
}

/// What a redaction is made of.
#[derive(Debug, Args)]
pub(crate) struct Begin {
    /// Number of the case
    pub(crate) case: String,
    /// What it is called, on the paper too
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: String,
    /// Why it is made
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Number of a text; all that may be shared if none is given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) text: Vec<usize>,
    /// Number of an attachment: the pages of its preview
    #[arg(long, value_name = "NUMBER")]
    pub(crate) attachment: Vec<u32>,
}

/// A box over a picture.
#[derive(Debug, Args)]
pub(crate) struct BoxArgs {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Number of the part
    pub(crate) part: usize,
    /// Pixels from the left
    pub(crate) x: u32,
    /// Pixels from above
    pub(crate) y: u32,
    /// Width
    pub(crate) width: u32,
    /// Height
    pub(crate) height: u32,
    /// The ground, by its code
    #[arg(long, value_name = "CODE", default_value = "5.1.2e")]
    pub(crate) ground: String,
}

/// Answers of the check before sharing: safe, risk or unsure.
#[derive(Debug, Args)]
pub(crate) struct Answers {
    /// Are there enough people who could know this?
    #[arg(long, value_name = "CODE")]
    pub(crate) how_many: Option<String>,
    /// Is it free of dates, places and facts that point at one person?
    #[arg(long, value_name = "CODE")]
    pub(crate) unique_facts: Option<String>,
    /// Is it free of sentences in the reporter's own words?
    #[arg(long, value_name = "CODE")]
    pub(crate) style: Option<String>,
    /// Would someone other than the reporter be suspected too?
    #[arg(long, value_name = "CODE")]
    pub(crate) sole_suspect: Option<String>,
}

/// What is done about dossiers.
#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    /// Show exactly what a dossier would say
    Show {
        /// Number of the case
        case: String,
        /// A section: register, conversation, for-desk, decisions, hearings, files or redactions; all of
        /// them if none is given
        #[arg(long, value_name = "CODE")]
        section: Vec<String>,
    },
    /// Answer the check before sharing about exactly that
    Check {
        /// Number of the case
        case: String,
        /// A section, as for show
        #[arg(long, value_name = "CODE")]
        section: Vec<String>,
        #[command(flatten)]
        answers: Answers,
    },
    /// Propose to send a dossier to somebody
    Propose {
        /// Number of the case
        case: String,
        /// A section, as for show
        #[arg(long, value_name = "CODE")]
        section: Vec<String>,
        /// For whom
        #[arg(long, value_name = "TEXT")]
        recipient: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        /// The recipient's key for age (age1…), or the word passphrase
        #[arg(long, value_name = "KEY")]
        key: String,
    },
    /// List what two people agreed to send of a case: dossiers and referrals
    List {
        /// Number of the case
        case: String,
    },
    /// Write what two people agreed to send, as an encrypted archive; words are asked where no key was
    /// named
    Write {
        /// Number of the case
        case: String,
        /// Its number, as list counts
        order: u32,
        /// The archive
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

/// What is done about referrals.
#[derive(Debug, Subcommand)]
pub(crate) enum ReferralCommand {
    /// List the bodies, what is noted of each, and what is stale
    Bodies,
    /// Note how a body is reached and its key, as checked today
    Body {
        /// The body, by its code
        body: String,
        /// How it is reached
        #[arg(long, value_name = "TEXT")]
        contact: String,
        /// Its key for age (age1…)
        #[arg(long, value_name = "KEY")]
        key: String,
    },
    /// Show exactly what a referral of a redaction would say
    Show(Which),
    /// Answer the check before sharing about exactly that
    Check {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        answers: Answers,
    },
    /// Propose to refer a redaction to a body; dossier write makes the archive
    Propose {
        #[command(flatten)]
        which: Which,
        /// The body, by its code
        body: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        /// Why the reporter was not consulted before
        #[arg(long, value_name = "TEXT")]
        not_consulted: Option<String>,
    },
}
