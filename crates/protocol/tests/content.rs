//! Properties of contents: one length for everything that fits, nothing lost on the way, and no
//! input that a parser falls over.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::SignedCard;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Answers, EncodeLetterError, EncodeReplyError, Intro, LETTER_JSON_MAX_LEN, LetterBody,
    LetterContent, LetterId, LetterLanguage, LetterPlaintext, OpenedReply, Questions,
    REPLY_JSON_MAX_LEN, ReplyContent, Report, TextPart, Thread, Unknown,
};
use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
use bellrope_protocol::limit::{LETTER_PLAINTEXT_LEN, REPLY_PLAINTEXT_LEN};
use bellrope_protocol::note::{SignedNote, SignerKey};
use bellrope_protocol::parcel::ParcelKey;
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::Day;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// One case: its keys, and the intro of its first letters.
fn a_case() -> (CaseKeys, Intro) {
    let rng = &mut StdRng::seed_from_u64(1);
    let desk = AuthenticationKey::generate(1, rng).public();
    let root = FoundingRoot::from_bytes([1; 32]);
    let reporter = ReporterKeys::derive(&CaseCode::generate(rng), &root);
    (
        CaseKeys::for_reporter(&reporter, &desk),
        Intro::new(&reporter, &desk),
    )
}

fn a_parcel() -> ParcelKey {
    ParcelKey::from_parts(Identity::from_seed(&[3; 32]), &[4; 32], 8, [5; 32]).unwrap()
}

/// Text of every kind: letters, what JSON escapes, what takes four bytes; short, or around the limit.
fn a_text(limit: usize) -> impl Strategy<Value = String> {
    let unit = prop_oneof![
        "[a-z ]{1,9}",
        "\\PC{1,4}",
        any::<char>().prop_map(String::from)
    ];
    (prop::collection::vec(unit, 0..20), 0..limit).prop_map(|(units, len)| {
        let unit = units.concat();
        let times = len / unit.len().max(1);
        unit.repeat(times) + &unit
    })
}

fn a_body(limit: usize) -> impl Strategy<Value = LetterBody> {
    let report =
        (a_text(limit), a_text(limit / 4), any::<bool>()).prop_map(|(story, private, role)| {
            let mut report = Report::new("report".into(), "OG".into(), story);
            report.private = (!private.is_empty()).then_some(private);
            report.role = role.then(|| "student".into());
            LetterBody::Report(Box::new(report))
        });
    prop_oneof![
        report,
        a_text(limit).prop_map(|text| LetterBody::Message { text }),
        prop::option::of(a_text(limit)).prop_map(|text| LetterBody::Withdraw { text }),
        prop::collection::btree_map("[a-z]{1,8}x", a_text(limit / 8), 0..4).prop_map(|given| {
            LetterBody::Answers(Answers {
                of: Questions::Diversity,
                given,
            })
        }),
    ]
}

fn a_letter() -> impl Strategy<Value = LetterContent> {
    let parts = (
        any::<[u8; 16]>(),
        any::<u64>(),
        any::<bool>(),
        any::<bool>(),
        a_body(16_000),
    );
    parts.prop_map(|(id, n, intro, parcel, body)| {
        let (keys, carried) = a_case();
        LetterContent {
            id: LetterId::from_bytes(id),
            handle: keys.handle(),
            n,
            language: LetterLanguage::English,
            intro: intro.then_some(carried),
            body,
            parcel: parcel.then(|| a_parcel().into()),
            unknown: Unknown::new(),
        }
    })
}

