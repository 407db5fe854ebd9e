//! The practice vault: the same for the same seed, like a real one inside, and never one outside.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod figures;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use bellrope_bundle::UnverifiedBundle;
use bellrope_casework::status::{Eyes, is_allowed};
use bellrope_casework::vocabulary::{Category, Word as _};
use bellrope_desk::case;
use bellrope_desk::case::access::{self, Interest};
use bellrope_desk::export::{self, ExportError};
use bellrope_desk::founding::{self, FoundError};
use bellrope_desk::import::{self, ImportError, Outcome};
use bellrope_desk::practice::{self, Colleague, Count, Plan, Practice, PracticeError};
use bellrope_desk::proposal::{self, State};
use bellrope_desk::screen::{Desktop, Request, Response, Settings};
use bellrope_desk::term::{self, TermKind};
use bellrope_desk::terms::{self, Kept};
use bellrope_desk::text::Lang;
use bellrope_desk::vault::{Passphrase, Vault};
use bellrope_trail::Act;
use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};
use rand_core::UnwrapErr;
use tempfile::TempDir;
use zeroize::Zeroizing;

use support::practice::{acts, everything, verified_trail};
use support::{World, a_reported_world, charter, cheap, contains, every_file, passphrase};

/// Monday 2026-11-23, 18:00 UTC.
const UNTIL: u64 = 1_795_456_800;

const CASES: u32 = 40;
const LETTERS: u32 = 160;

fn plan(seed: u64) -> Plan {
    Plan {
        seed,
        cases: CASES,
        letters: LETTERS,
        days: 75,
        until: UNTIL,
        cost: cheap(),
    }
}

fn make(folder: &Path, seed: u64) -> Practice {
    practice::make(&folder.join(format!("vault-{seed}")), &plan(seed)).unwrap()
}

/// What the tests look at: made once, and copied for each.
struct Made {
    folder: TempDir,
    team: Vec<Colleague>,
    count: Count,
}

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let Practice { team, count, .. } = make(folder.path(), 1);
        Made {
            folder,
            team,
            count,
        }
    })
}

/// A copy of the vault, open for somebody of the team.
fn a_copy(folder: &TempDir, person: usize) -> Vault {
    let place = folder.path().join("vault");
    support::copy_folder(&made().folder.path().join("vault-1"), &place);
    declared(Vault::open(&place, &passphrase_of(&made().team[person])).unwrap())
}

/// The vault once whoever sits there has declared to have no interest in any case.
fn declared(mut vault: Vault) -> Vault {
    let rng = &mut StdRng::seed_from_u64(1);
    let me = vault.me().unwrap();
    let all = access::all(&vault.read().unwrap()).unwrap();
    for case in all.iter().filter(|it| it.readers.contains(&me)) {
        access::declare(&mut vault, &case.number, Interest::None, UNTIL, rng).unwrap();
    }
    vault
}

fn passphrase_of(colleague: &Colleague) -> Passphrase {
    Passphrase::new(Zeroizing::new(colleague.passphrase.clone()))
}

#[test]
fn the_same_seed_makes_the_same_year_and_another_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = a_copy(&folder, 0);
    let again = practice::make(&folder.path().join("again"), &plan(1)).unwrap();
    let other = make(folder.path(), 2);
    assert_eq!(made().count, again.count);
    assert_eq!(everything(&first), everything(&declared(again.vault)));
    assert_ne!(everything(&first), everything(&declared(other.vault)));
    for count in [again.count, other.count] {
        assert_eq!((count.cases, count.letters), (CASES, LETTERS));
        assert!(count.acts > CASES, "{count:?}");
        assert!(count.unverified > 0);
    }
}

#[test]
fn the_year_looks_like_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = a_copy(&folder, 0);
    let summaries = case::summaries(&vault).unwrap();
    let mut statuses: BTreeMap<String, u32> = BTreeMap::new();
    let mut days = BTreeMap::new();
    for summary in &summaries {
        let code = summary.status.as_str().to_owned();
        *statuses.entry(code).or_default() += 1;
        *days.entry(summary.received).or_insert(0) += 1;
    }
    assert_eq!(summaries.len() + deleted(&mut vault), CASES as usize);
    assert!(statuses.len() >= 5, "{statuses:?}");
    assert!(days.len() >= 15, "{days:?}");
    // Longest first: from one line to pages.
    let text = everything(&vault);
    let longest = text.iter().map(String::len).max().unwrap();
    assert!(longest > 1_500, "{longest}");
    // Some wait, some were sent, and most letters were acknowledged in time.
    let waiting = bellrope_desk::reply_batch::waiting(&vault).unwrap();
    assert!(waiting < 50, "{waiting}");
}

