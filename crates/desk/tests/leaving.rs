//! Joining and leaving, absences, the yearly statement.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bellrope_desk::case::access::{self, Interest};
use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::person::{self, Absence, LeaveError, Leaving, PersonError, Role};
use bellrope_desk::proposal::{self, ProposalError, Proposed};
use bellrope_desk::right::RightError;
use bellrope_desk::vault::{Passphrase, PersonId, Vault, VaultError};
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};

use support::{DAY, Reporter, World, a_reported_world, hers, his, passphrase};

/// Femke leads, Bram and Els handle cases; one report has come.
fn a_team() -> (World, Reporter, CaseNumber, [PersonId; 3]) {
    let mut world = World::new();
    let femke = world.vault.me().unwrap();
    let bram = world.add("Bram Kuiper", Role::Caseworker, &his());
    let els = world.add("Els Vos", Role::Caseworker, &hers());
    let reporter = world.receive_report();
    world.import();
    let number = world.only_case();
    (world, reporter, number, [femke, bram, els])
}

impl World {
    fn leave(&mut self, who: PersonId, witness: &Passphrase) -> Result<(), ProposalError> {
        let witness = self.vault.witness(witness).unwrap();
        let plan = Leaving { person: who };
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        proposal::together(vault, &plan, "Andere baan.", &witness, self.now, rng)
    }

    fn arrive(&mut self) -> Result<person::Arrival, VaultError> {
        person::arrive(&mut self.vault, self.now, &mut self.rng)
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn whoever_left_opens_nothing_and_the_rest_reads_all() {
    let (mut world, reporter, number, [femke, bram, els]) = a_team();
    let place = world.vault.folder().to_owned();
    let old: PathBuf = world.path("wat hij meenam");
    copy(&place, &old);
    world.leave(bram, &hers()).unwrap();
    // Nothing of the team is under the old key, nothing of the case under its old one.
    assert_eq!(
        world.vault.openers().collect::<BTreeSet<_>>(),
        BTreeSet::from([femke, els])
    );
    let access = world.access(&number);
    assert_eq!(access.readers, BTreeSet::from([femke, els]));
    assert!(!access.is_due);
    assert_eq!(access.handovers[0].from, bram);
    let acts: BTreeSet<Act> = world.acts_since(0).into_iter().collect();
    for act in [
        Act::PersonLeft,
        Act::AccessEnded,
        Act::TeamKeyReplaced,
        Act::Executed,
    ] {
        assert!(acts.contains(&act), "{act}");
    }
    let Err(refused) = Vault::open(&place, &his()) else {
        panic!("he is let in");
    };
    assert!(matches!(
        refused,
        VaultError::Busy | VaultError::WrongPassphrase
    ));

    // Old mail and new mail are read; replies still go out.
    let message = reporter.message("Nog iets.", &mut world.rng);
    reporter.post(&message, &mut world.relay, &mut world.rng);
    world.seal();
    assert_eq!(world.import().letters, 1);
    assert_eq!(case::show(&world.vault, &number).unwrap().entries.len(), 2);
    world.acknowledge(&number).unwrap();
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).replies.len(), 1);
    let mut world = world.sit_down(&hers());
    world.arrive().unwrap();
    world.declare_all();
    assert!(case::show(&world.vault, &number).is_ok());

    // With what he took he reads what he could read, and nothing of today.
    let stolen = Vault::open(&old, &his()).unwrap();
    assert_eq!(stolen.me().unwrap(), bram);
    drop(stolen);
    std::fs::copy(place.join("vault.redb"), old.join("vault.redb")).unwrap();
    let stolen = Vault::open(&old, &his()).unwrap();
    assert!(person::all(&stolen.read().unwrap()).is_err());
    assert!(case::summaries(&stolen).is_err());
    let world = world.sit_down(&passphrase());
    assert_eq!(person::all(&world.vault.read().unwrap()).unwrap().len(), 3);
}

#[test]
fn leaver_at_the_keyboard_never_holds_the_next_key() {
    let (mut world, _, number, [_, bram, _]) = a_team();
    let plan = person::RoleChange {
        person: bram,
        roles: BTreeSet::from([Role::Coordinator, Role::Caseworker]),
    };
    let witness = world.vault.witness(&hers()).unwrap();
    let now = world.now;
    proposal::together(
        &mut world.vault,
        &plan,
        "Groei.",
        &witness,
        now,
        &mut world.rng,
    )
    .unwrap();
    let mut world = world.sit_down(&his());
    world.leave(bram, &hers()).unwrap();
    // Their lock is still there, for they must not make what replaces it; it opens nothing more.
    assert!(world.vault.openers().any(|it| it == bram));
    let place = world.vault.folder().to_owned();
    let mut world = world.sit_down(&his());
    assert!(matches!(world.arrive(), Err(VaultError::Left)));
    let mut world = world.sit_down(&passphrase());
    let arrival = world.arrive().unwrap();
    assert_eq!(arrival.renewed, 1);
    assert!(!world.vault.openers().any(|it| it == bram));
    assert!(case::show(&world.vault, &number).is_ok());
    drop(world.vault);
    assert!(matches!(
        Vault::open(&place, &his()),
        Err(VaultError::WrongPassphrase)
    ));
}

