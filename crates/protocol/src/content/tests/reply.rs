//! Tests of replies.

use super::*;

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

/// Members of a later version are kept: also fractions, to the last digit. serde_json rounds them
/// otherwise when it reads (found by fuzzing), and every further hand would change them again.
#[test]
fn reply_keeps_unknown_fractions_to_the_last_digit() {
    let object = serde_json::to_string(&a_reply(1)).unwrap();
    let later = r#""later":[2.2790121708605243e+274,-3.44654920223904e-30]}"#;
    let object = format!("{},{later}", object.strip_suffix('}').unwrap());
    let parsed = parse_reply(&object).unwrap();
    assert_eq!(serde_json::to_string(&parsed).unwrap(), object);
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

#[test]
fn acknowledges_with_a_text_or_a_status_of_a_person() {
    let with_status = |code: &str| {
        let mut reply = a_reply(1);
        reply.text = None;
        reply.status = Some(Status::new(StatusCode::from(code)));
        (reply.acknowledges(), reply.gives_feedback())
    };
    for (code, said) in [
        ("received", (false, false)),
        ("acknowledged", (true, false)),
        ("handling", (true, false)),
        ("reopened", (true, false)),
        ("withdrawn", (true, false)),
        ("feedback", (true, true)),
        ("referred", (true, true)),
        ("transferred", (true, true)),
        ("closed", (true, true)),
        ("aftercare", (true, true)),
        ("of a later version", (true, false)),
    ] {
        assert_eq!(with_status(code), said, "{code}");
    }
    let mut reply = a_reply(1);
    (reply.text, reply.status) = (None, None);
    reply.receipts = vec![[1; 32]];
    assert!(!reply.acknowledges() && !reply.gives_feedback());
    reply.text = Some(TextPart::whole("Dank u wel."));
    assert!(reply.acknowledges() && !reply.gives_feedback());
}
