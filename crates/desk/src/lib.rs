//! The desk: vault, import, cases, reply batches, export, backup; and no network code anywhere
//! below it.
//!
//! In scope: everything that `bellrope-desk` does. Out of scope: windows, sockets, questions and exit
//! codes, which are the shells'. Time (Unix seconds) and randomness are parameters; a shell takes them
//! from a [`clock::Clock`] and the system.
//!
//! | module | does |
//! |---|---|
//! | [`vault`] | records sealed under a passphrase, slots of keys that can be destroyed |
//! | [`founding`], [`key`], [`card`] | the desk's keys, their rotation, the cards that list them |
//! | [`import`] | a bundle verified whole (docs/protocol.md §14), letters to cases (§5.4) |
//! | [`case`](mod@case), [`attachment`] | conversations, files taken out of parcels |
//! | [`person`], [`right`], [`proposal`] | the team, what each role may do, what takes two people |
//! | [`publication`](mod@publication) | the integrated report: made, published by two, archived, exported |
//! | [`reply_batch`], [`export`] | one batch for every day (§8), what the courier carries back |
//! | [`board`] | what is published of the terms (§11.6) |
//! | [`backup`] | one age file, verified before it counts |
//! | [`retention`] | terms, holds, deletion by two |
//! | [`recovery`], [`trail`] | shares that open the vault together; what was done, for an auditor |
//! | [`screen`] | HTML for a window or a browser, without a socket |
//! | [`learning`] | learning points, measures, the evaluation of each year |
//! | [`dossier`] | what of a case leaves for somebody else, as one sealed archive |
//! | [`redaction`] | what is taken out of a text or a picture before it leaves |
//! | [`figures`] | the tables of a year, what of them may be shown, what was published |
//! | [`configuration`] | own promises, own wording of templates |
//! | [`terms`], [`search`] | what is due, over all cases; finding one by what it says |
//! | [`term`], [`text`], [`said`] | the law's days; Dutch and English texts; what is said of an error |
//!
//! Every change of the vault is one transaction, and every file is there whole or not at all: see
//! `docs/vault.md`, limits first.
//!
//! ```
//! use bellrope_desk::vault::{Cost, Founding, Passphrase, Vault};
//! use rand::SeedableRng as _;
//! use zeroize::Zeroizing;
//!
//! let folder = tempfile::tempdir()?;
//! let place = folder.path().join("vault");
//! let rng = &mut rand::rngs::StdRng::seed_from_u64(1);
//! let passphrase = Passphrase::choose(Zeroizing::new("zeven gele kwartels zingen".to_owned()))?;
//! let cheap = Cost::of_mib(Cost::MIN_MIB)?;
//!
//! let mut founding = Founding::begin(&place)?;
//! let vault = founding.make(&passphrase, cheap, rng)?;
//! drop(founding.finish(vault)?);
//! assert!(Vault::open(&place, &passphrase).is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod attachment;
pub mod backup;
pub mod board;
mod bytes;
pub mod card;
pub mod case;
pub mod clock;
pub mod configuration;
pub mod dossier;
pub mod errand;
pub mod export;
pub mod figures;
pub mod founding;
pub mod identity;
pub mod import;
pub mod key;
pub mod learning;
mod log_state;
pub mod page;
pub mod part;
pub mod person;
pub mod practice;
pub mod proposal;
pub mod publication;
pub mod recovery;
pub mod redaction;
pub mod reply_batch;
pub mod retention;
pub mod right;
pub mod said;
pub mod screen;
pub mod search;
pub mod sharing;
pub mod shell;
pub mod terms;
pub mod text;
pub mod trail;
pub mod vault;
pub mod witness;

pub use bellrope_casework::term;
