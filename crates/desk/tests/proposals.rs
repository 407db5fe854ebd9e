//! Four eyes: no act of the list by one person, none by the wrong second, none too late.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeSet;

use bellrope_desk::case::CaseNumber;
use bellrope_desk::person::{self, Role, RoleChange, RoleError};
use bellrope_desk::proposal::{
    self, Consent, Plan, ProposalError, ProposalId, Proposed, State, What, When,
};
use bellrope_desk::right::{Right, RightError};
use bellrope_desk::vault::{Change, PersonId, Record, Records, VaultError};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use support::{DAY, World, a_reported_world, hers, his, passphrase};

/// What a plan of the tests rests on and changes.
#[derive(Default, Serialize, Deserialize)]
struct Mark {
    count: u32,
}

impl Record for Mark {
    const TABLE: &'static str = "test-marks";
}

fn mark(records: &impl Records) -> Result<Mark, VaultError> {
    Ok(records.find("mark")?.unwrap_or_default())
}

macro_rules! plan {
    ($name:ident, $what:expr, $kind:literal, $when:expr) => {
        #[derive(Serialize, Deserialize)]
        struct $name {
            case: Option<CaseNumber>,
            about: Option<PersonId>,
        }

        impl Plan for $name {
            const WHAT: What = $what;
            const KIND: &'static str = $kind;
            const WHEN: When = $when;
            type Done = u32;
            type Error = VaultError;

            fn case(&self) -> Option<&CaseNumber> {
                self.case.as_ref()
            }

            fn about(&self) -> Option<PersonId> {
                self.about
            }

            fn basis(&self, records: &impl Records) -> Result<String, VaultError> {
                Ok(mark(records)?.count.to_string())
            }

            fn carry_out(
                &self,
                change: &Change<'_>,
                _consent: &Consent,
                _now: u64,
                rng: &mut impl CryptoRng,
            ) -> Result<u32, VaultError> {
                let count = mark(change)?.count + 1;
                change.put("mark", &Mark { count }, rng)?;
                Ok(count)
            }
        }
    };
}

plan!(Closing, What::Closing, "test-closing", When::AtApproval);
plan!(Deletion, What::Deletion, "test-deletion", When::AtApproval);
plan!(KeyPlan, What::Keys, "test-keys", When::AtApproval);
plan!(Reveal, What::Identity, "test-identity", When::ByProposer);

const NOBODY: KeyPlan = KeyPlan {
    case: None,
    about: None,
};

impl World {
    fn propose<P: Plan<Done = u32>>(&mut self, plan: &P) -> Result<ProposalId, ProposalError> {
        match proposal::propose(&mut self.vault, plan, "Omdat.", self.now, &mut self.rng)? {
            Proposed::Waits(id) => Ok(id),
            Proposed::Done(..) => panic!("one person did it alone"),
        }
    }

    fn approve<P: Plan>(&mut self, id: ProposalId) -> Result<Option<P::Done>, ProposalError> {
        proposal::approve::<P>(&mut self.vault, id, None, self.now, &mut self.rng)
    }

    fn has_open(&self) -> bool {
        let all = proposal::all(&self.vault.read().unwrap(), self.now).unwrap();
        all.iter().any(|it| it.state.is_open())
    }

    fn count(&self) -> u32 {
        mark(&self.vault.read().unwrap()).unwrap().count
    }

    fn state(&self, id: ProposalId) -> State {
        let reading = self.vault.read().unwrap();
        proposal::find(&reading, id, self.now).unwrap().state
    }
}

/// A world with a second caseworker.
fn a_pair() -> (World, PersonId, PersonId) {
    let mut world = World::new();
    let her = world.vault.me().unwrap();
    let him = world.add("Bram Kuiper", Role::Caseworker, &his());
    (world, her, him)
}

#[test]
fn act_is_refused_to_one_and_done_by_two() {
    let (mut world, _, him) = a_pair();
    let before = world.entries().len();
    let id = world.propose(&NOBODY).unwrap();
    assert_eq!(world.count(), 0);
    let refused = world.approve::<KeyPlan>(id).unwrap_err();
    assert!(matches!(refused, ProposalError::Same));
    assert_eq!(world.count(), 0);

    let mut world = world.sit_down(&his());
    assert_eq!(world.approve::<KeyPlan>(id).unwrap(), Some(1));
    let State::Done { second, .. } = world.state(id) else {
        panic!("{:?}", world.state(id));
    };
    assert_eq!(second, Some(him));
    let again = world.approve::<KeyPlan>(id).unwrap_err();
    assert!(matches!(again, ProposalError::Closed { .. }));
    assert_eq!(world.count(), 1);

    let acts = world.acts_since(before);
    let four: Vec<Act> = acts
        .into_iter()
        .filter(|act| {
            matches!(
                act,
                Act::Proposed | Act::Approved | Act::Executed | Act::DoneAlone
            )
        })
        .collect();
    assert_eq!(four, [Act::Proposed, Act::Approved, Act::Executed]);
    let entries = world.entries();
    let of_it: Vec<_> = entries
        .iter()
        .filter(|it| it.entry.value(Key::Proposal) == Some(&id.to_string()))
        .collect();
    assert_eq!(of_it.len(), 3);
    assert!(of_it[0].entry.value(Key::Reason).is_some());
    assert_ne!(of_it[0].entry.by, of_it[1].entry.by);
    let text = format!("{entries:?}");
    assert!(!text.contains("Omdat"));
}

