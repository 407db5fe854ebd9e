//! Tests of the key card.

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;
use crate::age::Identity;
use crate::base::Base;
use crate::key::{AuthenticationKey, FoundingRoot};
use crate::limit::WEEK_SECS;
use crate::note::{Algorithm, CosignerKey, KeyName, SignedNote, SignerKey};
use crate::time::Day;

/// Monday, 2026-11-23.
const MONDAY: u64 = 1_795_392_000;

fn a_base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

fn a_root(seed: u8) -> SignerKey {
    SignerKey::from_seed(a_base().root_key_name(), &[seed; 32])
}

fn a_public(seed: u8) -> Ed25519PublicKey {
    Ed25519PublicKey::of(&a_root(seed))
}

fn a_recipient(seed: u8) -> crate::age::Recipient {
    Identity::from_seed(&[seed; 32]).recipient().clone()
}

/// A card of a desk that was founded with root 1.
fn a_card() -> Card {
    let rng = &mut StdRng::seed_from_u64(1);
    let authentication = [2, 1].map(|number| AuthenticationKey::generate(number, rng).public());
    Card {
        desk: a_base().desk,
        host: a_base().host,
        names: DeskNames {
            nl: "Meldpunt Integriteit".to_owned(),
            en: "Integrity Desk".to_owned(),
        },
        serial: 3,
        made: MONDAY + 100,
        not_after: MONDAY + 8 * WEEK_SECS,
        founding: FoundingRoot::from_bytes(*a_public(1).as_bytes()),
        root: a_public(1),
        succession: Vec::new(),
        authentication: authentication.to_vec(),
        intake: (0..8)
            .map(|n: u8| IntakeRecipient {
                week: MONDAY + u64::from(n) * WEEK_SECS,
                recipient: a_recipient(n),
            })
            .collect(),
        push: a_public(2),
        earlier: Vec::new(),
        windows: Windows {
            replies_days: 120,
            intake_days: 120,
        },
        replies: ReplyCount {
            count: 16,
            next: None,
        },
        relay: RelayKeys {
            log: a_public(3),
            receipt: a_public(4),
            epoch_secs: 3_600,
        },
        witnesses: WitnessPolicy {
            keys: Vec::new(),
            quorum: 0,
            report_secs: 604_800,
            confirm_secs: 86_400,
        },
        ended: Vec::new(),
        work: None,
    }
}

fn an_earlier(seed: u8, [batches, confirmed, boards]: [u64; 3]) -> EarlierPush {
    EarlierPush {
        push: a_public(seed),
        batches,
        confirmed,
        boards,
    }
}

fn a_pin() -> Pin {
    Pin::new(a_card().founding.fingerprint())
}

fn a_witness(seed: u8) -> crate::note::VerifierKey {
    let name = KeyName::new(format!("witness.example/{seed}")).unwrap();
    CosignerKey::from_seed(name, &[seed; 32]).verifier()
}

fn signed(card: Card) -> SignedCard {
    SignedCard::sign(card, &a_root(1)).unwrap()
}

#[test]
fn verify_accepts_what_was_signed() {
    let bytes = signed(a_card()).as_bytes().to_vec();
    let card = SignedCard::parse(&bytes).unwrap().verify(&a_pin()).unwrap();
    assert_eq!(card.card(), &a_card());
    assert_eq!(card.as_bytes(), bytes);
    assert_eq!(card.hash(), crate::tag::body_hash(&bytes));
}

#[test]
fn parse_returns_every_member() {
    let mut card = a_card();
    card.replies.next = Some(NextCount {
        count: 32,
        from: Day::from_date(2027, 1, 1).unwrap(),
    });
    card.witnesses.keys = vec![a_witness(1), a_witness(2)];
    card.witnesses.quorum = 2;
    card.ended = vec![EndedLog {
        log: "replies".to_owned(),
        successor: "relay.example/v1/desks/mid/replies2".to_owned(),
    }];
    card.work = Some(Work { max_bits: 4 });
    card.earlier = vec![an_earlier(8, [7, 480, 2]), an_earlier(7, [7, 16, 0])];
    let parsed = SignedCard::parse(signed(card.clone()).as_bytes()).unwrap();
    assert_eq!(parsed.unverified_card(), &card);
}

