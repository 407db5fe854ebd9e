//! The file key: 16 fresh bytes from which header MAC and payload key follow.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The symmetric key of one age file. Wiped on drop, never printed, never cloned.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct FileKey(Box<[u8; FileKey::LEN]>);

impl FileKey {
    /// Length of a file key, in bytes.
    pub const LEN: usize = 16;

    /// Draws a fresh file key. Never use one for two files.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Self(Box::new([0; Self::LEN]));
        rng.fill_bytes(&mut *key.0);
        key
    }

    /// Takes the bytes of a file key, as they come out of a stanza.
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Self {
        Self(Box::new(*bytes))
    }

    /// Returns the key: for wrapping it in a stanza, or for deriving a key of another payload than
    /// age's from it.
    pub fn expose_secret(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// Computes the MAC over a header up to and including its `---`.
    pub(super) fn header_mac(&self, header: &[u8]) -> [u8; 32] {
        self.mac_of(header).finalize().into_bytes().into()
    }

    /// Says, in constant time, whether `mac` is the MAC over `header`.
    pub(super) fn verify_header(&self, header: &[u8], mac: &[u8; 32]) -> bool {
        self.mac_of(header).verify(mac.into()).is_ok()
    }

    /// Derives the payload key of the file with this nonce.
    pub(super) fn payload_key(&self, nonce: &[u8; 16]) -> Zeroizing<[u8; 32]> {
        self.derive(nonce, b"payload")
    }

    fn mac_of(&self, header: &[u8]) -> Hmac<Sha256> {
        let key = self.derive(&[], b"header");
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&*key).expect("any length");
        mac.update(header);
        mac
    }

    fn derive(&self, salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        #[expect(clippy::expect_used, reason = "HKDF fails above 8,160 bytes only")]
        Hkdf::<Sha256>::new(Some(salt), &*self.0)
            .expand(info, &mut *key)
            .expect("output is short");
        key
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileKey").finish_non_exhaustive()
    }
}