fn deleted(vault: &mut Vault) -> usize {
    let acts = acts(&verified_trail(vault, UNTIL));
    acts.iter().filter(|it| **it == Act::CaseDeleted).count()
}

/// Half a year in which enough happens for what happens seldom.
#[test]
fn half_a_year_is_one_of_a_desk_that_works_well() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        cases: 120,
        letters: 120,
        days: 150,
        ..plan(3)
    };
    let mut vault = practice::make(&folder.path().join("vault"), &plan)
        .unwrap()
        .vault;
    keeps_most_of_what_it_promises(&vault);
    deletes_spam_by_two(&mut vault, plan.cases as usize);
    let acts = acts(&verified_trail(&mut vault, UNTIL));
    for act in [
        Act::Assigned,
        Act::SharingChecked,
        Act::HandedOver,
        Act::TaskDone,
    ] {
        assert!(acts.contains(&act), "{act:?}");
    }
}

fn keeps_most_of_what_it_promises(vault: &Vault) {
    let first = term::local_day(UNTIL - 151 * 86_400);
    let kept = terms::kept(vault, first, term::local_day(UNTIL), UNTIL).unwrap();
    for (kind, least) in [
        (TermKind::Acknowledgement, 80),
        (TermKind::Feedback, 25),
        (TermKind::Aftercare, 20),
        (TermKind::Task, 10),
    ] {
        let Kept {
            in_time,
            late,
            overdue,
        } = kept[&kind];
        assert!(in_time >= least, "{kind}: {kept:?}");
        assert!((late + overdue) * 4 <= in_time, "{kind}: {kept:?}");
        assert!(overdue * 10 <= in_time, "{kind}: {kept:?}");
    }
    let late: usize = kept.values().map(|kept| kept.late).sum();
    assert!(late > 0, "{kept:?}");
}

/// Closed by two, kept for its month, deleted by two.
fn deletes_spam_by_two(vault: &mut Vault, cases: usize) {
    let deleted = deleted(vault);
    assert!(deleted > 0);
    assert_eq!(case::summaries(vault).unwrap().len() + deleted, cases);
    let gone = proposal::all(&vault.read().unwrap(), UNTIL).unwrap();
    let gone = gone.into_iter().filter(|it| it.kind == "case-deleted");
    let done = gone.filter(|it| {
        matches!(
            it.state,
            State::Done {
                second: Some(_),
                ..
            }
        )
    });
    assert_eq!(done.count(), deleted);
}

/// The bundle is verified as any other: signatures, logs, notes, hashes, seals.
#[test]
fn an_exercise_is_imported_as_a_bundle_of_any_day() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        cases: 14,
        letters: 20,
        days: 40,
        ..plan(4)
    };
    let Practice {
        mut vault,
        exercise,
        ..
    } = practice::make(&folder.path().join("vault"), &plan).unwrap();
    let file = folder.path().join("exercise.bundle");
    let letters = exercise.write(&vault, &file).unwrap();
    let before = case::summaries(&vault).unwrap().len();
    let rng = &mut StdRng::seed_from_u64(1);
    let bundle = UnverifiedBundle::open(&file).unwrap();
    let imported = import::import(&mut vault, &bundle, UNTIL + 3600, rng, |_| ()).unwrap();
    let Outcome::Imported(summary) = imported else {
        panic!("{imported:?}");
    };
    assert_eq!(summary.new_cases.len(), 6);
    assert_eq!((summary.raw, summary.unverified), (1, 1));
    // Reports, three that write again, one that withdraws.
    assert_eq!(summary.letters, 10);
    assert_eq!(letters as u64, summary.letters + summary.raw + 1);
    assert_eq!(summary.covers, 16 - letters as u64);
    assert!(summary.blocks > 0 && summary.unopened == 0);
    assert_eq!(case::summaries(&vault).unwrap().len(), before + 7);
    // It is read, assigned and answered as any other.
    let (number, _) = &summary.new_cases[0];
    access::declare(&mut vault, number, Interest::None, UNTIL + 7200, rng).unwrap();
    let reply = case::Reply {
        number,
        text: "Dank u wel.",
    };
    case::reply(&mut vault, reply, UNTIL + 7200, rng).unwrap();
    let again = import::import(&mut vault, &bundle, UNTIL + 9000, rng, |_| ()).unwrap();
    assert!(matches!(again, Outcome::NothingNew));

    let (mut world, _) = a_reported_world();
    let refused = world.try_import(&file);
    assert!(matches!(refused, Err(ImportError::PracticeBundle)));
}

