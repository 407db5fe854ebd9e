//! The checks. Each is one function from a [`Subject`] to a [`Check`](crate::finding::Check).

pub mod keys;
pub mod log;
pub mod page;
pub mod receipt;
pub mod terms;
pub mod trail;
mod trust;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{Pin, VerifiedCard};

use crate::source::Source;

pub use trust::{InForce, Trusted};

/// What is checked: one desk, as one source shows it, against what the auditor has pinned.
pub struct Subject<'a> {
    /// Where things are read from. Nothing of it is trusted.
    pub source: &'a dyn Source,
    /// The desk's short name at the source.
    pub desk: DeskName,
    /// The desk's fingerprint, or what follows from the card file that the auditor holds.
    pub pin: Pin,
    /// That card file.
    pub card: Option<VerifiedCard>,
    /// The auditor's time, in Unix seconds.
    pub now: u64,
}
