//! The last mile of errors: what is said, what to do about it, and the exit code.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use bellrope_bundle::OpenError;
use bellrope_bundle::durable::DurableError;
use bellrope_desk::attachment::SaveError;
use bellrope_desk::backup::BackupError;
use bellrope_desk::board::BoardError;
use bellrope_desk::card::{MAX_REPLY_COUNT, RotateError};
use bellrope_desk::case::{REPLY_TEXT_MAX_LEN, ReplyError, ShowError};
use bellrope_desk::export::ExportError;
use bellrope_desk::founding::FoundError;
use bellrope_desk::import::ImportError;
use bellrope_desk::page::PageError;
use bellrope_desk::reply_batch::{BatchError, MAX_DAYS};
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{PASSPHRASE_MIN_CHARS, PassphraseError, VaultError};
use bellrope_desk::witness::WitnessChangeError;
use bellrope_protocol::content::StatusCode;
use bellrope_transparency::cosignature::PolicyError;

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
    #[error("cannot write the file")]
    Write(#[from] DurableError),
    #[error("{} is there", file.display())]
    Exists { file: PathBuf },
    #[error("no vault named")]
    NoVault,
    #[error("no passphrase given")]
    NoPassphrase,
    #[error("the two passphrases differ")]
    PassphraseDiffers,
    #[error("there is no case {number}")]
    NoCase { number: String },
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
        Said::of(self).exit
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
            | Self::Page(PageError::Vault(err)) => Some(err),
            _ => None,
        }
    }
}

