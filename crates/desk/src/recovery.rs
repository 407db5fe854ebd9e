//! Recovery: people who each hold a share open the vault together, if nobody who knows a passphrase is
//! left (R196).
//!
//! The shares make an identity, to which the team's keys and the key of every case are sealed. A case
//! that whoever made the shares may not read gets its wrap when one of its readers opens the vault
//! the next time.
//!
//! Spec: docs/recovery.md.

use std::collections::BTreeSet;
use std::path::Path;

use bellrope_protocol::age::Identity;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use bellrope_shares::{CombineError, ParseShareError, Plan, PlanError, Share, combine, split};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::case::{self, CaseNumber};
use crate::key::Desk;
use crate::person::{self, Entrant, NewPerson, PersonError, Role};
use crate::proposal::{self, Consent, What, When};
use crate::said::{Said, Say};
use crate::term;
use crate::trail;
use crate::vault::{Change, Passphrase, PersonId, Record, Records, Vault, VaultError};

/// What the vault knows of the shares: whose they are is on paper.
#[derive(Serialize, Deserialize)]
struct Kept {
    set: String,
    need: u8,
    of: u8,
    made: Day,
    /// The last day on which shares were tried.
    tried: Option<Day>,
    /// Public half of the identity that they make.
    recipient: String,
    /// The cases whose keys are sealed to it.
    wrapped: BTreeSet<CaseNumber>,
}

impl Record for Kept {
    const TABLE: &'static str = "recovery";
}

/// The name of the record of the newest shares.
const NAME: &str = "shares";
/// The name of the record of those before, until the lock of the newest is in its place.
const BEFORE: &str = "shares-before";

/// Finds the shares that open the vault: those that its lock is sealed to. If a crash came before the
/// lock of the newest was in its place, nobody saw those, and the ones before count.
fn find(records: &impl Records) -> Result<Option<Kept>, VaultError> {
    let Some(lock) = records.vault().recovery()? else {
        return Ok(None);
    };
    let lock = lock.to_string();
    for name in [NAME, BEFORE] {
        let kept = records.find::<Kept>(name)?;
        if let Some(kept) = kept.filter(|kept| kept.recipient == lock) {
            return Ok(Some(kept));
        }
    }
    Ok(None)
}

/// How recovery stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which split the shares are from.
    pub set: String,
    /// How many shares there are, and how many are needed.
    pub plan: Plan,
    /// When they were made.
    pub made: Day,
    /// When they were tried last.
    pub tried: Option<Day>,
    /// Cases that the shares cannot read yet.
    pub missing: usize,
}

/// Says how recovery stands; `None` if no shares were made.
///
/// # Errors
///
/// [`VaultError`].
pub fn standing(vault: &Vault) -> Result<Option<Standing>, VaultError> {
    let reading = vault.read()?;
    let Some(kept) = find(&reading)? else {
        return Ok(None);
    };
    let numbers = case::numbers(&reading)?;
    Ok(Some(Standing {
        plan: Plan::new(kept.need, kept.of).map_err(|_| DAMAGED)?,
        missing: numbers.difference(&kept.wrapped).count(),
        set: kept.set,
        made: kept.made,
        tried: kept.tried,
    }))
}

const DAMAGED: VaultError = VaultError::Damaged { part: Kept::TABLE };

/// Making shares, in place of those that there were: these open nothing in the vault any more. Takes
/// two people, as everything about keys; the shares are shown to whoever proposed it.
// spec: docs/recovery.md §2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeShares {
    /// How many shares open the vault.
    pub need: u8,
    /// How many there are.
    pub of: u8,
}

/// Shares that were made. They are nowhere else: whoever does not take them down makes them again.
pub struct MadeShares {
    shares: Vec<Share>,
    identity: Identity,
}

impl std::fmt::Debug for MadeShares {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeShares").finish_non_exhaustive()
    }
}

impl MadeShares {
    /// Returns the shares, by number.
    #[must_use]
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }
}

impl proposal::Plan for MakeShares {
    const WHAT: What = What::Keys;
    const KIND: &'static str = "recovery-made";
    const WHEN: When = When::ByProposer;
    type Done = MadeShares;
    type Error = RecoveryError;

