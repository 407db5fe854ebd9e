//! Who reads a case: whom the reporter named, who declared an interest, who was taken off it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeSet;

use bellrope_desk::case::access::{self, AccessError, AssignAnyway, Check, Interest};
use bellrope_desk::case::{self, CaseNumber, Reply, ReplyError, ShowError};
use bellrope_desk::person::{self, Role};
use bellrope_desk::proposal::{self, Proposed};
use bellrope_desk::vault::{PersonId, Vault, VaultError};
use bellrope_protocol::content::{Family, LetterBody, Report, Route};
use bellrope_trail::Act;

use support::sitting::Sitting;
use support::{DAY, Reporter, STORY, World, a_reported_world, contains, hers, his, passphrase};

impl World {
    /// Somebody reports and says who must not see it.
    fn reported_without(&mut self, exclude: &str) -> (Reporter, CaseNumber) {
        let reporter = self.reporter();
        let mut report = Report::new(Route::Report, Family::Business, STORY);
        report.exclude = Some(exclude.to_owned());
        let content = reporter.content(LetterBody::Report(Box::new(report)), true, &mut self.rng);
        reporter.post(&content, &mut self.relay, &mut self.rng);
        self.seal();
        let summary = self.import_only();
        assert_eq!(summary.new_cases.len(), 1);
        let number = summary.new_cases[0].0.clone();
        assert_eq!(
            summary.flagged.contains(&number),
            !self.access(&number).checks.is_empty()
        );
        (reporter, number)
    }

    fn take_out(&mut self, number: &CaseNumber, from: PersonId) -> Result<(), AccessError> {
        access::take_out(&mut self.vault, number, from, self.now, &mut self.rng)
    }

    fn let_in(&mut self, number: &CaseNumber, who: PersonId) -> Result<(), AccessError> {
        access::let_in(&mut self.vault, number, who, self.now, &mut self.rng)
    }

    fn assign(&mut self, number: &CaseNumber, to: PersonId) -> Result<(), AccessError> {
        access::assign(&mut self.vault, number, to, self.now, &mut self.rng)
    }

    fn is_closed(&self, number: &CaseNumber) -> bool {
        matches!(
            case::show(&self.vault, number),
            Err(ShowError::Vault(VaultError::Closed { .. }))
        )
    }
}

/// A world with a second and a third caseworker.
fn a_team() -> (World, [PersonId; 3]) {
    let mut world = World::new();
    let femke = world.vault.me().unwrap();
    let bram = world.add("Bram van der Linden", Role::Caseworker, &his());
    let els = world.add("Els Kuijper", Role::Caseworker, &hers());
    (world, [femke, bram, els])
}

#[test]
fn import_keeps_out_whom_the_reporter_names() {
    let (mut world, [femke, bram, els]) = a_team();
    let before = world.entries().len();
    let (_, number) = world.reported_without("Niet Bram, hij is een vriend van mijn chef.");
    let access = world.access(&number);
    assert_eq!(access.readers, BTreeSet::from([femke, els]));
    assert_eq!(access.barred, BTreeSet::from([bram]));
    assert!(access.checks.is_empty());
    let entries = world.entries();
    let excluded = entries[before..]
        .iter()
        .find(|it| it.entry.act == Act::Excluded)
        .unwrap();
    assert_eq!(excluded.entry.whom.unwrap().to_string(), bram.to_string());
    world.declare_all();
    assert!(case::show(&world.vault, &number).is_ok());
    // Nobody gives it to him afterwards.
    assert!(matches!(
        world.let_in(&number, bram),
        Err(AccessError::Barred)
    ));
    assert!(matches!(
        world.assign(&number, bram),
        Err(AccessError::Barred)
    ));

    let mut world = world.sit_down(&his());
    assert!(world.is_closed(&number));
    let declared = world.declare(&number, Interest::None);
    assert!(matches!(declared, Err(AccessError::ReadsNot)));
    let mut world = world.sit_down(&hers());
    world.declare_all();
    assert!(case::show(&world.vault, &number).is_ok());
}

