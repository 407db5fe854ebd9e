//! The parts of the organisation: a short list that the desk names itself, as coarse as it can be.
//! A case gets one of them at triage or later; figures count them (T8).
//!
//! A code never changes its meaning, labels may (R016). A part that is retired is given to no case
//! any more; what has it keeps it, and counts. What somebody writes of a unit in own words is content
//! of a case ([`crate::case::set_unit`]) and is counted nowhere.

use std::fmt;
use std::str::FromStr;

use bellrope_casework::vocabulary::Lang;
use bellrope_figures::Label;
use bellrope_figures::source::is_words;
use bellrope_protocol::encoding::encode_hex;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::right::{self, Right, RightError};
use crate::trail;
use crate::vault::{Change, Record, Records, Vault, VaultError};

/// Longest name of a part, in bytes.
pub const PART_MAX_LEN: usize = 80;
/// Most parts, retired ones included: a longer list is not coarse.
pub const PARTS_MAX: usize = 20;
/// Longest code, in bytes.
const CODE_MAX_LEN: usize = 20;
/// What says that no part is known; no code of one.
pub const NO_PART: &str = "none";

/// The code of a part: 1 to 20 small letters, digits and `-`; not [`NO_PART`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartCode(String);

impl PartCode {
    /// Returns it as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PartCode {
    type Err = PartError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let is_kept = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=CODE_MAX_LEN).contains(&code.len()) && code.bytes().all(is_kept);
        if !fits || code == NO_PART {
            return Err(PartError::Code);
        }
        Ok(Self(code.to_owned()))
    }
}

impl TryFrom<String> for PartCode {
    type Error = PartError;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<PartCode> for String {
    fn from(code: PartCode) -> Self {
        code.0
    }
}

/// A part of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its code.
    pub code: PartCode,
    /// What people read.
    pub label: Label,
    /// Whether no case is given it any more.
    pub is_retired: bool,
}

impl Part {
    /// Returns what people read.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        self.label.text(lang)
    }
}

/// Every part, in the order in which they were named.
#[derive(Default, Serialize, Deserialize)]
struct Parts {
    all: Vec<Part>,
}

impl Record for Parts {
    const TABLE: &'static str = "parts";
}

/// The name of the one list.
const LIST: &str = "all";

/// Lists the parts, retired ones included, in the order in which they were named.
///
/// # Errors
///
/// [`VaultError`].
pub fn parts(records: &impl Records) -> Result<Vec<Part>, VaultError> {
    let found: Option<Parts> = records.find(LIST)?;
    Ok(found.unwrap_or_default().all)
}

/// Says whether a case can be given a part.
pub(crate) fn is_given(records: &impl Records, code: &PartCode) -> Result<bool, VaultError> {
    let all = parts(records)?;
    Ok(all
        .iter()
        .any(|part| part.code == *code && !part.is_retired))
}

/// Names a part, anew if there is one of that code; one that was retired is given again. English
/// may be empty: then the Dutch name stands for both.
///
/// # Errors
///
/// [`PartError`], by variant; nothing has changed then.
pub fn name_part(
    vault: &mut Vault,
    code: &PartCode,
    (nl, en): (&str, &str),
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PartError> {
    let (nl, en) = (nl.trim(), en.trim());
    let en = if en.is_empty() { nl } else { en };
    for name in [nl, en] {
        let is_line = is_words(name) && !name.chars().any(char::is_control);
        if !is_line || name.len() > PART_MAX_LEN {
            return Err(PartError::Name { len: name.len() });
        }
    }
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        let mut all = parts(change)?;
        let part = Part {
            code: code.clone(),
            label: Label::new(nl, en),
            is_retired: false,
        };
        match all.iter().position(|it| it.code == *code) {
            Some(place) => all[place] = part,
            None if all.len() >= PARTS_MAX => return Err(PartError::TooMany),
            None => all.push(part),
        }
        let told = format!("{code}\n{nl}\n{en}");
        Ok(store(change, all, "figures-part", &told, now, rng)?)
    })
}

/// Retires a part: what has it keeps it. Says whether there was one to retire.
///
/// # Errors
///
/// [`PartError`], by variant.
pub fn retire_part(
    vault: &mut Vault,
    code: &PartCode,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<bool, PartError> {
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        let mut all = parts(change)?;
        let mut here = all.iter_mut().filter(|it| it.code == *code);
        match here.next() {
            Some(part) if !part.is_retired => part.is_retired = true,
            _ => return Ok(false),
        }
        store(change, all, "figures-part-retired", code.as_str(), now, rng)?;
        Ok(true)
    })
}

/// Keeps the list; the trail has what was done, and a hash of what somebody typed.
fn store(
    change: &Change<'_>,
    all: Vec<Part>,
    what: &'static str,
    told: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    change.put(LIST, &Parts { all }, rng)?;
    let entry = trail::entry(change, now, Act::Configured)
        .with(Key::What, what)
        .with(Key::File, encode_hex(&Sha256::digest(told)));
    trail::append(change, &entry, rng)
}

/// Why a list of parts is not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PartError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Only who makes figures may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// It is no code of a part.
    #[error("a code is 1 to {CODE_MAX_LEN} small letters, digits and hyphens")]
    Code,
    /// The name is empty, too long, has more than one line, or is a formula or number to a
    /// spreadsheet.
    #[error("name is {len} bytes: one line of words of 1 to {PART_MAX_LEN} is allowed")]
    Name {
        /// Its length, in bytes.
        len: usize,
    },
    /// The list would not be coarse any more.
    #[error("there would be more than {PARTS_MAX} parts")]
    TooMany,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_short_and_not_the_word_for_no_part() {
        for code in ["noord", "a", "deel-2"] {
            assert_eq!(code.parse::<PartCode>().unwrap().as_str(), code);
        }
        for code in ["", "none", "Noord", "twee woorden", &"a".repeat(21)] {
            assert!(code.parse::<PartCode>().is_err(), "{code}");
        }
        assert!(serde_json::from_str::<PartCode>("\"none\"").is_err());
    }
}
