//! Bundles that are refused: each for its own reason, and nothing is changed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeMap;

use bellrope_bundle::{Log, Member};
use bellrope_desk::import::{ImportError, Outcome};
use bellrope_protocol::card::SignedCard;
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_transparency::tile::{Layer, Tile};

use support::relay::write_members;
use support::{World, a_reported_world};

type Members = BTreeMap<Member, Vec<u8>>;

/// A world with a case, and a second batch with a message that is not imported yet.
fn a_world_with_news() -> World {
    let (mut world, reporter) = a_reported_world();
    let content = reporter.message("Nieuws", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world
}

impl World {
    /// Imports changed members; they must be refused, the vault must not change, and the honest
    /// bundle must still be accepted.
    fn refuse(mut self, change: impl FnOnce(&mut Members, &mut World)) -> ImportError {
        let mut members = self.relay.members();
        change(&mut members, &mut self);
        let path = self.path("bad.bundle");
        write_members(&path, &members);
        self.refuse_file(&path)
    }

    fn refuse_file(mut self, path: &std::path::Path) -> ImportError {
        let before = (self.records(), self.fingerprint());
        let refused = self.try_import(path).unwrap_err();
        assert_eq!((self.records(), self.fingerprint()), before, "{refused}");
        self.import();
        refused
    }

    /// Every record as it lies in the database: a backup has them all.
    fn records(&mut self) -> Vec<u8> {
        std::fs::read(self.vault.folder().join("vault.redb")).unwrap()
    }
}

fn tile_of(log: Log, members: &Members) -> Member {
    let is_entries = |member: &&Member| matches!(member, Member::Tile { log: of, tile } if *of == log && tile.layer() == Layer::Entries);
    *members.keys().find(is_entries).unwrap()
}

#[test]
fn import_accepts_the_honest_bundle() {
    let mut world = a_world_with_news();
    assert_eq!(world.import().letters, 1);
}

#[test]
fn import_refuses_a_missing_batch_by_its_letters() {
    let refused = a_world_with_news().refuse(|members, _| {
        members.remove(&Member::Batch { number: 1 }).unwrap();
    });
    assert_eq!(
        refused.to_string(),
        "letters 16 to 31 are missing (batch 1)"
    );
}

#[test]
fn import_refuses_a_changed_letter_by_its_number() {
    let refused = a_world_with_news().refuse(|members, _| {
        members.get_mut(&Member::Batch { number: 1 }).unwrap()[3 * 16_384 + 77] ^= 1;
    });
    assert_eq!(
        refused.to_string(),
        "letter 19 is not the one that was logged"
    );
}

#[test]
fn import_names_the_first_of_many_changed_letters() {
    let mut world = a_world_with_news();
    for _ in 0..30 {
        world.seal();
    }
    let refused = world.refuse(|members, _| {
        for number in 5..30 {
            members.get_mut(&Member::Batch { number }).unwrap()[77] ^= 1;
        }
    });
    assert!(
        matches!(refused, ImportError::ChangedLetter { index: 80 }),
        "{refused}"
    );
}

#[test]
fn import_refuses_letters_in_another_order() {
    let refused = a_world_with_news().refuse(|members, _| {
        let body = members.get_mut(&Member::Batch { number: 1 }).unwrap();
        let (first, rest) = body.split_at_mut(16_384);
        first.swap_with_slice(&mut rest[..16_384]);
    });
    assert!(matches!(refused, ImportError::ChangedLetter { index: 16 }));
}

#[test]
fn import_refuses_a_batch_of_another_length() {
    let refused = a_world_with_news().refuse(|members, _| {
        let body = members.get_mut(&Member::Batch { number: 1 }).unwrap();
        let again = body.clone();
        body.extend(again);
    });
    assert!(
        matches!(refused, ImportError::BatchLength { number: 1, .. }),
        "{refused}"
    );
}

#[test]
fn import_refuses_a_changed_entry() {
    for log in Log::ALL {
        let refused = a_world_with_news().refuse(|members, _| {
            let tile = tile_of(log, members);
            // The tag of the last entry.
            *members.get_mut(&tile).unwrap().last_mut().unwrap() ^= 1;
        });
        assert!(matches!(refused, ImportError::View(_)), "{log}: {refused}");
    }
}

#[test]
fn import_refuses_missing_entries() {
    for log in Log::ALL {
        let refused = a_world_with_news().refuse(|members, _| {
            let tile = tile_of(log, members);
            members.remove(&tile).unwrap();
        });
        assert!(matches!(refused, ImportError::View(_)), "{log}: {refused}");
    }
}

#[test]
fn import_refuses_a_missing_checkpoint() {
    for log in Log::ALL {
        let refused = a_world_with_news().refuse(|members, _| {
            members.remove(&Member::Checkpoint { log }).unwrap();
        });
        assert!(
            matches!(refused, ImportError::NoCheckpoint { .. }),
            "{refused}"
        );
    }
}

#[test]
fn import_refuses_a_checkpoint_of_another_key() {
    for log in Log::ALL {
        let refused = a_world_with_news().refuse(|members, world| {
            let text = String::from_utf8(members[&Member::Checkpoint { log }].clone()).unwrap();
            let text = text.split("\n\n").next().unwrap();
            let name = KeyName::new(format!("{}/{log}", world.relay.base)).unwrap();
            let key = SignerKey::from_seed(name, &[3; 32]);
            let note =
                bellrope_protocol::note::SignedNote::sign(format!("{text}\n"), &key).unwrap();
            members.insert(Member::Checkpoint { log }, note.to_string().into_bytes());
        });
        assert!(matches!(refused, ImportError::Unsigned { .. }), "{refused}");
    }
}

#[test]
fn import_refuses_a_rollback() {
    let mut world = a_world_with_news();
    let earlier = world.relay.clone();
    world.seal();
    world.import();
    world.seal();
    let newest = world.relay.clone();
    // Two batches where the desk has seen three: a state that it never saw.
    world.relay = earlier;
    let path = world.bundle();
    world.relay = newest;
    let refused = world.refuse_file(&path);
    assert_eq!(
        refused.to_string(),
        "rollback: the intake log has 32 entries, the desk has seen 48"
    );
    assert!(refused.is_contradiction());
}

#[test]
fn import_passes_over_an_older_bundle_that_it_has_seen() {
    let (mut world, _) = a_reported_world();
    let older = world.bundle();
    world.seal();
    world.import();
    let before = world.records();
    assert_eq!(world.try_import(&older).unwrap(), Outcome::Older);
    assert_eq!(world.records(), before);
}

#[test]
fn import_refuses_a_fork_at_the_same_size_and_beyond() {
    for further in [0, 1] {
        let mut world = World::new();
        let mut other = world.relay.clone();
        world.seal();
        world.import();
        let honest = world.relay.clone();
        // The same hours again, with other letters.
        other.time = world.now;
        std::mem::swap(&mut world.relay, &mut other);
        let recipient = world
            .card()
            .recipient_at(world.now - 1)
            .unwrap()
            .recipient
            .clone();
        for _ in 0..=further {
            world.relay.seal(&recipient, &mut world.rng);
        }
        let path = world.bundle();
        world.relay = honest;
        world.seal();
        let refused = world.refuse_file(&path);
        assert!(
            matches!(
                refused,
                ImportError::Fork {
                    log: Log::Intake,
                    size: 16
                }
            ),
            "{refused}"
        );
    }
}

#[test]
fn import_refuses_a_log_that_drops_what_was_seen_before_its_window() {
    // More than one entry bundle, so that the window can begin after what the desk saw.
    let mut world = World::new();
    world.seal();
    world.import();
    for _ in 0..20 {
        world.seal();
    }
    let refused = world.refuse(|members, world| {
        let size = world.relay.intake.len() as u64;
        let first = Member::Tile {
            log: Log::Intake,
            tile: Tile::in_log(Layer::Entries, 0, size).unwrap(),
        };
        members.remove(&first).unwrap();
        let tile = Tile::in_log(Layer::Hashes(1), 0, size).unwrap();
        let leaves = world.relay.intake[..256]
            .iter()
            .map(bellrope_transparency::entry::Entry::leaf_hash);
        let root = bellrope_transparency::tree::root_of(leaves);
        members.insert(
            Member::Tile {
                log: Log::Intake,
                tile,
            },
            root.as_bytes().to_vec(),
        );
    });
    assert!(
        matches!(refused, ImportError::MissingEntries { first: 16, .. }),
        "{refused}"
    );
}

#[test]
fn import_refuses_a_card_that_the_desk_did_not_make() {
    // A card of the relay's making: an attacker has a root of its own.
    let refused = a_world_with_news().refuse(|members, world| {
        let root = SignerKey::from_seed(world.relay.base.root_key_name(), &[5; 32]);
        let mut card = world.card();
        card.serial = 2;
        card.root = bellrope_protocol::card::Ed25519PublicKey::of(&root);
        card.founding = bellrope_protocol::key::FoundingRoot::from_bytes(*card.root.as_bytes());
        let card = SignedCard::sign(card, &root).unwrap();
        members.insert(Member::Card { serial: 2 }, card.as_bytes().to_vec());
    });
    assert!(
        matches!(refused, ImportError::ForeignCard { serial: 2 }),
        "{refused}"
    );

    let mut world = a_world_with_news();
    let honest = world.relay.clone();
    let mut entry = world.relay.card_entries[0];
    entry.body = [1; 32];
    world.relay.card_entries.push(entry);
    let path = world.bundle();
    world.relay = honest;
    let refused = world.refuse_file(&path);
    assert!(
        matches!(refused, ImportError::ForeignCard { serial: 2 }),
        "{refused}"
    );
}

#[test]
fn import_refuses_a_reply_that_the_desk_did_not_make() {
    let mut world = a_world_with_news();
    let honest = world.relay.clone();
    let mut entry = world.relay.replies[0];
    entry.tag = [1; 16];
    world.relay.replies.push(entry);
    let path = world.bundle();
    world.relay = honest;
    let refused = world.refuse_file(&path);
    assert!(
        matches!(refused, ImportError::ForeignReply { index: 16 }),
        "{refused}"
    );
    assert!(refused.is_contradiction());
}

#[test]
fn import_refuses_notes_that_do_not_fit() {
    let page = Member::BatchNotes { page: 0 };
    let refused = a_world_with_news().refuse(|members, _| {
        members.remove(&page).unwrap();
    });
    assert!(
        matches!(refused, ImportError::BatchNote { number: 1, .. }),
        "{refused}"
    );

    let mut world = a_world_with_news();
    let honest = world.relay.clone();
    world.relay.batches[1].root = bellrope_transparency::tree::Hash::EMPTY;
    let path = world.bundle();
    world.relay = honest;
    let refused = world.refuse_file(&path);
    assert!(
        matches!(refused, ImportError::BatchNote { number: 1, .. }),
        "{refused}"
    );

    let mut world = a_world_with_news();
    let honest = world.relay.clone();
    world.relay.batches[1].number = 5;
    let path = world.bundle();
    world.relay = honest;
    let refused = world.refuse_file(&path);
    assert!(matches!(refused, ImportError::Notes { .. }), "{refused}");
}

#[test]
fn import_refuses_torn_and_odd_files() {
    let mut world = a_world_with_news();
    let path = world.bundle();
    let good = std::fs::read(&path).unwrap();
    for len in [
        0,
        1,
        511,
        512,
        1024,
        good.len() / 2,
        good.len() - 1024,
        good.len() - 1,
    ] {
        std::fs::write(&path, &good[..len]).unwrap();
        let refused = world.try_import(&path).unwrap_err();
        assert!(matches!(refused, ImportError::Open(_)), "{len}: {refused}");
    }
    let twice = [good.as_slice(), &good].concat();
    std::fs::write(&path, twice).unwrap();
    assert!(matches!(
        world.try_import(&path).unwrap_err(),
        ImportError::Open(_)
    ));
    let absent = world.path("weg.bundle");
    assert!(matches!(
        world.try_import(&absent).unwrap_err(),
        ImportError::Open(_)
    ));
    assert_eq!(world.import().letters, 1);
}

#[test]
fn import_refuses_what_the_desk_itself_exports() {
    let mut world = a_world_with_news();
    let path = world.path("out.bundle");
    assert!(matches!(
        world.try_import(&path).unwrap_err(),
        ImportError::Outward
    ));
}

#[test]
fn import_names_letters_that_the_relay_says_it_deleted() {
    let mut world = a_world_with_news();
    world.relay.prune(1);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.lost, summary.covers, summary.letters), (16, 16, 0));
}
