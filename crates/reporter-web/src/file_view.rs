//! What a file says about its maker, and a copy without it, as the screens show it (R038, R039).

use bellrope_metadata::{Finding, clean, inspect, neutral_name};
use serde::Serialize;

use crate::fault::Fault;

/// What a file says besides its content.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownFile {
    kind: &'static str,
    findings: Vec<ShownFinding>,
    cleanable: &'static str,
    /// A name that says nothing.
    neutral_name: String,
}

#[derive(Debug, Serialize)]
struct ShownFinding {
    what: &'static str,
    value: String,
}

impl From<Finding> for ShownFinding {
    fn from(finding: Finding) -> Self {
        Self {
            what: finding.what.code(),
            value: finding.value,
        }
    }
}

impl ShownFile {
    /// Inspects a file; `number` is its place among those chosen, from 1.
    #[must_use]
    pub fn of(file: &[u8], number: usize) -> Self {
        let said = inspect(file);
        Self {
            kind: said.kind.code(),
            findings: said.findings.into_iter().map(Into::into).collect(),
            cleanable: said.cleanable.code(),
            neutral_name: neutral_name(said.kind, number),
        }
    }
}

/// A copy, and what stays in it.
#[derive(Debug)]
pub struct CleanFile {
    /// The copy.
    pub bytes: Vec<u8>,
    /// What stays in it.
    pub left: Vec<ShownLeft>,
}

/// Something that stays in a copy.
#[derive(Debug, Serialize)]
pub struct ShownLeft {
    what: &'static str,
    why: &'static str,
}

/// Makes a copy of a file without what it says about its maker.
///
/// # Errors
///
/// `clean` with its reason: `unknown`, `encrypted`, `malformed`, `too-large`.
pub fn clean_file(file: &[u8]) -> Result<CleanFile, Fault> {
    let refused = |err: bellrope_metadata::CleanError| {
        Fault::new("clean").with("reason", err.code()).because(&err)
    };
    let cleaned = clean(file).map_err(refused)?;
    let left = cleaned.left.iter().map(|left| ShownLeft {
        what: left.what.code(),
        why: left.why.code(),
    });
    Ok(CleanFile {
        left: left.collect(),
        bytes: cleaned.bytes,
    })
}