#[test]
fn parse_ignores_unknown_members() {
    let json = serde_json::to_string(&a_card()).unwrap();
    let later = json.replacen('{', r#"{"later":{"x":[1]},"#, 1);
    let parsed = SignedCard::parse(note_of(&later).as_bytes()).unwrap();
    assert_eq!(parsed.verify(&a_pin()).unwrap().card(), &a_card());
}

/// A card note with any text as its object, signed by root 1.
fn note_of(object: &str) -> String {
    let text = format!("bellrope/1 card\n{object}\n");
    SignedNote::sign(text, &a_root(1)).unwrap().to_string()
}

#[test]
fn parse_refuses_a_repeated_member() {
    let json = serde_json::to_string(&a_card()).unwrap();
    let twice = json.replacen('{', r#"{"serial":4,"#, 1);
    let err = SignedCard::parse(note_of(&twice).as_bytes()).unwrap_err();
    assert!(matches!(err, ParseCardError::Object { .. }));
}

#[test]
fn parse_refuses_missing_and_malformed_members() {
    let json = serde_json::to_value(a_card()).unwrap();
    for member in json
        .as_object()
        .unwrap()
        .keys()
        .filter(|member| *member != "succession")
    {
        for wrong in [
            None,
            Some(serde_json::json!("x y")),
            Some(serde_json::json!({})),
        ] {
            let mut card = json.clone();
            match wrong {
                None => drop(card.as_object_mut().unwrap().remove(member)),
                Some(wrong) => card[member] = wrong,
            }
            let parsed = SignedCard::parse(note_of(&card.to_string()).as_bytes());
            assert!(
                matches!(parsed, Err(ParseCardError::Object { .. })),
                "{member}"
            );
        }
    }
}

#[test]
fn parse_refuses_keys_that_are_none() {
    let json = serde_json::to_string(&a_card()).unwrap();
    let zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let keys = [
        crate::encoding::encode_base64(a_card().push.as_bytes()),
        crate::encoding::encode_base64(a_card().relay.log.as_bytes()),
        crate::encoding::encode_base64(a_card().authentication[1].as_bytes()),
    ];
    for key in keys {
        let parsed = SignedCard::parse(note_of(&json.replace(&key, zero)).as_bytes());
        assert!(matches!(parsed, Err(ParseCardError::Object { .. })));
    }
    let recipient = a_recipient(3).to_string();
    let mistyped = recipient.replace("age1pq1", "age1pq1q");
    let parsed = SignedCard::parse(note_of(&json.replace(&recipient, &mistyped)).as_bytes());
    assert!(matches!(parsed, Err(ParseCardError::Object { .. })));
}

#[test]
fn check_refuses_every_broken_rule() {
    type Change = fn(&mut Card);
    let cases: [(FormError, Change); 26] = [
        (FormError::Serial, |card| card.serial = 0),
        (FormError::Validity, |card| card.not_after = card.made),
        (FormError::Names, |card| card.names.nl = " ".to_owned()),
        (FormError::Names, |card| card.names.en.clear()),
        (FormError::Weeks, |card| drop(card.intake.pop())),
        (FormError::Weeks, |card| {
            card.intake.push(card.intake[0].clone())
        }),
        (FormError::Weeks, |card| card.intake.swap(0, 1)),
        (FormError::Weeks, |card| card.intake[7].week += WEEK_SECS),
        (FormError::Weeks, |card| {
            card.intake.iter_mut().for_each(|intake| intake.week += 1)
        }),
        (FormError::Authentication, |card| {
            card.authentication.clear()
        }),
        (FormError::Authentication, |card| {
            card.authentication.swap(0, 1)
        }),
        (FormError::Authentication, |card| {
            card.authentication[0] = card.authentication[1]
        }),
        (FormError::Authentication, |card| {
            let zero = AuthenticationKey::from_bytes(0, &[1; 32]).public();
            card.authentication[1] = zero;
        }),
        (FormError::EarlierPush, |card| {
            card.earlier = vec![an_earlier(2, [7, 480, 2])]
        }),
        (FormError::EarlierPush, |card| {
            card.earlier = vec![an_earlier(8, [7, 480, 2]); 2]
        }),
        (FormError::EarlierPush, |card| {
            card.earlier = vec![an_earlier(8, [7, 480, 2]), an_earlier(7, [8, 480, 2])]
        }),
        (FormError::EarlierPush, |card| {
            card.earlier = vec![an_earlier(8, [7, 480, 2]), an_earlier(7, [7, 481, 2])]
        }),
        (FormError::EarlierPush, |card| {
            card.earlier = vec![an_earlier(8, [7, 480, 2]), an_earlier(7, [7, 480, 3])]
        }),
        (FormError::Windows, |card| card.windows.replies_days = 0),
        (FormError::Windows, |card| card.windows.intake_days = 0),
        (FormError::Count, |card| card.replies.count = 0),
        (FormError::Count, |card| {
            card.replies.next = Some(NextCount {
                count: 24,
                from: Day::MIN,
            })
        }),
        (FormError::Epoch, |card| card.relay.epoch_secs = 0),
        (FormError::Witnesses, |card| card.witnesses.quorum = 1),
        (FormError::Witnesses, |card| {
            card.witnesses.keys = vec![a_witness(1), a_witness(1)]
        }),
        (FormError::Witnesses, |card| {
            card.witnesses.keys = vec![card.push_verifier()]
        }),
    ];
    for (expected, change) in cases {
        let mut card = a_card();
        change(&mut card);
        assert_eq!(card.check(), Err(expected));
        assert_eq!(
            SignedCard::sign(card.clone(), &a_root(1)),
            Err(SignCardError::Form(expected))
        );
        let bytes = note_of(&serde_json::to_string(&card).unwrap());
        assert_eq!(
            SignedCard::parse(bytes.as_bytes()),
            Err(ParseCardError::Form(expected))
        );
    }
}

#[test]
fn next_cards_hand_on_the_push_keys_before_them() {
    let first = a_card();
    let keeps = |card: &Card, push: u8, earlier: &[EarlierPush]| {
        let next = Card {
            push: a_public(push),
            earlier: earlier.to_vec(),
            ..first.clone()
        };
        next.hands_on_push_keys(card)
    };
    let replaced = an_earlier(2, [7, 480, 2]);
    assert!(keeps(&first, 2, &[]));
    assert!(keeps(&first, 8, &[replaced]));
    // Nothing else may come of the first card.
    assert!(!keeps(&first, 8, &[]));
    assert!(!keeps(&first, 8, &[an_earlier(9, [7, 480, 2])]));
    assert!(!keeps(&first, 2, &[an_earlier(9, [7, 480, 2])]));
    assert!(!keeps(&first, 8, &[replaced, an_earlier(9, [7, 480, 2])]));

    let second = Card {
        push: a_public(8),
        earlier: vec![replaced],
        ..first.clone()
    };
    let again = an_earlier(8, [9, 480, 2]);
    assert!(keeps(&second, 8, &[replaced]));
    assert!(keeps(&second, 9, &[again, replaced]));
    assert!(!keeps(&second, 8, &[]));
    assert!(!keeps(&second, 8, &[an_earlier(2, [8, 480, 2])]));
    assert!(!keeps(&second, 9, &[again]));
    assert!(!keeps(&second, 9, &[replaced, again]));
}

#[test]
fn sign_refuses_another_root_or_name() {
    let wrong_key = SignedCard::sign(a_card(), &a_root(2));
    assert_eq!(wrong_key, Err(SignCardError::Root));
    let wrong_name = SignerKey::from_seed(a_base().push_key_name(), &[1; 32]);
    assert_eq!(
        SignedCard::sign(a_card(), &wrong_name),
        Err(SignCardError::Root)
    );
}

#[test]
fn sign_refuses_a_card_that_is_too_long() {
    let mut card = a_card();
    card.names.nl = "x".repeat(CARD_MAX_LEN);
    let err = SignedCard::sign(card, &a_root(1)).unwrap_err();
    assert!(
        matches!(err, SignCardError::TooLong { len } if len > CARD_MAX_LEN),
        "{err}"
    );
}

#[test]
fn parse_refuses_a_card_that_is_too_long() {
    let mut bytes = signed(a_card()).as_bytes().to_vec();
    bytes.resize(CARD_MAX_LEN + 1, b'\n');
    assert!(matches!(
        SignedCard::parse(&bytes),
        Err(ParseCardError::Note(_))
    ));
}

#[test]
fn parse_refuses_another_kind_and_further_lines() {
    let object = serde_json::to_string(&a_card()).unwrap();
    for text in [
        format!("bellrope/1 root\n{object}\n"),
        format!("bellrope/1 card\n{object}\n{object}\n"),
        "bellrope/1 card\n".to_owned(),
    ] {
        let note = SignedNote::sign(text, &a_root(1)).unwrap().to_string();
        assert!(matches!(
            SignedCard::parse(note.as_bytes()),
            Err(ParseCardError::Text(_))
        ));
    }
}

#[test]
fn verify_refuses_a_card_signed_by_another() {
    let text = format!(
        "bellrope/1 card\n{}\n",
        serde_json::to_string(&a_card()).unwrap()
    );
    let note = SignedNote::sign(text, &a_root(2)).unwrap().to_string();
    let err = SignedCard::parse(note.as_bytes())
        .unwrap()
        .verify(&a_pin())
        .unwrap_err();
    assert!(matches!(err, VerifyCardError::Signature(_)));
}

#[test]
fn verify_refuses_every_changed_byte_of_the_object() {
    let bytes = signed(a_card()).as_bytes().to_vec();
    let text_len = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    // The recipients are most of it and all alike: a step is enough.
    for position in (0..text_len).step_by(61) {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        if let Ok(card) = SignedCard::parse(&changed) {
            assert!(card.verify(&a_pin()).is_err(), "byte {position}");
        }
    }
}

#[test]
fn verify_refuses_what_is_not_pinned() {
    let verify = |change: fn(&mut Pin)| {
        let mut pin = a_pin();
        change(&mut pin);
        signed(a_card()).verify(&pin).map(|card| card.card().serial)
    };
    assert_eq!(
        verify(|pin| pin.host = Some("relay.example".parse().unwrap())),
        Ok(3)
    );
    assert_eq!(verify(|pin| pin.desk = Some("mid".parse().unwrap())), Ok(3));
    assert_eq!(verify(|pin| pin.least_serial = 3), Ok(3));
    let other = |pin: &mut Pin| pin.fingerprint = FoundingRoot::from_bytes([9; 32]).fingerprint();
    assert_eq!(verify(other), Err(VerifyCardError::Fingerprint));
    assert_eq!(
        verify(|pin| pin.host = Some("relay.test".parse().unwrap())),
        Err(VerifyCardError::Host)
    );
    assert_eq!(
        verify(|pin| pin.desk = Some("cog".parse().unwrap())),
        Err(VerifyCardError::Desk)
    );
    let rolled_back = VerifyCardError::Serial {
        serial: 3,
        least: 4,
    };
    assert_eq!(verify(|pin| pin.least_serial = 4), Err(rolled_back));
}

#[test]
fn pin_of_a_card_refuses_what_differs() {
    let pin = Pin::of(&signed(a_card()).verify(&a_pin()).unwrap());
    assert!(signed(a_card()).verify(&pin).is_ok());
    let mut older = a_card();
    older.serial = 2;
    assert!(matches!(
        signed(older).verify(&pin),
        Err(VerifyCardError::Serial { .. })
    ));
}

/// A card after the roots 1 → 5 → 6, signed by 6.
fn succeeded() -> Card {
    let mut card = a_card();
    card.root = a_public(6);
    card.succession = [(1, 5), (5, 6)]
        .map(|(old, new)| {
            sign_succession(&a_base(), &a_root(old), &a_public(new))
                .unwrap()
                .to_string()
        })
        .to_vec();
    card
}

#[test]
fn verify_follows_a_succession() {
    let card = SignedCard::sign(succeeded(), &a_root(6)).unwrap();
    let parsed = SignedCard::parse(card.as_bytes()).unwrap();
    assert_eq!(parsed.verify(&a_pin()).unwrap().card().root, a_public(6));
}

#[test]
fn pin_of_a_card_refuses_a_root_that_was_succeeded() {
    let known = SignedCard::sign(succeeded(), &a_root(6)).unwrap();
    let pin = Pin::of(&known.verify(&a_pin()).unwrap());
    let verify = |card: Card, root: u8| {
        let card = SignedCard::sign(card, &a_root(root)).unwrap();
        assert!(card.clone().verify(&a_pin()).is_ok());
        card.verify(&pin).map(|card| card.card().root)
    };
    let note = |old: u8, new: u8| {
        sign_succession(&a_base(), &a_root(old), &a_public(new))
            .unwrap()
            .to_string()
    };
    let later = |succession: Vec<String>, root: u8| Card {
        serial: 9,
        root: a_public(root),
        succession,
        ..a_card()
    };
    // The founding root and the one after it, stolen, with a serial that is high enough.
    assert_eq!(
        verify(later(Vec::new(), 1), 1),
        Err(VerifyCardError::Succeeded)
    );
    assert_eq!(
        verify(later(vec![note(1, 5)], 5), 5),
        Err(VerifyCardError::Succeeded)
    );
    // A stolen root names another one than the desk did.
    let forked = later(vec![note(1, 5), note(5, 7)], 7);
    assert_eq!(verify(forked, 7), Err(VerifyCardError::Succeeded));
    assert_eq!(verify(succeeded(), 6), Ok(a_public(6)));
    let next = later(vec![note(1, 5), note(5, 6), note(6, 7)], 7);
    assert_eq!(verify(next, 7), Ok(a_public(7)));
}

#[test]
fn verify_refuses_a_broken_succession() {
    let verify = |change: fn(&mut Card)| {
        let mut card = succeeded();
        change(&mut card);
        SignedCard::sign(card, &a_root(6))
            .unwrap()
            .verify(&a_pin())
            .unwrap_err()
    };
    assert_eq!(
        verify(|card| card.succession.clear()),
        VerifyCardError::Root
    );
    assert_eq!(
        verify(|card| drop(card.succession.pop())),
        VerifyCardError::Root
    );
    let broken = |err| matches!(err, VerifyCardError::Succession(_));
    assert!(broken(verify(|card| drop(card.succession.remove(0)))));
    assert!(broken(verify(|card| card.succession.swap(0, 1))));
    assert!(broken(verify(|card| card.succession[0] = "x".to_owned())));
    let foreign = verify(|card| {
        let base = Base::new("relay.test".parse().unwrap(), "mid".parse().unwrap());
        let old = SignerKey::from_seed(a_base().root_key_name(), &[1; 32]);
        card.succession[0] = sign_succession(&base, &old, &a_public(5))
            .unwrap()
            .to_string();
    });
    assert_eq!(foreign, VerifyCardError::Succession(SuccessionError::Other));
}

#[test]
fn check_unexpired_includes_the_last_second() {
    let card = signed(a_card()).verify(&a_pin()).unwrap();
    let not_after = a_card().not_after;
    assert_eq!(card.check_unexpired(not_after), Ok(()));
    let log_time = not_after + 1;
    let err = card.check_unexpired(log_time).unwrap_err();
    assert_eq!(
        err,
        ExpiredError {
            not_after,
            log_time
        }
    );
}

#[test]
fn recipient_at_is_that_of_the_week() {
    let card = a_card();
    let at = |time| card.recipient_at(time).map(|intake| intake.week);
    assert_eq!(at(MONDAY), Some(MONDAY));
    assert_eq!(at(MONDAY + WEEK_SECS - 1), Some(MONDAY));
    assert_eq!(at(MONDAY + 7 * WEEK_SECS), Some(MONDAY + 7 * WEEK_SECS));
    assert_eq!(at(MONDAY - 1), None);
    assert_eq!(at(MONDAY + 8 * WEEK_SECS), None);
}

#[test]
fn count_on_changes_with_the_day() {
    let from = Day::from_date(2027, 1, 1).unwrap();
    let replies = ReplyCount {
        count: 16,
        next: Some(NextCount { count: 32, from }),
    };
    assert_eq!(replies.count_on(Day::from_date(2026, 12, 31).unwrap()), 16);
    assert_eq!(replies.count_on(from), 32);
    assert_eq!(replies.count_on(Day::MAX), 32);
}

#[test]
fn verifiers_have_the_names_of_their_roles() {
    let card = a_card();
    let names = [
        (card.root_verifier(), "root"),
        (card.push_verifier(), "push"),
        (card.receipt_verifier(), "receipt"),
        (card.intake_log_verifier(), "intake"),
        (card.replies_log_verifier(), "replies"),
        (card.cards_log_verifier(), "cards"),
    ];
    for (verifier, role) in names {
        assert_eq!(
            verifier.name().as_str(),
            format!("relay.example/v1/desks/mid/{role}")
        );
        assert_eq!(verifier.algorithm(), Algorithm::Ed25519);
    }
    assert_eq!(card.newest_authentication().unwrap().number(), 2);
    assert_eq!(card.authentication_numbered(1).unwrap().number(), 1);
    assert!(card.authentication_numbered(3).is_none());
}

#[test]
fn a_card_with_everything_fits() {
    let mut card = succeeded();
    card.witnesses.keys = (0..32).map(a_witness).collect();
    card.witnesses.quorum = 20;
    let len = SignedCard::sign(card, &a_root(6)).unwrap().as_bytes().len();
    assert!((16_000..32_000).contains(&len), "{len}");
}
