//! What free pages still hold: redb clears nothing that it frees.
//!
//! A free page is zeros, or an older page of a tree: then each of its rows must be what the
//! database says today, or a part of it (logs only grow), or signed. What is left over may be the
//! further pages of a large value whose first page was given out again: a copy of bytes that are
//! in the database today. Anything else is a finding.

mod copies;

use super::database::{
    Branch, Child, DatabaseError, Leaf, PAGE_LEN, REGION_PAGES, Use, check_bookkeeping, is_filler,
    offset_of, parse_definition, parse_page_list, u32_at, u64_at,
};
use super::ledger::{Class, Ledger};
use super::note::Signers;
use super::rows::Database;
use super::statistic::Battery;
use super::table::{
    ALLOCATOR, BATCHES, BOARDS, CARD_LOG, CARDS, CONFIRMS, DEFINITIONS, ENTRIES, HEADS, LogId,
    PAGE_LISTS, PROBE, PRUNED, PUBLISHED, TABLES, TILES, Table, number_of,
};

/// The longest value that is looked for in free pages, in pages: a card.
const MAX_PAGES: u64 = 32;
/// What redb writes where a checksum is made only at the commit.
const CHECKSUM_LATER: u128 = 999;
/// Length of an entry behind its length, in bytes.
const BUNDLED_LEN: usize = 55;

/// Bytes that nothing explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// Where they begin in the file.
    pub offset: u64,
    /// Their number.
    pub len: usize,
    /// What a test saw in them, if one did.
    pub found: String,
}

/// A run of bytes that is still to be explained.
struct Fragment {
    offset: u64,
    bytes: Vec<u8>,
}

/// Examines every byte that the newest commit does not lead to.
///
/// # Errors
///
/// [`DatabaseError`] when a page cannot be read.
pub fn examine(
    database: &mut Database,
    signers: &Signers,
    battery: &Battery,
    ledger: &mut Ledger,
) -> Result<Vec<Unexplained>, DatabaseError> {
    let mut fragments = Vec::new();
    let mut page = 0;
    while page < database.pages.count() {
        let older = Recognise {
            database,
            signers,
            battery,
        };
        page += examine_page(&older, page, ledger, &mut fragments)?;
    }
    for place in std::mem::take(&mut database.slack) {
        let first = place.start / PAGE_LEN as u64 - 1;
        let count = (place.end - 1) / PAGE_LEN as u64 - first;
        let bytes = database.pages.read_run(first, count)?;
        let from = usize::try_from(place.start - offset_of(first)).unwrap_or_default();
        push(&mut fragments, place.start, &bytes[from..], ledger);
    }
    copies::find(database, &mut fragments, ledger)?;
    let mut unexplained = Vec::new();
    for fragment in fragments {
        let class = explain(&fragment.bytes, signers, battery);
        ledger.add(class, fragment.bytes.len() as u64);
        if class == Class::Unknown {
            let seen = battery.examine(&fragment.bytes);
            unexplained.push(Unexplained {
                offset: fragment.offset,
                len: fragment.bytes.len(),
                found: seen.map_or_else(|| "neither".to_owned(), |seen| seen.to_string()),
            });
        }
    }
    Ok(unexplained)
}

/// Examines what begins at a page, if it is free; returns how many pages that took.
fn examine_page(
    older: &Recognise<'_>,
    page: u64,
    ledger: &mut Ledger,
    fragments: &mut Vec<Fragment>,
) -> Result<u64, DatabaseError> {
    let database = older.database;
    let unused = |page| matches!(database.pages.use_of(page), Use::Free | Use::Pending);
    if !unused(page) {
        return Ok(1);
    }
    let bytes = database.pages.read_run(page, 1)?;
    if is_filler(&bytes) {
        ledger.add(Class::Empty, PAGE_LEN as u64);
        return Ok(1);
    }
    let end = (page..database.pages.count().min(page + MAX_PAGES))
        .find(|page| !unused(*page))
        .unwrap_or(database.pages.count().min(page + MAX_PAGES));
    let window = database.pages.read_run(page, end - page)?;
    // The last pages of a large value may have been given out to others in between.
    for pages in (1..=end - page).rev() {
        let len = usize::try_from(pages).unwrap_or_default() * PAGE_LEN;
        let Some(old) = older.recognise(&window[..len])? else {
            continue;
        };
        ledger.add(old.class, old.end as u64);
        let taken = old.end.div_ceil(PAGE_LEN);
        let rest = &window[old.end..taken * PAGE_LEN];
        push(fragments, offset_of(page) + old.end as u64, rest, ledger);
        return Ok(taken as u64);
    }
    push(fragments, offset_of(page), &bytes, ledger);
    Ok(1)
}

