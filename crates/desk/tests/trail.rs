//! The trail: what every act leaves in it, and that it verifies without a key.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::key::Desk;
use bellrope_desk::trail;
use bellrope_trail::{Act, Key, Trail, Untrusted};

use support::{DAY, STORY, World, a_reported_world, contains};

impl World {
    /// Exports the trail and reads it as an auditor does.
    fn trail(&mut self) -> (String, Trail) {
        let text = trail::export(&mut self.vault, self.now, &mut self.rng).unwrap();
        let founding = Desk::load(&self.vault.read().unwrap()).unwrap().founding();
        let untrusted = Untrusted::parse(text.as_bytes()).unwrap();
        (text, untrusted.verify(&founding.fingerprint()).unwrap())
    }
}

fn acts(trail: &Trail) -> Vec<Act> {
    trail.entries().iter().map(|it| it.entry.act).collect()
}

#[test]
fn every_act_of_a_case_has_its_entry() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    world.pass(DAY);
    world.export();
    world.backup("kopie.age");
    world.export();
    let (_, trail) = world.trail();
    let acts = acts(&trail);
    let of_the_case: Vec<Act> = trail
        .entries()
        .iter()
        .filter(|it| it.entry.case.is_some())
        .map(|it| it.entry.act)
        .collect();
    assert_eq!(acts[0], Act::VaultFounded);
    assert_eq!(
        of_the_case,
        [
            Act::CaseOpened,
            Act::LetterFiled,
            Act::InterestNone,
            Act::StatusSet,
            Act::TermMet,
            Act::ReplySent
        ]
    );
    for act in [
        Act::WeekMade,
        Act::CardMade,
        Act::BundleImported,
        Act::RepliesBatched,
        Act::BundleExported,
        Act::BackupMade,
        Act::BundleConfirmed,
        Act::TrailExported,
    ] {
        assert!(acts.contains(&act), "{act}");
    }
    // What is confirmed is what a backup has.
    let size = |act| {
        let found = trail.entries().iter().find(|it| it.entry.act == act);
        found.unwrap().entry.number(Key::Size)
    };
    assert_eq!(size(Act::BackupMade), size(Act::BundleConfirmed));
}

#[test]
fn trail_says_nothing_of_what_was_written() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    let (text, _) = world.trail();
    for word in [STORY, "Dank u wel", "Femke"] {
        assert!(!contains(text.as_bytes(), word.as_bytes()), "{word}");
    }
}

#[test]
fn restored_vault_goes_on_with_the_trail_of_its_backup() {
    let (mut world, _) = a_reported_world();
    world.backup("kopie.age");
    world.restore("kopie.age");
    let (_, trail) = world.trail();
    let acts = acts(&trail);
    assert_eq!(acts[acts.len() - 2], Act::VaultRestored);
}
