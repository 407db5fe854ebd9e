//! Boxes, and stretches of a file.
//!
//! ```text
//! size 4 ‖ name 4 ‖ (size 1: real size 8) ‖ body      size 0: to the end of the file
//! ```
//!
//! Source: ISO/IEC 14496-12 §4.2.

use std::ops::Range;

use crate::bytes::{be32, be64, piece, position};
use crate::outcome::CleanError;

/// A stretch of the file.
pub(super) type Space = Range<usize>;

/// The most boxes on one level.
const MOST: usize = 100_000;

/// One box.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) name: [u8; 4],
    pub(super) start: usize,
    head: usize,
    pub(super) end: usize,
}

impl Atom {
    /// Where its body stands.
    pub(super) fn body(&self) -> Space {
        self.start + self.head..self.end
    }

    fn read(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let size = be32(bytes, start)?;
        let name = *piece(bytes, start + 4, 4)?.first_chunk()?;
        let (head, size) = match size {
            0 => (8, end - start),
            1 => (16, position(be64(bytes, start + 8)?)?),
            size => (8, position(size)?),
        };
        let own_end = start.checked_add(size)?;
        (size >= head && own_end <= end).then_some(Self {
            name,
            start,
            head,
            end: own_end,
        })
    }
}

/// Lists the boxes of a file, and returns where they end: what follows is none.
pub(super) fn top(file: &[u8]) -> Result<(Vec<Atom>, usize), CleanError> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = 0;
    while let Some(atom) = Atom::read(file, at, file.len()).filter(|atom| is_name(&atom.name)) {
        at = atom.end;
        atoms.push(atom);
        if atoms.len() > MOST {
            return Err(CleanError::Malformed);
        }
    }
    Ok((atoms, at))
}

/// Names are printable, or begin with the copyright sign of Mac OS Roman.
fn is_name(name: &[u8; 4]) -> bool {
    name.iter()
        .all(|byte| (0x20..0x7f).contains(byte) || *byte == 0xa9)
}

/// Lists the boxes within a stretch; a few bytes too short for a box may follow (QuickTime's zero).
pub(super) fn children(bytes: &[u8], space: Space) -> Result<Vec<Atom>, CleanError> {
    let mut atoms = Vec::new();
    let mut at = space.start;
    while at + 8 <= space.end {
        let atom = Atom::read(bytes, at, space.end).ok_or(CleanError::Malformed)?;
        at = atom.end;
        atoms.push(atom);
        if atoms.len() > MOST {
            return Err(CleanError::Malformed);
        }
    }
    Ok(atoms)
}

/// Finds a box by its name.
pub(super) fn by_name<'a>(atoms: &'a [Atom], name: &[u8; 4]) -> Option<&'a Atom> {
    atoms.iter().find(|atom| &atom.name == name)
}

/// Sorts stretches and joins those that touch.
pub(super) fn merged(mut spaces: Vec<Space>) -> Vec<Space> {
    spaces.retain(|space| !space.is_empty());
    spaces.sort_unstable_by_key(|space| space.start);
    let mut out: Vec<Space> = Vec::new();
    for space in spaces {
        match out.last_mut() {
            Some(last) if space.start <= last.end => last.end = last.end.max(space.end),
            _ => out.push(space),
        }
    }
    out
}

/// Returns the parts of `whole` that are in none of `used`, which is merged.
pub(super) fn gaps(used: &[Space], whole: Space) -> Vec<Space> {
    let mut out = Vec::new();
    let mut at = whole.start;
    let first = used.partition_point(|space| space.end <= whole.start);
    for space in used[first..]
        .iter()
        .take_while(|space| space.start < whole.end)
    {
        out.push(at..space.start.max(at));
        at = space.end;
    }
    out.push(at.min(whole.end)..whole.end);
    out.retain(|gap| !gap.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_what_is_not_used() {
        let used = merged(vec![7..9, 2..4, 3..5, 20..30, 6..6]);
        assert_eq!(used, [2..5, 7..9, 20..30]);
        assert_eq!(gaps(&used, 0..12), [0..2, 5..7, 9..12]);
        assert_eq!(gaps(&used, 3..22), [5..7, 9..20]);
        assert_eq!(gaps(&used, 21..29), []);
        assert_eq!(gaps(&[], 4..6), vec![4..6; 1]);
    }
}
