//! What the desk's board says of the year before, for whoever has not reported yet (R044): counted
//! from a board that the desk signed and that does not contradict itself.
//!
//! Shown are totals only. Nothing is shown without such a board, of a board older than
//! [`BOARD_MAX_AGE_DAYS`], or of fewer than [`RECEIVED_MIN`] reports.

use bellrope_protocol::time::Day;
use bellrope_reporter::view::{DeskView, PublishedBoard};
use bellrope_transparency::log_note::{Board, Line, Term};
use serde::Serialize;

/// Days after which a board says nothing of how things are.
pub const BOARD_MAX_AGE_DAYS: u32 = 92;
/// The least number of reports of which shares mean anything.
pub const RECEIVED_MIN: usize = 5;

/// What the board says of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastYear {
    year: u32,
    received: usize,
    /// Acknowledged within seven days.
    acknowledged: usize,
    /// Feedback within three months.
    feedback: usize,
    /// Of which a term is over and nothing was sent.
    overdue: usize,
    /// The day of the board.
    day: Day,
}

impl LastYear {
    /// Counts the year before that of the view's log time; `None` if there is nothing to show.
    #[must_use]
    pub fn of(view: &DeskView) -> Option<Self> {
        match view.board() {
            PublishedBoard::Signed(board) => Self::count(board, Day::of(view.log_time())),
            _ => None,
        }
    }

    fn count(board: &Board, today: Day) -> Option<Self> {
        if board.day.plus(BOARD_MAX_AGE_DAYS) < today {
            return None;
        }
        let (this_year, ..) = today.date();
        let year = this_year.checked_sub(1)?;
        // A week belongs to the year in which it begins: the board knows no days.
        let of_year = |line: &&Line| line.received.first().date().0 == year;
        let lines: Vec<&Line> = board.lines.iter().filter(of_year).collect();
        let count = |is: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
        let received = lines.len();
        (received >= RECEIVED_MIN).then(|| Self {
            year,
            received,
            acknowledged: count(&|line| matches!(line.acknowledged, Term::Kept(_))),
            feedback: count(&|line| matches!(line.feedback, Term::Kept(_))),
            overdue: count(&|line| [line.acknowledged, line.feedback].contains(&Term::Overdue)),
            day: board.day,
        })
    }
}
