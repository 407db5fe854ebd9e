//! Whether the trail holds, asked by the desk of its own.

use bellrope_trail::{Fault, Untrusted};

use super::{DAMAGED, chain, kept, key_note, size};
use crate::key::{self, Desk, Role};
use crate::vault::{Records, VaultError};

/// What a check of the trail found.
#[derive(Debug)]
pub struct Checked {
    /// Number of entries.
    pub size: u64,
    /// What does not hold, in the order of the entries; empty if everything does.
    pub faults: Vec<Fault>,
}

/// Checks every entry, as an auditor would: the chain, the signatures, the key's note.
///
/// # Errors
///
/// [`VaultError`].
///
/// Spec: docs/trail.md §7.
pub fn check(records: &impl Records, now: u64) -> Result<Checked, VaultError> {
    let desk = Desk::load(records)?;
    let signer = key::signer(records, desk.base(), Role::Trail)?;
    let head = chain(records)?.head(now, &signer).map_err(|_| DAMAGED)?;
    let size = size(records)?;
    let entries: Result<Vec<_>, VaultError> =
        (0..size).map(|number| kept(records, number)).collect();
    let file = bellrope_trail::export(&key_note(records)?, &head, &entries?);
    let trail = Untrusted::parse(file.as_bytes()).map_err(|_| DAMAGED)?;
    let faults = trail.faults(&desk.founding().fingerprint());
    Ok(Checked { size, faults })
}
