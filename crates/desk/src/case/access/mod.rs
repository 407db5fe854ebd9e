//! Who may read a case, who handles it, who is kept from it (R055, R085–R088).
//!
//! Reading takes the seed of the case, wrapped to the reader (`wrap`). Whoever loses access leaves the
//! others a new seed and a new slot, under which everything is sealed again (`renew`): what the first
//! still holds opens nothing that is in the vault. Nothing of a case is shown to somebody who has not
//! declared whether they have an interest in it (`interest`).

mod assign;
mod exclude;
mod interest;
mod renew;
mod standing;
mod wrap;

pub use assign::{AssignAnyway, assign, let_in, note_units, take_out, unassign, units};
pub use exclude::Check;
pub use interest::{Interest, declare};
pub use standing::{
    Access, AccessError, Handover, ToHandOver, all, end_check, end_handover, of, to_hand_over,
};

pub(crate) use exclude::{Exclusion, exclude};
pub(crate) use interest::{declare_by_entering, is_declared};
pub(crate) use renew::{lose, only_readable_by, renew_due, slots};
pub(crate) use standing::{Standing, due_days};
pub(crate) use wrap::{open_to, wrap_to_recovery};
pub(super) use wrap::{unwrap, wrap_new};
