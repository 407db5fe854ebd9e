//! Search over the cases that somebody may read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::case;
use bellrope_desk::person::Role;
use bellrope_desk::search::{Index, SearchError};
use bellrope_desk::vault::Passphrase;
use zeroize::Zeroizing;

use support::{World, a_reported_world};

fn finds(index: &mut Index, world: &World, typed: &str) -> bool {
    let found = index.search(&world.vault, typed).unwrap();
    assert!(found.len() <= 1);
    !found.is_empty()
}

#[test]
fn search_finds_what_letters_replies_notes_and_units_say() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let index = &mut Index::new();
    assert!(finds(index, &world, "magazijn SLEUTELS"));
    assert!(finds(index, &world, number.as_str()));
    assert!(!finds(index, &world, "hangslot"));

    // What is written later is found without making the index anew.
    let content = reporter.message("Het hangslot is weg.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::add_note(
        vault,
        &number,
        "Coördinator Pietersen belde.",
        world.now,
        rng,
    )
    .unwrap();
    case::set_unit(vault, &number, "13 Lichte Brigade", world.now, rng).unwrap();
    let reply = case::Reply {
        number: &number,
        text: "Wij zoeken de beheerder.",
    };
    case::reply(vault, reply, world.now, rng).unwrap();
    for typed in [
        "hangslot",
        "coordinator pietersen",
        "unit:lichte",
        "beheerder status:acknowledged",
        "category:ZS period:2026-11",
    ] {
        assert!(finds(index, &world, typed), "{typed}");
    }
    for typed in ["status:received", "period:2025", "unit:14", "fietsen"] {
        assert!(!finds(index, &world, typed), "{typed}");
    }
    let refused = index.search(&world.vault, "status:weg");
    assert!(matches!(refused, Err(SearchError::Query(_))));
}

#[test]
fn search_finds_nothing_in_cases_that_are_closed_to_me() {
    let (mut world, _) = a_reported_world();
    let his = Passphrase::new(Zeroizing::new("elf blauwe tegels in de regen".to_owned()));
    world.add("Bram Kuiper", Role::Caseworker, &his);
    let world = world.sit_down(&his);
    let index = &mut Index::new();
    assert!(!finds(index, &world, "magazijn"));
    assert!(!finds(index, &world, ""));
}
