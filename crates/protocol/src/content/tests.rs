//! Tests of contents and plaintexts.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::json;

use super::*;
use crate::age::Identity;
use crate::case_code::CaseCode;
use crate::key::{AuthenticationKey, CaseHandle, CaseKeys, FoundingRoot, ReporterKeys};
use crate::limit::{LETTER_PLAINTEXT_LEN, REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN};
use crate::parcel::ParcelKey;
use crate::tag::Tag;
use crate::time::Day;

/// Spoils an object.
type Change = fn(&mut serde_json::Value);

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn a_root() -> FoundingRoot {
    FoundingRoot::from_bytes([0x42; 32])
}

fn a_desk() -> AuthenticationKey {
    AuthenticationKey::generate(1, &mut rng(2))
}

fn a_reporter(seed: u64) -> ReporterKeys {
    ReporterKeys::derive(&CaseCode::generate(&mut rng(seed)), &a_root())
}

fn keys(seed: u64) -> CaseKeys {
    CaseKeys::for_reporter(&a_reporter(seed), &a_desk().public())
}

fn a_parcel() -> ParcelKey {
    ParcelKey::from_parts(Identity::from_seed(&[3; 32]), &[4; 32], 8, [5; 32]).unwrap()
}

fn a_message(text: &str) -> LetterContent {
    LetterContent {
        id: LetterId::from_bytes([6; 16]),
        handle: keys(1).handle(),
        n: 2,
        language: LetterLanguage::Dutch,
        intro: None,
        body: LetterBody::Message {
            text: text.to_owned(),
        },
        parcel: None,
        unknown: Unknown::new(),
    }
}

/// A report with every member.
fn a_full_report() -> LetterContent {
    let report = json!({
        "route": "report", "family": "OG", "kinds": ["OG1", "BN"], "danger": "unknown",
        "story": "Er is „iets” gebeurd.\nMet een regel.", "private": "kamer 12",
        "when": {"pattern": "ongoing", "text": "sinds mei"}, "place": "kazerne", "people": "A en B",
        "evidence": "e-mail", "earlier": "ja", "exclude": "C", "knowledge": ["experienced", "seen"],
        "level": "higher", "wishes": ["stop", "talk"], "wish_text": "rust",
        "detriment": {"state": "afraid", "text": "overplaatsing"}, "role": "student",
        "behalf": {"of": "other", "consent": "yes"}, "identity": "confidential",
        "name": "J. Jansen", "contact": "06",
    });
    LetterContent {
        intro: Some(Intro::new(&a_reporter(1), &a_desk().public())),
        body: LetterBody::Report(serde_json::from_value(report).unwrap()),
        parcel: Some(a_parcel().into()),
        ..a_message("")
    }
}

fn letter_of(object: &str) -> Box<[u8; LETTER_PLAINTEXT_LEN]> {
    let mut plaintext = format!("bellrope letter 1 {}=\n{object}\n", "A".repeat(43)).into_bytes();
    plaintext.resize(LETTER_PLAINTEXT_LEN, b' ');
    plaintext.try_into().unwrap()
}

fn parse_letter(object: &str) -> Result<LetterPlaintext, ParseLetterError> {
    LetterPlaintext::parse(&letter_of(object))
}

fn sealed(plaintext: &[u8; LETTER_PLAINTEXT_LEN]) -> Box<SealedLetter> {
    match LetterPlaintext::parse(plaintext).unwrap() {
        LetterPlaintext::Sealed(letter) => letter,
        other => panic!("{other:?}"),
    }
}

fn json_of(content: &LetterContent) -> String {
    serde_json::to_string(content).unwrap()
}

#[test]
fn letter_returns_with_every_member() {
    for content in [a_message("Dag"), a_full_report()] {
        let letter = sealed(content.encode(&keys(1)).unwrap().expose_secret());
        assert_eq!(json_of(letter.unverified_content()), json_of(&content));
    }
}

