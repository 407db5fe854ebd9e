//! The screens without a shell: requests in, pages out; the lock, the token, jobs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::screen::Request;
use bellrope_desk::vault::Vault;

use support::sitting::{LOCK_SECS, Sitting};
use support::{START, STORY, WORDS, World, a_reported_world, passphrase};

#[test]
fn unlock_leads_to_what_was_asked_for() {
    let mut sitting = Sitting::at(World::new());
    let response = sitting.ask(&Request::get("/keys?a=b"));
    assert_eq!(
        response.header("Location"),
        Some("/unlock?to=%2Fkeys%3Fa%3Db")
    );
    sitting.get("/keys?a=b");
    sitting.send("/unlock", &[("passphrase", WORDS), ("to", "/keys?a=b")]);
    sitting.shows("<h1>Keys</h1>");
    assert!(
        sitting
            .page
            .contains("<title>Keys · Bellrope desk mid</title>")
    );
}

#[test]
fn unlock_never_leads_elsewhere() {
    for to in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:1",
    ] {
        let mut sitting = Sitting::at(World::new());
        sitting.get("/");
        sitting.send("/unlock", &[("passphrase", WORDS), ("to", to)]);
        assert!(sitting.page.contains("<h1>Inbox</h1>"), "{to}");
    }
}

#[test]
fn unlock_says_that_the_passphrase_is_wrong_beside_the_field() {
    let mut sitting = Sitting::at(World::new());
    sitting.get("/");
    for failures in 1..=2 {
        sitting.send("/unlock", &[("passphrase", "a wrong passphrase of length")]);
        assert_eq!(sitting.status, 422);
        sitting.shows("id=\"passphrase-error\"");
        assert!(sitting.page.contains("id=\"summary\""));
        assert!(!sitting.page.contains("wrong passphrase of length"));
        assert!(sitting.page.contains(&format!("{failures} passphrase")));
    }
}

#[test]
fn unlock_says_that_another_process_has_the_vault() {
    let world = World::new();
    let folder = world.vault.folder().to_owned();
    let mut sitting = Sitting::over(&folder, world.folder, START);
    sitting.get("/");
    sitting.send("/unlock", &[("passphrase", WORDS)]);
    sitting.shows("Another process has this vault open");
    drop(world.vault);
    sitting.send("/unlock", &[("passphrase", WORDS)]);
    assert!(sitting.page.contains("<h1>Inbox</h1>"));
}

#[test]
fn a_form_of_somebody_else_does_nothing() {
    let mut sitting = Sitting::open(World::new());
    let token = sitting.token();
    for wrong in ["", "0123456789abcdef0123456789abcdef", &token[1..]] {
        sitting.send_with("/lock", wrong, &[]);
        assert_eq!(sitting.status, 422);
        assert!(sitting.desktop.locked_since().is_none());
    }
    sitting.send_with("/lock", &token, &[]);
    assert!(sitting.desktop.locked_since().is_some());
    // What was made before the lock is worth nothing after it.
    sitting.send_with("/unlock", &token, &[("passphrase", WORDS)]);
    assert!(sitting.desktop.locked_since().is_some());
}

#[test]
fn lock_frees_the_vault() {
    let world = World::new();
    let folder = world.vault.folder().to_owned();
    let mut sitting = Sitting::open(world);
    assert!(Vault::open(&folder, &passphrase()).is_err(), "it is in use");
    sitting.send("/lock", &[]);
    assert!(sitting.page.contains("The vault is locked"));
    assert!(Vault::open(&folder, &passphrase()).is_ok());
}

#[test]
fn the_vault_locks_when_nobody_asks_for_anything() {
    let mut sitting = Sitting::open(World::new());
    for path in ["/keys", "/awake"] {
        sitting.now += LOCK_SECS - 1;
        let _ = sitting.ask(&Request::get(path));
        assert!(sitting.desktop.locked_since().is_none(), "{path}");
    }
    // What a page asks by itself is no work of a person.
    sitting.now += LOCK_SECS - 1;
    let _ = sitting.ask(&Request::get("/job/state"));
    sitting.now += 1;
    sitting.desktop.tick(sitting.now);
    assert!(sitting.desktop.locked_since().is_some());
    sitting.get("/keys");
    sitting.shows("15 minutes passed without use");
}

#[test]
fn a_clock_that_is_set_back_does_not_lock() {
    let mut sitting = Sitting::open(World::new());
    sitting.now -= 10 * LOCK_SECS;
    sitting.get("/keys");
    assert!(sitting.page.contains("<h1>Keys</h1>"));
}

#[test]
fn inbox_says_of_a_case_its_number_kind_and_age_only() {
    let (world, _) = a_reported_world();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    sitting.now += 3 * 86_400;
    sitting.desktop.tick(sitting.now - 2 * 86_400);
    let mut sitting = reopened(sitting);
    sitting.get("/");
    assert!(sitting.page.contains(number.as_str()));
    sitting.shows("3 days");
    for word in STORY.split(' ').filter(|word| word.len() > 4) {
        assert!(!sitting.page.contains(word), "{word}");
    }
}