#[test]
fn import_by_somebody_who_is_named_gives_them_no_key() {
    let (world, [femke, bram, els]) = a_team();
    let mut world = world.sit_down(&his());
    let (reporter, number) = world.reported_without("B. van der Lindne");
    assert_eq!(world.access(&number).readers, BTreeSet::from([femke, els]));
    assert_eq!(world.access(&number).barred, BTreeSet::from([bram]));
    assert!(world.is_closed(&number));
    // The next letter of the case is added by him, and he does not read it either.
    let message = reporter.message("Nog iets: het hangslot is vervangen.", &mut world.rng);
    reporter.post(&message, &mut world.relay, &mut world.rng);
    world.seal();
    assert_eq!(world.import_only().letters, 1);
    assert!(world.is_closed(&number));
    let mut world = world.sit_down(&passphrase());
    world.declare_all();
    assert_eq!(case::show(&world.vault, &number).unwrap().entries.len(), 2);
}

#[test]
fn text_that_names_nobody_leaves_the_case_to_the_coordinator() {
    let (mut world, [femke, bram, _]) = a_team();
    let (_, number) = world.reported_without("de chef van de garage");
    let access = world.access(&number);
    assert_eq!(access.readers, BTreeSet::from([femke]));
    assert_eq!(
        access.checks,
        BTreeSet::from([Check::Unclear, Check::FewReaders])
    );
    assert!(access.is_thin());
    // She looks, lets him in, and the flag goes.
    world.let_in(&number, bram).unwrap();
    access::end_check(&mut world.vault, &number, world.now, &mut world.rng).unwrap();
    assert!(world.access(&number).checks.is_empty());
    let mut world = world.sit_down(&his());
    world.declare_all();
    assert!(case::show(&world.vault, &number).is_ok());
}

#[test]
fn case_about_the_whole_desk_is_flagged_and_not_lost() {
    let (mut world, [femke, ..]) = a_team();
    for text in [
        "Niemand van het meldpunt",
        "Femke, Bram en Els",
        "Meldpunt Integriteit!",
    ] {
        let (_, number) = world.reported_without(text);
        let access = world.access(&number);
        assert_eq!(access.readers, BTreeSet::from([femke]), "{text}");
        assert_eq!(access.checks, BTreeSet::from([Check::Everybody]), "{text}");
        assert_eq!(access.barred.len(), 2);
    }
}

#[test]
fn fewer_than_two_readers_are_told_of() {
    let (mut world, [_, bram, els]) = a_team();
    let (_, number) = world.reported_without("Femke en Bram");
    let access = world.access(&number);
    assert_eq!(access.readers, BTreeSet::from([els]));
    assert_eq!(access.checks, BTreeSet::from([Check::FewReaders]));
    // The coordinator, who is named, sees the flag and no content, and ends no reader.
    assert!(world.is_closed(&number));
    let refused = world.take_out(&number, els).unwrap_err();
    assert!(matches!(
        refused,
        AccessError::Vault(VaultError::Closed { .. }) | AccessError::LastReader
    ));
    // Its only reader lets nobody in who is kept out.
    let mut world = world.sit_down(&hers());
    assert!(matches!(
        world.let_in(&number, bram),
        Err(AccessError::Barred)
    ));
}

#[test]
fn nothing_is_shown_before_interest_is_declared() {
    let (mut world, _) = a_team();
    world.receive_report();
    world.import_only();
    let number = world.only_case();
    let undeclared = |err: VaultError| matches!(err, VaultError::Undeclared { .. });
    let Err(ShowError::Vault(err)) = case::show(&world.vault, &number) else {
        panic!("it is shown");
    };
    assert!(undeclared(err));
    let sent = world.acknowledge(&number);
    let Err(ReplyError::Vault(err)) = sent else {
        panic!("it is sent");
    };
    assert!(undeclared(err));
    world.declare(&number, Interest::None).unwrap();
    world.declare(&number, Interest::None).unwrap();
    assert!(case::show(&world.vault, &number).is_ok());
    let entries = world.entries();
    let none = entries
        .iter()
        .filter(|it| it.entry.act == Act::InterestNone);
    assert_eq!(none.count(), 1);
    // Each for themself.
    let world = world.sit_down(&his());
    assert!(case::show(&world.vault, &number).is_err());
}

