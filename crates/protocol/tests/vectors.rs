//! Reads the vectors of `tests/vectors/{case-code,key-schedule,letter,reply,card,receipt,page}` and
//! holds the crate against what each file expects. The folders are listed, so no file is
//! forgotten; the formats are in their `README.md`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

mod vector;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::str::FromStr;

use bellrope_protocol::age::{Identity, Passphrase};
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{Pin, SignedCard};
use bellrope_protocol::case_code::{CaseCode, Language};
use bellrope_protocol::content::{LetterPlaintext, ReplyContent};
use bellrope_protocol::encoding::{decode_base64, decode_hex_array, encode_hex};
use bellrope_protocol::key::{
    AuthenticationKey, CaseHandle, CaseKeys, CaseSecret, Fingerprint, FoundingRoot,
    ReporterPublicKey,
};
use bellrope_protocol::limit::{LETTER_PLAINTEXT_LEN, REPLY_PLAINTEXT_LEN};
use bellrope_protocol::page::SignedPage;
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::{letter, reply};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use vector::{Input, Vector, folder};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

/// Reads every vector of a folder and checks it; there must be good ones and bad ones.
fn check_folder(format: &str, judge: impl Fn(&Input) -> Result<String, String>) {
    let mut failed = String::new();
    let (mut good, mut bad) = (0, BTreeSet::new());
    for file in std::fs::read_dir(folder(format)).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        assert_eq!(path.extension().unwrap(), "toml", "{}", path.display());
        let vector: Vector = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(!vector.about.is_empty(), "{}", path.display());
        let expected = match (vector.accepted, vector.refused) {
            (Some(accepted), None) => Ok(accepted),
            (None, Some(refused)) => Err(refused),
            _ => panic!("{}: accepted or refused, one of them", path.display()),
        };
        let found = judge(&vector.input);
        if expected != found {
            writeln!(failed, "{}:\n  {expected:?}\n  {found:?}", path.display()).unwrap();
        }
        match expected {
            Ok(_) => good += 1,
            Err(refused) => drop(bad.insert(refused)),
        }
    }
    assert!(failed.is_empty(), "expected and found differ\n{failed}");
    assert!(good > 1 && bad.len() > 3, "{good} good, {} bad", bad.len());
}

/// Turns an error and all its causes into the words a vector expects.
fn said<T, E: std::error::Error>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            write!(text, ": {error}").unwrap();
            cause = error.source();
        }
        text
    })
}

/// What an input says, in the forms that are needed.
trait Said {
    fn find(&self, name: &str) -> Option<&str>;

    fn text(&self, name: &str) -> &str {
        self.find(name).unwrap_or_else(|| panic!("no input {name}"))
    }

    fn hex<const N: usize>(&self, name: &str) -> [u8; N] {
        decode_hex_array(self.text(name)).unwrap()
    }

    fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.find(name)
            .map(|text| text.parse().unwrap_or_else(|_| panic!("input {name}")))
    }

    fn base(&self) -> Base {
        Base::new(self.parsed("host").unwrap(), self.parsed("desk").unwrap())
    }
}

