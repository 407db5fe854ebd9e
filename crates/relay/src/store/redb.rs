//! The embedded database. Two-phase commits always, since what is stored comes from strangers;
//! quick repair, so that a killed relay is back at once.

use std::fs::{File, OpenOptions};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bellrope_protocol::base::DeskName;
use bellrope_transparency::tile::Layer;
use redb::{
    Builder, Database, Durability, ReadTransaction, ReadableDatabase as _, ReadableTable as _,
    TableDefinition, WriteTransaction,
};

use super::table::{
    BATCHES, BOARDS, CARDS, CONFIRMS, DESKS, HEADS, LogKey, PROBE, PRUNED, PUBLISHED, TILES,
    log_key, numbered_key, tile_key,
};
use super::{Growth, Head, LogId, NoteKind, Numbered, Store, StoreError, StoredConfirm};

/// Where the database's bytes are.
pub enum Storage {
    /// In a file.
    File(PathBuf),
    /// Wherever this makes, each time it is opened: for tests that fail on purpose.
    Made(Box<Make>),
}

/// Opens a database somewhere.
pub type Make = dyn Fn(&mut Builder) -> Result<Database, redb::DatabaseError> + Send + Sync;

/// The store on redb.
pub struct RedbStore {
    storage: Storage,
    cache_bytes: usize,
    /// `None` after a failure: redb refuses every write until it is opened again.
    database: Mutex<Option<Arc<Database>>>,
}

impl RedbStore {
    /// Opens the database, or makes it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Failed`] if it cannot be opened or written to.
    pub fn open(storage: Storage, cache_bytes: usize) -> Result<Self, StoreError> {
        let store = Self {
            storage,
            cache_bytes,
            database: Mutex::new(None),
        };
        store.write("open", |transaction| {
            transaction.open_table(DESKS)?;
            transaction.open_table(HEADS)?;
            transaction.open_table(TILES)?;
            transaction.open_table(BATCHES)?;
            transaction.open_table(PRUNED)?;
            transaction.open_table(CARDS)?;
            transaction.open_table(CONFIRMS)?;
            transaction.open_table(BOARDS)?;
            transaction.open_table(PUBLISHED)?;
            transaction.open_table(PROBE)?;
            Ok(())
        })?;
        Ok(store)
    }

    fn database(&self) -> Result<Arc<Database>, redb::Error> {
        let mut database = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = &*database {
            return Ok(Arc::clone(open));
        }
        let opened = Arc::new(self.open_database()?);
        *database = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn open_database(&self) -> Result<Database, redb::Error> {
        let mut builder = Builder::new();
        builder.set_cache_size(self.cache_bytes);
        match &self.storage {
            Storage::File(path) => {
                keep_private(path)?;
                let database = builder.create(path)?;
                sync_folder(path)?;
                Ok(database)
            }
            Storage::Made(make) => Ok(make(&mut builder)?),
        }
    }

    /// Forgets the database, so that the next transaction opens it again.
    fn close(&self) {
        *self.database.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn read<T>(
        &self,
        transaction: &'static str,
        run: impl FnOnce(&ReadTransaction) -> Result<T, redb::Error>,
    ) -> Result<T, StoreError> {
        let result = self
            .database()
            .and_then(|database| run(&database.begin_read()?));
        self.settle(transaction, result)
    }

    fn write<T>(
        &self,
        transaction: &'static str,
        run: impl FnOnce(&WriteTransaction) -> Result<T, redb::Error>,
    ) -> Result<T, StoreError> {
        let result = self.database().and_then(|database| {
            let mut write = database.begin_write()?;
            write.set_durability(Durability::Immediate)?;
            write.set_two_phase_commit(true);
            write.set_quick_repair(true);
            let done = run(&write)?;
            write.commit()?;
            Ok(done)
        });
        self.settle(transaction, result)
    }

    fn settle<T>(
        &self,
        transaction: &'static str,
        result: Result<T, redb::Error>,
    ) -> Result<T, StoreError> {
        result.map_err(|source| {
            self.close();
            StoreError::Failed {
                transaction,
                source: Box::new(source),
            }
        })
    }
}

impl std::fmt::Debug for RedbStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedbStore").finish_non_exhaustive()
    }
}