#[test]
fn own_interest_ends_access_at_once_and_says_not_why() {
    let (mut world, [femke, bram, els]) = a_team();
    let (reporter, number) = world.reported_without("de chef");
    world.let_in(&number, bram).unwrap();
    world.let_in(&number, els).unwrap();
    let mut world = world.sit_down(&his());
    world.declare(&number, Interest::None).unwrap();
    assert!(case::show(&world.vault, &number).is_ok());
    world.declare(&number, Interest::Own).unwrap();
    assert!(world.is_closed(&number));
    let access = world.access(&number);
    assert_eq!(access.readers, BTreeSet::from([femke, els]));
    assert_eq!(access.barred, BTreeSet::from([bram]));
    assert_eq!(access.handovers.len(), 1);
    assert_eq!(access.handovers[0].from, bram);
    let again = world.declare(&number, Interest::Own);
    assert!(matches!(again, Err(AccessError::ReadsNot)));
    let acts: BTreeSet<Act> = world.acts_since(0).into_iter().collect();
    assert!(acts.contains(&Act::InterestDeclared) && acts.contains(&Act::AccessEnded));

    // The others read all of it, what came before and what comes after.
    let message = reporter.message("Nog iets.", &mut world.rng);
    reporter.post(&message, &mut world.relay, &mut world.rng);
    world.seal();
    world.import_only();
    assert!(world.is_closed(&number));
    let mut world = world.sit_down(&hers());
    world.declare_all();
    assert_eq!(case::show(&world.vault, &number).unwrap().entries.len(), 2);
    world.acknowledge(&number).unwrap();
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).replies.len(), 1);
    let mut world = world.sit_down(&passphrase());
    access::end_handover(&mut world.vault, &number, bram, world.now, &mut world.rng).unwrap();
    assert!(world.access(&number).handovers[0].done.is_some());
}

#[test]
fn last_reader_with_an_interest_hands_over_or_stays() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let refused = world.declare(&number, Interest::Own);
    assert!(matches!(refused, Err(AccessError::LastReader)));
    assert!(case::show(&world.vault, &number).is_ok());
    // With somebody else on the team it goes to them.
    let bram = world.add("Bram Kuiper", Role::Caseworker, &his());
    world.declare(&number, Interest::Own).unwrap();
    assert!(world.is_closed(&number));
    assert_eq!(world.access(&number).readers, BTreeSet::from([bram]));
    let mut world = world.sit_down(&his());
    world.declare_all();
    assert!(case::show(&world.vault, &number).is_ok());
}

#[test]
fn whoever_was_taken_out_holds_nothing_that_opens_it() {
    let (mut world, [femke, bram, _]) = a_team();
    world.receive_report();
    world.import();
    let number = world.only_case();
    // He keeps a copy of everything but the slots.
    let copy = world.path("zijn kopie");
    std::fs::create_dir_all(copy.join("cases")).unwrap();
    std::fs::create_dir_all(copy.join("weeks")).unwrap();
    for file in ["vault.json", "vault.redb"] {
        std::fs::copy(world.vault.folder().join(file), copy.join(file)).unwrap();
    }
    let slots = |world: &World| {
        std::fs::read_dir(world.vault.folder().join("cases"))
            .unwrap()
            .count()
    };
    assert_eq!(slots(&world), 1);
    world.take_out(&number, bram).unwrap();
    assert_eq!(slots(&world), 1);
    assert!(case::show(&world.vault, &number).is_ok());
    assert!(world.access(&number).readers.contains(&femke));
    // With today's slots his copy opens nothing of the case.
    for slot in std::fs::read_dir(world.vault.folder().join("cases")).unwrap() {
        let slot = slot.unwrap();
        std::fs::copy(slot.path(), copy.join("cases").join(slot.file_name())).unwrap();
    }
    let stolen = Vault::open(&copy, &his()).unwrap();
    assert!(matches!(
        case::show(&stolen, &number),
        Err(ShowError::Absent { .. })
    ));
    drop(stolen);
    let place = world.vault.folder().to_owned();
    let bytes = std::fs::read(place.join("vault.redb")).unwrap();
    assert!(!contains(&bytes, STORY.as_bytes()));
    let mut world = world.sit_down(&his());
    assert!(world.is_closed(&number));
    let reply = Reply {
        number: &number,
        text: "Dag.",
    };
    assert!(case::reply(&mut world.vault, reply, world.now, &mut world.rng).is_err());
}

