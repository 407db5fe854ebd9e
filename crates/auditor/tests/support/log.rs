//! One log in memory, which signs what it says.

use bellrope_protocol::note::SignerKey;
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _};
use bellrope_transparency::tree::{TreeHead, root_of};

/// One log in memory.
pub(crate) struct Log {
    pub(crate) key: SignerKey,
    pub(crate) entries: Vec<Entry>,
    pub(crate) notes: Vec<String>,
    pub(crate) pruned: Vec<String>,
    /// Bodies by batch; none once pruned.
    pub(crate) bodies: Vec<Option<Vec<u8>>>,
    /// What each batch note says, to make further notes about it.
    pub(crate) batches: Vec<(u64, u32)>,
    /// Lines that the checkpoint has beyond its three.
    pub(crate) extension: Option<String>,
}

impl Log {
    pub(super) fn new(key: SignerKey) -> Self {
        Self {
            key,
            entries: Vec::new(),
            notes: Vec::new(),
            pruned: Vec::new(),
            bodies: Vec::new(),
            batches: Vec::new(),
            extension: None,
        }
    }

    pub(crate) fn head(&self) -> TreeHead {
        self.head_at(self.entries.len())
    }

    pub(crate) fn head_at(&self, size: usize) -> TreeHead {
        TreeHead {
            size: size as u64,
            root: root_of(self.entries[..size].iter().map(Entry::leaf_hash)),
        }
    }

    /// Signs a checkpoint over any head.
    pub(crate) fn sign(
        &self,
        head: TreeHead,
    ) -> bellrope_transparency::checkpoint::VerifiedCheckpoint {
        let plain = Checkpoint::new(self.key.name().clone(), head);
        let checkpoint = match &self.extension {
            None => plain,
            Some(line) => Checkpoint::parse_text(&format!("{plain}{line}\n")).unwrap(),
        };
        let signed = checkpoint.sign(&self.key).unwrap();
        signed.verify(&self.key.verifier()).unwrap()
    }

    pub(super) fn note_batch(&mut self, count: usize) {
        let first = (self.entries.len() - count) as u64;
        self.batches.push((first, u32::try_from(count).unwrap()));
    }

    /// Makes the relay's note about the last `count` entries.
    pub(super) fn batch_note(&self, epoch: u32, count: usize) -> String {
        let first = self.entries.len() - count;
        let note = BatchNote {
            origin: self.key.name().clone(),
            number: self.notes.len() as u64,
            epoch,
            first: first as u64,
            count: u32::try_from(count).unwrap(),
            root: root_of(self.entries[first..].iter().map(Entry::leaf_hash)),
        };
        note.sign(&self.key).unwrap().to_string()
    }
}
