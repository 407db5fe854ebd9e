//! Notes: what the team writes for itself. A note is no reply and becomes none: nothing here reaches
//! the queue, and nothing of the queue takes a note (R099).

use std::fmt;

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::access::Standing;
use super::act::{Acting, from_find};
use super::{CaseNumber, OpenCase};
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// Longest note, in bytes.
pub const NOTE_MAX_LEN: usize = 128 * 1024;

/// A note of the team; content. `Debug` hides the text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub day: Day,
    /// What it says.
    pub text: String,
    /// Whether it is what somebody must know who takes the case over (R194).
    #[serde(default)]
    pub is_handover: bool,
}

impl Record for Note {
    const TABLE: &'static str = "notes";
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Note").finish_non_exhaustive()
    }
}

fn name(number: &CaseNumber, note: u32) -> String {
    format!("{number}/{note}")
}

/// Adds a note to a case.
///
/// # Errors
///
/// [`NoteError`], by variant.
pub fn add_note(
    vault: &mut Vault,
    number: &CaseNumber,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), NoteError> {
    add(vault, number, text, false, now, rng)
}

/// Adds a hand-over note: what somebody must know who takes the case over. That there is one is seen
/// by the team.
///
/// # Errors
///
/// [`NoteError`], by variant.
pub fn add_handover_note(
    vault: &mut Vault,
    number: &CaseNumber,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), NoteError> {
    add(vault, number, text, true, now, rng)
}

fn add(
    vault: &mut Vault,
    number: &CaseNumber,
    text: &str,
    is_handover: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), NoteError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NoteError::Empty);
    }
    if text.len() > NOTE_MAX_LEN {
        return Err(NoteError::TooLong { len: text.len() });
    }
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let note = Note {
            by: acting.me,
            day: acting.today(),
            text: text.to_owned(),
            is_handover,
        };
        let at = acting.case.register.notes;
        acting.write(&name(number, at), &note, rng)?;
        acting.line().notes += 1;
        let mut entry = acting.entry(Act::NoteAdded)?.with(Key::Item, at + 1);
        if is_handover {
            entry = entry.with(Key::Sort, "handover");
            let mut standing = Standing::find(change, number)?;
            standing.noted.insert(acting.me, acting.today());
            standing.store(change, number, rng)?;
        }
        acting.enter(entry, None, rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Lists the notes of a case, oldest first.
pub(crate) fn notes(records: &impl Records, case: &OpenCase) -> Result<Vec<Note>, VaultError> {
    let damaged = || VaultError::Damaged { part: Note::TABLE };
    let find = |at| {
        case.content(records, &name(case.number(), at))?
            .ok_or_else(damaged)
    };
    (0..case.register.notes).map(find).collect()
}

from_find!(NoteError);

/// Why a note was not added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// It says nothing.
    #[error("note is empty")]
    Empty,
    /// It is too long.
    #[error("note is {len} bytes, at most {NOTE_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn debug_hides_the_text() {
        let note = Note {
            by: PersonId::draw(&mut rand::rngs::StdRng::seed_from_u64(1)),
            day: Day::MIN,
            text: "Jansen liegt".to_owned(),
            is_handover: false,
        };
        assert_eq!(format!("{note:?}"), "Note { .. }");
    }
}
