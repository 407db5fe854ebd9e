//! What may stand on the command line.

use std::path::PathBuf;

use super::case_args::CaseCommand;
use super::figures_args::FiguresCommand;
use super::learn_args::LearningCommand;
use super::look_args::LookCommand;
use super::person_args::PersonCommand;
use super::redact_args::{DossierCommand, RedactCommand, ReferralCommand};
use super::report_args::ReportCommand;
use bellrope_desk::practice;
use bellrope_desk::shell::LangArg;
use bellrope_desk::vault::Cost;
use bellrope_desk::witness::WitnessChange;
use bellrope_protocol::note::{KeyName, VerifierKey};
use clap::{Parser, Subcommand, ValueEnum};

/// Printed below the help.
const AFTER_HELP: &str = "\
The passphrase is asked on the terminal, or read as the first line of standard input when that
is no terminal. It is never an argument.

Exit codes:
  0  done
  1  refused
  2  usage
  3  cannot reach the relay (never here: the desk has no network)
  4  the machine failed";

/// The desk: vault, cases, replies. Never has a network.
#[derive(Debug, Parser)]
#[command(name = "bellrope-desk", version, after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Folder of the vault
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    /// Language of the texts
    #[arg(long, global = true, value_name = "LANG", default_value = "nl")]
    pub(crate) lang: LangArg,
    /// Take the time of so many days ago; for tests and the demo only
    #[arg(
        long,
        global = true,
        value_name = "DAYS",
        default_value_t = 0,
        hide = true
    )]
    pub(crate) clock_behind: u32,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// An attachment that leaves the vault.
#[derive(Debug, clap::Args)]
pub(crate) struct SaveArgs {
    /// Number of the case
    pub(crate) case: String,
    /// Number of the attachment, as show lists it
    pub(crate) attachment: u32,
    /// Folder to put it in; nothing is overwritten
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) errand: ErrandArgs,
}

/// What something leaves the vault for, and for whom.
#[derive(Debug, clap::Args)]
pub(crate) struct ErrandArgs {
    /// What for: investigation, planning, referral, audit, supervision, court, access-request or other
    #[arg(long, value_name = "CODE")]
    pub(crate) ground: String,
    /// For whom: colleague, investigator, reporter, auditor, supervisor, police, authority or other
    #[arg(long, value_name = "CODE")]
    pub(crate) recipient: String,
    /// What for in own words; the trail has a hash of it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) reason: String,
}

