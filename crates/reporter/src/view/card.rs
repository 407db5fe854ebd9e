//! The card log: fetched whole, and the card that it ends with.

use std::collections::VecDeque;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{CARD_MAX_LEN, Card, Pin, SignedCard, VerifiedCard};
use bellrope_protocol::note::SignedNote;
use bellrope_transparency::checkpoint::{
    CHECKPOINT_MAX_LEN, Checkpoint, ParseCheckpointError, SignedCheckpoint, VerifiedCheckpoint,
};
use bellrope_transparency::cosignature::{Policy, PolicyError, Standing};
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::tile::{Tile, bundles_of_window};
use bellrope_transparency::tree::verify_suffix;

use super::error::CardError;
use crate::request::{Request, Response};

/// Most cards that are read: more than a card a week for a thousand years.
const MAX_CARDS: u64 = 65_536;
/// Greatest length of an entry bundle, in bytes.
const BUNDLE_MAX_LEN: usize = 256 * (2 + Entry::LEN);

/// One thing to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Checkpoint,
    Entries(Tile),
    Card(u64),
}

/// The card log that is being fetched.
pub(super) struct CardDownload {
    desk: DeskName,
    queue: VecDeque<Item>,
    checkpoint: Option<SignedCheckpoint>,
    size: u64,
    entries: Vec<Entry>,
    card: Vec<u8>,
}

/// A card that passed K1–K4 and K6, and what vouches for it.
pub(super) struct LoggedCard {
    pub(super) card: VerifiedCard,
    pub(super) checkpoint: VerifiedCheckpoint,
}

impl CardDownload {
    pub(super) fn new(desk: DeskName) -> Self {
        Self {
            desk,
            queue: VecDeque::from([Item::Checkpoint]),
            checkpoint: None,
            size: 0,
            entries: Vec::new(),
            card: Vec::new(),
        }
    }

    pub(super) fn left(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn request(&self) -> Option<Request> {
        let (path, max_len) = match self.queue.front()? {
            Item::Checkpoint => ("cards/checkpoint".to_owned(), CHECKPOINT_MAX_LEN),
            Item::Entries(tile) => (format!("cards/{tile}"), BUNDLE_MAX_LEN),
            Item::Card(serial) => (format!("cards/{serial}"), CARD_MAX_LEN),
        };
        Some(Request::get_of_desk(&self.desk, &path, max_len))
    }

    pub(super) fn answer(&mut self, response: Response) -> Result<(), CardError> {
        let body = response.into_body()?;
        match self.queue.pop_front() {
            Some(Item::Checkpoint) => self.take_checkpoint(&body)?,
            Some(Item::Entries(tile)) => self.entries.extend(parse_bundle(&body, tile.width())?),
            Some(Item::Card(_)) => self.card = body,
            None => {}
        }
        Ok(())
    }

    /// Takes the checkpoint, whose key only the card will tell.
    fn take_checkpoint(&mut self, body: &[u8]) -> Result<(), CardError> {
        let claimed =
            SignedNote::parse(body, CHECKPOINT_MAX_LEN).map_err(ParseCheckpointError::from)?;
        self.size = Checkpoint::parse_text(claimed.unverified_text())?
            .head()
            .size;
        self.checkpoint = Some(SignedCheckpoint::parse(body)?);
        if self.size == 0 {
            return Err(CardError::None);
        }
        if self.size > MAX_CARDS {
            return Err(CardError::TooMany {
                size: self.size,
                max: MAX_CARDS,
            });
        }
        let bundles = bundles_of_window(0, self.size);
        self.queue.extend(bundles.into_iter().map(Item::Entries));
        self.queue.push_back(Item::Card(self.size));
        Ok(())
    }

    /// Accepts the card, all but its term (K5), which the intake log tells.
    pub(super) fn verify(self, pin: &Pin) -> Result<LoggedCard, CardError> {
        // spec: §4 K1, K2, K6
        let card = verify_card(&self.card, pin)?;
        // spec: §4 K3
        let checkpoint = self.checkpoint.ok_or(CardError::None)?;
        let checkpoint = checkpoint.verify(&card.card().cards_log_verifier())?;
        check_quorum(&checkpoint, card.card())?;
        // spec: §4 K4
        let leaves = self.entries.iter().map(Entry::leaf_hash);
        verify_suffix(&checkpoint.head(), 0, &[], leaves)?;
        let is_last = self
            .entries
            .last()
            .is_some_and(|last| last.body == card.hash());
        let serial = card.card().serial;
        if !is_last || serial != self.size {
            return Err(CardError::Unlogged {
                serial,
                size: self.size,
            });
        }
        Ok(LoggedCard { card, checkpoint })
    }
}

/// Verifies a card against a pin, and says which fingerprint a swapped one has.
pub(super) fn verify_card(bytes: &[u8], pin: &Pin) -> Result<VerifiedCard, CardError> {
    let signed = SignedCard::parse(bytes)?;
    let found = signed.unverified_card().founding.fingerprint();
    if found != pin.fingerprint {
        return Err(CardError::Swapped {
            found,
            expected: pin.fingerprint,
        });
    }
    Ok(signed.verify(pin)?)
}

/// Checks that enough witnesses cosigned at all; how recently is for [`super::DeskView`].
fn check_quorum(checkpoint: &VerifiedCheckpoint, card: &Card) -> Result<(), CardError> {
    let newest = policy(card, u64::MAX)?.newest(checkpoint)?.unwrap_or(0);
    match policy(card, u64::MAX)?.evaluate(checkpoint, newest)? {
        Standing::Short(short) => Err(CardError::Witnesses {
            count: short.count,
            quorum: short.quorum,
        }),
        Standing::Met(_) | Standing::NoWitnessYet => Ok(()),
    }
}

/// Makes the witness policy of a card with a given age.
pub(super) fn policy(card: &Card, max_age_secs: u64) -> Result<Policy, PolicyError> {
    let witnesses = &card.witnesses;
    Policy::new(witnesses.keys.clone(), witnesses.quorum, max_age_secs)
}
