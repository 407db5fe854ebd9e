//! An exported trail: one text file.
//!
//! ```text
//! <note of the trail's key: text, empty line, one signature line>
//! <head: text, empty line, one signature line>
//! <hash> <signature> <line>         once for each entry, in order
//! ```

use std::fmt;

use bellrope_protocol::note::{ParseNoteError, SignedNote};

use crate::chain::{ParseEntryError, SignedEntry};
use crate::{head, key_note};

/// Greatest length of an exported trail, in bytes: some two million entries.
pub const MAX_LEN: usize = 1 << 30;

/// Writes an exported trail.
#[must_use]
pub fn export(key: &SignedNote, head: &SignedNote, entries: &[SignedEntry]) -> String {
    let lines = entries.iter().map(|entry| format!("{entry}\n"));
    let mut file = format!("{key}{head}");
    file.extend(lines);
    file
}

/// An exported trail as it came, verified by no one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untrusted {
    pub(crate) key: SignedNote,
    pub(crate) head: SignedNote,
    pub(crate) entries: Vec<SignedEntry>,
}

impl Untrusted {
    /// Parses an exported trail of at most [`MAX_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`ParseTrailError`], by the first rule that does not hold.
    // spec: docs/trail.md §6
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseTrailError> {
        if bytes.len() > MAX_LEN {
            return Err(ParseTrailError::TooLong { len: bytes.len() });
        }
        let text = str::from_utf8(bytes).map_err(|_| ParseTrailError::NotUtf8)?;
        let (key, rest) = note_of(text, key_note::MAX_LEN).map_err(ParseTrailError::Key)?;
        let (head, rest) = note_of(rest, head::MAX_LEN).map_err(ParseTrailError::Head)?;
        Ok(Self {
            key,
            head,
            entries: entries(rest)?,
        })
    }

    /// Returns the entries, none of them verified: to say what a broken trail holds.
    #[must_use]
    pub fn unverified_entries(&self) -> &[SignedEntry] {
        &self.entries
    }

    /// Returns the note with the head, to keep it once it was verified.
    #[must_use]
    pub fn head_note(&self) -> &SignedNote {
        &self.head
    }
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&export(&self.key, &self.head, &self.entries))
    }
}

/// Takes a note with one signature from the beginning of a text.
fn note_of(text: &str, max_len: usize) -> Result<(SignedNote, &str), ParseNoteError> {
    let blank = text.find("\n\n").ok_or(ParseNoteError::NoBlankLine)?;
    let signature = &text[blank + 2..];
    let end = signature.find('\n').ok_or(ParseNoteError::NoSignature)?;
    let (note, rest) = text.split_at(blank + 2 + end + 1);
    Ok((SignedNote::parse(note.as_bytes(), max_len)?, rest))
}

fn entries(text: &str) -> Result<Vec<SignedEntry>, ParseTrailError> {
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(ParseTrailError::Unended);
    }
    let lines = text.split_terminator('\n').zip(1..);
    lines
        .map(|(line, place)| {
            let read = line.parse();
            read.map_err(|source| ParseTrailError::Entry { place, source })
        })
        .collect()
}

/// Why bytes are not an exported trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseTrailError {
    /// It is longer than [`MAX_LEN`].
    #[error("trail is {len} bytes, at most {MAX_LEN} are allowed")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not UTF-8.
    #[error("trail is not utf-8")]
    NotUtf8,
    /// It does not begin with the note of its key.
    #[error("trail does not begin with the note of its key")]
    Key(#[source] ParseNoteError),
    /// The head does not follow.
    #[error("trail has no head after the note of its key")]
    Head(#[source] ParseNoteError),
    /// The last line is not ended.
    #[error("last line of the trail is not ended")]
    Unended,
    /// A line is not an entry.
    #[error("line of entry {place} is malformed")]
    Entry {
        /// Its place among the entries, from 1.
        place: u64,
        /// What is wrong with it.
        source: ParseEntryError,
    },
}
