//! The state of the slot file in memory: which letters wait, which slots are free.

use std::collections::HashMap;

use rand::RngExt as _;
use rand::rngs::StdRng;

use super::{Found, Label, Taken};

/// Which letters wait, by desk and body hash, and which slots are free.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    letters: HashMap<Key, Place>,
    free: Vec<u32>,
}

/// What tells letters apart: two identical bodies are one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) desk: u32,
    pub(super) body: [u8; 32],
}

/// Where a letter waits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) position: u32,
    pub(super) label: Label,
    /// The ticket of the sync that made or makes it durable; 0 for letters found at start.
    pub(super) ticket: u64,
}

impl Waiting {
    /// Notes what a slot held at start. Returns whether the slot is to be wiped: a second copy
    /// of a letter, from a write that was never answered.
    pub(super) fn restore(&mut self, position: u32, found: Option<Found>) -> bool {
        let Some(found) = found else {
            self.free.push(position);
            return false;
        };
        let key = Key {
            desk: found.label.desk,
            body: found.body,
        };
        let place = Place {
            position,
            label: found.label,
            ticket: 0,
        };
        if self.letters.contains_key(&key) {
            return true;
        }
        self.letters.insert(key, place);
        false
    }

    pub(super) fn find(&self, key: &Key) -> Option<&Place> {
        self.letters.get(key)
    }

    /// Takes a random free slot.
    pub(super) fn draw(&mut self, rng: &mut StdRng) -> Option<u32> {
        if self.free.is_empty() {
            return None;
        }
        let index = rng.random_range(0..self.free.len());
        Some(self.free.swap_remove(index))
    }

    pub(super) fn insert(&mut self, key: Key, place: Place) {
        self.letters.insert(key, place);
    }

    pub(super) fn remove(&mut self, key: &Key) -> Option<u32> {
        self.letters.remove(key).map(|place| place.position)
    }

    /// Gives a slot back. Its bytes must be random again.
    pub(super) fn release(&mut self, position: u32) {
        self.free.push(position);
    }

    pub(super) fn take(&self, desk: u32, epoch: u32) -> Vec<Taken> {
        self.letters
            .iter()
            .filter(|(key, place)| key.desk == desk && place.label.epoch <= epoch)
            .map(|(key, place)| Taken {
                position: place.position,
                body: key.body,
                tag: place.label.tag,
                epoch: place.label.epoch,
            })
            .collect()
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }
}
