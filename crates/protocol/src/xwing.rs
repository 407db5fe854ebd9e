//! X-Wing: the hybrid of ML-KEM-768 and X25519 that age's `mlkem768x25519` stanza stands on.
//!
//! In scope: keys, encapsulation, decapsulation as in draft-connolly-cfrg-xwing-kem, with all-zero
//! X25519 results refused (draft-ietf-hpke-pq, MLKEM768-X25519).
//! Out of scope: what the shared secret is used for, see [`crate::hpke`].
//!
//! # Wire format
//!
//! | what | bytes |
//! |---|---|
//! | seed | 32 |
//! | public key | 1,216 = 1,184 ML-KEM ‖ 32 X25519 |
//! | encapsulation | 1,120 = 1,088 ML-KEM ‖ 32 X25519 |
//! | shared secret | 32 |
//!
//! ```
//! use bellrope_protocol::xwing::{ENCAPSULATION_LEN, PUBLIC_KEY_LEN};
//! assert_eq!(PUBLIC_KEY_LEN, 1_184 + 32);
//! assert_eq!(ENCAPSULATION_LEN, 1_088 + 32);
//! ```
//!
//! # Wiping
//!
//! Seeds and private keys are boxed and wiped on drop. libcrux and the compiler may leave copies of
//! intermediate values on the stack; that is not in our hands (docs/soundness.md).

use std::fmt;

use libcrux_ml_kem::mlkem768::{self, MlKem768Ciphertext, MlKem768PrivateKey, MlKem768PublicKey};
use rand_core::CryptoRng;
use thiserror::Error;
use x25519_dalek::StaticSecret;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Length of a secret key's seed, in bytes.
pub const SEED_LEN: usize = 32;
/// Length of a public key, in bytes.
pub const PUBLIC_KEY_LEN: usize = ML_KEM_PUBLIC_KEY_LEN + X25519_LEN;
/// Length of an encapsulation, in bytes.
pub const ENCAPSULATION_LEN: usize = ML_KEM_CIPHERTEXT_LEN + X25519_LEN;
/// Length of a shared secret, in bytes.
pub const SHARED_SECRET_LEN: usize = 32;

const ML_KEM_PUBLIC_KEY_LEN: usize = 1_184;
const ML_KEM_CIPHERTEXT_LEN: usize = 1_088;
const X25519_LEN: usize = 32;
const LABEL: &[u8; 6] = br"\.//^\";

/// A valid public key: its ML-KEM half is reduced, its X25519 half is not of low order.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Box<[u8; PUBLIC_KEY_LEN]>);

impl PublicKey {
    /// Takes the bytes of a public key and checks both halves.
    ///
    /// # Errors
    ///
    /// [`PublicKeyError`], by variant.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PublicKeyError> {
        let bytes: &[u8; PUBLIC_KEY_LEN] = bytes
            .try_into()
            .map_err(|_| PublicKeyError::Length { len: bytes.len() })?;
        let key = Self(Box::new(*bytes));
        if !mlkem768::validate_public_key(&key.ml_kem()) {
            return Err(PublicKeyError::Unreduced);
        }
        if is_low_order(key.x25519()) {
            return Err(PublicKeyError::LowOrder);
        }
        Ok(key)
    }

    /// Returns the bytes of this key.
    pub fn as_bytes(&self) -> &[u8; PUBLIC_KEY_LEN] {
        &self.0
    }

    /// Makes a fresh shared secret and what carries it to the holder of the secret key.
    ///
    /// Cannot meet an all-zero X25519 result: [`PublicKey::from_bytes`] refuses the points that
    /// give one, and a clamped scalar gives zero for no other.
    pub fn encapsulate(&self, rng: &mut impl CryptoRng) -> (Encapsulation, SharedSecret) {
        let mut coins = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *coins);
        let ephemeral = StaticSecret::random_from_rng(rng);
        self.encapsulate_with(&coins, &ephemeral)
    }

    fn encapsulate_with(
        &self,
        coins: &[u8; 32],
        ephemeral: &StaticSecret,
    ) -> (Encapsulation, SharedSecret) {
        let (ml_kem_ciphertext, ml_kem_secret) = mlkem768::encapsulate(&self.ml_kem(), *coins);
        let ml_kem_secret = Zeroizing::new(ml_kem_secret);
        let share = x25519_dalek::PublicKey::from(ephemeral);
        let x25519_secret = ephemeral.diffie_hellman(&(*self.x25519()).into());

        let mut encapsulation = Box::new([0; ENCAPSULATION_LEN]);
        let (ml_kem_half, x25519_half) = encapsulation.split_at_mut(ML_KEM_CIPHERTEXT_LEN);
        ml_kem_half.copy_from_slice(ml_kem_ciphertext.as_slice());
        x25519_half.copy_from_slice(share.as_bytes());
        let shared = combine(
            &ml_kem_secret,
            x25519_secret.as_bytes(),
            share.as_bytes(),
            self.x25519(),
        );
        (encapsulation, shared)
    }

    fn ml_kem(&self) -> MlKem768PublicKey {
        let (half, _) = split::<ML_KEM_PUBLIC_KEY_LEN, PUBLIC_KEY_LEN>(&self.0);
        half.into()
    }

    fn x25519(&self) -> &[u8; X25519_LEN] {
        split::<ML_KEM_PUBLIC_KEY_LEN, PUBLIC_KEY_LEN>(&self.0).1
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey").finish_non_exhaustive()
    }
}