    fn basis(&self, records: &impl Records) -> Result<String, RecoveryError> {
        Plan::new(self.need, self.of)?;
        let kept = find(records)?;
        Ok(kept.map(|kept| kept.set).unwrap_or_default())
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<MadeShares, RecoveryError> {
        let desk = Desk::load(change)?.founding().fingerprint();
        let identity = Identity::generate(rng);
        let secret = SecretBytes::new(identity.expose_seed());
        let shares = split(&secret, Plan::new(self.need, self.of)?, &desk, rng)?;
        let set = shares.first().map(|share| share.set().to_string());
        let mut kept = Kept {
            set: set.unwrap_or_default(),
            need: self.need,
            of: self.of,
            made: term::local_day(now),
            tried: None,
            recipient: identity.recipient().to_string(),
            wrapped: BTreeSet::new(),
        };
        case::wrap_to_recovery(change, identity.recipient(), &mut kept.wrapped, rng)?;
        if let Some(before) = find(change)? {
            change.put(BEFORE, &before, rng)?;
        }
        change.put(NAME, &kept, rng)?;
        let made = trail::entry(change, now, Act::RecoveryMade)
            .with(Key::Proposal, consent.id)
            .with(Key::Need, self.need)
            .with(Key::Of, self.of);
        trail::append(change, &made, rng)?;
        Ok(MadeShares { shares, identity })
    }

    /// The lock comes last, before anybody has seen a share; without it the shares before these stay.
    fn finish(
        vault: &mut Vault,
        done: &MadeShares,
        _now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), RecoveryError> {
        Ok(vault.put_recovery(done.identity.recipient(), rng)?)
    }
}

/// Seals to the shares what was not yet: cases of others, and all of them if newer shares came to
/// nothing.
pub(crate) fn catch_up(change: &Change<'_>, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let newest = change.find::<Kept>(NAME)?;
    let Some(mut kept) = find(change)? else {
        // Made, and shown to nobody.
        return change.remove::<Kept>(NAME);
    };
    let before = kept.wrapped.len();
    let came_to_nothing = newest.is_some_and(|newest| newest.recipient != kept.recipient);
    if came_to_nothing {
        kept.wrapped.clear();
    }
    let lock = kept.recipient.parse().map_err(|_| DAMAGED)?;
    case::wrap_to_recovery(change, &lock, &mut kept.wrapped, rng)?;
    if came_to_nothing || kept.wrapped.len() != before {
        change.put(NAME, &kept, rng)?;
    }
    change.remove::<Kept>(BEFORE)
}

/// Tries shares on the vault's lock, as a drill: they fit, or the reason why not is said.
///
/// # Errors
///
/// [`RecoveryError::NotMade`], [`RecoveryError::OtherDesk`], [`RecoveryError::Combine`],
/// [`RecoveryError::Outdated`], or the vault's.
pub fn drill(
    vault: &mut Vault,
    shares: &[Share],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RecoveryError> {
    let expected = vault.recovery()?.ok_or(RecoveryError::NotMade)?;
    check_desk(shares, &fingerprint(vault)?)?;
    let identity = identity_of(shares)?;
    if *identity.recipient() != expected {
        return Err(RecoveryError::Outdated);
    }
    Ok(vault.change(|change| {
        if let Some(mut kept) = find(change)? {
            kept.tried = Some(term::local_day(now));
            change.put(NAME, &kept, rng)?;
        }
        let tried = trail::entry(change, now, Act::RecoveryDrill).with(Key::Count, shares.len());
        trail::append(change, &tried, rng)
    })?)
}

/// A vault that shares opened.
#[derive(Debug)]
pub struct Recovered {
    /// The vault, open to nobody of the team.
    pub vault: Vault,
    /// Whom it lets in from now on.
    pub person: PersonId,
    /// How many cases they read.
    pub cases: usize,
}

/// Opens a vault with shares and lets somebody in: under a new passphrase if they are on the team,
/// with all the cases that the shares read; as a coordinator if they are new.
///
/// # Errors
///
/// [`RecoveryError`], by variant.
// spec: docs/recovery.md §5
pub fn recover(
    folder: &Path,
    shares: &[Share],
    name: &str,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Recovered, RecoveryError> {
    let identity = identity_of(shares)?;
    let vault = Vault::open_recovered(folder, identity).map_err(|err| match err {
        VaultError::WrongPassphrase => RecoveryError::Outdated,
        other => RecoveryError::Vault(other),
    })?;
    admit(vault, shares, name, passphrase, now, rng)
}

/// Lets somebody into a vault that shares opened: as [`recover`] does, or a restored one.
///
/// # Errors
///
/// [`RecoveryError`], by variant.
pub fn admit(
    mut vault: Vault,
    shares: &[Share],
    name: &str,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Recovered, RecoveryError> {
    check_desk(shares, &fingerprint(&vault)?)?;
    let entrant = entrant(&vault, name, passphrase, now, rng)?;
    let cases = vault.change(|change| {
        entrant.note(change, now, rng)?;
        let cases = case::open_to(change, entrant.person(), now, rng)?;
        let recovered = trail::entry(change, now, Act::Recovered).with(Key::Count, shares.len());
        trail::append(change, &recovered, rng)?;
        Ok::<_, VaultError>(cases)
    })?;
    entrant.let_in(&mut vault, rng)?;
    Ok(Recovered {
        vault,
        person: entrant.person().id,
        cases,
    })
}

/// Makes the lock of whoever is let in: a colleague under another passphrase, or somebody new.
fn entrant(
    vault: &Vault,
    name: &str,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Entrant, RecoveryError> {
    let people = person::all(&vault.read()?)?;
    let known = people
        .into_iter()
        .find(|it| it.is_present() && it.name == name.trim());
    if let Some(person) = known {
        let identity = Identity::generate(rng);
        return Ok(Entrant::again(vault, person, &identity, passphrase, rng)?);
    }
    let new = NewPerson {
        name,
        roles: BTreeSet::from([Role::Caseworker, Role::Coordinator]),
        passphrase,
    };
    Ok(Entrant::draw(vault, &new, now, rng)?)
}

/// Returns the identity that shares make together.
pub(crate) fn identity_of(shares: &[Share]) -> Result<Identity, CombineError> {
    Ok(Identity::from_seed(combine(shares)?.expose_secret()))
}

fn fingerprint(vault: &Vault) -> Result<Fingerprint, VaultError> {
    Ok(Desk::load(&vault.read()?)?.founding().fingerprint())
}

fn check_desk(shares: &[Share], desk: &Fingerprint) -> Result<(), RecoveryError> {
    match shares.iter().find(|share| !share.is_of(desk)) {
        Some(share) => Err(RecoveryError::OtherDesk {
            number: share.number(),
        }),
        None => Ok(()),
    }
}

/// Why shares were not made, or do not open the vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There cannot be so many shares.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The shares do not belong together, or are too few.
    #[error(transparent)]
    Combine(#[from] CombineError),
    /// A share is that of another desk.
    #[error("share {number} is of another desk")]
    OtherDesk {
        /// The number on the share.
        number: u8,
    },
    /// No shares were made.
    #[error("no shares were made")]
    NotMade,
    /// The shares fit each other, and the vault has others since.
    #[error("the shares do not open this vault: others were made since, or one was changed")]
    Outdated,
    /// Nobody can be let in like this.
    #[error(transparent)]
    Person(#[from] PersonError),
}

impl Say for RecoveryError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) | Self::Person(PersonError::Vault(err)) => err.said(),
            Self::Plan(plan) => Said::refused("err-shares-plan")
                .value("need", plan.need)
                .value("of", plan.of),
            Self::Combine(err) => said_of(*err),
            Self::OtherDesk { number } => Said::refused("err-share-desk").value("number", number),
            Self::NotMade => Said::refused("err-shares-none").hint("rec-shares-none"),
            Self::Outdated => Said::refused("err-shares-outdated").hint("rec-shares-outdated"),
            Self::Person(err) => Said::other(err),
        }
    }
}

/// Says why shares do not belong together.
pub(crate) fn said_of(err: CombineError) -> Said {
    match err {
        CombineError::TooFew { count, need } => Said::refused("err-shares-few")
            .value("count", count)
            .value("need", need),
        CombineError::OtherDesk { number } => {
            Said::refused("err-share-desk").value("number", number)
        }
        CombineError::OtherSet { number } => Said::refused("err-share-set")
            .hint("rec-share-set")
            .value("number", number),
        CombineError::Twice { number } => Said::refused("err-share-twice").value("number", number),
        CombineError::Unfit { number } => Said::refused("err-share-unfit")
            .hint("rec-share-unfit")
            .value("number", number),
        _ => Said::other(&err),
    }
}

/// Says why a share was not understood. Whoever types it types it again.
#[must_use]
pub fn said_of_typing(err: ParseShareError) -> Said {
    match err {
        ParseShareError::Character { group } => Said::refused("err-share-character")
            .hint("rec-share-typing")
            .value("group", group),
        ParseShareError::Mistyped { group: Some(group) } => Said::refused("err-share-group")
            .hint("rec-share-typing")
            .value("group", group),
        ParseShareError::Mistyped { group: None } => {
            Said::refused("err-share-mistyped").hint("rec-share-typing")
        }
        ParseShareError::Length { .. } => {
            Said::refused("err-share-length").hint("rec-share-typing")
        }
        _ => Said::refused("err-share-other").hint("rec-share-other"),
    }
}
