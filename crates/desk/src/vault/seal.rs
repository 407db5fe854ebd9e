//! Sealing: one record, one nonce, one place.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::VaultError;

/// Length of a nonce, in bytes: XChaCha20, so that random ones never meet.
pub(super) const NONCE_LEN: usize = 24;
/// Records are padded to a multiple of this, in bytes, so that lengths say little.
const PAD_LEN: usize = 256;

/// What sort of key a record is sealed under; its first byte, so that whoever replaces a key knows
/// which records it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The team's key.
    Team = 0,
    /// The team's key and a slot.
    Slot = 1,
    /// The key of a case and its slot.
    Case = 2,
}

impl Sort {
    pub(super) fn of(record: &[u8]) -> Option<Self> {
        match record.first()? {
            0 => Some(Self::Team),
            1 => Some(Self::Slot),
            2 => Some(Self::Case),
            _ => None,
        }
    }
}

/// The key that seals some records of the vault. Wiped on drop, never printed, never cloned.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecordKey {
    key: Box<[u8; 32]>,
    #[zeroize(skip)]
    sort: Sort,
}

impl RecordKey {
    /// Derives a key from the vault's master key: HKDF-Expand under `info`, or, with a slot
    /// key, HKDF salted with it.
    pub(super) fn derive(master: &[u8], slot: Option<&[u8]>, info: &[u8]) -> Self {
        Self::derive_for(Sort::Team, master, slot, info)
    }

    /// Derives a key for records of another sort.
    pub(super) fn derive_for(sort: Sort, master: &[u8], slot: Option<&[u8]>, info: &[u8]) -> Self {
        let mut key = Box::new([0; 32]);
        // 32 bytes are always a valid length for HKDF-SHA256.
        let _ = Hkdf::<Sha256>::new(slot, master).expand(info, key.as_mut());
        Self { key, sort }
    }

    /// Returns the key, where it is the seed of another.
    pub(super) fn expose_secret(&self) -> &[u8; 32] {
        &self.key
    }

    /// Seals a record for the database: the sort of its key, and what [`RecordKey::seal`] makes.
    pub(super) fn seal_record(
        &self,
        place: &Place<'_>,
        plain: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Vec<u8> {
        self.seal_raw(place.table, place.lookup, plain, rng)
    }

    /// Seals a record again that was found in the database.
    pub(super) fn seal_raw(
        &self,
        table: &str,
        lookup: &[u8],
        plain: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Vec<u8> {
        let sealed = self.seal_with(&associated(table, lookup), plain, rng);
        [&[self.sort as u8], sealed.as_slice()].concat()
    }

    /// Opens a record that was found in the database; `None` if it is another key's.
    pub(super) fn open_raw(
        &self,
        table: &str,
        lookup: &[u8],
        record: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        match Sort::of(record) {
            Some(sort) if sort == self.sort => {
                self.open_with(&associated(table, lookup), &record[1..])
            }
            _ => None,
        }
    }

    /// Opens what [`RecordKey::seal_record`] made for the same place.
    pub(super) fn open_record(
        &self,
        place: &Place<'_>,
        record: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.open_raw(place.table, place.lookup, record)
            .ok_or(VaultError::Damaged { part: place.table })
    }

    /// Seals `plain` for one place: nonce 24 ‖ ciphertext of (length 4 ‖ plain ‖ zeros) ‖ tag 16.
    pub(super) fn seal(
        &self,
        place: &Place<'_>,
        plain: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Vec<u8> {
        self.seal_with(&associated(place.table, place.lookup), plain, rng)
    }

    /// Opens what [`RecordKey::seal`] made for the same place.
    pub(super) fn open(
        &self,
        place: &Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.open_with(&associated(place.table, place.lookup), sealed)
            .ok_or(VaultError::Damaged { part: place.table })
    }

    fn seal_with(&self, associated: &[u8], plain: &[u8], rng: &mut impl CryptoRng) -> Vec<u8> {
        let mut nonce = XNonce::default();
        rng.fill_bytes(&mut nonce);
        let len = (4 + plain.len()).next_multiple_of(PAD_LEN);
        // Reserved in full, so that no copy is left behind by growing.
        let mut buffer = Vec::with_capacity(len + 16);
        buffer.extend_from_slice(&u32::try_from(plain.len()).unwrap_or(u32::MAX).to_be_bytes());
        buffer.extend_from_slice(plain);
        buffer.resize(len, 0);
        // Fails only above 256 GiB.
        let _ = self
            .cipher()
            .encrypt_in_place(&nonce, associated, &mut buffer);
        [nonce.as_slice(), &buffer].concat()
    }

    fn open_with(&self, associated: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut plain = Zeroizing::new(sealed.to_vec());
        self.cipher()
            .decrypt_in_place(&XNonce::from(*nonce), associated, &mut *plain)
            .ok()?;
        let len = plain.first_chunk::<4>().map(|len| u32::from_be_bytes(*len));
        let len = usize::try_from(len?).ok()?;
        let content = plain.get(4..4 + len)?;
        Some(Zeroizing::new(content.to_vec()))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.key))
    }
}

impl fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordKey").finish_non_exhaustive()
    }
}

/// Where a record lies. Sealed along with it, so that records cannot be swapped.
pub(super) struct Place<'a> {
    pub(super) table: &'static str,
    pub(super) lookup: &'a [u8],
}

/// Returns what is authenticated along with a record: where it lies.
fn associated(table: &str, lookup: &[u8]) -> Vec<u8> {
    [table.as_bytes(), b"\0", lookup].concat()
}

/// The key that turns names into lookup keys, so that the database has no name in it. Wiped on
/// drop, never printed, never cloned.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct IndexKey(Box<[u8; 32]>);

impl IndexKey {
    pub(super) fn derive(master: &[u8; 32]) -> Self {
        let mut key = Self(Box::new([0; 32]));
        let _ = Hkdf::<Sha256>::new(None, master).expand(b"bellrope/1 vault index", key.0.as_mut());
        key
    }

    /// Returns HMAC(index key, table ‖ 0 ‖ name)[..16].
    pub(super) fn lookup(&self, table: &str, name: &[u8]) -> [u8; 16] {
        let mut lookup = [0; 16];
        // HMAC takes a key of any length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_ref()) {
            mac.update(table.as_bytes());
            mac.update(b"\0");
            mac.update(name);
            lookup.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        lookup
    }
}

impl fmt::Debug for IndexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexKey").finish_non_exhaustive()
    }
}
