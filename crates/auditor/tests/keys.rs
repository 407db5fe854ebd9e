//! `keys`: an honest desk gives no finding, and each fault gives its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says where"
)]

mod support;

use std::fs;
use std::path::Path;

use bellrope_auditor::check::keys::{self, RelayPublic};
use bellrope_auditor::finding::Check;
use bellrope_auditor::source::Item;
use bellrope_protocol::card::{
    Card, Ed25519PublicKey, NextCount, Pin, SignedCard, sign_succession,
};
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::key::AuthenticationKey;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use support::{DAY, World, assert_found, kinds};

#[track_caller]
fn expect(world: &World, expected: &[&str]) {
    assert_found(&world.check_keys(&world.files()), expected);
}

/// A world whose second card is the first one after a change.
fn second(change: impl FnOnce(&mut Card)) -> World {
    let mut world = World::busy();
    change(&mut world.card);
    world.publish_card();
    world
}

/// A key that nobody has.
fn stranger(seed: u8) -> Ed25519PublicKey {
    let name = "relay.example/stranger".parse().unwrap();
    Ed25519PublicKey::of(&SignerKey::from_seed(name, &[seed; 32]))
}

#[test]
fn an_honest_desk_passes_over_a_year() {
    let mut world = World::founded();
    for week in 0..52 {
        if week % 8 == 7 {
            world.replace_push(week);
        }
        world.now += 7 * DAY;
        world.rotate();
    }
    expect(&world, &[]);
}

#[test]
fn a_new_root_in_succession_passes_and_the_old_one_is_left_behind() {
    let mut world = World::busy();
    let old = world.root;
    world.root = SignerKey::from_seed(world.base.root_key_name(), &[8; 32]);
    let new = Ed25519PublicKey::of(&world.root);
    let base = world.base.clone();
    let note = sign_succession(&base, &old, &new).unwrap();
    world.card.root = new;
    world.card.succession.push(note.to_string());
    world.publish_card();
    expect(&world, &[]);
    // The old root signs a card that names it again.
    world.card.succession.clear();
    world.card.root = Ed25519PublicKey::of(&old);
    world.card.serial += 1;
    let signed = SignedCard::sign(world.card.clone(), &old).unwrap();
    world.log_card(signed);
    expect(&world, &["keys-card-signature"]);
}

#[test]
fn missing_exchanged_and_foreign_cards_are_found() {
    let mut world = World::busy();
    world.rotate();
    world.rotate();
    let mut files = world.files();
    files.remove(Item::Card { serial: 2 });
    assert_found(&world.check_keys(&files), &["keys-card-missing"]);

    let mut files = world.files();
    let mut other = world.card.clone();
    other.serial = 2;
    other.names.en = "Another desk".to_owned();
    let other = SignedCard::sign(other, &world.root).unwrap();
    files.put(Item::Card { serial: 2 }, other.as_bytes().to_vec());
    assert_found(&world.check_keys(&files), &["keys-card-hash"]);

    let mut files = world.files();
    files.get(Item::Card { serial: 2 })[200] ^= 1;
    assert_found(&world.check_keys(&files), &["keys-card-signature"]);

    let mut files = world.files();
    let first = files.get(Item::Card { serial: 1 }).clone();
    files.put(Item::Card { serial: 2 }, first);
    assert_found(&world.check_keys(&files), &["keys-serial"]);
}

#[test]
fn another_desk_than_the_pinned_one_is_refused() {
    let world = World::busy();
    let files = world.files();
    let mut subject = world.subject(&files);
    subject.pin = Pin::new("00".repeat(20).parse().unwrap());
    let keys = keys::run(&subject);
    assert_eq!(kinds(&keys.check), ["keys-card-signature"]);
    assert!(keys.trusted.is_none());
}

#[test]
fn a_card_that_was_given_must_be_the_one_that_was_logged() {
    let mut world = World::busy();
    world.rotate();
    let files = world.files();
    let given = |card: SignedCard| {
        let pin = Pin::new(card.unverified_card().founding.fingerprint());
        card.verify(&pin).unwrap()
    };
    let judge = |card: SignedCard| {
        let card = given(card);
        let mut subject = world.subject(&files);
        subject.pin = Pin::of(&card);
        subject.card = Some(card);
        keys::run(&subject).check
    };
    assert_found(&judge(world.signed_cards[0].clone()), &[]);
    assert_found(&judge(world.signed_cards[1].clone()), &[]);
    let mut other = world.card.clone();
    other.names.en = "For you alone".to_owned();
    let other = SignedCard::sign(other, &world.root).unwrap();
    assert_found(&judge(other), &["keys-pinned"]);
    let mut later = world.card.clone();
    later.serial += 3;
    let later = SignedCard::sign(later, &world.root).unwrap();
    assert_found(&judge(later), &["keys-pinned"]);
}

