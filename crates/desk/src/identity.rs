//! The names that reporters gave: kept apart from what they said, opened only by two (R089).
//!
//! A name is sealed to each custodian on its own, and with the case's slot around it, so that it goes
//! when the case is deleted. A caseworker asks with a reason, a custodian approves, and with that the
//! name is sealed once more, to whoever asked. The reporter is told before, or the reason why not is
//! part of what is approved.
//!
//! **Limit.** A custodian's own copy opens with the custodian's identity; that they do not look without
//! being asked is held by the program, not by a key.

mod ask;
mod error;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use bellrope_casework::template::TemplateKind;
use bellrope_protocol::time::Day;
use bellrope_trail::reason::SALT_LEN;
use bellrope_trail::{Act, Key, reason};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::case::{CaseNumber, OpenCase, Register};
use crate::person::{self, Person, Role};
use crate::proposal::{Consent, Plan, ProposalId, What};
use crate::right::{self, Right};
use crate::term;
use crate::text::{Texts, Value};
use crate::trail;
use crate::vault::{Change, Letter, PersonId, Record, Records, Vault, VaultError};

pub use ask::{NameStanding, approve_beside, ask, granted, standing};
pub use error::IdentityError;

/// A name that was kept; a copy for each who may open it.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    copies: BTreeMap<PersonId, Letter>,
    /// The copy for the shares of recovery.
    recovery: Option<Letter>,
    /// Who was allowed to open it, and by which proposal.
    granted: BTreeMap<PersonId, ProposalId>,
    /// What was approved, oldest first; without the name, and read by the team.
    #[serde(default)]
    openings: Vec<Opening>,
}

/// That somebody was allowed to open a name, and whether they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The proposal, as in the trail.
    pub proposal: ProposalId,
    /// Who asked.
    pub by: PersonId,
    /// Who approved; absent if nobody else was on the team.
    pub second: Option<PersonId>,
    /// When that was.
    pub approved: Day,
    /// What the reporter was told, or why they were not.
    pub telling: Telling,
    /// The day on which the name was opened.
    pub opened: Option<Day>,
    /// The salt of the hash, in the trail, of why the reporter was not told.
    salt: Bytes<SALT_LEN>,
}

impl Record for Kept {
    const TABLE: &'static str = "identities";
}

fn find(records: &impl Records, case: &OpenCase) -> Result<Option<Kept>, VaultError> {
    records.find_under(case.team(), case.number().as_str())
}

fn put(
    change: &Change<'_>,
    case: &OpenCase,
    kept: &Kept,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    change.put_under(case.team(), case.number().as_str(), kept, rng)
}

/// Picks who keeps the names of a case: the custodians that are not kept from it, or else its
/// coordinators.
fn keepers<'p>(people: &'p [Person], barred: &BTreeSet<PersonId>) -> Vec<&'p Person> {
    let with = |role: Role| -> Vec<&Person> {
        let fit =
            |it: &&Person| it.is_present() && it.roles.contains(&role) && !barred.contains(&it.id);
        people.iter().filter(fit).collect()
    };
    let custodians = with(Role::Custodian);
    if custodians.is_empty() {
        return with(Role::Coordinator);
    }
    custodians
}

