//! Project Wycheproof's vectors through the primitives, called as this crate calls them.
//!
//! "Acceptable" vectors must be decided by our rules: X25519 results of all zeros are refused.

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use libcrux_ml_kem::mlkem768;
use sha2::Sha256;
use wycheproof::{TestResult, aead, hkdf as hkdf_vectors, mac, mlkem, xdh};
use x25519_dalek::{PublicKey, StaticSecret};

/// Counts what was tried, so that an empty file does not pass.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tried {
    valid: usize,
    refused: usize,
}

#[test]
fn x25519_agrees_and_refuses_zeros() {
    let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let private: [u8; 32] = test.private_key[..].try_into().unwrap();
        let public: [u8; 32] = test.public_key[..].try_into().unwrap();
        let shared = StaticSecret::from(private).diffie_hellman(&PublicKey::from(public));
        assert_eq!(shared.as_bytes()[..], test.shared_secret[..], "{test:?}");
        let zeros = test.flags.contains(&xdh::TestFlag::ZeroSharedSecret);
        assert_eq!(shared.was_contributory(), !zeros, "{test:?}");
        if zeros {
            tried.refused += 1;
        } else {
            tried.valid += 1;
        }
    }
    assert!(tried.valid > 400 && tried.refused > 10, "{tried:?}");
}

#[test]
fn chacha20poly1305_agrees() {
    let set = aead::TestSet::load(aead::TestName::ChaCha20Poly1305).unwrap();
    let mut tried = Tried::default();
    for group in set
        .test_groups
        .iter()
        .filter(|group| group.nonce_size == 96)
    {
        for test in &group.tests {
            let cipher = ChaCha20Poly1305::new_from_slice(&test.key).unwrap();
            let nonce: [u8; 12] = test.nonce[..].try_into().unwrap();
            let tag: [u8; 16] = test.tag[..].try_into().unwrap();
            let mut buffer = test.ct.to_vec();
            let opened = cipher.decrypt_inout_detached(
                &nonce.into(),
                &test.aad,
                buffer.as_mut_slice().into(),
                &tag.into(),
            );
            if test.result == TestResult::Invalid {
                assert!(opened.is_err(), "{test:?}");
                tried.refused += 1;
                continue;
            }
            assert!(opened.is_ok() && buffer == test.pt[..], "{test:?}");
            let sealed = cipher
                .encrypt_inout_detached(&nonce.into(), &test.aad, buffer.as_mut_slice().into())
                .unwrap();
            assert!(buffer == test.ct[..] && sealed[..] == tag, "{test:?}");
            tried.valid += 1;
        }
    }
    assert!(tried.valid > 200 && tried.refused > 20, "{tried:?}");
}

#[test]
fn hmac_sha256_agrees() {
    let set = mac::TestSet::load(mac::TestName::HmacSha256).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&test.key).unwrap();
        mac.update(&test.msg);
        // Truncated tags: we compare whole MACs only, the vectors also hold shorter ones.
        let verified = mac.verify_truncated_left(&test.tag).is_ok();
        assert_eq!(verified, test.result == TestResult::Valid, "{test:?}");
        if verified {
            tried.valid += 1;
        } else {
            tried.refused += 1;
        }
    }
    assert!(tried.valid > 50 && tried.refused > 50, "{tried:?}");
}

#[test]
fn hkdf_sha256_agrees() {
    let set = hkdf_vectors::TestSet::load(hkdf_vectors::TestName::HkdfSha256).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut okm = vec![0; test.size];
        let expanded =
            Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut okm);
        assert_eq!(
            expanded.is_ok(),
            test.result == TestResult::Valid,
            "{test:?}"
        );
        if expanded.is_ok() {
            assert_eq!(okm[..], test.okm[..], "{test:?}");
            tried.valid += 1;
        } else {
            tried.refused += 1;
        }
    }
    assert!(tried.valid > 60 && tried.refused > 0, "{tried:?}");
}

#[test]
fn ml_kem_768_key_generation_agrees() {
    let set = mlkem::TestSet::load(mlkem::TestName::MlKem768KeyGenSeed).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let seed = test.seed.as_ref().unwrap()[..].try_into().unwrap();
        let pair = mlkem768::generate_key_pair(seed);
        assert_eq!(pair.pk()[..], test.encaps_key.as_ref().unwrap()[..]);
        assert_eq!(pair.sk()[..], test.decaps_key.as_ref().unwrap()[..]);
        tried.valid += 1;
    }
    assert!(tried.valid >= 100, "{tried:?}");
}

#[test]
fn ml_kem_768_encapsulation_agrees_and_refuses_unreduced_keys() {
    let set = mlkem::TestSet::load(mlkem::TestName::MlKem768Encaps).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let key = test.encaps_key.as_ref().unwrap();
        let key = <[u8; 1_184]>::try_from(&key[..]).map(mlkem768::MlKem768PublicKey::from);
        let key = key.ok().filter(mlkem768::validate_public_key);
        assert_eq!(key.is_some(), test.result == TestResult::Valid, "{test:?}");
        let Some(key) = key else {
            tried.refused += 1;
            continue;
        };
        let coins = test.msg.as_ref().unwrap()[..].try_into().unwrap();
        let (ciphertext, shared) = mlkem768::encapsulate(&key, coins);
        assert_eq!(ciphertext.as_slice()[..], test.ct.as_ref().unwrap()[..]);
        assert_eq!(shared[..], test.shared_secret.as_ref().unwrap()[..]);
        tried.valid += 1;
    }
    assert!(tried.valid > 100 && tried.refused > 100, "{tried:?}");
}

#[test]
fn ml_kem_768_decapsulation_agrees() {
    let set = mlkem::TestSet::load(mlkem::TestName::MlKem768).unwrap();
    let mut tried = Tried::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let seed = <[u8; 64]>::try_from(&test.seed.as_ref().unwrap()[..]);
        let ciphertext = <[u8; 1_088]>::try_from(&test.ct.as_ref().unwrap()[..]);
        let (Ok(seed), Ok(ciphertext)) = (seed, ciphertext) else {
            // Our types admit no other lengths.
            assert_eq!(test.result, TestResult::Invalid, "{test:?}");
            tried.refused += 1;
            continue;
        };
        let pair = mlkem768::generate_key_pair(seed);
        let shared = mlkem768::decapsulate(pair.private_key(), &ciphertext.into());
        let agreed = shared[..] == test.shared_secret.as_ref().unwrap()[..];
        assert_eq!(agreed, test.result == TestResult::Valid, "{test:?}");
        tried.valid += 1;
    }
    assert!(tried.valid > 150 && tried.refused > 10, "{tried:?}");
}
