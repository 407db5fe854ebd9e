//! The desk's cards and keys.

use super::Subject;
use crate::finding::{Check, Kind};

/// What this check can find.
pub const KINDS: &[&Kind] = &[];

/// Checks the cards of a desk.
#[must_use]
pub fn run(_subject: &Subject<'_>) -> Check {
    Check::new("keys")
}
