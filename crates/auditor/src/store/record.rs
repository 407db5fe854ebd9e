//! Every row of the relay's tables, one by one: of the form, signed, in sequence.

use std::collections::BTreeMap;
use std::ops::Range;

use bellrope_transparency::tree::TreeHead;

use super::database::{DatabaseError, Visit, u32_at, u64_at};
use super::note::{Desk, Signers};
use super::rows::Database;
use super::table::{
    BATCHES, BOARDS, CARDS, CONFIRMS, DESKS, HEADS, INTAKE, LogId, PROBE, PRUNED, PUBLISHED,
    REPLIES, TABLES, TILES, Table, number_of,
};

/// What the rows come to.
#[derive(Debug, Default)]
pub struct Records {
    /// The checkpoint of each log.
    pub heads: BTreeMap<LogId, TreeHead>,
    /// The number of batch notes of each log.
    pub batches: BTreeMap<LogId, u64>,
    /// The number of pruned notes of each log.
    pub pruned: BTreeMap<LogId, u64>,
    /// The number of cards of each desk.
    pub cards: BTreeMap<u32, u64>,
    /// The fingerprint that each desk's cards name.
    pub fingerprints: BTreeMap<u32, String>,
    /// Trees that each log must have had: what its desk has confirmed, what readers were shown.
    pub roots: BTreeMap<LogId, Vec<TreeHead>>,
    /// The number of boards of each desk.
    pub boards: BTreeMap<u32, u64>,
    /// The number of tiles and bundles of each log.
    pub tiles: BTreeMap<LogId, u64>,
    /// The number of rows of all tables.
    pub rows: u64,
    /// Rows that are not of their table's form.
    pub faults: Vec<RowFault>,
}

/// A row that is not of its table's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Which one.
    pub place: String,
    /// What had to be there.
    pub expected: &'static str,
}

/// Finds whose signatures to look for: desks, and the push keys of their newest cards.
///
/// # Errors
///
/// [`DatabaseError`] when the database cannot be read.
pub fn complete(signers: &mut Signers, database: &mut Database) -> Result<(), DatabaseError> {
    let named = database.desks.iter().map(|(number, name)| {
        let name = name.clone();
        (*number, Desk { name, push: None })
    });
    signers.desks = named.collect();
    // Rows come in the order of serials: the last one stays.
    let mut keys = BTreeMap::new();
    let tree = database.tree(&CARDS);
    let mut each = Each(|key: &[u8], value: &[u8]| {
        let desk = u32_at(key, 0).unwrap_or(u32::MAX);
        if let Some((_, push, _)) = signers.card(desk, value) {
            keys.insert(desk, push);
        }
    });
    tree.walk(&mut database.pages, None, &mut each)?;
    for (desk, push) in keys {
        if let Some(desk) = signers.desks.get_mut(&desk) {
            desk.push = Some(push);
        }
    }
    Ok(())
}

/// Checks every row.
///
/// # Errors
///
/// [`DatabaseError`] when the database cannot be read.
pub fn check(database: &mut Database, signers: &Signers) -> Result<Records, DatabaseError> {
    let mut records = Records::default();
    for table in &TABLES {
        let tree = database.tree(table);
        let mut each = Each(|key: &[u8], value: &[u8]| {
            records.rows += 1;
            if let Err(expected) = records.row(table, signers, key, value) {
                let place = format!("relay.redb, table {}, row {}", table.name, records.rows);
                records.faults.push(RowFault { place, expected });
            }
        });
        tree.walk(&mut database.pages, None, &mut each)?;
    }
    Ok(records)
}

struct Each<F>(F);

impl<F: FnMut(&[u8], &[u8])> Visit for Each<F> {
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), DatabaseError> {
        (self.0)(key, value);
        Ok(())
    }

    fn slack(&mut self, _place: Range<u64>) {}

    fn used(&mut self, _bytes: u64) {}
}

