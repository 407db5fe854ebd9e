//! The case code cannot open a letter that was sent with it: letters are sealed to the desk's
//! weekly key, and nothing that seals them comes from the code.
//!
//! What is tried: every value that the code derives (docs/protocol.md §1.1, D1–D16), whole and in
//! halves, as it is and hashed, as the seed of an identity, as a passphrase and as age's file key.
//! Each way of trying is shown to work with the right key first.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use bellrope_protocol::age::{Identity, Passphrase};
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Intro, LetterBody, LetterContent, LetterId, LetterLanguage, Unknown,
};
use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
use bellrope_protocol::limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN};
use bellrope_protocol::{letter, reply};
use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _};
use hkdf::Hkdf;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

/// Length of a letter's age header, in bytes.
const HEADER_LEN: usize = 1_627;
/// Length of the nonce after it, in bytes.
const NONCE_LEN: usize = 16;

struct Sent {
    root: FoundingRoot,
    code: CaseCode,
    desk: AuthenticationKey,
    week: Identity,
    letter: Box<[u8; LETTER_LEN]>,
}

fn keys(code: &CaseCode, desk: &AuthenticationKey, root: &FoundingRoot) -> CaseKeys {
    CaseKeys::for_reporter(&ReporterKeys::derive(code, root), &desk.public())
}

/// Sends one letter; `sealing` seeds the randomness of the sealing alone.
fn send(code: CaseCode, text: &str, sealing: u64) -> Sent {
    let rng = &mut StdRng::seed_from_u64(1);
    let root = FoundingRoot::from_bytes([1; 32]);
    let desk = AuthenticationKey::generate(1, rng);
    let week = Identity::generate(rng);
    let keys = keys(&code, &desk, &root);
    let content = LetterContent {
        id: LetterId::generate(rng),
        handle: keys.handle(),
        n: 1,
        language: LetterLanguage::Dutch,
        intro: Some(Intro::new(
            &ReporterKeys::derive(&code, &root),
            &desk.public(),
        )),
        body: LetterBody::Message {
            text: text.to_owned(),
        },
        parcel: None,
        unknown: Unknown::new(),
    };
    let plaintext = content.encode(&keys).unwrap();
    let sealing = &mut StdRng::seed_from_u64(sealing);
    let letter = letter::seal(plaintext.expose_secret(), week.recipient(), sealing);
    Sent {
        root,
        code,
        desk,
        week,
        letter,
    }
}

fn a_code(seed: u64) -> CaseCode {
    CaseCode::generate(&mut StdRng::seed_from_u64(seed))
}

fn hkdf(salt: Option<&[u8]>, input: &[u8], info: &[u8]) -> [u8; 32] {
    let mut output = [0; 32];
    Hkdf::<Sha256>::new(salt, input)
        .expand(info, &mut output)
        .unwrap();
    output
}

/// Every value of the table that the holder of the code can compute, public keys included.
fn derivable(sent: &Sent) -> Vec<[u8; 32]> {
    let (root, bits) = (sent.root.as_bytes(), sent.code.expose_secret());
    let reporter = ReporterKeys::derive(&sent.code, &sent.root);
    let (s, r) = (
        *reporter.secret().expose_secret(),
        *reporter.key().expose_secret(),
    );
    let (public_r, public_d) = (
        x25519(r, X25519_BASEPOINT_BYTES),
        *sent.desk.public().as_bytes(),
    );
    let agreed = x25519(r, public_d);
    let (code_prk, _) = Hkdf::<Sha256>::extract(Some(root), bits);
    let (case_prk, _) = Hkdf::<Sha256>::extract(Some(root), &[agreed, s].concat());
    let info = [b"bellrope/1 case".as_slice(), &public_r, &public_d].concat();
    let k = hkdf(Some(root), &[agreed, s].concat(), &info);
    let mut values = vec![
        s,
        r,
        public_r,
        public_d,
        agreed,
        k,
        code_prk.into(),
        case_prk.into(),
    ];
    let labels = [
        "letter mac",
        "letter tag",
        "reply tag",
        "reply passphrase",
        "case handle",
        "board mark",
    ];
    for label in labels {
        let label = format!("bellrope/1 {label}");
        let mut output = [0; 32];
        let prk = Hkdf::<Sha256>::from_prk(&k).unwrap();
        prk.expand(label.as_bytes(), &mut output).unwrap();
        values.push(output);
    }
    let mut twice = [0; 32];
    twice[..16].copy_from_slice(bits);
    values.push(twice);
    twice[16..].copy_from_slice(bits);
    values.push(twice);
    let keys = keys(&sent.code, &sent.desk, &sent.root);
    let hash: [u8; 32] = Sha256::digest(*sent.letter).into();
    values.extend([keys.letter_mac(&hash), hash]);
    values.extend(
        values
            .clone()
            .iter()
            .map(|value| <[u8; 32]>::from(Sha256::digest(value))),
    );
    values
}

