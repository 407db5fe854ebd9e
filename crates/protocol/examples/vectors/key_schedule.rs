//! Vectors of the key schedule.

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
use rand::Rng as _;

use crate::case::rng;
use crate::vector::Input;
use crate::{Named, bad, good, input};

fn derived(seed: u64) -> Named {
    let rng = &mut rng(seed);
    let (mut founding, mut hash) = ([0; 32], [0; 32]);
    rng.fill_bytes(&mut founding);
    rng.fill_bytes(&mut hash);
    let root = FoundingRoot::from_bytes(founding);
    let code = CaseCode::generate(rng);
    let desk = AuthenticationKey::generate(1, rng);
    let reporter = ReporterKeys::derive(&code, &root);
    let keys = CaseKeys::for_reporter(&reporter, &desk.public());
    let padded = "{\"kind\":\"cover\"}\n   ";
    let input = input([
        ("founding", encode_hex(&founding)),
        ("bits", encode_hex(code.expose_secret())),
        ("d", encode_hex(desk.expose_secret())),
        ("secret", encode_hex(reporter.secret().expose_secret())),
        ("reporter", encode_hex(reporter.public().as_bytes())),
        ("padded", padded.to_owned()),
        ("body_hash", encode_hex(&hash)),
    ]);
    let accepted = format!(
        "D2 {}\nD11 {}\nD12 {}\nD13 {}\nD14 {}\nD15 {}\nD16 {}\n",
        root.fingerprint(),
        keys.reply_passphrase().expose_secret(),
        encode_hex(keys.handle().as_bytes()),
        encode_hex(&keys.board_mark()),
        encode_hex(&keys.letter_mac(padded.as_bytes())),
        keys.letter_tag(&hash),
        keys.reply_tag(&hash),
    );
    let about = "every derivation, from bits, founding root and d";
    good(&format!("good-{seed}"), about, input, accepted)
}

fn point(name: &str, about: &str, reporter: &str, error: &str) -> Named {
    let zero = || "00".repeat(32);
    let input = input([
        ("founding", zero()),
        ("d", zero()),
        ("secret", zero()),
        ("reporter", reporter.to_owned()),
    ]);
    bad(name, about, input, error)
}

fn fingerprint(text: &str) -> Input {
    input([("fingerprint", text.to_owned())])
}

pub(crate) fn vectors() -> Vec<Named> {
    let low = "X25519 public key has low order";
    let second = "X25519 public key is not canonical";
    let shown = "0011 2233 4455 6677 8899 aabb ccdd eeff 0011 2233";
    let mut vectors: Vec<Named> = (1..=4).map(derived).collect();
    vectors.extend([
        point("low-order-0", "R is all zeros", &"00".repeat(32), low),
        point(
            "low-order-1",
            "R is 1",
            &format!("01{}", "00".repeat(31)),
            low,
        ),
        point(
            "low-order-8",
            "R has order 8",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            low,
        ),
        point(
            "low-order-8b",
            "R has order 8, the other",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            low,
        ),
        point(
            "low-order-minus-1",
            "R is −1",
            &format!("ec{}7f", "ff".repeat(30)),
            low,
        ),
        point(
            "not-canonical-p",
            "R is 2^255 − 19",
            &format!("ed{}7f", "ff".repeat(30)),
            second,
        ),
        point(
            "not-canonical-base",
            "R is 9 + 2^255 − 19",
            &format!("f6{}7f", "ff".repeat(30)),
            second,
        ),
        point(
            "not-canonical-high-bit",
            "R is 9 with the high bit",
            &format!("09{}80", "00".repeat(30)),
            second,
        ),
        good(
            "good-fingerprint-capitals",
            "a fingerprint as on a poster",
            fingerprint(&shown.to_uppercase()),
            shown,
        ),
        good(
            "good-fingerprint-joined",
            "a fingerprint without spaces",
            fingerprint(&shown.replace(' ', "")),
            shown,
        ),
        bad(
            "fingerprint-short",
            "a digit is missing",
            fingerprint(&shown[1..]),
            "fingerprint has 39 hex digits, expected 40",
        ),
        bad(
            "fingerprint-letter",
            "a letter that is no digit",
            fingerprint(&shown.replacen("ff", "fg", 1)),
            "fingerprint has a character that is no hex digit",
        ),
    ]);
    vectors
}
