//! The desk's own keys, as the vault keeps them.

use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{Card, Ed25519PublicKey};
use bellrope_protocol::key::{AuthenticationKey, FoundingRoot};
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::{Day, week};
use bellrope_trail::{Act, Key as TrailKey};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::{Bytes, SecretKey};
use crate::trail;
use crate::vault::{Change, Record, Records, Slot, SlotKind, Vault, VaultError};

/// Who the desk is. What it promises is in its newest card.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Desk {
    base: Base,
    founding: Bytes<32>,
    /// Serial of the newest card; 0 while the desk is being founded.
    pub(crate) serial: u64,
}

impl Record for Desk {
    const TABLE: &'static str = "desk";
}

impl Desk {
    pub(crate) fn new(base: Base, founding: FoundingRoot) -> Self {
        Self {
            base,
            founding: Bytes(*founding.as_bytes()),
            serial: 0,
        }
    }

    /// Loads the desk of a vault.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`] if the vault has no desk.
    pub fn load(records: &impl Records) -> Result<Self, VaultError> {
        let damaged = VaultError::Damaged { part: "desk" };
        records.find("desk")?.ok_or(damaged)
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put("desk", self, rng)
    }

    /// Returns host and desk.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Returns the root that the desk was founded with.
    #[must_use]
    pub fn founding(&self) -> FoundingRoot {
        FoundingRoot::from_bytes(self.founding.0)
    }
}

/// A key that signs, by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Root,
    Push,
    Trail,
}