impl Said for Input {
    fn find(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

#[test]
fn case_codes() {
    check_folder("case-code", |input| {
        let parsed = said(CaseCode::parse(input.text("entry")))?;
        let corrected = parsed.corrected.map(|corrected| corrected.positions);
        Ok(format!(
            "bits {}\nnl {}\nen {}\ncorrected {:?}\n",
            encode_hex(parsed.code.expose_secret()),
            parsed.code.words(Language::Dutch).join(" "),
            parsed.code.words(Language::English).join(" "),
            corrected.unwrap_or_default(),
        ))
    });
}

#[test]
fn key_schedules() {
    check_folder("key-schedule", |input| {
        if let Some(text) = input.find("fingerprint") {
            return said(Fingerprint::from_str(text)).map(|fingerprint| fingerprint.to_string());
        }
        let root = FoundingRoot::from_bytes(input.hex("founding"));
        let desk = AuthenticationKey::from_bytes(1, &input.hex("d"));
        let reporter = said(ReporterPublicKey::from_bytes(input.hex("reporter")))?;
        let secret = CaseSecret::from_bytes(&input.hex("secret"));
        let keys = CaseKeys::for_desk(&desk, &reporter, &secret, &root);
        let (padded, hash) = (input.text("padded").as_bytes(), input.hex("body_hash"));
        Ok(format!(
            "D2 {}\nD11 {}\nD12 {}\nD13 {}\nD14 {}\nD15 {}\nD16 {}\n",
            root.fingerprint(),
            keys.reply_passphrase().expose_secret(),
            encode_hex(keys.handle().as_bytes()),
            encode_hex(&keys.board_mark()),
            encode_hex(&keys.letter_mac(padded)),
            keys.letter_tag(&hash),
            keys.reply_tag(&hash),
        ))
    });
}

fn hkdf(prk: &[u8; 32], info: &[&[u8]]) -> [u8; 32] {
    let mut output = [0; 32];
    let prk = Hkdf::<Sha256>::from_prk(prk).unwrap();
    prk.expand(&info.concat(), &mut output).unwrap();
    output
}

fn hmac(key: &[u8], input: &[&[u8]]) -> [u8; 32] {
    let mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.chain_update(input.concat())
        .finalize()
        .into_bytes()
        .into()
}

/// The derivations once more, straight from the table of docs/protocol.md §1.1: Extract is HMAC.
#[test]
fn key_schedules_follow_the_table() {
    check_folder("key-schedule", |input| {
        let Some(bits) = input.find("bits").map(|_| input.hex::<16>("bits")) else {
            // The bad ones are for the types, which the table does not have.
            let toml = std::fs::read_dir(folder("key-schedule")).unwrap();
            return toml
                .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
                .filter_map(|file| toml::from_str::<Vector>(&file).ok())
                .find(|vector| vector.input.0 == input.0)
                .map(|vector| {
                    vector
                        .accepted
                        .map_or_else(|| Err(vector.refused.unwrap()), Ok)
                })
                .unwrap();
        };
        let (founding, d) = (input.hex::<32>("founding"), input.hex::<32>("d"));
        let code_prk = hmac(&founding, &[&bits]);
        let s = hkdf(&code_prk, &[b"bellrope/1 case secret"]);
        let r = hkdf(&code_prk, &[b"bellrope/1 reporter key"]);
        let (public_r, public_d) = (
            x25519(r, X25519_BASEPOINT_BYTES),
            x25519(d, X25519_BASEPOINT_BYTES),
        );
        assert_eq!(s, input.hex("secret"));
        assert_eq!(public_r, input.hex("reporter"));
        let case_prk = hmac(&founding, &[&x25519(r, public_d), &s]);
        let k = hkdf(&case_prk, &[b"bellrope/1 case", &public_r, &public_d]);
        let root = Sha256::digest([b"bellrope/1 root".as_slice(), &founding].concat());
        let groups: Vec<String> = root[..20].chunks(2).map(encode_hex).collect();
        let (padded, hash) = (
            input.text("padded").as_bytes(),
            input.hex::<32>("body_hash"),
        );
        let tag = |label: &[u8]| encode_hex(&hmac(&hkdf(&k, &[label]), &[&hash])[..16]);
        Ok(format!(
            "D2 {}\nD11 {}\nD12 {}\nD13 {}\nD14 {}\nD15 {}\nD16 {}\n",
            groups.join(" "),
            encode_hex(&hkdf(&k, &[b"bellrope/1 reply passphrase"])),
            encode_hex(&hkdf(&k, &[b"bellrope/1 case handle"])[..16]),
            encode_hex(&hkdf(&k, &[b"bellrope/1 board mark"])[..16]),
            encode_hex(&hmac(
                &hkdf(&k, &[b"bellrope/1 letter mac"]),
                &[&founding, padded]
            )),
            tag(b"bellrope/1 letter tag"),
            tag(b"bellrope/1 reply tag"),
        ))
    });
}

/// A text, filled up with spaces.
fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut plaintext = [b' '; N];
    plaintext[..text.len()].copy_from_slice(text.as_bytes());
    plaintext
}

#[test]
fn letters() {
    check_folder("letter", |input| {
        let (plaintext, hash) = match input.find("letter") {
            Some(letter) => {
                let letter = decode_base64(letter).unwrap();
                said(letter::check_form(&letter))?;
                let identity: Identity = input.parsed("identity").unwrap();
                let opened = said(letter::open(&identity, &letter))?;
                (*opened.expose_secret(), body_hash(&letter))
            }
            None => (
                padded::<LETTER_PLAINTEXT_LEN>(input.text("plaintext")),
                [0; 32],
            ),
        };
        let letter = match said(LetterPlaintext::parse(&plaintext))? {
            LetterPlaintext::Raw(raw) => return Ok(format!("raw {:?}", raw.text())),
            LetterPlaintext::Cover => return Ok("cover".to_owned()),
            LetterPlaintext::Sealed(letter) => letter,
        };
        let Some(tag) = input.parsed::<Tag>("tag") else {
            return Ok(serde_json::to_string(letter.unverified_content()).unwrap());
        };
        let root = FoundingRoot::from_bytes(input.hex("founding"));
        let desk = AuthenticationKey::from_bytes(1, &input.hex("d"));
        let intro = letter.unverified_content().intro.as_ref().unwrap();
        let keys = intro.case_keys(&desk, &root);
        let content = said(letter.verify(&keys, &hash, &tag))?;
        Ok(serde_json::to_string(content).unwrap())
    });
}

#[test]
fn replies() {
    check_folder("reply", |input| {
        let plaintext = match input.find("reply") {
            Some(reply) => {
                let reply = decode_base64(reply).unwrap();
                said(reply::check_form(&reply))?;
                let passphrase = Passphrase::from_key(&input.hex("passphrase"));
                *said(reply::open(&passphrase, &reply))?.expose_secret()
            }
            None => padded::<REPLY_PLAINTEXT_LEN>(input.text("plaintext")),
        };
        let handle = CaseHandle::from_bytes(input.hex("handle"));
        let content = said(ReplyContent::parse(&plaintext, &handle))?;
        Ok(serde_json::to_string(&content).unwrap())
    });
}

#[test]
fn cards() {
    check_folder("card", |input| {
        let pin = Pin {
            host: input.parsed("host"),
            desk: input.parsed("desk"),
            least_serial: input.parsed("least_serial").unwrap_or(0),
            ..Pin::new(input.parsed("fingerprint").unwrap())
        };
        let card = said(SignedCard::parse(input.text("card").as_bytes()))?;
        let card = said(card.verify(&pin))?;
        said(card.check_unexpired(input.parsed("log_time").unwrap()))?;
        Ok(format!(
            "serial {} of {} under root {}, hash {}",
            card.card().serial,
            card.card().base(),
            encode_hex(card.card().root.as_bytes()),
            encode_hex(&card.hash()),
        ))
    });
}

#[test]
fn receipts() {
    check_folder("receipt", |input| {
        let key = input.parsed("key").unwrap();
        let tag = input.parsed("tag").unwrap();
        let (note, hash) = (input.text("note").as_bytes(), input.hex("body_hash"));
        let receipt = said(Receipt::verify(note, &key, &input.base(), &hash, &tag))?;
        Ok(format!("epoch {}", receipt.epoch))
    });
}

#[test]
fn pages() {
    check_folder("page", |input| {
        let page = said(SignedPage::parse(input.text("page").as_bytes()))?;
        let page = said(page.verify())?;
        let page = page.page();
        let desks: Vec<String> = page
            .desks
            .iter()
            .map(|desk| format!("{} {}", page.base(desk), desk.fingerprint()))
            .collect();
        Ok(format!("version {} of {}", page.version, desks.join(", ")))
    });
}