#[test]
fn leaving_waits_while_something_would_be_lost() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let femke = world.vault.me().unwrap();
    world.add("Bram Kuiper", Role::Coordinator, &his());
    world.add("Els Vos", Role::Caseworker, &hers());
    let mut world = world.sit_down(&his());
    let refused = world.leave(femke, &hers()).unwrap_err();
    assert!(matches!(
        refused.of_plan(),
        Some(LeaveError::OnlyReader { cases: 1 })
    ));
    let mut world = world.sit_down(&passphrase());
    let bram = world.vault.witness(&his()).unwrap().person();
    access::let_in(&mut world.vault, &number, bram, world.now, &mut world.rng).unwrap();
    let mut world = world.sit_down(&his());
    world.leave(femke, &hers()).unwrap();
    world.declare(&number, Interest::None).unwrap();
    assert!(case::show(&world.vault, &number).is_ok());
    // The last who leads cannot go.
    let refused = world.leave(bram, &hers()).unwrap_err();
    assert!(matches!(
        refused.of_plan(),
        Some(LeaveError::LastCoordinator)
    ));
}

#[test]
fn joining_takes_a_second_and_the_newcomers_own_passphrase() {
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let new = person::NewPerson {
        name: "Els Vos",
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &hers(),
    };
    let (now, place) = (world.now, world.vault.folder().to_owned());
    let alone = person::add(&mut world.vault, &new, now, &mut world.rng);
    assert!(matches!(alone, Err(PersonError::SecondNeeded)));
    let joined = person::join(&mut world.vault, &new, "Nieuw.", None, now, &mut world.rng);
    assert_eq!(joined.unwrap(), None);
    let mut world = world.sit_down(&his());
    let reading = world.vault.read().unwrap();
    let all = proposal::all(&reading, now).unwrap();
    let id = all.iter().find(|it| it.state.is_open()).unwrap().id;
    drop(reading);
    drop(world.vault);
    assert!(Vault::open(&place, &hers()).is_err());
    world.vault = Vault::open(&place, &his()).unwrap();
    proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng).unwrap();
    let world = world.sit_down(&hers());
    let me = person::me(&world.vault.read().unwrap()).unwrap();
    assert_eq!(me.name, "Els Vos");
}

#[test]
fn absence_over_a_term_is_warned_of_a_week_before() {
    let (mut world, _, number, [femke, bram, els]) = a_team();
    access::assign(&mut world.vault, &number, bram, world.now, &mut world.rng).unwrap();
    let due = Day::of(world.now).plus_months(3);
    let absence = Absence {
        from: due.plus(0),
        until: due.plus(20),
        deputy: Some(els),
    };
    let from = absence.from;
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    person::set_absence(vault, bram, absence.clone(), world.now, rng).unwrap();
    let warnings =
        |world: &World| person::absence_warnings(&world.vault.read().unwrap(), world.now).unwrap();
    assert!(warnings(&world).is_empty());
    while Day::of(world.now).plus(8) < from {
        world.pass(DAY);
    }
    assert!(warnings(&world).is_empty());
    world.pass(DAY);
    let warned = warnings(&world);
    assert_eq!(warned.len(), 1);
    assert_eq!((&warned[0].number, warned[0].person), (&number, bram));
    assert_eq!(warned[0].absence, absence);
    // A second handler, or coming back, ends it.
    access::assign(&mut world.vault, &number, femke, world.now, &mut world.rng).unwrap();
    assert!(warnings(&world).is_empty());
    access::unassign(&mut world.vault, &number, femke, world.now, &mut world.rng).unwrap();
    assert_eq!(warnings(&world).len(), 1);
    person::end_absence(&mut world.vault, bram, from, world.now, &mut world.rng).unwrap();
    assert!(warnings(&world).is_empty());
    let acts = world.acts_since(0);
    assert!(acts.contains(&Act::AbsenceSet) && acts.contains(&Act::AbsenceEnded));
    // One's own absence takes no right; another's does.
    let mut world = world.sit_down(&hers());
    let refused = person::set_absence(
        &mut world.vault,
        bram,
        absence.clone(),
        world.now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(PersonError::Right(_))));
    let own = Absence {
        deputy: None,
        ..absence
    };
    person::set_absence(&mut world.vault, els, own, world.now, &mut world.rng).unwrap();
}

