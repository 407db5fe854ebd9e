//! Vectors of letters, plain and sealed.

use bellrope_protocol::age::Identity;
use bellrope_protocol::content::{
    Intro, LetterBody, LetterContent, LetterId, LetterLanguage, Report, Unknown,
    encode_cover_letter,
};
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::letter;
use bellrope_protocol::limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN};
use bellrope_protocol::tag::{Tag, body_hash};

use crate::case::{desk, founding, keys, reporter, rng};
use crate::vector::Input;
use crate::{Named, bad, good, input};

fn identity() -> Identity {
    Identity::generate(&mut rng(10))
}

fn report() -> LetterContent {
    let mut report = Report::new(
        "report".into(),
        "ZS".into(),
        "Er worden „extra” uren geschreven.\nAl maanden.",
    );
    report.role = Some("civilian".into());
    LetterContent {
        id: LetterId::from_bytes([1; 16]),
        handle: keys().handle(),
        n: 1,
        language: LetterLanguage::Dutch,
        intro: Some(Intro::new(&reporter(), &desk().public())),
        body: LetterBody::Report(Box::new(report)),
        parcel: None,
        unknown: Unknown::new(),
    }
}

fn json(content: &LetterContent) -> String {
    serde_json::to_string(content).unwrap()
}

fn seal(plaintext: &[u8; LETTER_PLAINTEXT_LEN]) -> Box<[u8; LETTER_LEN]> {
    letter::seal(plaintext, identity().recipient(), &mut rng(11))
}

fn sealed(letter: &[u8], tag: Tag) -> Input {
    input([
        ("letter", encode_base64(letter)),
        ("identity", identity().expose_secret().to_string()),
        ("founding", encode_hex(founding().as_bytes())),
        ("d", encode_hex(desk().expose_secret())),
        ("tag", tag.to_string()),
    ])
}

fn sealed_vectors() -> Vec<Named> {
    let content = report();
    let letter = seal(content.encode(&keys()).unwrap().expose_secret());
    let tag = keys().letter_tag(&body_hash(&*letter));
    let flipped = |position: usize| {
        let mut letter = letter.clone();
        letter[position] ^= 1;
        letter
    };
    let mut forged = *content.encode(&keys()).unwrap().expose_secret();
    let story = forged.windows(4).position(|four| four == b"uren").unwrap();
    forged[story] = b'U';
    let forged = seal(&forged);
    let forged_tag = keys().letter_tag(&body_hash(&*forged));
    let cover = seal(encode_cover_letter(&mut rng(12)).expose_secret());
    vec![
        good(
            "sealed-good",
            "a report, sealed, opened and verified",
            sealed(&*letter, tag),
            json(&content),
        ),
        good(
            "sealed-cover",
            "a cover letter",
            sealed(&*cover, Tag::ZERO),
            "cover",
        ),
        bad(
            "sealed-other-tag",
            "the log has another tag",
            sealed(&*letter, Tag::ZERO),
            "letter has another tag in the log",
        ),
        bad(
            "sealed-forged",
            "a word was changed before sealing",
            sealed(&*forged, forged_tag),
            "letter is not authenticated by its case",
        ),
        bad(
            "sealed-short",
            "a byte is missing",
            sealed(&letter[1..], tag),
            "letter is 16383 bytes, expected 16384",
        ),
        bad(
            "sealed-changed-payload",
            "the last byte was changed",
            sealed(&*flipped(LETTER_LEN - 1), tag),
            "letter does not open with this key",
        ),
        bad(
            "sealed-changed-header",
            "the header's MAC was changed",
            sealed(&*flipped(1_600), tag),
            "letter does not open with this key",
        ),
    ]
}

fn plain(name: &str, about: &str, text: String, outcome: Result<String, &str>) -> Named {
    let input = input([("plaintext", text)]);
    match outcome {
        Ok(accepted) => good(name, about, input, accepted),
        Err(refused) => bad(name, about, input, refused),
    }
}

