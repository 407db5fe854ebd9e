//! The `scrypt` stanza with the one work factor that replies use.

use std::fmt;

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{FileKey, Header, PASSPHRASE_HEADER_LEN, Stanza, UnwrapError};
use crate::encoding::{decode_base64_unpadded_array, encode_base64_unpadded, encode_hex};

const STANZA_TYPE: &str = "scrypt";
/// log2(N). The passphrase is a full-strength key: stretching it adds nothing, and 2^10 keeps a
/// scan cheap. Stock age reads any factor from 1 up.
const WORK_FACTOR: u8 = 10;
const WORK_FACTOR_TEXT: &str = "10";
const SALT_LABEL: &[u8; 28] = b"age-encryption.org/v1/scrypt";
const SALT_LEN: usize = 16;
/// Fixed, because every wrap key wraps one file key only (C2SP age.md).
const NONCE: [u8; 12] = [0; 12];
const TAG_LEN: usize = 16;

/// A full-strength passphrase, in Bellrope 64 lower-case hex digits. Wiped on drop, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(Box<str>);

impl Passphrase {
    /// Writes 32 secret bytes as a passphrase.
    pub fn from_key(key: &[u8; 32]) -> Self {
        Self(encode_hex(key).into_boxed_str())
    }

    /// Takes a passphrase as it stands. It must be a full-strength key: the work factor protects
    /// nothing weaker.
    pub fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the passphrase, to be typed into any age since 1.0.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }

    /// Writes the header that wraps `file_key` under this passphrase: always
    /// [`PASSPHRASE_HEADER_LEN`] bytes.
    pub fn write_header(&self, file_key: &FileKey, rng: &mut impl CryptoRng) -> Vec<u8> {
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        let mut body = file_key.expose_secret().to_vec();
        #[expect(
            clippy::expect_used,
            reason = "ChaCha20-Poly1305 fails above 256 GiB only"
        )]
        let tag = self
            .wrap_cipher(&salt)
            .encrypt_inout_detached(&NONCE.into(), &[], body.as_mut_slice().into())
            .expect("file key is short");
        body.extend_from_slice(&tag);
        let salt = encode_base64_unpadded(&salt);
        let stanza = Stanza {
            args: vec![STANZA_TYPE, &salt, WORK_FACTOR_TEXT],
            body,
        };
        Header::write(&stanza, file_key)
    }

    /// Unwraps the file key from one stanza, by the rules of C2SP age.md and work factor 2^10 only.
    ///
    /// # Errors
    ///
    /// [`UnwrapError`], by variant; another work factor is [`UnwrapError::Malformed`].
    pub fn unwrap(&self, stanza: &Stanza<'_>) -> Result<FileKey, UnwrapError> {
        let mut wrapped = Wrapped::parse(stanza)?;
        self.wrap_cipher(&wrapped.salt)
            .decrypt_inout_detached(
                &NONCE.into(),
                &[],
                wrapped.body.as_mut_slice().into(),
                &wrapped.tag.into(),
            )
            .map_err(|_| UnwrapError::NotForUs)?;
        Ok(FileKey::from_bytes(&wrapped.body))
    }

    /// Unwraps and verifies a header that has one `scrypt` stanza and nothing else.
    ///
    /// # Errors
    ///
    /// [`UnwrapError::Malformed`] when it has another form or a wrong MAC;
    /// [`UnwrapError::NotForUs`] when it is sealed under another passphrase.
    pub fn open_header(&self, file: &[u8]) -> Result<FileKey, UnwrapError> {
        let header = Header::parse(file).map_err(|_| UnwrapError::Malformed)?;
        let stanza = header.only_stanza().ok_or(UnwrapError::Malformed)?;
        let file_key = self.unwrap(stanza)?;
        header
            .verify(&file_key)
            .then_some(file_key)
            .ok_or(UnwrapError::Malformed)
    }

    /// `scrypt(N = 2^10, r = 8, p = 1, S = label ‖ salt)` as a ChaCha20-Poly1305 key.
    fn wrap_cipher(&self, salt: &[u8; SALT_LEN]) -> ChaCha20Poly1305 {
        let mut labelled = SALT_LABEL.to_vec();
        labelled.extend_from_slice(salt);
        let mut key = Zeroizing::new([0; 32]);
        #[expect(clippy::expect_used, reason = "the parameters are constants")]
        let params = scrypt::Params::new(WORK_FACTOR, 8, 1).expect("parameters are in range");
        #[expect(clippy::expect_used, reason = "32 bytes are in range")]
        scrypt::scrypt(self.0.as_bytes(), &labelled, &params, &mut *key)
            .expect("output length is in range");
        ChaCha20Poly1305::new((&*key).into())
    }
}

/// Says, without a passphrase, whether `file` begins with the one canonical header with one
/// `scrypt` stanza of work factor 2^10.
pub(crate) fn is_passphrase_header(file: &[u8]) -> bool {
    let Ok(header) = Header::parse(file) else {
        return false;
    };
    let canonical = header
        .only_stanza()
        .is_some_and(|stanza| Wrapped::parse(stanza).is_ok());
    debug_assert!(!canonical || header.len() == PASSPHRASE_HEADER_LEN);
    canonical
}

/// A `scrypt` stanza of the right arguments and lengths.
struct Wrapped {
    salt: [u8; SALT_LEN],
    body: Zeroizing<[u8; FileKey::LEN]>,
    tag: [u8; TAG_LEN],
}

impl Wrapped {
    fn parse(stanza: &Stanza<'_>) -> Result<Self, UnwrapError> {
        let [STANZA_TYPE, args @ ..] = stanza.args.as_slice() else {
            return Err(UnwrapError::OtherType);
        };
        let ([salt, WORK_FACTOR_TEXT], Some((body, tag))) = (args, stanza.body.split_first_chunk())
        else {
            return Err(UnwrapError::Malformed);
        };
        Ok(Self {
            salt: decode_base64_unpadded_array(salt).map_err(|_| UnwrapError::Malformed)?,
            body: Zeroizing::new(*body),
            tag: tag.try_into().map_err(|_| UnwrapError::Malformed)?,
        })
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passphrase").finish_non_exhaustive()
    }
}
