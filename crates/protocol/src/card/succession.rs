//! Succession: how a root names the next one.
//!
//! ```text
//! bellrope/1 root
//! <base>
//! <old root, base64>
//! <new root, base64>
//! ```
//!
//! Signed by the old root under the name `base/root`.

use thiserror::Error;

use super::key::Ed25519PublicKey;
use crate::base::Base;
use crate::key::FoundingRoot;
use crate::note::{
    LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError, VerifierKeyError,
    VerifyNoteError,
};

/// What begins the first line, after `bellrope/1 `.
const KIND: &str = "root";
/// Greatest length of a note, in bytes: the longest names make about 800.
const MAX_LEN: usize = 2_048;

/// Signs that `new` is the root after `old`. Goes into the `succession` of every later card.
///
/// # Errors
///
/// [`TextError`], which no base causes.
pub fn sign_succession(
    base: &Base,
    old: &SignerKey,
    new: &Ed25519PublicKey,
) -> Result<SignedNote, TextError> {
    let text = NoteText::new(KIND)
        .field(base)
        .base64(Ed25519PublicKey::of(old).as_bytes())
        .base64(new.as_bytes());
    SignedNote::sign(text, old)
}

/// Follows the succession from the founding root to the last.
// spec: §4 K1
pub(crate) fn follow(
    base: &Base,
    founding: &FoundingRoot,
    notes: &[String],
) -> Result<Ed25519PublicKey, SuccessionError> {
    let founding = Ed25519PublicKey::from_bytes(*founding.as_bytes())?;
    notes
        .iter()
        .try_fold(founding, |old, note| step(base, &old, note))
}

fn step(
    base: &Base,
    old: &Ed25519PublicKey,
    note: &str,
) -> Result<Ed25519PublicKey, SuccessionError> {
    let key = old.verifier(base.root_key_name());
    let note = SignedNote::parse(note.as_bytes(), MAX_LEN)?.verify(&[key])?;
    let mut lines = Lines::open(note.text(), KIND)?;
    let of = lines.text("base")?;
    let from: [u8; 32] = lines.base64("old root")?;
    let to: [u8; 32] = lines.base64("new root")?;
    lines.end()?;
    if of != base.to_string() || from != *old.as_bytes() {
        return Err(SuccessionError::Other);
    }
    Ok(Ed25519PublicKey::from_bytes(to)?)
}

/// Why a succession does not lead from the founding root to another.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SuccessionError {
    /// A member of the list is not a signed note.
    #[error("succession is not a signed note")]
    Note(#[from] ParseNoteError),
    /// The root before did not sign it.
    #[error("succession is not signed by the root before")]
    Signature(#[from] VerifyNoteError),
    /// The text is not that of a succession.
    #[error("succession is malformed")]
    Text(#[from] LineError),
    /// A root is no usable key.
    #[error("succession names a root that is no key")]
    Key(#[from] VerifierKeyError),
    /// The note is of another desk, or from another root.
    #[error("succession is of another desk or root")]
    Other,
}
