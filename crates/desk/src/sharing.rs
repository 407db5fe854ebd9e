//! Before anything of a case is shared: two people ask whether it gives the reporter away (R121).
//!
//! What they check is one text, named by its hash. Another text, or a change of one letter in it, takes
//! another check. Referral asks whether any check was passed ([`crate::case::passage`]); whoever writes
//! something out asks [`check`] for that very text.
//!
//! **Limit.** It structures a judgement and cannot make it; what others know already, nobody here knows.

use std::collections::BTreeMap;

use bellrope_casework::reidentification::{self, Answer, Question, Review, Reviewers, Verdict};
use bellrope_protocol::encoding::encode_hex;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::case::{CaseNumber, OpenCase};
use crate::person;
use crate::right::{self, Right, RightError};
use crate::said::{Said, Say};
use crate::term;
use crate::trail;
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// What people answered about the texts of a case; content.
#[derive(Default, Serialize, Deserialize)]
struct Reviews {
    all: Vec<Review<PersonId>>,
    /// The texts themselves, by their hashes, for whoever judges them next; not all are kept.
    #[serde(default)]
    texts: BTreeMap<String, String>,
}

/// Longest text that is kept for the next person, in bytes. Of a longer one the hash is.
pub const SHARED_TEXT_MAX_LEN: usize = 64 * 1024;

/// A text that somebody judged.
#[derive(Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its hash, as [`name_of`] gives it.
    pub of: String,
    /// The text, if it was kept.
    pub text: Option<String>,
    /// What came of it.
    pub verdict: Verdict,
    /// Who answered, oldest first.
    pub reviews: Vec<Review<PersonId>>,
}

impl std::fmt::Debug for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checked").finish_non_exhaustive()
    }
}

impl Record for Reviews {
    const TABLE: &'static str = "reviews";
}

/// Names a text by its hash, for a review of it.
#[must_use]
pub fn name_of(text: &[u8]) -> String {
    encode_hex(&Sha256::digest(text))
}

/// Adds what whoever has the vault open answers about a text, and says what came of it.
///
/// # Errors
///
/// [`SharingError`], by variant.
pub fn review(
    vault: &mut Vault,
    number: &CaseNumber,
    text: &[u8],
    answers: BTreeMap<Question, Answer>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Verdict, SharingError> {
    vault.change(|change| {
        let me = right::check(change, Right::Handle, now)?.id;
        let case = OpenCase::find(change, number)?.ok_or(SharingError::NoCase)?;
        let mut reviews = find(change, &case)?;
        let (of, day) = (name_of(text), term::local_day(now));
        if let Ok(text) = str::from_utf8(text)
            && text.len() <= SHARED_TEXT_MAX_LEN
        {
            reviews.texts.insert(of.clone(), text.to_owned());
        }
        reviews.all.push(Review {
            by: me,
            day,
            of: of.clone(),
            answers,
        });
        let channel = case.channel(change)?;
        case.put_content(change, &channel, number.as_str(), &reviews, rng)?;
        let verdict = verdict_of(change, &reviews, &of)?;
        let mut register = case.register.clone();
        register.sharing_checked = match verdict {
            Verdict::MayBeShared => Some(day),
            // A doubt about one text hinders sharing until a text passes.
            Verdict::MayNotBeShared { .. } => None,
            Verdict::Open { .. } => register.sharing_checked,
        };
        register.store(change, rng)?;
        let mut entry = trail::entry(change, now, Act::SharingChecked)
            .case(number.for_trail()?)
            .with(Key::What, word(&verdict));
        if reviewers(change)? == Reviewers::Alone {
            entry = entry.with(Key::Ground, "alone");
        }
        trail::append(change, &entry, rng)?;
        Ok(verdict)
    })
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Open { .. } => "open",
        Verdict::MayNotBeShared { .. } => "may-not-be-shared",
        Verdict::MayBeShared => "may-be-shared",
    }
}

/// Says what came of the reviews of a text.
///
/// # Errors
///
/// [`SharingError`], by variant.
pub fn verdict(
    records: &impl Records,
    number: &CaseNumber,
    text: &[u8],
) -> Result<Verdict, SharingError> {
    let case = OpenCase::find(records, number)?.ok_or(SharingError::NoCase)?;
    Ok(verdict_of(records, &find(records, &case)?, &name_of(text))?)
}

/// Lists the texts that somebody judged, the last one first.
///
/// # Errors
///
/// [`SharingError`], by variant.
pub fn all(records: &impl Records, number: &CaseNumber) -> Result<Vec<Checked>, SharingError> {
    let case = OpenCase::find(records, number)?.ok_or(SharingError::NoCase)?;
    let reviews = find(records, &case)?;
    let mut all: Vec<Checked> = Vec::new();
    for review in reviews.all.iter().rev() {
        if all.iter().any(|it| it.of == review.of) {
            continue;
        }
        let of_text = reviews.all.iter().filter(|it| it.of == review.of);
        all.push(Checked {
            of: review.of.clone(),
            text: reviews.texts.get(&review.of).cloned(),
            verdict: verdict_of(records, &reviews, &review.of)?,
            reviews: of_text.cloned().collect(),
        });
    }
    Ok(all)
}

/// Checks that a text may be shared: everybody who had to answer said yes to every question about it.
///
/// # Errors
///
/// [`SharingError::Unchecked`] if not.
pub fn check(records: &impl Records, number: &CaseNumber, text: &[u8]) -> Result<(), SharingError> {
    match verdict(records, number, text)? {
        Verdict::MayBeShared => Ok(()),
        verdict => Err(SharingError::Unchecked { verdict }),
    }
}

fn find(records: &impl Records, case: &OpenCase) -> Result<Reviews, VaultError> {
    let found = case.content(records, case.number().as_str())?;
    Ok(found.unwrap_or_default())
}

fn verdict_of(records: &impl Records, reviews: &Reviews, of: &str) -> Result<Verdict, VaultError> {
    let reviewers = reviewers(records)?;
    Ok(reidentification::verdict(&reviews.all, of, reviewers))
}

/// One person is enough where there is no second.
fn reviewers(records: &impl Records) -> Result<Reviewers, VaultError> {
    let people = person::all(records)?;
    Ok(match people.iter().filter(|it| it.is_present()).count() {
        0 | 1 => Reviewers::Alone,
        _ => Reviewers::Two,
    })
}

/// Why a text is not checked, or may not be shared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SharingError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// There is no such case.
    #[error("there is no such case")]
    NoCase,
    /// Two people have not said that the text gives nobody away.
    #[error("the text has not passed the check for what gives the reporter away")]
    Unchecked {
        /// How far it came.
        verdict: Verdict,
    },
}

impl From<RightError> for SharingError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for SharingError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::NoCase => Said::refused("err-case-gone"),
            Self::Unchecked {
                verdict: Verdict::Open { people },
            } => Said::refused("err-sharing-open")
                .hint("rec-sharing")
                .value("people", people),
            Self::Unchecked { .. } => Said::refused("err-sharing-risk").hint("rec-sharing"),
        }
    }
}
