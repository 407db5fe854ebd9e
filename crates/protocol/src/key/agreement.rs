//! The X25519 keys of both sides.

use std::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};
use zeroize::Zeroizing;

use crate::encoding::encode_hex;
use crate::secret::SecretBytes;

/// An X25519 public key that can be agreed with: canonical and not of low order.
///
/// With such a point no agreement is all zeros, since scalars are multiples of the cofactor.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Point([u8; 32]);

impl Point {
    /// Checks the 32 bytes of a public key.
    // spec: §1 (all-zero results are refused), §5.4 O5
    fn new(bytes: [u8; 32]) -> Result<Self, PointError> {
        if !is_canonical(&bytes) {
            return Err(PointError::NotCanonical);
        }
        // Any scalar tells: clamping makes it a multiple of the cofactor.
        let agreed = StaticSecret::from([0; 32]).diffie_hellman(&PublicKey::from(bytes));
        if !agreed.was_contributory() {
            return Err(PointError::LowOrder);
        }
        Ok(Self(bytes))
    }

    fn of(secret: &StaticSecret) -> Self {
        Self(PublicKey::from(secret).to_bytes())
    }
}

/// Says whether `bytes`, little-endian, are less than 2^255 − 19.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = bytes;
    let at_least_p = *last == 0x7f && *first >= 0xed && middle.iter().all(|byte| *byte == 0xff);
    *last < 0x80 && !at_least_p
}

/// Why bytes are not a usable X25519 public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PointError {
    /// The number is 2^255 − 19 or more: a second spelling of another key.
    #[error("X25519 public key is not canonical")]
    NotCanonical,
    /// The point has low order: every agreement with it is all zeros.
    #[error("X25519 public key has low order")]
    LowOrder,
}

fn generate(rng: &mut impl CryptoRng) -> Box<StaticSecret> {
    from_bytes(SecretBytes::generate(rng).expose_secret())
}

fn from_bytes(bytes: &[u8; 32]) -> Box<StaticSecret> {
    Box::new(StaticSecret::from(*Zeroizing::new(*bytes)))
}

/// R, the reporter's public key within one desk. Unlinkable between desks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReporterPublicKey(Point);

impl ReporterPublicKey {
    /// Checks the 32 bytes of a public key.
    ///
    /// # Errors
    ///
    /// [`PointError`], by variant.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, PointError> {
        Point::new(bytes).map(Self)
    }

    /// Returns the 32 bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0.0
    }
}

impl fmt::Debug for ReporterPublicKey {
    /// Hides the bytes: they name a case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReporterPublicKey").finish_non_exhaustive()
    }
}

/// r, the reporter's private key within one desk. Wiped on drop, never printed, never cloned.
pub struct ReporterKey {
    // Wipes itself on drop; boxed so that moves leave no copies.
    key: Box<StaticSecret>,
}

impl ReporterKey {
    pub(super) fn from_secret(bytes: &SecretBytes<32>) -> Self {
        Self {
            key: from_bytes(bytes.expose_secret()),
        }
    }

    /// Returns R.
    #[must_use]
    pub fn public(&self) -> ReporterPublicKey {
        ReporterPublicKey(Point::of(&self.key))
    }

    pub(super) fn agree(&self, desk: &AuthenticationPublicKey) -> SharedSecret {
        self.key.diffie_hellman(&PublicKey::from(desk.point.0))
    }

    /// Returns the 32 bytes of the scalar, before clamping.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }
}

impl fmt::Debug for ReporterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReporterKey").finish_non_exhaustive()
    }
}

/// D, a desk's public authentication key, and its number in the card.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AuthenticationPublicKey {
    number: u32,
    point: Point,
}

impl AuthenticationPublicKey {
    /// Checks the 32 bytes of the public key with this number (1, 2, …).
    ///
    /// # Errors
    ///
    /// [`PointError`], by variant.
    pub fn from_bytes(number: u32, bytes: [u8; 32]) -> Result<Self, PointError> {
        Ok(Self {
            number,
            point: Point::new(bytes)?,
        })
    }

    /// Returns the number of the key: the desk's newest key has the greatest.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Returns the 32 bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.point.0
    }
}

impl fmt::Debug for AuthenticationPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = encode_hex(self.as_bytes());
        write!(f, "AuthenticationPublicKey({}, {key})", self.number)
    }
}

/// d, a desk's private authentication key. Wiped on drop, never printed, never cloned.
pub struct AuthenticationKey {
    number: u32,
    // Wipes itself on drop; boxed so that moves leave no copies.
    key: Box<StaticSecret>,
}

impl AuthenticationKey {
    /// Draws the key with this number (1, 2, …).
    #[must_use]
    pub fn generate(number: u32, rng: &mut impl CryptoRng) -> Self {
        Self {
            number,
            key: generate(rng),
        }
    }

    /// Takes the 32 bytes of a key as [`AuthenticationKey::expose_secret`] gave them.
    #[must_use]
    pub fn from_bytes(number: u32, bytes: &[u8; 32]) -> Self {
        Self {
            number,
            key: from_bytes(bytes),
        }
    }

    /// Returns the number of the key.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Returns D.
    #[must_use]
    pub fn public(&self) -> AuthenticationPublicKey {
        AuthenticationPublicKey {
            number: self.number,
            point: Point::of(&self.key),
        }
    }

    pub(super) fn agree(&self, reporter: &ReporterPublicKey) -> SharedSecret {
        self.key.diffie_hellman(&PublicKey::from(reporter.0.0))
    }

    /// Returns the 32 bytes of the scalar, to store them sealed.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }
}

impl fmt::Debug for AuthenticationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthenticationKey").finish_non_exhaustive()
    }
}