/// Keeps bytes to be explained, without the zeros around them.
fn push(fragments: &mut Vec<Fragment>, offset: u64, bytes: &[u8], ledger: &mut Ledger) {
    let is_zero = |byte: &u8| matches!(byte, 0 | 0xFF);
    let start = bytes.iter().position(|byte| !is_zero(byte));
    let Some(start) = start else {
        return ledger.add(Class::Empty, bytes.len() as u64);
    };
    let end = bytes
        .iter()
        .rposition(|byte| !is_zero(byte))
        .map_or(start, |last| last + 1);
    ledger.add(Class::Empty, (start + bytes.len() - end) as u64);
    fragments.push(Fragment {
        offset: offset + start as u64,
        bytes: bytes[start..end].to_vec(),
    });
}

/// An older page of a tree.
struct Old {
    class: Class,
    end: usize,
}

/// What older pages are held against.
#[derive(Clone, Copy)]
struct Recognise<'a> {
    database: &'a Database,
    signers: &'a Signers,
    battery: &'a Battery,
}

impl Recognise<'_> {
    /// Recognises an older page of any tree.
    fn recognise(&self, window: &[u8]) -> Result<Option<Old>, DatabaseError> {
        for table in &TABLES {
            if let Some(leaf) = Leaf::parse(window, table.shape, 1 << 24) {
                let old = Older { by: *self, table };
                if old.holds(window, &leaf)? {
                    let end = leaf.end.min(window.len());
                    return Ok(Some(Old {
                        class: Class::OldRows,
                        end,
                    }));
                }
            }
        }
        let class = Class::OldBookkeeping;
        for shape in [DEFINITIONS, ALLOCATOR, PAGE_LISTS] {
            let leaf = Leaf::parse(window, shape, window.len());
            if let Some(leaf) = leaf.filter(|leaf| {
                leaf.rows.iter().all(|row| {
                    let (key, value) = (&window[row.key.clone()], &window[row.value.clone()]);
                    is_bookkeeping(shape == DEFINITIONS, shape == ALLOCATOR, key, value)
                })
            }) {
                return Ok(Some(Old {
                    class,
                    end: leaf.end,
                }));
            }
        }
        let page = &window[..PAGE_LEN];
        Ok(self.branch(page).map(|end| Old { class, end }))
    }

    /// Recognises an older branch: children in the file as it may have been, and keys of one table
    /// between them. Checksums must look as hashes do: nothing else is said of them any more.
    fn branch(&self, page: &[u8]) -> Option<usize> {
        let is_key = |table: &Table, key: &[u8]| match table.name {
            "desks" => std::str::from_utf8(key).is_ok(),
            "cards" | "confirms" | "boards" => key.len() == 12,
            "probe" => false,
            _ => LogId::parse(key).is_some(),
        };
        // redb cuts free pages off the end of the file, so children may lie beyond it today.
        let last = 2 * self.database.pages.count().next_multiple_of(REGION_PAGES);
        // A key that is too narrow leaves bytes behind the last one; redb leaves zeros.
        let fits = |branch: &Branch| {
            branch
                .children
                .iter()
                .all(|child| child.page.first + child.page.count() <= last)
                && self.look_hashed(&branch.children)
                && is_filler(&page[branch.end..])
        };
        TABLES
            .iter()
            .find_map(|table| {
                let branch = Branch::parse(page, table.shape.key).filter(fits)?;
                let keys = branch
                    .keys
                    .iter()
                    .all(|key| is_key(table, &page[key.clone()]));
                keys.then_some(branch.end)
            })
            .or_else(|| {
                let branch = Branch::parse(page, PAGE_LISTS.key).filter(fits)?;
                Some(branch.end)
            })
            .or_else(|| {
                let branch = Branch::parse(page, DEFINITIONS.key).filter(fits)?;
                let names = branch.keys.iter().all(|key| {
                    TABLES
                        .iter()
                        .any(|table| table.name.as_bytes().starts_with(&page[key.clone()]))
                });
                names.then_some(branch.end)
            })
    }

    /// Says whether checksums look as hashes do, those left out that were to be made later.
    fn look_hashed(&self, children: &[Child]) -> bool {
        let made = children
            .iter()
            .filter(|child| child.checksum != CHECKSUM_LATER);
        let bytes: Vec<u8> = made
            .flat_map(|child| child.checksum.to_le_bytes())
            .collect();
        self.battery.examine(&bytes).is_none()
    }
}