impl Store for RedbStore {
    fn number_desk(&self, desk: &DeskName) -> Result<u32, StoreError> {
        self.write("number desk", |transaction| {
            let mut desks = transaction.open_table(DESKS)?;
            let known = desks.get(desk.as_str())?.map(|number| number.value());
            if let Some(number) = known {
                return Ok(number);
            }
            // Desks are never removed, so the count is a number not yet given.
            let number =
                u32::try_from(redb::ReadableTableMetadata::len(&desks)?).unwrap_or(u32::MAX);
            desks.insert(desk.as_str(), number)?;
            Ok(number)
        })
    }

    fn append(&self, growths: &[Growth]) -> Result<(), StoreError> {
        let moved = self.write("append", |transaction| {
            for growth in growths {
                let size = size_of(transaction, growth.log)?;
                if size != growth.from {
                    return Ok(Some((growth.log.kind, size, growth.from)));
                }
            }
            growths
                .iter()
                .try_for_each(|growth| append_one(transaction, growth))?;
            Ok(None)
        });
        match moved? {
            None => Ok(()),
            Some((log, size, expected)) => Err(StoreError::Moved {
                log,
                size,
                expected,
            }),
        }
    }

    fn head(&self, log: LogId) -> Result<Option<Head>, StoreError> {
        self.read("head", |transaction| head_in(transaction, HEADS, log))
    }

    fn published(&self, log: LogId) -> Result<Option<Head>, StoreError> {
        self.read("published", |transaction| {
            head_in(transaction, PUBLISHED, log)
        })
    }

    fn publish(&self, heads: &[(LogId, Head)]) -> Result<(), StoreError> {
        self.write("publish", |transaction| {
            let mut published = transaction.open_table(PUBLISHED)?;
            for (log, head) in heads {
                let before = published.get(log_key(*log))?.map(|head| head.value().0);
                // What readers have seen is never taken back, nor a part of a set published alone.
                if before.is_some_and(|size| size > head.size) {
                    return Ok(());
                }
            }
            for (log, head) in heads {
                let row = (head.size, head.checkpoint.as_str());
                published.insert(log_key(*log), row)?;
            }
            Ok(())
        })
    }

    fn tile(&self, log: LogId, layer: Layer, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read("tile", |transaction| {
            let tiles = transaction.open_table(TILES)?;
            let tile = tiles.get(tile_key(log, layer, index))?;
            Ok(tile.map(|bytes| bytes.value().to_vec()))
        })
    }

    fn note_count(&self, log: LogId, kind: NoteKind) -> Result<u64, StoreError> {
        self.read("note count", |transaction| {
            let notes = transaction.open_table(note_table(kind))?;
            let all = numbered_key(log, 0)..=numbered_key(log, u64::MAX);
            // Numbers begin at 0 and have no gaps.
            let last = notes.range(all)?.next_back().transpose()?;
            Ok(last.map_or(0, |(key, _)| key.value().2 + 1))
        })
    }

    fn notes(
        &self,
        log: LogId,
        kind: NoteKind,
        range: Range<u64>,
    ) -> Result<Vec<String>, StoreError> {
        self.read("notes", |transaction| {
            let notes = transaction.open_table(note_table(kind))?;
            notes
                .range(numbered_key(log, range.start)..numbered_key(log, range.end))?
                .map(|note| Ok(note?.1.value().to_owned()))
                .collect()
        })
    }

    fn prune(&self, log: LogId, note: &Numbered<String>) -> Result<(), StoreError> {
        self.write("prune", |transaction| {
            let mut pruned = transaction.open_table(PRUNED)?;
            pruned.insert(numbered_key(log, note.number), note.value.as_str())?;
            Ok(())
        })
    }

    fn card(&self, desk: u32, serial: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read("card", |transaction| {
            let cards = transaction.open_table(CARDS)?;
            let card = cards.get((desk, serial))?;
            Ok(card.map(|bytes| bytes.value().to_vec()))
        })
    }

    fn confirm(&self, desk: u32, confirm: &StoredConfirm) -> Result<(), StoreError> {
        self.write("confirm", |transaction| {
            let mut confirms = transaction.open_table(CONFIRMS)?;
            confirms.insert(
                (desk, confirm.size),
                (confirm.accepted, confirm.note.as_str()),
            )?;
            Ok(())
        })
    }

