//! The passphrase and what it costs to try one.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// Least number of characters of a passphrase for a new vault.
pub const PASSPHRASE_MIN_CHARS: usize = 20;

/// A passphrase as typed, without its line end. Wiped on drop, never printed, never cloned.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase that must open something that exists.
    #[must_use]
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// Takes a passphrase for something new, which must be long enough.
    ///
    /// # Errors
    ///
    /// [`PassphraseError::TooShort`] below [`PASSPHRASE_MIN_CHARS`] characters.
    pub fn choose(text: Zeroizing<String>) -> Result<Self, PassphraseError> {
        let chars = text.chars().count();
        if chars < PASSPHRASE_MIN_CHARS {
            return Err(PassphraseError::TooShort { chars });
        }
        Ok(Self(text))
    }

    /// Returns the text.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passphrase").finish_non_exhaustive()
    }
}

/// Why a passphrase is not fit for a new vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PassphraseError {
    /// It is too short.
    #[error("passphrase has {chars} characters, expected at least {PASSPHRASE_MIN_CHARS}")]
    TooShort {
        /// Its length, in characters.
        chars: usize,
    },
}

/// What one try of a passphrase costs: Argon2id, one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory, in MiB.
    mib: u32,
    /// Passes over the memory.
    passes: u32,
}

impl Cost {
    /// What a new vault costs unless asked otherwise: about a second on a laptop.
    pub const DEFAULT: Self = Self {
        mib: 384,
        passes: 3,
    };
    /// Least memory, in MiB.
    pub const MIN_MIB: u32 = 19;
    /// Most memory, in MiB: a damaged file must not bring the machine down.
    pub const MAX_MIB: u32 = 4096;
    const MAX_PASSES: u32 = 16;

    /// Chooses another memory cost; below 64 MiB it is for tests only.
    ///
    /// # Errors
    ///
    /// [`CostError::Memory`] out of [`Cost::MIN_MIB`] to [`Cost::MAX_MIB`].
    pub fn of_mib(mib: u32) -> Result<Self, CostError> {
        let cost = Self {
            mib,
            passes: Self::DEFAULT.passes,
        };
        cost.check().map(|()| cost)
    }

    fn check(self) -> Result<(), CostError> {
        if !(Self::MIN_MIB..=Self::MAX_MIB).contains(&self.mib) {
            return Err(CostError::Memory { mib: self.mib });
        }
        if !(1..=Self::MAX_PASSES).contains(&self.passes) {
            return Err(CostError::Passes {
                passes: self.passes,
            });
        }
        Ok(())
    }

    /// Derives the 32-byte passphrase key: Argon2id v1.3 (RFC 9106).
    pub(super) fn derive(
        self,
        passphrase: &Passphrase,
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, CostError> {
        self.check()?;
        let params = Params::new(self.mib * 1024, self.passes, 1, Some(32))
            .map_err(|_| CostError::Memory { mib: self.mib })?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose_secret().as_bytes(), salt, key.as_mut())
            .map_err(|_| CostError::Memory { mib: self.mib })?;
        Ok(key)
    }
}

/// Why a passphrase key cannot be derived at this cost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CostError {
    /// The memory is out of bounds, or the machine does not have it.
    #[error(
        "Argon2id memory is {mib} MiB, expected {} to {}",
        Cost::MIN_MIB,
        Cost::MAX_MIB
    )]
    Memory {
        /// The memory, in MiB.
        mib: u32,
    },
    /// The number of passes is out of bounds.
    #[error("Argon2id passes are {passes}, expected 1 to {}", Cost::MAX_PASSES)]
    Passes {
        /// The passes.
        passes: u32,
    },
}
