//! HKDF and HMAC with SHA-256, as every derivation uses them.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::limit::TAG_LEN;
use crate::secret::SecretBytes;
use crate::tag::Tag;

/// Expands `N` bytes, at most 8,160, from a pseudorandom key.
#[expect(
    clippy::expect_used,
    reason = "HKDF-SHA256 refuses only outputs above 8,160 bytes; ours have 16 or 32"
)]
pub(super) fn expand<const N: usize>(prk: &Hkdf<Sha256>, info: &[&[u8]]) -> SecretBytes<N> {
    SecretBytes::filled(|output| {
        prk.expand_multi_info(info, output)
            .expect("output is short enough for HKDF");
    })
}

/// Begins an HMAC.
#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length; this one has 32 bytes"
)]
pub(super) fn hmac(key: &SecretBytes<32>) -> Hmac<Sha256> {
    Hmac::new_from_slice(key.expose_secret()).expect("HMAC takes a key of any length")
}

/// Makes a tag: the first 16 bytes of the HMAC of a body's hash.
// spec: §1.1 D15, D16
pub(super) fn tag(key: &SecretBytes<32>, body_hash: &[u8; 32]) -> Tag {
    let full = hmac(key).chain_update(body_hash).finalize().into_bytes();
    let mut short = [0; TAG_LEN];
    short.copy_from_slice(&full[..TAG_LEN]);
    Tag::from_bytes(short)
}
