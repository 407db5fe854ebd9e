//! An exercise: a bundle that a courier might have brought the morning after the practice year, to be
//! imported as on any other day. What is in it is new to the vault.

use std::collections::BTreeMap;
use std::path::Path;

use bellrope_protocol::age::Recipient;
use bellrope_protocol::card::Card;
use bellrope_protocol::letter;
use bellrope_protocol::tag::{Tag, body_hash};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::reporter::{self, Reporter};
use super::year::junk;
use super::{Plan, PracticeError};
use crate::card;
use crate::import::{Arrival, EPOCH_SECS, ExerciseError, PracticeRelay, Sealed, Waiting};
use crate::vault::{Vault, VaultError};

/// New reports; the first comes with files.
const REPORTS: usize = 6;
/// Reporters of open cases who write again.
const FOLLOW_UPS: usize = 3;
const DAMAGED: VaultError = VaultError::Damaged { part: "practice" };

/// What is needed to write it: a practice relay, and reporters who may write again.
pub struct Exercise {
    relay: PracticeRelay,
    writers: Vec<Reporter>,
    epoch: u32,
    seed: u64,
}

impl std::fmt::Debug for Exercise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exercise").finish_non_exhaustive()
    }
}

impl Exercise {
    pub(super) fn new(
        plan: &Plan,
        relay: PracticeRelay,
        writers: Vec<Reporter>,
        delivered: u64,
    ) -> Self {
        let epoch = u64::from(EPOCH_SECS);
        let end = (plan.until - plan.until % epoch).max(delivered + epoch);
        Self {
            relay,
            writers,
            epoch: u32::try_from(end).unwrap_or(u32::MAX),
            seed: plan.seed,
        }
    }

    /// Writes the bundle for the vault that was made with it, and returns how many letters it brings,
    /// covers aside: new reports, one of them with files, letters in open cases, one of which is
    /// withdrawn, a raw letter, and one that nobody can read.
    ///
    /// # Errors
    ///
    /// [`PracticeError::Exercise`] if the file cannot be written.
    pub fn write(mut self, vault: &Vault, to: &Path) -> Result<usize, PracticeError> {
        // Another stream: with or without an exercise the year is the same.
        let rng = &mut StdRng::seed_from_u64(!self.seed);
        let card = card::newest(&vault.read()?)?;
        let recipient = card.recipient_at(u64::from(self.epoch)).ok_or(DAMAGED)?;
        let recipient = recipient.recipient.clone();
        let mut blocks = BTreeMap::new();
        let mut letters = self.reports(&card, &recipient, &mut blocks, rng)?;
        letters.extend(self.later(&recipient, rng)?);
        for raw in [raw(rng), junk(rng)] {
            letters.push(seal(&raw, None, &recipient, rng));
        }
        let count = letters.len();
        let waiting = Waiting {
            letters,
            blocks,
            epoch: self.epoch,
        };
        self.relay.write_bundle(to, waiting, &recipient, rng)?;
        Ok(count)
    }

    fn reports(
        &self,
        card: &Card,
        recipient: &Recipient,
        blocks: &mut BTreeMap<[u8; 16], Vec<u8>>,
        rng: &mut StdRng,
    ) -> Result<Vec<Sealed>, VaultError> {
        let mut letters = Vec::new();
        for at in 0..REPORTS {
            let mut reporter = Reporter::draw(card, rng)?;
            let attaches = if at == 0 { 1.0 } else { 0.0 };
            let keep = |address: &[u8; 16], bytes: &[u8]| {
                blocks.insert(*address, bytes.to_vec());
                Ok(())
            };
            let written = reporter.report(attaches, keep, rng)?;
            letters.push(seal(&written, Some(&reporter), recipient, rng));
        }
        Ok(letters)
    }

    /// Lets reporters of open cases write again; the last of them withdraws.
    fn later(
        &mut self,
        recipient: &Recipient,
        rng: &mut StdRng,
    ) -> Result<Vec<Sealed>, VaultError> {
        let mut letters = Vec::new();
        for (at, reporter) in self.writers.iter_mut().take(FOLLOW_UPS + 1).enumerate() {
            let written = if at == FOLLOW_UPS {
                reporter.withdraw(rng)?
            } else {
                reporter.follow_up(at == 0, rng)?
            };
            letters.push(seal(&written, Some(reporter), recipient, rng));
        }
        Ok(letters)
    }
}

fn raw(rng: &mut StdRng) -> Arrival {
    let voice = super::story::Voice::draw(rng);
    let text = voice.say(voice.words().raws, rng);
    reporter::raw(&text, rng)
}

/// Seals what somebody wrote, as their own device would.
fn seal(
    written: &Arrival,
    by: Option<&Reporter>,
    recipient: &Recipient,
    rng: &mut StdRng,
) -> Sealed {
    let letter = letter::seal(written.plaintext.expose_secret(), recipient, rng);
    let tag = match by {
        Some(reporter) => reporter.letter_tag(&body_hash(letter.as_slice())),
        None => Tag::random(rng),
    };
    Sealed { letter, tag }
}

impl From<ExerciseError> for PracticeError {
    fn from(source: ExerciseError) -> Self {
        match source {
            ExerciseError::Vault(err) => Self::Vault(err),
            source => Self::Exercise { source },
        }
    }
}
