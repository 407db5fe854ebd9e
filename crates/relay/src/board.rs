//! Boards: what a desk publishes of its terms. Every one stays, by its number.
//!
//! The rules between boards are checked here too, so that a mistake is told to the desk at once;
//! who reads a board relies on its own check.
//!
//! Spec: docs/protocol.md §11.6, §12.5 R4.

use bellrope_protocol::note::{ParseNoteError, SignedNote};
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::{
    BOARD_MAX_LEN, Board, BoardFault, LogNote as _, LogNoteError,
};

use crate::desk::Desk;
use crate::post::Posted;
use crate::relay::Relay;
use crate::store::{Numbered, StoreError};

/// Accepts a board at `now` (Unix seconds). Blocks the thread.
///
/// # Errors
///
/// [`BoardError`], by variant; nothing changes then.
// spec: §12.5 R4
pub fn accept(relay: &Relay, desk: &Desk, post: &[u8], now: u64) -> Result<Posted, BoardError> {
    let card = desk.card().ok_or(BoardError::NoCard)?;
    let _changing = desk.change();
    let signed = SignedNote::parse(post, BOARD_MAX_LEN)?;
    let note = Numbered {
        number: 0,
        value: signed.to_string(),
    };
    let board = Board::verify_by(signed, card.push_keys())?;
    let today = Day::of(now);
    if board.day > today.next() {
        return Err(BoardError::Ahead { day: board.day });
    }
    let note = Numbered {
        number: board.number,
        ..note
    };
    let stored = relay.store.newest_board(desk.number)?;
    let before = stored.as_ref().map(stored_board).transpose()?;
    if before.as_ref() == Some(&board) {
        return Ok(Posted::Again);
    }
    check(&board, before.as_ref())?;
    relay.store.put_board(desk.number, &note)?;
    Ok(Posted::New)
}

/// Checks that a board follows from the one before.
fn check(board: &Board, before: Option<&Board>) -> Result<(), BoardError> {
    let next = before.map_or(0, |before| before.number.saturating_add(1));
    if board.number != next {
        let number = board.number;
        return Err(BoardError::Stale { number, next });
    }
    match board.faults(before).first() {
        Some(fault) => Err(BoardError::Fault(*fault)),
        None => Ok(()),
    }
}

/// Reads a board that was verified when it came.
fn stored_board(stored: &Numbered<String>) -> Result<Board, BoardError> {
    let damaged = |_| BoardError::Damaged {
        number: stored.number,
    };
    let note = SignedNote::parse(stored.value.as_bytes(), BOARD_MAX_LEN)
        .map_err(LogNoteError::from)
        .map_err(damaged)?;
    Board::read_text(note.unverified_text())
        .map_err(LogNoteError::from)
        .map_err(damaged)
}

/// Why a board is not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BoardError {
    /// The desk has no card yet.
    #[error("desk has no card yet")]
    NoCard,
    /// It is not a signed note.
    #[error("board is not a signed note")]
    Parse(#[from] ParseNoteError),
    /// It is not the push key's.
    #[error("board is not signed by the push key")]
    Note(#[from] LogNoteError),
    /// It is of a day that has not come.
    #[error("board is of {day}, which has not come")]
    Ahead {
        /// Its day.
        day: Day,
    },
    /// It is not the next one.
    #[error("board has number {number}, the next is {next}")]
    Stale {
        /// Its number.
        number: u64,
        /// The next number.
        next: u64,
    },
    /// It does not follow from the one before.
    #[error("board does not follow from the one before")]
    Fault(#[source] BoardFault),
    /// A stored board cannot be read.
    #[error("stored board {number} is damaged")]
    Damaged {
        /// Its number.
        number: u64,
    },
    /// The database failed.
    #[error("cannot commit a board")]
    Store(#[from] StoreError),
}
