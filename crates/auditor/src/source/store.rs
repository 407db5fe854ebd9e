//! The folder of a stopped relay, or a copy of it, under the relay's own paths.
//!
//! The database is read with [`store::rows`](crate::store::rows), which shares no code with the
//! relay: docs/store.md says what is where.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor};
use std::ops::Range;
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_protocol::base::DeskName;
use bellrope_transparency::log_note::PAGE_NOTES;
use bellrope_transparency::tile::{Layer, Tile};
use bellrope_transparency::tree::Hash;

use super::{Bodies, Confirmed, Found, Item, Source, SourceError};
use crate::store::database::{DatabaseError, Visit, u32_at, u64_at};
use crate::store::ledger::Ledger;
use crate::store::rows::Database;
use crate::store::table::{
    BATCHES, BOARDS, CARD_LOG, CARDS, CONFIRMS, ENTRIES, HEADS, INTAKE, LogId, PRUNED, PUBLISHED,
    REPLIES, TILES, Table, number_of,
};

/// Length of the number before the text of a head or a confirmation, in bytes.
const NUMBER_LEN: usize = 8;
/// Length of an entry with the length before it, in bytes.
const ROW_LEN: usize = 2 + bellrope_protocol::limit::ENTRY_LEN;

/// The folder of a relay that does not run.
pub struct StoreSource {
    folder: PathBuf,
    database: Database,
    /// Confirmations of each desk, by size: when accepted, the note.
    confirms: BTreeMap<u32, Vec<Confirmed>>,
    /// The number of the newest board of each desk.
    boards: BTreeMap<u32, u64>,
}

impl StoreSource {
    /// Opens the folder of a relay and walks its database once.
    ///
    /// # Errors
    ///
    /// [`OpenStoreError`], by variant.
    pub fn open(folder: &Path) -> Result<Self, OpenStoreError> {
        let file = File::open(folder.join("relay.redb"))?;
        let len = file.metadata()?.len();
        let mut database = Database::open(file, len, &mut Ledger::default())?;
        let confirms = read_confirms(&mut database)?;
        let boards = read_boards(&mut database)?;
        Ok(Self {
            folder: folder.to_owned(),
            database,
            confirms,
            boards,
        })
    }

    fn number(&self, desk: &DeskName) -> Option<u32> {
        let mut desks = self.database.desks.iter();
        desks
            .find(|(_, name)| *name == desk)
            .map(|(number, _)| *number)
    }

    fn find(&self, table: &Table, key: &[u8]) -> Result<Option<Vec<u8>>, DatabaseError> {
        self.database.tree(table).find(&self.database.pages, key)
    }

    /// Reads a row of the database that an item is, or is made of.
    fn row(&self, desk: u32, item: Item) -> Result<Option<Vec<u8>>, DatabaseError> {
        match item {
            Item::Checkpoint { log } => self.checkpoint(log_id(desk, log)),
            Item::Tile { log, tile } => self.tile(log_id(desk, log), &tile),
            Item::Card { serial } => self.find(&CARDS, &desk_key(desk, serial)),
            Item::Notes { log, page } => self.page(&BATCHES, log_id(desk, log), page),
            Item::Pruned { log, page } => self.page(&PRUNED, log_id(desk, log), page),
            Item::Confirm => {
                let newest = self
                    .confirms
                    .get(&desk)
                    .and_then(|confirms| confirms.last());
                Ok(newest.map(|confirm| confirm.note.clone()))
            }
            Item::Board => match self.boards.get(&desk) {
                Some(number) => self.find(&BOARDS, &desk_key(desk, *number)),
                None => Ok(None),
            },
            Item::PastBoard { number } => self.find(&BOARDS, &desk_key(desk, number)),
            Item::Batch { .. } | Item::Block { .. } => Ok(None),
        }
    }

    /// Reads the checkpoint as readers get it, with cosignatures; that of an older relay has none.
    fn checkpoint(&self, log: LogId) -> Result<Option<Vec<u8>>, DatabaseError> {
        let published = self.find(&PUBLISHED, &log.to_bytes())?;
        let head = match published {
            Some(head) => Some(head),
            None => self.find(&HEADS, &log.to_bytes())?,
        };
        Ok(head.map(|head| text_of(&head)))
    }

    /// Reads a tile in the width asked for: the stored one may be wider than the log that was
    /// published last.
    fn tile(&self, log: LogId, tile: &Tile) -> Result<Option<Vec<u8>>, DatabaseError> {
        let (layer, width) = match tile.layer() {
            Layer::Hashes(level) => (level, Hash::LEN),
            Layer::Entries => (ENTRIES, ROW_LEN),
        };
        let mut bytes = self.find(&TILES, &log.tile(layer, tile.index()))?;
        if let Some(bytes) = &mut bytes
            && self.lags(log)?
        {
            bytes.truncate(usize::from(tile.width()) * width);
        }
        Ok(bytes)
    }

    /// Says whether the log is longer than what was published of it last.
    fn lags(&self, log: LogId) -> Result<bool, DatabaseError> {
        let size = |head: Option<Vec<u8>>| head.and_then(|head| u64_at(&head, 0));
        let published = size(self.find(&PUBLISHED, &log.to_bytes())?);
        let head = size(self.find(&HEADS, &log.to_bytes())?);
        Ok(published.is_some_and(|published| Some(published) < head))
    }

