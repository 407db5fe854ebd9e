//! Names that reporters gave: kept apart, opened by two, the reporter told or a reason why not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::vocabulary::Outcome;
use bellrope_desk::case::access;
use bellrope_desk::case::{self, CaseNumber, Judgement};
use bellrope_desk::identity::{self, IdentityError, NameStanding, OpenName, Telling};
use bellrope_desk::person::{self, Leaving, Role};
use bellrope_desk::proposal::{self, ProposalError, ProposalId, Proposed};
use bellrope_desk::retention::Deletion;
use bellrope_desk::term;
use bellrope_desk::vault::{Passphrase, PersonId, Vault};
use bellrope_protocol::content::LetterBody;
use bellrope_trail::{Act, Key};

use support::{DAY, World, contains, every_file, hers, his, passphrase};

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
        match identity::ask(vault, &plan, "Verhoor met toestemming.", self.now, rng)? {
            Proposed::Waits(id) => Ok(id),
            Proposed::Done(..) => panic!("alone"),
        }
    }

    fn standing(&self, number: &CaseNumber) -> NameStanding {
        identity::standing(&self.vault.read().unwrap(), number, self.now).unwrap()
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
fn custodian_beside_opens_it_with_their_own_key() {
    let (mut world, number, bram) = a_named_world();
    let femke = world.vault.openers().find(|id| *id != bram).unwrap();
    let id = world.ask(&number, withheld()).unwrap();
    let now = world.now;
    for words in [
        Passphrase::new("niet de wachtzin van iemand".to_owned().into()),
        his(),
    ] {
        // Somebody who is nobody, and whoever asked: neither keeps names.
        let refused = identity::approve_beside(&mut world.vault, id, &words, now, &mut world.rng);
        assert!(refused.is_err());
        assert_eq!(world.vault.me().unwrap(), bram, "nobody took the place");
    }
    assert!(!world.standing(&number).is_granted);
    identity::approve_beside(&mut world.vault, id, &passphrase(), now, &mut world.rng).unwrap();
    assert_eq!(world.vault.me().unwrap(), bram);
    assert!(world.standing(&number).is_granted);
    let cases = identity::granted(&world.vault.read().unwrap(), now).unwrap();
    assert_eq!(cases, std::slice::from_ref(&number));
    assert_eq!(world.open(&number).unwrap(), NAME);
    let standing = world.standing(&number);
    assert!(!standing.is_granted);
    let [opening] = standing.openings.as_slice() else {
        panic!("{:?}", standing.openings);
    };
    assert_eq!((opening.by, opening.second), (bram, Some(femke)));
    assert_eq!(opening.telling, withheld());
    assert!(opening.opened.is_some());
    let entries = world.entries();
    let opened = entries
        .iter()
        .find(|it| it.entry.act == Act::IdentityOpened)
        .unwrap();
    assert_eq!(opened.entry.value(Key::Ground), Some("withheld"));
    assert!(opened.entry.value(Key::Reason).is_some());
    let approved = entries
        .iter()
        .find(|it| it.entry.act == Act::IdentityApproved)
        .unwrap();
    assert_eq!(approved.entry.by.to_string(), femke.to_string());
}

#[test]
fn refused_request_opens_nothing_and_may_be_made_again() {
    let (mut world, number, _) = a_named_world();
    let id = world.ask(&number, withheld()).unwrap();
    let again = world.ask(&number, withheld()).unwrap_err();
    assert!(matches!(again.of_plan(), Some(IdentityError::Asked)));
    let mut world = world.sit_down(&passphrase());
    let no = "Het kan ook zonder naam.";
    proposal::refuse(&mut world.vault, id, no, None, world.now, &mut world.rng).unwrap();
    let late = proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng);
    assert!(matches!(late, Err(ProposalError::Closed { .. })));
    let mut world = world.sit_down(&his());
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    assert!(world.standing(&number).openings.is_empty());
    world.ask(&number, withheld()).unwrap();
    assert!(world.acts_since(0).contains(&Act::IdentityRefused));
}

