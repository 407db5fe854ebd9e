//! The board: what the desk publishes of its own terms, one line per closed or overdue case.
//!
//! In scope: the dates of the cases there are, the next board, the last one. Out of scope: the
//! rules of lines and boards (`bellrope_transparency::log_note`), and which board the relay has:
//! the next import says so.
//!
//! Spec: docs/protocol.md §11.6.

use bellrope_protocol::content::{ReplyContent, StatusCode};
use bellrope_protocol::note::KeyName;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::{
    Board, Dates, LogNote as _, LogNoteError, Mark, NextError, Term,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::case::{Channel, OpenCase, Register};
use crate::key::{self, Desk, Role};
use crate::log_state::Progress;
use crate::reply_batch::{self, BatchError, MadeBatch};
use crate::vault::{Change, Record, Records, Vault, VaultError};

/// What the reporter of a case was told, by the day of the batch that told it: what the reporter
/// and the board both go by, however long a text had waited.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Told {
    acknowledged: Option<Day>,
    feedback: Option<Day>,
}

impl Told {
    /// Notes what a reply says that was sealed into a batch.
    pub(crate) fn note(&mut self, reply: &ReplyContent) {
        if reply.acknowledges() {
            self.acknowledged.get_or_insert(reply.day);
        }
        if reply.gives_feedback() {
            self.feedback.get_or_insert(reply.day);
        }
    }
}

/// The last board that was made, as its text: it is signed when it is exported, by the push key of
/// that time.
#[derive(Serialize, Deserialize)]
struct Last {
    text: String,
}

impl Record for Last {
    const TABLE: &'static str = "boards";
}

/// What came of making a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Batches that were made for it, for their days had none yet.
    pub made: Vec<MadeBatch>,
    /// The last board there is now.
    pub board: Option<BoardSummary>,
    /// Whether it was made, or why not.
    pub state: BoardState,
}

/// Whether a board was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardState {
    /// It was made now; the next export takes it along.
    Made {
        /// Lines that are new or changed.
        changes: usize,
    },
    /// The last one is not known to be published: the next export takes it along again.
    Waits,
    /// Too few lines would go out together.
    Few {
        /// Lines that are new or changed.
        changes: usize,
    },
}

/// What a board says in sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardSummary {
    /// Its number.
    pub number: u64,
    /// Its day.
    pub day: Day,
    /// Its lines.
    pub lines: usize,
    /// The acknowledgements.
    pub acknowledged: Tally,
    /// The feedbacks.
    pub feedback: Tally,
}

/// How many of the terms of one kind stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Sent in time.
    pub kept: usize,
    /// Sent late.
    pub late: usize,
    /// Not sent, and over.
    pub overdue: usize,
    /// Not sent, and not over.
    pub open: usize,
    /// Withdrawn before anything was sent.
    pub withdrawn: usize,
}

impl Tally {
    fn of(terms: impl Iterator<Item = Term>) -> Self {
        let mut tally = Self::default();
        for term in terms {
            *match term {
                Term::Kept(_) => &mut tally.kept,
                Term::Late(_) => &mut tally.late,
                Term::Overdue => &mut tally.overdue,
                Term::Open => &mut tally.open,
                Term::Withdrawn => &mut tally.withdrawn,
            } += 1;
        }
        tally
    }
}

impl BoardSummary {
    fn of(board: &Board) -> Self {
        Self {
            number: board.number,
            day: board.day,
            lines: board.lines.len(),
            acknowledged: Tally::of(board.lines.iter().map(|line| line.acknowledged)),
            feedback: Tally::of(board.lines.iter().map(|line| line.feedback)),
        }
    }
}

/// Makes the board of today, if the last one is published and at least five lines are new or
/// changed. Batches that are due are made first: what a board leaves out was not sent by its day.
///
/// # Errors
///
/// [`BoardError`], by variant.
pub fn make(vault: &mut Vault, now: u64, rng: &mut impl CryptoRng) -> Result<Outcome, BoardError> {
    let made = reply_batch::make_due(vault, now, rng)?;
    let (board, state) = vault.change(|change| next(change, Day::of(now), rng))?;
    Ok(Outcome {
        made,
        board: board.as_ref().map(BoardSummary::of),
        state,
    })
}