/// Why bytes are no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PublicKeyError {
    /// Not the length of a public key.
    #[error("hybrid public key is {len} bytes, expected 1216")]
    Length {
        /// Its length, in bytes.
        len: usize,
    },
    /// The ML-KEM half has a coefficient that is not reduced.
    #[error("ml-kem half of the public key is not reduced")]
    Unreduced,
    /// The X25519 half is a point of low order.
    #[error("x25519 half of the public key is of low order")]
    LowOrder,
}

/// What carries a shared secret: ML-KEM ciphertext ‖ X25519 share.
pub type Encapsulation = Box<[u8; ENCAPSULATION_LEN]>;

/// A shared secret of both sides. Wiped on drop.
///
/// Not boxed: it lives for one key schedule, and a desk makes one for each letter it tries.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SharedSecret([u8; SHARED_SECRET_LEN]);

impl SharedSecret {
    /// Returns the secret bytes.
    pub fn expose_secret(&self) -> &[u8; SHARED_SECRET_LEN] {
        &self.0
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedSecret").finish_non_exhaustive()
    }
}

/// A secret key, expanded once so that decapsulation is as cheap as its two halves.
pub struct SecretKey(Box<Expanded>);

struct Expanded {
    seed: [u8; SEED_LEN],
    ml_kem: MlKem768PrivateKey,
    x25519: StaticSecret,
    public: PublicKey,
}

impl SecretKey {
    /// Draws a fresh secret key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; SEED_LEN]);
        rng.fill_bytes(&mut *seed);
        Self::from_seed(&seed)
    }

    /// Expands a secret key from its seed: SHAKE-256 to an ML-KEM seed and an X25519 scalar.
    pub fn from_seed(seed: &[u8; SEED_LEN]) -> Self {
        let expanded = Zeroizing::new(libcrux_sha3::shake256::<96>(seed));
        let (ml_kem_seed, x25519_scalar) = split::<64, 96>(&expanded);
        let (ml_kem, ml_kem_public) = mlkem768::generate_key_pair(*ml_kem_seed).into_parts();
        let x25519 = StaticSecret::from(*x25519_scalar);

        let mut public = Box::new([0; PUBLIC_KEY_LEN]);
        let (ml_kem_half, x25519_half) = public.split_at_mut(ML_KEM_PUBLIC_KEY_LEN);
        ml_kem_half.copy_from_slice(ml_kem_public.as_slice());
        x25519_half.copy_from_slice(x25519_dalek::PublicKey::from(&x25519).as_bytes());
        Self(Box::new(Expanded {
            seed: *seed,
            ml_kem,
            x25519,
            public: PublicKey(public),
        }))
    }

    /// Returns the public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public
    }

    /// Returns the seed, all of the secret key.
    pub fn expose_seed(&self) -> &[u8; SEED_LEN] {
        &self.0.seed
    }

    /// Recovers the shared secret from an encapsulation.
    ///
    /// A wrong or changed ML-KEM ciphertext gives another secret, not an error.
    ///
    /// # Errors
    ///
    /// [`LowOrderShare`] when the X25519 result is all zeros.
    pub fn decapsulate(
        &self,
        encapsulation: &[u8; ENCAPSULATION_LEN],
    ) -> Result<SharedSecret, LowOrderShare> {
        let key = &*self.0;
        let (ml_kem_ciphertext, share) =
            split::<ML_KEM_CIPHERTEXT_LEN, ENCAPSULATION_LEN>(encapsulation);
        let x25519_secret = key.x25519.diffie_hellman(&(*share).into());
        if !x25519_secret.was_contributory() {
            return Err(LowOrderShare);
        }
        let ciphertext = MlKem768Ciphertext::from(ml_kem_ciphertext);
        let ml_kem_secret = Zeroizing::new(mlkem768::decapsulate(&key.ml_kem, &ciphertext));
        Ok(combine(
            &ml_kem_secret,
            x25519_secret.as_bytes(),
            share,
            key.public.x25519(),
        ))
    }
}

