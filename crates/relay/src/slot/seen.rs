//! Which letters of the window are logged already, so that a repeated one gets the same receipt.

use std::collections::HashMap;

/// The index of every entry of a desk's window by the beginning of its body hash: 16 bytes each.
///
/// A hit says where to look, not that it is the same letter: the entry itself decides.
#[derive(Debug, Default)]
pub struct Seen {
    index: HashMap<u64, u64>,
    window_start: u64,
}

impl Seen {
    /// Notes that a body is logged at `index`.
    pub fn insert(&mut self, body: &[u8; 32], index: u64) {
        self.index.insert(prefix(body), index);
    }

    /// Returns the entry that may be this body's.
    #[must_use]
    pub fn find(&self, body: &[u8; 32]) -> Option<u64> {
        self.index.get(&prefix(body)).copied()
    }

    /// Forgets the entries before `start`.
    pub fn forget_before(&mut self, start: u64) {
        if start > self.window_start {
            self.window_start = start;
            self.index.retain(|_, index| *index >= start);
        }
    }
}

fn prefix(body: &[u8; 32]) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *body;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