#[test]
fn one_person_alone_does_it_and_the_trail_says_so() {
    let mut world = World::new();
    let before = world.entries().len();
    let done = proposal::propose(
        &mut world.vault,
        &NOBODY,
        "Omdat.",
        world.now,
        &mut world.rng,
    );
    let Proposed::Done(id, 1) = done.unwrap() else {
        panic!("it waits");
    };
    assert!(matches!(world.state(id), State::Done { second: None, .. }));
    let acts = world.acts_since(before);
    assert!(acts.contains(&Act::DoneAlone) && !acts.contains(&Act::Executed));
}

#[test]
fn second_types_a_passphrase_on_the_spot() {
    let (mut world, her, him) = a_pair();
    let wrong = world.vault.witness(&hers()).unwrap_err();
    assert!(matches!(wrong, VaultError::WrongPassphrase));
    let herself = world.vault.witness(&passphrase()).unwrap();
    assert_eq!(herself.person(), her);
    let same = proposal::together(
        &mut world.vault,
        &NOBODY,
        "Omdat.",
        &herself,
        world.now,
        &mut world.rng,
    );
    assert!(matches!(same.unwrap_err(), ProposalError::Same));
    assert!(!world.has_open());

    let witness = world.vault.witness(&his()).unwrap();
    let done = proposal::together(
        &mut world.vault,
        &NOBODY,
        "Omdat.",
        &witness,
        world.now,
        &mut world.rng,
    );
    assert_eq!(done.unwrap(), 1);
    assert_eq!(world.vault.me().unwrap(), her);
    let entries = world.entries();
    let approved = entries.iter().find(|it| it.entry.act == Act::Approved);
    let by = approved.unwrap().entry.by.person().unwrap();
    assert_eq!(by.to_string(), him.to_string());
}

#[test]
fn second_needs_the_right() {
    let (mut world, _) = a_reported_world();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let name = Reveal {
        case: Some(world.only_case()),
        about: None,
    };
    // He is no custodian, she asked herself: nobody can be the second.
    let none = world.propose(&name).unwrap_err();
    let ProposalError::NoSecond { right } = none else {
        panic!("{none:?}");
    };
    assert_eq!(right, Right::KeepIdentities);
    assert!(!world.has_open());

    world.add("Els Vos", Role::Custodian, &hers());
    let id = world.propose(&name).unwrap();
    let mut world = world.sit_down(&his());
    let refused = world.approve::<Reveal>(id).unwrap_err();
    assert!(matches!(
        refused,
        ProposalError::Right(RightError::Missing {
            right: Right::KeepIdentities
        })
    ));
    let mut world = world.sit_down(&hers());
    assert_eq!(world.approve::<Reveal>(id).unwrap(), None);
    assert!(matches!(world.state(id), State::Approved { .. }));
    // What was approved is for the first to do, once.
    let mine = proposal::carry_out::<Reveal>(&mut world.vault, id, world.now, &mut world.rng);
    assert!(matches!(mine.unwrap_err(), ProposalError::Other));
    let mut world = world.sit_down(&passphrase());
    let done = proposal::carry_out::<Reveal>(&mut world.vault, id, world.now, &mut world.rng);
    assert_eq!(done.unwrap(), 1);
    let twice = proposal::carry_out::<Reveal>(&mut world.vault, id, world.now, &mut world.rng);
    assert!(matches!(twice.unwrap_err(), ProposalError::Closed { .. }));
    assert_eq!(world.count(), 1);
}

#[test]
fn analyst_proposes_nothing_in_a_case() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.add("Bram Kuiper", Role::Analyst, &his());
    let mut world = world.sit_down(&his());
    let closing = Closing {
        case: Some(number),
        about: None,
    };
    let refused = world.propose(&closing).unwrap_err();
    assert!(matches!(
        refused,
        ProposalError::Right(RightError::Missing { .. })
    ));
}

#[test]
fn second_of_a_closing_reads_the_case_and_its_reason_is_content() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let closing = Closing {
        case: Some(number.clone()),
        about: None,
    };
    // He came after the case and does not read it.
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let refused = world.propose(&closing).unwrap_err();
    assert!(matches!(refused, ProposalError::NoSecond { .. }));
    // A deletion is judged by what the register says.
    let deletion = Deletion {
        case: Some(number),
        about: None,
    };
    let id = world.propose(&deletion).unwrap();
    let mut world = world.sit_down(&his());
    let reading = world.vault.read().unwrap();
    let found = proposal::find(&reading, id, world.now).unwrap();
    assert_eq!(
        proposal::substance(&reading, &found).unwrap().reason,
        "Omdat."
    );
    drop(reading);
    assert_eq!(world.approve::<Deletion>(id).unwrap(), Some(1));
}

