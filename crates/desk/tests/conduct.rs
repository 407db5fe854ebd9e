//! What is asked of people: a statement that holds before they read, an entry that they read, a ground
//! for what leaves the vault; and after how long it locks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::case::{self, CaseNumber, NoteError, ShowError};
use bellrope_desk::configuration::{self, ConfigureError, LOCK_MINUTES};
use bellrope_desk::errand::{self, Errand, Ground, Recipient};
use bellrope_desk::person::{self, Role};
use bellrope_desk::right::RightError;
use bellrope_desk::screen::{Desktop, Request, Settings};
use bellrope_desk::search::{Index, SearchError};
use bellrope_desk::text::Lang;
use bellrope_desk::trail;
use bellrope_desk::vault::VaultError;
use bellrope_trail::{Act, Key, Recorded};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

use support::sitting::Sitting;
use support::{DAY, STORY, WORDS, World, a_reported_world, his};

const YEAR: u64 = 367 * DAY;

impl World {
    fn read(&mut self, number: &CaseNumber) -> Result<(), ShowError> {
        case::note_read(&mut self.vault, number, self.now, &mut self.rng)
    }

    fn heed(&mut self) {
        person::heed_statement(&mut self.vault, self.now).unwrap();
    }

    fn of_act(&mut self, act: Act) -> Vec<Recorded> {
        let entries = self.entries();
        entries
            .into_iter()
            .filter(|it| it.entry.act == act)
            .collect()
    }
}

#[test]
fn whose_statement_ran_out_reads_nothing_until_they_accept_it() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.heed();
    assert!(case::show(&world.vault, &number).is_ok());
    world.pass(YEAR);
    world.heed();
    assert!(matches!(
        case::show(&world.vault, &number),
        Err(ShowError::Vault(VaultError::Statement { .. }))
    ));
    assert!(matches!(
        world.read(&number),
        Err(ShowError::Vault(VaultError::Statement { .. }))
    ));
    let found = Index::new().search(&world.vault, "sleutels");
    assert!(matches!(
        found,
        Err(SearchError::Vault(VaultError::Statement { .. }))
    ));
    let (vault, now) = (&mut world.vault, world.now);
    let noted = case::add_note(vault, &number, "Gebeld.", now, &mut world.rng);
    assert!(matches!(
        noted,
        Err(NoteError::Vault(VaultError::Statement { .. }))
    ));
    // The list is no content.
    assert_eq!(case::summaries(&world.vault).unwrap().len(), 1);
    assert_eq!(world.of_act(Act::CaseRead).len(), 0);
    person::accept_statement(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert!(case::show(&world.vault, &number).is_ok());
    world.read(&number).unwrap();
}

#[test]
fn act_is_refused_even_where_nobody_heeded_the_day() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.pass(YEAR);
    let (vault, now) = (&mut world.vault, world.now);
    let noted = case::add_note(vault, &number, "Gebeld.", now, &mut world.rng);
    assert!(matches!(
        noted,
        Err(NoteError::Vault(VaultError::Statement { .. }))
    ));
}

#[test]
fn reading_is_entered_once_for_each_person_case_and_day() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    world.receive_report();
    world.import();
    let all = case::summaries(&world.vault).unwrap();
    let newer = all
        .iter()
        .find(|it| it.number != number)
        .unwrap()
        .number
        .clone();
    assert_eq!(world.of_act(Act::CaseRead).len(), 0, "a list is no reading");
    for _ in 0..3 {
        world.read(&newer).unwrap();
    }
    assert_eq!(world.of_act(Act::CaseRead).len(), 1);
    world.read(&number).unwrap();
    assert_eq!(world.of_act(Act::CaseRead).len(), 2);
    world.pass(DAY);
    world.read(&newer).unwrap();
    assert_eq!(world.of_act(Act::CaseRead).len(), 3);
    let mut world = world.sit_down(&his());
    // Before the declaration nothing is read, and nothing entered.
    assert!(matches!(
        world.read(&newer),
        Err(ShowError::Vault(VaultError::Undeclared { .. }))
    ));
    assert!(matches!(
        world.read(&number),
        Err(ShowError::Vault(VaultError::Closed { .. }))
    ));
    assert_eq!(world.of_act(Act::CaseRead).len(), 3);
    world.declare_all();
    world.read(&newer).unwrap();
    let read = world.of_act(Act::CaseRead);
    assert_eq!(read.len(), 4);
    let who = world.vault.me().unwrap().to_string();
    assert_eq!(read[3].entry.by.to_string(), who);
}

#[test]
fn export_and_print_say_what_for_and_for_whom() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let words = "Op bevel van de rechter-commissaris.";
    let wanted = Errand::new(Ground::Other, Recipient::Police, words).unwrap();
    let (vault, now) = (&mut world.vault, world.now);
    let text = trail::export_for(vault, &wanted, now, &mut world.rng).unwrap();
    assert!(!text.contains("rechter"), "words stay in the vault");
    errand::note_printed(vault, Some(&number), &wanted, 2, now, &mut world.rng).unwrap();
    for act in [Act::TrailExported, Act::Printed] {
        let found = world.of_act(act);
        let entry = &found[0].entry;
        assert_eq!(entry.value(Key::Ground), Some("other"), "{act}");
        assert_eq!(entry.value(Key::To), Some("police"), "{act}");
        assert!(entry.value(Key::Reason).is_some(), "{act}");
    }
    let printed = world.of_act(Act::Printed);
    assert_eq!(printed[0].entry.value(Key::Item), Some("2"));
    assert!(printed[0].entry.case.is_some());
}

