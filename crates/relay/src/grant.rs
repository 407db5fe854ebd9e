//! Upload grants: who may store blocks, for two epochs at most. In memory only.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use bellrope_protocol::limit::GRANT_BLOCKS;
use rand::Rng as _;
use rand::rngs::StdRng;

/// Length of a grant, in bytes.
pub const GRANT_LEN: usize = 16;

/// The grants outstanding.
#[derive(Debug)]
pub struct Grants {
    max: usize,
    open: Mutex<HashMap<[u8; GRANT_LEN], Grant>>,
}

#[derive(Debug, Clone, Copy)]
struct Grant {
    desk: u32,
    blocks: u32,
    /// The end of the last epoch that it is good for.
    until: u32,
}

impl Grants {
    /// Makes room for `max` grants at once.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self {
            max,
            open: Mutex::default(),
        }
    }

    /// Gives a grant that is good until the epoch `until` ends; `None` if too many are open.
    pub fn give(
        &self,
        desk: u32,
        until: u32,
        now: u64,
        rng: &mut StdRng,
    ) -> Option<[u8; GRANT_LEN]> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, grant| u64::from(grant.until) > now);
        // Spent grants are held by the cap on blocks instead: a large upload needs many.
        if open.values().filter(|grant| grant.blocks > 0).count() >= self.max {
            return None;
        }
        let mut name = [0; GRANT_LEN];
        rng.fill_bytes(&mut name);
        open.insert(
            name,
            Grant {
                desk,
                blocks: GRANT_BLOCKS,
                until,
            },
        );
        Some(name)
    }

    /// Says whether a grant is good for this desk now, with at least one block left or not.
    #[must_use]
    pub fn is_good(&self, name: &[u8; GRANT_LEN], desk: u32, now: u64) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(name)
            .is_some_and(|grant| grant.desk == desk && u64::from(grant.until) > now)
    }

    /// Takes one block off a grant; `false` if none is left.
    #[must_use]
    pub fn spend(&self, name: &[u8; GRANT_LEN]) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(grant) = open.get_mut(name) else {
            return false;
        };
        match grant.blocks.checked_sub(1) {
            Some(left) => {
                grant.blocks = left;
                true
            }
            None => false,
        }
    }

    /// Gives back a block that was not stored.
    pub fn refund(&self, name: &[u8; GRANT_LEN]) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(grant) = open.get_mut(name) {
            grant.blocks += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn spend_ends_after_the_granted_blocks() {
        let grants = Grants::new(1);
        let name = grants
            .give(0, 100, 0, &mut StdRng::seed_from_u64(1))
            .unwrap();
        assert!((0..GRANT_BLOCKS).all(|_| grants.spend(&name)));
        assert!(!grants.spend(&name));
        grants.refund(&name);
        assert!(grants.spend(&name));
    }

    #[test]
    fn is_good_for_one_desk_and_its_time() {
        let grants = Grants::new(1);
        let name = grants
            .give(3, 100, 0, &mut StdRng::seed_from_u64(1))
            .unwrap();
        assert!(grants.is_good(&name, 3, 99));
        assert!(!grants.is_good(&name, 4, 99));
        assert!(!grants.is_good(&name, 3, 100));
        assert!(!grants.is_good(&[0; GRANT_LEN], 3, 99));
    }

    #[test]
    fn give_stops_at_the_cap_until_grants_expire() {
        let grants = Grants::new(1);
        let rng = &mut StdRng::seed_from_u64(1);
        assert!(grants.give(0, 100, 0, rng).is_some());
        assert!(grants.give(0, 100, 99, rng).is_none());
        assert!(grants.give(0, 200, 100, rng).is_some());
    }
}
