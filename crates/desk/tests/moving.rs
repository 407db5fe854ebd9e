//! Another laptop: the folder is moved, or a backup is restored; and what becomes of two that are both
//! used.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::mem;

use bellrope_desk::card::RotateOptions;
use bellrope_desk::case::{self, Reply};
use bellrope_desk::import::ImportError;
use bellrope_desk::person::{self, Role};
use bellrope_desk::vault::{Passphrase, Vault};

use support::{DAY, Reporter, World, a_reported_world, copy_folder, his, passphrase};

impl World {
    fn say(&mut self, text: &str) {
        let number = self.only_case();
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        case::reply(
            vault,
            Reply {
                number: &number,
                text,
            },
            now,
            rng,
        )
        .unwrap();
    }

    /// Somebody takes the other laptop.
    fn take(&mut self, other: &mut Vault) {
        mem::swap(&mut self.vault, other);
    }

    /// Restores a backup on another laptop, and returns the one that it was made on.
    fn restore_elsewhere(&mut self, backup: &str) -> Vault {
        let (place, file) = (self.path("nieuwe laptop"), self.path(backup));
        let (now, rng) = (self.now, &mut self.rng);
        let new = bellrope_desk::backup::restore(&file, &place, &passphrase(), now, rng).unwrap();
        mem::replace(&mut self.vault, new)
    }

    /// The restored vault learns what the relay has, and gets weekly keys again.
    fn settle_in(&mut self) {
        self.seal();
        self.import();
        assert!(self.rotate(RotateOptions::default()).is_new);
    }

    fn try_opening(&mut self) -> Result<(), ImportError> {
        let path = self.bundle();
        self.try_import(&path).map(drop)
    }
}

fn assert_whole(reporter: &Reporter, world: &World, texts: &[&str]) {
    let thread = reporter.read(&world.relay);
    assert!(thread.missing.is_empty() && thread.repeated.is_empty() && thread.unlinked.is_empty());
    let read: Vec<String> = thread.texts().into_iter().map(|it| it.text).collect();
    assert_eq!(read, texts);
}

fn open(place: &std::path::Path, words: &Passphrase, world: &mut World) -> Vault {
    let mut vault = Vault::open(place, words).unwrap();
    person::arrive(&mut vault, world.now, &mut world.rng).unwrap();
    vault
}

#[test]
fn folder_that_was_moved_goes_on_as_if_it_had_not() {
    let (mut world, reporter) = a_reported_world();
    world.say("Van de oude laptop.");
    // A letter is on its way, under a weekly key.
    let message = reporter.message("Onderweg.", &mut world.rng);
    reporter.post(&message, &mut world.relay, &mut world.rng);
    let (old, new) = (world.vault.folder().to_owned(), world.path("nieuwe laptop"));
    copy_folder(&old, &new);
    world.vault = open(&new, &passphrase(), &mut world);
    std::fs::remove_dir_all(old).unwrap();

    world.seal();
    assert_eq!(world.import().letters, 1);
    world.pass(DAY);
    world.export();
    world.say("Van de nieuwe laptop.");
    world.pass(DAY);
    world.export();
    let texts = ["Van de oude laptop.", "Van de nieuwe laptop."];
    assert_whole(&reporter, &world, &texts);
}

#[test]
fn restored_vault_takes_the_place_of_one_that_is_gone() {
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let reporter = world.receive_report();
    world.import();
    world.say("Voor de verhuizing.");
    world.pass(DAY);
    world.export();
    world.say("Wacht nog.");
    world.backup("kopie.age");
    // Sealed to a weekly key that is in no backup: the price of a laptop that is gone.
    let message = reporter.message("Verloren.", &mut world.rng);
    reporter.post(&message, &mut world.relay, &mut world.rng);
    drop(world.restore_elsewhere("kopie.age"));
    let read = |world: &World| case::show(&world.vault, &world.only_case()).unwrap();
    let before = read(&world).entries.len();
    world.settle_in();
    assert_eq!(read(&world).entries.len(), before);

    // Days and numbers go on where the old laptop ended; what waited goes out.
    let days = world.relay.days.len();
    world.pass(DAY);
    world.export();
    assert_eq!(world.relay.days.len(), days + 1);
    world.say("Na de verhuizing.");
    world.pass(DAY);
    world.export();
    let texts = ["Voor de verhuizing.", "Wacht nog.", "Na de verhuizing."];
    assert_whole(&reporter, &world, &texts);

    // New letters are read, and everybody gets in with the passphrase that they had.
    let mut world = world.sit_down(&his());
    world.receive_report();
    assert_eq!(world.import().new_cases.len(), 1);
}

/// Both laptops are used after the restore. The relay takes one batch for a day: whoever brings theirs
/// first goes on, and the other can import nothing any more.
#[test]
fn of_two_laptops_that_are_both_used_one_goes_on() {
    for old_is_first in [false, true] {
        let (mut world, reporter) = a_reported_world();
        world.backup("kopie.age");
        let mut other = world.restore_elsewhere("kopie.age");
        world.seal();
        world.import();
        if old_is_first {
            world.take(&mut other);
        }
        world.pass(DAY);
        world.say("Van wie eerst was.");
        world.export();
        world.take(&mut other);
        world.say("Van wie later was.");
        world.export();
        // The relay has a batch of that day; the later one went nowhere.
        assert_whole(&reporter, &world, &["Van wie eerst was."]);
        world.seal();
        let refused = world.try_opening().unwrap_err();
        assert!(
            matches!(refused, ImportError::ForeignReply { .. }),
            "{refused}"
        );
        assert!(refused.is_contradiction());

        world.take(&mut other);
        world.try_opening().unwrap();
        world.pass(DAY);
        world.say("Nog eens.");
        world.export();
        assert_whole(&reporter, &world, &["Van wie eerst was.", "Nog eens."]);
    }
}