fn is_bookkeeping(definitions: bool, allocator: bool, key: &[u8], value: &[u8]) -> bool {
    if definitions {
        return is_table_name(key)
            && parse_definition(value).is_some_and(|definition| {
                is_type_name(definition.key_type) && is_type_name(definition.value_type)
            });
    }
    if allocator {
        return check_bookkeeping(key, value).is_some();
    }
    parse_page_list(value).is_some()
}

fn is_table_name(name: &[u8]) -> bool {
    let own: [&[u8]; 4] = [
        b"allocator_state",
        b"data_pages_allocated",
        b"data_pages_unreachable",
        b"system_pages_unreachable",
    ];
    own.contains(&name) || TABLES.iter().any(|table| table.name.as_bytes() == name)
}

fn is_type_name(name: &[u8]) -> bool {
    let own: [&[u8]; 3] = [
        b"\x01redb::AllocatorStateKey",
        b"\x01redb::TransactionIdWithPagination",
        b"\x01redb::PageList",
    ];
    own.contains(&name)
        || TABLES
            .iter()
            .any(|table| table.key_type == name || table.value_type == name)
}

/// An older leaf of one of the relay's tables.
struct Older<'a> {
    by: Recognise<'a>,
    table: &'a Table,
}

impl Older<'_> {
    /// Says whether every row, as far as it is in the window, was the table's.
    fn holds(&self, window: &[u8], leaf: &Leaf) -> Result<bool, DatabaseError> {
        for row in &leaf.rows {
            let Some(key) = window.get(row.key.clone()) else {
                return Ok(false);
            };
            let end = row.value.end.min(window.len());
            let value = window.get(row.value.start..end).unwrap_or_default();
            if !self.row_holds(key, value, end == row.value.end)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn row_holds(&self, key: &[u8], value: &[u8], whole: bool) -> Result<bool, DatabaseError> {
        let database = self.by.database;
        let today = database.tree(self.table).find(&database.pages, key)?;
        let same = today.as_ref().is_some_and(|today| match whole {
            true => today == value,
            false => today.starts_with(value),
        });
        if same {
            return Ok(true);
        }
        let today = today.unwrap_or_default();
        Ok(match (self.table.name, LogId::parse(key)) {
            // Tiles grow at their end.
            (name, Some(log)) if name == TILES.name => {
                today.starts_with(value) || self.is_tile(log, (key, value), &today, whole)
            }
            (name, log) => self.is_signed(name, log, key, value, &today),
        })
    }

    /// Says whether a row that is another one today was the relay's at its time: signed, older
    /// than today's or of a commit that did not take place.
    fn is_signed(
        &self,
        name: &str,
        log: Option<LogId>,
        key: &[u8],
        value: &[u8],
        today: &[u8],
    ) -> bool {
        let desk = u32_at(key, 0).unwrap_or(u32::MAX);
        let (number, text) = (u64_at(value, 0), value.get(8..).unwrap_or_default());
        match (name, log) {
            (name, Some(log)) if name == HEADS.name || name == PUBLISHED.name => {
                let head = self.by.signers.checkpoint(log, text);
                head.is_some_and(|head| Some(head.size) == number)
            }
            (name, Some(log)) if name == BATCHES.name => {
                self.by.signers.batch(log, value).is_some()
            }
            (name, Some(log)) if name == PRUNED.name => {
                self.by.signers.pruned(log, value).is_some()
            }
            (name, _) if name == CARDS.name => self.by.signers.card(desk, value).is_some(),
            (name, _) if name == BOARDS.name => self.by.signers.board(desk, value).is_some(),
            (name, _) if name == CONFIRMS.name => {
                let epoch = u64::from(self.by.signers.epoch_secs.max(1));
                let on_grid = number.is_some_and(|accepted| accepted.is_multiple_of(epoch));
                on_grid && self.by.signers.confirm(desk, text).is_some()
            }
            (name, _) if name == PROBE.name => number <= u64_at(today, 0),
            _ => false,
        }
    }

    /// Says whether bytes are a tile or bundle of a commit that did not take place, or its
    /// beginning: what was committed, then others than today's to the end, which nobody signed and
    /// which therefore must look as hashes do.
    fn is_tile(&self, log: LogId, row: (&[u8], &[u8]), today: &[u8], whole: bool) -> bool {
        let Recognise {
            signers, battery, ..
        } = self.by;
        let (key, value) = row;
        let known = signers.log_key(log).is_some() && number_of(key).is_some();
        let is_bundle = key.get(5) == Some(&ENTRIES);
        let unit = if is_bundle { BUNDLED_LEN } else { 32 };
        let rest = value.len() % unit;
        let (units, cut) = value.split_at(value.len() - rest);
        let fits = match is_bundle {
            true => entries_in(units, signers.epoch_secs) == units.len(),
            false => value.len() <= 8_192,
        };
        let looks = match (is_bundle, log.kind) {
            // The entries of cards have tags of zeros.
            (true, CARD_LOG) => units.chunks(unit).all(|entry| {
                let (entry, tag) = entry.split_at(unit - 16);
                is_filler(tag) && battery.find_run(entry).is_none()
            }),
            (true, _) => battery.find_run(value).is_none(),
            (false, _) => battery.examine(value).is_none(),
        };
        let mut same = value
            .chunks(unit)
            .zip(today.chunks(unit))
            .map(|(one, other)| one == other)
            .skip_while(|same| *same);
        let ends = !whole || cut.is_empty();
        known && fits && ends && looks && !same.any(|same| same)
    }
}

/// Returns how many bytes are entries behind their lengths, one after the other.
fn entries_in(bytes: &[u8], epoch_secs: u32) -> usize {
    let fits = |entry: &&[u8]| {
        let epoch = entry
            .get(3..7)
            .and_then(|epoch| epoch.first_chunk())
            .copied();
        entry.starts_with(&[0, 53, 1])
            && u32::from_be_bytes(epoch.unwrap_or_default()).is_multiple_of(epoch_secs.max(1))
    };
    BUNDLED_LEN * bytes.chunks_exact(BUNDLED_LEN).take_while(fits).count()
}

/// Says what a fragment is, looking at nothing but itself.
fn explain(bytes: &[u8], signers: &Signers, battery: &Battery) -> Class {
    if is_filler(bytes) {
        return Class::Empty;
    }
    // The middle of a bundle of a commit that did not take place.
    let is_bundle = (0..BUNDLED_LEN.min(bytes.len())).any(|start| {
        let entries = entries_in(&bytes[start..], signers.epoch_secs);
        entries > 0 && bytes.len() - start - entries < BUNDLED_LEN
    });
    if is_bundle && battery.find_run(bytes).is_none() {
        return Class::OldRows;
    }
    let is_random = bytes.len() >= super::statistic::MIN_WINDOW && battery.examine(bytes).is_none();
    match is_random {
        true => Class::Random,
        false => Class::Unknown,
    }
}
