//! Why something is not redacted.

use bellrope_bundle::durable::DurableError;
use bellrope_casework::reason::ReasonError;
use bellrope_paper::document::DocumentError;
use bellrope_paper::pdf::PdfError;
use bellrope_redact::mark::MarkError;
use bellrope_redact::pixels::PixelError;

use crate::case::{CaseNumber, from_find};
use crate::right::RightError;
use crate::said::{Said, Say};
use crate::vault::VaultError;

from_find!(RedactionError);

/// Why something is not redacted, or does not leave.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RedactionError {
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
    /// The case has no such redaction.
    #[error("the case has no redaction {redaction}")]
    NoRedaction {
        /// The number asked for.
        redaction: u32,
    },
    /// The redaction has no such part, or one of another kind.
    #[error("the redaction has no such part {part}")]
    NoPart {
        /// The part asked for, from 1.
        part: usize,
    },
    /// The part has no such mark, box or suggestion.
    #[error("there is no mark or suggestion {mark}")]
    NoMark {
        /// The number asked for, from 1.
        mark: usize,
    },
    /// The case has no such text.
    #[error("the case has no such text to redact")]
    NoSource,
    /// Nothing was chosen, or too much.
    #[error("{parts} parts, from 1 to {} are allowed", super::PARTS_MAX)]
    Parts {
        /// How many.
        parts: usize,
    },
    /// The title is empty, too long, or has signs that no line has.
    #[error("the title does not fit on a line")]
    Title,
    /// The reason is none.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// It cannot be marked so.
    #[error(transparent)]
    Mark(#[from] MarkError),
    /// The words stand nowhere in the texts, or are marked everywhere.
    #[error("the words stand nowhere unmarked")]
    Nowhere,
    /// The picture cannot be redacted so.
    #[error(transparent)]
    Pixels(#[from] PixelError),
    /// No second reader has signed it off as it is now.
    #[error("redaction {redaction} is not signed off by a second reader")]
    NotSignedOff {
        /// Which.
        redaction: u32,
    },
    /// The original is not what it was when the redaction was begun.
    #[error("the original of redaction {redaction} has changed")]
    OriginalChanged {
        /// Which.
        redaction: u32,
    },
    /// The paper cannot be drawn.
    #[error("the paper cannot be made")]
    Document(#[from] DocumentError),
    /// The PDF cannot be drawn.
    #[error("the pdf cannot be made")]
    Pdf(#[from] PdfError),
    /// A file is there.
    #[error("a file is there")]
    Exists,
    /// The file cannot be written.
    #[error("cannot write the file")]
    Write(#[from] DurableError),
}

impl From<RightError> for RedactionError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for RedactionError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Absent { number } => Said::no_case(number.as_str()),
            Self::NoRedaction { redaction } => {
                Said::refused("err-no-redaction").value("redaction", redaction)
            }
            Self::NoPart { part } => Said::refused("err-no-part").value("part", part),
            Self::NoMark { mark } => Said::refused("err-no-mark").value("mark", mark),
            Self::NoSource => Said::refused("err-no-source").hint("rec-no-source"),
            Self::Parts { parts } => Said::refused("err-parts")
                .value("parts", parts)
                .value("most", super::PARTS_MAX),
            Self::Title => Said::refused("err-redaction-title"),
            Self::Reason(_) => Said::refused("err-move-reason").hint("rec-move-reason"),
            Self::Mark(MarkError::Ground { code }) => Said::refused("err-no-ground")
                .hint("rec-no-ground")
                .value("code", code),
            Self::Mark(MarkError::Twice) => Said::refused("err-marked-already"),
            Self::Mark(_) => Said::refused("err-mark").because(self),
            Self::Nowhere => Said::refused("err-mark-nowhere"),
            Self::Pixels(_) => Said::refused("err-pixels").because(self),
            Self::NotSignedOff { redaction } => Said::refused("err-not-signed-off")
                .hint("rec-not-signed-off")
                .value("redaction", redaction),
            Self::OriginalChanged { redaction } => {
                Said::refused("err-original-changed").value("redaction", redaction)
            }
            Self::Document(_) | Self::Pdf(_) => Said::other(self),
            Self::Exists => Said::refused("err-file-there"),
            Self::Write(err) => err.said(),
        }
    }
}
