//! Why a report is not made, published or exported, and what is said of it.

use std::io;

use bellrope_bundle::durable::DurableError;
use bellrope_figures::Period;
use bellrope_figures::attack::Verdict;
use bellrope_paper::document::DocumentError;
use bellrope_paper::pdf::PdfError;
use bellrope_protocol::time::Day;
use bellrope_report::NarrativeError;

use crate::figures::FiguresError;
use crate::right::RightError;
use crate::said::{Said, Say};
use crate::vault::VaultError;

/// Why a report is not made, published or exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublicationError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Only who makes figures may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// The figures cannot be made.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// The words are not whole.
    #[error(transparent)]
    Narrative(#[from] NarrativeError),
    /// Something could be reckoned from the figures.
    #[error("{count} numbers leak, the first: {first}")]
    Leaks {
        /// How many.
        count: usize,
        /// Which, and how.
        first: String,
    },
    /// The evaluation is of another year.
    #[error("the evaluation is of another year")]
    Evaluation,
    /// A correction is of the period that it corrects.
    #[error("what is corrected is about {period}")]
    Period {
        /// What that is about.
        period: Period,
    },
    /// A correction needs a reason.
    #[error("a correction needs a reason")]
    NoReason,
    /// There is no draft to publish.
    #[error("there is no draft of a report")]
    NoDraft,
    /// There is no such publication.
    #[error("there is no such publication")]
    Absent,
    /// It may not leave the desk yet.
    #[error("the embargo ends on {until}")]
    Embargo {
        /// The first day on which it may.
        until: Day,
    },
    /// The report is no whole document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The PDF cannot be written.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The figures or the list of files cannot be written: a defect.
    #[error("the publication cannot be written")]
    Unwritable,
    /// The folder cannot be made.
    #[error("cannot make the folder")]
    Folder(#[source] io::Error),
    /// A file cannot be written.
    #[error("cannot write a file of the publication")]
    Write(#[from] DurableError),
}

impl PublicationError {
    pub(super) fn leaks(verdict: &Verdict) -> Self {
        Self::Leaks {
            count: verdict.leaks.len(),
            first: verdict
                .leaks
                .first()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }
}

impl Say for PublicationError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Figures(err) => err.said(),
            Self::Narrative(err) => Said::refused("err-report-words")
                .hint("rec-report-words")
                .because(err),
            Self::Leaks { count, first } => Said::refused("err-report-leaks")
                .hint("rec-report-leaks")
                .value("count", count)
                .value("first", first),
            Self::Evaluation => Said::refused("err-report-evaluation"),
            Self::Period { period } => Said::refused("err-report-period").value("period", period),
            Self::NoReason => Said::refused("err-report-reason"),
            Self::NoDraft => Said::refused("err-report-no-draft").hint("rec-report-no-draft"),
            Self::Absent => Said::refused("err-report-absent"),
            Self::Embargo { until } => Said::refused("err-report-embargo").value("until", until),
            Self::Folder(err) => Said::named(err),
            Self::Write(err) => Said::named(err),
            Self::Document(_) | Self::Pdf(_) | Self::Unwritable => Said::other(self),
        }
    }
}
