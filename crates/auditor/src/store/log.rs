//! One log: entries, tiles, checkpoint and batches of it must be one and the same.

use std::collections::VecDeque;

use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::tile::{Layer, TILE_WIDTH, Tile};
use bellrope_transparency::tree::{Frontier, Hash, TreeHead};

use super::database::DatabaseError;
use super::note::{Batch, Signers};
use super::rows::Database;
use super::table::{ENTRIES, INTAKE, LogId, TILES};

/// A batch of letters is a multiple of this many.
const INTAKE_MULTIPLE: u32 = 16;

/// What can be wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFault {
    /// Whether it is the order of a batch.
    pub order: bool,
    /// Where.
    pub place: String,
    /// What had to be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Reads a log from its first entry to its last, once.
pub struct LogReader<'a> {
    database: &'a Database,
    signers: &'a Signers,
    log: LogId,
    head: TreeHead,
    all: Frontier,
    /// Hashes of each level that are in no full tile yet, and the number of the next tile.
    levels: Vec<(u64, Vec<Hash>)>,
    bundle: Vec<Entry>,
    /// Tiles and bundles met.
    tiles: u64,
    /// Trees that are to be had on the way, by ascending size.
    wanted: VecDeque<TreeHead>,
    /// What is wrong.
    pub faults: Vec<LogFault>,
}

impl<'a> LogReader<'a> {
    /// Begins at the first entry.
    #[must_use]
    pub fn new(
        database: &'a Database,
        signers: &'a Signers,
        log: LogId,
        head: TreeHead,
        mut wanted: Vec<TreeHead>,
    ) -> Self {
        wanted.sort_unstable_by_key(|tree| tree.size);
        Self {
            wanted: wanted.into(),
            database,
            signers,
            log,
            head,
            all: Frontier::new(),
            levels: Vec::new(),
            bundle: Vec::new(),
            tiles: 0,
            faults: Vec::new(),
        }
    }

    /// Returns the tree over what was read so far.
    #[must_use]
    pub fn tree(&self) -> &Frontier {
        &self.all
    }

