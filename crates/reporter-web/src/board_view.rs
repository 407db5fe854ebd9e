//! What the desk's board says of the reporter's own case, as the screens show it (docs/protocol.md §11.6).

use bellrope_protocol::time::Day;
use bellrope_reporter::listing::{Difference, Held, Listing, Term, Which};
use bellrope_reporter::mailbox::Case;
use bellrope_reporter::view::{DeskView, PublishedBoard};
use serde::Serialize;

/// How the board compares with what is known here.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum ShownBoard {
    /// There is none.
    None,
    /// There is one that cannot be believed.
    Refused,
    /// The case is not on it.
    Unlisted {
        /// The day of the board.
        day: Day,
        /// The terms that were over by then without an answer.
        overdue: Vec<&'static str>,
    },
    /// The case is on it.
    Listed {
        /// The day of the board.
        day: Day,
        /// Its number.
        number: u64,
        /// Whether a part of the line lies before what is still downloaded.
        partial: bool,
        /// Where it says something else.
        differences: Vec<ShownDifference>,
    },
}

/// One thing that the line says otherwise; weeks are their Monday.
#[derive(Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum ShownDifference {
    /// The week of the first letter.
    Received {
        /// As the board has it.
        board: Day,
        /// As the log has it.
        log: Day,
    },
    /// Something was sent in another week than the board has, or the board has none.
    Week {
        /// The term.
        term: &'static str,
        /// As the board has it.
        board: ShownTerm,
        /// The day on which it was sent.
        sent: Day,
    },
    /// The board has a week, and nothing came.
    Nothing {
        /// The term.
        term: &'static str,
        /// As the board has it.
        board: ShownTerm,
    },
    /// The weeks agree and the word does not.
    Word {
        /// The term.
        term: &'static str,
        /// As the board has it.
        board: ShownTerm,
        /// The last day of the term.
        due: Day,
    },
}

/// A term as the board has it.
#[derive(Serialize)]
pub struct ShownTerm {
    said: String,
    week: Option<Day>,
}

impl ShownBoard {
    /// Holds the board of a view against a case.
    #[must_use]
    pub fn of(view: &DeskView, case: &Case) -> Self {
        let number = match view.board() {
            PublishedBoard::Refused(_) => return Self::Refused,
            PublishedBoard::Signed(board) => board.number,
            _ => 0,
        };
        match Listing::of(view, case) {
            Listing::NoBoard => Self::None,
            Listing::Unlisted { day, overdue } => Self::Unlisted {
                day,
                overdue: overdue.into_iter().map(term).collect(),
            },
            Listing::Listed(held) => Self::listed(&held, number),
        }
    }

    fn listed(held: &Held, number: u64) -> Self {
        Self::Listed {
            day: held.day,
            number,
            partial: held.is_partial,
            differences: held.differences.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Difference> for ShownDifference {
    fn from(difference: &Difference) -> Self {
        match *difference {
            Difference::Received { board, log } => Self::Received {
                board: board.first(),
                log: log.first(),
            },
            Difference::Week { which, board, sent } => Self::Week {
                term: term(which),
                board: board.into(),
                sent,
            },
            Difference::Nothing { which, board } => Self::Nothing {
                term: term(which),
                board: board.into(),
            },
            Difference::Word { which, board, due } => Self::Word {
                term: term(which),
                board: board.into(),
                due,
            },
        }
    }
}

impl From<Term> for ShownTerm {
    fn from(term: Term) -> Self {
        Self {
            said: term.word().to_owned(),
            week: term.week().map(|monday| monday.first()),
        }
    }
}

fn term(which: Which) -> &'static str {
    match which {
        Which::Acknowledgement => "acknowledgement",
        Which::Feedback => "feedback",
    }
}

impl std::fmt::Debug for ShownBoard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShownBoard").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ShownDifference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShownDifference").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ShownTerm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShownTerm").finish_non_exhaustive()
    }
}