#[test]
fn dates_gaps_and_expiry_are_found() {
    expect(&second(|card| card.made -= DAY), &["keys-made"]);

    let mut world = World::busy();
    world.now += 70 * DAY;
    world.rotate();
    expect(&world, &["keys-gap"]);

    let mut world = World::busy();
    world.now = world.card.not_after + 1;
    expect(&world, &["keys-expired", "keys-weeks-few"]);
    world.now = world.card.not_after - DAY;
    expect(&world, &["keys-weeks-few"]);
}

#[test]
fn exchanged_and_repeated_weekly_keys_are_found() {
    let other = World::founded();
    let mut fresh = World::founded();
    fresh.rng = rand::SeedableRng::seed_from_u64(5);
    fresh.card.intake.clear();
    fresh.rotate();
    let foreign = fresh.card.intake[3].recipient.clone();
    expect(
        &second(|card| card.intake[3].recipient = foreign),
        &["keys-week-changed"],
    );
    let mut world = World::busy();
    world.now += 7 * DAY;
    let old = other.card.intake[0].recipient.clone();
    world.rotate();
    // The new week of that card has the key of the first week.
    world.card.intake[7].recipient = old;
    world.card.serial -= 1;
    world.signed_cards.pop();
    world.cards.entries.pop();
    world.publish_card();
    expect(&world, &["keys-repeated"]);
}

#[test]
fn authentication_keys_keep_their_numbers() {
    let mut rng: rand::rngs::StdRng = rand::SeedableRng::seed_from_u64(3);
    let other = AuthenticationKey::generate(1, &mut rng).public();
    expect(
        &second(|card| card.authentication = vec![other]),
        &["keys-authentication"],
    );
    expect(
        &second(|card| {
            let bytes = *card.authentication[0].as_bytes();
            let again = bellrope_protocol::key::AuthenticationPublicKey::from_bytes(2, bytes);
            card.authentication.insert(0, again.unwrap());
        }),
        &["keys-repeated"],
    );
}

#[test]
fn a_push_key_that_was_left_behind_does_not_come_back() {
    let mut world = World::busy();
    let (first, serial) = (world.card.push, world.card.serial);
    world.replace_push(1);
    world.publish_card();
    expect(&world, &[]);
    assert_eq!(world.card.serial, serial + 1);
    // A card that lists it as earlier and names it again is none; without the list it can be signed.
    world.card.push = first;
    world.card.earlier.clear();
    world.publish_card();
    expect(&world, &["keys-push", "keys-repeated"]);
}

#[test]
fn push_keys_are_handed_on_as_they_were() {
    let forgotten = |card: &mut Card| card.push = stranger(1);
    expect(&second(forgotten), &["keys-push"]);
    let mut world = World::busy();
    world.replace_push(1);
    world.publish_card();
    world.publish_card();
    expect(&world, &[]);
    world.card.earlier[0].batches += 1;
    world.publish_card();
    expect(&world, &["keys-push"]);
}

#[test]
fn keys_of_different_purposes_must_differ() {
    expect(
        &second(|card| card.push = card.relay.receipt),
        &["keys-push", "keys-shared"],
    );
    let mut world = World::busy();
    world.appoint_witnesses(1);
    expect(&world, &[]);
    let log = *world.card.relay.log.as_bytes();
    let name = "witness.example/w".parse().unwrap();
    let own = bellrope_protocol::note::VerifierKey::new(
        name,
        bellrope_protocol::note::Algorithm::CosignatureV1,
        &log,
    );
    world.card.witnesses.keys = vec![own.unwrap()];
    world.publish_card();
    expect(&world, &["keys-shared"]);
}

#[test]
fn reply_counts_rise_with_notice_and_never_fall() {
    let next = |count, days| {
        move |card: &mut Card| {
            let from = Day::of(card.made).plus(days);
            card.replies.next = Some(NextCount { count, from });
        }
    };
    expect(&second(next(32, 8)), &[]);
    expect(&second(next(32, 3)), &["keys-reply-count"]);
    expect(&second(next(8, 30)), &["keys-reply-count"]);
    expect(
        &second(|card| card.replies.count = 32),
        &["keys-reply-count"],
    );
    // Once the day has come, the count may be written plainly.
    let mut world = second(next(32, 8));
    world.now += 9 * DAY;
    world.card.replies.count = 32;
    world.card.replies.next = None;
    world.rotate();
    expect(&world, &[]);
}

