//! HPKE (RFC 9180) in Base mode with one suite: X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
//!
//! In scope: one message for one encapsulation, empty aad, as age's hybrid stanza wants it.
//! Out of scope: contexts of many messages, exporters, the other modes and suites.

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::xwing::{ENCAPSULATION_LEN, Encapsulation, PublicKey, SecretKey, SharedSecret};

/// Length of what sealing adds to a message, in bytes.
pub const TAG_LEN: usize = 16;

const MODE_BASE: u8 = 0;
/// `HPKE` ‖ KEM 0x647a (MLKEM768-X25519) ‖ KDF 0x0001 (HKDF-SHA256) ‖ AEAD 0x0003
/// (ChaCha20Poly1305).
const SUITE_ID: &[u8; 10] = b"HPKE\x64\x7a\x00\x01\x00\x03";
const VERSION: &[u8; 7] = b"HPKE-v1";
const CONTEXT_LEN: usize = 1 + 32 + 32;

/// The suite under one `info`, with the part of the key schedule that depends on nothing else.
#[derive(Debug)]
pub struct Suite {
    context: [u8; CONTEXT_LEN],
}

impl Suite {
    /// Computes the key-schedule context: mode ‖ psk_id_hash ‖ info_hash (RFC 9180 §5.1).
    pub fn new(info: &[u8]) -> Self {
        let mut context = [MODE_BASE; CONTEXT_LEN];
        let (_, hashes) = context.split_at_mut(1);
        hashes[..32].copy_from_slice(&*labeled_extract(&[], b"psk_id_hash", &[]).0);
        hashes[32..].copy_from_slice(&*labeled_extract(&[], b"info_hash", info).0);
        Self { context }
    }

    /// Seals `message` to `recipient` (SealBase, RFC 9180 §6.1).
    pub fn seal<const N: usize>(
        &self,
        message: &[u8; N],
        recipient: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Sealed<N> {
        let (encapsulation, shared) = recipient.encapsulate(rng);
        let keys = self.schedule(&shared);
        let mut body = *message;
        #[expect(
            clippy::expect_used,
            reason = "ChaCha20-Poly1305 fails above 256 GiB only"
        )]
        let tag = keys
            .cipher
            .encrypt_inout_detached(&keys.nonce.into(), &[], body.as_mut_slice().into())
            .expect("message is short");
        Sealed {
            encapsulation,
            body,
            tag: tag.into(),
        }
    }

    /// Opens what [`Suite::seal`] made (OpenBase, RFC 9180 §6.1).
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant.
    pub fn open<const N: usize>(
        &self,
        key: &SecretKey,
        encapsulation: &[u8; ENCAPSULATION_LEN],
        body: &[u8; N],
        tag: &[u8; TAG_LEN],
    ) -> Result<Zeroizing<[u8; N]>, OpenError> {
        let shared = key
            .decapsulate(encapsulation)
            .map_err(|_| OpenError::LowOrder)?;
        let keys = self.schedule(&shared);
        let mut message = Zeroizing::new(*body);
        keys.cipher
            .decrypt_inout_detached(
                &keys.nonce.into(),
                &[],
                message.as_mut_slice().into(),
                tag.into(),
            )
            .map_err(|_| OpenError::NotForUs)?;
        Ok(message)
    }

    /// KeySchedule of RFC 9180 §5.1 for Base mode (psk and psk_id are empty).
    fn schedule(&self, shared: &SharedSecret) -> Keys {
        let (_, secret) = labeled_extract(shared.expose_secret(), b"secret", &[]);
        let mut key = Zeroizing::new([0; 32]);
        labeled_expand(&secret, b"key", &self.context, &mut *key);
        let mut nonce = [0; 12];
        labeled_expand(&secret, b"base_nonce", &self.context, &mut nonce);
        Keys {
            cipher: ChaCha20Poly1305::new((&*key).into()),
            nonce,
        }
    }
}

/// A sealed message of `N` bytes.
#[derive(Debug)]
pub struct Sealed<const N: usize> {
    /// What carries the shared secret.
    pub encapsulation: Encapsulation,
    /// The encrypted message.
    pub body: [u8; N],
    /// The tag over it.
    pub tag: [u8; TAG_LEN],
}

/// Why a sealed message does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The X25519 share is of low order: malformed for every key.
    #[error("x25519 share is of low order")]
    LowOrder,
    /// Sealed to another key, or changed.
    #[error("does not open with this key")]
    NotForUs,
}

struct Keys {
    cipher: ChaCha20Poly1305,
    nonce: [u8; 12],
}

/// LabeledExtract of RFC 9180 §4.
fn labeled_extract(salt: &[u8], label: &[u8], ikm: &[u8]) -> (Zeroizing<[u8; 32]>, Hkdf<Sha256>) {
    let mut extract = hkdf::HkdfExtract::<Sha256>::new(Some(salt));
    for part in [VERSION, &SUITE_ID[..], label, ikm] {
        extract.input_ikm(part);
    }
    let (prk, hkdf) = extract.finalize();
    (Zeroizing::new(prk.into()), hkdf)
}

/// LabeledExpand of RFC 9180 §4, filling `out`.
fn labeled_expand(prk: &Hkdf<Sha256>, label: &[u8], info: &[u8], out: &mut [u8]) {
    #[expect(clippy::expect_used, reason = "called with 12 and 32 bytes only")]
    let len = u16::try_from(out.len()).expect("output is short");
    #[expect(clippy::expect_used, reason = "HKDF fails above 8,160 bytes only")]
    prk.expand_multi_info(&[&len.to_be_bytes(), VERSION, SUITE_ID, label, info], out)
        .expect("output is short");
}
