//! Tests of the key card.

mod form;
mod succession;

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
