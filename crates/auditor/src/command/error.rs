//! What can go wrong beside what is found, by who is at fault, and how it is said on the terminal.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use bellrope_bundle::durable::DurableError;
use bellrope_page::BuildError;
use bellrope_protocol::card::{ParseCardError, VerifyCardError};
use bellrope_protocol::note::TextError;
use bellrope_protocol::page::{ParsePageError, VerifyPageError};

use super::witness::WitnessError;
use crate::finding::said;
use crate::source::{OpenBundleError, OpenLiveError, OpenStoreError};

/// Why a command made no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The relay's address, token or proxy cannot be used.
    #[error(transparent)]
    Live(#[from] OpenLiveError),
    /// The relay's folder cannot be read.
    #[error(transparent)]
    Store(#[from] OpenStoreError),
    /// The bundle cannot be read, or goes the other way.
    #[error(transparent)]
    Bundle(#[from] OpenBundleError),
    /// Neither fingerprint nor card was given.
    #[error("neither a fingerprint nor a card is pinned")]
    NoPin,
    /// A file that was named cannot be read.
    #[error("cannot read the {what}")]
    ReadFile {
        /// What it is.
        what: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// The card file is no card.
    #[error("card file is not a card")]
    Card(#[from] ParseCardError),
    /// The card file is not signed by the desk that it names.
    #[error("card file does not verify")]
    CardSignature(#[from] VerifyCardError),
    /// `relay.pub` is not what a relay writes.
    #[error("relay.pub is malformed")]
    RelayPublic {
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The file of the auditor's key holds something else.
    #[error("auditor's key file is not one that bellrope-audit made")]
    Key,
    /// There is a file where the auditor's key would go.
    #[error("there is a file already where the key would go")]
    KeyExists,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Randomness,
    /// The report cannot be put into JSON.
    #[error("cannot put the report into JSON")]
    Json {
        /// Why not.
        source: serde_json::Error,
    },
    /// The note cannot be signed.
    #[error("cannot sign the note")]
    Sign(#[from] TextError),
    /// A file cannot be written.
    #[error("cannot write the file")]
    WriteFile {
        /// Why not.
        source: DurableError,
    },
    /// The report cannot be written.
    #[error("cannot write the report")]
    Write {
        /// Why not.
        source: io::Error,
    },
    /// The build to compare a page with is not whole.
    #[error("build is not the one of its manifest")]
    Build(#[from] BuildError),
    /// The page.note that is known is none.
    #[error("known page.note is no configuration of a page")]
    KnownPage(#[from] ParsePageError),
    /// The page.note that is known is not signed by its desks.
    #[error("known page.note does not verify")]
    KnownPageSignature(#[from] VerifyPageError),
    /// The witness does not work.
    #[error(transparent)]
    Witness(#[from] WitnessError),
}

impl CommandError {
    /// Returns the exit code of docs/audit.md.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            // What is asked for is there, and cannot be checked.
            Self::Store(OpenStoreError::Database(_)) => 3,
            Self::Write { .. }
            | Self::WriteFile { .. }
            | Self::Randomness
            | Self::Json { .. }
            | Self::Sign(_) => 4,
            _ => 2,
        })
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Live(OpenLiveError::Cleartext) => {
                "use https, an onion service, or leave out --token-file"
            }
            Self::ReadFile { .. } | Self::Live(OpenLiveError::TokenFile { .. }) => {
                "is the path right, and may you read it?"
            }
            Self::Card(_) | Self::CardSignature(_) => {
                "get the card again from whom you trust, or give --fingerprint"
            }
            Self::Build(_) => "run make web again, from sources that you trust",
            Self::KeyExists => "a key is never written over; give another name",
            Self::WriteFile { .. } => "is there such a folder, and may you write there?",
            _ => return None,
        })
    }
}

/// Prints an error with its causes, and what to do about it.
#[expect(
    clippy::print_stderr,
    reason = "the one place where errors meet the terminal"
)]
pub(super) fn print(err: &CommandError) {
    eprintln!("bellrope-audit: error: {}", said(err));
    if let Some(hint) = err.hint() {
        eprintln!("bellrope-audit: hint: {hint}");
    }
}

/// Prints why something that was to be verified is refused.
#[expect(clippy::print_stderr, reason = "refusals go where errors go")]
pub(super) fn print_refusal(err: &dyn Error) {
    eprintln!("bellrope-audit: error: {}", said(err));
}

/// Prints what clap has to say, an error under the tool's name; help is no error.
#[expect(
    clippy::print_stderr,
    reason = "the other place where errors meet the terminal"
)]
pub(super) fn usage(err: &clap::Error) -> ExitCode {
    let text = err.render().to_string();
    if text.starts_with("error: ") {
        eprint!("bellrope-audit: {text}");
    } else {
        // Whoever closed the stream does not want to read it.
        let _ = err.print();
    }
    ExitCode::from(if err.use_stderr() { 2 } else { 0 })
}