/// Seals a name; answers `false`, and does nothing, if nobody could open it.
pub(crate) fn seal(
    change: &Change<'_>,
    case: &OpenCase,
    name: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<bool, VaultError> {
    let people = person::all(change)?;
    let keepers = keepers(&people, &case.register.barred);
    let place = case.number().as_str();
    let shares = change.vault().recovery()?;
    if keepers.is_empty() && shares.is_none() {
        return Ok(false);
    }
    let before = find(change, case)?.unwrap_or_default();
    let mut kept = Kept {
        openings: before.openings,
        ..Kept::default()
    };
    for keeper in keepers {
        let letter = Letter::to(&keeper.recipient()?, place, name.as_bytes(), rng);
        kept.copies.insert(keeper.id, letter);
    }
    kept.recovery = shares.map(|to| Letter::to(&to, place, name.as_bytes(), rng));
    put(change, case, &kept, rng)?;
    let entry = trail::entry(change, now, Act::IdentityKept).case(case.number().for_trail()?);
    trail::append(change, &entry, rng)?;
    Ok(true)
}

/// Says whether a name is kept for a case.
///
/// # Errors
///
/// [`IdentityError`], by variant.
pub fn is_kept(records: &impl Records, number: &CaseNumber) -> Result<bool, IdentityError> {
    let case = OpenCase::find(records, number)?.ok_or(IdentityError::NoCase)?;
    Ok(is_kept_of(records, &case)?)
}

/// As [`is_kept`], of a case that is open.
pub(crate) fn is_kept_of(records: &impl Records, case: &OpenCase) -> Result<bool, VaultError> {
    Ok(find(records, case)?.is_some())
}

/// Keeps a name that somebody found out or was told, in place of an earlier one.
///
/// # Errors
///
/// [`IdentityError`], by variant.
pub fn keep(
    vault: &mut Vault,
    number: &CaseNumber,
    name: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), IdentityError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(IdentityError::Empty);
    }
    vault.change(|change| {
        right::check(change, Right::AskIdentity, now)?;
        let mut case = OpenCase::find(change, number)?.ok_or(IdentityError::NoCase)?;
        // Who does not read the case has no name to give.
        case.key(change)?;
        let had_one = find(change, &case)?.is_some();
        if !seal(change, &case, name, now, rng)? {
            return Err(IdentityError::NoCustodian);
        }
        if !had_one && !case.register.named_later {
            // Counted, never shown by case (R135).
            case.register.named_later = true;
            case.register.store(change, rng)?;
        }
        Ok(())
    })
}

/// Opens a name, once, for whoever asked and was allowed to.
///
/// # Errors
///
/// [`IdentityError`], by variant.
pub fn open(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<String, IdentityError> {
    vault.change(|change| {
        let me = right::check(change, Right::AskIdentity, now)?;
        let case = OpenCase::find(change, number)?.ok_or(IdentityError::NoCase)?;
        if case.register.barred.contains(&me.id) {
            return Err(IdentityError::Barred);
        }
        // Who was taken off the case since asks no more.
        case.key(change)?;
        let mut kept = find(change, &case)?.ok_or(IdentityError::NotKept)?;
        let proposal = kept.granted.remove(&me.id);
        let proposal = proposal.ok_or(IdentityError::NotApproved)?;
        let copy = kept.copies.get(&me.id).ok_or(IdentityError::NotKept)?;
        let name = copy.open(change.vault(), number.as_str())?;
        if !me.has(Right::KeepIdentities) {
            kept.copies.remove(&me.id);
        }
        let mut entry = trail::entry(change, now, Act::IdentityOpened)
            .case(number.for_trail()?)
            .with(Key::Proposal, proposal);
        let mut openings = kept.openings.iter_mut();
        if let Some(opening) = openings.find(|it| it.proposal == proposal) {
            opening.opened = Some(term::local_day(now));
            entry = match &opening.telling {
                Telling::Told(day) => entry.with(Key::Ground, "told").with(Key::Day, day),
                Telling::Withheld(why) => entry
                    .with(Key::Ground, "withheld")
                    .with(Key::Reason, reason::hash(&opening.salt.0, why)),
            };
        }
        put(change, &case, &kept, rng)?;
        trail::append(change, &entry, rng)?;
        Ok(String::from_utf8_lossy(&name).into_owned())
    })
}

/// What the reporter is told of the opening of their name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Telling {
    /// They were told: the notice of disclosure ([`TemplateKind::Disclosure`]) of this day.
    Told(Day),
    /// They are not told, for it would harm an investigation; why, in writing.
    Withheld(String),
}

impl Telling {
    /// Says it in a sentence.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        match self {
            Self::Told(day) => {
                let day = Value::from(texts.day(*day));
                texts.with("name-telling-told", &[("day", day)])
            }
            Self::Withheld(why) => {
                let why = Value::from(why.as_str());
                texts.with("name-telling-withheld", &[("why", why)])
            }
        }
    }
}

/// Says whether the notice of disclosure of a day was sent, and something has gone out since.
fn is_told(records: &impl Records, case: &OpenCase, day: Day) -> Result<bool, VaultError> {
    let sent = &case.register.course.sent;
    let is_notice =
        |(kind, on): &(TemplateKind, Day)| *kind == TemplateKind::Disclosure && *on == day;
    Ok(sent.iter().any(is_notice) && case.channel(records)?.replies > 0)
}