    fn page(&self, table: &Table, log: LogId, page: u64) -> Result<Option<Vec<u8>>, DatabaseError> {
        let mut notes = Vec::new();
        for number in numbers(page) {
            match self.find(table, &log.numbered(number))? {
                Some(note) => notes.extend(note),
                None => break,
            }
        }
        Ok(Some(notes))
    }

    fn block(&self, desk: &DeskName, address: [u8; 16]) -> io::Result<Option<File>> {
        let name = format!("{:032x}", u128::from_be_bytes(address));
        let folder = self.folder.join(format!("desks/{desk}/blocks"));
        let epochs = match fs::read_dir(folder) {
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
            epochs => epochs?,
        };
        for epoch in epochs {
            if let Some(file) = open(&epoch?.path().join(&name))? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

impl Source for StoreSource {
    fn name(&self) -> String {
        format!("store {}", self.folder.display())
    }

    fn open(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let file = match item {
            Item::Batch { log, number } => {
                let path = format!("desks/{desk}/{log}/batch/{number}");
                open(&self.folder.join(path))
            }
            Item::Block { address } => self.block(desk, address),
            _ => return self.open_row(desk, item),
        };
        let file = file.map_err(|source| SourceError::Read {
            what: item.to_string(),
            source,
        })?;
        Ok(file.map_or(Found::Absent, |file| {
            Found::Body(Box::new(BufReader::with_capacity(1 << 16, file)))
        }))
    }

    fn bodies(&self, _desk: &DeskName, log: Log) -> Bodies {
        match log {
            Log::Intake | Log::Replies => Bodies::All,
            Log::Cards => Bodies::None,
        }
    }

    fn grows(&self) -> bool {
        // What was not published yet is as if it came later.
        let logs =
            self.database.desks.keys().flat_map(|desk| {
                [INTAKE, REPLIES, CARD_LOG].map(|kind| LogId { desk: *desk, kind })
            });
        logs.into_iter().any(|log| self.lags(log).unwrap_or(false))
    }

    fn confirms(&self, desk: &DeskName) -> Result<Vec<Confirmed>, SourceError> {
        let confirms = self.number(desk).and_then(|desk| self.confirms.get(&desk));
        Ok(confirms.cloned().unwrap_or_default())
    }
}

impl StoreSource {
    fn open_row(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let Some(number) = self.number(desk) else {
            return Ok(Found::Absent);
        };
        match self.row(number, item) {
            Ok(Some(row)) => Ok(Found::Body(Box::new(Cursor::new(row)))),
            Ok(None) => Ok(Found::Absent),
            Err(err) => Err(SourceError::Store {
                what: item.to_string(),
                source: Box::new(err),
            }),
        }
    }
}

fn log_id(desk: u32, log: Log) -> LogId {
    let kind = match log {
        Log::Intake => INTAKE,
        Log::Replies => REPLIES,
        Log::Cards => CARD_LOG,
    };
    LogId { desk, kind }
}

/// Writes the key of something numbered of a desk.
fn desk_key(desk: u32, number: u64) -> Vec<u8> {
    [&desk.to_le_bytes()[..], &number.to_le_bytes()].concat()
}

/// Returns the numbers of the notes of a page.
fn numbers(page: u64) -> Range<u64> {
    let first = page.saturating_mul(PAGE_NOTES);
    first..first.saturating_add(PAGE_NOTES)
}

/// Returns the text behind a number.
fn text_of(value: &[u8]) -> Vec<u8> {
    value.get(NUMBER_LEN..).unwrap_or_default().to_vec()
}

fn open(path: &Path) -> io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(err),
    }
}

/// Shows each row of a table to a closure.
struct Rows<F>(F);

impl<F: FnMut(&[u8], &[u8])> Visit for Rows<F> {
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), DatabaseError> {
        self.0(key, value);
        Ok(())
    }

    fn slack(&mut self, _place: Range<u64>) {}

    fn used(&mut self, _bytes: u64) {}
}

fn read_confirms(database: &mut Database) -> Result<BTreeMap<u32, Vec<Confirmed>>, DatabaseError> {
    let mut confirms: BTreeMap<u32, Vec<Confirmed>> = BTreeMap::new();
    let mut rows = Rows(|key: &[u8], value: &[u8]| {
        let Some(desk) = u32_at(key, 0) else { return };
        confirms.entry(desk).or_default().push(Confirmed {
            note: text_of(value),
            accepted: u64_at(value, 0),
        });
    });
    let tree = database.tree(&CONFIRMS);
    tree.walk(&mut database.pages, None, &mut rows)?;
    Ok(confirms)
}

fn read_boards(database: &mut Database) -> Result<BTreeMap<u32, u64>, DatabaseError> {
    let mut boards = BTreeMap::new();
    let mut rows = Rows(|key: &[u8], _: &[u8]| {
        if let (Some(desk), Some(number)) = (u32_at(key, 0), number_of(key)) {
            boards.insert(desk, number);
        }
    });
    let tree = database.tree(&BOARDS);
    tree.walk(&mut database.pages, None, &mut rows)?;
    Ok(boards)
}

/// Why a relay's folder cannot be read as a whole.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenStoreError {
    /// The database's file cannot be opened.
    #[error("cannot open relay.redb in the folder")]
    File(#[from] io::Error),
    /// The database is damaged or of another form.
    #[error("cannot read relay.redb; bellrope-audit store says more")]
    Database(#[from] DatabaseError),
}
