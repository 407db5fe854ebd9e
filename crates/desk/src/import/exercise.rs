//! A bundle to import as an exercise: what a courier would bring from a practice relay. Its letters are
//! sealed to the practice desk's card, and everything that a desk verifies is there.

use std::collections::BTreeMap;
use std::path::Path;

use bellrope_bundle::{Log, Member, WriteError};
use bellrope_protocol::age::Recipient;
use bellrope_protocol::content::encode_cover_letter;
use bellrope_protocol::letter;
use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::{Entry, write_bundle};
use bellrope_transparency::log_note::{LogNote as _, Page};
use bellrope_transparency::tile::{Layer, Tile, bundles_of_window, tiles_for_prefix, write_hashes};
use bellrope_transparency::tree::{Hash, root_of};
use rand_core::CryptoRng;

use super::delivery::{BATCH_STEP, DAMAGED, PracticeRelay};
use crate::vault::VaultError;

/// Entries of a whole tile, and notes of a whole page.
const WIDTH: u64 = 256;

/// A letter as a relay has it.
pub(crate) struct Sealed {
    pub(crate) letter: Box<[u8; LETTER_LEN]>,
    pub(crate) tag: Tag,
}

impl Sealed {
    fn cover(recipient: &Recipient, rng: &mut impl CryptoRng) -> Self {
        let plaintext = encode_cover_letter(rng);
        Self {
            letter: letter::seal(plaintext.expose_secret(), recipient, rng),
            tag: Tag::random(rng),
        }
    }
}

/// What lies on a practice relay since the last delivery.
pub(crate) struct Waiting {
    pub(crate) letters: Vec<Sealed>,
    /// Blocks of attachments, by their addresses.
    pub(crate) blocks: BTreeMap<[u8; 16], Vec<u8>>,
    /// The end of the epoch, in Unix seconds.
    pub(crate) epoch: u32,
}

/// Why no bundle was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExerciseError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl PracticeRelay {
    /// Seals what waits as one batch, among covers, and writes the bundle that brings it.
    pub(crate) fn write_bundle(
        mut self,
        path: &Path,
        waiting: Waiting,
        recipient: &Recipient,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ExerciseError> {
        let seen = Log::ALL.map(|log| self.log(log).frontier.size());
        let mut letters = waiting.letters;
        let len = letters.len().max(1).next_multiple_of(BATCH_STEP);
        letters.resize_with(len, || Sealed::cover(recipient, rng));
        letters.sort_by_cached_key(|sealed| body_hash(sealed.letter.as_slice()));
        let entry = |sealed: &Sealed| Entry {
            epoch: waiting.epoch,
            body: body_hash(sealed.letter.as_slice()),
            tag: sealed.tag.to_bytes(),
        };
        let number = self.notes.len() as u64;
        self.seal(letters.iter().map(entry).collect(), waiting.epoch)?;
        let mut members = BTreeMap::new();
        for (log, seen) in Log::ALL.into_iter().zip(seen) {
            self.add_log(&mut members, log, seen - seen % WIDTH)?;
        }
        self.add_notes(&mut members, number / WIDTH)?;
        let bodies = letters.iter().flat_map(|sealed| sealed.letter.as_slice());
        members.insert(Member::Batch { number }, bodies.copied().collect());
        for (address, block) in waiting.blocks {
            members.insert(Member::Block { address }, block);
        }
        bellrope_bundle::write(path, self.base.desk.clone(), |bundle| {
            let mut members = members.iter();
            members.try_for_each(|(member, body)| bundle.add(*member, body))
        })?;
        Ok(())
    }

    /// Adds the checkpoint of a log and its entries from `start` on, which begins a tile.
    fn add_log(
        &self,
        members: &mut BTreeMap<Member, Vec<u8>>,
        log: Log,
        start: u64,
    ) -> Result<(), VaultError> {
        let all = self.log(log);
        let checkpoint = Checkpoint::new(self.origin(log)?, all.frontier.head());
        let checkpoint = checkpoint.sign(&self.signer(log)?).map_err(|_| DAMAGED)?;
        let bytes = checkpoint.to_string().into_bytes();
        members.insert(Member::Checkpoint { log }, bytes);
        for tile in bundles_of_window(start, all.frontier.size()) {
            let first = usize::try_from(tile.index() * WIDTH).map_err(|_| DAMAGED)?;
            let part = all.entries.get(first..first + usize::from(tile.width()));
            let bytes = write_bundle(part.ok_or(DAMAGED)?).map_err(|_| DAMAGED)?;
            members.insert(Member::Tile { log, tile }, bytes);
        }
        for tile in tiles_for_prefix(start, all.frontier.size()) {
            let bytes = hashes_of(tile, &all.entries).ok_or(DAMAGED)?;
            members.insert(Member::Tile { log, tile }, bytes);
        }
        Ok(())
    }

    /// Adds the notes of batches from a page on.
    fn add_notes(
        &self,
        members: &mut BTreeMap<Member, Vec<u8>>,
        first: u64,
    ) -> Result<(), VaultError> {
        let key = self.signer(Log::Intake)?;
        let width = usize::try_from(WIDTH).map_err(|_| DAMAGED)?;
        for (page, notes) in (0..).zip(self.notes.chunks(width)) {
            if page >= first {
                let signed: Result<Vec<_>, _> = notes.iter().map(|note| note.sign(&key)).collect();
                let text = Page::new(signed.map_err(|_| DAMAGED)?).map_err(|_| DAMAGED)?;
                members.insert(Member::BatchNotes { page }, text.to_string().into_bytes());
            }
        }
        Ok(())
    }
}

/// Computes a tile of hashes from all entries.
fn hashes_of(tile: Tile, entries: &[Entry]) -> Option<Vec<u8>> {
    let Layer::Hashes(level) = tile.layer() else {
        return None;
    };
    let span = usize::try_from(WIDTH.checked_pow(u32::from(level))?).ok()?;
    let first = usize::try_from(tile.index() * WIDTH).ok()?;
    let hash = |position: usize| -> Option<Hash> {
        let begin = (first + position) * span;
        let leaves = entries.get(begin..begin + span)?;
        Some(root_of(leaves.iter().map(Entry::leaf_hash)))
    };
    let hashes: Option<Vec<Hash>> = (0..usize::from(tile.width())).map(hash).collect();
    Some(write_hashes(&hashes?))
}
