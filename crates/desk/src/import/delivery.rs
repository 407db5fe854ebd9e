//! What comes to a practice vault instead of a bundle: letters that nobody sealed, from a relay that
//! there is not. From here on they take the way of real ones.

use bellrope_bundle::Log;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::Ed25519PublicKey;
use bellrope_protocol::content::LetterPlaintext;
use bellrope_protocol::limit::LETTER_PLAINTEXT_LEN;
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::BatchNote;
use bellrope_transparency::tree::{Frontier, root_of};
use rand_core::CryptoRng;

use super::log::VerifiedLog;
use super::scan::{Opened, Said, Scanned};
use super::verify::Verified;
use super::{ImportError, Summary, sort};
use crate::card::{self, RelayPublic};
use crate::case;
use crate::key::Desk;
use crate::log_state::Progress;
use crate::reply_batch;
use crate::vault::{Records, Vault, VaultError};

/// Letters of a batch are a multiple of this, filled up with covers (docs/protocol.md §2).
pub(super) const BATCH_STEP: usize = 16;
/// Length of an epoch, in seconds: a practice relay has not much to hide.
pub(crate) const EPOCH_SECS: u32 = 6 * 3600;

/// A letter as it would have been opened.
pub(crate) struct Arrival {
    pub(crate) plaintext: SecretBytes<LETTER_PLAINTEXT_LEN>,
    /// What stands for the hash of the sealed letter.
    pub(crate) hash: [u8; 32],
    pub(crate) tag: Tag,
}

/// The letters of one epoch.
pub(crate) struct Batch {
    /// The end of the epoch, in Unix seconds.
    pub(crate) epoch: u32,
    pub(crate) arrivals: Vec<Arrival>,
}

/// What a practice vault takes for its relay: three logs that grow.
pub(crate) struct PracticeRelay {
    pub(super) base: Base,
    key: SecretBytes<32>,
    logs: [PracticeLog; 3],
    /// Of the intake log, one for each batch.
    pub(super) notes: Vec<BatchNote>,
}

/// A log with everything in it.
#[derive(Default)]
pub(super) struct PracticeLog {
    pub(super) frontier: Frontier,
    pub(super) entries: Vec<Entry>,
}

impl PracticeLog {
    fn push(&mut self, entry: Entry) {
        self.frontier.push(entry.leaf_hash());
        self.entries.push(entry);
    }
}

impl PracticeRelay {
    pub(crate) fn new(base: Base, rng: &mut impl CryptoRng) -> Self {
        Self {
            base,
            key: SecretBytes::generate(rng),
            logs: Default::default(),
            notes: Vec::new(),
        }
    }

    pub(super) fn log(&self, log: Log) -> &PracticeLog {
        &self.logs[place(log)]
    }

    fn log_mut(&mut self, log: Log) -> &mut PracticeLog {
        &mut self.logs[place(log)]
    }

    fn batches(&self) -> u64 {
        self.notes.len() as u64
    }

    /// Returns what a card says of it.
    pub(crate) fn public(&self) -> Result<RelayPublic, VaultError> {
        let key = Ed25519PublicKey::of(&self.signer(Log::Intake)?);
        Ok(RelayPublic {
            host: self.base.host.clone(),
            log: key,
            receipt: key,
            epoch_secs: EPOCH_SECS,
        })
    }

    pub(super) fn signer(&self, log: Log) -> Result<SignerKey, VaultError> {
        Ok(SignerKey::from_seed(
            self.origin(log)?,
            self.key.expose_secret(),
        ))
    }

