//! What a canary can find.

use crate::finding::Kind;

pub(super) static FILE: Kind = Kind::new("canary-file");
pub(super) static LOG: Kind = Kind::new("canary-log");
pub(super) static MEMORY: Kind = Kind::new("canary-memory");
pub(super) static ANSWER: Kind = Kind::new("canary-answer");
pub(super) static CAPTURE: Kind = Kind::new("canary-capture");
pub(super) static ACCEPTED: Kind = Kind::new("canary-accepted");

/// Every kind of this check.
pub static KINDS: &[&Kind] = &[&FILE, &LOG, &MEMORY, &ANSWER, &CAPTURE, &ACCEPTED];