#[test]
fn every_case_of_the_year_went_an_allowed_way() {
    let folder = tempfile::tempdir().unwrap();
    let vault = a_copy(&folder, 0);
    let (mut moves, mut judged, mut with_two) = (0, 0, 0);
    for summary in case::summaries(&vault).unwrap() {
        let view = case::show(&vault, &summary.number).unwrap();
        for pair in view.history.windows(2) {
            let (from, to) = (pair[0].status, pair[1].status);
            assert!(is_allowed(from, to), "{from} to {to}");
            assert!(pair[0].day <= pair[1].day);
            moves += 1;
            with_two += usize::from(matches!(pair[1].eyes, Eyes::Two(_)));
            assert!(!matches!(pair[1].eyes, Eyes::Alone), "there is a team");
        }
        assert_eq!(view.history.last().unwrap().status, summary.status);
        // Who judges a category judges the main one with it: there is exactly one.
        let categories = view.classification.categories.last();
        if let Some(set) = categories.filter(|it| it.by.is_some()) {
            judged += 1;
            assert_eq!(summary.category, Some(set.what.main()));
            let is_main = |category: &Category| *category == set.what.main();
            assert_eq!(set.what.iter().filter(is_main).count(), 1);
        }
        // Terms hang together: no feedback before receipt, none due before it.
        assert!(summary.feedback_by > summary.received);
        if let (Some(day), false) = (view.acknowledged, summary.is_raw) {
            assert!(day >= summary.received);
            assert_eq!(summary.acknowledge_by, None);
        }
    }
    assert!(moves > 40 && judged > 20, "{moves} {judged}");
    assert!(with_two > 5, "{with_two}");
}

#[test]
fn every_one_of_the_team_gets_in_and_reads() {
    let folder = tempfile::tempdir().unwrap();
    let vault = a_copy(&folder, 0);
    let place = vault.folder().to_owned();
    let number = case::summaries(&vault).unwrap()[0].number.clone();
    drop(vault);
    for colleague in &made().team {
        let vault = declared(Vault::open(&place, &passphrase_of(colleague)).unwrap());
        assert!(practice::is_practice(&vault.read().unwrap()).unwrap());
        let reads = colleague.roles.iter().any(|role| role.triages());
        assert_eq!(
            case::show(&vault, &number).is_ok(),
            reads,
            "{}",
            colleague.name
        );
    }
}

#[test]
fn the_trail_of_the_year_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = a_copy(&folder, 0);
    let verified = verified_trail(&mut vault, UNTIL);
    let mut pairs = verified.entries().windows(2);
    assert!(pairs.all(|pair| pair[0].entry.at <= pair[1].entry.at));
    let count = |act: Act| {
        let entries = verified.entries().iter();
        entries.filter(|it| it.entry.act == act).count()
    };
    assert_eq!(count(Act::CaseOpened), CASES as usize);
    // Raw letters are cases, and filed in none.
    let raw = CASES as usize / 40;
    assert_eq!(count(Act::LetterFiled), LETTERS as usize - raw);
    assert!(count(Act::ReplySent) > CASES as usize);
    let mut actors: Vec<String> = verified
        .entries()
        .iter()
        .filter(|it| it.entry.act == Act::ReplySent)
        .map(|it| format!("{:?}", it.entry.by))
        .collect();
    actors.sort();
    actors.dedup();
    assert!(actors.len() >= 5, "{actors:?}");
}

