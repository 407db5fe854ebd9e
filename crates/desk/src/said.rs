//! What is said of an error: the id of a text, the id of a hint, the values in them, and whose
//! fault it was. The command line and the screens say the same.

mod casework;
mod figures;
mod token;

use std::error::Error;
use std::io;

use bellrope_bundle::OpenError;
use bellrope_bundle::durable::DurableError;
use bellrope_preview::PreviewError;
use bellrope_transparency::cosignature::PolicyError;

use crate::attachment::{LookError, SaveError};
use crate::backup::BackupError;
use crate::board::BoardError;
use crate::card::{MAX_REPLY_COUNT, RotateError};
use crate::case::{REPLY_TEXT_MAX_LEN, ReplyError, ShowError};
use crate::export::ExportError;
use crate::founding::FoundError;
use crate::import::ImportError;
use crate::page::PageError;
use crate::practice::PracticeError;
use crate::reply_batch::{BatchError, MAX_DAYS};
use crate::text::{Texts, Value};
use crate::vault::{PASSPHRASE_MIN_CHARS, PassphraseError, VaultError};
use crate::witness::WitnessChangeError;

/// Whose fault an error was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was refused: what was asked for cannot be.
    Refused,
    /// It was asked for in the wrong way.
    Usage,
    /// The machine failed.
    Machine,
}

/// What is said of an error.
#[derive(Debug, Clone)]
pub struct Said {
    error: &'static str,
    hint: Option<&'static str>,
    values: Vec<(&'static str, String)>,
    fault: Fault,
    closes_vault: bool,
}

/// An error that has texts.
pub trait Say {
    /// Returns what is said of it.
    fn said(&self) -> Said;
}

impl Said {
    /// Says that something was refused, by the id of its text.
    #[must_use]
    pub fn refused(error: &'static str) -> Self {
        Self {
            error,
            hint: None,
            values: Vec::new(),
            fault: Fault::Refused,
            closes_vault: false,
        }
    }

    /// Says that something was asked for in the wrong way.
    #[must_use]
    pub fn usage(error: &'static str) -> Self {
        Self {
            fault: Fault::Usage,
            ..Self::refused(error)
        }
    }

    /// Says that the machine failed.
    #[must_use]
    pub fn machine(err: &dyn Error) -> Self {
        Self {
            fault: Fault::Machine,
            ..Self::refused("err-machine").hint("rec-disk").cause(err)
        }
    }

    /// Says what has no text of its own.
    #[must_use]
    pub fn other(err: &dyn Error) -> Self {
        Self::refused("err-other").cause(err)
    }

    /// Says what went wrong with a file or folder that was named: usually it is not there.
    #[must_use]
    pub fn named(err: &(dyn Error + 'static)) -> Self {
        if !is_misplaced(err) {
            return Self::machine(err);
        }
        Self {
            fault: Fault::Machine,
            ..Self::refused("err-place").hint("rec-place").cause(err)
        }
    }

    /// Says that there is no such case.
    #[must_use]
    pub fn no_case(number: &str) -> Self {
        Self::refused("err-no-case")
            .hint("rec-no-case")
            .value("number", number)
    }

    /// Adds what to do about it, by the id of its text.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Adds a value that the texts name.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Adds the error and its causes as the value `cause`.
    #[must_use]
    pub fn cause(self, err: &dyn Error) -> Self {
        self.value("cause", chain(err))
    }

    /// Returns whose fault it was.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// Says whether the vault itself failed: nothing more can be done until it is opened again.
    #[must_use]
    pub fn closes_vault(&self) -> bool {
        self.closes_vault
    }

    /// Returns the text of the error.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        texts.with(self.error, &self.values())
    }

    /// Returns the text of what to do about it, if there is one.
    #[must_use]
    pub fn advice(&self, texts: &Texts) -> Option<String> {
        self.hint.map(|hint| texts.with(hint, &self.values()))
    }

