//! Retention: nothing goes before its time, nothing against a hold, nothing by one person; and what
//! was deleted is gone everywhere, but for its line of the register.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::fs;

use bellrope_casework::reason::Reason;
use bellrope_casework::retention::{State, Subject};
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::Outcome;
use bellrope_desk::backup::{self, BackupError};
use bellrope_desk::case::{self, CaseNumber, Judgement, Reply, ShowError};
use bellrope_desk::person::{self, Role};
use bellrope_desk::proposal::{self, ProposalError, Proposed};
use bellrope_desk::retention::{self, Deletion, RetentionError};
use bellrope_desk::trail;
use bellrope_desk::vault::VaultError;
use bellrope_protocol::content::LetterBody;
use bellrope_trail::{Act, Key, reason};

use support::{DAY, Reporter, STORY, World, a_reported_world, contains, his, passphrase};

impl World {
    fn move_to(&mut self, status: Status) {
        let number = self.only_case();
        let why = Reason::parse("Zo gaat het.").unwrap();
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        case::move_to(vault, &number, status, Some(&why), now, rng).unwrap();
    }

    fn outcome(&mut self, outcome: Outcome) {
        let number = self.only_case();
        let why = Reason::parse("Dat bleek.").unwrap();
        let judged = [Judgement::Outcome(outcome)];
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        case::classify(vault, &number, &judged, Some(&why), now, rng).unwrap();
    }

    fn state(&self) -> State {
        let standings = retention::standings(&self.vault.read().unwrap(), self.now).unwrap();
        standings[0].state
    }

    /// Somebody opens the vault again, as a shell does.
    fn open(&mut self) {
        trail::note_opened(&mut self.vault, self.now, &mut self.rng).unwrap();
    }

    fn propose_deletion(
        &mut self,
        number: &CaseNumber,
    ) -> Result<Proposed<CaseNumber>, ProposalError> {
        let number = number.clone();
        let plan = &Deletion { number };
        proposal::propose(
            &mut self.vault,
            plan,
            "Termijn voorbij.",
            self.now,
            &mut self.rng,
        )
    }

    fn hold(&mut self, lifts: bool) -> Result<(), RetentionError> {
        let number = self.only_case();
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        if lifts {
            retention::lift_hold(vault, &number, "De zaak is van de rol.", now, rng)
        } else {
            retention::set_hold(vault, &number, "Er loopt een rechtszaak.", now, rng)
        }
    }
}

/// Why a deletion was refused.
fn refusal(refused: Result<Proposed<CaseNumber>, ProposalError>) -> String {
    match refused {
        Err(err) => err.to_string(),
        Ok(_) => panic!("it was deleted"),
    }
}

/// A case that ended, whose term is over, and that somebody opened the vault after.
fn a_world_with_a_case_that_is_over() -> (World, Reporter) {
    let (mut world, reporter) = a_reported_world();
    world.move_to(Status::Withdrawn);
    world.outcome(Outcome::Spam);
    world.pass(DAY);
    world.export();
    world.pass(32 * DAY);
    world.open();
    (world, reporter)
}

#[test]
fn term_runs_from_the_end_and_depends_on_the_outcome() {
    let (mut world, _) = a_reported_world();
    assert_eq!(world.state(), State::Open);
    world.move_to(Status::Withdrawn);
    // What was withdrawn needs no other outcome.
    assert!(matches!(world.state(), State::Kept { .. }));
    world.outcome(Outcome::Spam);
    assert!(matches!(
        world.state(),
        State::Ending { days: 30, .. } | State::Kept { .. }
    ));
    world.outcome(Outcome::Found);
    assert!(matches!(world.state(), State::Kept { .. }));
    world.pass(5 * 366 * DAY);
    assert!(matches!(world.state(), State::Over { .. }));
    person::accept_statement(&mut world.vault, world.now, &mut world.rng).unwrap();
    world.move_to(Status::Reopened);
    assert_eq!(world.state(), State::Open);
}