#[test]
fn case_is_given_and_taken_by_who_may() {
    let (mut world, [_, bram, els]) = a_team();
    world.receive_report();
    world.import();
    let number = world.only_case();
    world.assign(&number, bram).unwrap();
    assert_eq!(world.access(&number).assigned, BTreeSet::from([bram]));
    let mut world = world.sit_down(&hers());
    let refused = world.assign(&number, els);
    assert!(matches!(refused, Err(AccessError::Right(_))));
    let refused = world.take_out(&number, bram);
    assert!(matches!(refused, Err(AccessError::Right(_))));
    let mut world = world.sit_down(&passphrase());
    access::unassign(&mut world.vault, &number, bram, world.now, &mut world.rng).unwrap();
    assert!(world.access(&number).assigned.is_empty());
    assert!(world.access(&number).readers.contains(&bram));
    let acts = world.acts_since(0);
    assert!(acts.contains(&Act::Assigned) && acts.contains(&Act::Unassigned));
}

#[test]
fn handler_of_the_same_unit_takes_a_second_person() {
    let (mut world, [_, bram, _]) = a_team();
    world.receive_report();
    world.import();
    let number = world.only_case();
    let now = world.now;
    let units = |names: &[&str]| {
        names
            .iter()
            .map(|it| (*it).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let own = units(&["13 Lichte Brigade / Herstelcompagnie"]);
    person::set_units(&mut world.vault, bram, own, now, &mut world.rng).unwrap();
    let of_case = units(&["13 lichte brigade"]);
    access::note_units(&mut world.vault, &number, of_case, now, &mut world.rng).unwrap();
    let refused = world.assign(&number, bram);
    assert!(matches!(refused, Err(AccessError::SameUnit)));

    let anyway = AssignAnyway {
        number: number.clone(),
        to: bram,
    };
    let proposed = proposal::propose(
        &mut world.vault,
        &anyway,
        "Geen ander.",
        now,
        &mut world.rng,
    );
    let Proposed::Waits(id) = proposed.unwrap() else {
        panic!("done alone");
    };
    let mut world = world.sit_down(&his());
    let himself = proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng);
    assert!(himself.is_err());
    let mut world = world.sit_down(&hers());
    world.declare_all();
    proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng).unwrap();
    assert_eq!(world.access(&number).assigned, BTreeSet::from([bram]));
    assert!(world.acts_since(0).contains(&Act::RuleWarned));
}

#[test]
fn screen_asks_before_it_shows() {
    let (mut world, _) = a_team();
    world.receive_report();
    world.import_only();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    for path in [format!("/cases/{number}"), format!("/triage/{number}")] {
        sitting.get(&path);
        assert_eq!(sitting.status, 200);
        assert!(!sitting.page.contains("magazijn"), "{path}");
        assert!(sitting.page.contains("/interest\""), "{path}");
    }
    sitting.send(
        &format!("/cases/{number}/interest"),
        &[("interest", "none")],
    );
    sitting.get(&format!("/cases/{number}"));
    assert!(sitting.page.contains("magazijn"));
    let own = [("interest", "own"), ("confirmed", "yes")];
    sitting.send(&format!("/cases/{number}/interest"), &own);
    sitting.get(&format!("/cases/{number}"));
    assert!(!sitting.page.contains("magazijn"));
}