impl Role {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Push => "push",
            Self::Trail => "trail",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Signing {
    seed: SecretKey,
}

impl Record for Signing {
    const TABLE: &'static str = "signing";
}

/// Loads a signing key.
pub(crate) fn signer(
    records: &impl Records,
    base: &Base,
    role: Role,
) -> Result<SignerKey, VaultError> {
    let damaged = VaultError::Damaged { part: "signing" };
    let signing: Signing = records.find(role.as_str())?.ok_or(damaged)?;
    let name = match role {
        Role::Root => base.root_key_name(),
        Role::Push => base.push_key_name(),
        Role::Trail => base.trail_key_name(),
    };
    Ok(SignerKey::from_seed(name, signing.seed.0.expose_secret()))
}

/// Says whether the push key of a card is the one held: a vault that was restored from a backup from
/// before a change of keys has an older one.
pub(crate) fn holds_push(records: &impl Records, card: &Card) -> Result<bool, VaultError> {
    let held = signer(records, &card.base(), Role::Push)?;
    Ok(Ed25519PublicKey::of(&held) == card.push)
}

/// Draws a signing key and stores it; the one before is replaced.
pub(crate) fn draw_signer(
    change: &Change<'_>,
    base: &Base,
    role: Role,
    rng: &mut impl CryptoRng,
) -> Result<SignerKey, VaultError> {
    let seed = SecretKey(SecretBytes::generate(rng));
    change.put(role.as_str(), &Signing { seed }, rng)?;
    signer(change, base, role)
}

#[derive(Serialize, Deserialize)]
struct Authentication {
    number: u32,
    key: SecretKey,
}

impl Record for Authentication {
    const TABLE: &'static str = "authentication";
}

/// Draws the authentication key of a number and stores it. Earlier ones stay: cases were made
/// with them.
pub(crate) fn draw_authentication(
    change: &Change<'_>,
    number: u32,
    rng: &mut impl CryptoRng,
) -> Result<AuthenticationKey, VaultError> {
    let key = AuthenticationKey::generate(number, rng);
    let record = Authentication {
        number,
        key: SecretKey(SecretBytes::new(key.expose_secret())),
    };
    change.put(number.to_be_bytes(), &record, rng)?;
    Ok(key)
}

/// Loads the authentication key of a number.
pub(crate) fn authentication(
    records: &impl Records,
    number: u32,
) -> Result<Option<AuthenticationKey>, VaultError> {
    let found: Option<Authentication> = records.find(number.to_be_bytes())?;
    Ok(found.map(|it| AuthenticationKey::from_bytes(it.number, it.key.0.expose_secret())))
}

/// The private key of a week, sealed under its slot's key.
#[derive(Serialize, Deserialize)]
pub(crate) struct Intake {
    week: u64,
    seed: SecretKey,
}

impl Record for Intake {
    const TABLE: &'static str = "intake";
}

/// A weekly intake key.
pub(crate) struct WeeklyKey {
    pub(crate) week: u64,
    pub(crate) identity: Identity,
}

/// Makes the slots of weekly keys; [`draw_weeks`] follows in a change. A slot that a crash left
/// is used again.
pub(crate) fn make_week_slots(
    vault: &Vault,
    weeks: &[u64],
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut missing = Vec::new();
    for slot in weeks.iter().map(|week| Slot::of_week(*week)) {
        if vault.slot_key(SlotKind::Week, &slot)?.is_none() {
            missing.push(slot);
        }
    }
    vault.make_slots(SlotKind::Week, &missing, rng)
}

/// Draws the weekly keys of `weeks`, whose slots exist, and stores them.
pub(crate) fn draw_weeks(
    change: &Change<'_>,
    weeks: &[u64],
    rng: &mut impl CryptoRng,
) -> Result<Vec<WeeklyKey>, VaultError> {
    let mut keys = Vec::new();
    for week in weeks {
        let slot_key = change
            .vault()
            .slot_key(SlotKind::Week, &Slot::of_week(*week))?
            .ok_or(VaultError::Damaged { part: "weeks" })?;
        let identity = Identity::generate(rng);
        let record = Intake {
            week: *week,
            seed: SecretKey(SecretBytes::new(identity.expose_seed())),
        };
        change.put_under(&slot_key, week.to_be_bytes(), &record, rng)?;
        keys.push(WeeklyKey {
            week: *week,
            identity,
        });
    }
    Ok(keys)
}

/// Loads the weekly keys that are still held, newest first. A slot that no record belongs to is
/// what a crash left, and passed over.
pub(crate) fn weekly_keys(records: &impl Records) -> Result<Vec<WeeklyKey>, VaultError> {
    let vault = records.vault();
    let mut keys = Vec::new();
    for slot in vault.slots(SlotKind::Week)? {
        let Ok(week) = slot.as_str().parse::<u64>() else {
            continue;
        };
        let Some(slot_key) = vault.slot_key(SlotKind::Week, &slot)? else {
            continue;
        };
        let found: Option<Intake> = records.find_under(&slot_key, week.to_be_bytes())?;
        keys.extend(found.map(|it| WeeklyKey {
            week: it.week,
            identity: Identity::from_seed(it.seed.0.expose_secret()),
        }));
    }
    keys.sort_by_key(|key| std::cmp::Reverse(key.week));
    Ok(keys)
}

/// Lists the weeks until `last` whose keys are kept in a record, be it that their slot is gone: what a
/// crash while they were destroyed left.
pub(crate) fn weeks_until(records: &impl Records, last: u64) -> Result<Vec<u64>, VaultError> {
    let mut weeks = Vec::new();
    // Before the first Monday there is no week.
    let back = (0..LOOK_BACK_WEEKS).map_while(|back| last.checked_sub(back * WEEK_SECS));
    for week in back.filter(|at| *at > WEEK_SECS).map(week) {
        if records.has::<Intake>(week.to_be_bytes())? {
            weeks.push(week);
        }
    }
    weeks.reverse();
    Ok(weeks)
}

/// How many weeks back keys are looked for that are to be destroyed: longer than a desk rests.
const LOOK_BACK_WEEKS: u64 = 520;

/// Destroys the weekly keys of `weeks`: their slots first, which is what counts, then the
/// records that can no longer be opened.
pub(crate) fn destroy_weeks(
    vault: &mut Vault,
    weeks: &[u64],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    for week in weeks {
        vault.destroy_slot(SlotKind::Week, &Slot::of_week(*week))?;
    }
    vault.change(|change| {
        for week in weeks {
            change.remove::<Intake>(week.to_be_bytes())?;
            let day = Day::of(*week);
            let entry = trail::entry(change, now, Act::WeekDestroyed).with(TrailKey::Week, day);
            trail::append(change, &entry, rng)?;
        }
        Ok(())
    })
}

/// Returns the name of the record under the slot of a week.
pub(crate) fn name_of_week(slot: &Slot) -> Option<Vec<u8>> {
    let week: u64 = slot.as_str().parse().ok()?;
    Some(week.to_be_bytes().to_vec())
}
