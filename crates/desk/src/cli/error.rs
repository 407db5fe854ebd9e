//! The last mile of errors: what is said, what to do about it, and the exit code.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use bellrope_bundle::durable::DurableError;
use bellrope_casework::reason::{REASON_MAX_LEN, ReasonError};
use bellrope_desk::attachment::LookError;
use bellrope_desk::attachment::SaveError;
use bellrope_desk::backup::BackupError;
use bellrope_desk::board::BoardError;
use bellrope_desk::card::RotateError;
use bellrope_desk::case::access::AccessError;
use bellrope_desk::case::{
    CareError, ClassifyError, ClockError, DraftError, EnterError, HearingError, LinkError,
    MoveToError, NoteError, ReplyError, ShowError, SpamError, TaskError, TriageError,
};
use bellrope_desk::configuration::ConfigureError;
use bellrope_desk::dossier::DossierError;
use bellrope_desk::errand::ErrandError;
use bellrope_desk::export::ExportError;
use bellrope_desk::figures::{FiguresError, StoreError};
use bellrope_desk::founding::FoundError;
use bellrope_desk::identity::IdentityError;
use bellrope_desk::import::ImportError;
use bellrope_desk::learning::LearningError;
use bellrope_desk::page::PageError;
use bellrope_desk::part::PartError;
use bellrope_desk::person::PersonError;
use bellrope_desk::practice::PracticeError;
use bellrope_desk::proposal::ProposalError;
use bellrope_desk::publication::PublicationError;
use bellrope_desk::recovery::{self, RecoveryError};
use bellrope_desk::redaction::RedactionError;
use bellrope_desk::reply_batch::BatchError;
use bellrope_desk::retention::RetentionError;
use bellrope_desk::right::RightError;
use bellrope_desk::said::{Fault, Said, Say};
use bellrope_desk::search::SearchError;
use bellrope_desk::sharing::SharingError;
use bellrope_desk::terms::CalendarError;
use bellrope_desk::text::Texts;
use bellrope_desk::vault::{PassphraseError, TokenError, VaultError};

use bellrope_figures::SettingsError;
use bellrope_shares::ParseShareError;
use bellrope_trail::Fault as TrailFault;

use super::shell::WINDOW;
use super::tell;

