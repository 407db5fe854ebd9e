//! The key schedule: from case code and desk keys to every key of a case.
//!
//! In scope: D2–D16 of docs/protocol.md §1.1. Out of scope: how keys are stored, and the keys that
//! sign notes ([`crate::note`]) or open letters ([`crate::age`]).
//!
//! ```text
//! case code ─┬─ S, case secret ──────────────┐
//!            └─ r, reporter key ─ X25519(r, D) ┴─ K ─┬─ letter MAC key     (letters)
//!                                 X25519(d, R)       ├─ letter tag key
//!                                                    ├─ reply tag key      (replies)
//!                                                    ├─ reply passphrase
//!                                                    └─ case handle
//! ```
//!
//! The reporter gets to K with the case code, the desk with d and what the first letter carries (S
//! and R). Whoever later opens a stored report has S and R and neither r nor d.
//!
//! ```
//! use bellrope_protocol::case_code::CaseCode;
//! use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
//! use rand::SeedableRng as _;
//!
//! let rng = &mut rand::rngs::StdRng::seed_from_u64(1);
//! let root = FoundingRoot::from_bytes([1; 32]);
//! let desk = AuthenticationKey::generate(1, rng);
//! let reporter = ReporterKeys::derive(&CaseCode::generate(rng), &root);
//!
//! let theirs = CaseKeys::for_reporter(&reporter, &desk.public());
//! let ours = CaseKeys::for_desk(&desk, &reporter.public(), reporter.secret(), &root);
//! assert_eq!(theirs.handle(), ours.handle());
//! ```
//!
//! Spec: docs/protocol.md §1.1, §7.

mod agreement;
mod case;
mod reporter;
mod root;
mod schedule;
#[cfg(test)]
mod tests;

pub use agreement::{
    AuthenticationKey, AuthenticationPublicKey, PointError, ReporterKey, ReporterPublicKey,
};
pub use case::{CaseHandle, CaseKeys};
pub use reporter::{CaseSecret, ReporterKeys};
pub use root::{Fingerprint, FoundingRoot, ParseFingerprintError};