#[test]
fn letter_json_has_the_members_of_the_protocol() {
    let value = serde_json::to_value(a_full_report()).unwrap();
    let members: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        members,
        [
            "handle", "id", "intro", "kind", "lang", "n", "parcel", "report"
        ]
    );
    assert_eq!(value["kind"], "report");
    assert_eq!(value["intro"]["authentication"], 1);
    assert_eq!(value["parcel"]["blocks"], 8);
    assert!(
        value["parcel"]["identity"]
            .as_str()
            .unwrap()
            .starts_with("AGE-SECRET-KEY-PQ-1")
    );
    assert_eq!(value["report"].as_object().unwrap().len(), 22);
}

#[test]
fn plaintext_has_first_line_object_line_feed_and_spaces() {
    let content = a_message("Dag");
    let plaintext = content.encode(&keys(1)).unwrap();
    let plaintext = str::from_utf8(plaintext.expose_secret()).unwrap();
    let (first, rest) = plaintext.split_at(63);
    let mac = crate::encoding::encode_base64(&keys(1).letter_mac(rest.as_bytes()));
    assert_eq!(first, format!("bellrope letter 1 {mac}\n"));
    assert_eq!(rest.trim_end_matches(' '), json_of(&content) + "\n");
    assert_eq!(plaintext.len(), 14_725);
}

#[test]
fn encode_fits_to_the_last_byte_and_names_both_numbers_after() {
    let empty = a_message("").json_len();
    let longest = a_message(&"x".repeat(LETTER_JSON_MAX_LEN - empty));
    let plaintext = longest.encode(&keys(1)).unwrap();
    assert_eq!(plaintext.expose_secret().last(), Some(&b'\n'));
    assert_eq!(
        json_of(sealed(plaintext.expose_secret()).unverified_content()),
        json_of(&longest)
    );

    let err = a_message(&"x".repeat(15_012 - empty))
        .encode(&keys(1))
        .unwrap_err();
    assert_eq!(err, EncodeLetterError::TooLong { len: 15_012 });
    assert_eq!(
        err.to_string(),
        "letter content is 15012 bytes, at most 14661"
    );
    let one_more = a_message(&"x".repeat(LETTER_JSON_MAX_LEN - empty + 1));
    assert!(one_more.encode(&keys(1)).is_err());
}

#[test]
fn verify_accepts_the_letter_of_the_case_and_its_entry() {
    let plaintext = a_full_report().encode(&keys(1)).unwrap();
    let letter = sealed(plaintext.expose_secret());
    let intro = letter.unverified_content().intro.as_ref().unwrap();
    let desk_side = intro.case_keys(&a_desk(), &a_root());
    let tag = keys(1).letter_tag(&[7; 32]);
    assert!(letter.verify(&desk_side, &[7; 32], &tag).is_ok());
}

#[test]
fn verify_refuses_another_case_mac_or_entry() {
    let plaintext = a_message("Dag").encode(&keys(1)).unwrap();
    let letter = sealed(plaintext.expose_secret());
    let tag = keys(1).letter_tag(&[7; 32]);
    let verify =
        |keys: &CaseKeys, hash: u8, tag: &Tag| letter.verify(keys, &[hash; 32], tag).map(|_| ());
    assert_eq!(verify(&keys(9), 7, &tag), Err(VerifyLetterError::Handle));
    assert_eq!(verify(&keys(1), 8, &tag), Err(VerifyLetterError::Tag));
    assert_eq!(verify(&keys(1), 7, &Tag::ZERO), Err(VerifyLetterError::Tag));
    // The desk's own handle under the keys of another case, as a forger would try.
    let forged = sealed(a_message("Dag").encode(&keys(9)).unwrap().expose_secret())
        .verify(&keys(1), &[7; 32], &tag)
        .map(|_| ());
    assert_eq!(forged, Err(VerifyLetterError::Mac));
}

#[test]
fn verify_refuses_every_changed_byte() {
    let original = a_message("Dag").encode(&keys(1)).unwrap();
    let tag = keys(1).letter_tag(&[7; 32]);
    // Padding and object alike; a step through the spaces is enough.
    let positions = (0..400).chain((400..LETTER_PLAINTEXT_LEN).step_by(97));
    for position in positions {
        let mut changed = Box::new(*original.expose_secret());
        changed[position] ^= 1;
        if let Ok(LetterPlaintext::Sealed(letter)) = LetterPlaintext::parse(&changed) {
            assert!(
                letter.verify(&keys(1), &[7; 32], &tag).is_err(),
                "byte {position}"
            );
        }
    }
}