#[test]
fn end_of_a_term_is_entered_once_and_nothing_is_deleted_by_itself() {
    let (mut world, _) = a_world_with_a_case_that_is_over();
    world.open();
    let entries = world.entries();
    let due = entries.iter().filter(|it| it.entry.act == Act::DeletionDue);
    assert_eq!(due.count(), 1);
    let number = world.only_case();
    assert!(case::show(&world.vault, &number).is_ok());
}

#[test]
fn deletion_takes_two_people_and_leaves_a_line_without_them() {
    let (mut world, reporter) = a_world_with_a_case_that_is_over();
    let number = world.only_case();
    let him = world.add("Bram Kuiper", Role::Caseworker, &his());
    let her = world.vault.me().unwrap();
    let Proposed::Waits(id) = world.propose_deletion(&number).unwrap() else {
        panic!("one person did it alone");
    };
    assert!(case::show(&world.vault, &number).is_ok());
    // Nobody approves what they proposed.
    let refused =
        proposal::approve::<Deletion>(&mut world.vault, id, None, world.now, &mut world.rng);
    assert!(matches!(refused, Err(ProposalError::Same)));
    let mut world = world.sit_down(&his());
    let slot = fs::read_dir(world.vault.folder().join("cases"))
        .unwrap()
        .count();
    assert_eq!(slot, 1);
    proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng).unwrap();

    assert_eq!(
        fs::read_dir(world.vault.folder().join("cases"))
            .unwrap()
            .count(),
        0
    );
    let mut world = world.sit_down(&passphrase());
    assert!(matches!(
        case::show(&world.vault, &number),
        Err(ShowError::Absent { .. })
    ));
    let reading = world.vault.read().unwrap();
    let statement = retention::statement(&reading, &number).unwrap().unwrap();
    drop(reading);
    assert_eq!(
        (statement.by, statement.second, statement.proposal),
        (her, Some(him), id)
    );
    assert_eq!(statement.subject, Some(Subject::Report(Outcome::Spam)));
    let text = format!("{statement:?}");
    assert!(!contains(text.as_bytes(), STORY.as_bytes()));
    let acts: Vec<Act> = world.entries().iter().map(|it| it.entry.act).collect();
    let begun = acts
        .iter()
        .position(|act| *act == Act::DeletionBegun)
        .unwrap();
    assert_eq!(acts[begun + 1], Act::CaseDeleted);
    // Once is enough.
    let gone = "there is no such case";
    assert_eq!(refusal(world.propose_deletion(&number)), gone);

    // A letter that comes after it belongs to no case.
    let text = "Hoort u mij nog?".to_owned();
    let content = reporter.content(LetterBody::Message { text }, false, &mut world.rng);
    world.rotate(bellrope_desk::card::RotateOptions::default());
    world.export();
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.unverified), (0, 1));
}

#[test]
fn deletion_is_refused_before_its_time_and_during_a_hold() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let not_due = "the retention of the case is not over";
    assert_eq!(refusal(world.propose_deletion(&number)), not_due);
    world.move_to(Status::Withdrawn);
    world.outcome(Outcome::Spam);
    world.pass(DAY);
    world.export();
    world.open();
    assert_eq!(refusal(world.propose_deletion(&number)), not_due);
    world.hold(false).unwrap();
    assert!(matches!(world.hold(false), Err(RetentionError::Held)));
    world.pass(40 * DAY);
    world.open();
    assert!(matches!(world.state(), State::Held { .. }));
    assert_eq!(refusal(world.propose_deletion(&number)), not_due);
    world.hold(true).unwrap();
    assert!(matches!(world.hold(true), Err(RetentionError::NotHeld)));
    world.open();
    world.hold(false).unwrap();
    assert_eq!(refusal(world.propose_deletion(&number)), "the case is held");
    world.hold(true).unwrap();
    // The clock was set back: it is not over by that.
    world.now -= 30 * DAY;
    assert_eq!(refusal(world.propose_deletion(&number)), not_due);
    world.now += 30 * DAY;
    // With nobody else on the team it is done at once, and the trail says so.
    assert!(matches!(
        world.propose_deletion(&number),
        Ok(Proposed::Done(..))
    ));
    let alone = world
        .entries()
        .into_iter()
        .filter(|it| it.entry.act == Act::DoneAlone);
    assert_eq!(alone.count(), 1);
}

