//! Why something does not leave.

use bellrope_bundle::durable::DurableError;
use bellrope_casework::body::Body;
use bellrope_casework::reason::ReasonError;
use bellrope_paper::document::DocumentError;

use super::PackError;
use crate::attachment::SaveError;
use crate::case::{CaseNumber, ShowError, from_find};
use crate::redaction::RedactionError;
use crate::right::RightError;
use crate::said::{Said, Say};
use crate::sharing::SharingError;
use crate::vault::VaultError;

from_find!(DossierError);

/// Why something does not leave.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DossierError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The case cannot be shown.
    #[error(transparent)]
    Show(#[from] ShowError),
    /// A redaction is not there, not signed off, or cannot be drawn.
    #[error(transparent)]
    Redaction(#[from] RedactionError),
    /// The very text has not passed the check before sharing (R121).
    #[error(transparent)]
    Sharing(#[from] SharingError),
    /// A file that a reporter sent cannot be opened.
    #[error(transparent)]
    File(#[from] SaveError),
    /// No section was chosen.
    #[error("no section was chosen")]
    NoSection,
    /// Something in it was written for the desk only.
    #[error("a referral has nothing that was written for the desk only")]
    ForDesk,
    /// No letter about a referral was sent to the reporter.
    #[error("the reporter was not consulted")]
    NotConsulted,
    /// The desk has noted no key of the body.
    #[error("no key of {body} is noted")]
    NoKey {
        /// Which body.
        body: Body,
    },
    /// How the body is reached is not said, or too long.
    #[error("how the body is reached is not said")]
    Contact,
    /// A body reads with a key of its own.
    #[error("a body reads with a key of its own")]
    WordsForBody,
    /// There is no such order.
    #[error("the case has no order {order}")]
    NoOrder {
        /// The number asked for.
        order: u32,
    },
    /// The case says something else than when the order was approved.
    #[error("the case says something else than what was approved")]
    Changed,
    /// The archive is under words, and none were given.
    #[error("the archive is under words, and none were given")]
    NoWords,
    /// A file is there.
    #[error("a file is there")]
    Exists,
    /// A reason is none.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// The paper cannot be drawn.
    #[error("the paper cannot be made")]
    Document(#[from] DocumentError),
    /// The archive cannot be made.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The archive cannot be sealed: a defect.
    #[error("the archive cannot be sealed")]
    Unwritable,
    /// The file cannot be written.
    #[error("cannot write the file")]
    Write(#[from] DurableError),
}

impl From<RightError> for DossierError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl From<crate::attachment::LookError> for DossierError {
    fn from(err: crate::attachment::LookError) -> Self {
        match err {
            crate::attachment::LookError::Open(err) => Self::File(err),
            crate::attachment::LookError::Preview(_) => Self::Unwritable,
        }
    }
}

impl Say for DossierError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Absent { number } => Said::no_case(number.as_str()),
            Self::Show(err) => err.said(),
            Self::Redaction(err) => err.said(),
            Self::Sharing(err) => err.said(),
            Self::File(err) => err.said(),
            Self::NoSection => Said::refused("err-no-section"),
            Self::ForDesk => Said::refused("err-for-desk").hint("rec-for-desk"),
            Self::NotConsulted => Said::refused("err-not-consulted").hint("rec-not-consulted"),
            Self::NoKey { body } => Said::refused("err-no-body-key")
                .hint("rec-no-body-key")
                .value("body", body),
            Self::Contact => Said::refused("err-body-contact"),
            Self::WordsForBody => Said::refused("err-body-words"),
            Self::NoOrder { order } => Said::refused("err-no-order").value("order", order),
            Self::Changed => Said::refused("err-order-changed").hint("rec-order-changed"),
            Self::NoWords => Said::refused("err-no-words"),
            Self::Exists => Said::refused("err-file-there"),
            Self::Reason(_) => Said::refused("err-move-reason").hint("rec-move-reason"),
            Self::Document(_) | Self::Pack(_) | Self::Unwritable => Said::other(self),
            Self::Write(err) => err.said(),
        }
    }
}
