//! Which entries tell of a case: a list for each, kept in the change that writes an entry, so that
//! nobody has to read the whole trail for one case.

use bellrope_trail::CaseNumber;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{kept, size};
use crate::vault::{Change, Record, Records, VaultError};

/// The numbers of the entries of one case.
#[derive(Default, Serialize, Deserialize)]
struct OfCase {
    entries: Vec<u64>,
}

impl Record for OfCase {
    const TABLE: &'static str = "trail-cases";
}

/// The first entry that is in the lists: not the first of all in a vault that is older than they are.
#[derive(Serialize, Deserialize)]
struct Since {
    entry: u64,
}

impl Record for Since {
    const TABLE: &'static str = "trail-cases-since";
}

const SINCE: &str = "since";

/// Notes that the entry which is written next tells of a case, or of none.
pub(super) fn note(
    change: &Change<'_>,
    case: Option<CaseNumber>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let entry = size(change)?;
    if !change.has::<Since>(SINCE)? {
        change.put(SINCE, &Since { entry }, rng)?;
    }
    let Some(case) = case else {
        return Ok(());
    };
    let name = case.to_string();
    let mut of_case: OfCase = change.find(&name)?.unwrap_or_default();
    of_case.entries.push(entry);
    change.put(&name, &of_case, rng)
}

/// Lists the numbers of the entries that tell of a case, the newest first.
pub(crate) fn of_case(records: &impl Records, case: CaseNumber) -> Result<Vec<u64>, VaultError> {
    let since: Option<Since> = records.find(SINCE)?;
    let since = since.map_or_else(|| size(records), |since| Ok(since.entry))?;
    let mut numbers = Vec::new();
    for number in 0..since {
        if kept(records, number)?.unverified().entry.case == Some(case) {
            numbers.push(number);
        }
    }
    let listed: Option<OfCase> = records.find(case.to_string())?;
    numbers.extend(listed.unwrap_or_default().entries);
    numbers.reverse();
    Ok(numbers)
}
