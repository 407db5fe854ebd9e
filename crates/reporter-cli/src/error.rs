//! The last mile of every error: a text in the reporter's language, a hint, an exit code.
//!
//! Texts name options and numbers, never a file of the reporter, a word of the code or anything that
//! was written. Causes from the libraries follow in English, for whoever is asked for help.

use std::error::Error;
use std::process::ExitCode;

use bellrope_protocol::card::VerifyCardError;
use bellrope_protocol::case_code::ParseCodeError;
use bellrope_protocol::time::Day;
use bellrope_reporter::compose::ComposeError;
use bellrope_reporter::folder::FolderError;
use bellrope_reporter::pack::PackError;
use bellrope_reporter::post::PostError;
use bellrope_reporter::view::{CardError, DesksError, FreshnessError, LogFault, ViewError};

use crate::http::HttpError;
use crate::plain::plain_line;
use crate::session::say_day;
use crate::terminal::AskError;
use crate::text::Texts;

/// Whose fault it is; the exit code follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A key, a log, a code or an answer is not what it must be.
    Refused,
    /// The command line or the configuration is wrong.
    Usage,
    /// The relay cannot be reached.
    Unreachable,
    /// A file or the terminal failed.
    Machine,
}

impl Class {
    fn exit_code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Machine => 4,
        }
    }
}

/// Why a command ends without having done what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    class: Class,
    id: &'static str,
    args: Vec<(&'static str, String)>,
    days: Vec<(&'static str, Day)>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// Makes a failure; its texts are `err-<id>` and, if there is one, `rec-<id>`.
    pub(crate) fn new(class: Class, id: &'static str) -> Self {
        Self {
            class,
            id,
            args: Vec::new(),
            days: Vec::new(),
            source: None,
        }
    }

    /// Shorthand for [`Class::Refused`].
    pub(crate) fn refused(id: &'static str) -> Self {
        Self::new(Class::Refused, id)
    }

    /// Shorthand for [`Class::Usage`].
    pub(crate) fn usage(id: &'static str) -> Self {
        Self::new(Class::Usage, id)
    }

    /// Shorthand for [`Class::Machine`].
    pub(crate) fn machine(id: &'static str) -> Self {
        Self::new(Class::Machine, id)
    }

    /// Adds an argument of the text.
    pub(crate) fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds a day, written in the reporter's language.
    pub(crate) fn day(mut self, name: &'static str, day: Day) -> Self {
        self.days.push((name, day));
        self
    }

    /// Adds the cause.
    pub(crate) fn because(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Returns the exit code.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.class.exit_code())
    }

    /// Returns the id, to tell failures apart.
    #[cfg(test)]
    pub(crate) fn id(&self) -> &'static str {
        self.id
    }

    /// Writes the lines for the terminal.
    pub(crate) fn lines(&self, texts: &Texts) -> Vec<String> {
        let mut args = self.args.clone();
        args.extend(
            self.days
                .iter()
                .map(|(name, day)| (*name, say_day(texts, *day))),
        );
        let args: Vec<(&str, &dyn crate::text::Argument)> = args
            .iter()
            .map(|(name, value)| (*name, value as &dyn crate::text::Argument))
            .collect();
        let text = texts.with(&format!("err-{}", self.id), &args);
        let mut lines = vec![format!("bellrope: error: {}", plain_line(&text))];
        let causes = self.causes();
        if !causes.is_empty() {
            lines.push(format!(
                "bellrope: cause: {}",
                plain_line(&causes.join(": "))
            ));
        }
        if texts.find(&format!("rec-{}", self.id)).is_some() {
            let hint = texts.with(&format!("rec-{}", self.id), &args);
            lines.push(format!("bellrope: hint: {}", plain_line(&hint)));
        }
        lines
    }

    fn causes(&self) -> Vec<String> {
        let mut causes = Vec::new();
        let mut next = self.source.as_deref().map(|source| source as &dyn Error);
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        causes
    }
}

