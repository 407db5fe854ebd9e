//! The real desk with a token that is plugged in and out: its plugin is a process that speaks age's
//! plugin protocol.
//!
//! Failure conditions: a vault that opens without the token, or stops opening with it; a refusal that
//! changes something; a PIN that is tried twice, or printed; an act that the trail does not have.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod bench;
mod kill;
mod screen;

use std::fs;

use bench::{Bench, FEMKE, PIN, RUBEN};

#[test]
fn enrolling_takes_both_from_then_on() {
    let bench = Bench::new();
    let before = bench.header();
    let enrolled = bench.enrol(&bench.token).succeeded();
    assert!(enrolled.contains("een token nodig"), "{enrolled}");
    assert_ne!(bench.header(), before);
    let listed = bench
        .desk(&["person", "token", "list"], &[FEMKE])
        .succeeded();
    assert!(listed.contains("age1bellropetest1"), "{listed}");
    assert!(listed.contains("Token: Touch the test token"), "{listed}");
    // Others open it as before, and see that she has one.
    let _ = bench.desk(&["list"], &[RUBEN]).succeeded();
    assert_eq!(bench.acts("token-enrolled"), 1);
    let again = bench.enrol(&bench.token).refused();
    assert!(again.contains("hebt u al"), "{again}");
    assert_eq!(bench.acts("token-enrolled"), 1);
}

#[test]
fn opening_is_refused_for_each_reason_and_nothing_is_lost() {
    let bench = Bench::new();
    let _ = bench.enrol(&bench.token).succeeded();
    let header = bench.header();
    let list = ["list"];

    let no_plugin = bench.without_plugin(&list, &[FEMKE]).refused();
    assert!(no_plugin.contains("age-plugin-bellropetest"), "{no_plugin}");
    bench.token.unplug();
    let skipped = bench.desk(&list, &[FEMKE, "2"]).refused();
    assert!(skipped.contains("geen antwoord"), "{skipped}");
    let not_there = bench.desk(&list, &[FEMKE, "1"]).refused();
    assert!(
        not_there.contains("the test token is not there"),
        "{not_there}"
    );
    let nobody = bench.desk(&list, &[FEMKE]).refused();
    assert!(nobody.contains("geen antwoord"), "{nobody}");
    bench.token.plug_in();
    bench.token.put("refuse", "");
    let untouched = bench.desk(&list, &[FEMKE]).refused();
    assert!(untouched.contains("not touched in time"), "{untouched}");
    bench.token.remove("refuse");
    bench.other.lend_key(&bench.token);
    let wrong = bench.desk(&list, &[FEMKE]).refused();
    assert!(wrong.contains("dit token opent het niet"), "{wrong}");
    bench.token.plug_in();
    let debugged = bench.debugged(&list, &[FEMKE]).refused();
    assert!(debugged.contains("AGEDEBUG"), "{debugged}");
    // The token alone is nothing either.
    let passphrase = bench
        .desk(&list, &["een heel andere wachtzin dan die"])
        .refused();
    assert!(!passphrase.contains("Touch"), "{passphrase}");

    assert_eq!(bench.header(), header);
    let _ = bench.desk(&list, &[FEMKE]).succeeded();
}

#[test]
fn pin_is_asked_once_and_never_printed() {
    let bench = Bench::new();
    bench.token.put("pin", PIN);
    let _ = bench
        .desk(&bench.enrol_args(&bench.token), &[FEMKE])
        .refused();
    assert_eq!(bench.acts("token-enrolled"), 0);
    let _ = bench
        .desk(&bench.enrol_args(&bench.token), &[FEMKE, PIN])
        .succeeded();
    let wrong = bench.desk(&["list"], &[FEMKE, "000000"]).refused();
    assert!(wrong.contains("the PIN is wrong"), "{wrong}");
    assert_eq!(bench.token.tries(), 1);
    let none = bench.desk(&["list"], &[FEMKE]).refused();
    assert!(none.contains("geen antwoord"), "{none}");
    let opened = bench.desk(&["list"], &[FEMKE, PIN]).succeeded();
    assert!(!opened.contains(PIN), "{opened}");
}

#[test]
fn token_that_cannot_open_is_not_enrolled() {
    let bench = Bench::new();
    // Somebody else's recipient with one's own identity would lock its owner out.
    let mixed = bench.mixed();
    let args = ["person", "token", "enrol", "--identity", &mixed];
    let refused = bench.desk(&args, &[FEMKE]).refused();
    assert!(refused.contains("dit token opent het niet"), "{refused}");
    fs::write(bench.path("leeg"), "AGE-SECRET-KEY-1").unwrap();
    let empty = bench.path("leeg").display().to_string();
    let refused = bench.desk(
        &["person", "token", "enrol", "--identity", &empty],
        &[FEMKE],
    );
    assert!(refused.refused().contains("beschrijft geen token"));
    let _ = bench.without_plugin(&["list"], &[FEMKE]).succeeded();
    assert_eq!(bench.acts("token-enrolled"), 0);
}