impl Drop for Expanded {
    fn drop(&mut self) {
        self.seed.zeroize();
        self.ml_kem[0..].zeroize();
    }
}

impl ZeroizeOnDrop for SecretKey {}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").finish_non_exhaustive()
    }
}

/// The X25519 share of an encapsulation is a point of low order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("x25519 share is of low order")]
pub struct LowOrderShare;

/// Checks what can be checked of an encapsulation without a key: that its X25519 share is not a
/// point of low order. Every string of the right length is an ML-KEM ciphertext.
///
/// # Errors
///
/// [`LowOrderShare`].
pub fn check_encapsulation(encapsulation: &[u8; ENCAPSULATION_LEN]) -> Result<(), LowOrderShare> {
    let (_, share) = split::<ML_KEM_CIPHERTEXT_LEN, ENCAPSULATION_LEN>(encapsulation);
    if is_low_order(share) {
        Err(LowOrderShare)
    } else {
        Ok(())
    }
}

/// The u-coordinates for which X25519 gives zeros whatever the scalar, little-endian, every
/// spelling below 2^255: 0, 1, the two of order 8, p − 1, p, p + 1.
const LOW_ORDER: [[u8; X25519_LEN]; 7] = [
    [0; 32],
    first_byte(1),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    near_p(0xec),
    near_p(0xed),
    near_p(0xee),
];

const fn first_byte(byte: u8) -> [u8; X25519_LEN] {
    let mut point = [0; X25519_LEN];
    point[0] = byte;
    point
}

const fn near_p(byte: u8) -> [u8; X25519_LEN] {
    let mut point = [0xff; X25519_LEN];
    point[0] = byte;
    point[31] = 0x7f;
    point
}

/// Says whether a public X25519 value is of low order. Not constant time: it is public.
fn is_low_order(point: &[u8; X25519_LEN]) -> bool {
    let mut masked = *point;
    masked[31] &= 0x7f;
    LOW_ORDER.contains(&masked)
}

/// `SHA3-256(ss_M ‖ ss_X ‖ ct_X ‖ pk_X ‖ label)`, draft-connolly-cfrg-xwing-kem §5.3.
fn combine(
    ml_kem_secret: &[u8; 32],
    x25519_secret: &[u8; 32],
    share: &[u8; 32],
    public: &[u8; 32],
) -> SharedSecret {
    let mut input = Zeroizing::new([0; 4 * 32 + LABEL.len()]);
    for (part, bytes) in
        input
            .chunks_mut(32)
            .zip([&ml_kem_secret[..], x25519_secret, share, public, LABEL])
    {
        part.copy_from_slice(bytes);
    }
    SharedSecret(libcrux_sha3::sha256(&*input))
}

/// Splits an array of `N` bytes in its first `A` and its last 32.
fn split<const A: usize, const N: usize>(bytes: &[u8; N]) -> (&[u8; A], &[u8; X25519_LEN]) {
    const { assert!(A + X25519_LEN == N) };
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (first, last),
        _ => unreachable!(),
    }
}

#[cfg(test)]
mod tests;
