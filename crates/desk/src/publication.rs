//! Publications: the integrated report, made, published by two people, archived and exported
//! (R129–R133).
//!
//! [`make`] drafts a report from figures and words; [`PublishReport`] freezes the draft: its files are
//! written once, listed with their hashes in a note that the desk's root signs, and kept in the vault.
//! [`export`] gives the same bytes again, never before the embargo is over. A correction is another
//! version of the same number, with a reason.
//!
//! What is out of scope: what may be shown ([`crate::figures`]) and how it looks
//! ([`bellrope_report`]). The attacker of the figures is asked when a draft is made and again in the
//! change that publishes.

mod archive;
mod draft;
mod error;
mod manifest;
mod publish;

pub use archive::{Archived, Publication, Summary, all, export, file, find};
pub use draft::{Draft, Order, draft, evaluation, make, preview, regenerate, write_preview};
pub use error::PublicationError;
pub use manifest::{Manifest, ManifestError, verify};
pub use publish::PublishReport;
