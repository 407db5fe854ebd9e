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
use bellrope_trail::{Act, Key};

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
    let entries = world.entries();
    let checked = entries
        .iter()
        .find(|it| it.entry.act == Act::SharingChecked);
    assert_eq!(checked.unwrap().entry.value(Key::Ground), Some("alone"));
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

#[test]
fn text_is_kept_for_the_next_person_with_who_answered() {
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    world.receive_report();
    world.import();
    let number = world.only_case();
    world.review(&number, TEXT, Answer::Safe);
    world.review(&number, &[0xff, 0xfe], Answer::Safe);
    let mut world = world.sit_down(&his());
    world.declare_all();
    let all = sharing::all(&world.vault.read().unwrap(), &number).unwrap();
    let [no_text, first] = all.as_slice() else {
        panic!("{}", all.len());
    };
    assert_eq!(no_text.text, None, "what is no text is known by its hash");
    assert_eq!(first.text.as_deref().map(str::as_bytes), Some(TEXT));
    assert_eq!(first.of, sharing::name_of(TEXT));
    assert_eq!(first.verdict, Verdict::Open { people: 1 });
    world.review(&number, TEXT, Answer::Risk);
    let all = sharing::all(&world.vault.read().unwrap(), &number).unwrap();
    assert_eq!(all[0].reviews.len(), 2);
    let questions = Question::ALL.to_vec();
    assert_eq!(all[0].verdict, Verdict::MayNotBeShared { questions });
    assert_eq!(format!("{:?}", all[0]), "Checked { .. }");
}
