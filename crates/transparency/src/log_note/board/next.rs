//! How a desk makes its next board.

use std::collections::BTreeMap;

use bellrope_protocol::note::KeyName;
use bellrope_protocol::time::Day;

use super::line::{Dates, Line, Mark, Monday, Term};
use super::rule::{BoardFault, aged, can_follow};
use super::{BOARD_MAX_LINES, BOARD_MIN_CHANGES, Board};

impl Board {
    /// Makes the board of `day` after the one before it, from the dates of all cases that the desk
    /// knows. Lines of cases that it does not know any more are carried on.
    ///
    /// # Errors
    ///
    /// [`NextError::Few`] while fewer than five lines are new or changed, [`NextError::Full`] for
    /// more lines than a board has; [`NextError::Fault`] if the cases contradict the board before,
    /// such as a day that is not later.
    // spec: §11.6 T3–T8
    pub fn next(
        origin: KeyName,
        before: Option<&Self>,
        day: Day,
        cases: &[(Mark, Dates)],
    ) -> Result<Self, NextError> {
        let from = Self::carried_from(day);
        let mut lines = carried(before, day, from);
        for (mark, dates) in cases {
            let line = dates.line(*mark, day);
            let old = before.and_then(|before| Some((before.line(mark)?, before.day)));
            match old {
                _ if line.received < from => {}
                Some((old, last)) => drop(lines.insert(*mark, merged(old, line, last, day))),
                None if line.is_listed() => drop(lines.insert(*mark, line)),
                None => {}
            }
        }
        let board = Self {
            origin,
            number: before.map_or(0, |before| before.number.saturating_add(1)),
            day,
            previous: before.map(Self::hash),
            lines: lines.into_values().collect(),
        };
        board.check(before)
    }

    fn check(self, before: Option<&Self>) -> Result<Self, NextError> {
        let count = self.lines.len();
        if count > BOARD_MAX_LINES {
            return Err(NextError::Full { count });
        }
        match self.faults(before).first().copied() {
            None => Ok(self),
            Some(BoardFault::Few { changes }) => Err(NextError::Few { changes }),
            Some(fault) => Err(NextError::Fault(fault)),
        }
    }
}

/// Returns the lines of the board before that stay, as they are on `day` if nothing happened.
// spec: §11.6 T6, T7
fn carried(before: Option<&Board>, day: Day, from: Monday) -> BTreeMap<Mark, Line> {
    before
        .iter()
        .flat_map(|before| &before.lines)
        .filter(|line| line.received >= from)
        .map(|line| (line.mark, aged(*line, day)))
        .collect()
}

/// Lets a line follow the one before: what was published stays, even if the desk has forgotten it.
// spec: §11.6 T5
fn merged(old: &Line, new: Line, last: Day, day: Day) -> Line {
    let stays = aged(*old, day);
    let term = |old: Term, new: Term, stays: Term| {
        if can_follow(old, new, last) {
            new
        } else {
            stays
        }
    };
    Line {
        mark: old.mark,
        received: old.received,
        acknowledged: term(old.acknowledged, new.acknowledged, stays.acknowledged),
        feedback: term(old.feedback, new.feedback, stays.feedback),
    }
}

/// Why there is no next board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NextError {
    /// Too few lines would go out together.
    #[error("{changes} lines are new or changed, at least {BOARD_MIN_CHANGES} go out together")]
    Few {
        /// Their number.
        changes: usize,
    },
    /// There are more lines than a board has.
    #[error("board would have {count} lines, at most {BOARD_MAX_LINES}")]
    Full {
        /// Their number.
        count: usize,
    },
    /// The cases contradict the board before.
    #[error("board does not follow from the one before")]
    Fault(#[source] BoardFault),
}
