//! A case's line on the desk's board, held against what its reporter was told.
//!
//! In scope: the line of one's own case, found by its mark, and every word of it. Out of scope: the
//! rules between boards and what the logs allow, which an auditor checks; other people's lines.
//!
//! Everything here is computed from what was downloaded before the code was known.
//!
//! Spec: docs/protocol.md §11.6.

use bellrope_protocol::content::ReplyContent;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::{Board, Dates, acknowledge_by, feedback_by};
pub use bellrope_transparency::log_note::{Line, Mark, Monday, Term, Which};

use crate::mailbox::Case;
use crate::view::{DeskView, PublishedBoard};

/// What the board says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// There is no board, or none that can be believed.
    NoBoard,
    /// The case is not on it.
    Unlisted {
        /// The day of the board.
        day: Day,
        /// The terms that were over by then without an answer that reached the reporter.
        overdue: Vec<Which>,
    },
    /// The case is on it.
    Listed(Held),
}

/// A line, and how it compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The day of the board.
    pub day: Day,
    /// The line.
    pub line: Line,
    /// Where it says something else than the reporter's own letters and replies.
    pub differences: Vec<Difference>,
    /// Whether a part of it lies before what is still downloaded, so that nobody can compare it.
    pub is_partial: bool,
}

/// One thing that a line says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The week of the first letter.
    Received {
        /// As the board has it.
        board: Monday,
        /// As the log has it.
        log: Monday,
    },
    /// Something was sent, and the board has no week for it or another one.
    Week {
        /// Which term.
        which: Which,
        /// How the board has it.
        board: Term,
        /// The day on which it was sent.
        sent: Day,
    },
    /// The board has a week, and nothing came.
    Nothing {
        /// Which term.
        which: Which,
        /// How the board has it.
        board: Term,
    },
    /// The weeks agree and the word does not.
    Word {
        /// Which term.
        which: Which,
        /// How the board has it.
        board: Term,
        /// The last day of the term.
        due: Day,
    },
}

/// What the reporter can tell of a case by the board's day.
struct Seen {
    /// The day of the first letter, if the log is there back to its beginning.
    received: Option<Day>,
    /// The earliest letter that is there.
    letter: Option<Day>,
    /// The first day of entries that is there.
    letters_from: Option<Day>,
    acknowledged: Said,
    feedback: Said,
}

/// The first reply that says something.
#[derive(Clone, Copy)]
struct Said {
    day: Option<Day>,
    /// Whether every reply before it is there.
    is_first: bool,
}

impl Listing {
    /// Holds the board against a case.
    #[must_use]
    pub fn of(view: &DeskView, case: &Case) -> Self {
        let PublishedBoard::Signed(board) = view.board() else {
            return Self::NoBoard;
        };
        let seen = Seen::by(view, case, board.day);
        match board.line(&case.mark) {
            Some(line) => Self::Listed(seen.hold(*line, board.day)),
            None => Self::Unlisted {
                day: board.day,
                overdue: seen.overdue(case.mark, board),
            },
        }
    }
}

impl Seen {
    fn by(view: &DeskView, case: &Case, day: Day) -> Self {
        let of_epoch = |epoch: u32| Day::of(u64::from(epoch).saturating_sub(1));
        let first = view.intake().next();
        let is_whole = first.is_none_or(|first| first.index == 0);
        let letter = case.letters.first().map(|letter| of_epoch(letter.epoch));
        Self {
            received: letter.filter(|_| is_whole),
            letter,
            letters_from: first.map(|first| of_epoch(first.entry.epoch)),
            acknowledged: Said::by(view, case, day, ReplyContent::acknowledges),
            feedback: Said::by(view, case, day, ReplyContent::gives_feedback),
        }
    }

    /// Lists the terms that are over without an answer, of a case whose beginning is known.
    fn overdue(&self, mark: Mark, board: &Board) -> Vec<Which> {
        let Some(received) = self.received else {
            return Vec::new();
        };
        let dates = Dates {
            received,
            acknowledged: self.acknowledged.day,
            feedback: self.feedback.day,
            withdrawn: false,
        };
        let line = dates.line(mark, board.day);
        let terms = [
            (Which::Acknowledgement, line.acknowledged),
            (Which::Feedback, line.feedback),
        ];
        let over = terms.iter().filter(|(_, term)| *term == Term::Overdue);
        over.map(|(which, _)| *which).collect()
    }

    fn hold(&self, line: Line, day: Day) -> Held {
        let mut held = Held {
            day,
            line,
            differences: Vec::new(),
            is_partial: false,
        };
        self.hold_received(&mut held);
        let due = self.received.map(acknowledge_by);
        self.acknowledged
            .hold(Which::Acknowledgement, line.acknowledged, due, &mut held);
        let is_known = self.acknowledged.is_first;
        let due = self
            .received
            .filter(|_| is_known)
            .map(|received| feedback_by(received, self.acknowledged.day));
        self.feedback
            .hold(Which::Feedback, line.feedback, due, &mut held);
        held
    }

    fn hold_received(&self, held: &mut Held) {
        let board = held.line.received;
        let is_before = |from: Day| board < Monday::of(from);
        match self.letter.map(Monday::of) {
            Some(log) if log == board => {}
            // An earlier letter may have left the window.
            Some(log) if self.received.is_some() || board > log => {
                held.differences.push(Difference::Received { board, log });
            }
            Some(log) if !self.letters_from.is_some_and(is_before) => {
                held.differences.push(Difference::Received { board, log });
            }
            _ => held.is_partial = true,
        }
    }
}

impl Said {
    fn by(view: &DeskView, case: &Case, day: Day, says: impl Fn(&ReplyContent) -> bool) -> Self {
        let mut replies = case.thread.replies.iter().map(|reply| &reply.content);
        let first = replies.find(|reply| reply.day <= day && says(reply));
        let missing = &case.thread.missing;
        let is_missing_before = |n: u32| missing.iter().any(|range| *range.start() < n);
        // Without such a reply, one may have left the window, or be among those that are missing.
        let is_first = match first {
            Some(reply) => !is_missing_before(reply.n),
            None => missing.is_empty() && view.has_all_replies(),
        };
        Self {
            day: first.map(|reply| reply.day),
            is_first,
        }
    }

    /// Holds a term against what was said; `due` is its last day, if that is known.
    fn hold(self, which: Which, board: Term, due: Option<Day>, held: &mut Held) {
        let difference = match (self.day, board.week()) {
            (Some(sent), Some(week)) if week == Monday::of(sent) => {
                let word = |due: Day| if sent <= due { Term::Kept } else { Term::Late };
                due.filter(|due| word(*due)(week) != board)
                    .map(|due| Difference::Word { which, board, due })
            }
            // An earlier reply than the first that is there may have said it.
            (Some(sent), Some(week)) if week < Monday::of(sent) && !self.is_first => {
                held.is_partial = true;
                None
            }
            (Some(sent), _) => Some(Difference::Week { which, board, sent }),
            (None, Some(_)) if self.is_first => Some(Difference::Nothing { which, board }),
            (None, Some(_)) => {
                held.is_partial = true;
                None
            }
            (None, None) => Self::hold_open(which, board, due, held.day),
        };
        held.differences.extend(difference);
    }

    /// Holds a term for which nothing was sent, as both sides say.
    fn hold_open(which: Which, board: Term, due: Option<Day>, day: Day) -> Option<Difference> {
        let due = due?;
        let word = if due < day { Term::Overdue } else { Term::Open };
        let agrees = board == word || board == Term::Withdrawn;
        (!agrees).then_some(Difference::Word { which, board, due })
    }
}
