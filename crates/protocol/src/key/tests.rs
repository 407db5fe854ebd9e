//! Tests of the key schedule. The derivations themselves are held by `tests/vectors/key-schedule`.

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;
use crate::case_code::CaseCode;
use crate::encoding::{decode_hex_array, encode_hex};

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn a_root() -> FoundingRoot {
    FoundingRoot::from_bytes([0x42; 32])
}

fn a_reporter() -> ReporterKeys {
    ReporterKeys::derive(&CaseCode::generate(&mut rng(1)), &a_root())
}

/// Everything that a case's keys say, to compare two of them.
fn said(keys: &CaseKeys) -> [String; 6] {
    [
        encode_hex(keys.handle().as_bytes()),
        encode_hex(&keys.board_mark()),
        encode_hex(&keys.letter_mac(b"padded")),
        keys.letter_tag(&[1; 32]).to_string(),
        keys.reply_tag(&[1; 32]).to_string(),
        keys.reply_passphrase().expose_secret().to_owned(),
    ]
}

#[test]
fn both_sides_derive_the_same_keys() {
    let (reporter, desk) = (a_reporter(), AuthenticationKey::generate(3, &mut rng(2)));
    let theirs = CaseKeys::for_reporter(&reporter, &desk.public());
    let ours = CaseKeys::for_desk(&desk, &reporter.public(), reporter.secret(), &a_root());
    assert_eq!(said(&theirs), said(&ours));
}

#[test]
fn every_input_changes_every_key() {
    let (reporter, desk) = (a_reporter(), AuthenticationKey::generate(1, &mut rng(2)));
    let (public, secret) = (reporter.public(), reporter.secret());
    let other_desk = AuthenticationKey::generate(1, &mut rng(3));
    let other = ReporterKeys::derive(&CaseCode::generate(&mut rng(4)), &a_root());
    let other_root = FoundingRoot::from_bytes([0x43; 32]);
    let keys = [
        CaseKeys::for_desk(&desk, &public, secret, &a_root()),
        CaseKeys::for_desk(&other_desk, &public, secret, &a_root()),
        CaseKeys::for_desk(&desk, &other.public(), secret, &a_root()),
        CaseKeys::for_desk(&desk, &public, other.secret(), &a_root()),
        CaseKeys::for_desk(&desk, &public, secret, &other_root),
    ]
    .map(|keys| said(&keys));
    for (at, one) in keys.iter().enumerate() {
        for another in &keys[at + 1..] {
            assert!(one.iter().zip(another).all(|(a, b)| a != b));
        }
    }
}

#[test]
fn number_of_the_desk_key_does_not_change_keys() {
    let reporter = a_reporter();
    let [first, second] = [1, 2].map(|number| {
        let desk = AuthenticationKey::from_bytes(number, &[7; 32]);
        said(&CaseKeys::for_reporter(&reporter, &desk.public()))
    });
    assert_eq!(first, second);
}

#[test]
fn one_code_gives_unrelated_keys_at_each_desk() {
    let code = CaseCode::generate(&mut rng(1));
    let here = ReporterKeys::derive(&code, &a_root());
    let there = ReporterKeys::derive(&code, &FoundingRoot::from_bytes([0x43; 32]));
    assert_ne!(here.public(), there.public());
    assert_ne!(
        here.secret().expose_secret(),
        there.secret().expose_secret()
    );
}

#[test]
fn letter_and_reply_tags_differ() {
    let keys = CaseKeys::for_reporter(
        &a_reporter(),
        &AuthenticationKey::generate(1, &mut rng(2)).public(),
    );
    assert_ne!(keys.letter_tag(&[1; 32]), keys.reply_tag(&[1; 32]));
    assert_ne!(keys.letter_tag(&[1; 32]), keys.letter_tag(&[2; 32]));
}

#[test]
fn public_keys_refuse_points_of_low_order() {
    for hex in [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ] {
        let bytes = decode_hex_array(hex).unwrap();
        assert_eq!(
            ReporterPublicKey::from_bytes(bytes),
            Err(PointError::LowOrder)
        );
        assert_eq!(
            AuthenticationPublicKey::from_bytes(1, bytes),
            Err(PointError::LowOrder)
        );
    }
}

#[test]
fn public_keys_refuse_second_spellings() {
    let mut high_bit = *a_reporter().public().as_bytes();
    high_bit[31] |= 0x80;
    let mut p_plus_nine = [0xff; 32];
    (p_plus_nine[0], p_plus_nine[31]) = (0xf6, 0x7f);
    let mut p = p_plus_nine;
    p[0] = 0xed;
    for bytes in [high_bit, p, p_plus_nine, [0xff; 32]] {
        assert_eq!(
            ReporterPublicKey::from_bytes(bytes),
            Err(PointError::NotCanonical)
        );
    }
}

#[test]
fn public_keys_return_from_their_bytes() {
    let public = a_reporter().public();
    assert_eq!(
        ReporterPublicKey::from_bytes(*public.as_bytes()),
        Ok(public)
    );
    let desk = AuthenticationKey::generate(9, &mut rng(2));
    assert_eq!(
        AuthenticationPublicKey::from_bytes(9, *desk.public().as_bytes()),
        Ok(desk.public())
    );
    let again = AuthenticationKey::from_bytes(9, desk.expose_secret());
    assert_eq!(again.public(), desk.public());
}

#[test]
fn fingerprint_is_read_forgivingly() {
    let fingerprint = a_root().fingerprint();
    let shown = fingerprint.to_string();
    assert_eq!(shown.len(), 49);
    assert!(shown.split(' ').all(|group| group.len() == 4));
    for typed in [
        shown.clone(),
        shown.to_uppercase(),
        shown.replace(' ', ""),
        format!(" {}\n", shown.replace(' ', "\u{a0}\t")),
    ] {
        assert_eq!(typed.parse(), Ok(fingerprint));
    }
}

#[test]
fn fingerprint_refuses_what_is_none() {
    let shown = a_root().fingerprint().to_string();
    assert_eq!(
        shown[1..].parse::<Fingerprint>(),
        Err(ParseFingerprintError::Length { len: 39 })
    );
    assert_eq!(
        "".parse::<Fingerprint>(),
        Err(ParseFingerprintError::Length { len: 0 })
    );
    assert_eq!(
        shown.replacen(' ', "x", 1).parse::<Fingerprint>(),
        Err(ParseFingerprintError::Digit)
    );
    assert_eq!(
        shown.replacen(' ', "é", 1).parse::<Fingerprint>(),
        Err(ParseFingerprintError::Digit)
    );
}

#[test]
fn debug_hides_secrets() {
    let (reporter, desk) = (a_reporter(), AuthenticationKey::generate(1, &mut rng(2)));
    let keys = CaseKeys::for_reporter(&reporter, &desk.public());
    for (shown, name) in [
        (format!("{reporter:?}"), "ReporterKeys"),
        (format!("{:?}", reporter.secret()), "CaseSecret"),
        (format!("{:?}", reporter.key()), "ReporterKey"),
        (format!("{:?}", reporter.public()), "ReporterPublicKey"),
        (format!("{desk:?}"), "AuthenticationKey"),
        (format!("{keys:?}"), "CaseKeys"),
        (format!("{:?}", keys.handle()), "CaseHandle"),
        (format!("{:?}", keys.reply_passphrase()), "Passphrase"),
    ] {
        assert_eq!(shown, format!("{name} {{ .. }}"));
    }
}
