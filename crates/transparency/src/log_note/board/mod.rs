//! What a desk publishes of its own terms: one line per closed or overdue case.
//!
//! In scope: the note, its lines, what a case's dates make of a line ([`Dates`]), and the rules
//! that hold between boards ([`Board::faults`]). Out of scope: which cases there are, what the
//! logs allow (the auditor's), and whether a case is missing (its reporter's).
//!
//! # Wire format
//!
//! ```text
//! bellrope/1 board⏎
//! <base>/board⏎
//! <number, from 0>⏎
//! <day>⏎
//! <SHA-256 of the text of board number − 1 in base64, or `-` for number 0>⏎
//! <mark> <received> <acknowledged> <word> <feedback> <word>⏎      one line a case, by mark
//! ```
//!
//! `received`, `acknowledged` and `feedback` are the Mondays of weeks, `-` where there is none; a
//! word says how the term before it stands ([`Term`]).
//!
//! Spec: docs/protocol.md §11.6.

mod line;
mod next;
mod rule;
#[cfg(test)]
mod tests;

use bellrope_protocol::card::EarlierPush;
use bellrope_protocol::note::{Day, KeyName, LineError, Lines, NoteText};
use sha2::{Digest as _, Sha256};

pub use line::{Dates, Line, Mark, Monday, Term, acknowledge_by, feedback_by};
pub use next::NextError;
pub use rule::{BoardFault, Which};

use super::{LogNote, SignedBy};
use crate::tree::Hash;

/// Most lines of a board: seven new cases a day for three years.
pub const BOARD_MAX_LINES: usize = 8_192;
/// Greatest length of a board, in bytes.
pub const BOARD_MAX_LEN: usize = 786_432;
/// Least number of lines that go out together, new or changed.
pub const BOARD_MIN_CHANGES: usize = 5;

/// A desk's board: what it says of its own terms on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// `base/board`.
    pub origin: KeyName,
    /// Its number, from 0.
    pub number: u64,
    /// The day for which it holds (UTC).
    pub day: Day,
    /// [`Board::hash`] of the board before; absent for the first.
    pub previous: Option<Hash>,
    /// Its lines, ascending by mark.
    pub lines: Vec<Line>,
}

impl Board {
    /// Hashes the text, by which the next board names this one. A signature is not part of it.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::from_bytes(Sha256::digest(self.text()).into())
    }

    /// Reads the text of a board whose signature was verified before, or will be made.
    ///
    /// # Errors
    ///
    /// [`LineError`], by line.
    pub fn read_text(text: &str) -> Result<Self, LineError> {
        let mut lines = Lines::open(text, Self::KIND)?;
        let board = Self::read(&mut lines)?;
        lines.end()?;
        Ok(board)
    }

    /// Finds the line of a case.
    #[must_use]
    pub fn line(&self, mark: &Mark) -> Option<&Line> {
        let found = self.lines.binary_search_by_key(mark, |line| line.mark);
        found.ok().and_then(|position| self.lines.get(position))
    }

    /// Returns the first week whose cases a board of this day carries: the one that holds
    /// 1 January two years before. Older lines leave; the boards that had them stay.
    // spec: §11.6 T7
    #[must_use]
    pub fn carried_from(day: Day) -> Monday {
        let (year, ..) = day.date();
        let from = Day::from_date(year.saturating_sub(2), 1, 1);
        Monday::of(from.unwrap_or(Day::MIN))
    }
}

impl LogNote for Board {
    const KIND: &'static str = "board";
    const SIGNED_BY: SignedBy = SignedBy::Push;
    const MAX_LEN: usize = BOARD_MAX_LEN;

    fn origin(&self) -> &KeyName {
        &self.origin
    }

    fn is_within(&self, signed: &EarlierPush) -> bool {
        self.number < signed.boards
    }

    fn write(&self, text: NoteText) -> NoteText {
        let text = text.field(&self.origin).field(self.number).field(self.day);
        let text = match &self.previous {
            Some(hash) => text.base64(hash.as_bytes()),
            None => text.field('-'),
        };
        self.lines.iter().fold(text, NoteText::field)
    }

    // spec: §11.6 T1
    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        let origin = lines.value("origin", |line| {
            let origin: KeyName = line.parse().ok()?;
            origin.as_str().ends_with("/board").then_some(origin)
        })?;
        let number: u64 = lines.decimal("number")?;
        let day = lines.value("day", |line| line.parse().ok())?;
        let previous = read_previous(lines, number)?;
        let mut read: Vec<Line> = Vec::new();
        while !lines.is_empty() {
            let last = read.last().map(|line| line.mark);
            let is_full = read.len() == BOARD_MAX_LINES;
            let line = lines.value("case", |text| {
                let line: Line = text.parse().ok()?;
                let follows = last.is_none_or(|last| last < line.mark);
                (follows && !is_full).then_some(line)
            })?;
            read.push(line);
        }
        Ok(Self {
            origin,
            number,
            day,
            previous,
            lines: read,
        })
    }
}

/// Reads the hash of the board before, which all but the first have.
fn read_previous(lines: &mut Lines<'_>, number: u64) -> Result<Option<Hash>, LineError> {
    if number > 0 {
        return Ok(Some(Hash::from_bytes(lines.base64("previous")?)));
    }
    lines.value("previous", |line| (line == "-").then_some(None))
}
