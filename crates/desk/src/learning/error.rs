//! Why nothing was noted.

use std::fmt;

use bellrope_casework::learning::{EvaluationError, MeasureMoveError};

use crate::case::CaseNumber;
use crate::right::RightError;
use crate::said::{Said, Say};
use crate::vault::VaultError;

/// Why a learning point, measure or evaluation was not noted.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum LearningError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// None of their roles may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// There is no such learning point.
    #[error("there is no learning point {number}")]
    NoPoint {
        /// The number asked for.
        number: u32,
    },
    /// There is no such measure.
    #[error("there is no measure {number}")]
    NoMeasure {
        /// The number asked for.
        number: u32,
    },
    /// What must be said was not.
    #[error("a text is missing")]
    Empty,
    /// A text is too long.
    #[error("text is {len} bytes, at most {most}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
        /// The most it may have, in bytes.
        most: usize,
    },
    /// Words seem to name somebody, and nobody said that they do not.
    #[error("{} words seem to name somebody", words.len())]
    Named {
        /// The words, for whoever wrote them; no error text and no `Debug` shows them.
        words: Vec<String>,
    },
    /// A measure ends before it begins.
    #[error("measure ends before it begins")]
    Backwards,
    /// A measure does not get another state.
    #[error(transparent)]
    Move(#[from] MeasureMoveError),
    /// It is no evaluation.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
}

impl fmt::Debug for LearningError {
    /// Hides the words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LearningError({self})")
    }
}

crate::case::from_find!(LearningError);

impl Say for LearningError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Absent { number } => Said::no_case(number.as_str()),
            Self::NoPoint { number } => Said::refused("err-no-point")
                .hint("rec-no-point")
                .value("number", number),
            Self::NoMeasure { number } => Said::refused("err-no-measure")
                .hint("rec-no-measure")
                .value("number", number),
            Self::Empty => Said::refused("err-learning-empty").hint("rec-learning-empty"),
            Self::TooLong { len, most } => Said::refused("err-note-too-long")
                .value("bytes", len)
                .value("most", most),
            Self::Named { words } => Said::refused("err-named")
                .hint("rec-named")
                .value("words", words.join("; ")),
            Self::Backwards => Said::refused("err-measure-days").hint("rec-measure-days"),
            Self::Move(MeasureMoveError::NotAllowed { from, to }) => {
                let next = from.next().iter().map(ToString::to_string);
                Said::refused("err-measure-move")
                    .hint("rec-measure-move")
                    .value("from", from)
                    .value("to", to)
                    .value("next", next.collect::<Vec<_>>().join(", "))
            }
            Self::Move(MeasureMoveError::NoWords { .. }) => {
                Said::refused("err-measure-words").hint("rec-measure-words")
            }
            Self::Move(_) => Said::other(self),
            Self::Evaluation(EvaluationError::NoTable { number }) => {
                Said::refused("err-no-table").value("number", number)
            }
            Self::Evaluation(EvaluationError::TooLong { len }) => {
                Said::refused("err-note-too-long")
                    .value("bytes", len)
                    .value("most", bellrope_casework::learning::EVALUATION_TEXT_MAX_LEN)
            }
            Self::Evaluation(_) => Said::refused("err-evaluation").hint("rec-evaluation"),
        }
    }
}