/// That the name of a reporter is opened by whoever proposes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenName {
    /// The case.
    pub number: CaseNumber,
    /// What the reporter is told.
    pub telling: Telling,
}

impl Plan for OpenName {
    const WHAT: What = What::Identity;
    const KIND: &'static str = "open-name";
    type Done = ();
    type Error = IdentityError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, IdentityError> {
        let case = OpenCase::find(records, &self.number)?.ok_or(IdentityError::NoCase)?;
        find(records, &case)?.ok_or(IdentityError::NotKept)?;
        match &self.telling {
            Telling::Withheld(why) if why.trim().is_empty() => Err(IdentityError::NoReason),
            Telling::Told(day) if !is_told(records, &case, *day)? => Err(IdentityError::NotTold),
            _ => Ok(String::new()),
        }
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), IdentityError> {
        let vault = change.vault();
        let case = OpenCase::find(change, &self.number)?.ok_or(IdentityError::NoCase)?;
        if !case.register.readers.contains(&consent.by) {
            return Err(IdentityError::NotReader);
        }
        let mut kept = find(change, &case)?.ok_or(IdentityError::NotKept)?;
        let place = self.number.as_str();
        let mine = kept.copies.get(&vault.me()?);
        let name = mine.ok_or(IdentityError::Custodian)?.open(vault, place)?;
        let asker = person::find(change, consent.by)?.ok_or(VaultError::Nobody)?;
        let letter = Letter::to(&asker.recipient()?, place, &name, rng);
        kept.copies.insert(consent.by, letter);
        kept.granted.insert(consent.by, consent.id);
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        kept.openings.push(Opening {
            proposal: consent.id,
            by: consent.by,
            second: consent.second,
            approved: term::local_day(now),
            telling: self.telling.clone(),
            opened: None,
            salt: Bytes(salt),
        });
        Ok(put(change, &case, &kept, rng)?)
    }
}

/// Runs over the names that are kept.
fn each(
    records: &impl Records,
    mut each: impl FnMut(&OpenCase, Kept) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    for line in records.known::<Register>()?.iter() {
        // Most cases have none, and to open a case is to read a file.
        if !records.has::<Kept>(line.number.as_str())? {
            continue;
        }
        if let Some(case) = OpenCase::of(records, Register::clone(line))?
            && let Some(kept) = find(records, &case)?
        {
            each(&case, kept)?;
        }
    }
    Ok(())
}

/// Counts the names that only one person keeps.
pub(crate) fn only_kept_by(records: &impl Records, id: PersonId) -> Result<usize, VaultError> {
    let mut count = 0;
    each(records, |_, kept| {
        let mut others = kept
            .copies
            .keys()
            .filter(|it| !kept.granted.contains_key(it));
        count += usize::from(others.all(|it| *it == id) && kept.copies.contains_key(&id));
        Ok(())
    })?;
    Ok(count)
}

/// Takes the copies of somebody away who left, or keeps names no more.
pub(crate) fn lose(
    change: &Change<'_>,
    id: PersonId,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    each(change, |case, mut kept| {
        kept.granted.remove(&id);
        match kept.copies.remove(&id) {
            Some(_) => put(change, case, &kept, rng),
            None => Ok(()),
        }
    })
}

/// Hands the names that whoever has the vault open keeps to the custodians who came later.
pub(crate) fn spread(vault: &mut Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let reading = vault.read()?;
    let Ok(me) = vault.me() else {
        return Ok(());
    };
    let people = person::all(&reading)?;
    let mut is_due = false;
    each(&reading, |case, kept| {
        let lacks = |it: &&Person| !kept.copies.contains_key(&it.id);
        let keepers = keepers(&people, &case.register.barred);
        is_due |= kept.copies.contains_key(&me) && keepers.iter().any(lacks);
        Ok(())
    })?;
    drop(reading);
    if !is_due {
        return Ok(());
    }
    vault.change(|change| {
        each(change, |case, mut kept| {
            let place = case.number().as_str();
            let Some(mine) = kept.copies.get(&me) else {
                return Ok(());
            };
            let name = mine.open(change.vault(), place)?;
            for keeper in keepers(&people, &case.register.barred) {
                if let Entry::Vacant(free) = kept.copies.entry(keeper.id) {
                    free.insert(Letter::to(&keeper.recipient()?, place, &name, rng));
                }
            }
            put(change, case, &kept, rng)
        })
    })
}