#[test]
fn a_practice_vault_refuses_a_real_bundle_and_a_real_one_that_of_practice() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = a_copy(&folder, 0);
    let (mut world, _) = a_reported_world();
    let real = world.bundle();
    let rng = &mut StdRng::seed_from_u64(1);
    let before = everything(&vault);
    let bundle = UnverifiedBundle::open(&real).unwrap();
    let refused = import::import(&mut vault, &bundle, UNTIL, rng, |_| ());
    assert!(matches!(refused, Err(ImportError::RealBundle)));
    assert_eq!(everything(&vault), before);

    // The same bundle under the name of a practice desk.
    let theirs = world.path("practice.bundle");
    let desk = practice::DESK.parse().unwrap();
    bellrope_bundle::write(&theirs, desk, |writer| {
        bundle
            .members()
            .try_for_each(|it| writer.add(it, &bundle.read(it).unwrap().unwrap()))
    })
    .unwrap();
    let refused = world.try_import(&theirs);
    assert!(matches!(refused, Err(ImportError::PracticeBundle)));
    // Nor does its name let it into a practice vault: the signatures are of another desk.
    let bundle = UnverifiedBundle::open(&theirs).unwrap();
    let refused = import::import(&mut vault, &bundle, UNTIL, rng, |_| ());
    assert!(refused.is_err());
    assert_eq!(everything(&vault), before);
}

#[test]
fn nothing_leaves_a_practice_vault_for_a_relay() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = a_copy(&folder, 0);
    let to = folder.path().join("out.bundle");
    let rng = &mut StdRng::seed_from_u64(1);
    let refused = export::export(&mut vault, &to, UNTIL, rng);
    assert!(matches!(refused, Err(ExportError::Practice)));
    assert!(!to.exists());
}

#[test]
fn no_real_desk_is_founded_under_a_name_of_practice() {
    let world = World::new();
    let rng = &mut StdRng::seed_from_u64(1);
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("vault");
    let by_desk = founding::Charter {
        desk: practice::DESK.parse().unwrap(),
        ..charter(world.relay.public())
    };
    let mut relay = world.relay.public();
    relay.host = practice::HOST.parse().unwrap();
    for charter in [by_desk, charter(relay)] {
        let refused = founding::found(&place, &passphrase(), cheap(), &charter, UNTIL, rng);
        assert!(matches!(refused, Err(FoundError::Practice)));
        assert!(!place.exists());
    }
    assert!(!practice::is_practice(&world.vault.read().unwrap()).unwrap());
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (cases, letters) in [(0, 0), (10, 9), (1, 2_000_000)] {
        let plan = Plan {
            cases,
            letters,
            ..plan(1)
        };
        let refused = practice::make(&folder.path().join("vault"), &plan);
        assert!(matches!(refused, Err(PracticeError::Plan { .. })));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_page_says_that_it_is_practice() {
    let folder = tempfile::tempdir().unwrap();
    let vault = a_copy(&folder, 0);
    let place = vault.folder().to_owned();
    let words = made().team[1].passphrase.clone();
    drop(vault);
    let mut desktop = Desktop::new(Settings {
        folder: place,
        lang: Lang::English,
        lock_after: None,
        dialogs: false,
        rng: || Box::new(UnwrapErr(SysRng)),
    });
    let page = |response: &Response| String::from_utf8(response.body().to_vec()).unwrap();
    let locked = page(&desktop.answer(&Request::get("/unlock"), UNTIL));
    let token = locked.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let form = format!("token={token}&passphrase={}", words.replace(' ', "+"));
    let kind = "application/x-www-form-urlencoded";
    let unlock = Request::read("POST", "/unlock", kind, form.as_bytes()).unwrap();
    let answer = desktop.answer(&unlock, UNTIL);
    assert_eq!(answer.header("Location"), Some("/"));
    for path in [
        "/", "/import", "/export", "/backup", "/outbox", "/keys", "/nowhere",
    ] {
        let shown = page(&desktop.answer(&Request::get(path), UNTIL));
        assert!(
            shown.contains("PRACTICE VAULT: nothing in here is real"),
            "{path}"
        );
    }
}

#[test]
fn even_a_practice_vault_shows_nothing_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let vault = a_copy(&folder, 0);
    let text = everything(&vault).join("\n");
    assert!(contains(text.as_bytes(), b"Wij hebben"));
    for file in every_file(vault.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!contains(&bytes, b"Wij hebben"), "{}", file.display());
    }
}
