//! Pages: 256 notes one after the other, as they are served.

use std::fmt;

use bellrope_protocol::note::{LineError, Lines, ParseNoteError, SignedNote};

use super::{LOG_NOTE_MAX_LEN, LogNote, LogNoteError, NoteKeys};

/// Notes of a full page (docs/protocol.md §11.3).
pub const PAGE_NOTES: u64 = 256;
/// Lines of each note of a page: seven of text, an empty one, one signature.
const NOTE_LINES: usize = 9;

/// Returns the page that holds the note of this number (docs/protocol.md §11.3).
#[must_use]
pub fn page_of(number: u64) -> u64 {
    number / PAGE_NOTES
}

/// Up to 256 notes, none of them verified.
///
/// Spec: docs/protocol.md §11.3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page(Vec<SignedNote>);

impl Page {
    /// Collects notes into a page.
    ///
    /// # Errors
    ///
    /// [`PageError::Count`] for more than 256, [`PageError::Lines`] for a note of another form
    /// than seven lines with one signature.
    pub fn new(notes: Vec<SignedNote>) -> Result<Self, PageError> {
        if notes.len() as u64 > PAGE_NOTES {
            return Err(PageError::Count { count: notes.len() });
        }
        for (position, note) in notes.iter().enumerate() {
            if count_lines(&note.to_string()) != NOTE_LINES || note.signatures().len() != 1 {
                return Err(PageError::Lines { position });
            }
        }
        Ok(Self(notes))
    }

    /// Parses a page, which may be empty.
    ///
    /// # Errors
    ///
    /// [`PageError::Count`] above 256 notes, [`PageError::Lines`] if the last note is not whole,
    /// [`PageError::Note`] for the first that is malformed.
    pub fn parse(bytes: &[u8]) -> Result<Self, PageError> {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let count = lines.len().div_ceil(NOTE_LINES);
        if count as u64 > PAGE_NOTES {
            return Err(PageError::Count { count });
        }
        let notes = lines
            .chunks(NOTE_LINES)
            .enumerate()
            .map(|(position, lines)| {
                if lines.len() != NOTE_LINES {
                    return Err(PageError::Lines { position });
                }
                SignedNote::parse(&lines.concat(), LOG_NOTE_MAX_LEN)
                    .map_err(|source| PageError::Note { position, source })
            })
            .collect::<Result<_, _>>()?;
        Self::new(notes)
    }

    /// Returns the notes in order.
    #[must_use]
    pub fn notes(&self) -> &[SignedNote] {
        &self.0
    }

    /// Gives the notes.
    #[must_use]
    pub fn into_notes(self) -> Vec<SignedNote> {
        self.0
    }
}

impl fmt::Display for Page {
    /// Writes the page as it is served.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|note| note.fmt(f))
    }
}

fn count_lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// A note about one batch of a log.
pub trait Batch: LogNote {
    /// Returns the batch's number, from 0.
    fn number(&self) -> u64;
    /// Returns the index of its first entry.
    fn first(&self) -> u64;
    /// Returns how many entries it has.
    fn count(&self) -> u32;
    /// Returns the index after its last entry; past the end of any log if there is none.
    fn end(&self) -> u64 {
        self.first().saturating_add(self.count().into())
    }
}

/// Verifies notes of consecutive batches: all of one log and its keys, numbered from
/// `first_number` without a gap, each beginning where the one before ends.
///
/// Where the first batch begins and where the last one ends is for the caller to check.
///
/// # Errors
///
/// [`RunError`], with the number of the first batch that does not fit.
///
/// Spec: docs/protocol.md §11.3, batches are contiguous.
pub fn verify_run<N: Batch>(
    notes: impl IntoIterator<Item = SignedNote>,
    keys: &NoteKeys,
    first_number: u64,
) -> Result<Vec<N>, RunError> {
    let mut run: Vec<N> = Vec::new();
    // An open range would step over the end behind the last number that there is.
    for (number, note) in (first_number..=u64::MAX).zip(notes) {
        let note = N::verify_by(note, keys).map_err(|source| RunError::Note { number, source })?;
        if note.number() != number {
            return Err(RunError::Number {
                found: note.number(),
                expected: number,
            });
        }
        if let Some(last) = run.last() {
            if note.origin() != last.origin() {
                return Err(RunError::Origin { number });
            }
            if note.first() != last.end() {
                return Err(RunError::First {
                    number,
                    first: note.first(),
                    expected: last.end(),
                });
            }
        }
        run.push(note);
    }
    Ok(run)
}

/// Reads the number of entries of a batch: no batch is empty.
pub(super) fn read_count(lines: &mut Lines<'_>) -> Result<u32, LineError> {
    lines.value("count", |line| {
        let count: u32 = line.parse().ok()?;
        (count > 0 && count.to_string() == line).then_some(count)
    })
}

/// Why notes or bytes are not a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// There are more notes than a page holds.
    #[error("page has {count} notes, at most {PAGE_NOTES} are allowed")]
    Count {
        /// Their number.
        count: usize,
    },
    /// A note does not have the lines of a note of a page.
    #[error("note {position} of the page does not have {NOTE_LINES} lines")]
    Lines {
        /// Its position in the page, from 0.
        position: usize,
    },
    /// A note is malformed.
    #[error("note {position} of the page is malformed")]
    Note {
        /// Its position in the page, from 0.
        position: usize,
        /// What is wrong with it.
        source: ParseNoteError,
    },
}

/// Why notes are not those of consecutive batches.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// A note does not verify.
    #[error("note of batch {number} does not verify")]
    Note {
        /// The batch's number.
        number: u64,
        /// Why not.
        source: LogNoteError,
    },
    /// A note is of another batch.
    #[error("note is of batch {found}, expected {expected}")]
    Number {
        /// The number that it gives.
        found: u64,
        /// The number in its place.
        expected: u64,
    },
    /// A note is of another log than the one before.
    #[error("note of batch {number} is of another log")]
    Origin {
        /// The batch's number.
        number: u64,
    },
    /// A batch does not begin where the one before ends.
    #[error("batch {number} begins at entry {first}, expected {expected}")]
    First {
        /// The batch's number.
        number: u64,
        /// Where it begins.
        first: u64,
        /// Where the one before ends.
        expected: u64,
    },
}
