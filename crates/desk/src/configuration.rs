//! What the desk goes by, and can change: its promises above the law (R079) and its own wording of
//! the templates (R098). Each is a text in TOML, kept as somebody wrote it; the trail has its hash.

use bellrope_casework::template::{Shelf, ShelfError};
use bellrope_casework::term::{PromiseError, Promises};
use bellrope_protocol::encoding::encode_hex;
use bellrope_redact::settings::{Settings, SettingsError};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::right::{self, Right, RightError};
use crate::trail;
use crate::vault::{Record, Records, Vault, VaultError};

/// A part of what the desk goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What it promises above the law.
    Promises,
    /// Its own wording of templates.
    Templates,
    /// Its grounds for taking something out of a text, and what its staff numbers look like.
    Redaction,
}

impl Part {
    /// Returns its code, which the trail has.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Promises => "promises",
            Self::Templates => "templates",
            Self::Redaction => "redaction",
        }
    }
}

/// One part, as its text.
#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
}

impl Record for Kept {
    const TABLE: &'static str = "configuration";
}

const DAMAGED: VaultError = VaultError::Damaged { part: Kept::TABLE };

/// Returns a part as somebody wrote it; empty if nobody did.
///
/// # Errors
///
/// [`VaultError`].
pub fn text_of(records: &impl Records, part: Part) -> Result<String, VaultError> {
    let found: Option<Kept> = records.find(part.as_str())?;
    Ok(found.map(|kept| kept.text).unwrap_or_default())
}

/// Returns what the desk promises.
///
/// # Errors
///
/// [`VaultError::Damaged`] if this version cannot read what was kept.
pub fn promises(records: &impl Records) -> Result<Promises, VaultError> {
    Promises::parse(&text_of(records, Part::Promises)?).map_err(|_| DAMAGED)
}

/// Returns the templates of the desk.
///
/// # Errors
///
/// As [`promises`].
pub fn shelf(records: &impl Records) -> Result<Shelf, VaultError> {
    Shelf::parse(&text_of(records, Part::Templates)?).map_err(|_| DAMAGED)
}

/// Changes a part. Cases, and texts that were sent, stay as they are.
///
/// # Errors
///
/// [`ConfigureError`], by variant; nothing has changed then.
pub fn configure(
    vault: &mut Vault,
    part: Part,
    toml: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ConfigureError> {
    match part {
        Part::Promises => {
            Promises::parse(toml)?;
        }
        Part::Templates => {
            Shelf::parse(toml)?;
        }
        Part::Redaction => {
            Settings::parse(toml)?;
        }
    }
    vault.change(|change| {
        right::check(change, Right::Configure, now)?;
        let kept = Kept {
            text: toml.to_owned(),
        };
        change.put(part.as_str(), &kept, rng)?;
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, part.as_str())
            .with(Key::File, encode_hex(&Sha256::digest(toml)));
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// After how many minutes without use the screens lock, if nobody chose otherwise.
pub const LOCK_MINUTES: u16 = 15;
/// Most minutes that can be chosen.
pub const LOCK_MINUTES_MAX: u16 = 480;

/// After how many minutes without use the screens lock.
#[derive(Serialize, Deserialize)]
struct Locking {
    minutes: u16,
}

impl Record for Locking {
    const TABLE: &'static str = "locking";
}

/// Returns after how many minutes without use the screens lock; whoever starts them may choose
/// otherwise for that time.
///
/// # Errors
///
/// [`VaultError`].
pub fn lock_minutes(records: &impl Records) -> Result<u16, VaultError> {
    let found: Option<Locking> = records.find(LOCK_AFTER)?;
    Ok(found.map_or(LOCK_MINUTES, |it| it.minutes))
}

/// What the trail calls it.
const LOCK_AFTER: &str = "lock-after";

/// Chooses after how many minutes without use the screens lock.
///
/// # Errors
///
/// [`ConfigureError::LockMinutes`] for none or more than [`LOCK_MINUTES_MAX`]; [`ConfigureError`], by
/// variant.
pub fn set_lock_minutes(
    vault: &mut Vault,
    minutes: u16,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ConfigureError> {
    if !(1..=LOCK_MINUTES_MAX).contains(&minutes) {
        return Err(ConfigureError::LockMinutes { minutes });
    }
    vault.change(|change| {
        right::check(change, Right::Configure, now)?;
        change.put(LOCK_AFTER, &Locking { minutes }, rng)?;
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, LOCK_AFTER)
            .with(Key::File, encode_hex(&Sha256::digest(minutes.to_string())));
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Why a part was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigureError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Only a coordinator may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// The vault would lock at once, or hardly ever.
    #[error("the vault locks after 1 to {LOCK_MINUTES_MAX} minutes, not after {minutes}")]
    LockMinutes {
        /// The minutes.
        minutes: u16,
    },
    /// It is no list of promises.
    #[error(transparent)]
    Promises(#[from] PromiseError),
    /// A template breaks a rule.
    #[error(transparent)]
    Templates(#[from] ShelfError),
    /// A ground or a mask breaks a rule.
    #[error(transparent)]
    Redaction(#[from] SettingsError),
}
