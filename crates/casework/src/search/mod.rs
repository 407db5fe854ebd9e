//! Search over the desk's own cases (R101): what somebody types, and what it matches.
//!
//! In scope: the query, and matching it against one case whose texts are folded
//! ([`mod@crate::fold`]). Out of scope: which cases somebody may read, and an index: a match is a walk
//! over the text.
//!
//! | typed | finds cases |
//! |---|---|
//! | `pesten kazerne` | with both, anywhere, also inside words |
//! | `"de oude kazerne"` | with these words in a row |
//! | `4821-7730`, `4821` | with this number, or with these digits in the text |
//! | `category:OG1`, `categorie:pesten`, `category:ZS` | of this category, also by a piece of its name, or of this family |
//! | `unit:"13 brigade"`, `eenheid:13` | with this in the unit |
//! | `status:open`, `status:"in behandeling"`, `status:handling` | in this status, or in any open one |
//! | `period:2026`, `periode:2026-11`, `period:2026-11-01..2027-01` | received then |
//!
//! A case must match every word and every key; of one key that comes several times, any value.

mod period;
mod query;

pub use period::Period;
pub use query::{Query, QueryError};

use bellrope_protocol::time::Day;

use crate::status::Status;
use crate::vocabulary::CategorySet;

/// What of one case is searched.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// Its number.
    pub number: &'a str,
    /// Every text that the searcher may read, folded.
    pub text: &'a str,
    /// The unit, folded; empty if none is noted.
    pub unit: &'a str,
    /// Its categories, if it has any yet.
    pub categories: Option<&'a CategorySet>,
    /// Its status.
    pub status: Status,
    /// The day on which it was received.
    pub received: Day,
}

#[cfg(test)]
mod tests;
