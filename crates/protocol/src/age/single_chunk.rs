//! Files of fixed length whose payload is one chunk: letters and replies.

use rand_core::CryptoRng;

use super::{
    FileKey, Plaintext,
    stream::{CHUNK_LEN, Decryptor, Encryptor, NONCE_LEN, Position, TAG_LEN},
};

/// Writes `header ‖ nonce ‖ chunk ‖ tag`, `FILE` bytes in all.
pub(crate) fn seal_single_chunk<const N: usize, const FILE: usize>(
    file_key: &FileKey,
    header: &[u8],
    plaintext: &[u8; N],
    rng: &mut impl CryptoRng,
) -> Box<[u8; FILE]> {
    const { assert!(N > 0 && N <= CHUNK_LEN) };
    let (mut encryptor, nonce) = Encryptor::begin(file_key, rng);
    let mut file = Box::new([0; FILE]);
    let (header_part, rest) = file.split_at_mut(header.len());
    let (nonce_part, rest) = rest.split_at_mut(NONCE_LEN);
    let (chunk, tag) = rest.split_at_mut(N);
    header_part.copy_from_slice(header);
    nonce_part.copy_from_slice(&nonce);
    chunk.copy_from_slice(plaintext);
    #[expect(clippy::expect_used, reason = "the length is checked at compile time")]
    let sealed_tag = encryptor.seal(chunk, Position::Last).expect("one chunk");
    tag.copy_from_slice(&sealed_tag);
    file
}

/// Opens `nonce ‖ chunk ‖ tag` of exactly `N` bytes of plaintext.
pub(crate) fn open_single_chunk<const N: usize>(
    file_key: &FileKey,
    payload: &[u8],
) -> Option<Plaintext<N>> {
    const { assert!(N > 0 && N <= CHUNK_LEN) };
    let (nonce, sealed) = payload.split_first_chunk::<NONCE_LEN>()?;
    let (chunk, tag) = sealed.split_last_chunk::<TAG_LEN>()?;
    let mut plaintext = Plaintext::from_ciphertext(chunk.try_into().ok()?);
    Decryptor::new(file_key, nonce)
        .open(plaintext.as_mut_slice(), tag, Position::Last)
        .ok()?;
    Some(plaintext)
}