#[test]
fn trail_is_exported_by_whoever_has_the_right_to_it() {
    let (mut world, _) = a_reported_world();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let mut world = world.sit_down(&his());
    let wanted = Errand::new(Ground::Audit, Recipient::Auditor, "").unwrap();
    let refused = trail::export_for(&mut world.vault, &wanted, world.now, &mut world.rng);
    assert!(matches!(refused, Err(RightError::Missing { .. })));
}

#[test]
fn minutes_until_it_locks_are_chosen_by_a_coordinator_within_bounds() {
    let (mut world, _) = a_reported_world();
    let minutes =
        |world: &World| configuration::lock_minutes(&world.vault.read().unwrap()).unwrap();
    assert_eq!(minutes(&world), LOCK_MINUTES);
    let set = |world: &mut World, minutes| {
        let (vault, now) = (&mut world.vault, world.now);
        configuration::set_lock_minutes(vault, minutes, now, &mut world.rng)
    };
    for wrong in [0, 481, u16::MAX] {
        let refused = set(&mut world, wrong);
        assert!(
            matches!(refused, Err(ConfigureError::LockMinutes { .. })),
            "{wrong}"
        );
    }
    for right in [1, 480, 5] {
        set(&mut world, right).unwrap();
        assert_eq!(minutes(&world), right);
    }
    let configured = world.of_act(Act::Configured);
    assert_eq!(configured[0].entry.value(Key::What), Some("lock-after"));
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let mut world = world.sit_down(&his());
    assert!(matches!(set(&mut world, 7), Err(ConfigureError::Right(_))));
}

/// A desk on screens that locks when the desk chose.
fn a_desktop(world: World) -> (Desktop, u64, tempfile::TempDir) {
    let folder = world.vault.folder().to_owned();
    drop(world.vault);
    let desktop = Desktop::new(Settings {
        folder,
        lang: Lang::English,
        lock_after: None,
        dialogs: false,
        rng: || Box::new(UnwrapErr(SysRng)),
    });
    (desktop, world.now, world.folder)
}

#[test]
fn screens_lock_after_the_minutes_that_the_desk_chose() {
    let (mut world, _) = a_reported_world();
    let (vault, now) = (&mut world.vault, world.now);
    configuration::set_lock_minutes(vault, 3, now, &mut world.rng).unwrap();
    let (mut desktop, now, _folder) = a_desktop(world);
    let page = desktop.answer(&Request::get("/unlock"), now);
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let body: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("token", token)
        .append_pair("passphrase", WORDS)
        .finish();
    let kind = "application/x-www-form-urlencoded";
    let request = Request::read("POST", "/unlock", kind, body.as_bytes()).unwrap();
    desktop.answer(&request, now);
    assert_eq!(desktop.lock_secs(), 180);
    desktop.tick(now + 179);
    assert_eq!(desktop.locked_since(), None);
    desktop.tick(now + 180);
    assert!(desktop.locked_since().is_some());
}

#[test]
fn settings_choose_the_minutes_and_the_command_line_comes_first() {
    let (world, _) = a_reported_world();
    let mut sitting = Sitting::open(world);
    sitting.get("/settings");
    for wrong in ["", "0", "481", "vijf"] {
        sitting.send("/settings/lock", &[("minutes", wrong)]);
        sitting.shows("id=\"minutes-error\"");
    }
    sitting.send("/settings/lock", &[("minutes", "5")]);
    sitting.shows("locks after 5 minutes");
    // The shell of these tests was told its own time.
    assert_eq!(sitting.desktop.lock_secs(), support::sitting::LOCK_SECS);
}

#[test]
fn screens_lead_to_the_statement_and_back_to_work() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.pass(YEAR);
    let mut sitting = Sitting::open(world);
    for part in ["", "/notes", "/files", "/name", "/trail", "/paper"] {
        sitting.get(&format!("/cases/{number}{part}"));
        sitting.shows("Accept it to go on working");
        assert!(!sitting.page.contains(STORY), "{part}");
    }
    sitting.get(&format!("/triage/{number}"));
    sitting.shows("Accept it to go on working");
    sitting.send("/statement", &[]);
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("<h2>Conversation</h2>");
}

#[test]
fn screens_ask_what_is_printed_and_exported_for() {
    let (world, _) = a_reported_world();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    let path = format!("/cases/{number}/paper");
    sitting.get(&path);
    assert!(
        !sitting.page.contains(STORY),
        "nothing to print before the ground"
    );
    sitting.send(
        &path,
        &[("copy", "x"), ("ground", "other"), ("recipient", "police")],
    );
    for id in ["explain-error", "copy-error"] {
        sitting.shows(&format!("id=\"{id}\""));
    }
    sitting.send(&path, &[]);
    for id in ["ground-error", "recipient-error"] {
        sitting.shows(&format!("id=\"{id}\""));
    }
    let wanted = [
        ("copy", "2"),
        ("ground", "court"),
        ("recipient", "authority"),
    ];
    sitting.send(&path, &wanted);
    sitting.shows("sleutels van het magazijn");
    sitting.get("/terms/paper?of=team");
    sitting.send("/terms/paper", &[("of", "team"), wanted[1], wanted[2]]);
    sitting.shows("Ctrl+P");
    sitting.get(&format!("/cases/{number}/trail"));
    sitting.shows("court");
    sitting.get("/trail");
    let printed = sitting.page.matches("authority").count();
    assert_eq!(printed, 2, "{}", sitting.page);
}