fn next(
    change: &Change<'_>,
    day: Day,
    rng: &mut impl CryptoRng,
) -> Result<(Option<Board>, BoardState), BoardError> {
    let last = last(change)?;
    if last.as_ref().is_some_and(|last| last.day >= day) || unpublished(change)?.is_some() {
        return Ok((last, BoardState::Waits));
    }
    let origin = origin(change)?;
    let board = match Board::next(origin, last.as_ref(), day, &cases(change)?) {
        Err(NextError::Few { changes }) => return Ok((last, BoardState::Few { changes })),
        board => board?,
    };
    let changes = changes_of(&board, last.as_ref());
    store(change, &board, rng)?;
    Ok((Some(board), BoardState::Made { changes }))
}

fn origin(records: &impl Records) -> Result<KeyName, BoardError> {
    let base = Desk::load(records)?.base().clone();
    KeyName::new(base.board()).map_err(|_| BoardError::Origin)
}

fn changes_of(board: &Board, before: Option<&Board>) -> usize {
    let was = |mark| before.and_then(|before| before.line(mark));
    let lines = board.lines.iter();
    lines.filter(|line| was(&line.mark) != Some(line)).count()
}

/// Collects the dates of all cases that have a line: raw letters have no mark.
fn cases(records: &impl Records) -> Result<Vec<(Mark, Dates)>, VaultError> {
    let founding = Desk::load(records)?.founding();
    let mut cases = Vec::new();
    for case in OpenCase::all(records)? {
        let channel = case.channel(records)?;
        let Some(keys) = channel.keys(records, &founding)? else {
            continue;
        };
        let mark = Mark::from_bytes(keys.board_mark());
        cases.extend(dates_of(&case.register, &channel).map(|dates| (mark, dates)));
    }
    Ok(cases)
}

/// Finds the dates of a case.
// spec: §11.6 T4
fn dates_of(line: &Register, channel: &Channel) -> Option<Dates> {
    Some(Dates {
        received: Day::of(u64::from(channel.begun?).saturating_sub(1)),
        acknowledged: channel.told.acknowledged,
        feedback: channel.told.feedback,
        withdrawn: line.status_code() == StatusCode::Withdrawn,
    })
}

/// Finds the last board.
pub(crate) fn last(records: &impl Records) -> Result<Option<Board>, VaultError> {
    let damaged = |_| VaultError::Damaged { part: Last::TABLE };
    let found: Option<Last> = records.find("last")?;
    found
        .map(|last| Board::read_text(&last.text).map_err(damaged))
        .transpose()
}

/// Stores a board as the last one.
pub(crate) fn store(
    change: &Change<'_>,
    board: &Board,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    change.put("last", &Last { text: board.text() }, rng)
}

/// Finds the last board if it is not known to be published.
pub(crate) fn unpublished(records: &impl Records) -> Result<Option<Board>, VaultError> {
    let published = Progress::load(records)?.boards_published;
    Ok(last(records)?.filter(|last| last.number >= published))
}

/// Writes the POST of a board that is not published.
pub(crate) fn post(records: &impl Records) -> Result<Option<(u64, Vec<u8>)>, BoardError> {
    let Some(board) = unpublished(records)? else {
        return Ok(None);
    };
    let base = Desk::load(records)?.base().clone();
    let signed = board.sign(&key::signer(records, &base, Role::Push)?)?;
    Ok(Some((board.number, signed.to_string().into_bytes())))
}

/// Why there is no board.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BoardError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A batch that is due cannot be made.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// There are too many lines, or the cases contradict the last board.
    #[error("cannot make the next board")]
    Next(#[from] NextError),
    /// The board cannot be signed: a defect.
    #[error("cannot sign the board")]
    Note(#[from] LogNoteError),
    /// The origin is no key name: a defect.
    #[error("the board has no valid origin")]
    Origin,
}
