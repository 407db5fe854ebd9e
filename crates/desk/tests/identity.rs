//! Names that reporters gave: kept apart, opened by two, the reporter told or a reason why not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::case::CaseNumber;
use bellrope_desk::identity::{self, IdentityError, OpenName, Telling};
use bellrope_desk::person::{self, Role};
use bellrope_desk::proposal::{self, ProposalError, ProposalId, Proposed};
use bellrope_desk::vault::PersonId;
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::time::Day;
use bellrope_trail::Act;

use support::{World, contains, every_file, hers, his, passphrase};

const NAME: &str = "Joris Goedbloed";

/// Femke founded the desk and keeps names; Bram handles the case; the reporter gave a name.
fn a_named_world() -> (World, CaseNumber, PersonId) {
    let mut world = World::new();
    let bram = world.add("Bram Kuiper", Role::Caseworker, &his());
    let reporter = world.reporter();
    let mut content = reporter.report("De kas klopt niet.", &mut world.rng);
    let LetterBody::Report(report) = &mut content.body else {
        panic!("no report");
    };
    report.name = Some(format!("  {NAME} "));
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let number = world.only_case();
    let mut world = world.sit_down(&his());
    world.declare_all();
    (world, number, bram)
}

impl World {
    fn ask(&mut self, number: &CaseNumber, telling: Telling) -> Result<ProposalId, ProposalError> {
        let plan = OpenName {
            number: number.clone(),
            telling,
        };
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        match proposal::propose(vault, &plan, "Verhoor met toestemming.", self.now, rng)? {
            Proposed::Waits(id) => Ok(id),
            Proposed::Done(..) => panic!("alone"),
        }
    }

    fn open(&mut self, number: &CaseNumber) -> Result<String, IdentityError> {
        identity::open(&mut self.vault, number, self.now, &mut self.rng)
    }
}

fn withheld() -> Telling {
    Telling::Withheld("Het onderzoek loopt nog.".to_owned())
}

#[test]
fn name_opens_once_after_a_custodian_approved() {
    let (mut world, number, _) = a_named_world();
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    let id = world.ask(&number, withheld()).unwrap();
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    let mut world = world.sit_down(&passphrase());
    // The custodian was not asked for herself.
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng).unwrap();
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    let mut world = world.sit_down(&his());
    assert_eq!(world.open(&number).unwrap(), NAME);
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    let acts = world.acts_since(0);
    let of_names: Vec<Act> = acts
        .into_iter()
        .filter(|act| act.code().starts_with("identity-"))
        .collect();
    assert_eq!(
        of_names,
        [
            Act::IdentityKept,
            Act::IdentityAsked,
            Act::IdentityApproved,
            Act::IdentityOpened
        ]
    );
    let folder = world.vault.folder().to_owned();
    drop(world.vault);
    for file in every_file(&folder) {
        assert!(!contains(&std::fs::read(&file).unwrap(), NAME.as_bytes()));
    }
}

#[test]
fn custodian_on_the_spot_must_open_the_vault_themself() {
    let (mut world, number, _) = a_named_world();
    let plan = OpenName {
        number: number.clone(),
        telling: withheld(),
    };
    let witness = world.vault.witness(&passphrase()).unwrap();
    let now = world.now;
    let refused = proposal::together(
        &mut world.vault,
        &plan,
        "Nu.",
        &witness,
        now,
        &mut world.rng,
    )
    .unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::Custodian)));
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
}

#[test]
fn reporter_is_told_first_or_it_is_said_why_not() {
    let (mut world, number, _) = a_named_world();
    let told = Telling::Told(Day::of(world.now));
    let refused = world.ask(&number, told.clone()).unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::NotTold)));
    let refused = world
        .ask(&number, Telling::Withheld("  ".to_owned()))
        .unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::NoReason)));
    world.acknowledge(&number).unwrap();
    world.pass(support::DAY);
    world.export();
    world.ask(&number, told).unwrap();
}

#[test]
fn name_that_a_caseworker_found_is_kept_the_same_way() {
    let (mut world, number, _) = a_named_world();
    let now = world.now;
    let empty = identity::keep(&mut world.vault, &number, " ", now, &mut world.rng);
    assert!(matches!(empty, Err(IdentityError::Empty)));
    identity::keep(
        &mut world.vault,
        &number,
        "Marie Bonte",
        now,
        &mut world.rng,
    )
    .unwrap();
    let id = world.ask(&number, withheld()).unwrap();
    let mut world = world.sit_down(&passphrase());
    proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng).unwrap();
    let mut world = world.sit_down(&his());
    assert_eq!(world.open(&number).unwrap(), "Marie Bonte");
}

#[test]
fn custodian_who_came_later_gets_the_names() {
    let (world, number, _) = a_named_world();
    let mut world = world.sit_down(&passphrase());
    world.add("Els Vos", Role::Custodian, &hers());
    person::arrive(&mut world.vault, world.now, &mut world.rng).unwrap();
    let mut world = world.sit_down(&his());
    let id = world.ask(&number, withheld()).unwrap();
    let mut world = world.sit_down(&hers());
    proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng).unwrap();
    let mut world = world.sit_down(&his());
    assert_eq!(world.open(&number).unwrap(), NAME);
}