#[test]
fn parse_refuses_changed_padding() {
    let mut plaintext = Box::new(*a_message("Dag").encode(&keys(1)).unwrap().expose_secret());
    for byte in [b'\n', b'\t', b'x', 0] {
        plaintext[LETTER_PLAINTEXT_LEN - 1] = byte;
        assert_eq!(
            LetterPlaintext::parse(&plaintext).unwrap_err(),
            ParseLetterError::Padding
        );
    }
}

#[test]
fn parse_refuses_a_malformed_first_line() {
    let mac = format!("{}=", "A".repeat(43));
    for line in [
        format!("{mac} "),
        format!("{mac}\r\n"),
        format!("{}\n", "A".repeat(44)),
        format!("{}B=\n", "A".repeat(42)),
        format!("{}\n", &mac[..43]),
        "\n".to_owned(),
        "é".repeat(30),
    ] {
        let mut plaintext =
            format!("bellrope letter 1 {line}{{\"kind\":\"cover\"}}\n").into_bytes();
        plaintext.resize(LETTER_PLAINTEXT_LEN, b' ');
        let plaintext: Box<[u8; LETTER_PLAINTEXT_LEN]> = plaintext.try_into().unwrap();
        assert_eq!(
            LetterPlaintext::parse(&plaintext).unwrap_err(),
            ParseLetterError::FirstLine,
            "{line:?}"
        );
    }
}

#[test]
fn cover_letter_is_told_and_looks_alike() {
    let [first, second] = [1, 2].map(|seed| encode_cover_letter(&mut rng(seed)));
    assert_ne!(first.expose_secret()[..63], second.expose_secret()[..63]);
    assert_eq!(first.expose_secret()[63..], second.expose_secret()[63..]);
    let parsed = LetterPlaintext::parse(first.expose_secret()).unwrap();
    assert!(matches!(parsed, LetterPlaintext::Cover));
}

#[test]
fn raw_letter_loses_trailing_padding_only() {
    for (text, padding) in [
        ("Dag\n  meldpunt", 0),
        (" x", b' '),
        ("bellrope letter 2 x", 0),
        ("", 0),
    ] {
        let mut plaintext = text.as_bytes().to_vec();
        plaintext.resize(LETTER_PLAINTEXT_LEN, padding);
        let plaintext: Box<[u8; LETTER_PLAINTEXT_LEN]> = plaintext.try_into().unwrap();
        let LetterPlaintext::Raw(raw) = LetterPlaintext::parse(&plaintext).unwrap() else {
            panic!("{text}");
        };
        assert_eq!(raw.text(), text);
        assert_eq!(raw.as_bytes(), text.as_bytes());
    }
}

#[test]
fn raw_letter_shows_what_is_not_utf8() {
    let mut plaintext = Box::new([0; LETTER_PLAINTEXT_LEN]);
    plaintext[..4].copy_from_slice(b"a\xffb\0");
    let LetterPlaintext::Raw(raw) = LetterPlaintext::parse(&plaintext).unwrap() else {
        panic!("not raw");
    };
    assert_eq!(raw.text(), "a\u{fffd}b");
    assert_eq!(raw.as_bytes(), b"a\xffb");
}

#[test]
fn parse_keeps_unknown_members_and_values() {
    let mut value = serde_json::to_value(a_full_report()).unwrap();
    value["later"] = json!({"a": [1, null]});
    value["intro"]["later"] = json!(1.5);
    value["parcel"]["later"] = json!(true);
    value["report"]["later"] = json!("x");
    value["report"]["when"]["later"] = json!(0);
    value["report"]["detriment"]["later"] = json!([]);
    value["report"]["behalf"]["later"] = json!("y");
    value["lang"] = json!("fy");
    value["report"]["role"] = json!("astronaut");
    value["report"]["wishes"] = json!(["stop", "a song"]);
    let letter = sealed(&letter_of(&value.to_string()));
    let again = serde_json::to_value(letter.unverified_content()).unwrap();
    assert_eq!(again, value);
    let LetterBody::Report(report) = &letter.unverified_content().body else {
        panic!("not a report");
    };
    assert_eq!(report.role.as_ref().unwrap().as_str(), "astronaut");
}

