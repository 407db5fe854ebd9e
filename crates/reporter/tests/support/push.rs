//! A change of the push key.

use bellrope_protocol::card::{EarlierPush, Ed25519PublicKey};
use bellrope_protocol::note::SignerKey;

use super::World;

impl World {
    /// Replaces the push key by a card; returns the one that it replaces.
    pub(crate) fn replace_push(&mut self, seed: u8) -> SignerKey {
        let replaced = EarlierPush {
            push: self.card.push,
            batches: self.replies.notes.len() as u64,
            confirmed: self.intake.head().size,
            boards: u64::from(self.board.is_some()),
        };
        let next = SignerKey::from_seed(self.base.push_key_name(), &[seed; 32]);
        self.card.earlier.insert(0, replaced);
        self.card.push = Ed25519PublicKey::of(&next);
        self.publish_card();
        std::mem::replace(&mut self.push, next)
    }
}