fn a_reply() -> impl Strategy<Value = ReplyContent> {
    let text = prop::option::of(a_text(4_500));
    let receipts = prop::collection::vec(any::<[u8; 32]>(), 0..=80);
    (1..=u32::MAX, text, receipts, 0..2_932_896_u64).prop_map(|(n, text, receipts, day)| {
        let prev = (n > 1).then_some([7; 32]);
        let mut reply = ReplyContent::new(a_case().0.handle(), n, prev, Day::of(day * 86_400));
        reply.text = text.map(TextPart::whole);
        reply.receipts = receipts;
        reply
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

proptest! {
    #[test]
    fn letters_that_fit_have_one_length_and_come_back(content in a_letter()) {
        let (keys, _) = a_case();
        let len = json(&content).len();
        prop_assert_eq!(content.json_len(), len);
        match content.encode(&keys) {
            Ok(plaintext) => {
                prop_assert!(len <= LETTER_JSON_MAX_LEN);
                prop_assert_eq!(plaintext.expose_secret().len(), LETTER_PLAINTEXT_LEN);
                let parsed = LetterPlaintext::parse(plaintext.expose_secret()).unwrap();
                let LetterPlaintext::Sealed(letter) = parsed else {
                    return Err(TestCaseError::fail("not a letter of a case"));
                };
                let verified = letter.verify(&keys, &[1; 32], &keys.letter_tag(&[1; 32])).unwrap();
                prop_assert_eq!(json(verified), json(&content));
            }
            Err(err) => {
                prop_assert!(len > LETTER_JSON_MAX_LEN);
                prop_assert_eq!(err, EncodeLetterError::TooLong { len });
            }
        }
    }

    #[test]
    fn replies_that_fit_have_one_length_and_come_back(content in a_reply()) {
        let len = json(&content).len();
        match content.encode() {
            Ok(plaintext) => {
                prop_assert!(len <= REPLY_JSON_MAX_LEN);
                prop_assert_eq!(plaintext.expose_secret().len(), REPLY_PLAINTEXT_LEN);
                let parsed = ReplyContent::parse(plaintext.expose_secret(), &content.handle);
                prop_assert!(parsed == Ok(content));
            }
            Err(err) => {
                prop_assert!(len > REPLY_JSON_MAX_LEN);
                prop_assert_eq!(err, EncodeReplyError::TooLong { len });
            }
        }
    }

    #[test]
    fn texts_in_parts_fit_and_come_back_in_any_order(text in a_text(20_000), first in 1..1_000_u32, seed in any::<u64>()) {
        use rand::seq::SliceRandom as _;

        let handle = a_case().0.handle();
        let parts = TextPart::split(&text, None);
        let mut replies = Vec::new();
        for (n, part) in (first..).zip(parts) {
            let prev = (n > 1).then_some([7; 32]);
            let mut content = ReplyContent::new(handle, n, prev, Day::MAX);
            content.text = Some(part);
            prop_assert!(content.encode().is_ok());
            replies.push(OpenedReply { body_hash: [7; 32], content });
        }
        replies.shuffle(&mut StdRng::seed_from_u64(seed));
        let thread = Thread::assemble(replies);
        prop_assert!(thread.unlinked.is_empty() && thread.repeated.is_empty());
        let texts = thread.texts();
        prop_assert_eq!(texts.len(), 1);
        prop_assert!(texts[0].complete && texts[0].n == first && texts[0].text == text);
    }

    #[test]
    fn parse_survives_any_letter(object in "\\PC{0,300}", mac in "[A-Za-z0-9+/=]{44}") {
        let mut plaintext = format!("bellrope letter 1 {mac}\n{object}\n").into_bytes();
        plaintext.resize(LETTER_PLAINTEXT_LEN, b' ');
        let plaintext: Box<[u8; LETTER_PLAINTEXT_LEN]> = plaintext.try_into().unwrap();
        let _ = LetterPlaintext::parse(&plaintext);
    }

    #[test]
    fn parse_survives_any_entry(entry in any::<String>(), row in "[a-z]{0,100}") {
        let _ = CaseCode::parse(&entry);
        let _ = CaseCode::parse(&row);
    }

    #[test]
    fn parse_survives_any_note(bytes in any::<Vec<u8>>(), object in "\\PC{1,200}") {
        prop_assert!(SignedCard::parse(&bytes).is_err());
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        let key = SignerKey::from_seed(base.receipt_key_name(), &[1; 32]);
        prop_assert!(Receipt::verify(&bytes, &key.verifier(), &base, &[0; 32], &Tag::ZERO).is_err());
        let note = SignedNote::sign(format!("bellrope/1 card\n{object}\n"), &key).unwrap();
        prop_assert!(SignedCard::parse(note.to_string().as_bytes()).is_err());
    }
}