#[test]
fn parse_refuses_contents_that_are_no_letter() {
    let good = serde_json::to_value(a_full_report()).unwrap();
    let changes: [(&str, Change); 17] = [
        ("no kind", |v| {
            drop(v.as_object_mut().unwrap().remove("kind"))
        }),
        ("unknown kind", |v| v["kind"] = json!("greeting")),
        ("message with a report", |v| v["kind"] = json!("message")),
        ("report with a text", |v| v["text"] = json!("x")),
        ("no report", |v| {
            drop(v.as_object_mut().unwrap().remove("report"))
        }),
        ("no story", |v| {
            drop(v["report"].as_object_mut().unwrap().remove("story"))
        }),
        ("no route", |v| {
            drop(v["report"].as_object_mut().unwrap().remove("route"))
        }),
        ("no family", |v| {
            drop(v["report"].as_object_mut().unwrap().remove("family"))
        }),
        ("no id", |v| drop(v.as_object_mut().unwrap().remove("id"))),
        ("short id", |v| v["id"] = json!("AAAA")),
        ("hex handle", |v| v["handle"] = json!("00".repeat(16))),
        ("negative n", |v| v["n"] = json!(-1)),
        ("R of low order", |v| {
            v["intro"]["reporter"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        }),
        ("R not canonical", |v| {
            v["intro"]["reporter"] = json!("//////////////////////////////////////////8=")
        }),
        ("blocks no power of two", |v| {
            v["parcel"]["blocks"] = json!(3)
        }),
        ("lower-case identity", |v| {
            let lower = v["parcel"]["identity"].as_str().unwrap().to_lowercase();
            v["parcel"]["identity"] = json!(lower);
        }),
        ("story no text", |v| v["report"]["story"] = json!(["x"])),
    ];
    assert!(parse_letter(&good.to_string()).is_ok());
    for (name, change) in changes {
        let mut value = good.clone();
        change(&mut value);
        let err = parse_letter(&value.to_string()).unwrap_err();
        assert!(matches!(err, ParseLetterError::Content { .. }), "{name}");
        assert!(!err.to_string().contains("kamer"), "{name}");
    }
}

#[test]
fn parse_refuses_objects_that_are_no_json_of_ours() {
    let good = json_of(&a_message("Dag"));
    for object in [
        good.replacen('{', r#"{"n":3,"#, 1),
        good.replacen('{', r#"{"later":{"a":1,"a":2},"#, 1),
        format!("\u{feff}{good}"),
        format!("{good}x"),
        good[1..].to_owned(),
        "[]".to_owned(),
        String::new(),
    ] {
        assert!(
            matches!(parse_letter(&object), Err(ParseLetterError::Content { .. })),
            "{object}"
        );
    }
    let two_lines = good.replacen(',', ",\n", 1);
    assert!(parse_letter(&two_lines).is_err());
}

#[test]
fn errors_do_not_quote_the_content() {
    let secret = "geheim-verhaal";
    let object = format!(r#"{{"kind":"message","n":"{secret}"}}"#);
    let err = parse_letter(&object).unwrap_err();
    assert!(!format!("{err} {err:?}").contains(secret));
}

fn a_reply(n: u32) -> ReplyContent {
    let prev = (n > 1).then_some([u8::try_from(n - 1).unwrap_or(0xff); 32]);
    ReplyContent::new(
        keys(1).handle(),
        n,
        prev,
        Day::from_date(2026, 11, 23).unwrap(),
    )
}

fn a_full_reply() -> ReplyContent {
    let mut reply = a_reply(2);
    reply.text = Some(TextPart::whole("Dank u wel.\n„Wij” lezen het."));
    let mut status = Status::new(StatusCode::Acknowledged);
    status.acknowledge_by = Some(Day::from_date(2026, 12, 1).unwrap());
    status.feedback_by = Some(Day::from_date(2027, 2, 28).unwrap());
    reply.status = Some(status);
    reply.receipts = vec![[1; 32], [2; 32]];
    reply
}

fn reply_of(object: &str) -> Box<[u8; REPLY_PLAINTEXT_LEN]> {
    let mut plaintext = format!("bellrope reply 1\n{object}\n").into_bytes();
    plaintext.resize(REPLY_PLAINTEXT_LEN, b' ');
    plaintext.try_into().unwrap()
}

fn parse_reply(object: &str) -> Result<ReplyContent, ParseReplyError> {
    ReplyContent::parse(&reply_of(object), &keys(1).handle())
}

#[test]
fn reply_returns_with_every_member() {
    for reply in [a_reply(1), a_full_reply()] {
        let plaintext = reply.encode().unwrap();
        let parsed = ReplyContent::parse(plaintext.expose_secret(), &keys(1).handle());
        assert!(parsed == Ok(reply));
    }
}

#[test]
fn reply_json_is_that_of_the_protocol() {
    let handle = crate::encoding::encode_base64(keys(1).handle().as_bytes());
    let hash = |byte: u8| crate::encoding::encode_base64(&[byte; 32]);
    let expected = json!({
        "handle": handle, "n": 2, "prev": hash(1), "day": "2026-11-23",
        "text": {"part": 1, "of": 1, "body": "Dank u wel.\n„Wij” lezen het."},
        "status": {"code": "acknowledged", "acknowledge_by": "2026-12-01", "feedback_by": "2027-02-28"},
        "receipts": [hash(1), hash(2)],
    });
    assert_eq!(serde_json::to_value(a_full_reply()).unwrap(), expected);
}

#[test]
fn reply_holds_80_receipts() {
    let mut reply = a_reply(99_999_999);
    reply.receipts = vec![[0xff; 32]; REPLY_MAX_RECEIPTS];
    assert!(reply.encode().is_ok());
    reply.receipts.push([0; 32]);
    let err = reply.encode().unwrap_err();
    assert_eq!(err.to_string(), "reply has 81 receipts, at most 80");
}

#[test]
fn reply_names_both_numbers_when_too_long() {
    let mut reply = a_reply(1);
    reply.text = Some(TextPart::whole(""));
    let empty = reply.json_len();
    reply.text = Some(TextPart::whole("x".repeat(REPLY_JSON_MAX_LEN - empty)));
    assert!(reply.encode().is_ok());
    reply.text = Some(TextPart::whole("x".repeat(4_000 - empty)));
    let err = reply.encode().unwrap_err();
    assert_eq!(err.to_string(), "reply content is 4000 bytes, at most 3896");
}

#[test]
fn reply_of_another_case_is_refused() {
    let plaintext = a_full_reply().encode().unwrap();
    let other = CaseHandle::from_bytes([0; 16]);
    let parsed = ReplyContent::parse(plaintext.expose_secret(), &other);
    assert!(parsed == Err(ParseReplyError::Handle));
}

#[test]
fn reply_refuses_what_is_none() {
    let good = serde_json::to_value(a_full_reply()).unwrap();
    let changes: [(&str, Change); 9] = [
        ("n of 0", |v| v["n"] = json!(0)),
        ("n too large", |v| v["n"] = json!(4_294_967_296_u64)),
        ("part of 0", |v| v["text"]["part"] = json!(0)),
        ("part after the last", |v| v["text"]["part"] = json!(2)),
        ("no day", |v| drop(v.as_object_mut().unwrap().remove("day"))),
        ("day in words", |v| v["day"] = json!("monday")),
        ("short prev", |v| v["prev"] = json!("AAAA")),
        ("81 receipts", |v| {
            v["receipts"] = json!(vec![v["prev"].clone(); 81])
        }),
        ("status without code", |v| v["status"] = json!({})),
    ];
    for (name, change) in changes {
        let mut value = good.clone();
        change(&mut value);
        let object = value.to_string();
        // 81 receipts do not even fit: cut to what a plaintext holds.
        if object.len() <= REPLY_JSON_MAX_LEN {
            assert!(
                matches!(parse_reply(&object), Err(ParseReplyError::Content { .. })),
                "{name}"
            );
        } else {
            assert!(
                serde_json::from_str::<ReplyContent>(&object).is_err(),
                "{name}"
            );
        }
    }
    let mut plaintext = reply_of(&good.to_string());
    plaintext[15] = b'2';
    let parsed = ReplyContent::parse(&plaintext, &keys(1).handle());
    assert!(parsed == Err(ParseReplyError::FirstLine));
    plaintext[15] = b'1';
    plaintext[REPLY_PLAINTEXT_LEN - 1] = 0;
    let parsed = ReplyContent::parse(&plaintext, &keys(1).handle());
    assert!(parsed == Err(ParseReplyError::Padding));
}

#[test]
fn reply_keeps_unknown_members_and_values() {
    let mut value = serde_json::to_value(a_full_reply()).unwrap();
    value["later"] = json!([1]);
    value["text"]["later"] = json!(2);
    value["status"]["later"] = json!(3);
    value["status"]["code"] = json!("pondering");
    let parsed = parse_reply(&value.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&parsed).unwrap(), value);
    assert_eq!(parsed.status.unwrap().code.as_str(), "pondering");
}

#[test]
fn cover_reply_is_as_long_as_any() {
    let cover = encode_cover_reply();
    assert_eq!(&cover.expose_secret()[..20], b"bellrope reply 1\n{}\n");
    assert!(cover.expose_secret()[20..].iter().all(|byte| *byte == b' '));
}

#[test]
fn every_listed_value_returns_from_its_text() {
    for code in StatusCode::LISTED {
        assert!(StatusCode::from(code.as_str()) == *code);
        assert!(!matches!(
            StatusCode::from(code.as_str()),
            StatusCode::Other(_)
        ));
    }
    assert_eq!(StatusCode::LISTED.len(), 14);
    assert_eq!(Wish::LISTED.len(), 7);
    assert_eq!(Role::LISTED.len(), 8);
}

/// The longest head that a reply of that text can have.
fn in_reply(part: &TextPart, status: Option<&Status>) -> ReplyContent {
    let mut reply = ReplyContent::new(keys(1).handle(), u32::MAX, Some([0xff; 32]), Day::MAX);
    reply.text = Some(part.clone());
    reply.status = status.cloned();
    reply
}

#[test]
fn split_text_fits_and_joins_again() {
    let status = a_full_reply().status.unwrap();
    for text in [
        String::new(),
        "kort".to_owned(),
        "é".repeat(5_000),
        "\u{1}\"\\\n".repeat(2_000),
        "𝄞".repeat(3_000),
        "een twee drie vier ".repeat(1_000),
    ] {
        let parts = TextPart::split(&text, Some(&status));
        let joined: String = parts.iter().map(|part| part.body.as_str()).collect();
        assert!(joined == text);
        for (index, part) in parts.iter().enumerate() {
            assert_eq!(usize::try_from(part.part).unwrap(), index + 1);
            assert_eq!(usize::try_from(part.of).unwrap(), parts.len());
            let status = (index == 0).then_some(&status);
            assert!(in_reply(part, status).encode().is_ok());
        }
    }
}

#[test]
fn split_text_wastes_no_reply() {
    let parts = TextPart::split(&"x".repeat(10_000), None);
    assert_eq!(parts.len(), 3);
    let full = in_reply(&parts[0], None);
    // Room is kept for the longest numbers of parts only.
    assert!(REPLY_JSON_MAX_LEN - full.json_len() <= 18);
    let words = TextPart::split(&"woord ".repeat(2_000), None);
    assert!(
        words[..words.len() - 1]
            .iter()
            .all(|part| part.body.ends_with(' '))
    );
}

fn opened(n: u32, text: Option<TextPart>) -> OpenedReply {
    let mut content = a_reply(n);
    content.text = text;
    OpenedReply {
        body_hash: [u8::try_from(n).unwrap(); 32],
        content,
    }
}

#[test]
fn thread_in_order_has_nothing_to_tell() {
    let thread = Thread::assemble(vec![opened(3, None), opened(1, None), opened(2, None)]);
    let numbers: Vec<u32> = thread.replies.iter().map(|reply| reply.content.n).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(thread.missing.is_empty() && thread.repeated.is_empty() && thread.unlinked.is_empty());
    assert!(Thread::assemble(Vec::new()) == Thread::default());
}

#[test]
fn thread_tells_gaps_repeats_and_wrong_links() {
    let mut stray = opened(5, None);
    stray.body_hash = [0xaa; 32];
    stray.content.prev = Some([0xbb; 32]);
    let mut first = opened(1, None);
    first.content.prev = Some([0; 32]);
    let mut bare = opened(9, None);
    bare.content.prev = None;
    let replies = vec![first, opened(4, None), opened(5, None), stray, bare];
    let thread = Thread::assemble(replies);
    assert_eq!(thread.missing, [2..=3, 6..=8]);
    assert_eq!(thread.repeated, [5]);
    assert_eq!(thread.unlinked, [1, 5, 9]);
}

#[test]
fn thread_survives_the_greatest_number() {
    let mut last = opened(1, None);
    last.content.n = u32::MAX;
    last.content.prev = Some([0; 32]);
    let thread = Thread::assemble(vec![last]);
    assert_eq!(thread.missing, [1..=u32::MAX - 1]);
    assert!(thread.unlinked.is_empty());
}

#[test]
fn texts_join_their_parts() {
    let parts = TextPart::split(&"een twee ".repeat(900), None);
    assert_eq!(parts.len(), 3);
    let mut replies: Vec<OpenedReply> = (2..)
        .zip(&parts)
        .map(|(n, part)| opened(n, Some(part.clone())))
        .collect();
    replies.push(opened(1, Some(TextPart::whole("Dag"))));
    replies.push(opened(5, None));
    let texts = Thread::assemble(replies).texts();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].text == "Dag" && texts[0].complete && texts[0].n == 1);
    assert!(texts[1].text == "een twee ".repeat(900) && texts[1].complete && texts[1].n == 2);
}

#[test]
fn texts_with_a_missing_part_say_so() {
    let parts = TextPart::split(&"een twee ".repeat(900), None);
    let replies = vec![
        opened(1, Some(parts[0].clone())),
        opened(3, Some(parts[2].clone())),
    ];
    let texts = Thread::assemble(replies).texts();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().all(|text| !text.complete));
    assert!(texts[0].text == parts[0].body && texts[1].text == parts[2].body);
}