    fn fault(&mut self, place: impl ToString, expected: impl ToString, found: impl ToString) {
        self.faults.push(LogFault {
            order: false,
            place: format!(
                "{} log of desk {}, {}",
                self.log.name(),
                self.log.desk,
                place.to_string()
            ),
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    /// Reads the next entry.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] when the database cannot be read; `None` if the log has no more, or a
    /// bundle is missing or malformed, which is a fault.
    pub fn read_entry(&mut self) -> Result<Option<Entry>, DatabaseError> {
        let index = self.all.size();
        if index >= self.head.size {
            return Ok(None);
        }
        let width = u64::from(TILE_WIDTH);
        let place = usize::try_from(index % width).unwrap_or_default();
        if place == 0 {
            self.read_bundle(index / width)?;
        }
        let Some(entry) = self.bundle.get(place).copied() else {
            return Ok(None);
        };
        let leaf = entry.leaf_hash();
        self.all.push(leaf);
        self.push(0, leaf)?;
        self.compare();
        Ok(Some(entry))
    }

    /// Holds the tree so far against those that were confirmed or shown.
    fn compare(&mut self) {
        while let Some(tree) = self
            .wanted
            .pop_front_if(|tree| tree.size <= self.all.size())
        {
            if tree != self.all.head() && tree != Frontier::new().head() {
                let place = format!("confirmed or published tree of size {}", tree.size);
                self.fault(place, self.all.root(), tree.root);
            }
        }
    }

    fn read_bundle(&mut self, index: u64) -> Result<(), DatabaseError> {
        self.bundle.clear();
        let stored = self.find(ENTRIES, index)?;
        let width =
            Tile::in_log(Layer::Entries, index, self.head.size).map_or(0, |tile| tile.width());
        match stored.as_deref().map(|bytes| parse_bundle(bytes, width)) {
            Some(Ok(entries)) => {
                self.bundle = entries;
                self.tiles += 1;
            }
            Some(Err(_)) => self.fault(
                format!("entry bundle {index}"),
                format!("{width} entries"),
                "something else",
            ),
            None => self.fault(format!("entry bundle {index}"), "there", "missing"),
        }
        Ok(())
    }

    fn find(&self, layer: u8, index: u64) -> Result<Option<Vec<u8>>, DatabaseError> {
        let key = self.log.tile(layer, index);
        self.database.tree(&TILES).find(&self.database.pages, &key)
    }

    fn push(&mut self, level: usize, hash: Hash) -> Result<(), DatabaseError> {
        if self.levels.len() == level {
            self.levels.push((0, Vec::new()));
        }
        self.levels[level].1.push(hash);
        if self.levels[level].1.len() == usize::from(TILE_WIDTH) {
            let root = self.settle(level)?;
            self.levels[level].0 += 1;
            self.levels[level].1.clear();
            return self.push(level + 1, root);
        }
        Ok(())
    }

    /// Holds the hashes of a tile against the stored one; returns the root over them.
    fn settle(&mut self, level: usize) -> Result<Hash, DatabaseError> {
        let (index, hashes) = &self.levels[level];
        let (index, root) = (
            *index,
            bellrope_transparency::tree::root_of(hashes.iter().copied()),
        );
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
        let stored = self.find(u8::try_from(level).unwrap_or(u8::MAX), index)?;
        self.tiles += u64::from(stored.is_some());
        if stored.as_deref() != Some(&bytes) {
            let found = if stored.is_some() { "others" } else { "none" };
            let place = format!("hash tile {index} of level {level}");
            self.fault(place, "the hashes of its entries", found);
        }
        Ok(root)
    }

    /// Reads a batch: its entries go to `each`; then its root and count are held against its note.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] when the database cannot be read.
    pub fn read_batch(
        &mut self,
        batch: &Batch,
        mut each: impl FnMut(&Entry),
    ) -> Result<(), DatabaseError> {
        let name = format!("batch {}", batch.number);
        if batch.first != self.all.size() {
            self.fault(
                &name,
                format!("first entry {}", self.all.size()),
                batch.first,
            );
        }
        let is_intake = self.log.kind == INTAKE;
        if is_intake && (batch.count == 0 || !batch.count.is_multiple_of(INTAKE_MULTIPLE)) {
            self.fault(&name, "a positive multiple of 16 letters", batch.count);
        }
        let mut root = Frontier::new();
        let mut last: Option<[u8; 32]> = None;
        for _ in 0..batch.count {
            let Some(entry) = self.read_entry()? else {
                self.fault(&name, format!("{} entries", batch.count), root.size());
                return Ok(());
            };
            root.push(entry.leaf_hash());
            self.check_epoch(&name, batch, &entry);
            if is_intake && last.is_some_and(|last| last >= entry.body) {
                self.faults.push(LogFault {
                    order: true,
                    place: format!(
                        "{name} of desk {}, entry {}",
                        self.log.desk,
                        self.all.size() - 1
                    ),
                    expected: "letters by ascending hash".to_owned(),
                    found: "another order".to_owned(),
                });
            }
            last = Some(entry.body);
            each(&entry);
        }
        if root.root() != batch.root {
            self.fault(&name, format!("root {}", batch.root), root.root());
        }
        Ok(())
    }

    fn check_epoch(&mut self, name: &str, batch: &Batch, entry: &Entry) {
        let epoch = u64::from(entry.epoch);
        let fits = match self.log.kind {
            INTAKE => epoch <= batch.epoch && epoch.is_multiple_of(self.signers.epoch_secs.into()),
            _ => epoch == batch.epoch,
        };
        if !fits {
            let place = format!("{name}, entry {}", self.all.size() - 1);
            self.fault(place, format!("an epoch up to {}", batch.epoch), epoch);
        }
    }

    /// Ends: everything must have been read, give the checkpoint's root, and be all of the log's
    /// tiles.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] when the database cannot be read.
    pub fn finish(mut self, stored_tiles: u64) -> Result<Vec<LogFault>, DatabaseError> {
        for level in 0..self.levels.len() {
            if !self.levels[level].1.is_empty() {
                self.settle(level)?;
            }
        }
        for tree in std::mem::take(&mut self.wanted) {
            // The empty tree was there before the first entry.
            if tree != Frontier::new().head() {
                let expected = format!("at most {} entries", self.head.size);
                self.fault("confirmed or published tree", expected, tree.size);
            }
        }
        if self.all.head() != self.head {
            let found = self.all.head();
            self.fault(
                "checkpoint",
                format!("{} entries with root {}", self.head.size, self.head.root),
                format!("{} with {}", found.size, found.root),
            );
        } else if self.tiles != stored_tiles {
            self.fault("tiles", self.tiles, stored_tiles);
        }
        Ok(self.faults)
    }
}