    fn confirms_from(&self, desk: u32, size: u64) -> Result<Vec<StoredConfirm>, StoreError> {
        self.read("confirms from", |transaction| {
            let confirms = transaction.open_table(CONFIRMS)?;
            confirms
                .range((desk, size)..=(desk, u64::MAX))?
                .map(|row| {
                    let (key, value) = row?;
                    Ok(stored_confirm(key.value().1, value.value()))
                })
                .collect()
        })
    }

    fn newest_confirm(&self, desk: u32) -> Result<Option<StoredConfirm>, StoreError> {
        self.read("newest confirm", |transaction| {
            let confirms = transaction.open_table(CONFIRMS)?;
            let last = confirms.range((desk, 0)..=(desk, u64::MAX))?.next_back();
            Ok(last
                .transpose()?
                .map(|(key, value)| stored_confirm(key.value().1, value.value())))
        })
    }

    fn put_board(&self, desk: u32, board: &Numbered<String>) -> Result<(), StoreError> {
        self.write("put board", |transaction| {
            let mut boards = transaction.open_table(BOARDS)?;
            boards.insert((desk, board.number), board.value.as_str())?;
            Ok(())
        })
    }

    fn board(&self, desk: u32, number: u64) -> Result<Option<String>, StoreError> {
        self.read("board", |transaction| {
            let boards = transaction.open_table(BOARDS)?;
            let board = boards.get((desk, number))?;
            Ok(board.map(|note| note.value().to_owned()))
        })
    }

    fn newest_board(&self, desk: u32) -> Result<Option<Numbered<String>>, StoreError> {
        self.read("newest board", |transaction| {
            let boards = transaction.open_table(BOARDS)?;
            let last = boards.range((desk, 0)..=(desk, u64::MAX))?.next_back();
            Ok(last.transpose()?.map(|(key, note)| Numbered {
                number: key.value().1,
                value: note.value().to_owned(),
            }))
        })
    }

    fn probe(&self) -> Result<(), StoreError> {
        self.write("probe", |transaction| {
            let mut probe = transaction.open_table(PROBE)?;
            let before = probe.get(())?.map_or(0, |count| count.value());
            probe.insert((), before.wrapping_add(1))?;
            Ok(())
        })
    }
}

fn head_in(
    transaction: &ReadTransaction,
    table: TableDefinition<'static, LogKey, (u64, &'static str)>,
    log: LogId,
) -> Result<Option<Head>, redb::Error> {
    let heads = transaction.open_table(table)?;
    Ok(heads.get(log_key(log))?.map(|head| {
        let (size, checkpoint) = head.value();
        Head {
            size,
            checkpoint: checkpoint.to_owned(),
        }
    }))
}

fn size_of(transaction: &WriteTransaction, log: LogId) -> Result<u64, redb::Error> {
    let heads = transaction.open_table(HEADS)?;
    let size = heads.get(log_key(log))?.map_or(0, |head| head.value().0);
    Ok(size)
}

fn append_one(transaction: &WriteTransaction, growth: &Growth) -> Result<(), redb::Error> {
    let log = growth.log;
    let mut tiles = transaction.open_table(TILES)?;
    for written in &growth.tiles {
        let key = tile_key(log, written.tile.layer(), written.tile.index());
        tiles.insert(key, written.bytes.as_slice())?;
    }
    if let Some(batch) = &growth.batch {
        let mut batches = transaction.open_table(BATCHES)?;
        batches.insert(numbered_key(log, batch.number), batch.value.as_str())?;
    }
    if let Some(card) = &growth.card {
        let mut cards = transaction.open_table(CARDS)?;
        cards.insert((log.desk, card.number), card.value.as_slice())?;
    }
    let head = (growth.head.size, growth.head.checkpoint.as_str());
    transaction.open_table(HEADS)?.insert(log_key(log), head)?;
    Ok(())
}

fn note_table(kind: NoteKind) -> TableDefinition<'static, super::table::NumberedKey, &'static str> {
    match kind {
        NoteKind::Batch => BATCHES,
        NoteKind::Pruned => PRUNED,
    }
}

fn stored_confirm(size: u64, (accepted, note): (u64, &str)) -> StoredConfirm {
    StoredConfirm {
        size,
        accepted,
        note: note.to_owned(),
    }
}

/// Makes the file for its owner only, which redb leaves to the umask.
fn keep_private(path: &Path) -> Result<(), redb::Error> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(redb::Error::Io)
}

/// A new database file is not durable before its folder is.
fn sync_folder(path: &Path) -> Result<(), redb::Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(redb::Error::Io)
}