    /// Returns a value of a text, if that is the one said.
    pub(crate) fn value_of(&self, error: &str, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found
            .filter(|_| self.error == error)
            .map(|(_, value)| value.as_str())
    }

    fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, Value::from(value.as_str())))
            .collect()
    }
}

impl Say for VaultError {
    fn said(&self) -> Said {
        match self {
            VaultError::Absent { folder } => Said::refused("err-absent")
                .hint("rec-absent")
                .value("folder", folder.display()),
            VaultError::Occupied { folder } => Said::refused("err-occupied")
                .hint("rec-occupied")
                .value("folder", folder.display()),
            VaultError::Busy => Said::refused("err-busy").hint("rec-busy"),
            VaultError::WrongPassphrase => Said::refused("err-passphrase").hint("rec-passphrase"),
            VaultError::Damaged { part } => Said {
                fault: Fault::Machine,
                closes_vault: true,
                ..Said::refused("err-damaged")
                    .hint("rec-damaged")
                    .value("part", part)
            },
            VaultError::Database { .. } => Said {
                closes_vault: true,
                ..Said::machine(self)
            },
            VaultError::Cost(_) => Said::other(self),
            VaultError::Token(err) => err.said(),
            VaultError::PassphraseTaken => {
                Said::refused("err-passphrase-taken").hint("rec-passphrase-taken")
            }
            VaultError::Closed { number } => Said::refused("err-closed-case")
                .hint("rec-closed-case")
                .value("number", number),
            VaultError::Undeclared { number } => Said::refused("err-undeclared")
                .hint("rec-undeclared")
                .value("number", number),
            VaultError::Statement { due } => Said::refused("err-statement")
                .hint("rec-statement")
                .value("day", due),
            VaultError::Nobody => Said::refused("err-nobody"),
            VaultError::Left => Said {
                closes_vault: true,
                ..Said::refused("err-left")
            },
            _ => Said::machine(self),
        }
    }
}

impl Say for PassphraseError {
    fn said(&self) -> Said {
        match self {
            PassphraseError::TooShort { chars } => Said::refused("err-passphrase-short")
                .hint("rec-passphrase-short")
                .value("chars", chars)
                .value("least", PASSPHRASE_MIN_CHARS),
        }
    }
}

impl Say for ImportError {
    fn said(&self) -> Said {
        match self {
            ImportError::Vault(err) => err.said(),
            ImportError::Open(OpenError::Io(source)) => Said::named(source),
            ImportError::Open(OpenError::Truncated { len }) => Said::refused("err-bundle-torn")
                .hint("rec-bundle-torn")
                .value("bytes", len),
            ImportError::Outward => Said::refused("err-bundle-outward").hint("rec-bundle-outward"),
            ImportError::RealBundle => {
                Said::refused("err-practice-vault").hint("rec-practice-vault")
            }
            ImportError::PracticeBundle => {
                Said::refused("err-practice-bundle").hint("rec-practice-bundle")
            }
            ImportError::OtherDesk { found, expected } => Said::refused("err-bundle-desk")
                .hint("rec-bundle-outward")
                .value("found", found)
                .value("expected", expected),
            ImportError::Read(_) | ImportError::Block { .. } | ImportError::Thread => {
                Said::machine(self)
            }
            _ if self.is_contradiction() => {
                Said::refused("err-bundle").hint("rec-rollback").cause(self)
            }
            _ => Said::refused("err-bundle").hint("rec-bundle").cause(self),
        }
    }
}

