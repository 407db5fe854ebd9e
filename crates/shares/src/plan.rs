//! How many shares there are and how many are needed; splitting.

use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::secret::SecretBytes;
use rand_core::CryptoRng;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

use crate::share::{SetId, Share};

/// How many shares are made, and how many give the secret back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    need: u8,
    of: u8,
}

impl Plan {
    /// Fewest shares that may be needed: one person alone must not be enough.
    pub const LEAST: u8 = 2;
    /// Most shares. More are more places to lose one, and to find one.
    pub const MOST: u8 = 16;

    /// Checks a plan.
    ///
    /// # Errors
    ///
    /// [`PlanError`] unless 2 ≤ need ≤ of ≤ 16.
    pub fn new(need: u8, of: u8) -> Result<Self, PlanError> {
        if need < Self::LEAST || of > Self::MOST || need > of {
            return Err(PlanError { need, of });
        }
        Ok(Self { need, of })
    }

    /// Returns how many shares give the secret back.
    #[must_use]
    pub const fn need(self) -> u8 {
        self.need
    }

    /// Returns how many shares are made.
    #[must_use]
    pub const fn of(self) -> u8 {
        self.of
    }
}

/// Splits a secret into the shares of a plan, under a set id that is drawn anew: shares of two
/// splits do not fit together, of the same secret neither.
///
/// # Errors
///
/// [`PlanError`], which no [`Plan`] causes.
// spec: docs/recovery.md §3
pub fn split(
    secret: &SecretBytes<32>,
    plan: Plan,
    desk: &Fingerprint,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Share>, PlanError> {
    let set = SetId::draw(rng);
    let (need, of) = (plan.need, plan.of);
    let split = Gf256::split_bytes(need.into(), of.into(), secret.expose_secret(), rng);
    let split = split.map_err(|_| PlanError { need, of })?;
    split
        .into_iter()
        .map(|bytes| Share::of_bytes(plan, set, desk, &Zeroizing::new(bytes)))
        .collect::<Option<Vec<Share>>>()
        .ok_or(PlanError { need, of })
}

/// Why a secret cannot be split like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot split into {of} shares of which {need} are needed: from 2 needed to 16 in all")]
pub struct PlanError {
    /// How many would be needed.
    pub need: u8,
    /// How many there would be.
    pub of: u8,
}
