//! An entry as one line of JSON, of which every byte is fixed.
//!
//! ```text
//! {"n":2,"at":1795392000,"by":"p-0a1b2c3d","act":"status-set","case":"4821-0937","facts":{"status":"assessing"}}
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::act::Act;
use crate::entry::{Entry, EntryError, Recorded};
use crate::name::{Actor, NameError};

/// Greatest length of the line of an entry, in bytes, without its line feed.
pub const LINE_MAX_LEN: usize = 1_280;
/// Last second that an entry can have: the end of 9999.
pub(crate) const LAST_SECOND: u64 = 253_402_300_799;

/// Writes the line; nothing in it needs escaping.
// spec: docs/trail.md §3
pub(crate) fn write(number: u64, entry: &Entry) -> String {
    let Entry { at, by, act, .. } = entry;
    let mut line = format!(r#"{{"n":{number},"at":{at},"by":"{by}","act":"{act}""#);
    if let Some(case) = entry.case {
        // Writing to a String cannot fail.
        let _ = write!(line, r#","case":"{case}""#);
    }
    if let Some(whom) = entry.whom {
        let _ = write!(line, r#","whom":"{whom}""#);
    }
    for (index, (key, value)) in entry.facts().iter().enumerate() {
        let before = if index == 0 { r#","facts":{"# } else { "," };
        let _ = write!(line, r#"{before}"{key}":"{value}""#);
    }
    line.push_str(if entry.facts().is_empty() { "}" } else { "}}" });
    line
}

/// Reads a line; only the spelling that [`write`] gives.
pub(crate) fn read(line: &str) -> Result<Recorded, LineError> {
    if line.len() > LINE_MAX_LEN {
        return Err(LineError::TooLong { len: line.len() });
    }
    let wire: Wire<'_> = serde_json::from_str(line).map_err(|_| LineError::Form)?;
    let recorded = wire.recorded()?;
    recorded.entry.check()?;
    // Order, repeats, white space, escapes and numbers of another spelling end here.
    if write(recorded.number, &recorded.entry) != line {
        return Err(LineError::Form);
    }
    Ok(recorded)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    n: u64,
    at: u64,
    by: &'a str,
    act: &'a str,
    case: Option<&'a str>,
    whom: Option<&'a str>,
    #[serde(borrow, default)]
    facts: BTreeMap<&'a str, &'a str>,
}

impl Wire<'_> {
    fn recorded(&self) -> Result<Recorded, NameError> {
        let act: Act = self.act.parse()?;
        let by: Actor = self.by.parse()?;
        let mut entry = Entry::new(self.at, by, act);
        entry.case = self.case.map(str::parse).transpose()?;
        entry.whom = self.whom.map(str::parse).transpose()?;
        for (key, value) in &self.facts {
            entry = entry.with(key.parse()?, value);
        }
        let number = self.n;
        Ok(Recorded { number, entry })
    }
}

/// Why a line is not that of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// It is longer than [`LINE_MAX_LEN`].
    #[error("line is {len} bytes, at most {LINE_MAX_LEN} are allowed")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not JSON with the members of an entry, in their one spelling.
    #[error("line is not an entry in its one spelling")]
    Form,
    /// A word is none that a trail knows.
    #[error("line has an unknown word")]
    Name(#[from] NameError),
    /// The entry breaks a rule.
    #[error("line is not an entry that a trail may have")]
    Entry(#[from] EntryError),
}
