//! Verification: from what came to what can be relied on, and every fault by its entry.

use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::note::SignedNote;

use crate::chain::{Chain, SignedEntry};
use crate::entry::Recorded;
use crate::file::Untrusted;
use crate::head::{Head, HeadError};
use crate::key_note::{self, KeyNoteError, TrailKey};

/// A trail that is whole and unchanged: from its first entry to its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    key: TrailKey,
    head: Head,
    head_note: SignedNote,
    hashes: Vec<[u8; 32]>,
    entries: Vec<Recorded>,
}

impl Trail {
    /// Returns the key that signed it.
    #[must_use]
    pub fn key(&self) -> &TrailKey {
        &self.key
    }

    /// Returns how far it goes.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the signed head, to keep.
    #[must_use]
    pub fn head_note(&self) -> &SignedNote {
        &self.head_note
    }

    /// Returns its entries; the first has number 1.
    #[must_use]
    pub fn entries(&self) -> &[Recorded] {
        &self.entries
    }

    /// Says whether a head that was kept is one of this trail, with all entries up to it.
    #[must_use]
    pub fn extends(&self, kept: &Head) -> bool {
        self.hash_at(kept.chain.size) == Some(kept.chain.hash) && kept.origin == self.head.origin
    }

    fn hash_at(&self, size: u64) -> Option<[u8; 32]> {
        match usize::try_from(size).ok()?.checked_sub(1) {
            None => Some(Chain::EMPTY.hash),
            Some(index) => self.hashes.get(index).copied(),
        }
    }
}

impl Untrusted {
    /// Verifies the whole trail of a desk whose fingerprint is known.
    ///
    /// # Errors
    ///
    /// The first [`Fault`].
    pub fn verify(self, fingerprint: &Fingerprint) -> Result<Trail, Fault> {
        if let Some(fault) = self.faults(fingerprint).into_iter().next() {
            return Err(fault);
        }
        let key = key_note::verify(self.key, fingerprint).map_err(Fault::Key)?;
        let head = Head::verify(self.head.clone(), &key.key).map_err(Fault::Head)?;
        Ok(Trail {
            key,
            head,
            head_note: self.head,
            hashes: self.entries.iter().map(|entry| *entry.hash()).collect(),
            entries: self
                .entries
                .into_iter()
                .map(SignedEntry::into_recorded)
                .collect(),
        })
    }

    /// Finds every fault, in the order of the file. Without a key there is one only.
    // spec: docs/trail.md §7
    #[must_use]
    pub fn faults(&self, fingerprint: &Fingerprint) -> Vec<Fault> {
        let key = match key_note::verify(self.key.clone(), fingerprint) {
            Ok(key) => key,
            Err(error) => return vec![Fault::Key(error)],
        };
        let mut faults = self.entry_faults(&key);
        match Head::verify(self.head.clone(), &key.key) {
            Err(error) => faults.push(Fault::Head(error)),
            Ok(head) => faults.extend(self.head_fault(&head)),
        }
        faults
    }

    /// Each entry is held against the one before as it stands, so that a fault does not make
    /// faults of all that follow.
    fn entry_faults(&self, key: &TrailKey) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut before = Chain::EMPTY;
        for entry in &self.entries {
            let number = entry.unverified().number;
            let expected = before.size.saturating_add(1);
            if number != expected {
                faults.push(Fault::Number { number, expected });
            }
            if !entry.follows(&before.hash) {
                faults.push(Fault::Hash { number });
            }
            if !entry.is_signed_by(&key.key) {
                faults.push(Fault::Signature { number });
            }
            before = Chain::after(entry);
        }
        faults
    }

    fn head_fault(&self, head: &Head) -> Option<Fault> {
        let end = self.entries.last().map_or(Chain::EMPTY, Chain::after);
        if end.size != head.chain.size {
            return Some(Fault::Size {
                last: end.size,
                head: head.chain.size,
            });
        }
        (end.hash != head.chain.hash).then_some(Fault::End { number: end.size })
    }
}

/// One fault of a trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Nobody vouches for its key.
    #[error("nobody vouches for the key of the trail")]
    Key(#[source] KeyNoteError),
    /// Its head is not to be trusted.
    #[error("head of the trail is not to be trusted")]
    Head(#[source] HeadError),
    /// An entry stands where another belongs: one was taken out, put in, doubled or moved.
    #[error("entry {number} stands where entry {expected} belongs")]
    Number {
        /// The number of the entry that stands there.
        number: u64,
        /// The number that belongs there.
        expected: u64,
    },
    /// An entry does not follow from the one before: it was changed, or the one before is another.
    #[error("entry {number} does not follow from the one before")]
    Hash {
        /// The number of the entry.
        number: u64,
    },
    /// The trail's key did not sign an entry.
    #[error("entry {number} is not signed by the key of the trail")]
    Signature {
        /// The number of the entry.
        number: u64,
    },
    /// The trail ends before or after its head.
    #[error("trail ends at entry {last}, its head says {head}")]
    Size {
        /// The number of the last entry.
        last: u64,
        /// The number that the head names.
        head: u64,
    },
    /// The last entry is another than the head says.
    #[error("last entry, {number}, is not the one that the head was signed over")]
    End {
        /// The number of the last entry.
        number: u64,
    },
}
