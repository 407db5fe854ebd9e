//! What is played: acts of people, access, keys and cases, each killed at its writes.

use std::collections::BTreeSet;

use bellrope_casework::hearing::RecordForm;
use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Channel, ContactKind, IdentityLevel, Lang, Outcome};
use bellrope_desk::backup;
use bellrope_desk::case::access::{self, AssignAnyway, Interest};
use bellrope_desk::case::{self, Judgement, LinkKind, NewEntry, Spoken};
use bellrope_desk::configuration::{self, Part};
use bellrope_desk::identity::{self, OpenName, Telling};
use bellrope_desk::person::{self, Absence, Leaving, NewPerson, Role, RoleChange};
use bellrope_desk::proposal::{self, Plan, Proposed, State};
use bellrope_desk::recovery::{self, MakeShares, RecoveryError};
use bellrope_desk::retention::{self, Deletion};
use bellrope_desk::vault::VaultError;
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::time::Day;
use bellrope_shares::Share;

use super::play::{Play, Player, another, patiently, survive};
use super::*;
use support::{DAY, hers, his, passphrase};

const FEMKE: &str = "Femke de Wit";
const BRAM: &str = "Bram Kuiper";
const ELS: &str = "Els Vos";

macro_rules! plays {
    ($($name:ident: $prepare:expr, [$($act:expr),+ $(,)?];)+) => {$(
        #[test]
        fn $name() {
            survive(&Play {
                test: concat!("plays::", stringify!($name)),
                prepare: $prepare,
                acts: &[$($act),+],
                may_be_said_only: stringify!($name) == "shares_survive",
            });
        }
    )+};
}

plays! {
    proposals_survive: a_team, [
        |it| propose(it, Role::Coordinator),
        withdraw,
        |it| propose(it, Role::Analyst),
        refuse,
        |it| propose(it, Role::Coordinator),
        approve,
        agree,
        assess,
        propose_closing,
        approve,
    ];
    access_survives: a_team, [
        |it| assign(it, BRAM),
        unassign,
        take_out,
        let_in,
        note_units,
        assign_anyway,
        lose_interest,
    ];
    first_of_a_team_survives: alone, [add];
    joining_survives: a_team, [join];
    leaving_survives: a_team, [leave_els];
    changing_a_passphrase_survives: a_team, [change_passphrase];
    details_of_people_survive: a_team, [
        be_away,
        come_back,
        accept_statement,
        alias,
        promise,
    ];
    retention_survives: an_ended_case, [
        |it| hold(it, true),
        |it| hold(it, false),
        delete,
    ];
    shares_survive: with_shares, [drill, make_shares];
    recovering_survives: with_shares, [|it| recover(it, FEMKE)];
    recovering_for_somebody_new_survives: with_shares, [|it| recover(it, "Gijs")];
    names_survive: a_team, [
        keep_name,
        ask_for_name,
        approve_opening,
        open_name,
    ];
    dossiers_survive: two_cases, [
        link,
        unlink,
        enter,
        merge,
        split,
        spam,
    ];
    restoring_survives: with_a_backup, [restore];
    restoring_with_shares_survives: with_a_backup, [restore_with_shares];
}

/// Femke founded the desk; Bram and Els handle cases; a report has come, with a name in it.
fn a_team() -> World {
    let mut world = World::new();
    world.add(BRAM, Role::Caseworker, &his());
    world.add(ELS, Role::Caseworker, &hers());
    let reporter = world.reporter();
    let mut content = reporter.report(STORY, &mut world.rng);
    let LetterBody::Report(report) = &mut content.body else {
        panic!("no report");
    };
    report.name = Some("Joris Goedbloed".to_owned());
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    // Both read it.
    for words in [his(), passphrase()] {
        world = world.sit_down(&words);
        world.declare_all();
    }
    world
}

fn alone() -> World {
    support::a_reported_world().0
}

fn two_cases() -> World {
    let mut world = a_team();
    world.receive_report();
    world.import();
    world
}

