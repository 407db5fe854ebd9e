//! Sealing to somebody who is not here: an age header to a hybrid recipient, and a record under a
//! key that its file key gives.
//!
//! # Wire format
//!
//! ```text
//! age header (C2SP age.md) with one mlkem768x25519 stanza, as long as it says itself
//! record: nonce 24 ‖ ciphertext of (u32 length ‖ plain ‖ zeros to 256) ‖ tag 16, under
//!         HKDF-SHA256(file key, "bellrope/1 vault envelope")
//! ```

use bellrope_protocol::age::{FileKey, Header, Identity, Recipient};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::error::VaultError;
use super::seal::{Place, RecordKey};

const INFO: &[u8] = b"bellrope/1 vault envelope";

/// Seals `plain` for one place, to one recipient.
pub(super) fn seal(
    recipient: &Recipient,
    place: &Place<'_>,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Vec<u8> {
    let file_key = FileKey::generate(rng);
    let mut sealed = recipient.write_header(&file_key, rng);
    sealed.extend(key_of(&file_key).seal(place, plain, rng));
    sealed
}

/// Opens what [`seal`] made for the same place.
pub(super) fn open(
    identity: &Identity,
    place: &Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let damaged = VaultError::Damaged { part: place.table };
    let header = match Header::parse(sealed) {
        Ok(header) => header.len(),
        Err(_) => return Err(damaged),
    };
    match identity.open_header(sealed) {
        Ok(file_key) => key_of(&file_key).open(place, &sealed[header..]),
        Err(_) => Err(damaged),
    }
}

fn key_of(file_key: &FileKey) -> RecordKey {
    RecordKey::derive(file_key.expose_secret(), None, INFO)
}