/// Tries a file key on the payload of an age file, as age.md says.
fn opens_as_file_key(file_key: &[u8], letter: &[u8]) -> bool {
    let (nonce, payload) = letter[HEADER_LEN..].split_at(NONCE_LEN);
    let key = hkdf(Some(nonce), file_key, b"payload");
    let mut last_chunk = [0; 12];
    last_chunk[11] = 1;
    let cipher = ChaCha20Poly1305::new(&Key::from(key));
    cipher.decrypt(&last_chunk.into(), payload).is_ok()
}

#[test]
fn the_right_key_opens_each_way() {
    let sent = send(a_code(2), "Dag", 3);
    let seed = *sent.week.expose_seed();
    assert!(letter::open(&Identity::from_seed(&seed), &*sent.letter).is_ok());

    // The file key is among what the sealing drew.
    let mut drawn = [0; 512];
    StdRng::seed_from_u64(3).fill_bytes(&mut drawn);
    assert!(
        drawn
            .windows(16)
            .any(|file_key| opens_as_file_key(file_key, &*sent.letter))
    );

    let keys = keys(&sent.code, &sent.desk, &sent.root);
    let passphrase = derivable(&sent).into_iter().find(|value| {
        Passphrase::from_key(value).expose_secret() == keys.reply_passphrase().expose_secret()
    });
    let plaintext = [b' '; bellrope_protocol::limit::REPLY_PLAINTEXT_LEN];
    let rng = &mut StdRng::seed_from_u64(4);
    let reply = reply::seal(&plaintext, &Passphrase::from_key(&passphrase.unwrap()), rng);
    assert!(reply::open(keys.reply_passphrase(), &*reply).is_ok());
}

#[test]
fn nothing_that_the_code_derives_opens_the_letter() {
    let sent = send(a_code(2), "Dag", 3);
    let values = derivable(&sent);
    assert_eq!(values.len(), 36);
    for value in &values {
        assert!(letter::open(&Identity::from_seed(value), &*sent.letter).is_err());
        assert!(reply::open(&Passphrase::from_key(value), &sent.letter[..4_096]).is_err());
        for file_key in value.windows(16).chain([value.as_slice()]) {
            assert!(!opens_as_file_key(file_key, &*sent.letter));
        }
    }
}

/// With the same randomness, letters of two cases have the same header and nonce: so nothing in
/// them depends on the code, and neither does the file key, which both hold.
#[test]
fn nothing_that_seals_comes_from_the_code() {
    let [first, second] = [2, 9].map(|seed| send(a_code(seed), "Dag", 3).letter);
    let sealing = ..HEADER_LEN + NONCE_LEN;
    assert_eq!(first[sealing], second[sealing]);
    assert_ne!(
        first[HEADER_LEN + NONCE_LEN..],
        second[HEADER_LEN + NONCE_LEN..]
    );
    assert_eq!(
        LETTER_LEN - HEADER_LEN - NONCE_LEN - 16,
        LETTER_PLAINTEXT_LEN
    );
}

/// The same words of the same case, sealed twice, have nothing in common but their form.
#[test]
fn the_same_letter_again_looks_new() {
    let [first, second] = [3, 4].map(|sealing| send(a_code(2), "Dag", sealing).letter);
    let payload = HEADER_LEN..;
    let same = first[payload.clone()]
        .iter()
        .zip(&second[payload])
        .filter(|(a, b)| a == b)
        .count();
    // 14,757 bytes agree by chance in 58 places; 150 would be twelve deviations away.
    assert!(same < 150, "{same} equal bytes");
}