/// How screens are shown.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Show {
    /// Minutes without use after which the vault locks, instead of those that the desk chose
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..=480))]
    pub(crate) lock_after: Option<u64>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Found a desk: all its keys, its first card and its vault
    Init(Init),
    /// Make a practice vault: a year of invented work, to learn on
    Practice(Practice),
    /// Open the vault once and read further commands, one a line
    Unlock,
    /// Show the screens in a window of their own
    Window(Show),
    /// Show the screens in a browser of this machine
    Serve(Show),
    /// Verify a bundle from the relay and import it
    Import {
        /// The bundle
        file: PathBuf,
    },
    /// List the cases
    List,
    /// Show a case
    Show {
        /// Number of the case
        case: String,
    },
    /// Show the letters that belong to no case
    Unverified,
    /// Send a text to the reporter, from a file or standard input
    Reply {
        /// Number of the case
        case: String,
        /// Take the text from a file
        #[arg(long, value_name = "FILE", conflicts_with = "draft")]
        file: Option<PathBuf>,
        /// Send the drafted acknowledgement as it stands
        #[arg(long)]
        draft: bool,
    },
    #[command(flatten)]
    Case(CaseCommand),
    #[command(flatten)]
    Look(LookCommand),
    #[command(flatten)]
    Learning(LearningCommand),
    /// Make, protect and attack the tables of a year
    #[command(subcommand)]
    Figures(FiguresCommand),
    /// Take names and other traces out of texts of a case before they leave
    Redact {
        #[command(subcommand)]
        command: RedactCommand,
    },
    /// Send a dossier of a case to somebody, as an encrypted archive
    Dossier {
        #[command(subcommand)]
        command: DossierCommand,
    },
    /// Refer what may be shared of a case to a body
    Referral {
        #[command(subcommand)]
        command: ReferralCommand,
    },
    /// Make, publish, correct and export the integrated report
    #[command(subcommand)]
    Report(ReportCommand),
    /// Take an attachment out of its parcel
    SaveAttachment(SaveArgs),
    /// Make the reply batches that are due, one for every day
    Batch,
    /// Make the board, what is published of the terms, if five lines can go out together
    Board,
    /// Write a bundle for the relay; makes the batches that are due
    Export {
        /// The bundle
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
    },
    /// Write a backup and the keys of its cases, read them back and compare them
    Backup {
        /// The backup: an age file under the vault's passphrase
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// The keys file, one for all backups; it is replaced. Beside the backup if it is not given
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
    },
    /// Restore a backup to a new vault
    Restore {
        /// The backup
        file: PathBuf,
        /// The newest keys file; beside the backup if it is not given
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
    /// Make weekly keys up to seven weeks ahead, destroy those that are over, make a new card
    Rotate {
        /// Replace the push key too
        #[arg(long)]
        push: bool,
        /// Add an authentication key too
        #[arg(long)]
        authentication: bool,
        /// Announce a higher number of replies a day
        #[arg(long, value_name = "COUNT")]
        replies: Option<u32>,
        /// Take a witness out
        #[arg(long, value_name = "NAME")]
        drop_witness: Vec<KeyName>,
        #[command(flatten)]
        witnesses: Witnesses,
    },
    /// How long cases are kept, holds, and deleting what is over
    Retention {
        #[command(subcommand)]
        command: RetentionCommand,
    },
    /// The trail: what was done at this desk, by whom, without content
    Trail {
        #[command(subcommand)]
        command: TrailCommand,
    },
    /// Shares that open the vault together, if nobody who knows a passphrase is left
    Recovery {
        #[command(subcommand)]
        command: RecoveryCommand,
    },
    /// Open the vault with shares, and let somebody in
    Recover {
        /// Whom to let in: a colleague under a new passphrase, or somebody new
        #[arg(long, value_name = "NAME", default_value = "Coördinator")]
        person: String,
        /// Restore the newest backup to a new vault first: the laptop is lost too
        #[arg(long, value_name = "FILE")]
        backup: Option<PathBuf>,
        /// Its keys file; beside the backup if it is not given
        #[arg(long, value_name = "FILE", requires = "backup")]
        keys: Option<PathBuf>,
    },
    /// Say whether you have an interest in cases; nothing of them is shown before
    Interest {
        /// none, or own: then your access ends at once
        interest: InterestArg,
        /// Numbers of the cases
        #[arg(required = true)]
        cases: Vec<String>,
    },
    /// Say who reads and handles a case, or change it
    Access(AccessArgs),
    /// List the team
    People,
    /// Joining, leaving, roles, absences, hand-over, your passphrase and your statement
    Person {
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// List what waits for a second person
    Proposals,
    /// Approve a proposal, as the second person
    Approve(ProposalArgs),
    /// Refuse a proposal, as the second person; why is asked
    Refuse(ProposalArgs),
    /// Take your own proposal back
    Withdraw {
        /// Its id, as proposals lists it
        proposal: String,
    },
    /// Show after how many minutes without use the screens lock, or choose it: 1 to 480
    LockAfter {
        /// The minutes
        minutes: Option<u16>,
    },
    /// Print the desk's fingerprint
    Fingerprint,
    /// Sign the configuration of the reporter's page
    Page(PageArgs),
}

/// What is done about retention.
#[derive(Debug, Subcommand)]
pub(crate) enum RetentionCommand {
    /// List until when every case is kept
    List,
    /// Keep a case whatever its term; asks for the reason
    Hold {
        /// Number of the case
        case: String,
    },
    /// Lift the hold of a case; asks for the reason
    Lift {
        /// Number of the case
        case: String,
    },
    /// Delete a case whose term is over, for ever; takes two people
    Delete {
        /// Number of the case
        case: String,
    },
    /// Print the statement of a deletion, without content
    Statement {
        /// Number of the case
        case: String,
    },
}

/// What is done with the trail.
#[derive(Debug, Subcommand)]
pub(crate) enum TrailCommand {
    /// Write the trail to a file, for an auditor
    Export {
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        errand: TrailErrand,
    },
    /// Verify the trail as an auditor does
    Check,
}

/// What the trail is exported for, and for whom: an auditor, if nothing else is said.
#[derive(Debug, clap::Args)]
pub(crate) struct TrailErrand {
    /// What for, as save-attachment has it
    #[arg(long, value_name = "CODE", default_value = "audit")]
    ground: String,
    /// For whom, as save-attachment has it
    #[arg(long, value_name = "CODE", default_value = "auditor")]
    recipient: String,
    /// What for in own words; the trail has a hash of it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    reason: String,
}

impl From<TrailErrand> for ErrandArgs {
    fn from(args: TrailErrand) -> Self {
        Self {
            ground: args.ground,
            recipient: args.recipient,
            reason: args.reason,
        }
    }
}

/// What is done about recovery.
#[derive(Debug, Subcommand)]
pub(crate) enum RecoveryCommand {
    /// Make shares in place of those that there are, and show them one by one
    Make {
        /// How many shares
        #[arg(long, value_name = "COUNT")]
        of: u8,
        /// How many of them open the vault
        #[arg(long, value_name = "COUNT")]
        need: u8,
    },
    /// Try shares on the vault, and note it in the trail; once a year
    Drill,
    /// Show when shares were made, and tried
    Show,
}

/// Whether somebody has an interest in a case.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum InterestArg {
    /// Nothing to do with what it is about
    None,
    /// An interest of one's own
    Own,
}

