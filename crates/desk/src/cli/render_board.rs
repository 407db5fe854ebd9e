//! What is printed of a board.

use bellrope_desk::board::{BoardState, BoardSummary, Outcome, Tally};
use bellrope_desk::text::{Texts, Value};

use super::say;

/// Prints the last board in sum, and whether it was made now.
pub(crate) fn board(texts: &Texts, outcome: &Outcome) {
    if let Some(board) = &outcome.board {
        summary(texts, board);
    }
    match outcome.state {
        BoardState::Made { changes } => {
            say(texts.with("board-made", &[("count", Value::from(changes))]));
            say(texts.get("board-next"));
        }
        BoardState::Waits => say(texts.get("board-waits")),
        BoardState::Few { changes } => {
            say(texts.with("board-few", &[("count", Value::from(changes))]));
        }
    }
}

fn summary(texts: &Texts, board: &BoardSummary) {
    let values = [
        ("number", Value::from(board.number.to_string())),
        ("day", Value::from(texts.day(board.day))),
        ("lines", Value::from(board.lines)),
    ];
    say(texts.with("board-summary", &values));
    tally(texts, "board-acknowledged", board.acknowledged);
    tally(texts, "board-feedback", board.feedback);
}

fn tally(texts: &Texts, id: &str, tally: Tally) {
    let values = [
        ("kept", Value::from(tally.kept)),
        ("late", Value::from(tally.late)),
        ("overdue", Value::from(tally.overdue)),
        ("open", Value::from(tally.open)),
        ("withdrawn", Value::from(tally.withdrawn)),
    ];
    say(texts.with(id, &values));
}