impl Records {
    fn row(
        &mut self,
        table: &Table,
        signers: &Signers,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), &'static str> {
        match table.name {
            name if name == DESKS.name => check_desk(signers, key, value),
            name if name == PROBE.name => Ok(()),
            name if name == CARDS.name => self.card(signers, key, value),
            name if name == CONFIRMS.name => self.confirm(signers, key, value),
            name if name == BOARDS.name => self.board(signers, key, value),
            name => {
                let log = LogId::parse(key).filter(|log| signers.desks.contains_key(&log.desk));
                let log = log.ok_or("a log of a known desk")?;
                match name {
                    name if name == HEADS.name => {
                        let head = read_head(signers, log, value)?;
                        self.heads.insert(log, head);
                        Ok(())
                    }
                    name if name == PUBLISHED.name => {
                        let head = read_head(signers, log, value)?;
                        self.roots.entry(log).or_default().push(head);
                        Ok(())
                    }
                    name if name == TILES.name => {
                        *self.tiles.entry(log).or_default() += 1;
                        Ok(())
                    }
                    name if name == BATCHES.name => self.batch(signers, log, key, value),
                    name if name == PRUNED.name => self.prune(signers, log, key, value),
                    _ => Err("a table of the relay"),
                }
            }
        }
    }

    fn batch(
        &mut self,
        signers: &Signers,
        log: LogId,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), &'static str> {
        let next = self.batches.entry(log).or_default();
        let note = signers.batch(log, value);
        let note = note.ok_or("a batch note, signed by the log's or the desk's key")?;
        if note.number != *next || number_of(key) != Some(*next) {
            return Err("batch notes without gaps");
        }
        *next += 1;
        Ok(())
    }

    fn prune(
        &mut self,
        signers: &Signers,
        log: LogId,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), &'static str> {
        let next = self.pruned.entry(log).or_default();
        let note = signers.pruned(log, value);
        let note = note.ok_or("a pruned note, signed by the log key")?;
        if note.number != *next || number_of(key) != Some(*next) || log.kind > REPLIES {
            return Err("pruned notes without gaps");
        }
        *next += 1;
        Ok(())
    }

    fn card(&mut self, signers: &Signers, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
        let desk = u32_at(key, 0).unwrap_or(u32::MAX);
        let (serial, _, fingerprint) = signers
            .card(desk, value)
            .ok_or("a card of a known desk, signed by its root, of this relay's keys")?;
        let next = self.cards.entry(desk).or_default();
        *next += 1;
        if serial != *next || number_of(key) != Some(serial) {
            return Err("cards without gaps");
        }
        let first = self.fingerprints.entry(desk).or_insert(fingerprint.clone());
        if *first != fingerprint {
            return Err("cards of one founding root");
        }
        Ok(())
    }

    fn confirm(&mut self, signers: &Signers, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
        let desk = u32_at(key, 0).unwrap_or(u32::MAX);
        let note = signers.confirm(desk, value.get(8..).unwrap_or_default());
        let note = note.ok_or("a confirmation, signed by the desk's push key")?;
        let accepted = u64_at(value, 0).unwrap_or(1);
        if number_of(key) != Some(note.size) {
            return Err("a confirmation of that size");
        }
        if !accepted.is_multiple_of(u64::from(signers.epoch_secs.max(1))) {
            return Err("no time finer than the epoch");
        }
        let log = LogId { desk, kind: INTAKE };
        self.roots.entry(log).or_default().push(note.head());
        Ok(())
    }

    fn board(&mut self, signers: &Signers, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
        let desk = u32_at(key, 0).unwrap_or(u32::MAX);
        let number = signers.board(desk, value);
        let number = number.ok_or("a board, signed by the desk's push key")?;
        let next = self.boards.entry(desk).or_default();
        if number != *next || number_of(key) != Some(number) {
            return Err("boards without gaps");
        }
        *next += 1;
        Ok(())
    }
}

fn read_head(signers: &Signers, log: LogId, value: &[u8]) -> Result<TreeHead, &'static str> {
    let text = value.get(8..).unwrap_or_default();
    signers
        .checkpoint(log, text)
        .filter(|head| u64_at(value, 0) == Some(head.size))
        .ok_or("a checkpoint of that size, signed by the log key")
}

fn check_desk(signers: &Signers, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
    let number = u32_at(value, 0).unwrap_or(u32::MAX);
    let count = u32::try_from(signers.desks.len()).unwrap_or(u32::MAX);
    let named = signers.desks.get(&number);
    if number < count && named.is_some_and(|desk| desk.name.as_str().as_bytes() == key) {
        return Ok(());
    }
    Err("a short name with a number of its own")
}
