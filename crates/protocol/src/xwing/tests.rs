use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use x_wing::{
    DecapsulationKeyRejectNonContrib, Decapsulator as _, Encapsulate as _, EncapsulationKey,
    KeyExport as _, TryDecapsulate as _,
};

use super::*;

fn rng() -> StdRng {
    StdRng::seed_from_u64(0x5eed)
}

fn a_secret_key() -> SecretKey {
    SecretKey::generate(&mut rng())
}

/// A letter's author may spell a low-order point with the top bit set, too.
fn low_order_spellings() -> impl Iterator<Item = [u8; 32]> {
    LOW_ORDER.into_iter().flat_map(|point| {
        let mut high = point;
        high[31] |= 0x80;
        [point, high]
    })
}

#[test]
fn decapsulate_recovers_what_encapsulate_made() {
    let key = a_secret_key();
    let (encapsulation, sent) = key.public_key().encapsulate(&mut rng());
    let received = key.decapsulate(&encapsulation).unwrap();
    assert_eq!(sent.expose_secret(), received.expose_secret());
}

#[test]
fn keys_are_those_of_the_x_wing_crate() {
    let mut rng = rng();
    for _ in 0..50 {
        let mut seed = [0; SEED_LEN];
        rng.fill_bytes(&mut seed);
        let ours = SecretKey::from_seed(&seed);
        let theirs = DecapsulationKeyRejectNonContrib::from(seed);
        assert_eq!(
            ours.public_key().as_bytes().as_slice(),
            theirs.encapsulation_key().to_bytes().as_slice()
        );
    }
}

#[test]
fn encapsulations_open_with_the_x_wing_crate() {
    let mut rng = rng();
    for _ in 0..50 {
        let ours = SecretKey::generate(&mut rng);
        let theirs = DecapsulationKeyRejectNonContrib::from(*ours.expose_seed());
        let (encapsulation, sent) = ours.public_key().encapsulate(&mut rng);
        let received = theirs
            .try_decapsulate(encapsulation.as_slice().try_into().unwrap())
            .unwrap();
        assert_eq!(sent.expose_secret().as_slice(), received.as_slice());
    }
}

#[test]
fn decapsulate_opens_those_of_the_x_wing_crate() {
    let mut rng = rng();
    for _ in 0..50 {
        let ours = SecretKey::generate(&mut rng);
        let theirs = EncapsulationKey::try_from(ours.public_key().as_bytes().as_slice()).unwrap();
        let (encapsulation, sent) = theirs.encapsulate_with_rng(&mut rng);
        let received = ours
            .decapsulate(encapsulation.as_slice().try_into().unwrap())
            .unwrap();
        assert_eq!(sent.as_slice(), received.expose_secret().as_slice());
    }
}

#[test]
fn decapsulate_gives_another_secret_for_a_changed_ciphertext() {
    let key = a_secret_key();
    let (mut encapsulation, sent) = key.public_key().encapsulate(&mut rng());
    encapsulation[0] ^= 1;
    let received = key.decapsulate(&encapsulation).unwrap();
    assert_ne!(sent.expose_secret(), received.expose_secret());
}

#[test]
fn decapsulate_and_check_refuse_low_order_shares() {
    let key = a_secret_key();
    let (mut encapsulation, _) = key.public_key().encapsulate(&mut rng());
    for point in low_order_spellings() {
        encapsulation[ML_KEM_CIPHERTEXT_LEN..].copy_from_slice(&point);
        assert_eq!(key.decapsulate(&encapsulation).err(), Some(LowOrderShare));
        assert_eq!(check_encapsulation(&encapsulation), Err(LowOrderShare));
    }
}

#[test]
fn check_passes_honest_encapsulations() {
    let (encapsulation, _) = a_secret_key().public_key().encapsulate(&mut rng());
    assert_eq!(check_encapsulation(&encapsulation), Ok(()));
}

/// The table and the arithmetic agree, on all its points and on many others.
#[test]
fn low_order_is_what_gives_zeros() {
    let mut rng = rng();
    let secret = StaticSecret::random_from_rng(&mut rng);
    let mut points: Vec<[u8; 32]> = low_order_spellings().collect();
    points.extend((0..=255).flat_map(|byte| [first_byte(byte), near_p(byte)]));
    for _ in 0..200 {
        let mut point = [0; 32];
        rng.fill_bytes(&mut point);
        points.push(point);
    }
    for point in points {
        let zeros = !secret.diffie_hellman(&point.into()).was_contributory();
        assert_eq!(is_low_order(&point), zeros, "{point:02x?}");
    }
}

#[test]
fn public_key_refuses_low_order_points() {
    let mut bytes = *a_secret_key().public_key().as_bytes();
    for point in low_order_spellings() {
        bytes[ML_KEM_PUBLIC_KEY_LEN..].copy_from_slice(&point);
        assert_eq!(PublicKey::from_bytes(&bytes), Err(PublicKeyError::LowOrder));
    }
}

#[test]
fn public_key_refuses_unreduced_coefficients() {
    let mut bytes = *a_secret_key().public_key().as_bytes();
    bytes[..3].fill(0xff);
    assert_eq!(
        PublicKey::from_bytes(&bytes),
        Err(PublicKeyError::Unreduced)
    );
}

#[test]
fn public_key_refuses_other_lengths() {
    let bytes = *a_secret_key().public_key().as_bytes();
    for len in [0, 1_184, 1_215] {
        assert_eq!(
            PublicKey::from_bytes(&bytes[..len]),
            Err(PublicKeyError::Length { len })
        );
    }
}

#[test]
fn debug_prints_no_key() {
    let key = a_secret_key();
    let (_, shared) = key.public_key().encapsulate(&mut rng());
    assert_eq!(format!("{key:?}"), "SecretKey { .. }");
    assert_eq!(format!("{shared:?}"), "SharedSecret { .. }");
    assert_eq!(format!("{:?}", key.public_key()), "PublicKey { .. }");
}
