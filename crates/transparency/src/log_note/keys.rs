//! Whose signature counts on a note: the log's, or that of the desk's push keys, each within what
//! it had signed when it was replaced.

#[cfg(test)]
mod tests;

use bellrope_protocol::card::{Card, EarlierPush};
use bellrope_protocol::note::{SignedNote, VerifierKey};

/// The keys whose signature counts on the notes of one log or desk.
///
/// Spec: docs/protocol.md §11.1, N1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKeys {
    newest: VerifierKey,
    earlier: Vec<Earlier>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Earlier {
    key: VerifierKey,
    signed: EarlierPush,
}

impl NoteKeys {
    /// Returns the push keys that a card names.
    #[must_use]
    pub fn push(card: &Card) -> Self {
        Self::from(card.push_verifier()).with_earlier(&card.earlier)
    }

    /// Adds the keys that were replaced by the one that it has.
    #[must_use]
    pub fn with_earlier(mut self, earlier: &[EarlierPush]) -> Self {
        let name = self.newest.name();
        self.earlier = earlier
            .iter()
            .map(|signed| Earlier {
                key: signed.push.verifier(name.clone()),
                signed: *signed,
            })
            .collect();
        self
    }

    /// Finds the key that a note claims to be signed by, and its bounds if it was replaced; the
    /// key of now if it claims none of them.
    pub(super) fn claimed(&self, note: &SignedNote) -> (&VerifierKey, Option<&EarlierPush>) {
        let claims = |key: &VerifierKey| note.signatures().iter().any(|it| key.matches(it));
        let earlier = || self.earlier.iter().find(|earlier| claims(&earlier.key));
        match claims(&self.newest) {
            true => (&self.newest, None),
            false => earlier().map_or((&self.newest, None), |earlier| {
                (&earlier.key, Some(&earlier.signed))
            }),
        }
    }
}

impl From<VerifierKey> for NoteKeys {
    /// Lets one key count, which was never replaced: that of a log.
    fn from(key: VerifierKey) -> Self {
        Self {
            newest: key,
            earlier: Vec::new(),
        }
    }
}
