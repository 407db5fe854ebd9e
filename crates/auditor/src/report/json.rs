//! The report as JSON: closed types, documented in docs/audit.md.

use super::Report;

/// Writes the report as JSON, indented, with a line feed at the end.
///
/// The same report gives the same bytes: these are what an auditor signs.
///
/// # Errors
///
/// Those of serialising, which these types do not have.
pub fn to_json(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a report; members that are not known are refused.
///
/// # Errors
///
/// Whatever does not fit.
pub fn from_json(bytes: &[u8]) -> Result<Report, serde_json::Error> {
    serde_json::from_slice(bytes)
}
