//! The note by which the desk's root vouches for the key of its trail.
//!
//! ```text
//! bellrope/1 trail-key
//! <origin of the trail, base/trail>
//! <founding root, base64>
//! <public key of the trail, base64>
//! <when, Unix seconds>
//! ```
//!
//! Signed by the founding root under the name `base/root`. The auditor knows the fingerprint of that
//! root from the card or a poster.

use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::{
    Algorithm, KeyName, LineError, Lines, NoteText, SignedNote, SignerKey, TextError, VerifierKey,
    VerifierKeyError, VerifyNoteError,
};

const KIND: &str = "trail-key";
/// Greatest length of a note, in bytes.
pub(crate) const MAX_LEN: usize = 2_048;

/// The key of a trail, for which the desk's root vouched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailKey {
    /// The key; its name is the origin.
    pub key: VerifierKey,
    /// The founding root of the desk.
    pub root: FoundingRoot,
    /// When the note was made, in Unix seconds by the desk's clock.
    pub made: u64,
}

/// Lets the desk's root vouch for the key of its trail.
///
/// # Errors
///
/// [`VouchError::Names`] unless the keys are named `base/root` and `base/trail`, of one base.
// spec: docs/trail.md §2
pub fn vouch(root: &SignerKey, trail: &SignerKey, now: u64) -> Result<SignedNote, VouchError> {
    if !is_pair(root.name(), trail.name()) {
        return Err(VouchError::Names);
    }
    let text = NoteText::new(KIND)
        .field(trail.name())
        .base64(root.verifier().public())
        .base64(trail.verifier().public())
        .field(now);
    Ok(SignedNote::sign(text, root)?)
}

/// Verifies the note of a desk whose fingerprint is known.
///
/// # Errors
///
/// [`KeyNoteError`], by variant.
pub fn verify(note: SignedNote, fingerprint: &Fingerprint) -> Result<TrailKey, KeyNoteError> {
    let wire = Wire::read(note.unverified_text())?;
    if FoundingRoot::from_bytes(wire.root).fingerprint() != *fingerprint {
        return Err(KeyNoteError::Fingerprint);
    }
    let root_name = root_name(&wire.origin).ok_or(KeyNoteError::Origin)?;
    let root = VerifierKey::new(root_name, Algorithm::Ed25519, &wire.root)?;
    note.verify(std::slice::from_ref(&root))?;
    Ok(TrailKey {
        key: VerifierKey::new(wire.origin, Algorithm::Ed25519, &wire.key)?,
        root: FoundingRoot::from_bytes(wire.root),
        made: wire.made,
    })
}

struct Wire {
    origin: KeyName,
    root: [u8; 32],
    key: [u8; 32],
    made: u64,
}

impl Wire {
    fn read(text: &str) -> Result<Self, LineError> {
        let mut lines = Lines::open(text, KIND)?;
        let wire = Self {
            origin: lines.value("origin", |line| line.parse().ok())?,
            root: lines.base64("root")?,
            key: lines.base64("key")?,
            made: lines.decimal("time")?,
        };
        lines.end()?;
        Ok(wire)
    }
}

/// Returns the name of the root that vouches for a trail.
fn root_name(origin: &KeyName) -> Option<KeyName> {
    let base = origin.as_str().strip_suffix("/trail")?;
    KeyName::new(format!("{base}/root")).ok()
}

fn is_pair(root: &KeyName, trail: &KeyName) -> bool {
    root_name(trail).as_ref() == Some(root)
}

/// Why a root cannot vouch for a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VouchError {
    /// The names are not those of root and trail of one desk.
    #[error("keys are not root and trail of one desk")]
    Names,
    /// The text cannot be that of a note.
    #[error("note of the trail's key has a malformed text")]
    Text(#[from] TextError),
}

/// Why a note does not vouch for the key of a trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyNoteError {
    /// It is of another kind or form.
    #[error("note of the trail's key is malformed")]
    Line(#[from] LineError),
    /// The root is that of another desk.
    #[error("trail is of a desk with another fingerprint")]
    Fingerprint,
    /// The origin is not `base/trail`.
    #[error("trail has no origin of a desk")]
    Origin,
    /// A key is not a usable point.
    #[error("trail has an unusable key")]
    Key(#[from] VerifierKeyError),
    /// The root did not sign it.
    #[error("key of the trail is not vouched for by the desk's root")]
    Note(#[from] VerifyNoteError),
}