/// Reports an error on standard error.
pub(crate) fn report(err: &CliError, texts: &Texts) {
    let said = Said::of(err);
    let values: Vec<(&str, Value<'_>)> = said
        .values
        .iter()
        .map(|(name, value)| (*name, Value::from(value.as_str())))
        .collect();
    let text = texts.with(said.error, &values);
    tell(format!("bellrope-desk: error: {text}"));
    if let Some(hint) = said.hint {
        let text = texts.with(hint, &values);
        tell(format!("bellrope-desk: hint: {text}"));
    }
}

/// What is said of an error: text ids, values, exit code.
struct Said {
    error: &'static str,
    hint: Option<&'static str>,
    values: Vec<(&'static str, String)>,
    exit: Exit,
}

impl Said {
    fn refused(error: &'static str) -> Self {
        Self {
            error,
            hint: None,
            values: Vec::new(),
            exit: Exit::Refused,
        }
    }

    fn usage(error: &'static str) -> Self {
        Self {
            exit: Exit::Usage,
            ..Self::refused(error)
        }
    }

    fn machine(err: &dyn Error) -> Self {
        Self {
            exit: Exit::Machine,
            ..Self::refused("err-machine").hint("rec-disk").cause(err)
        }
    }

    /// An error of a file or folder that was named: usually it is not there.
    fn named(err: &(dyn Error + 'static)) -> Self {
        if !is_misplaced(err) {
            return Self::machine(err);
        }
        Self {
            exit: Exit::Machine,
            ..Self::refused("err-place").hint("rec-place").cause(err)
        }
    }

    fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    fn value(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    fn cause(self, err: &dyn Error) -> Self {
        self.value("cause", chain(err))
    }

    fn of(err: &CliError) -> Self {
        if let Some(err) = err.vault_error() {
            return Self::of_vault(err);
        }
        match err {
            CliError::Passphrase(err) => Self::of_passphrase(err),
            CliError::Import(err) => Self::of_import(err),
            CliError::Reply(err) => Self::of_reply(err),
            CliError::Save(err) => Self::of_save(err),
            CliError::Batch(err)
            | CliError::Board(BoardError::Batch(err))
            | CliError::Export(ExportError::Batch(err)) => Self::of_batch(err),
            CliError::Exists { file } => Self::refused("err-exists")
                .hint("rec-replace")
                .value("file", file.display()),
            CliError::Export(err) => Self::of_export(err),
            CliError::Backup(err) => Self::of_backup(err),
            CliError::Rotate(err) => Self::of_rotate(err),
            CliError::Found(FoundError::Witnesses(err)) => Self::of_witnesses(err),
            CliError::Page(err) => Self::of_page(err),
            CliError::Write(err) => Self::named(err),
            CliError::Show(ShowError::Absent { number }) => Self::no_case(number.as_str()),
            CliError::NoCase { number } => Self::no_case(number),
            CliError::NoVault => Self::usage("err-vault-missing").hint("rec-vault-missing"),
            CliError::NoPassphrase => Self::refused("err-no-passphrase").hint("rec-no-passphrase"),
            CliError::PassphraseDiffers => {
                Self::refused("err-passphrase-differs").hint("rec-passphrase-differs")
            }
            CliError::NotHere => Self::refused("err-not-here"),
            CliError::Name(err) => Self::usage("err-name").cause(err),
            CliError::NoName => Self::usage("err-no-name"),
            CliError::RelayPub { file, source } => Self::refused("err-relay-pub")
                .hint("rec-relay-pub")
                .value("file", file.display())
                .cause(source),
            CliError::Io { .. } => Self::named(err),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_vault(err: &VaultError) -> Self {
        match err {
            VaultError::Absent { folder } => Self::refused("err-absent")
                .hint("rec-absent")
                .value("folder", folder.display()),
            VaultError::Occupied { folder } => Self::refused("err-occupied")
                .hint("rec-occupied")
                .value("folder", folder.display()),
            VaultError::Busy => Self::refused("err-busy").hint("rec-busy"),
            VaultError::WrongPassphrase => Self::refused("err-passphrase").hint("rec-passphrase"),
            VaultError::Damaged { part } => Self {
                exit: Exit::Machine,
                ..Self::refused("err-damaged")
                    .hint("rec-damaged")
                    .value("part", part)
            },
            VaultError::Cost(_) => Self::refused("err-other").cause(err),
            _ => Self::machine(err),
        }
    }

    fn of_passphrase(err: &PassphraseError) -> Self {
        match err {
            PassphraseError::TooShort { chars } => Self::refused("err-passphrase-short")
                .hint("rec-passphrase-short")
                .value("chars", chars)
                .value("least", PASSPHRASE_MIN_CHARS),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_import(err: &ImportError) -> Self {
        match err {
            ImportError::Open(OpenError::Io(source)) => Self::named(source),
            ImportError::Open(OpenError::Truncated { len }) => Self::refused("err-bundle-torn")
                .hint("rec-bundle-torn")
                .value("bytes", len),
            ImportError::Outward => Self::refused("err-bundle-outward").hint("rec-bundle-outward"),
            ImportError::OtherDesk { found, expected } => Self::refused("err-bundle-desk")
                .hint("rec-bundle-outward")
                .value("found", found)
                .value("expected", expected),
            ImportError::Read(_) | ImportError::Block { .. } | ImportError::Thread => {
                Self::machine(err)
            }
            _ if err.is_contradiction() => {
                Self::refused("err-bundle").hint("rec-rollback").cause(err)
            }
            _ => Self::refused("err-bundle").hint("rec-bundle").cause(err),
        }
    }

    fn of_page(err: &PageError) -> Self {
        match err {
            PageError::FilledIn { member } => Self::refused("err-page-filled-in")
                .hint("rec-page-filled-in")
                .value("member", member),
            PageError::Manifest => Self::refused("err-page-manifest").hint("rec-page-manifest"),
            PageError::OwnFingerprint => Self::refused("err-page-own").hint("rec-page-own"),
            PageError::NoFingerprint { desk } => Self::refused("err-page-no-fingerprint")
                .hint("rec-page-no-fingerprint")
                .value("desk", desk),
            PageError::NoCard { desk } => Self::refused("err-page-no-card")
                .hint("rec-page-no-card")
                .value("desk", desk),
            PageError::Differs { member } => Self::refused("err-page-differs")
                .hint("rec-page-differs")
                .value("member", member),
            _ => Self::refused("err-page").hint("rec-page").cause(err),
        }
    }

    fn no_case(number: &str) -> Self {
        Self::refused("err-no-case")
            .hint("rec-no-case")
            .value("number", number)
    }

    fn of_reply(err: &ReplyError) -> Self {
        match err {
            ReplyError::Absent { number } => Self::no_case(number.as_str()),
            ReplyError::OneWay { number } => Self::refused("err-one-way").value("number", number),
            ReplyError::Empty => Self::refused("err-empty").hint("rec-empty"),
            ReplyError::TooLong { len } => Self::refused("err-too-long")
                .hint("rec-too-long")
                .value("bytes", len)
                .value("most", REPLY_TEXT_MAX_LEN),
            ReplyError::NoDraft { number } => Self::refused("err-no-draft").value("number", number),
            ReplyError::Status { code } => Self::refused("err-status")
                .hint("rec-status")
                .value("code", code)
                .value("codes", status_codes()),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_save(err: &SaveError) -> Self {
        match err {
            SaveError::Absent { number } => Self::no_case(number.as_str()),
            SaveError::NoAttachment { number, attachment } => Self::refused("err-no-attachment")
                .hint("rec-no-attachment")
                .value("number", number)
                .value("attachment", attachment),
            SaveError::Incomplete { missing, blocks } => Self::refused("err-incomplete")
                .hint("rec-incomplete")
                .value("missing", missing)
                .value("blocks", blocks),
            SaveError::Parcel => Self::refused("err-parcel").hint("rec-tar"),
            SaveError::Refused => Self::refused("err-tar").hint("rec-tar"),
            SaveError::Exists { path } => Self::refused("err-exists")
                .hint("rec-exists")
                .value("file", path.display()),
            _ => Self::named(err),
        }
    }

    fn of_batch(err: &BatchError) -> Self {
        match err {
            BatchError::Restored => Self::refused("err-restored").hint("rec-restored"),
            BatchError::PushKey => Self::refused("err-push-key").hint("rec-push-key"),
            BatchError::ClockBack { today, last } => Self::refused("err-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last),
            BatchError::ClockAhead { today, last } => Self::refused("err-clock-ahead")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last)
                .value("days", MAX_DAYS),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_export(err: &ExportError) -> Self {
        match err {
            ExportError::Nothing => Self::refused("err-export-nothing"),
            ExportError::Write(_) => Self::named(err),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_backup(err: &BackupError) -> Self {
        match err {
            BackupError::WrongPassphrase => {
                Self::refused("err-restore-passphrase").hint("rec-passphrase")
            }
            BackupError::Damaged => Self::refused("err-no-backup").hint("rec-no-backup"),
            BackupError::Differs => Self::refused("err-backup").hint("rec-backup"),
            _ => Self::named(err),
        }
    }

    fn of_witnesses(err: &WitnessChangeError) -> Self {
        match err {
            WitnessChangeError::Unknown { name } => {
                Self::refused("err-witness-unknown").value("name", name)
            }
            WitnessChangeError::Policy(PolicyError::Key { witness }) => {
                Self::refused("err-witness-key").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Repeated { witness }) => {
                Self::refused("err-witness-twice").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Quorum { quorum, witnesses }) => {
                Self::refused("err-witness-quorum")
                    .value("quorum", quorum)
                    .value("witnesses", witnesses)
            }
            WitnessChangeError::Age => Self::refused("err-witness-age"),
            _ => Self::refused("err-other").cause(err),
        }
    }

    fn of_rotate(err: &RotateError) -> Self {
        match err {
            RotateError::Restored => Self::refused("err-restored").hint("rec-restored"),
            RotateError::Clock { today, made } => Self::refused("err-card-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("made", made),
            RotateError::Witnesses(err) => Self::of_witnesses(err),
            RotateError::Count { count, now } => Self::refused("err-reply-count")
                .value("count", count)
                .value("now", now)
                .value("most", MAX_REPLY_COUNT),
            _ => Self::refused("err-other").cause(err),
        }
    }
}

fn status_codes() -> String {
    let codes: Vec<&str> = StatusCode::LISTED.iter().map(StatusCode::as_str).collect();
    codes.join(", ")
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
