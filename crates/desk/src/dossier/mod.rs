//! What of a case leaves for somebody else: a dossier (R119) or a referral pack (R120), as one archive
//! that only the chosen recipient opens.
//!
//! An order says what, for whom and why. It takes two people, and before that the check of two people
//! whether that very text gives the reporter away (R121). A referral has one redaction that was signed
//! off, nothing that was written for the desk only, and goes to a body's own key, after the reporter was
//! consulted, or with a reason why not (R122).
//!
//! In no archive are keys, names of the team, notes, drafts, tasks, or who the reporter is (R089).
//!
//! **Limit.** What the recipient does with it, nobody here knows. A body's key is what the desk noted.
//!
//! Spec: docs/dossier.md, limits first.

mod body;
mod content;
mod error;
mod key;
mod order;
mod pack;
mod paper;

pub use body::{BodyEntry, bodies, note_body};
pub use content::{Section, referral_text, text};
pub use error::DossierError;
pub use key::{KeyError, RecipientKey, Unlock};
pub use order::{Order, SendDossier, SendReferral, Sort, Telling, find, orders, purpose, write};
pub use pack::{MANIFEST, PackError, verify};
