//! A succession of roots, and cards that a pin has seen before.

use super::*;

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
