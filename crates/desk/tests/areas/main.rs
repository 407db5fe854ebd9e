//! Every screen that can be reached: whole, labelled, in both languages; every form takes the token;
//! lists show no content. An area of screens is a file; what they share stands here.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod course;
mod figures;
mod find;
mod hand;
mod keeping;
mod learning;
mod name;
mod pages;
mod people;
mod proposal;
mod publication;
mod redact;
mod sharing;
mod trail;
mod triage;
mod whole;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use bellrope_desk::case::CaseNumber;
use bellrope_desk::person::{self, NewPerson, Role};
use bellrope_desk::vault::Passphrase;

use zeroize::Zeroizing;

use support::html;
use support::sitting::Sitting;
use support::{World, a_reported_world};

/// A desk with one report, unlocked.
fn a_sitting() -> (Sitting, CaseNumber) {
    let (world, _) = a_reported_world();
    let number = world.only_case();
    (Sitting::open(world), number)
}

/// Says what everybody is asked before they see anything of a case.
fn declare_no_interest(sitting: &mut Sitting, number: &CaseNumber) {
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("do you have an interest");
    html::check(&sitting.page);
    sitting.send(
        &format!("/cases/{number}/interest"),
        &[("interest", "none")],
    );
    sitting.shows("<h2>Conversation</h2>");
}

/// Follows every link from the first page on; answers the pages.
fn crawl(sitting: &mut Sitting) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut todo = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = todo.pop_first() {
        // The window answers dialogs; where there is none, no page links them.
        if pages.contains_key(&path) {
            continue;
        }
        sitting.get(&path);
        assert_eq!(sitting.status, 200, "{path}: {}", sitting.page);
        todo.extend(html::links(&sitting.page));
        pages.insert(path, sitting.page.clone());
    }
    pages
}

const HIS_WORDS: &str = "elf blauwe tegels in de regen";

/// A desk of two people who both read its case; the first has unlocked.
fn a_sitting_of_two() -> (Sitting, CaseNumber) {
    let mut world = World::new();
    let his = Passphrase::new(Zeroizing::new(HIS_WORDS.to_owned()));
    let new = NewPerson {
        name: "Joris Baan",
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &his,
    };
    person::add(&mut world.vault, &new, world.now, &mut world.rng).unwrap();
    world.receive_report();
    world.import();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    // The first declared at the import; the other does it when they sit down.
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    declare_no_interest(&mut sitting, &number);
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", support::WORDS)]);
    (sitting, number)
}
