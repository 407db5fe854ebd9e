//! Every error as the screens read it: a code with its text `err-<code>`, parameters, the cause.
//!
//! Causes are the libraries' English texts, for whoever is asked for help: numbers and names of
//! things, never what was written, a word of a code or a file's name.

use std::error::Error;
use std::fmt;

use bellrope_protocol::card::VerifyCardError;
use bellrope_protocol::case_code::ParseCodeError;
use bellrope_protocol::time::Day;
use bellrope_reporter::compose::ComposeError;
use bellrope_reporter::pack::PackError;
use bellrope_reporter::post::PostError;
use bellrope_reporter::view::{CardError, DesksError, FreshnessError, LogFault, ViewError};
use serde::Serialize;
use serde_json::{Map, Value};

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault {
    code: &'static str,
    params: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<String>,
}

impl Fault {
    /// Makes a fault; the page has a text `err-<code>` for each.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            params: Map::new(),
            causes: Vec::new(),
        }
    }

    /// Adds a parameter of the text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Adds the cause and the causes of that.
    #[must_use]
    pub fn because(mut self, cause: &dyn Error) -> Self {
        let mut next = Some(cause);
        while let Some(cause) = next {
            self.causes.push(cause.to_string());
            next = cause.source();
        }
        self
    }

    /// Returns the code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the parameters.
    #[must_use]
    pub fn params(&self) -> &Map<String, Value> {
        &self.params
    }

    /// Writes the fault for JavaScript.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::bind::to_json(self).unwrap_or_else(|_| r#"{"code":"core","params":{}}"#.to_owned())
    }

    fn day(self, name: &str, unix: u64) -> Self {
        self.with(name, Day::of(unix).to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        self.causes
            .iter()
            .try_for_each(|cause| write!(f, ": {cause}"))
    }
}

impl Error for Fault {}

impl From<ViewError> for Fault {
    fn from(err: ViewError) -> Self {
        match &err {
            ViewError::Desks(DesksError::Absent { count }) => {
                Self::new("desk-absent").with("count", *count)
            }
            ViewError::Desks(DesksError::Status(status)) => of_status(status.status),
            ViewError::Card(card) => of_card(card),
            ViewError::Log(log) => of_log(&log.fault).with("log", log.log),
            _ => Self::new("view"),
        }
        .because(&err)
    }
}

fn of_card(err: &CardError) -> Fault {
    match err {
        // A desk without a card has no log of them either.
        CardError::Status(status) if status.status == 404 => Fault::new("card-none"),
        CardError::Status(status) => of_status(status.status),
        CardError::None => Fault::new("card-none"),
        CardError::Swapped { found, expected } => Fault::new("card-swapped")
            .with("found", found.to_string())
            .with("expected", expected.to_string()),
        CardError::Card(VerifyCardError::Serial { serial, least }) => {
            Fault::new("card-rolled-back")
                .with("serial", *serial)
                .with("known", *least)
        }
        CardError::Card(VerifyCardError::Host | VerifyCardError::Desk) => {
            Fault::new("card-elsewhere")
        }
        CardError::Expired(expired) => Fault::new("card-expired").day("day", expired.not_after),
        CardError::Unlogged { .. } | CardError::Root(_) => Fault::new("card-unlogged"),
        CardError::Witnesses { count, quorum } => of_witnesses(*count, *quorum),
        CardError::Unsigned(_) | CardError::Cosignature(_) => Fault::new("card-log-unsigned"),
        _ => Fault::new("card-unsigned"),
    }
}

fn of_log(fault: &LogFault) -> Fault {
    match fault {
        LogFault::Status(status) => of_status(status.status),
        LogFault::Moved => Fault::new("log-moving"),
        LogFault::Unsigned(_) | LogFault::Cosignature(_) => Fault::new("log-unsigned"),
        LogFault::Suffix(_) | LogFault::BatchRoot { .. } | LogFault::Tile => {
            Fault::new("log-forked")
        }
        LogFault::Note(_)
        | LogFault::Run(_)
        | LogFault::Contiguous { .. }
        | LogFault::Order { .. }
        | LogFault::Count { .. }
        | LogFault::BodiesLength { .. } => Fault::new("log-notes"),
        LogFault::BodyMissing { .. } => Fault::new("body-missing"),
        LogFault::BodyAltered { .. } | LogFault::BodyLength { .. } => Fault::new("body-altered"),
        _ => Fault::new("log-malformed"),
    }
}

fn of_status(status: u16) -> Fault {
    match status {
        429 | 503 => Fault::new("relay-full"),
        _ => Fault::new("relay-status").with("status", status),
    }
}

fn of_witnesses(count: usize, quorum: u32) -> Fault {
    Fault::new("witnesses")
        .with("count", count)
        .with("quorum", quorum)
}

impl From<FreshnessError> for Fault {
    fn from(err: FreshnessError) -> Self {
        match err {
            FreshnessError::Stale { log_time, now } => Self::new("log-stale")
                .day("log", log_time)
                .day("clock", now),
            FreshnessError::Ahead { log_time, now } => Self::new("log-ahead")
                .day("log", log_time)
                .day("clock", now),
            FreshnessError::Witnesses { count, quorum } => of_witnesses(count, quorum),
            _ => Self::new("view"),
        }
        .because(&err)
    }
}

impl From<ComposeError> for Fault {
    fn from(err: ComposeError) -> Self {
        match err {
            ComposeError::TooLong { len, max } => {
                Self::new("too-long").with("len", len).with("max", max)
            }
            ComposeError::Week { week } => Self::new("week").day("day", week),
            _ => Self::new("view"),
        }
        .because(&err)
    }
}

impl From<PackError> for Fault {
    fn from(err: PackError) -> Self {
        match &err {
            PackError::Plan(_) => Self::new("files-too-large"),
            PackError::Ended { file } => Self::new("file-changed").with("number", file + 1),
            _ => Self::new("files"),
        }
        .because(&err)
    }
}

impl From<PostError> for Fault {
    fn from(err: PostError) -> Self {
        match &err {
            PostError::Status { status } => of_status(*status),
            PostError::Receipt(_) | PostError::Promise { .. } => Self::new("receipt"),
            PostError::Conflict => Self::new("block-conflict"),
            _ => Self::new("view"),
        }
        .because(&err)
    }
}

impl From<ParseCodeError> for Fault {
    fn from(err: ParseCodeError) -> Self {
        match &err {
            ParseCodeError::Count { found } => Self::new("code-count").with("found", *found),
            ParseCodeError::NotInList { positions } => {
                Self::new("code-words").with("places", positions.clone())
            }
            ParseCodeError::Ambiguous => Self::new("code-spaces"),
            _ => Self::new("code-checksum"),
        }
    }
}