fn framed(object: &str) -> String {
    format!("bellrope letter 1 {}=\n{object}\n", "A".repeat(43))
}

pub(crate) fn vectors() -> Vec<Named> {
    let message = r#"{"kind":"message","id":"AQEBAQEBAQEBAQEBAQEBAQ==","handle":"AgICAgICAgICAgICAgICAg==","n":2,"lang":"nl","text":"Dag"}"#;
    let changed = |from: &str, to: &str| framed(&message.replacen(from, to, 1));
    let at = |position: usize| format!("letter content is malformed at byte {position}");
    let malformed = |name: &str, about: &str, text: String, position: usize| {
        plain(name, about, text, Err(&at(position)))
    };
    let whole = message.len();
    let mut vectors = sealed_vectors();
    vectors.extend([
        plain(
            "plain-message",
            "a message",
            framed(message),
            Ok(message.to_owned()),
        ),
        plain(
            "plain-cover",
            "a cover letter, its MAC unread",
            framed(r#"{"kind":"cover"}"#),
            Ok("cover".to_owned()),
        ),
        plain(
            "plain-raw",
            "text that was sealed with stock age",
            "Goedendag,\n\nik meld mij.\n".to_owned(),
            Ok(r#"raw "Goedendag,\n\nik meld mij.\n""#.to_owned()),
        ),
        plain(
            "plain-later-version",
            "a first line of another version is raw text",
            "bellrope letter 2 x".to_owned(),
            Ok(r#"raw "bellrope letter 2 x""#.to_owned()),
        ),
        plain(
            "plain-unknown-member",
            "a member of a later version is kept",
            changed(r#""n":2"#, r#""n":2,"later":[1,{"x":null}]"#),
            Ok(message.replacen(
                r#","text":"Dag""#,
                r#","text":"Dag","later":[1,{"x":null}]"#,
                1,
            )),
        ),
        plain(
            "plain-unknown-value",
            "a language that is not listed is kept",
            changed(r#""nl""#, r#""fy""#),
            Ok(message.replacen(r#""nl""#, r#""fy""#, 1)),
        ),
        plain(
            "plain-first-line-short",
            "the MAC is too short",
            "bellrope letter 1 AAAA\n{}\n".to_owned(),
            Err("letter has a malformed first line"),
        ),
        plain(
            "plain-first-line-unpadded",
            "the MAC's base64 has trailing bits",
            framed(message).replacen("A=\n", "B=\n", 1),
            Err("letter has a malformed first line"),
        ),
        plain(
            "plain-no-line-feed",
            "the object is not ended",
            framed(message).trim_end().to_owned(),
            Err("letter has a malformed padding"),
        ),
        plain(
            "plain-padding",
            "something follows the object",
            format!("{}\n", framed(message)),
            Err("letter has a malformed padding"),
        ),
        malformed(
            "plain-repeated-member",
            "n stands there twice",
            changed(r#""n":2"#, r#""n":2,"n":2"#),
            95,
        ),
        malformed(
            "plain-repeated-escaped",
            "a member stands there twice, once escaped",
            changed(r#""n":2"#, r#""n":2,"\u006e":2"#),
            100,
        ),
        malformed(
            "plain-unknown-kind",
            "a kind that is none",
            changed(r#""message""#, r#""greeting""#),
            18,
        ),
        malformed(
            "plain-no-text",
            "a message without text",
            changed(r#","text":"Dag""#, ""),
            0,
        ),
        malformed(
            "plain-misplaced",
            "a report without one",
            changed(r#""message""#, r#""report""#),
            0,
        ),
        malformed(
            "plain-trailing",
            "two objects",
            framed(&format!("{message}{{}}")),
            whole + 1,
        ),
        malformed(
            "plain-bom",
            "a byte order mark",
            framed(&format!("\u{feff}{message}")),
            1,
        ),
        malformed("plain-array", "no object", framed("[]"), 2),
    ]);
    vectors
}
