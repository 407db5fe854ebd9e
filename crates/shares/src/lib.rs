//! Splits a secret of 32 bytes among people: any `need` of `of` shares give it back, fewer say nothing
//! about it (R196). Pure: the generator is a parameter.
//!
//! In scope: splitting, the text of a share that is printed and typed again, telling apart what does
//! not belong together, combining. Out of scope: what the secret opens (the desk's recovery lock),
//! who holds the shares, what is printed around them.
//!
//! The arithmetic is that of `vsss-rs`, Shamir's scheme over GF(2^8), each byte for itself: constant
//! time, no unsafe code. Coefficients are drawn over the whole field, zero included; a test counts
//! them, for two crates once drew them otherwise, and then a share alone did say something.
//!
//! **A share that is changed on purpose, checksum and all, is seen only when there are more shares than
//! needed**, or by what the secret then fails to open. Whoever combines holds the secret against a
//! public key.
//!
//! Spec: docs/recovery.md, limits first.
//!
//! # The text of a share
//!
//! ```text
//! version 1 ‖ need 1 ‖ of 1 ‖ number 1 ‖ set 4 ‖ desk 4 ‖ value 32        44 bytes
//! Bech32 of it, kind "deel", in capitals: 82 characters, printed in groups of four
//! ```
//!
//! ```
//! use bellrope_protocol::key::Fingerprint;
//! use bellrope_protocol::secret::SecretBytes;
//! use bellrope_shares::{Plan, Share, combine, split};
//! use rand::SeedableRng as _;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rng = &mut rand::rngs::StdRng::seed_from_u64(1); // the system's generator, outside of tests
//! let desk = Fingerprint::from_bytes([7; 20]);
//! let secret = SecretBytes::generate(rng);
//! let shares = split(&secret, Plan::new(2, 3)?, &desk, rng)?;
//!
//! // Printed, kept in three places, typed again by two people.
//! let card = shares[2].groups().join(" ").to_lowercase();
//! let typed = [Share::parse(&card)?, Share::parse(&shares[0].groups().join("-"))?];
//! assert!(combine(&typed)?.equals(secret.expose_secret()));
//! # Ok(())
//! # }
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod combine;
mod plan;
mod share;
#[cfg(test)]
mod tests;
mod text;

pub use combine::{CombineError, combine};
pub use plan::{Plan, PlanError, split};
pub use share::{SetId, Share};
pub use text::ParseShareError;
