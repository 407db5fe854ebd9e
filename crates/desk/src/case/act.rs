//! What every act on a case has in common: who does it and when, the case open before them, reasons
//! kept with the content, the line of the register stored, entries in the trail.

use bellrope_casework::reason::Reason;
use bellrope_protocol::time::Day;
use bellrope_trail::reason::{ReasonHash, SALT_LEN};
use bellrope_trail::{Act, Entry, Key, reason};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{CaseNumber, OpenCase, Register};
use crate::bytes::Bytes;
use crate::person;
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, VaultError};

/// Why a case is not worked on: part of the error of every act.
#[derive(Debug)]
pub(crate) enum FindError {
    /// The vault failed, or the case is closed to whoever has it open.
    Vault(VaultError),
    /// There is no such case.
    Absent(CaseNumber),
}

impl From<VaultError> for FindError {
    fn from(err: VaultError) -> Self {
        Self::Vault(err)
    }
}

/// Makes [`FindError`] part of the error of an act: its `Vault` and its `Absent`.
macro_rules! from_find {
    ($error:ty) => {
        impl From<$crate::case::act::FindError> for $error {
            fn from(err: $crate::case::act::FindError) -> Self {
                match err {
                    $crate::case::act::FindError::Vault(err) => Self::Vault(err),
                    $crate::case::act::FindError::Absent(number) => Self::Absent { number },
                }
            }
        }
    };
}

pub(crate) use from_find;

/// A reason in somebody's own words, and the salt of its hash in the trail; content.
#[derive(Serialize, Deserialize)]
struct Written {
    text: Reason,
    salt: Bytes<SALT_LEN>,
}

impl Record for Written {
    const TABLE: &'static str = "reasons";
}

/// A reason that was kept: its number in the case, and its hash for the trail.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) number: u32,
    pub(crate) hash: ReasonHash,
}

fn reason_name(case: &CaseNumber, number: u32) -> String {
    format!("{case}/{number}")
}

/// Finds the words of a reason.
pub(crate) fn reason_of(
    records: &impl Records,
    case: &OpenCase,
    number: u32,
) -> Result<Option<Reason>, VaultError> {
    let found: Option<Written> = case.content(records, &reason_name(case.number(), number))?;
    Ok(found.map(|written| written.text))
}

/// An act on a case, under way in a change.
pub(crate) struct Acting<'c, 'v> {
    pub(crate) change: &'c Change<'v>,
    pub(crate) case: OpenCase,
    pub(crate) me: PersonId,
    pub(crate) now: u64,
}

impl<'c, 'v> Acting<'c, 'v> {
    /// Opens a case to act on it: whoever has no key of it cannot, nor whose confidentiality statement
    /// has run out (R092).
    pub(crate) fn begin(
        change: &'c Change<'v>,
        number: &CaseNumber,
        now: u64,
    ) -> Result<Self, FindError> {
        let case = OpenCase::find(change, number)?;
        let case = case.ok_or_else(|| FindError::Absent(number.clone()))?;
        if let Some(due) = person::statement_overdue(change, now)? {
            return Err(VaultError::Statement { due }.into());
        }
        case.key(change)?;
        Ok(Self {
            me: change.vault().me()?,
            change,
            case,
            now,
        })
    }

    pub(crate) fn number(&self) -> &CaseNumber {
        self.case.number()
    }

    pub(crate) fn line(&mut self) -> &mut Register {
        &mut self.case.register
    }

    pub(crate) fn today(&self) -> Day {
        term::local_day(self.now)
    }

    /// Keeps a reason with the content of the case.
    pub(crate) fn keep(
        &mut self,
        text: &Reason,
        rng: &mut impl CryptoRng,
    ) -> Result<Kept, VaultError> {
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        let number = self.case.register.reasons;
        let written = Written {
            text: text.clone(),
            salt: Bytes(salt),
        };
        self.write(&reason_name(self.number(), number), &written, rng)?;
        self.case.register.reasons += 1;
        Ok(Kept {
            number,
            hash: reason::hash(&salt, text.as_str()),
        })
    }

    /// Writes a record of content.
    pub(crate) fn write<R: Record>(
        &self,
        name: &str,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let key = self.case.key(self.change)?;
        self.change.put_under(key.content(), name, record, rng)
    }

    /// Finds a record of content.
    pub(crate) fn read<R: Record>(&self, name: &str) -> Result<Option<R>, VaultError> {
        self.case.content(self.change, name)
    }

    /// Begins the entry of the trail that tells of the act.
    pub(crate) fn entry(&self, act: Act) -> Result<Entry, VaultError> {
        let number = self.number().for_trail()?;
        Ok(trail::entry(self.change, self.now, act).case(number))
    }

    /// Writes the entry of an act, with its reason if there is one.
    pub(crate) fn enter(
        &self,
        entry: Entry,
        why: Option<Kept>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let entry = match why {
            Some(kept) => entry.with(Key::Reason, kept.hash),
            None => entry,
        };
        trail::append(self.change, &entry, rng)
    }

    /// Stores the line of the register.
    pub(crate) fn store(&self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        self.case.register.store(self.change, rng)
    }
}
