//! Signed notes ([C2SP signed-note]) with Ed25519 keys: text, a blank line, signature lines.
//!
//! In scope: the note format, Ed25519 signatures (type `0x01`), timestamped cosignatures (type
//! `0x04`, [C2SP tlog-cosignature]), verifier keys, and the strict line format that the text of
//! every note of our own has ([`Lines`], [`NoteText`]).
//!
//! Not in scope: what a note means. Checkpoints and log notes are in `bellrope-transparency`,
//! receipts and key cards beside this module. This module keeps no list of trusted keys: the
//! caller passes exactly those it trusts for this one note.
//!
//! # Wire format
//!
//! ```text
//! text, one or more lines, each ended by U+000A
//! U+000A
//! "— " key name " " base64(key id 4 ‖ signature n) U+000A     (one or more)
//! ```
//!
//! A note is untrusted until verified: [`SignedNote`] gives its text only under a name that says
//! so, [`VerifiedNote`] gives it freely.
//!
//! [C2SP signed-note]: https://c2sp.org/signed-note@v1.0.0
//! [C2SP tlog-cosignature]: https://c2sp.org/tlog-cosignature

mod key;
mod line;
mod name;
mod secret;
mod signature;
mod signed;
#[cfg(test)]
mod tests;

pub use crate::time::{Day, DayError};
pub use key::{Algorithm, KeyId, VerifierKey, VerifierKeyError};
pub use line::{LineError, Lines, NoteText};
pub use name::{KeyName, KeyNameError};
pub use secret::{CosignerKey, SignerKey};
pub use signature::{NoteSignature, NoteSignatureError, SignatureRefused};
pub use signed::{
    MAX_SIGNATURES, ParseNoteError, SignedNote, TextError, VerifiedNote, VerifiedSignature,
    VerifyNoteError,
};
