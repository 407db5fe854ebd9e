//! One desk as the relay knows it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bellrope_protocol::base::{Base, DeskName};
use bellrope_protocol::card::Pin;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::block::Blocks;
use crate::card::CurrentCard;
use crate::config::DeskConfig;
use crate::key::DeskKeys;

/// One desk: its names, the relay's keys for it, its current card, its blocks.
#[derive(Debug)]
pub struct Desk {
    /// Its number in the store and in slots.
    pub number: u32,
    /// Its short name.
    pub name: DeskName,
    /// What its origins and key names begin with.
    pub base: Base,
    /// Its section of the configuration.
    pub config: DeskConfig,
    /// The relay's keys under its names.
    pub keys: DeskKeys,
    /// Its blocks.
    pub blocks: Blocks,
    /// What its cards must fit.
    pub(crate) pin: Pin,
    /// SHA-256 of each bearer token.
    pub(crate) tokens: Vec<[u8; 32]>,
    pub(crate) card: RwLock<Option<Arc<CurrentCard>>>,
    /// Held while any of its logs changes.
    pub(crate) changing: Mutex<()>,
}

impl Desk {
    /// Returns the current card, if the desk has one yet.
    #[must_use]
    pub fn card(&self) -> Option<Arc<CurrentCard>> {
        self.card
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Says whether readers are to get nothing that witnesses have not cosigned.
    #[must_use]
    pub fn asks_for_witnesses(&self) -> bool {
        self.card().is_some_and(|card| card.witnesses().quorum > 0)
    }

    /// Makes a card the current one.
    pub(crate) fn set_card(&self, card: CurrentCard) {
        *self.card.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(card));
    }

    /// Waits until nobody else changes the desk's logs.
    pub(crate) fn change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether a bearer token is one of this desk's, in constant time.
    #[must_use]
    pub fn accepts(&self, token: &[u8]) -> bool {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let any = self
            .tokens
            .iter()
            .fold(Choice::from(0), |any, known| any | known.ct_eq(&hash));
        any.into()
    }
}