/// A case whose term is over.
fn an_ended_case() -> World {
    let mut world = a_team();
    let number = world.only_case();
    world.go(&number, &[Status::Withdrawn]);
    let judged = [Judgement::Outcome(Outcome::Spam)];
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    case::classify(vault, &number, &judged, Some(&why()), now, rng).unwrap();
    world.pass(DAY);
    world.export();
    world.pass(40 * DAY);
    world
}

/// Shares were made, and each is on its card.
fn with_shares() -> World {
    let mut world = a_team();
    let witness = world.vault.witness(&his()).unwrap();
    let plan = MakeShares { need: 2, of: 3 };
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let made = proposal::together(vault, &plan, "Omdat.", &witness, now, rng).unwrap();
    let cards: Vec<String> = made
        .shares()
        .iter()
        .map(|it| it.groups().concat())
        .collect();
    fs::write(world.path("cards"), cards.join("\n")).unwrap();
    world
}

fn with_a_backup() -> World {
    let mut world = with_shares();
    world.backup("kopie.age");
    world
}

fn why() -> Reason {
    Reason::parse("Dat bleek.").unwrap()
}

fn cards(it: &Player) -> Vec<Share> {
    let text = fs::read_to_string(it.path("cards")).unwrap();
    text.lines()
        .take(2)
        .map(|line| Share::parse(line).unwrap())
        .collect()
}

fn roles_of_els(it: &mut Player, role: Role) -> RoleChange {
    RoleChange {
        person: it.person(ELS),
        roles: BTreeSet::from([Role::Caseworker, role]),
    }
}

fn propose(it: &mut Player, role: Role) {
    let plan = roles_of_els(it, role);
    put_forward(it, &plan);
}

fn put_forward<P: Plan>(it: &mut Player, plan: &P) {
    let (vault, now, rng) = it.at();
    let proposed = proposal::propose(vault, plan, "Omdat.", now, rng).unwrap();
    assert!(matches!(proposed, Proposed::Waits(_)));
}

fn waiting(it: &mut Player) -> proposal::ProposalId {
    let (vault, now, _) = it.at();
    let all = proposal::all(&vault.read().unwrap(), now).unwrap();
    let waits = |it: &&proposal::Proposal| it.state == State::Waiting;
    all.iter().find(waits).unwrap().id
}

fn withdraw(it: &mut Player) {
    let id = waiting(it);
    let (vault, now, rng) = it.at();
    proposal::withdraw(vault, id, now, rng).unwrap();
}

fn refuse(it: &mut Player) {
    let id = waiting(it);
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::refuse(vault, id, "Nog niet.", Some(&second), now, rng).unwrap();
}

fn approve(it: &mut Player) {
    let id = waiting(it);
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::approve_any(vault, id, Some(&second), now, rng).unwrap();
}

/// Two who sit beside each other do it at once.
fn agree(it: &mut Player) {
    let plan = roles_of_els(it, Role::Custodian);
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::together(vault, &plan, "Omdat.", &second, now, rng).unwrap();
}

fn move_to(it: &mut Player, status: Status) -> case::Moving {
    let number = it.case(0);
    let (vault, now, rng) = it.at();
    case::move_to(vault, &number, status, Some(&why()), now, rng).unwrap()
}

fn assess(it: &mut Player) {
    assert!(matches!(
        move_to(it, Status::Assessing),
        case::Moving::Done(_)
    ));
}

fn propose_closing(it: &mut Player) {
    assert!(matches!(
        move_to(it, Status::Concluded),
        case::Moving::Waits(_)
    ));
}

fn assign(it: &mut Player, name: &str) {
    let (number, whom) = (it.case(0), it.person(name));
    let (vault, now, rng) = it.at();
    access::assign(vault, &number, whom, now, rng).unwrap();
}

fn unassign(it: &mut Player) {
    let (number, whom) = (it.case(0), it.person(BRAM));
    let (vault, now, rng) = it.at();
    access::unassign(vault, &number, whom, now, rng).unwrap();
}

