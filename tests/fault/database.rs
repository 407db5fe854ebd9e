//! The relay's database, read whole and written anew: who owns the machine can do that, and leaves
//! no older page behind. Tables and rows are those of docs/store.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use redb::{
    Builder, Database as Redb, Durability, Key, ReadTransaction, ReadableDatabase as _,
    ReadableTable as _, TableDefinition, Value, WriteTransaction,
};

type LogKey = (u32, u8);
type Numbered = (u32, u8, u64);
type DeskKey = (u32, u64);
type TileKey = (u32, u8, u8, u64);

const DESKS: TableDefinition<'_, &str, u32> = TableDefinition::new("desks");
const HEADS: TableDefinition<'_, LogKey, (u64, &str)> = TableDefinition::new("heads");
const PUBLISHED: TableDefinition<'_, LogKey, (u64, &str)> = TableDefinition::new("published");
const TILES: TableDefinition<'_, TileKey, &[u8]> = TableDefinition::new("tiles");
const BATCHES: TableDefinition<'_, Numbered, &str> = TableDefinition::new("batches");
const PRUNED: TableDefinition<'_, Numbered, &str> = TableDefinition::new("pruned");
const CARDS: TableDefinition<'_, DeskKey, &[u8]> = TableDefinition::new("cards");
const CONFIRMS: TableDefinition<'_, DeskKey, (u64, &str)> = TableDefinition::new("confirms");
const BOARDS: TableDefinition<'_, DeskKey, &str> = TableDefinition::new("boards");
const PROBE: TableDefinition<'_, (), u64> = TableDefinition::new("probe");

/// All rows of a relay's database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Database {
    pub(crate) desks: BTreeMap<String, u32>,
    pub(crate) heads: BTreeMap<LogKey, (u64, String)>,
    pub(crate) published: BTreeMap<LogKey, (u64, String)>,
    pub(crate) tiles: BTreeMap<TileKey, Vec<u8>>,
    pub(crate) batches: BTreeMap<Numbered, String>,
    pub(crate) pruned: BTreeMap<Numbered, String>,
    pub(crate) cards: BTreeMap<DeskKey, Vec<u8>>,
    pub(crate) confirms: BTreeMap<DeskKey, (u64, String)>,
    pub(crate) boards: BTreeMap<DeskKey, String>,
    probe: u64,
}

impl Database {
    /// Reads the database of a relay that does not run.
    pub(crate) fn read(file: &Path) -> Result<Self, redb::Error> {
        let open = Builder::new().open(file)?;
        let from = &open.begin_read()?;
        let head = |(size, text): (u64, &str)| (size, text.to_owned());
        Ok(Self {
            desks: rows(from, DESKS, |key| key.to_owned(), |value| value)?,
            heads: rows(from, HEADS, |key| key, head)?,
            published: rows(from, PUBLISHED, |key| key, head)?,
            tiles: rows(from, TILES, |key| key, <[u8]>::to_vec)?,
            batches: rows(from, BATCHES, |key| key, str::to_owned)?,
            pruned: rows(from, PRUNED, |key| key, str::to_owned)?,
            cards: rows(from, CARDS, |key| key, <[u8]>::to_vec)?,
            confirms: rows(from, CONFIRMS, |key| key, head)?,
            boards: rows(from, BOARDS, |key| key, str::to_owned)?,
            probe: rows(from, PROBE, |()| (), |count| count)?
                .into_values()
                .next()
                .unwrap_or(0),
        })
    }

    /// Writes a new database in the place of another, in one commit as the relay makes them.
    pub(crate) fn write(&self, file: &Path) -> Result<(), redb::Error> {
        let rights = fs::metadata(file).map(|it| it.permissions());
        fs::remove_file(file).map_err(redb::Error::Io)?;
        let open: Redb = Builder::new().create(file)?;
        fs::set_permissions(file, rights.map_err(redb::Error::Io)?).map_err(redb::Error::Io)?;
        let mut write = open.begin_write()?;
        write.set_durability(Durability::Immediate)?;
        write.set_two_phase_commit(true);
        write.set_quick_repair(true);
        self.write_rows(&write)?;
        write.commit()?;
        Ok(())
    }

    fn write_rows(&self, to: &WriteTransaction) -> Result<(), redb::Error> {
        let mut desks = to.open_table(DESKS)?;
        for (key, value) in &self.desks {
            desks.insert(key.as_str(), value)?;
        }
        for (table, rows) in [(HEADS, &self.heads), (PUBLISHED, &self.published)] {
            let mut table = to.open_table(table)?;
            for (key, (size, text)) in rows {
                table.insert(key, (*size, text.as_str()))?;
            }
        }
        let mut tiles = to.open_table(TILES)?;
        for (key, value) in &self.tiles {
            tiles.insert(key, value.as_slice())?;
        }
        for (table, rows) in [(BATCHES, &self.batches), (PRUNED, &self.pruned)] {
            let mut table = to.open_table(table)?;
            for (key, value) in rows {
                table.insert(key, value.as_str())?;
            }
        }
        let mut cards = to.open_table(CARDS)?;
        for (key, value) in &self.cards {
            cards.insert(key, value.as_slice())?;
        }
        let mut confirms = to.open_table(CONFIRMS)?;
        for (key, (accepted, text)) in &self.confirms {
            confirms.insert(key, (*accepted, text.as_str()))?;
        }
        let mut boards = to.open_table(BOARDS)?;
        for (key, value) in &self.boards {
            boards.insert(key, value.as_str())?;
        }
        to.open_table(PROBE)?.insert((), self.probe)?;
        Ok(())
    }
}

/// Reads the rows of a table into values of our own.
fn rows<K: Key + 'static, V: Value + 'static, OwnKey: Ord, Own>(
    from: &ReadTransaction,
    table: TableDefinition<'_, K, V>,
    key: impl for<'a> Fn(K::SelfType<'a>) -> OwnKey,
    value: impl for<'a> Fn(V::SelfType<'a>) -> Own,
) -> Result<BTreeMap<OwnKey, Own>, redb::Error> {
    let table = from.open_table(table)?;
    let mut rows = BTreeMap::new();
    for row in table.iter()? {
        let (read_key, read_value) = row?;
        rows.insert(key(read_key.value()), value(read_value.value()));
    }
    Ok(rows)
}
