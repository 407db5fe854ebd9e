//! Bellrope's formats and cryptography: pure. No clock, no randomness of its own, no I/O; the
//! time and a `CryptoRng` are parameters. The normative text is `docs/protocol.md`.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod age;
pub mod base;
pub mod card;
pub mod case_code;
pub mod content;
pub mod encoding;
pub mod hpke;
mod json;
pub mod key;
pub mod letter;
pub mod limit;
pub mod note;
pub mod parcel;
pub mod receipt;
pub mod reply;
pub mod secret;
pub mod tag;
pub mod time;
pub mod xwing;