#[test]
fn hold_keeps_its_reason_in_the_case_and_a_hash_in_the_trail() {
    let (mut world, _) = a_reported_world();
    world.hold(false).unwrap();
    world.hold(true).unwrap();
    let number = world.only_case();
    let holds = retention::holds(&world.vault.read().unwrap(), &number).unwrap();
    let said: Vec<_> = holds
        .iter()
        .map(|it| (it.lifts, it.reason.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (false, "Er loopt een rechtszaak."),
            (true, "De zaak is van de rol.")
        ]
    );
    let entries = world.entries();
    let set = entries
        .iter()
        .find(|it| it.entry.act == Act::HoldSet)
        .unwrap();
    let hash = set.entry.value(Key::Reason).unwrap();
    // Not to be guessed from the words alone.
    assert_ne!(
        hash,
        reason::hash(&[0; 32], "Er loopt een rechtszaak.").to_string()
    );
    // A colleague who does not read the case does not read why either.
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let world = world.sit_down(&his());
    let closed = retention::holds(&world.vault.read().unwrap(), &number);
    assert!(matches!(closed, Err(VaultError::Closed { .. })));
}

#[test]
fn deletion_waits_for_letters_to_be_read_and_replies_to_go() {
    let (mut world, reporter) = a_world_with_a_case_that_is_over();
    let number = world.only_case();
    let reply = Reply {
        number: &number,
        text: "Tot ziens.",
    };
    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
    let waiting = "something for the reporter waits for a batch";
    assert_eq!(refusal(world.propose_deletion(&number)), waiting);
    world.rotate(bellrope_desk::card::RotateOptions::default());
    world.pass(DAY);
    world.export();

    let text = "Wacht, er is nog iets.".to_owned();
    let content = reporter.content(LetterBody::Message { text }, false, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    assert_eq!(world.import().letters, 1);
    assert!(matches!(world.state(), State::Unread { .. }));
    let unread = "a letter of the case waits to be read";
    assert_eq!(refusal(world.propose_deletion(&number)), unread);
    retention::note_read(&mut world.vault, &number, &mut world.rng).unwrap();
    assert!(matches!(world.state(), State::Over { .. }));
    assert!(matches!(
        world.propose_deletion(&number),
        Ok(Proposed::Done(..))
    ));
}

/// A crash between the decision and the slot, and one between the slot and the record: the next
/// opening ends what was decided.
#[test]
fn deletion_that_a_crash_cut_off_is_ended_by_the_next_opening() {
    for slot_is_gone in [false, true] {
        let (mut world, _) = a_world_with_a_case_that_is_over();
        let number = world.only_case();
        let folder = world.vault.folder().to_owned();
        let slots: Vec<_> = fs::read_dir(folder.join("cases")).unwrap().collect();
        let slot = slots[0].as_ref().unwrap().path();
        let key = fs::read(&slot).unwrap();
        // The database as it is when the decision is committed and nothing else done yet.
        let before = fs::read(folder.join("vault.redb")).unwrap();
        drop(before);
        let plan = Cut {
            number: number.clone(),
        };
        let cut = proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
        assert!(matches!(cut, Err(ProposalError::Plan(_))));
        assert_eq!(fs::read(&slot).unwrap(), key);
        if slot_is_gone {
            fs::remove_file(&slot).unwrap();
        } else {
            assert!(case::show(&world.vault, &number).is_ok());
        }
        let mut world = world.sit_down(&passphrase());
        world.open();
        assert!(!slot.exists());
        let reading = world.vault.read().unwrap();
        assert!(retention::statement(&reading, &number).unwrap().is_some());
        drop(reading);
        let deleted = world
            .entries()
            .into_iter()
            .filter(|it| it.entry.act == Act::CaseDeleted);
        assert_eq!(deleted.count(), 1);
        // And not again.
        world.open();
        let deleted = world
            .entries()
            .into_iter()
            .filter(|it| it.entry.act == Act::CaseDeleted);
        assert_eq!(deleted.count(), 1);
    }
}

/// The deletion, but for what comes after its change: as if the process died there.
#[derive(serde::Serialize, serde::Deserialize)]
struct Cut {
    number: CaseNumber,
}

impl proposal::Plan for Cut {
    const WHAT: proposal::What = proposal::What::Deletion;
    const KIND: &'static str = "test-cut";
    type Done = CaseNumber;
    type Error = RetentionError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(
        &self,
        records: &impl bellrope_desk::vault::Records,
    ) -> Result<String, RetentionError> {
        let number = self.number.clone();
        proposal::Plan::basis(&Deletion { number }, records)
    }

    fn carry_out(
        &self,
        change: &bellrope_desk::vault::Change<'_>,
        consent: &proposal::Consent,
        now: u64,
        rng: &mut impl rand_core::CryptoRng,
    ) -> Result<CaseNumber, RetentionError> {
        let number = self.number.clone();
        proposal::Plan::carry_out(&Deletion { number }, change, consent, now, rng)
    }

    fn finish(
        _: &mut bellrope_desk::vault::Vault,
        _: &CaseNumber,
        _: u64,
        _: &mut impl rand_core::CryptoRng,
    ) -> Result<(), RetentionError> {
        Err(RetentionError::NotDue)
    }
}

/// R153: an old backup with the newer keys file, and with the one of its own day.
#[test]
fn deleted_case_stays_unreadable_in_an_older_backup() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.backup("oud.age");
    let keys = keys_of(&world);
    let of_then = fs::read(&keys).unwrap();
    world.move_to(Status::Withdrawn);
    world.outcome(Outcome::Spam);
    world.pass(DAY);
    world.export();
    world.pass(32 * DAY);
    world.open();
    // Another case goes on.
    let other = world.reporter();
    let content = other.report("Een tweede zaak.", &mut world.rng);
    world.rotate(bellrope_desk::card::RotateOptions::default());
    world.export();
    other.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    assert!(matches!(
        world.propose_deletion(&number),
        Ok(Proposed::Done(..))
    ));
    world.backup("nieuw.age");
    assert_ne!(fs::read(&keys).unwrap(), of_then);

    world.restore("oud.age");
    assert!(matches!(
        case::show(&world.vault, &number),
        Err(ShowError::Absent { .. })
    ));
    for file in support::every_file(world.vault.folder()) {
        assert!(!contains(&fs::read(file).unwrap(), STORY.as_bytes()));
    }
    // What makes the difference is the keys file, and nothing else.
    fs::remove_dir_all(world.path("teruggezet")).unwrap();
    fs::write(&keys, of_then).unwrap();
    world.restore("oud.age");
    assert!(case::show(&world.vault, &number).is_ok());
}

