//! Four eyes (R090): what one person proposes and another carries.
//!
//! # For modules that have such an act
//!
//! Write a struct with what the act needs, serialisable, and implement [`Plan`] for it: its kind, its
//! case, what it rests on, and how it is done in one change. Add it to the list in `registry.rs`.
//! Then there are four ways to it, and no other:
//!
//! - [`propose`]: it waits for somebody else, who says [`approve`], [`approve_any`] or [`refuse`].
//!   With nobody else on the team it is done at once, and the trail says so (`done-alone`).
//! - [`together`]: on the spot. The second person types their passphrase while the first has the
//!   vault open ([`Vault::witness`]); it is proposed, approved and done in one change.
//! - [`carry_out`]: for what its proposer does once it is approved ([`When::ByProposer`]).
//! - [`withdraw`]: by whoever proposed it.
//!
//! ```
//! use bellrope_desk::proposal::{Consent, Plan, What};
//! use bellrope_desk::vault::{Change, Records, VaultError};
//! use rand_core::CryptoRng;
//! use serde::{Deserialize, Serialize};
//!
//! /// Publishing the report of a year.
//! #[derive(Serialize, Deserialize)]
//! struct Publication {
//!     year: u16,
//! }
//!
//! impl Plan for Publication {
//!     const WHAT: What = What::Publication;
//!     const KIND: &'static str = "publish-report";
//!     type Done = ();
//!     type Error = VaultError;
//!
//!     fn basis(&self, _: &impl Records) -> Result<String, VaultError> {
//!         // The report's own version: if it changes before somebody approves, it is stale.
//!         Ok(self.year.to_string())
//!     }
//!
//!     fn carry_out(
//!         &self,
//!         change: &Change<'_>,
//!         consent: &Consent,
//!         now: u64,
//!         rng: &mut impl CryptoRng,
//!     ) -> Result<(), VaultError> {
//!         let _ = (change, consent, now, rng); // change.put(…), and its own entry in the trail
//!         Ok(())
//!     }
//! }
//! ```
//!
//! # What holds
//!
//! Nobody approves what they proposed, nor what is about themself, nor anything in a case that they
//! are kept from; it takes the right of [`What::second`]. A proposal ends after [`TERM_DAYS`], or when
//! what it rests on has changed. All of it is checked in the change that does the act.
//!
//! **Limit.** The program holds to this, the keys do not: whoever has the vault open holds the team's
//! keys, and with a program of their own could do what a plan does, trail entry included.

mod act;
mod error;
mod plan;
mod registry;
mod rule;
mod store;

pub use act::{Proposed, approve, carry_out, propose, refuse, together, withdraw};
pub use error::{PlanError, PlanFault, ProposalError};
pub use plan::{Consent, Plan, What, When};
pub use registry::approve_any;
pub use rule::{REASON_MAX_CHARS, TERM_DAYS, seconds};
pub use store::{Proposal, ProposalId, ProposalIdError, State, Substance, all, find, substance};

#[cfg(doc)]
use crate::vault::Vault;