#[test]
fn debug_hides_contents() {
    let plaintext = a_full_report().encode(&keys(1)).unwrap();
    let letter = sealed(plaintext.expose_secret());
    let content = a_full_report();
    let LetterBody::Report(report) = &content.body else {
        panic!("not a report");
    };
    let reply = a_full_reply();
    let thread = Thread::assemble(vec![opened(1, Some(TextPart::whole("Dag")))]);
    for (shown, name) in [
        (format!("{plaintext:?}"), "SecretBytes"),
        (format!("{letter:?}"), "SealedLetter"),
        (format!("{content:?}"), "LetterContent"),
        (format!("{:?}", content.id), "LetterId"),
        (format!("{:?}", content.intro.as_ref().unwrap()), "Intro"),
        (format!("{:?}", content.body), "LetterBody"),
        (
            format!("{:?}", content.parcel.as_ref().unwrap()),
            "Attachments",
        ),
        (format!("{report:?}"), "Report"),
        (format!("{:?}", report.when.as_ref().unwrap()), "When"),
        (
            format!("{:?}", report.detriment.as_ref().unwrap()),
            "Detriment",
        ),
        (format!("{:?}", report.behalf.as_ref().unwrap()), "Behalf"),
        (format!("{:?}", report.role.as_ref().unwrap()), "Role"),
        (format!("{reply:?}"), "ReplyContent"),
        (format!("{:?}", reply.text.as_ref().unwrap()), "TextPart"),
        (format!("{:?}", reply.status.as_ref().unwrap()), "Status"),
        (format!("{thread:?}"), "Thread"),
        (format!("{:?}", thread.replies[0]), "OpenedReply"),
        (format!("{:?}", thread.texts()[0]), "ThreadText"),
    ] {
        assert_eq!(shown, format!("{name} {{ .. }}"));
    }
}
