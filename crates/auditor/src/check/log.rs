//! The three logs.

use super::Subject;
use crate::finding::{Check, Kind};

/// What this check can find.
pub const KINDS: &[&Kind] = &[];

/// Checks the logs of a desk.
#[must_use]
pub fn run(_subject: &Subject<'_>) -> Check {
    Check::new("log")
}