/// Exit codes (docs/architecture.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    Refused = 1,
    Usage = 2,
    Machine = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Everything that can stop a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    #[error(transparent)]
    Found(#[from] FoundError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Show(#[from] ShowError),
    #[error(transparent)]
    Reply(#[from] ReplyError),
    #[error(transparent)]
    Save(#[from] SaveError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    Board(#[from] BoardError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Rotate(#[from] RotateError),
    #[error(transparent)]
    Page(#[from] PageError),
    #[error(transparent)]
    Practice(#[from] PracticeError),
    #[error(transparent)]
    Recovery(#[from] RecoveryError),
    #[error("the trail is broken")]
    Trail(#[source] TrailFault),
    #[error(transparent)]
    Retention(#[from] RetentionError),
    #[error("case {number} was not deleted")]
    NotDeleted { number: String },
    #[error("this is no share")]
    Share(#[source] ParseShareError),
    #[error(transparent)]
    Move(#[from] MoveToError),
    #[error(transparent)]
    Classify(#[from] ClassifyError),
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Task(#[from] TaskError),
    #[error(transparent)]
    Draft(#[from] DraftError),
    #[error(transparent)]
    Configure(#[from] ConfigureError),
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Triage(#[from] TriageError),
    #[error(transparent)]
    Care(#[from] CareError),
    #[error(transparent)]
    Clock(#[from] ClockError),
    #[error(transparent)]
    Hearing(#[from] HearingError),
    #[error(transparent)]
    Enter(#[from] EnterError),
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(transparent)]
    Spam(#[from] SpamError),
    #[error(transparent)]
    Learning(#[from] LearningError),
    #[error(transparent)]
    Redaction(#[from] RedactionError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Look(#[from] LookError),
    #[error("no recipient of age")]
    RecipientKey,
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Person(#[from] PersonError),
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Sharing(#[from] SharingError),
    #[error(transparent)]
    Figures(#[from] FiguresError),
    #[error(transparent)]
    FiguresStore(#[from] StoreError),
    #[error(transparent)]
    FiguresSettings(#[from] SettingsError),
    #[error("there are no such figures")]
    NoFigures,
    #[error(transparent)]
    Publication(#[from] PublicationError),
    #[error("the file of words is too long")]
    LongWords,
    #[error("file is not UTF-8, or too long")]
    Csv,
    #[error(transparent)]
    Errand(#[from] ErrandError),
    #[error(transparent)]
    Part(#[from] PartError),
    #[error(transparent)]
    Right(#[from] RightError),
    #[error("there is no such person on the team")]
    NoPerson { person: String },
    #[error("there is no such proposal")]
    NoProposal,
    #[error("cannot write the file")]
    Write(#[from] DurableError),
    #[error("{} is there", file.display())]
    Exists { file: PathBuf },
    #[error("no vault named")]
    NoVault,
    #[error("no passphrase given")]
    NoPassphrase,
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error("the two passphrases differ")]
    PassphraseDiffers,
    #[error("there is no case {number}")]
    NoCase { number: String },
    #[error("{name} is not beside this program")]
    NoShell { name: &'static str },
    #[error("{code} is no {kind}")]
    Code {
        kind: &'static str,
        code: String,
        codes: Vec<&'static str>,
    },
    #[error("{field} is no field and value")]
    Field { field: String },
    #[error("{text} is no day")]
    Day { text: String },
    #[error("no reason")]
    Reason(#[source] ReasonError),
    #[error("the command cannot be given inside an open vault")]
    NotHere,
    #[error("the desk's name is no valid name")]
    Name(#[source] bellrope_protocol::base::NameError),
    #[error("the desk needs a name in dutch and in english")]
    NoName,
    #[error("{} is no relay.pub", file.display())]
    RelayPub {
        file: PathBuf,
        #[source]
        source: serde_json::Error,
    },
    #[error("cannot read {}", file.display())]
    Io {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl CliError {
    pub(crate) fn io(file: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let file = file.into();
        move |source| Self::Io { file, source }
    }

    /// Returns the exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self.said().fault() {
            Fault::Refused => Exit::Refused,
            Fault::Usage => Exit::Usage,
            Fault::Machine => Exit::Machine,
        }
    }

    /// Says whether the vault itself failed, so that nothing more can be done with it.
    pub(crate) fn is_of_vault(&self) -> bool {
        self.vault_error().is_some_and(|err| {
            matches!(
                err,
                VaultError::Database { .. } | VaultError::Damaged { .. }
            )
        })
    }

    fn vault_error(&self) -> Option<&VaultError> {
        match self {
            Self::Vault(err)
            | Self::Found(FoundError::Vault(err))
            | Self::Import(ImportError::Vault(err))
            | Self::Show(ShowError::Vault(err))
            | Self::Reply(ReplyError::Vault(err))
            | Self::Save(SaveError::Vault(err))
            | Self::Batch(BatchError::Vault(err))
            | Self::Board(BoardError::Vault(err) | BoardError::Batch(BatchError::Vault(err)))
            | Self::Export(ExportError::Vault(err) | ExportError::Batch(BatchError::Vault(err)))
            | Self::Backup(BackupError::Vault(err))
            | Self::Rotate(RotateError::Vault(err))
            | Self::Practice(PracticeError::Vault(err))
            | Self::Recovery(RecoveryError::Vault(err))
            | Self::Retention(RetentionError::Vault(err))
            | Self::Redaction(RedactionError::Vault(err))
            | Self::Dossier(DossierError::Vault(err))
            | Self::Access(AccessError::Vault(err))
            | Self::Person(PersonError::Vault(err))
            | Self::Proposal(ProposalError::Vault(err))
            | Self::Identity(IdentityError::Vault(err))
            | Self::Sharing(SharingError::Vault(err))
            | Self::Errand(ErrandError::Vault(err))
            | Self::Right(RightError::Vault(err))
            | Self::Page(PageError::Vault(err)) => Some(err),
            _ => None,
        }
    }
}

/// Reports an error on standard error.
pub(crate) fn report(err: &CliError, texts: &Texts) {
    let said = err.said();
    tell(format!("bellrope-desk: error: {}", said.text(texts)));
    if let Some(advice) = said.advice(texts) {
        tell(format!("bellrope-desk: hint: {advice}"));
    }
}

impl Say for CliError {
    fn said(&self) -> Said {
        match self {
            CliError::Vault(err) => err.said(),
            CliError::Passphrase(err) => err.said(),
            CliError::Found(err) => err.said(),
            CliError::Import(err) => err.said(),
            CliError::Show(err) => err.said(),
            CliError::Reply(err) => err.said(),
            CliError::Save(err) => err.said(),
            CliError::Batch(err) => err.said(),
            CliError::Board(err) => err.said(),
            CliError::Export(err) => err.said(),
            CliError::Backup(err) => err.said(),
            CliError::Rotate(err) => err.said(),
            CliError::Page(err) => err.said(),
            CliError::Practice(err) => err.said(),
            CliError::Recovery(err) => err.said(),
            CliError::Trail(err) => Said::refused("err-trail").hint("rec-trail").because(err),
            CliError::Retention(err) => err.said(),
            CliError::NotDeleted { .. } => Said::refused("err-not-deleted"),
            CliError::Share(err) => recovery::said_of_typing(*err),
            CliError::Move(err) => err.said(),
            CliError::Classify(err) => err.said(),
            CliError::Note(err) => err.said(),
            CliError::Task(err) => err.said(),
            CliError::Draft(err) => err.said(),
            CliError::Configure(err) => err.said(),
            CliError::Calendar(err) => err.said(),
            CliError::Search(err) => err.said(),
            CliError::Triage(err) => err.said(),
            CliError::Care(err) => err.said(),
            CliError::Clock(err) => err.said(),
            CliError::Hearing(err) => err.said(),
            CliError::Enter(err) => err.said(),
            CliError::Link(err) => err.said(),
            CliError::Spam(err) => err.said(),
            CliError::Learning(err) => err.said(),
            CliError::Redaction(err) => err.said(),
            CliError::Dossier(err) => err.said(),
            CliError::Look(err) => err.said(),
            CliError::RecipientKey => Said::refused("err-recipient-key").hint("rec-recipient-key"),
            CliError::Access(err) => err.said(),
            CliError::Person(err) => err.said(),
            CliError::Proposal(err) => err.said(),
            CliError::Identity(err) => err.said(),
            CliError::Sharing(err) => err.said(),
            CliError::Figures(err) => err.said(),
            CliError::FiguresStore(err) => err.said(),
            CliError::FiguresSettings(err) => err.said(),
            CliError::NoFigures => Said::refused("err-no-figures"),
            CliError::Publication(err) => err.said(),
            CliError::LongWords => Said::refused("err-report-long-words"),
            CliError::Csv => Said::refused("err-figures-csv")
                .hint("rec-figures-csv")
                .because(self),
            CliError::Errand(err) => err.said(),
            CliError::Part(err) => err.said(),
            CliError::Right(err) => err.said(),
            CliError::NoPerson { person } => Said::refused("err-nobody-called")
                .hint("rec-nobody-called")
                .value("person", person),
            CliError::NoProposal => Said::refused("err-no-proposal").hint("rec-no-proposal"),
            CliError::Write(err) => err.said(),
            CliError::Exists { file } => Said::refused("err-exists")
                .hint("rec-replace")
                .value("file", file.display()),
            CliError::NoVault => Said::usage("err-vault-missing").hint("rec-vault-missing"),
            CliError::Token(err) => err.said(),
            CliError::NoPassphrase => Said::refused("err-no-passphrase").hint("rec-no-passphrase"),
            CliError::PassphraseDiffers => {
                Said::refused("err-passphrase-differs").hint("rec-passphrase-differs")
            }
            CliError::NoCase { number } => Said::no_case(number),
            CliError::NoShell { name: WINDOW } => Said::refused("err-no-window")
                .hint("rec-no-window")
                .value("name", WINDOW),
            CliError::NoShell { name } => Said::refused("err-no-window")
                .hint("rec-no-shell")
                .value("name", name),
            CliError::Code { kind, code, codes } => Said::refused("err-code")
                .hint("rec-code")
                .value("code", code)
                .value("kind", kind)
                .value("codes", codes.join(", ")),
            CliError::Field { field } => Said::refused("err-field-form")
                .hint("rec-field-form")
                .value("field", field),
            CliError::Day { text } => Said::refused("err-day").hint("rec-day").value("text", text),
            CliError::Reason(ReasonError::TooLong { len }) => Said::refused("err-reason-too-long")
                .value("bytes", len)
                .value("most", REASON_MAX_LEN),
            CliError::Reason(_) => Said::refused("err-move-reason").hint("rec-move-reason"),
            CliError::NotHere => Said::refused("err-not-here"),
            CliError::Name(err) => Said::usage("err-name").because(err),
            CliError::NoName => Said::usage("err-no-name"),
            CliError::RelayPub { file, source } => Said::refused("err-relay-pub")
                .hint("rec-relay-pub")
                .value("file", file.display())
                .because(source),
            CliError::Io { .. } => Said::named(self),
        }
    }
}