impl Say for PageError {
    fn said(&self) -> Said {
        match self {
            PageError::Vault(err) => err.said(),
            PageError::FilledIn { member } => Said::refused("err-page-filled-in")
                .hint("rec-page-filled-in")
                .value("member", member),
            PageError::Manifest => Said::refused("err-page-manifest").hint("rec-page-manifest"),
            PageError::OwnFingerprint => Said::refused("err-page-own").hint("rec-page-own"),
            PageError::NoFingerprint { desk } => Said::refused("err-page-no-fingerprint")
                .hint("rec-page-no-fingerprint")
                .value("desk", desk),
            PageError::NoCard { desk } => Said::refused("err-page-no-card")
                .hint("rec-page-no-card")
                .value("desk", desk),
            PageError::Differs { member } => Said::refused("err-page-differs")
                .hint("rec-page-differs")
                .value("member", member),
            _ => Said::refused("err-page").hint("rec-page").cause(self),
        }
    }
}

impl Say for ReplyError {
    fn said(&self) -> Said {
        match self {
            ReplyError::Vault(err) => err.said(),
            ReplyError::Absent { number } => Said::no_case(number.as_str()),
            ReplyError::Move(err) => err.said(),
            ReplyError::OneWay { number } => Said::refused("err-one-way").value("number", number),
            ReplyError::Empty => Said::refused("err-empty").hint("rec-empty"),
            ReplyError::TooLong { len } => Said::refused("err-too-long")
                .hint("rec-too-long")
                .value("bytes", len)
                .value("most", REPLY_TEXT_MAX_LEN),
            ReplyError::NoDraft { number } => Said::refused("err-no-draft").value("number", number),
        }
    }
}

impl Say for SaveError {
    fn said(&self) -> Said {
        match self {
            SaveError::Vault(err) => err.said(),
            SaveError::Absent { number } => Said::no_case(number.as_str()),
            SaveError::NoAttachment { number, attachment } => Said::refused("err-no-attachment")
                .hint("rec-no-attachment")
                .value("number", number)
                .value("attachment", attachment),
            SaveError::Incomplete { missing, blocks } => Said::refused("err-incomplete")
                .hint("rec-incomplete")
                .value("missing", missing)
                .value("blocks", blocks),
            SaveError::Parcel => Said::refused("err-parcel").hint("rec-tar"),
            SaveError::Refused => Said::refused("err-tar").hint("rec-tar"),
            SaveError::Exists { path } => Said::refused("err-exists")
                .hint("rec-exists")
                .value("file", path.display()),
            _ => Said::named(self),
        }
    }
}

impl Say for LookError {
    fn said(&self) -> Said {
        match self {
            LookError::Open(err) => err.said(),
            LookError::Preview(err) => {
                let said = match err {
                    PreviewError::TooLarge { .. } => Said::refused("err-preview-too-large"),
                    PreviewError::TooSlow => Said::refused("err-preview-too-slow"),
                    PreviewError::Missing { .. } => Said::refused("err-preview-missing"),
                    PreviewError::Unprotected => Said::refused("err-preview-unprotected"),
                    _ => Said::refused("err-preview-died"),
                };
                said.hint("rec-preview")
            }
        }
    }
}

impl Say for BatchError {
    fn said(&self) -> Said {
        match self {
            BatchError::Vault(err) => err.said(),
            BatchError::Restored => Said::refused("err-restored").hint("rec-restored"),
            BatchError::PushKey => Said::refused("err-push-key").hint("rec-push-key"),
            BatchError::ClockBack { today, last } => Said::refused("err-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last),
            BatchError::ClockAhead { today, last } => Said::refused("err-clock-ahead")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last)
                .value("days", MAX_DAYS),
            _ => Said::other(self),
        }
    }
}

impl Say for ExportError {
    fn said(&self) -> Said {
        match self {
            ExportError::Vault(err) => err.said(),
            ExportError::Batch(err) => err.said(),
            ExportError::Board(err) => err.said(),
            ExportError::Practice => {
                Said::refused("err-practice-export").hint("rec-practice-vault")
            }
            ExportError::Nothing => Said::refused("err-export-nothing"),
            ExportError::Write(_) => Said::named(self),
            _ => Said::other(self),
        }
    }
}

