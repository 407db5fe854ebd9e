//! The report: what was checked and how it came out, in three forms.

mod html;
mod json;
mod note;
mod svg;
mod text;

use serde::{Deserialize, Serialize};

use crate::finding::{Check, Outcome};

pub use html::to_html;
pub use json::{from_json, to_json};
pub use note::{AuditNote, AuditNoteError};
pub use text::write_text;

/// Version of the JSON form.
pub const FORMAT: u32 = 1;

/// One report. Its JSON form is documented in docs/audit.md.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Version of this form: [`FORMAT`].
    pub format: u32,
    /// Version of the program.
    pub program: String,
    /// When it was made, in Unix seconds.
    pub made: u64,
    /// What was read: one line for each source.
    pub sources: Vec<String>,
    /// The desk, as `host/v1/desks/name`, if one was checked.
    pub desk: Option<String>,
    /// The pinned fingerprint, 40 hex digits, if one was given.
    pub fingerprint: Option<String>,
    /// How all of it came out.
    pub outcome: Outcome,
    /// The checks, in the order in which they ran.
    pub checks: Vec<Check>,
}

impl Report {
    /// Says how all checks came out together: as the worst of them.
    #[must_use]
    pub fn outcome_of(checks: &[Check]) -> Outcome {
        let worst = checks.iter().map(Check::outcome).max();
        // A report without a check has checked nothing.
        worst.unwrap_or(Outcome::CouldNotCheck)
    }
}
