//! What can go wrong, by who is at fault, and how it is said on the terminal.

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use bellrope_bundle::durable::DurableError;
use bellrope_bundle::{Direction, Log, Member, OpenError, ReadError, ViewError, WriteError};
use bellrope_protocol::card::ParseCardError;
use bellrope_transparency::checkpoint::VerifyCheckpointError;
use bellrope_transparency::log_note::RunError;

/// Why a command did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CourierError {
    // The caller.
    #[error("relay address is not an http or https URL without query")]
    RelayUrl,
    #[error("relay address would send the token unencrypted")]
    Cleartext,
    #[error("proxy address is not one that can be used")]
    ProxyUrl,
    #[error("cannot read the token file")]
    TokenFile { source: io::Error },
    #[error("token file is not one line of printable characters")]
    TokenForm,

    // The relay, out of reach.
    #[error("cannot reach the relay for {what}")]
    Unreachable { what: String, source: ureq::Error },
    #[error("connection broke off in {what} after {len} of {expected} bytes")]
    BrokenOff {
        what: String,
        len: u64,
        expected: u64,
        source: io::Error,
    },
    #[error("relay is not available: it answers {status} for {what}")]
    Unavailable { what: String, status: u16 },

    // The relay, refusing or telling something else than its own logs.
    #[error("relay does not accept the token")]
    Unauthorised,
    #[error("relay does not have {what}")]
    Absent { what: String },
    #[error("relay refuses {what} with status {status}")]
    Refused { what: String, status: u16 },
    #[error("relay sent {len} bytes for {what}, expected {expected}")]
    Length {
        what: String,
        len: u64,
        expected: String,
    },
    #[error("relay sent a malformed list of blocks")]
    BlockList,
    #[error("relay's logs do not fit together")]
    View(#[from] ViewError),
    #[error("card {serial} is malformed")]
    Card { serial: u64, source: ParseCardError },
    #[error("card {serial} is not the one that the card log names")]
    CardHash { serial: u64 },
    #[error("card {serial} is of another desk")]
    CardDesk { serial: u64 },
    #[error("checkpoint of the {log} log is not to be trusted")]
    Checkpoint {
        log: Log,
        source: VerifyCheckpointError,
    },
    #[error("{member} is malformed")]
    Malformed { member: Member },
    #[error("{member} is not served, though the log has grown to hold it")]
    Outgrown { member: Member },
    #[error("desk has confirmed {confirmed} letters, and the relay's log has {size}")]
    Rollback { confirmed: u64, size: u64 },
    #[error("batch notes of the {log} log do not fit together")]
    Run { log: Log, source: RunError },
    #[error("batch notes of the {log} log end at entry {end}, its checkpoint at {size}")]
    NotesEnd { log: Log, end: u64, size: u64 },
    #[error("letter {index} of the intake log is not the one that its entry names")]
    LetterHash { index: u64 },

    // The bundle to be pushed.
    #[error("cannot read the bundle")]
    Open(#[source] OpenError),
    #[error("bundle goes {found}, expected one {expected}")]
    Direction {
        found: Direction,
        expected: Direction,
    },
    #[error("relay has taken {taken} of {count} parts, {stale} are stale")]
    Stale {
        taken: usize,
        count: usize,
        stale: usize,
    },

    // The pictures to be scanned.
    #[error("no picture shows a frame of a bundle")]
    NoFrames,
    #[error("{seen} different frames were seen, about {needed} are needed")]
    FewFrames { seen: usize, needed: usize },
    #[error("what the frames make is not the bundle that they name")]
    ScanDiffers,
    #[error("the file to be written exists")]
    Exists,

    // The machine.
    #[error("cannot read the pictures")]
    Pictures { source: io::Error },
    #[error("cannot write the bundle")]
    SaveScan(#[source] DurableError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("cannot write the bundle")]
    Write(#[from] WriteError),
    #[error("cannot {action} the state folder")]
    State {
        action: &'static str,
        source: io::Error,
    },
    #[error("cannot save the state")]
    SaveState(#[source] DurableError),
    #[error("state is malformed")]
    StateForm { source: serde_json::Error },
    #[error("cannot write to the terminal")]
    Terminal(#[source] io::Error),
}

/// Who is at fault; decides the exit code (docs/architecture.md).
enum Fault {
    Refused,
    Usage,
    Unreachable,
    Machine,
}

impl CourierError {
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.fault() {
            Fault::Refused => 1,
            Fault::Usage => 2,
            Fault::Unreachable => 3,
            Fault::Machine => 4,
        })
    }

    /// Says whether trying again soon may help.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self.fault(), Fault::Unreachable)
    }

    fn fault(&self) -> Fault {
        match self {
            Self::RelayUrl | Self::Cleartext | Self::ProxyUrl | Self::TokenForm => Fault::Usage,
            Self::Unreachable { .. } | Self::BrokenOff { .. } | Self::Unavailable { .. } => {
                Fault::Unreachable
            }
            Self::TokenFile { .. }
            | Self::Read(_)
            | Self::Write(_)
            | Self::Pictures { .. }
            | Self::SaveScan(_)
            | Self::State { .. }
            | Self::SaveState(_)
            | Self::StateForm { .. }
            | Self::Terminal(_)
            | Self::Open(OpenError::Io(_)) => Fault::Machine,
            _ => Fault::Refused,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::RelayUrl => "for example https://relay.example",
            Self::Cleartext => {
                "use https; http is for this machine (127.0.0.1, localhost) and onion services"
            }
            Self::ProxyUrl => "for example socks5://127.0.0.1:9050",
            Self::Unauthorised => "the relay's operator makes tokens with `bellrope-relay desk`",
            Self::BrokenOff { .. } => {
                "run the same command again; with --state it goes on where it stopped"
            }
            Self::Unreachable { .. } | Self::Unavailable { .. } => "run the same command again",
            Self::Absent { .. } => "is the desk's name right, and has its first card been pushed?",
            Self::Stale { .. } => {
                "this bundle is older than what the relay has; export and push a new one"
            }
            Self::Direction {
                expected: Direction::Outward,
                ..
            } => "push takes what `bellrope-desk export` wrote",
            Self::NoFrames => {
                "is the whole code in the picture, sharp and with the white around it?"
            }
            Self::FewFrames { .. } => {
                "film longer, and give the old and the new pictures together; the order does not matter"
            }
            Self::Exists => "choose another name",
            Self::Rollback { .. } => "keep the relay's answers: this is evidence against it",
            Self::Open(OpenError::Truncated { .. }) => {
                "the copy broke off; copy the bundle again from where it was written"
            }
            Self::TokenFile { .. } | Self::Open(OpenError::Io(_)) => {
                "is the place right, and is the medium in?"
            }
            Self::State {
                action: "create", ..
            } => "can a folder be made there? without --state it is made beside the bundle",
            Self::StateForm { .. } => "remove the state folder; then every block is brought again",
            _ => return None,
        })
    }
}

/// Prints an error with its causes, and what to do about it.
#[expect(
    clippy::print_stderr,
    reason = "the one place where errors meet the terminal"
)]
pub(crate) fn print(err: &CourierError) {
    let mut text = err.to_string();
    let mut cause = err.source();
    while let Some(source) = cause {
        let said = source.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = source.source();
    }
    eprintln!("bellrope-courier: error: {text}");
    if let Some(hint) = err.hint() {
        eprintln!("bellrope-courier: hint: {hint}");
    }
}

/// Prints what clap has to say, an error under the tool's name; help is no error.
#[expect(
    clippy::print_stderr,
    reason = "the other place where errors meet the terminal"
)]
pub(crate) fn usage(err: &clap::Error) -> ExitCode {
    let text = err.render().to_string();
    if text.starts_with("error: ") {
        eprint!("bellrope-courier: {text}");
    } else {
        // Whoever closed the stream does not want to read it.
        let _ = err.print();
    }
    ExitCode::from(if err.use_stderr() { 2 } else { 0 })
}

/// Prints a warning.
#[expect(clippy::print_stderr, reason = "warnings go where errors go")]
pub(crate) fn warn(text: &str) {
    eprintln!("bellrope-courier: warning: {text}");
}

/// Prints a line of the result.
pub(crate) fn say(text: &str) -> Result<(), CourierError> {
    writeln!(io::stdout().lock(), "{text}").map_err(CourierError::Terminal)
}
