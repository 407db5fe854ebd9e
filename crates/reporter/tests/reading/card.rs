//! Which card is accepted.

use super::*;

#[test]
fn download_refuses_a_swapped_card() {
    let mut world = World::new(12);
    let mut other = World::new(13);
    let pin = world.pin();
    let expected = pin.fingerprint;
    let found = other.card.founding.fingerprint();
    // The other relay says that its desk is ours.
    let shown = expected.to_string().replace(' ', "");
    let own = found.to_string().replace(' ', "");
    other.tamper = Some(Box::new(move |request, mut response| {
        if request.path == "/v1/desks" {
            let list = String::from_utf8(response.body).unwrap();
            response.body = list.replace(&own, &shown).into_bytes();
        }
        response
    }));
    let refused = other.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Swapped { found, expected })
    );
    // And a card of the other desk in our log.
    let swapped = other.cards[0].as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/1", move |body| *body = swapped.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Swapped { found, expected })
    );
}

#[test]
fn download_refuses_a_card_that_someone_else_signed() {
    let mut world = World::new(14);
    let refused = tampered(&mut world, "/cards/1", |body| {
        let text = String::from_utf8(body.clone()).unwrap();
        *body = text
            .replace("\"epoch_secs\":3600", "\"epoch_secs\":3601")
            .into_bytes();
    });
    let ViewError::Card(CardError::Card(VerifyCardError::Signature(_))) = refused else {
        panic!("{refused:?}");
    };
}

#[test]
fn download_refuses_an_expired_card() {
    let mut world = World::new(15);
    world.card.not_after = world.now + 3_600;
    world.publish_card();
    world.now += 2 * 3_600;
    world.seal_epoch();
    let pin = world.pin();
    let refused = world.download(pin).1.unwrap_err();
    let ViewError::Card(CardError::Expired(expired)) = refused else {
        panic!("{refused:?}");
    };
    assert!(expired.log_time > expired.not_after);
}

#[test]
fn download_refuses_a_card_older_than_the_one_in_hand() {
    let mut world = World::new(16);
    let mut pin = world.pin();
    pin.least_serial = 2;
    let refused = world.download(pin).1.unwrap_err();
    let rolled_back = VerifyCardError::Serial {
        serial: 1,
        least: 2,
    };
    assert_eq!(refused, ViewError::Card(CardError::Card(rolled_back)));
}

#[test]
fn download_refuses_a_card_that_is_not_logged() {
    let mut world = World::new(17);
    // Signed by the right root and shown to one reporter only.
    let mut card = world.card.clone();
    card.relay.epoch_secs = 7_200;
    let unlogged = bellrope_protocol::card::SignedCard::sign(card, &world.root).unwrap();
    let bytes = unlogged.as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/1", move |body| *body = bytes.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Unlogged { serial: 1, size: 1 })
    );
}

#[test]
fn download_refuses_a_replayed_old_card() {
    let mut world = World::new(18);
    world.publish_card();
    let old = world.cards[0].as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/2", move |body| *body = old.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Unlogged { serial: 1, size: 2 })
    );
}

#[test]
fn download_refuses_a_changed_entry_of_the_card_log() {
    let mut world = World::new(19);
    let refused = tampered(&mut world, "cards/tile/entries/000.p/1", |body| {
        body[10] ^= 1
    });
    assert!(
        matches!(refused, ViewError::Card(CardError::Root(_))),
        "{refused:?}"
    );
}

#[test]
fn download_refuses_a_card_log_with_too_few_witnesses() {
    let mut world = World::new(33);
    world.seal_epoch();
    world.appoint_witnesses(3, 3);
    world.witnesses.pop();
    let pin = world.pin();
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Witnesses {
            count: 2,
            quorum: 3
        })
    );
}

#[test]
fn download_follows_a_new_root() {
    let mut world = World::new(34);
    let next = bellrope_protocol::note::SignerKey::from_seed(world.base.root_key_name(), &[9; 32]);
    let public = bellrope_protocol::card::Ed25519PublicKey::of(&next);
    let note = bellrope_protocol::card::sign_succession(&world.base, &world.root, &public).unwrap();
    world.card.succession.push(note.to_string());
    world.card.root = public;
    world.root = next;
    world.publish_card();
    assert_eq!(world.view().card().serial, 2);
}

#[test]
fn download_refuses_a_root_that_the_card_in_hand_left_behind() {
    let mut world = World::new(37);
    let next = SignerKey::from_seed(world.base.root_key_name(), &[9; 32]);
    let public = bellrope_protocol::card::Ed25519PublicKey::of(&next);
    let note = bellrope_protocol::card::sign_succession(&world.base, &world.root, &public).unwrap();
    let (old, stolen) = (world.card.root, std::mem::replace(&mut world.root, next));
    world.card.succession.push(note.to_string());
    world.card.root = public;
    world.publish_card();
    let in_hand = bellrope_reporter::view::open_card_file(world.cards[1].as_bytes()).unwrap();
    let pin = bellrope_protocol::card::Pin::of(&in_hand);
    assert!(world.download(pin.clone()).1.is_ok());
    // Whoever stole the founding root has the relay log a card of theirs.
    world.root = stolen;
    world.card.succession.clear();
    world.card.root = old;
    world.publish_card();
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Card(VerifyCardError::Succeeded))
    );
    assert!(world.download(world.pin()).1.is_ok());
}
