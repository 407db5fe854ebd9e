//! Tests of letters.

use super::*;

fn letter_of(object: &str) -> Box<[u8; LETTER_PLAINTEXT_LEN]> {
    let mut plaintext = format!("bellrope letter 1 {}=\n{object}\n", "A".repeat(43)).into_bytes();
    plaintext.resize(LETTER_PLAINTEXT_LEN, b' ');
    plaintext.try_into().unwrap()
}

fn parse_letter(object: &str) -> Result<LetterPlaintext, ParseLetterError> {
    LetterPlaintext::parse(&letter_of(object))
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

fn some_answers() -> Answers {
    let given = [
        ("again", "yes"),
        ("safe", "no"),
        ("mood", "fine"),
        ("clear", "Jan was het"),
    ];
    let own = |(question, answer): (&str, &str)| (question.to_owned(), answer.to_owned());
    Answers {
        of: Questions::Evaluation,
        given: given.into_iter().map(own).collect(),
    }
}

#[test]
fn answers_are_a_message_with_an_empty_text() {
    let mut content = a_message("");
    content.body = LetterBody::Answers(some_answers());
    let value: serde_json::Value = serde_json::from_str(&json_of(&content)).unwrap();
    assert_eq!(
        (&value["kind"], &value["text"]),
        (&"message".into(), &"".into())
    );
    assert_eq!(value["answers"]["of"], "evaluation");
    assert_eq!(value["answers"]["again"], "yes");
    let read: LetterContent = serde_json::from_value(value.clone()).unwrap();
    assert!(read.body == content.body && read.unknown.is_empty());
    // Beside a text, or in another kind, they belong to nothing.
    for (member, other) in [("text", "Dag"), ("kind", "withdraw")] {
        let mut wrong = value.clone();
        wrong[member] = other.into();
        assert!(
            serde_json::from_value::<LetterContent>(wrong).is_err(),
            "{member}"
        );
    }
    let mut wrong = value;
    wrong.as_object_mut().unwrap().remove("text");
    assert!(serde_json::from_value::<LetterContent>(wrong).is_err());
}

#[test]
fn answers_keep_what_closed_lists_know() {
    let answers = some_answers();
    let known: Vec<(&str, &str)> = answers.known().into_iter().collect();
    assert_eq!(known, [("again", "yes"), ("safe", "no")]);
    assert_eq!(format!("{answers:?}"), "Answers { .. }");
    let later = Answers {
        of: "mood".into(),
        ..answers
    };
    assert!(later.known().is_empty());
}
