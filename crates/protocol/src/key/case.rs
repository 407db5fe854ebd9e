//! Every key of one case between one reporter and one authentication key of the desk.

use std::fmt;

use hkdf::Hkdf;
use hmac::Mac as _;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use x25519_dalek::SharedSecret;

use super::agreement::{AuthenticationKey, AuthenticationPublicKey, ReporterPublicKey};
use super::reporter::{CaseSecret, ReporterKeys};
use super::root::FoundingRoot;
use super::schedule::{expand, hmac, tag};
use crate::age::Passphrase;
use crate::secret::SecretBytes;
use crate::tag::Tag;

/// Names a case between its two sides. Sealed wherever it travels, so its `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseHandle([u8; 16]);

impl CaseHandle {
    /// Takes the 16 bytes of a handle.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the 16 bytes of the handle.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Compares in constant time.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for CaseHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseHandle").finish_non_exhaustive()
    }
}

/// The keys of a case, the same on both sides. Wiped on drop, never printed, never cloned.
pub struct CaseKeys {
    root: FoundingRoot,
    case_key: SecretBytes<32>,
    letter_mac_key: SecretBytes<32>,
    letter_tag_key: SecretBytes<32>,
    reply_tag_key: SecretBytes<32>,
    reply_passphrase: Passphrase,
    handle: CaseHandle,
}

impl CaseKeys {
    /// Derives the keys on the reporter's side, for one of the card's authentication keys.
    #[must_use]
    pub fn for_reporter(keys: &ReporterKeys, desk: &AuthenticationPublicKey) -> Self {
        Self::derive(
            &keys.key().agree(desk),
            keys.secret(),
            &keys.public(),
            desk,
            keys.root(),
        )
    }

    /// Derives the keys on the desk's side, from what the case's first letter carried.
    #[must_use]
    pub fn for_desk(
        key: &AuthenticationKey,
        reporter: &ReporterPublicKey,
        secret: &CaseSecret,
        root: &FoundingRoot,
    ) -> Self {
        Self::derive(&key.agree(reporter), secret, reporter, &key.public(), root)
    }

    fn derive(
        agreed: &SharedSecret,
        secret: &CaseSecret,
        reporter: &ReporterPublicKey,
        desk: &AuthenticationPublicKey,
        root: &FoundingRoot,
    ) -> Self {
        let input = SecretBytes::<64>::filled(|input| {
            input[..32].copy_from_slice(agreed.as_bytes());
            input[32..].copy_from_slice(secret.expose_secret());
        });
        // spec: §1.1 D6, D7
        let case_prk = Hkdf::<Sha256>::new(Some(root.as_bytes()), input.expose_secret());
        let info: [&[u8]; 3] = [b"bellrope/1 case", reporter.as_bytes(), desk.as_bytes()];
        Self::expand(expand(&case_prk, &info), *root)
    }

    #[expect(
        clippy::expect_used,
        reason = "HKDF-SHA256 refuses only keys below 32 bytes; K has 32"
    )]
    fn expand(case_key: SecretBytes<32>, root: FoundingRoot) -> Self {
        let prk = Hkdf::<Sha256>::from_prk(case_key.expose_secret()).expect("K is a full key");
        // spec: §1.1 D8–D12
        let passphrase: SecretBytes<32> = expand(&prk, &[b"bellrope/1 reply passphrase"]);
        let handle: SecretBytes<16> = expand(&prk, &[b"bellrope/1 case handle"]);
        Self {
            root,
            letter_mac_key: expand(&prk, &[b"bellrope/1 letter mac"]),
            letter_tag_key: expand(&prk, &[b"bellrope/1 letter tag"]),
            reply_tag_key: expand(&prk, &[b"bellrope/1 reply tag"]),
            reply_passphrase: Passphrase::from_key(passphrase.expose_secret()),
            handle: CaseHandle(*handle.expose_secret()),
            case_key,
        }
    }

    /// Returns the handle of the case.
    #[must_use]
    pub fn handle(&self) -> CaseHandle {
        self.handle
    }

    /// Returns the passphrase of every reply of the case.
    #[must_use]
    pub fn reply_passphrase(&self) -> &Passphrase {
        &self.reply_passphrase
    }

    /// Computes the MAC of a letter over founding root ‖ `padded`, the plaintext after its first
    /// line feed. To check one, use
    /// [`SealedLetter::verify`](crate::content::SealedLetter::verify).
    #[must_use]
    pub fn letter_mac(&self, padded: &[u8]) -> [u8; 32] {
        // spec: §1.1 D14
        hmac(&self.letter_mac_key)
            .chain_update(self.root.as_bytes())
            .chain_update(padded)
            .finalize()
            .into_bytes()
            .into()
    }

    /// Computes the tag of a letter from its hash ([`body_hash`](crate::tag::body_hash)).
    #[must_use]
    pub fn letter_tag(&self, body_hash: &[u8; 32]) -> Tag {
        tag(&self.letter_tag_key, body_hash)
    }

    /// Computes the tag of a reply from its hash ([`body_hash`](crate::tag::body_hash)).
    #[must_use]
    pub fn reply_tag(&self, body_hash: &[u8; 32]) -> Tag {
        tag(&self.reply_tag_key, body_hash)
    }

    /// Returns the mark of the case on the desk's board: random to everyone but the two sides.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "HKDF-SHA256 refuses only keys below 32 bytes; K has 32"
    )]
    pub fn board_mark(&self) -> [u8; 16] {
        // spec: §1.1 D13
        let prk = Hkdf::<Sha256>::from_prk(self.case_key.expose_secret()).expect("K is a full key");
        *expand::<16>(&prk, &[b"bellrope/1 board mark"]).expose_secret()
    }
}

impl fmt::Debug for CaseKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseKeys").finish_non_exhaustive()
    }
}