    /// Takes the cards and batches of the vault, and brings it letters: one import.
    pub(crate) fn deliver(
        &mut self,
        vault: &mut Vault,
        batches: Vec<Batch>,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Summary, ImportError> {
        let seen = Log::ALL.map(|log| self.log(log).frontier.size());
        let batches_seen = self.batches();
        let reading = vault.read()?;
        self.take_cards(&reading, now)?;
        let published = self.take_replies(&reading)?;
        drop(reading);
        let scanned = self.take_letters(batches, rng)?;
        let logs = [
            self.verified(Log::Cards, seen[0], 0)?,
            self.verified(Log::Replies, seen[1], published)?,
            self.verified(Log::Intake, seen[2], batches_seen)?,
        ];
        let verified = Verified {
            logs,
            intake_batches: Vec::new(),
            intake_batch_count: self.batches(),
            log_time: now,
            published,
            confirmed: 0,
            board: None,
            adopted_cards: Vec::new(),
            adopted_batches: Vec::new(),
        };
        let slots = case::draw_slots(vault, sort::count_openings(&scanned), rng)?;
        let mut summary =
            vault.change(|change| sort::apply(change, &verified, scanned, slots, now, rng))?;
        summary.destroyed = card::destroy_due(vault, now, rng)?;
        Ok(summary)
    }

    fn take_cards(&mut self, records: &impl Records, now: u64) -> Result<(), VaultError> {
        let newest = Desk::load(records)?.serial;
        for serial in Progress::load(records)?.cards_published + 1..=newest {
            let card = card::signed(records, serial)?.ok_or(DAMAGED)?;
            let entry = Entry {
                epoch: u32::try_from(now).unwrap_or(u32::MAX),
                body: body_hash(&card),
                tag: Tag::ZERO.to_bytes(),
            };
            self.log_mut(Log::Cards).push(entry);
        }
        Ok(())
    }

    fn take_replies(&mut self, records: &impl Records) -> Result<u64, VaultError> {
        let made = reply_batch::count(records)?;
        for number in Progress::load(records)?.batches_published..made {
            let batch = reply_batch::find(records, number)?.ok_or(DAMAGED)?;
            for entry in batch.entries()? {
                self.log_mut(Log::Replies).push(entry);
            }
        }
        Ok(made)
    }

    /// Puts letters into the log, among covers, in the order of their hashes.
    fn take_letters(
        &mut self,
        batches: Vec<Batch>,
        rng: &mut impl CryptoRng,
    ) -> Result<Scanned, VaultError> {
        let mut scanned = Scanned::default();
        for batch in batches {
            let len = batch.arrivals.len().max(1).next_multiple_of(BATCH_STEP);
            let mut letters: Vec<Letter> = batch.arrivals.into_iter().map(Letter::of).collect();
            scanned.covers += (len - letters.len()) as u64;
            letters.resize_with(len, || Letter::cover(rng));
            letters.sort_by_key(|letter| letter.hash);
            let entries = letters.iter().map(|letter| letter.entry(batch.epoch));
            let first = self.seal(entries.collect(), batch.epoch)?;
            for (index, letter) in (first..).zip(letters) {
                let opened = letter.said.map(|said| Opened {
                    index,
                    epoch: batch.epoch,
                    hash: letter.hash,
                    tag: letter.tag,
                    said,
                });
                scanned.opened.extend(opened);
            }
        }
        Ok(scanned)
    }

    /// Seals a batch of the intake log, and returns the index of its first entry.
    pub(super) fn seal(&mut self, entries: Vec<Entry>, epoch: u32) -> Result<u64, VaultError> {
        let first = self.log(Log::Intake).frontier.size();
        self.notes.push(BatchNote {
            origin: self.origin(Log::Intake)?,
            number: self.batches(),
            epoch,
            first,
            count: u32::try_from(entries.len()).map_err(|_| DAMAGED)?,
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        });
        let intake = self.log_mut(Log::Intake);
        entries.into_iter().for_each(|entry| intake.push(entry));
        Ok(first)
    }

    pub(super) fn origin(&self, log: Log) -> Result<KeyName, VaultError> {
        KeyName::new(format!("{}/{log}", self.base)).map_err(|_| DAMAGED)
    }

    fn verified(&self, log: Log, seen: u64, batches_seen: u64) -> Result<VerifiedLog, VaultError> {
        let frontier = &self.log(log).frontier;
        let signer = self.signer(log)?;
        let checkpoint = Checkpoint::new(signer.name().clone(), frontier.head());
        let checkpoint = checkpoint.sign(&signer).map_err(|_| DAMAGED)?;
        Ok(VerifiedLog {
            log,
            frontier: frontier.clone(),
            checkpoint: checkpoint.to_string(),
            seen,
            entries: Vec::new(),
            start: frontier.size(),
            batches_seen,
            witnesses: 0,
            cosigned: None,
        })
    }
}

pub(super) const DAMAGED: VaultError = VaultError::Damaged { part: "practice" };

const fn place(log: Log) -> usize {
    match log {
        Log::Cards => 0,
        Log::Replies => 1,
        Log::Intake => 2,
    }
}

/// A letter in the log; a cover says nothing.
struct Letter {
    hash: [u8; 32],
    tag: Tag,
    said: Option<Said>,
}

impl Letter {
    fn of(arrival: Arrival) -> Self {
        let said = match LetterPlaintext::parse(arrival.plaintext.expose_secret()) {
            Ok(letter) => Said::Letter(Box::new(letter)),
            Err(_) => Said::Malformed(arrival.plaintext),
        };
        Self {
            hash: arrival.hash,
            tag: arrival.tag,
            said: Some(said),
        }
    }

    fn cover(rng: &mut impl CryptoRng) -> Self {
        let mut hash = [0; 32];
        rng.fill_bytes(&mut hash);
        Self {
            hash,
            tag: Tag::random(rng),
            said: None,
        }
    }

    fn entry(&self, epoch: u32) -> Entry {
        Entry {
            epoch,
            body: self.hash,
            tag: self.tag.to_bytes(),
        }
    }
}