#[test]
fn restore_refuses_without_the_right_keys_file() {
    let (mut world, _) = a_reported_world();
    world.backup("kopie.age");
    let keys = keys_of(&world);
    let good = fs::read(&keys).unwrap();
    let mut refused = |bytes: Option<Vec<u8>>| {
        match bytes {
            Some(bytes) => fs::write(&keys, bytes).unwrap(),
            None => fs::remove_file(&keys).unwrap(),
        }
        let (file, folder) = (world.path("kopie.age"), world.path("nieuw"));
        let (now, rng) = (world.now, &mut world.rng);
        let refused = backup::restore(&file, &folder, &passphrase(), now, rng).unwrap_err();
        assert!(!folder.exists());
        refused
    };
    assert!(matches!(refused(None), BackupError::NoKeys { .. }));
    for position in [5, good.len() / 2, good.len() - 10] {
        let mut changed = good.clone();
        changed[position] ^= 1;
        let refused = refused(Some(changed));
        assert!(
            matches!(refused, BackupError::KeysDamaged | BackupError::Vault(_)),
            "{refused}"
        );
    }
    assert!(matches!(
        refused(Some(Vec::new())),
        BackupError::KeysDamaged
    ));
}

fn keys_of(world: &World) -> std::path::PathBuf {
    let files = fs::read_dir(world.folder.path()).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    files
        .find(|path| path.extension().is_some_and(|it| it == "keys"))
        .unwrap()
}