impl Say for BackupError {
    fn said(&self) -> Said {
        match self {
            BackupError::Vault(err) => err.said(),
            BackupError::WrongPassphrase => {
                Said::refused("err-restore-passphrase").hint("rec-passphrase")
            }
            BackupError::Damaged => Said::refused("err-no-backup").hint("rec-no-backup"),
            BackupError::NoKeys { file, .. } => Said::refused("err-no-keys")
                .hint("rec-no-keys")
                .value("file", file.display()),
            BackupError::KeysPassphrase => {
                Said::refused("err-keys-passphrase").hint("rec-keys-passphrase")
            }
            BackupError::OtherShares => {
                Said::refused("err-shares-outdated").hint("rec-shares-outdated")
            }
            BackupError::Shares(err) => crate::recovery::said_of(*err),
            BackupError::KeysDamaged => Said::refused("err-keys-damaged").hint("rec-no-keys"),
            BackupError::Differs => Said::refused("err-backup").hint("rec-backup"),
            _ => Said::named(self),
        }
    }
}

impl Say for WitnessChangeError {
    fn said(&self) -> Said {
        match self {
            WitnessChangeError::Unknown { name } => {
                Said::refused("err-witness-unknown").value("name", name)
            }
            WitnessChangeError::Policy(PolicyError::Key { witness }) => {
                Said::refused("err-witness-key").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Repeated { witness }) => {
                Said::refused("err-witness-twice").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Quorum { quorum, witnesses }) => {
                Said::refused("err-witness-quorum")
                    .value("quorum", quorum)
                    .value("witnesses", witnesses)
            }
            WitnessChangeError::Age => Said::refused("err-witness-age"),
            _ => Said::other(self),
        }
    }
}

impl Say for RotateError {
    fn said(&self) -> Said {
        match self {
            RotateError::Vault(err) => err.said(),
            RotateError::Restored => Said::refused("err-restored").hint("rec-restored"),
            RotateError::Clock { today, made } => Said::refused("err-card-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("made", made),
            RotateError::Witnesses(err) => err.said(),
            RotateError::Count { count, now } => Said::refused("err-reply-count")
                .value("count", count)
                .value("now", now)
                .value("most", MAX_REPLY_COUNT),
            _ => Said::other(self),
        }
    }
}

impl Say for ShowError {
    fn said(&self) -> Said {
        match self {
            ShowError::Vault(err) => err.said(),
            ShowError::Absent { number } => Said::no_case(number.as_str()),
        }
    }
}

impl Say for BoardError {
    fn said(&self) -> Said {
        match self {
            BoardError::Vault(err) => err.said(),
            BoardError::Batch(err) => err.said(),
            _ => Said::other(self),
        }
    }
}

impl Say for FoundError {
    fn said(&self) -> Said {
        match self {
            FoundError::Vault(err) => err.said(),
            FoundError::Witnesses(err) => err.said(),
            FoundError::Practice => Said::refused("err-practice-name").hint("rec-practice-name"),
            _ => Said::other(self),
        }
    }
}

impl Say for PracticeError {
    fn said(&self) -> Said {
        match self {
            PracticeError::Vault(err) => err.said(),
            PracticeError::Plan { cases, letters } => Said::refused("err-practice-plan")
                .hint("rec-practice-plan")
                .value("cases", cases)
                .value("letters", letters),
            _ => Said::other(self),
        }
    }
}

impl Say for DurableError {
    fn said(&self) -> Said {
        Said::named(self)
    }
}

/// Says whether an error comes from a file or folder that is not where it was named, or not what
/// it was taken for.
fn is_misplaced(err: &(dyn Error + 'static)) -> bool {
    let mut next = Some(err);
    while let Some(err) = next {
        if let Some(err) = err.downcast_ref::<io::Error>() {
            return matches!(
                err.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
                    | io::ErrorKind::PermissionDenied
            );
        }
        next = err.source();
    }
    false
}

/// Joins an error and its causes, each said once.
fn chain(err: &dyn Error) -> String {
    let mut text = err.to_string();
    let mut source = err.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    text
}
