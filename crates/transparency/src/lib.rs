//! Bellrope's append-only logs, in the formats of C2SP: what goes in ([`entry`]), the tree over it
//! ([`tree`]), how it is stored and served ([`tile`]), what the relay signs ([`checkpoint`],
//! [`log_note`]), what witnesses ask and add ([`witness`], [`cosignature`]), and proofs for the
//! drawer ([`proof`], [`letter_proof`]).
//!
//! Pure: bytes in, bytes out. No I/O, no clock, no randomness; `now` is a parameter. Nothing here
//! stores a log, fetches a tile or decides when to sign.
//!
//! Integrity is classical: SHA-256 and Ed25519.
//!
//! A reader that holds a verified checkpoint and the entries of a window checks them so:
//!
//! ```
//! use bellrope_transparency::entry::Entry;
//! use bellrope_transparency::tree::{Frontier, TreeHead, verify_suffix};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let entries: Vec<Entry> = (0..300u16)
//!     .map(|i| Entry { epoch: 3600, body: [i.to_be_bytes()[1]; 32], tag: [0; 16] })
//!     .collect();
//! let mut log = Frontier::new();
//! log.extend(entries.iter().map(Entry::leaf_hash));
//! let head: TreeHead = log.head();
//!
//! // What the checkpoint says, the subtrees before the window, the window itself.
//! let mut before = Frontier::new();
//! before.extend(entries[..256].iter().map(Entry::leaf_hash));
//! let window = entries[256..].iter().map(Entry::leaf_hash);
//! let frontier = verify_suffix(&head, 256, before.peaks(), window)?;
//! assert_eq!(frontier.head(), head);
//! # Ok(())
//! # }
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod letter_proof;
pub mod log_note;
pub mod proof;
pub mod tile;
pub mod tree;
pub mod witness;
