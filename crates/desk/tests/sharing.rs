//! The check before sharing: two people, one text, every question.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeMap;

use bellrope_casework::reidentification::{Answer, Question, Verdict};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::CaseNumber;
use bellrope_desk::person::Role;
use bellrope_desk::sharing::{self, SharingError};
use bellrope_trail::Act;

use support::{World, a_reported_world, his, passphrase};

const TEXT: &[u8] = b"In de garage verdwijnen sleutels.";

impl World {
    fn review(&mut self, number: &CaseNumber, text: &[u8], answer: Answer) -> Verdict {
        let answers: BTreeMap<_, _> = Question::ALL.iter().map(|it| (*it, answer)).collect();
        sharing::review(
            &mut self.vault,
            number,
            text,
            answers,
            self.now,
            &mut self.rng,
        )
        .unwrap()
    }

    fn may_share(&self, number: &CaseNumber, text: &[u8]) -> bool {
        match sharing::check(&self.vault.read().unwrap(), number, text) {
            Ok(()) => true,
            Err(SharingError::Unchecked { .. }) => false,
            Err(err) => panic!("{err}"),
        }
    }
}

#[test]
fn text_is_shared_after_two_people_answered_about_it() {
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    world.receive_report();
    world.import();
    let number = world.only_case();
    assert!(!world.may_share(&number, TEXT));
    for _ in 0..2 {
        // The same person twice is one person.
        let verdict = world.review(&number, TEXT, Answer::Safe);
        assert_eq!(verdict, Verdict::Open { people: 1 });
    }
    let mut world = world.sit_down(&his());
    world.declare_all();
    assert_eq!(
        world.review(&number, b"iets anders", Answer::Safe),
        Verdict::Open { people: 1 }
    );
    assert!(!world.may_share(&number, TEXT));
    assert_eq!(
        world.review(&number, TEXT, Answer::Safe),
        Verdict::MayBeShared
    );
    assert!(world.may_share(&number, TEXT));
    assert!(!world.may_share(&number, b"In de garage verdwijnen sleutels!"));
    // Whoever doubts afterwards stops it.
    let mut world = world.sit_down(&passphrase());
    world.review(&number, TEXT, Answer::Unsure);
    assert!(!world.may_share(&number, TEXT));
    let checked = world
        .acts_since(0)
        .into_iter()
        .filter(|act| *act == Act::SharingChecked);
    assert_eq!(checked.count(), 5);
}

#[test]
fn one_person_answers_alone_where_there_is_no_second() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    assert_eq!(
        world.review(&number, TEXT, Answer::Safe),
        Verdict::MayBeShared
    );
    assert!(world.may_share(&number, TEXT));
}

#[test]
fn whoever_does_not_read_the_case_checks_nothing() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let mut world = world.sit_down(&his());
    let refused = sharing::review(
        &mut world.vault,
        &number,
        TEXT,
        BTreeMap::new(),
        world.now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(SharingError::Vault(_))));
}
