//! The desk's audit trail: every act at the desk as one line without content, chained by hashes and
//! signed, so that an auditor can check what was done, in which order, and that none of it was
//! changed afterwards (R201, R204). Pure: time, keys and salts are parameters.
//!
//! In scope: the words that an entry may have, its bytes, the chain, the signed head, the note that
//! vouches for the trail's key, the exported file. Out of scope: where the desk keeps it, and the
//! questions that an auditor asks of it (`bellrope-audit trail`).
//!
//! **No free text gets in.** An act is one of a closed list, a fact one of a closed list of keys whose
//! values are codes, numbers, days and hashes. A reason that somebody wrote stands in the case; the
//! trail has its [salted hash](reason::hash).
//!
//! **It does not show what was never written.** A desk that leaves an entry out as it acts leaves a
//! trail that verifies. The normative text, limits first, is `docs/trail.md`.
//!
//! # Writing
//!
//! The desk keeps one record for each [`SignedEntry`] (its text form, its `Display`),
//! in the same transaction as what the entry tells of. The [`Chain`] is where the next one is
//! appended; it follows from the last entry, so it needs no record of its own.
//!
//! ```
//! use bellrope_protocol::key::FoundingRoot;
//! use bellrope_protocol::note::SignerKey;
//! use bellrope_trail::{Act, Actor, Chain, Entry, Key, SignedEntry, Untrusted, export, key_note, reason};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let base = bellrope_protocol::base::Base::new("relay.example".parse()?, "mid".parse()?);
//! // Once, when the vault is founded: the root vouches for the trail's key.
//! let root = SignerKey::from_seed(base.root_key_name(), &[1; 32]);
//! let signer = SignerKey::from_seed(base.trail_key_name(), &[2; 32]); // drawn, and kept sealed
//! let key = key_note::vouch(&root, &signer, 1_795_392_000)?;
//!
//! // At every act, in its transaction.
//! let me = Actor::Person("p-0a1b2c3d".parse()?);
//! let mut chain = Chain::EMPTY; // Chain::after(&last) when there is a last entry
//! let opened = chain.append(&Entry::new(1_795_392_000, me, Act::VaultOpened), &signer)?;
//! let closed = Entry::new(1_795_392_060, me, Act::Classified)
//!     .case("4821-0937".parse()?)
//!     .with(Key::Outcome, "not-established")
//!     .with(Key::Reason, reason::hash(&[3; 32], "Er is niets gevonden."));
//! let closed = chain.append(&closed, &signer)?;
//! let records = [opened.to_string(), closed.to_string()];
//!
//! // When an auditor asks.
//! let entries: Result<Vec<SignedEntry>, _> = records.iter().map(|it| it.parse()).collect();
//! let file = export(&key, &chain.head(1_795_392_100, &signer)?, &entries?);
//!
//! // At the auditor's, who knows the fingerprint from the card.
//! let fingerprint = FoundingRoot::from_bytes(*root.verifier().public()).fingerprint();
//! let trail = Untrusted::parse(file.as_bytes())?.verify(&fingerprint)?;
//! assert_eq!(trail.entries().len(), 2);
//! assert_eq!(trail.entries()[1].entry.value(Key::Outcome), Some("not-established"));
//! # Ok(())
//! # }
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod act;
mod chain;
mod entry;
mod fact;
mod file;
mod head;
pub mod key_note;
mod line;
mod name;
pub mod reason;
#[cfg(test)]
mod tests;
mod verify;

pub use act::{Act, Group, Needs};
pub use chain::{AppendError, Chain, ParseEntryError, SignedEntry};
pub use entry::{Entry, EntryError, MAX_FACTS, Recorded};
pub use fact::{Key, Kind};
pub use file::{MAX_LEN, ParseTrailError, Untrusted, export};
pub use head::{Head, HeadError};
pub use key_note::TrailKey;
pub use line::{LINE_MAX_LEN, LineError};
pub use name::{Actor, CaseNumber, NameError, StaffId};
pub use verify::{Fault, Trail};