impl From<AskError> for Failure {
    fn from(err: AskError) -> Self {
        match err {
            AskError::Ended => Self::refused("answers-ended"),
            AskError::Failed(err) => Self::machine("terminal").because(err),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(err: std::io::Error) -> Self {
        Self::machine("terminal").because(err)
    }
}

impl From<HttpError> for Failure {
    fn from(err: HttpError) -> Self {
        match &err {
            HttpError::Address => Self::usage("relay-address"),
            HttpError::Proxy => Self::usage("proxy"),
            HttpError::Onion => Self::usage("onion"),
            HttpError::Unreachable(_) => Self::new(Class::Unreachable, "unreachable").because(err),
            HttpError::TooLong => Self::refused("answer-too-long"),
            HttpError::Request(_) => Self::usage("relay-address").because(err),
        }
    }
}

impl From<ViewError> for Failure {
    fn from(err: ViewError) -> Self {
        match &err {
            ViewError::Desks(DesksError::Absent { count }) => {
                Self::refused("desk-absent").arg("count", count)
            }
            ViewError::Desks(DesksError::Status(status)) => refused_status(status.status),
            ViewError::Card(card) => card_failure(card),
            ViewError::Published(status) => refused_status(status.status),
            ViewError::Log(log) => log_failure(&log.fault).arg("log", log.log),
            _ => Self::refused("view"),
        }
        .because(err)
    }
}

impl From<CardError> for Failure {
    fn from(err: CardError) -> Self {
        card_failure(&err).because(err)
    }
}

fn card_failure(err: &CardError) -> Failure {
    match err {
        // A desk without a card has no log of them either.
        CardError::Status(status) if status.status == 404 => Failure::refused("card-none"),
        CardError::Status(status) => refused_status(status.status),
        CardError::None => Failure::refused("card-none"),
        CardError::Swapped { found, expected } => Failure::refused("card-swapped")
            .arg("found", found)
            .arg("expected", expected),
        CardError::Card(VerifyCardError::Serial { serial, least }) => {
            Failure::refused("card-rolled-back")
                .arg("serial", serial)
                .arg("known", least)
        }
        CardError::Card(VerifyCardError::Host | VerifyCardError::Desk) => {
            Failure::refused("card-elsewhere")
        }
        CardError::Expired(expired) => {
            Failure::refused("card-expired").day("day", Day::of(expired.not_after))
        }
        CardError::Unlogged { .. } | CardError::Root(_) => Failure::refused("card-unlogged"),
        CardError::Witnesses { count, quorum } => Failure::refused("witnesses")
            .arg("count", count)
            .arg("quorum", quorum),
        CardError::Unsigned(_) | CardError::Cosignature(_) => Failure::refused("card-log-unsigned"),
        _ => Failure::refused("card-unsigned"),
    }
}

fn log_failure(fault: &LogFault) -> Failure {
    match fault {
        LogFault::Status(status) => refused_status(status.status),
        LogFault::Moved => Failure::refused("log-moving"),
        LogFault::Unsigned(_) | LogFault::Cosignature(_) => Failure::refused("log-unsigned"),
        LogFault::Suffix(_)
        | LogFault::BatchRoot { .. }
        | LogFault::Tile
        | LogFault::Confirmed { .. } => Failure::refused("log-forked"),
        LogFault::Note(_)
        | LogFault::Run(_)
        | LogFault::Contiguous { .. }
        | LogFault::Order { .. }
        | LogFault::Count { .. }
        | LogFault::BodiesLength { .. } => Failure::refused("log-notes"),
        LogFault::BodyMissing { .. } => Failure::refused("body-missing"),
        LogFault::BodyAltered { .. } | LogFault::BodyLength { .. } => {
            Failure::refused("body-altered")
        }
        _ => Failure::refused("log-malformed"),
    }
}

/// Says why the relay would not.
fn refused_status(status: u16) -> Failure {
    match status {
        429 | 503 => Failure::refused("relay-full"),
        _ => Failure::refused("relay-status").arg("status", status),
    }
}

impl From<FreshnessError> for Failure {
    fn from(err: FreshnessError) -> Self {
        match err {
            FreshnessError::Stale { log_time, now } => Self::refused("log-stale")
                .day("log", Day::of(log_time))
                .day("clock", Day::of(now)),
            FreshnessError::Ahead { log_time, now } => Self::refused("log-ahead")
                .day("log", Day::of(log_time))
                .day("clock", Day::of(now)),
            FreshnessError::Witnesses { count, quorum } => Self::refused("witnesses")
                .arg("count", count)
                .arg("quorum", quorum),
            _ => Self::refused("view").because(err),
        }
    }
}

impl From<ComposeError> for Failure {
    fn from(err: ComposeError) -> Self {
        match err {
            ComposeError::TooLong { len, max } => {
                Self::refused("too-long").arg("len", len).arg("max", max)
            }
            ComposeError::Week { week } => Self::refused("week").day("day", Day::of(week)),
            _ => Self::refused("view").because(err),
        }
    }
}

impl From<PackError> for Failure {
    fn from(err: PackError) -> Self {
        match err {
            PackError::Plan(_) => Self::refused("files-too-large"),
            PackError::Ended { file } => Self::refused("file-changed").arg("number", file + 1),
            err => Self::refused("files").because(err),
        }
    }
}

impl From<PostError> for Failure {
    fn from(err: PostError) -> Self {
        match &err {
            PostError::Status { status } => refused_status(*status),
            PostError::Receipt(_) | PostError::Promise { .. } => Self::refused("receipt"),
            PostError::Conflict => Self::refused("block-conflict"),
            _ => Self::refused("view"),
        }
        .because(err)
    }
}

impl From<FolderError> for Failure {
    fn from(err: FolderError) -> Self {
        match err {
            FolderError::TooLate { post_before, today } => Self::refused("too-late")
                .day("before", post_before)
                .day("today", today),
            err => Self::refused("folder").because(err),
        }
    }
}

impl From<ParseCodeError> for Failure {
    fn from(err: ParseCodeError) -> Self {
        match err {
            ParseCodeError::Count { found } => Self::refused("code-count").arg("found", found),
            ParseCodeError::NotInList { positions } => {
                let positions: Vec<String> = positions.iter().map(usize::to_string).collect();
                Self::refused("code-words").arg("positions", positions.join(", "))
            }
            ParseCodeError::Ambiguous => Self::refused("code-spaces"),
            _ => Self::refused("code-checksum"),
        }
    }
}

#[cfg(test)]
mod tests;