/// Unlocks again after time has passed.
fn reopened(mut sitting: Sitting) -> Sitting {
    sitting.get("/");
    sitting.send("/unlock", &[("passphrase", WORDS)]);
    sitting
}

#[test]
fn import_runs_as_a_job_and_tells_what_came() {
    let mut world = World::new();
    world.receive_report();
    let bundle = world.bundle();
    let mut sitting = Sitting::open(world);
    sitting.get("/import");
    sitting.send("/import", &[("file", bundle.to_str().unwrap())]);
    sitting.shows("data-job");
    // Meanwhile every page leads to the job, and nothing can be locked away under it.
    sitting.now += 10 * LOCK_SECS;
    sitting.get("/keys");
    assert!(sitting.page.contains("data-job"));
    sitting.work();
    assert!(
        sitting
            .page
            .contains("The bundle was verified and imported."),
        "{}",
        sitting.page
    );
    sitting.send("/language", &[("lang", "nl"), ("back", "/job")]);
    assert!(
        sitting
            .page
            .contains("De bundel is nagekeken en geïmporteerd.")
    );
    sitting.get("/");
    assert!(sitting.page.contains("Zaken: 1"));
}

#[test]
fn import_refuses_what_is_no_bundle_and_goes_on() {
    let world = World::new();
    let none = world.path("gone.bundle");
    let mut sitting = Sitting::open(world);
    sitting.get("/import");
    sitting.send("/import", &[("file", "")]);
    assert!(sitting.page.contains("id=\"file-error\""));
    sitting.send("/import", &[("file", none.to_str().unwrap())]);
    sitting.work();
    sitting.shows("cannot be used");
    sitting.get("/keys");
    assert!(sitting.page.contains("<h1>Keys</h1>"));
}

#[test]
fn a_job_that_is_dropped_locks_the_desk_and_says_so() {
    let world = World::new();
    let bundle = world.path("gone.bundle");
    let mut sitting = Sitting::open(world);
    sitting.get("/import");
    sitting.send("/import", &[("file", bundle.to_str().unwrap())]);
    drop(sitting.desktop.take_job());
    sitting.get("/");
    sitting.shows("The work broke off");
    assert!(sitting.desktop.locked_since().is_some());
}

#[test]
fn export_and_backup_write_where_they_are_told() {
    let (world, _) = a_reported_world();
    let [backup, export] = ["b.age", "e.tar"].map(|name| world.path(name));
    let mut sitting = Sitting::open(world);
    sitting.get("/export");
    assert!(
        sitting
            .page
            .contains("Letters were imported that no backup has.")
    );
    sitting.get("/backup");
    sitting.send("/backup", &[("file", backup.to_str().unwrap())]);
    sitting.work();
    sitting.shows("Backup written and read back");
    sitting.get("/export");
    sitting.send("/export", &[("file", export.to_str().unwrap())]);
    sitting.work();
    sitting.shows("Confirms all letters below number");
    assert!(backup.is_file() && export.is_file());
    let before = std::fs::read(&export).unwrap();
    sitting.get("/export");
    sitting.send("/export", &[("file", export.to_str().unwrap())]);
    sitting.shows("is there already");
    assert_eq!(std::fs::read(&export).unwrap(), before);
}

#[test]
fn outbox_says_how_full_the_batch_is() {
    let mut world = World::new();
    world.pass(86_400);
    let mut sitting = Sitting::open(world);
    sitting.get("/outbox");
    sitting.shows("0 of 16 places");
    sitting.send("/outbox/make", &[]);
    sitting.shows("2026-11-24: 0 of 16 places used.");
    assert!(sitting.page.contains("24 November 2026"));
}

#[test]
fn every_page_keeps_others_out() {
    let mut sitting = Sitting::open(World::new());
    let paths = [
        "/",
        "/import",
        "/export",
        "/backup",
        "/outbox",
        "/keys",
        "/shortcuts",
        "/nowhere",
        "/asset/desk.css",
        "/asset/desk.js",
        "/asset/print.css?subject=a&label=b&day=c&copy=1",
    ];
    for path in paths {
        let response = sitting.ask(&Request::get(path));
        assert_eq!(response.status() == 404, path == "/nowhere", "{path}");
        let policy = response.header("Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self';"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(response.header("Cache-Control"), Some("no-store"));
        let body = String::from_utf8(response.body().to_vec()).unwrap();
        // What the policy would refuse is not there; nor is anything of somebody else's.
        for banned in [
            " style=",
            " onclick=",
            "<style",
            "<script>",
            "http://",
            "https://",
        ] {
            assert!(!body.contains(banned), "{path}: {banned}");
        }
    }
}

#[test]
fn quit_ends_the_shell() {
    let mut sitting = Sitting::open(World::new());
    sitting.send("/lock", &[]);
    assert!(!sitting.desktop.is_over());
    sitting.send("/quit", &[]);
    assert!(sitting.desktop.is_over());
    assert!(sitting.page.contains("The desk is closed"));
}

#[test]
fn debug_shows_nothing_of_the_desk() {
    let sitting = Sitting::open(World::new());
    assert_eq!(format!("{:?}", sitting.desktop), "Desktop { .. }");
}