#[test]
fn whoever_left_opens_no_name_and_leaves_no_copy() {
    let (mut world, number, bram) = a_named_world();
    let world_of_femke = {
        let id = world.ask(&number, withheld()).unwrap();
        let mut world = world.sit_down(&passphrase());
        world.add("Els Vos", Role::Caseworker, &hers());
        proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng).unwrap();
        world
    };
    let mut world = world_of_femke;
    let els = world.vault.witness(&hers()).unwrap();
    let plan = Leaving { person: bram };
    let now = world.now;
    proposal::together(
        &mut world.vault,
        &plan,
        "Andere baan.",
        &els,
        now,
        &mut world.rng,
    )
    .unwrap();
    let place = world.vault.folder().to_owned();
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::NotApproved)
    ));
    drop(world.vault);
    assert!(Vault::open(&place, &his()).is_err());
}

#[test]
fn request_of_somebody_who_left_or_reads_no_more_is_not_approved() {
    let (mut world, number, bram) = a_named_world();
    let id = world.ask(&number, withheld()).unwrap();
    let mut world = world.sit_down(&passphrase());
    world.declare_all();
    let now = world.now;
    access::take_out(&mut world.vault, &number, bram, now, &mut world.rng).unwrap();
    let refused = proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng);
    assert!(refused.is_err());
    let mut world = world.sit_down(&his());
    assert!(matches!(
        world.open(&number),
        Err(IdentityError::Vault(_) | IdentityError::Barred)
    ));
    let asked = world.ask(&number, withheld()).unwrap_err();
    assert!(
        matches!(asked.of_plan(), Some(IdentityError::Vault(_))),
        "{asked:?}"
    );
}

#[test]
fn name_goes_with_its_case() {
    let (mut world, number, _) = a_named_world();
    world.declare_all();
    let why = Reason::parse("Op verzoek.").unwrap();
    let (vault, now) = (&mut world.vault, world.now);
    let spam = [Judgement::Outcome(Outcome::Spam)];
    case::move_to(
        vault,
        &number,
        Status::Withdrawn,
        Some(&why),
        now,
        &mut world.rng,
    )
    .unwrap();
    case::classify(vault, &number, &spam, Some(&why), now, &mut world.rng).unwrap();
    world.pass(DAY);
    world.export();
    world.pass(32 * DAY);
    let id = world.ask(&number, withheld()).unwrap();
    let mut world = world.sit_down(&passphrase());
    person::arrive(&mut world.vault, world.now, &mut world.rng).unwrap();
    let bram = world.vault.witness(&his()).unwrap();
    let plan = Deletion {
        number: number.clone(),
    };
    let now = world.now;
    proposal::together(
        &mut world.vault,
        &plan,
        "Termijn voorbij.",
        &bram,
        now,
        &mut world.rng,
    )
    .unwrap();
    let refused = proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng);
    assert!(matches!(refused, Err(ProposalError::NoCase)), "{refused:?}");
    let mut world = world.sit_down(&his());
    assert!(matches!(world.open(&number), Err(IdentityError::NoCase)));
    let reading = world.vault.read().unwrap();
    assert!(matches!(
        identity::standing(&reading, &number, now),
        Err(IdentityError::NoCase)
    ));
    assert_eq!(identity::granted(&reading, now).unwrap(), []);
}

#[test]
fn reporter_is_told_first_or_it_is_said_why_not() {
    let (mut world, number, _) = a_named_world();
    let told = Telling::Told(term::local_day(world.now));
    let refused = world.ask(&number, told.clone()).unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::NotTold)));
    let refused = world
        .ask(&number, Telling::Withheld("  ".to_owned()))
        .unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::NoReason)));
    // Any other message is no notice.
    world.acknowledge(&number).unwrap();
    let values = [
        (Field::Body, Value::Text("de onderzoeker".to_owned())),
        (
            Field::Reason,
            Value::Text("de rechter wil dit weten".to_owned()),
        ),
        (Field::DisclosedOn, Value::Day(term::local_day(world.now))),
    ];
    let kind = TemplateKind::Disclosure;
    let (vault, now) = (&mut world.vault, world.now);
    case::draft_from(vault, &number, kind, &values, now, &mut world.rng).unwrap();
    case::send(vault, &number, Some(kind), now, &mut world.rng).unwrap();
    // It waits for a batch: nobody was told yet.
    assert_eq!(world.standing(&number).told, None);
    let refused = world.ask(&number, told.clone()).unwrap_err();
    assert!(matches!(refused.of_plan(), Some(IdentityError::NotTold)));
    world.pass(support::DAY);
    world.export();
    assert_eq!(told, Telling::Told(world.standing(&number).told.unwrap()));
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
