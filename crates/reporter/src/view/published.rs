//! What a desk publishes beside its logs: the newest confirmation, the newest board. Either may be
//! absent.
//!
//! Spec: docs/protocol.md §11.1, §11.6, §15.

use bellrope_protocol::card::Card;
use bellrope_protocol::note::SignedNote;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{
    BOARD_MAX_LEN, BatchNote, Board, BoardFault, ConfirmNote, LOG_NOTE_MAX_LEN, LogNote as _,
    LogNoteError, NoteKeys,
};
use bellrope_transparency::tree::{Frontier, Hash, TreeHead};

use super::error::{LogError, LogFault};
use super::window::LogWindow;
use crate::request::{Request, Response, StatusError};

/// Something that a desk may have published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Published {
    Confirm,
    Board,
}

impl Published {
    pub(super) fn request(self, card: &Card) -> Request {
        let (path, max_len) = match self {
            Self::Confirm => ("confirm", LOG_NOTE_MAX_LEN),
            Self::Board => ("board", BOARD_MAX_LEN),
        };
        Request::get_of_desk(&card.desk, path, max_len)
    }
}

/// Returns the body of an answer, or `None` if there is nothing yet.
pub(super) fn optional(response: Response) -> Result<Option<Vec<u8>>, StatusError> {
    match response.status {
        404 => Ok(None),
        _ => response.into_body().map(Some),
    }
}

/// The newest board, as far as it can be believed. A board that cannot never keeps anyone from
/// reading replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedBoard {
    /// The desk has published none, or the relay does not serve it.
    Absent,
    /// What the relay serves is not the desk's, or contradicts itself.
    Refused(BoardRefusal),
    /// The desk signed it.
    Signed(Box<Board>),
}

/// Why a board is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoardRefusal {
    /// It is no board, or the desk's push key did not sign it.
    #[error("board is not the desk's")]
    Note(#[from] LogNoteError),
    /// A line of it cannot be true.
    #[error("board contradicts itself")]
    Fault(BoardFault),
}

pub(super) fn read_board(bytes: Option<&[u8]>, card: &Card) -> PublishedBoard {
    let Some(bytes) = bytes else {
        return PublishedBoard::Absent;
    };
    let board = match Board::open_by(bytes, &NoteKeys::push(card)) {
        Ok(board) => board,
        Err(err) => return PublishedBoard::Refused(err.into()),
    };
    match board.own_faults().first() {
        Some(fault) => PublishedBoard::Refused(BoardRefusal::Fault(*fault)),
        None => PublishedBoard::Signed(Box::new(board)),
    }
}

/// Reads the confirmation, which must be about the log that was shown: the desk's own word on what
/// is in it. It was fetched before the log, so it cannot be ahead of it.
///
/// One that no push key of the card signed says nothing: the card may be replaced by now.
pub(super) fn read_confirm(
    bytes: Option<&[u8]>,
    card: &Card,
    intake: &LogWindow<BatchNote>,
) -> Result<Option<SignedNote>, LogError> {
    let signed = bytes.and_then(|bytes| SignedNote::parse(bytes, LOG_NOTE_MAX_LEN).ok());
    let Some(signed) = signed else {
        return Ok(None);
    };
    let Ok(confirm) = ConfirmNote::verify_by(signed.clone(), &NoteKeys::push(card)) else {
        return Ok(None);
    };
    let is_other = confirm.origin != *intake.checkpoint.origin()
        || confirm.size > intake.checkpoint.head().size
        || root_at(intake, confirm.size).is_some_and(|root| root != confirm.root);
    if is_other {
        let fault = LogFault::Confirmed { size: confirm.size };
        return Err(LogError {
            log: "intake",
            fault,
        });
    }
    Ok(Some(signed))
}

/// Computes the log's root at a size, if the window reaches back to it.
fn root_at(intake: &LogWindow<BatchNote>, size: u64) -> Option<Hash> {
    let count = usize::try_from(size.checked_sub(intake.start)?).ok()?;
    let entries = intake.entries.get(..count)?;
    let mut frontier = Frontier::from_peaks(intake.start, intake.prefix.clone()).ok()?;
    frontier.extend(entries.iter().map(Entry::leaf_hash));
    let TreeHead { root, .. } = frontier.head();
    Some(root)
}