fn take_out(it: &mut Player) {
    let (number, whom) = (it.case(0), it.person(BRAM));
    let (vault, now, rng) = it.at();
    access::take_out(vault, &number, whom, now, rng).unwrap();
}

fn let_in(it: &mut Player) {
    let (number, whom) = (it.case(0), it.person(BRAM));
    let (vault, now, rng) = it.at();
    access::let_in(vault, &number, whom, now, rng).unwrap();
}

/// Both the case and Els are of one unit.
fn note_units(it: &mut Player) {
    let number = it.case(0);
    let (vault, now, rng) = it.at();
    let units = BTreeSet::from(["Kazerne/Magazijn".to_owned()]);
    access::note_units(vault, &number, units, now, rng).unwrap();
}

fn assign_anyway(it: &mut Player) {
    let plan = AssignAnyway {
        number: it.case(0),
        to: it.person(ELS),
    };
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::together(vault, &plan, "Niemand anders.", &second, now, rng).unwrap();
}

fn lose_interest(it: &mut Player) {
    let number = it.case(0);
    it.sit_down(&his());
    let (vault, now, rng) = it.at();
    access::declare(vault, &number, Interest::Own, now, rng).unwrap();
}

fn add(it: &mut Player) {
    let (vault, now, rng) = it.at();
    let new = NewPerson {
        name: BRAM,
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &his(),
    };
    person::add(vault, &new, now, rng).unwrap();
}

fn join(it: &mut Player) {
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    let new = NewPerson {
        name: "Gijs Prins",
        roles: BTreeSet::from([Role::Caseworker, Role::Analyst]),
        passphrase: &another(),
    };
    let joined = person::join(vault, &new, "Nieuw.", Some(&second), now, rng).unwrap();
    assert!(joined.is_some());
}

fn leave_els(it: &mut Player) {
    let plan = Leaving {
        person: it.person(ELS),
    };
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::together(vault, &plan, "Andere baan.", &second, now, rng).unwrap();
}

fn change_passphrase(it: &mut Player) {
    let (vault, now, rng) = it.at();
    person::change_passphrase(vault, &another(), now, rng).unwrap();
}

fn be_away(it: &mut Player) {
    let (who, deputy) = (it.person(ELS), it.person(BRAM));
    let (vault, now, rng) = it.at();
    let absence = Absence {
        from: Day::of(now),
        until: Day::of(now + 10 * DAY),
        deputy: Some(deputy),
    };
    person::set_absence(vault, who, absence, now, rng).unwrap();
}

fn come_back(it: &mut Player) {
    let who = it.person(ELS);
    let (vault, now, rng) = it.at();
    person::end_absence(vault, who, Day::of(now), now, rng).unwrap();
}

fn accept_statement(it: &mut Player) {
    let (vault, now, rng) = it.at();
    person::accept_statement(vault, now, rng).unwrap();
}

fn alias(it: &mut Player) {
    let who = it.person(ELS);
    let (vault, now, rng) = it.at();
    let names = BTreeSet::from(["Vosje".to_owned()]);
    person::set_aliases(vault, who, names, now, rng).unwrap();
}

fn promise(it: &mut Player) {
    let (vault, now, rng) = it.at();
    configuration::configure(
        vault,
        Part::Promises,
        "acknowledge = { working-days = 2 }\n",
        now,
        rng,
    )
    .unwrap();
}

fn hold(it: &mut Player, sets: bool) {
    let number = it.case(0);
    let (vault, now, rng) = it.at();
    if sets {
        retention::set_hold(vault, &number, "Er loopt een rechtszaak.", now, rng).unwrap();
    } else {
        retention::lift_hold(vault, &number, "Die is voorbij.", now, rng).unwrap();
    }
}

fn delete(it: &mut Player) {
    let plan = Deletion { number: it.case(0) };
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    proposal::together(vault, &plan, "De termijn is voorbij.", &second, now, rng).unwrap();
}

fn drill(it: &mut Player) {
    let cards = cards(it);
    let (vault, now, rng) = it.at();
    recovery::drill(vault, &cards, now, rng).unwrap();
}