/// Who reads and handles a case. People are named by name or id.
#[derive(Debug, clap::Args)]
pub(crate) struct AccessArgs {
    /// Number of the case
    pub(crate) case: String,
    /// Let somebody read it
    #[arg(long, value_name = "PERSON")]
    pub(crate) let_in: Option<String>,
    /// Give it to somebody to handle
    #[arg(long, value_name = "PERSON")]
    pub(crate) assign: Option<String>,
    /// Take it from somebody who handles it
    #[arg(long, value_name = "PERSON")]
    pub(crate) unassign: Option<String>,
    /// End somebody's access
    #[arg(long, value_name = "PERSON")]
    pub(crate) take_out: Option<String>,
    /// Note that you looked at what it was flagged for
    #[arg(long)]
    pub(crate) checked: bool,
    /// Note that somebody took over from a person whose access ended
    #[arg(long, value_name = "PERSON")]
    pub(crate) taken_over: Option<String>,
}

/// A proposal, and who judges it.
#[derive(Debug, clap::Args)]
pub(crate) struct ProposalArgs {
    /// Its id, as proposals lists it
    pub(crate) proposal: String,
    /// The second person is here and types their passphrase
    #[arg(long)]
    pub(crate) beside: bool,
}

/// Who must cosign the desk's logs.
#[derive(Debug, clap::Args)]
pub(crate) struct Witnesses {
    /// Add a witness, by the key that it printed; may be given several times
    #[arg(long, value_name = "VKEY")]
    witness: Vec<VerifierKey>,
    /// How many witnesses must cosign
    #[arg(long, value_name = "COUNT")]
    quorum: Option<u32>,
    /// How old a cosignature may be to send something
    #[arg(long, value_name = "SECONDS")]
    report_secs: Option<u64>,
    /// How old a cosignature may be to show a letter as confirmed
    #[arg(long, value_name = "SECONDS")]
    confirm_secs: Option<u64>,
}

impl Witnesses {
    /// Returns the change that they ask for, with those of the given names taken out.
    pub(crate) fn change(self, drop: Vec<KeyName>) -> WitnessChange {
        WitnessChange {
            add: self.witness,
            drop,
            quorum: self.quorum,
            report_secs: self.report_secs,
            confirm_secs: self.confirm_secs,
        }
    }
}

/// What a desk is founded with.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// The desk's short name: a-z, 0-9 and hyphens
    #[arg(long)]
    pub(crate) desk: String,
    /// The desk's name in Dutch
    #[arg(long)]
    pub(crate) name_nl: String,
    /// The desk's name in English
    #[arg(long)]
    pub(crate) name_en: String,
    /// Your name: you are the first of the team
    #[arg(long, value_name = "NAME", default_value = "Coördinator")]
    pub(crate) person: String,
    /// The relay's public keys, as `bellrope-relay init` wrote them
    #[arg(long, value_name = "FILE")]
    pub(crate) relay: PathBuf,
    #[command(flatten)]
    pub(crate) witnesses: Witnesses,
    /// Memory for each try of the passphrase; below 64 for tests only
    #[arg(long, value_name = "MIB", hide = true)]
    pub(crate) argon2_mib: Option<u32>,
}

/// What a practice vault is made of.
#[derive(Debug, clap::Args)]
pub(crate) struct Practice {
    /// The number that everything in it follows from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many cases
    #[arg(long, value_name = "COUNT", default_value_t = 2000)]
    pub(crate) cases: u32,
    /// How many letters in them
    #[arg(long, value_name = "COUNT", default_value_t = 12_000)]
    pub(crate) letters: u32,
    /// Over how many days they come
    #[arg(long, value_name = "DAYS", default_value_t = practice::YEAR_DAYS)]
    pub(crate) days: u32,
    /// Write a bundle too, to import into it as an exercise
    #[arg(long, value_name = "FILE")]
    pub(crate) exercise: Option<PathBuf>,
    /// Write that bundle over one that is there
    #[arg(long, requires = "exercise")]
    pub(crate) replace: bool,
    /// Memory for each try of the passphrase, which is no secret here
    #[arg(long, value_name = "MIB", hide = true, default_value_t = Cost::MIN_MIB)]
    pub(crate) argon2_mib: u32,
}

/// What a page's configuration is made of.
#[derive(Debug, clap::Args)]
pub(crate) struct PageArgs {
    /// The configuration, as docs/page-config.toml explains it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// manifest.json of the build that is to be served
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: PathBuf,
    /// The key card of another desk on the page; once for each
    #[arg(long, value_name = "FILE")]
    pub(crate) card: Vec<PathBuf>,
    /// What another desk signed: compare it and add this desk's signature
    #[arg(long, value_name = "FILE")]
    pub(crate) with: Option<PathBuf>,
    /// The signed configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

/// A line of an open vault, read as a command.
#[derive(Debug, Parser)]
#[command(name = "", no_binary_name = true, disable_version_flag = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,
}