#[test]
fn statement_blocks_after_a_year_until_it_is_accepted() {
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let overdue =
        |world: &World| person::statement_overdue(&world.vault.read().unwrap(), world.now).unwrap();
    world.pass(365 * DAY);
    assert_eq!(overdue(&world), None);
    world.pass(DAY);
    assert!(overdue(&world).is_some());
    let bram = world.vault.witness(&his()).unwrap().person();
    let plan = person::RoleChange {
        person: bram,
        roles: BTreeSet::from([Role::Analyst]),
    };
    let refused = proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
    assert!(matches!(
        refused.unwrap_err(),
        ProposalError::Right(RightError::Statement { .. })
    ));
    person::accept_statement(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert_eq!(overdue(&world), None);
    let proposed = proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
    assert!(matches!(proposed.unwrap(), Proposed::Done(..)));
    assert!(world.acts_since(0).contains(&Act::StatementAccepted));
}

#[test]
fn wrong_passphrases_stand_in_the_trail_at_the_next_opening() {
    let world = World::new();
    let place = world.vault.folder().to_owned();
    drop(world.vault);
    for _ in 0..3 {
        assert!(Vault::open(&place, &his()).is_err());
    }
    let mut world = World {
        vault: Vault::open(&place, &passphrase()).unwrap(),
        ..world
    };
    assert_eq!(world.arrive().unwrap().wrong, 3);
    assert_eq!(world.arrive().unwrap().wrong, 0);
    let entries = world.entries();
    let wrong: Vec<_> = entries
        .iter()
        .filter(|it| it.entry.act == Act::WrongPassphrase)
        .collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].entry.value(Key::Count), Some("3"));
}

#[test]
fn report_without_a_name_in_it_is_what_a_reader_sees() {
    let (mut world, ..) = a_team();
    let reporter = world.reporter();
    let mut content = reporter.report("Een tweede zaak.", &mut world.rng);
    let LetterBody::Report(report) = &mut content.body else {
        panic!("no report");
    };
    report.name = Some("Joris Goedbloed".to_owned());
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let number = world.import().new_cases[0].0.clone();
    let view = case::show(&world.vault, &number).unwrap();
    let case::Entry::Letter { content, .. } = &view.entries[0] else {
        panic!("a letter");
    };
    let LetterBody::Report(report) = &content.body else {
        panic!("a report");
    };
    assert_eq!(report.name, None);
    assert!(bellrope_desk::identity::is_kept(&world.vault.read().unwrap(), &number).unwrap());
}

#[test]
fn cases_to_hand_over_are_named_until_a_note_lies_there() {
    let (mut world, _, number, [femke, bram, els]) = a_team();
    let now = world.now;
    let due = |world: &World, who| access::to_hand_over(&world.vault.read().unwrap(), who).unwrap();
    access::assign(&mut world.vault, &number, bram, now, &mut world.rng).unwrap();
    assert_eq!(due(&world, femke), []);
    assert_eq!(due(&world, els), []);
    let [case] = due(&world, bram).try_into().unwrap();
    assert_eq!((case.number, case.noted), (number.clone(), None));
    // What somebody else writes is not his note.
    let text = "Bel de planner terug.";
    case::add_handover_note(&mut world.vault, &number, text, now, &mut world.rng).unwrap();
    assert_eq!(due(&world, bram)[0].noted, None);
    let mut world = world.sit_down(&his());
    world.declare_all();
    case::add_note(
        &mut world.vault,
        &number,
        "Gewone notitie.",
        now,
        &mut world.rng,
    )
    .unwrap();
    assert_eq!(due(&world, bram)[0].noted, None);
    case::add_handover_note(&mut world.vault, &number, text, now, &mut world.rng).unwrap();
    let day = bellrope_desk::term::local_day(now);
    assert_eq!(due(&world, bram)[0].noted, Some(day));
    assert_eq!(
        world.access(&number).noted,
        [(femke, day), (bram, day)].into()
    );
    let notes = case::show(&world.vault, &number).unwrap().notes;
    let marks: Vec<bool> = notes.iter().map(|note| note.is_handover).collect();
    assert_eq!(marks, [true, false, true]);
    let entries = world.entries();
    let sorts: Vec<Option<&str>> = entries
        .iter()
        .filter(|it| it.entry.act == Act::NoteAdded)
        .map(|it| it.entry.value(Key::Sort))
        .collect();
    assert_eq!(sorts, [Some("handover"), None, Some("handover")]);
    // The note stays readable for the others after he left.
    let mut world = world.sit_down(&passphrase());
    world.leave(bram, &hers()).unwrap();
    assert_eq!(case::show(&world.vault, &number).unwrap().notes.len(), 3);
    assert_eq!(world.access(&number).noted.get(&bram), Some(&day));
}