#[test]
fn relay_keys_must_stay_and_be_those_of_relay_pub() {
    expect(
        &second(|card| card.relay.receipt = stranger(2)),
        &["keys-relay-changed"],
    );
    let world = World::busy();
    let files = world.files();
    let keys = keys::run(&world.subject(&files));
    let trusted = keys.trusted.unwrap();
    let honest = RelayPublic {
        host: world.base.host.clone(),
        log: world.card.relay.log,
        receipt: world.card.relay.receipt,
        epoch_secs: support::EPOCH_SECS,
    };
    let judge = |relay: &RelayPublic| {
        let mut check = Check::new("keys");
        keys::check_relay(&trusted, relay, &mut check);
        check
    };
    assert_found(&judge(&honest), &[]);
    let wrong = [
        RelayPublic {
            log: stranger(3),
            ..honest.clone()
        },
        RelayPublic {
            epoch_secs: 60,
            ..honest.clone()
        },
        RelayPublic {
            host: "other.example".parse().unwrap(),
            ..honest
        },
    ];
    for relay in wrong {
        assert_found(&judge(&relay), &["keys-relay"]);
    }
}

fn folder_with(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn check_folder(world: &World, folder: &Path) -> Check {
    let files = world.files();
    let trusted = keys::run(&world.subject(&files)).trusted;
    let mut check = Check::new("keys");
    keys::check_folder(folder, trusted.as_ref(), &mut check);
    check
}

#[test]
fn a_folder_of_public_keys_passes() {
    let world = World::busy();
    let fingerprint = format!("{}\n", world.card.founding.fingerprint());
    let log = format!("{}\n", world.card.intake_log_verifier());
    let folder = folder_with(&[
        ("README.md", b"# Public keys\n".to_vec()),
        ("desks/mid.txt", fingerprint.into_bytes()),
        ("logs/relay.example.vkey", log.into_bytes()),
    ]);
    assert_found(&check_folder(&world, folder.path()), &[]);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../keys");
    assert_found(&check_folder(&world, &ours), &[]);
}

#[test]
fn published_keys_of_somebody_else_are_found() {
    let world = World::busy();
    let fingerprint = format!("{}\n", "00".repeat(20));
    let folder = folder_with(&[("desks/mid.txt", fingerprint.into_bytes())]);
    assert_found(&check_folder(&world, folder.path()), &["keys-fingerprint"]);
    let other = stranger(4).verifier(world.base.intake_key_name());
    let folder = folder_with(&[("logs/relay.example.vkey", format!("{other}\n").into_bytes())]);
    assert_found(&check_folder(&world, folder.path()), &["keys-relay"]);
}

#[test]
fn files_of_no_known_kind_are_found() {
    let world = World::busy();
    for (name, bytes) in [
        ("log.vkey", b"relay.example/log+00000000+AAAA\n".to_vec()),
        ("mid.txt", b"0123 4567\n".to_vec()),
        ("log.key", b"hello\n".to_vec()),
        ("README.md", vec![0xff; 40]),
    ] {
        let folder = folder_with(&[(name, bytes)]);
        assert_found(&check_folder(&world, folder.path()), &["keys-not-public"]);
    }
}

#[test]
fn whatever_could_be_private_is_found_and_not_repeated() {
    let world = World::busy();
    let seed = [0xa7u8; 32];
    let mut bytes: Vec<Vec<u8>> = [
        "AGE-SECRET-KEY-PQ-1QQQQ\n".to_owned(),
        "age-plugin-yubikey-1QQQ\n".to_owned(),
        "-----BEGIN PRIVATE KEY-----\n".to_owned(),
        "-----BEGIN OPENSSH PRIVATE KEY-----\n".to_owned(),
        "PRIVATE+KEY+relay.example/log+0badcafe+AAAA\n".to_owned(),
        "PuTTY-User-Key-File-3: ssh-ed25519\n".to_owned(),
        format!("seed: {}\n", encode_hex(&seed)),
        format!("seed: {}\n", encode_hex(&[0xa7; 64])),
        format!("seed: {}\n", encode_base64(&seed)),
        format!("seed: {}\n", encode_base64(&[0xfb; 64])),
        format!("{}\n", encode_base64(&seed).trim_end_matches('=')),
        format!(
            "{}\n",
            encode_base64(&[0xfb; 32])
                .replace('+', "-")
                .replace('/', "_")
        ),
    ]
    .map(String::into_bytes)
    .to_vec();
    bytes.push(seed.to_vec());
    for bytes in bytes {
        let folder = folder_with(&[("README.md", bytes.clone())]);
        let check = check_folder(&world, folder.path());
        assert_found(&check, &["keys-private"]);
        let said = format!("{check:?}");
        let text = String::from_utf8_lossy(&bytes);
        let secret = text.split_whitespace().last().unwrap();
        assert!(!said.contains(secret), "{said}");
    }
}
