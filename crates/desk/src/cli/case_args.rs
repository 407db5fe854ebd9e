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
        /// It is a hand-over note: what somebody must know who takes the case over
        #[arg(long)]
        handover: bool,
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
    /// Show the checks of a new case, and answer them
    Triage(TriageArgs),
    /// Name what the dossier lacks for a status
    Gaps {
        /// Number of the case
        case: String,
        /// The status, by its code
        code: String,
    },
    /// Add the record of a hearing from a file or standard input, or take one a step further
    Hearing(HearingArgs),
    /// Set a clock on a case besides those that it has, or note that it was met
    Clock(ClockArgs),
    /// List the moments of aftercare, or note what was done about one
    Aftercare {
        /// Number of the case
        case: String,
        /// The moment, in months after closing: the reporter was asked
        #[arg(long, value_name = "MONTHS")]
        asked: Option<u32>,
        /// The moment that is skipped
        #[arg(
            long,
            value_name = "MONTHS",
            conflicts_with = "asked",
            requires = "reason"
        )]
        skip: Option<u32>,
        /// Why it is skipped
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Enter a report that came on another way, from a file or standard input
    Enter(EnterArgs),
    /// Link two cases, or end a link
    Link {
        /// Number of the case
        case: String,
        /// Number of the other case
        other: String,
        /// What links them: same-incident, same-person, same-reporter, pattern, detriment, same-report
        #[arg(long, value_name = "KIND")]
        kind: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// End the link
        #[arg(long)]
        end: bool,
    },
    /// List the groups of linked cases
    Clusters,
    /// Handle a case in another from now on
    Merge {
        /// Number of the case
        case: String,
        /// Number of the case that goes on
        into: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Copy parts of a conversation to a case of its own
    Split {
        /// Number of the case
        case: String,
        /// Numbers of the parts, from 1, in the order of show
        #[arg(required = true)]
        items: Vec<usize>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Hand a case over to another body
    HandOver {
        /// Number of the case
        case: String,
        /// To whom: police, committee, commander, huis, authority or other
        #[arg(long, value_name = "BODY")]
        to: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Mark cases and unverified letters as spam, or take the mark off
    Spam {
        /// Numbers of cases
        cases: Vec<String>,
        /// Number of a letter in the unverified box; may be given several times
        #[arg(long, value_name = "LETTER")]
        unverified: Vec<u64>,
        /// They are no spam after all
        #[arg(long)]
        clear: bool,
    },
    /// Check whether a text that is to be shared gives the reporter away; takes two people
    ///
    /// Without a file it lists what was checked. With a file and answers it records the judgement of
    /// exactly that text: safe, risk or unsure for each question.
    Sharing(SharingArgs),
    /// The name that a reporter gave: kept apart, opened by two
    Name {
        #[command(subcommand)]
        command: NameCommand,
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

/// What somebody answers about a text that is to be shared.
#[derive(Debug, clap::Args)]
pub(crate) struct SharingArgs {
    /// Number of the case
    pub(crate) case: String,
    /// The text, as it goes out
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Are there enough people who could know this?
    #[arg(long, value_name = "CODE", requires = "file")]
    pub(crate) how_many: Option<String>,
    /// Is it free of dates, places and facts that point at one person?
    #[arg(long, value_name = "CODE", requires = "file")]
    pub(crate) unique_facts: Option<String>,
    /// Is it free of sentences in the reporter's own words?
    #[arg(long, value_name = "CODE", requires = "file")]
    pub(crate) style: Option<String>,
    /// Would someone other than the reporter be suspected too?
    #[arg(long, value_name = "CODE", requires = "file")]
    pub(crate) sole_suspect: Option<String>,
}

/// What is done about a name.
#[derive(Debug, Subcommand)]
pub(crate) enum NameCommand {
    /// Say whether a name is kept, and who opened it; never the name
    Show {
        /// Number of the case
        case: String,
    },
    /// Keep a name that you were told, in place of an earlier one; the name is asked
    Keep {
        /// Number of the case
        case: String,
    },
    /// Ask a custodian to open the name for you; why is asked, and why the reporter is not told
    Ask {
        /// Number of the case
        case: String,
        /// The reporter was told: the notice of disclosure went out
        #[arg(long)]
        told: bool,
        /// A custodian is here and types their passphrase
        #[arg(long)]
        beside: bool,
    },
    /// Open the name, once, after a custodian approved
    Open {
        /// Number of the case
        case: String,
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
    /// The part of the organisation, as figures parts lists them; none if it is not known
    #[arg(long, value_name = "CODE")]
    pub(crate) part: Option<String>,
    /// Where in the organisation it plays, in own words
    #[arg(long, value_name = "TEXT")]
    pub(crate) unit: Option<String>,
    /// Why; flag, route and outcome need it
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

/// The checks of a case.
#[derive(Debug, clap::Args)]
pub(crate) struct TriageArgs {
    /// Number of the case
    pub(crate) case: String,
    /// Whether someone is in danger now
    #[arg(long, value_name = "CODE")]
    pub(crate) danger: Option<String>,
    /// The main category
    #[arg(long, value_name = "CODE")]
    pub(crate) category: Option<String>,
    /// A further category; may be given several times
    #[arg(long, value_name = "CODE", requires = "category")]
    pub(crate) also: Vec<String>,
    /// Whether it is a suspected misstand: not-yet, no, or its ground
    #[arg(long, value_name = "CODE")]
    pub(crate) misstand: Option<String>,
    /// Whether the desk can go on with what it has
    #[arg(long, value_name = "CODE")]
    pub(crate) completeness: Option<String>,
    /// Whether you have an interest of your own: none or some
    #[arg(long, value_name = "CODE")]
    pub(crate) conflict: Option<String>,
    /// Whether there is detriment
    #[arg(long, value_name = "CODE")]
    pub(crate) detriment: Option<String>,
    /// The risk of retaliation
    #[arg(long, value_name = "CODE")]
    pub(crate) retaliation: Option<String>,
    /// How soon somebody must act
    #[arg(long, value_name = "CODE")]
    pub(crate) urgency: Option<String>,
    /// The way that fits
    #[arg(long, value_name = "CODE")]
    pub(crate) route: Option<String>,
    /// The part of the organisation, as figures parts lists them; none if it is not known
    #[arg(long, value_name = "CODE")]
    pub(crate) part: Option<String>,
    /// Why; needed once every check is answered
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

/// The record of a hearing.
#[derive(Debug, clap::Args)]
pub(crate) struct HearingArgs {
    /// Number of the case
    pub(crate) case: String,
    /// Who was heard
    #[arg(long, value_name = "CODE", default_value = "reporter")]
    pub(crate) party: String,
    /// How it was recorded: recording, transcript or minutes
    #[arg(long, value_name = "CODE", default_value = "minutes")]
    pub(crate) form: String,
    /// The day of the consent to a recording
    #[arg(long, value_name = "DAY")]
    pub(crate) consent: Option<String>,
    /// Take the text from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Number of the record to take further
    #[arg(long, value_name = "RECORD", requires = "state")]
    pub(crate) record: Option<usize>,
    /// Its next state: sent, corrected or agreed
    #[arg(long, value_name = "CODE", requires = "record")]
    pub(crate) state: Option<String>,
    /// What was corrected
    #[arg(long, value_name = "TEXT")]
    pub(crate) correction: Option<String>,
}

/// A clock on a case.
#[derive(Debug, clap::Args)]
pub(crate) struct ClockArgs {
    /// Number of the case
    pub(crate) case: String,
    /// What runs: complaint, authority or privacy
    #[arg(long, value_name = "KIND", required_unless_present = "met")]
    pub(crate) kind: Option<String>,
    /// The day that it runs from
    #[arg(long, value_name = "DAY", required_unless_present = "met")]
    pub(crate) from: Option<String>,
    /// A committee handles the complaint
    #[arg(long)]
    pub(crate) committee: bool,
    /// Weeks by which the complaint was adjourned
    #[arg(long, value_name = "WEEKS", default_value_t = 0)]
    pub(crate) adjourned: u32,
    /// The authority said why it takes longer, or the requester was told of an extension
    #[arg(long)]
    pub(crate) longer: bool,
    /// What the clock asks for was done
    #[arg(long, conflicts_with_all = ["kind", "from"])]
    pub(crate) met: bool,
}

/// A report that came on another way.
#[derive(Debug, clap::Args)]
pub(crate) struct EnterArgs {
    /// How it came: phone, email, post, in-person or confidential-adviser
    #[arg(long, value_name = "CODE")]
    pub(crate) came: String,
    /// When it came
    #[arg(long, value_name = "DAY")]
    pub(crate) received: String,
    /// The reporter's language: nl or en
    #[arg(long, value_name = "CODE", default_value = "nl")]
    pub(crate) reporter_lang: String,
    /// What kind of contact it is
    #[arg(long, value_name = "CODE", default_value = "report")]
    pub(crate) kind: String,
    /// How the reporter is known to the desk
    #[arg(long, value_name = "CODE", default_value = "anonymous")]
    pub(crate) identity: String,
    /// How a spoken report was recorded: recording, transcript or minutes
    #[arg(long, value_name = "CODE")]
    pub(crate) form: Option<String>,
    /// The day of the consent to a recording
    #[arg(long, value_name = "DAY", requires = "form")]
    pub(crate) consent: Option<String>,
    /// Make a case code to hand over
    #[arg(long)]
    pub(crate) code: bool,
    /// Take over the raw letter of this case
    #[arg(long, value_name = "CASE")]
    pub(crate) of: Option<String>,
    /// Take the text from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}
