//! Fragments of free pages that are copies of bytes which the database still has.

use std::collections::HashMap;

use super::{Fragment, push};
use crate::store::database::{DatabaseError, Tree, Visit};
use crate::store::ledger::{Class, Ledger};
use crate::store::rows::Database;
use crate::store::table::{CARDS, TILES};

/// Length of the beginning by which a fragment is looked up.
const MARK_LEN: usize = 16;

/// Finds fragments that are copies of what tiles and cards hold today.
pub(super) fn find(
    database: &mut Database,
    fragments: &mut Vec<Fragment>,
    ledger: &mut Ledger,
) -> Result<(), DatabaseError> {
    // A fragment may be the end of one value and the whole of the next.
    for _ in 0..8 {
        let mut copies = Copies::of(std::mem::take(fragments));
        if copies.marks.is_empty() {
            *fragments = copies.fragments;
            return Ok(());
        }
        for table in [&TILES, &CARDS] {
            let tree: Tree = database.tree(table);
            tree.walk(&mut database.pages, None, &mut copies)?;
        }
        let mut found = false;
        for (fragment, copied) in copies.fragments.into_iter().zip(copies.copied) {
            found |= copied > 0;
            ledger.add(Class::OldRows, copied as u64);
            let rest = &fragment.bytes[copied..];
            if !rest.is_empty() {
                push(fragments, fragment.offset + copied as u64, rest, ledger);
            }
        }
        if !found {
            break;
        }
    }
    Ok(())
}

/// Looks for the beginnings of fragments in values.
struct Copies {
    fragments: Vec<Fragment>,
    /// How many bytes of each fragment are a copy.
    copied: Vec<usize>,
    marks: HashMap<[u8; MARK_LEN], Vec<usize>>,
    /// Which first two bytes any mark has.
    begins: Vec<bool>,
}

impl Copies {
    fn of(fragments: Vec<Fragment>) -> Self {
        let mut marks: HashMap<_, Vec<usize>> = HashMap::new();
        let mut begins = vec![false; 1 << 16];
        for (at, fragment) in fragments.iter().enumerate() {
            if let Some(mark) = fragment.bytes.first_chunk::<MARK_LEN>() {
                begins[usize::from(u16::from_le_bytes([mark[0], mark[1]]))] = true;
                marks.entry(*mark).or_default().push(at);
            }
        }
        Self {
            copied: vec![0; fragments.len()],
            fragments,
            marks,
            begins,
        }
    }
}

impl Visit for Copies {
    fn row(&mut self, _key: &[u8], value: &[u8]) -> Result<(), DatabaseError> {
        for (at, mark) in value.windows(MARK_LEN).enumerate() {
            if !self.begins[usize::from(u16::from_le_bytes([mark[0], mark[1]]))] {
                continue;
            }
            let mark: Option<&[u8; MARK_LEN]> = mark.first_chunk();
            for fragment in mark
                .and_then(|mark| self.marks.get(mark))
                .into_iter()
                .flatten()
            {
                let same = self.fragments[*fragment]
                    .bytes
                    .iter()
                    .zip(&value[at..])
                    .take_while(|(one, other)| one == other)
                    .count();
                self.copied[*fragment] = self.copied[*fragment].max(same);
            }
        }
        Ok(())
    }

    fn slack(&mut self, _place: std::ops::Range<u64>) {}

    fn used(&mut self, _bytes: u64) {}
}