fn make_shares(it: &mut Player) {
    let (vault, now, rng) = it.at();
    let second = vault.witness(&his()).unwrap();
    let plan = MakeShares { need: 3, of: 5 };
    proposal::together(vault, &plan, "Een kaart is weg.", &second, now, rng).unwrap();
}

fn recover(it: &mut Player, name: &str) {
    let (vault, cards) = (it.path("vault"), cards(it));
    let recover = || recovery::recover(&vault, &cards, name, &another(), it.now, &mut it.rng);
    let is_busy = |err: &RecoveryError| matches!(err, RecoveryError::Vault(VaultError::Busy));
    assert_eq!(patiently(recover, is_busy).unwrap().cases, 1);
}

fn keep_name(it: &mut Player) {
    let number = it.case(0);
    let (vault, now, rng) = it.at();
    identity::keep(vault, &number, "Marie Bonte", now, rng).unwrap();
}

fn ask_for_name(it: &mut Player) {
    it.sit_down(&his());
    let plan = OpenName {
        number: it.case(0),
        telling: Telling::Withheld("Het onderzoek loopt nog.".to_owned()),
    };
    put_forward(it, &plan);
}

/// The custodian opens the vault herself.
fn approve_opening(it: &mut Player) {
    it.sit_down(&passphrase());
    let id = waiting(it);
    let (vault, now, rng) = it.at();
    proposal::approve_any(vault, id, None, now, rng).unwrap();
}

fn open_name(it: &mut Player) {
    it.sit_down(&his());
    let number = it.case(0);
    let (vault, now, rng) = it.at();
    assert_eq!(
        identity::open(vault, &number, now, rng).unwrap(),
        "Marie Bonte"
    );
}

fn link(it: &mut Player) {
    let (one, other) = (it.case(0), it.case(1));
    let (vault, now, rng) = it.at();
    case::link(
        vault,
        &one,
        &other,
        LinkKind::SameIncident,
        &why(),
        now,
        rng,
    )
    .unwrap();
}

fn unlink(it: &mut Player) {
    let (one, other) = (it.case(0), it.case(1));
    let (vault, now, rng) = it.at();
    case::unlink(
        vault,
        &one,
        &other,
        LinkKind::SameIncident,
        &why(),
        now,
        rng,
    )
    .unwrap();
}

fn enter(it: &mut Player) {
    let (vault, now, rng) = it.at();
    let entry = NewEntry {
        came: Channel::Phone,
        received: Day::of(now - DAY),
        lang: Lang::Dutch,
        kind: ContactKind::Report,
        identity: IdentityLevel::Anonymous,
        text: "De tankpassen zijn zoek.",
        spoken: Some(Spoken {
            form: RecordForm::Minutes,
            consent: None,
        }),
        with_code: true,
        of: None,
    };
    case::enter(vault, &entry, now, rng).unwrap();
}

fn merge(it: &mut Player) {
    let (one, other) = (it.case(0), it.case(1));
    let (vault, now, rng) = it.at();
    case::merge(vault, &one, &other, &why(), now, rng).unwrap();
}

fn split(it: &mut Player) {
    let number = it.case(1);
    let (vault, now, rng) = it.at();
    case::split(vault, &number, &[1], &why(), now, rng).unwrap();
}

fn spam(it: &mut Player) {
    let numbers = [it.case(2)];
    let (vault, now, rng) = it.at();
    case::mark_spam(vault, &numbers, now, rng).unwrap();
}

fn restore(it: &mut Player) {
    let (new, archive) = (it.path("new"), it.path("kopie.age"));
    backup::restore(&archive, &new, &passphrase(), it.now, &mut it.rng).unwrap();
}

fn restore_with_shares(it: &mut Player) {
    let (new, archive, cards) = (it.path("new"), it.path("kopie.age"), cards(it));
    backup::restore_with_shares(&archive, &new, &cards, it.now, &mut it.rng).unwrap();
}
