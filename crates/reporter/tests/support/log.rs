//! One log in memory.

use bellrope_protocol::note::{CosignerKey, SignerKey};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::{Entry, write_bundle};
use bellrope_transparency::log_note::page_of;
use bellrope_transparency::tile::{Layer, Tile, write_hashes};
use bellrope_transparency::tree::{Hash, TreeHead, root_of};

/// Entries, notes and bodies, served as the relay serves them.
pub(crate) struct Log {
    pub(crate) key: SignerKey,
    pub(crate) entries: Vec<Entry>,
    pub(crate) notes: Vec<String>,
    /// Bodies by batch, for the reply log.
    pub(crate) bodies: Vec<Vec<u8>>,
    /// Batches whose bodies are gone.
    pub(crate) pruned: usize,
    /// Seconds by which the witnesses lag behind.
    pub(crate) lag_secs: u64,
}

impl Log {
    pub(crate) fn new(key: SignerKey) -> Self {
        Self {
            key,
            entries: Vec::new(),
            notes: Vec::new(),
            bodies: Vec::new(),
            pruned: 0,
            lag_secs: 0,
        }
    }

    pub(crate) fn head(&self) -> TreeHead {
        TreeHead {
            size: self.entries.len() as u64,
            root: root_of(self.entries.iter().map(Entry::leaf_hash)),
        }
    }

    pub(crate) fn checkpoint(&self, witnesses: &[CosignerKey], now: u64) -> String {
        let checkpoint = Checkpoint::new(self.key.name().clone(), self.head());
        let mut signed = checkpoint
            .sign(&self.key)
            .unwrap()
            .verify(&self.key.verifier())
            .unwrap();
        for witness in witnesses {
            let text = checkpoint.to_string();
            signed
                .add(witness.cosign(&text, now - self.lag_secs))
                .unwrap();
        }
        signed.to_string()
    }

    pub(crate) fn get(
        &self,
        path: &str,
        witnesses: &[CosignerKey],
        now: u64,
    ) -> Option<(u16, Vec<u8>)> {
        if path == "checkpoint" {
            return Some((200, self.checkpoint(witnesses, now).into_bytes()));
        }
        if path == "batches" {
            let newest = page_of((self.notes.len() as u64).saturating_sub(1));
            return Some((200, self.page(newest)));
        }
        if let Some(page) = path.strip_prefix("batches/") {
            return Some((200, self.page(page.parse().unwrap())));
        }
        if let Some(number) = path.strip_prefix("batch/") {
            let number: usize = number.parse().unwrap();
            return if number < self.pruned {
                Some((410, Vec::new()))
            } else {
                Some((200, self.bodies.get(number)?.clone()))
            };
        }
        let tile: Tile = path.parse().ok()?;
        Some((200, self.tile(&tile)?))
    }

    fn page(&self, page: u64) -> Vec<u8> {
        let first = usize::try_from(page * 256).unwrap();
        let last = self.notes.len().min(first + 256);
        self.notes
            .get(first..last)
            .unwrap_or_default()
            .concat()
            .into_bytes()
    }

    fn tile(&self, tile: &Tile) -> Option<Vec<u8>> {
        let first = usize::try_from(tile.index() * 256).unwrap();
        let count = usize::from(tile.width());
        match tile.layer() {
            Layer::Entries => Some(write_bundle(self.entries.get(first..first + count)?).unwrap()),
            Layer::Hashes(level) => {
                let width = 256usize.pow(level.into());
                let hashes: Option<Vec<Hash>> = (first..first + count)
                    .map(|index| {
                        let leaves = self.entries.get(index * width..(index + 1) * width)?;
                        Some(root_of(leaves.iter().map(Entry::leaf_hash)))
                    })
                    .collect();
                Some(write_hashes(&hashes?))
            }
        }
    }
}