#[test]
fn approval_comes_too_late_once_something_changed() {
    let (mut world, ..) = a_pair();
    let id = world.propose(&NOBODY).unwrap();
    let other = world.propose(&NOBODY).unwrap();
    let mut world = world.sit_down(&his());
    world.approve::<KeyPlan>(other).unwrap();
    let late = world.approve::<KeyPlan>(id).unwrap_err();
    assert!(matches!(late, ProposalError::Stale));
    assert!(matches!(world.state(id), State::Stale { .. }));
    assert_eq!(world.count(), 1);
    let ended = world.approve::<KeyPlan>(id).unwrap_err();
    assert!(matches!(ended, ProposalError::Closed { .. }));
}

#[test]
fn proposal_expires_and_can_be_refused_or_withdrawn() {
    let (mut world, ..) = a_pair();
    let old = world.propose(&NOBODY).unwrap();
    let withdrawn = world.propose(&NOBODY).unwrap();
    proposal::withdraw(&mut world.vault, withdrawn, world.now, &mut world.rng).unwrap();
    assert!(matches!(world.state(withdrawn), State::Withdrawn { .. }));
    let refused = world.propose(&NOBODY).unwrap();
    let mut world = world.sit_down(&his());
    let not_his = proposal::withdraw(&mut world.vault, refused, world.now, &mut world.rng);
    assert!(matches!(not_his.unwrap_err(), ProposalError::Other));
    let now = world.now;
    proposal::refuse(&mut world.vault, refused, "Nee.", None, now, &mut world.rng).unwrap();
    let reading = world.vault.read().unwrap();
    let found = proposal::find(&reading, refused, now).unwrap();
    let substance = proposal::substance(&reading, &found).unwrap();
    assert_eq!(substance.answer.as_deref(), Some("Nee."));
    drop(reading);
    for id in [withdrawn, refused] {
        let ended = world.approve::<KeyPlan>(id).unwrap_err();
        assert!(matches!(ended, ProposalError::Closed { .. }));
    }
    world.pass(proposal::TERM_DAYS * DAY);
    assert_eq!(world.state(old), State::Waiting);
    world.pass(1);
    assert_eq!(world.state(old), State::Expired);
    let ended = world.approve::<KeyPlan>(old).unwrap_err();
    assert!(matches!(
        ended,
        ProposalError::Closed {
            state: State::Expired
        }
    ));
    assert_eq!(world.count(), 0);
}

#[test]
fn nobody_is_the_second_for_what_is_about_themself() {
    let (mut world, _, him) = a_pair();
    let roles = BTreeSet::from([Role::Analyst]);
    let plan = RoleChange { person: him, roles };
    // He does not count as a second either: she is alone.
    let witness = world.vault.witness(&his()).unwrap();
    let about = proposal::together(
        &mut world.vault,
        &plan,
        "Omdat.",
        &witness,
        world.now,
        &mut world.rng,
    );
    assert!(matches!(about.unwrap_err(), ProposalError::About));
    let els = world.add("Els Vos", Role::Custodian, &hers());
    let proposed = proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
    let Proposed::Waits(id) = proposed.unwrap() else {
        panic!("done alone");
    };
    let reading = world.vault.read().unwrap();
    let found = proposal::find(&reading, id, world.now).unwrap();
    assert_eq!(
        proposal::seconds(&reading, &found, world.now).unwrap(),
        [els]
    );
    drop(reading);
    let mut world = world.sit_down(&hers());
    proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng).unwrap();
    let people = person::all(&world.vault.read().unwrap()).unwrap();
    let bram = people.iter().find(|it| it.id == him).unwrap();
    assert_eq!(bram.roles, BTreeSet::from([Role::Analyst]));
}

#[test]
fn role_change_keeps_a_coordinator() {
    let (mut world, her, _) = a_pair();
    let roles = BTreeSet::from([Role::Caseworker]);
    let plan = RoleChange { person: her, roles };
    let refused = proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
    let refused = refused.unwrap_err();
    assert!(matches!(
        refused.of_plan(),
        Some(RoleError::LastCoordinator)
    ));
}

#[test]
fn reason_is_asked_and_bounded() {
    let (mut world, ..) = a_pair();
    let mut propose = |reason: &str| {
        proposal::propose(&mut world.vault, &NOBODY, reason, world.now, &mut world.rng).unwrap_err()
    };
    assert!(matches!(propose("  "), ProposalError::NoReason));
    let long = "a".repeat(proposal::REASON_MAX_CHARS + 1);
    assert!(matches!(propose(&long), ProposalError::LongReason { .. }));
}
