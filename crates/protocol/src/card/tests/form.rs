//! What a card is made of: members, rules, lengths.

use super::*;

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
fn a_card_with_everything_fits() {
    let mut card = succeeded();
    card.witnesses.keys = (0..32).map(a_witness).collect();
    card.witnesses.quorum = 20;
    let len = SignedCard::sign(card, &a_root(6)).unwrap().as_bytes().len();
    assert!((16_000..32_000).contains(&len), "{len}");
}