#[test]
fn spare_token_opens_when_the_first_is_lost_and_takes_it_away() {
    let bench = Bench::new();
    let _ = bench.enrol(&bench.token).succeeded();
    let _ = bench.enrol(&bench.other).succeeded();
    bench.token.unplug();
    let listed = bench
        .desk(&["person", "token", "list"], &[FEMKE, "2"])
        .succeeded();
    assert_eq!(
        listed.matches("(age-plugin-bellropetest)").count(),
        2,
        "{listed}"
    );
    let lost = bench.token.recipient();
    let remove = ["person", "token", "remove", &lost];
    let _ = bench.desk(&remove, &[FEMKE, "2"]).succeeded();
    // Now the other is asked alone.
    let _ = bench.desk(&["list"], &[FEMKE]).succeeded();
    let _ = bench.desk(&remove, &[FEMKE]).refused();
    let last = bench.other.recipient();
    let _ = bench
        .desk(&["person", "token", "remove", &last], &[FEMKE])
        .succeeded();
    let _ = bench.without_plugin(&["list"], &[FEMKE]).succeeded();
    assert_eq!(
        [bench.acts("token-enrolled"), bench.acts("token-removed")],
        [2, 2]
    );
}

#[test]
fn changed_passphrase_keeps_the_token() {
    let bench = Bench::new();
    let _ = bench.enrol(&bench.token).succeeded();
    let new = "zestien zalmen zwemmen zwijgend";
    let _ = bench
        .desk(&["person", "passphrase"], &[FEMKE, new])
        .succeeded();
    let _ = bench.desk(&["list"], &[FEMKE]).refused();
    let refused = bench.without_plugin(&["list"], &[new]).refused();
    assert!(refused.contains("age-plugin-bellropetest"), "{refused}");
    let _ = bench.desk(&["list"], &[new]).succeeded();
}

#[test]
fn second_person_shows_their_token_too() {
    let bench = Bench::new();
    let _ = bench
        .desk(&bench.enrol_args(&bench.token), &[RUBEN])
        .succeeded();
    let join = [
        "person",
        "join",
        "Samira",
        "--role",
        "caseworker",
        "--beside",
    ];
    bench.token.unplug();
    let typed = [FEMKE, "zes zeehonden zingen zacht", "Zij helpt mee.", RUBEN];
    let refused = bench.desk(&join, &typed).refused();
    assert!(refused.contains("geen antwoord"), "{refused}");
    bench.token.plug_in();
    let _ = bench.desk(&join, &typed).succeeded();
}

#[test]
fn backup_opens_with_the_token_of_its_day() {
    let bench = Bench::new();
    let _ = bench.enrol(&bench.token).succeeded();
    let copy = bench.path("kopie.age").display().to_string();
    let _ = bench.desk(&["backup", "--to", &copy], &[FEMKE]).succeeded();
    let new = bench.path("nieuw");
    bench.token.unplug();
    let restore = ["restore", &copy];
    let refused = bench.desk_at(&new, &restore, &[FEMKE, "2"]).refused();
    assert!(refused.contains("geen antwoord"), "{refused}");
    assert!(!new.exists());
    bench.token.plug_in();
    let _ = bench.desk_at(&new, &restore, &[FEMKE]).succeeded();
    let _ = bench.desk_at(&new, &["list"], &[FEMKE]).succeeded();
}

#[test]
fn shares_let_in_whoever_lost_every_token() {
    let bench = Bench::new();
    let make = ["recovery", "make", "--need", "2", "--of", "3"];
    let typed = [FEMKE, "Voor als een token weg is.", RUBEN, "", ""];
    let made = bench.desk(&make, &typed).succeeded();
    let shares = bench::shares(&made);
    let _ = bench.enrol(&bench.token).succeeded();
    bench.token.unplug();
    let new = "zestien zalmen zwemmen zwijgend";
    let recover = ["recover", "--person", "Coördinator"];
    let _ = bench
        .desk(&recover, &[&shares[0], &shares[2], new])
        .succeeded();
    let _ = bench.without_plugin(&["list"], &[new]).succeeded();
    let _ = bench.desk(&["list"], &[FEMKE]).refused();
}
