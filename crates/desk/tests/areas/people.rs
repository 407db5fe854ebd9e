//! The team: who comes, is away and leaves.

use crate::support::WORDS;
use crate::support::html;
use crate::{HIS_WORDS, a_sitting, a_sitting_of_two};

#[test]
fn somebody_new_types_their_own_passphrase() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/people/new");
    let wrong = [("name", ""), ("passphrase", "kort"), ("again", "korter")];
    sitting.send("/people/new", &wrong);
    for id in ["name", "role", "passphrase", "again", "reason"] {
        assert!(sitting.page.contains(&format!("id=\"{id}-error\"")), "{id}");
    }
    assert!(
        !sitting.page.contains("kort"),
        "a passphrase is never shown"
    );
    html::check(&sitting.page);
    let words = "elf blauwe tegels in de regen";
    let new = [
        ("name", "Joris Baan"),
        ("role", "caseworker"),
        ("passphrase", words),
        ("again", words),
        ("reason", "Komt het team versterken."),
    ];
    sitting.send("/people/new", &new);
    sitting.shows("Joris Baan");
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", words)]);
    sitting.get("/trail");
    sitting.shows("Person added: Joris Baan");
}

#[test]
fn a_changed_passphrase_is_the_one_that_opens() {
    let (mut sitting, _) = a_sitting();
    let words = "negen natte honden in de hal";
    sitting.get("/people/passphrase");
    sitting.send(
        "/people/passphrase",
        &[("passphrase", words), ("again", words)],
    );
    sitting.shows("Your passphrase is changed");
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", WORDS)]);
    assert_eq!(sitting.status, 422);
    sitting.send("/unlock", &[("passphrase", words)]);
    assert!(sitting.page.contains("<h1>Inbox</h1>"));
}

#[test]
fn absence_is_noted_and_a_leaver_is_proposed() {
    let (mut sitting, _) = a_sitting_of_two();
    sitting.get("/people");
    let links = html::links(&sitting.page);
    let pages: Vec<String> = links
        .into_iter()
        .filter(|path| path.starts_with("/people/of/"))
        .collect();
    assert_eq!(pages.len(), 2);
    let mut his = String::new();
    for page in &pages {
        sitting.get(page);
        html::check(&sitting.page);
        if sitting.page.contains("<h1>Joris Baan</h1>") {
            his.clone_from(page);
        }
    }
    sitting.get(&his);
    sitting.send(
        &format!("{his}/absence"),
        &[("from", "2026-12-24"), ("until", "2026-12-20")],
    );
    sitting.shows("id=\"until-error\"");
    sitting.send(
        &format!("{his}/absence"),
        &[("from", "2026-12-24"), ("until", "2027-01-02")],
    );
    sitting.shows("24 December 2026 – 2 January 2027");
    sitting.send(&format!("{his}/back"), &[("from", "2026-12-24")]);
    assert!(
        !sitting.page.contains("24 December 2026"),
        "{}",
        sitting.page
    );
    sitting.send(&format!("{his}/leave"), &[("why-leave", " ")]);
    sitting.shows("id=\"why-leave-error\"");
    sitting.get("/statement");
    sitting.send("/statement", &[]);
    sitting.shows("another year");
}

#[test]
fn handover_note_and_what_somebody_is_known_by_stand_with_them() {
    let (mut sitting, number) = a_sitting_of_two();
    let access = format!("/cases/{number}/access");
    sitting.get(&access);
    let options = sitting.page.split("<option value=\"").skip(1);
    let joris = options
        .into_iter()
        .find(|it| it.contains("Joris Baan"))
        .and_then(|it| it.split('"').next())
        .unwrap()
        .to_owned();
    sitting.send(&access, &[("person", &joris), ("act", "assign")]);
    let his = format!("/people/of/{joris}");
    sitting.get(&his);
    html::check(&sitting.page);
    sitting.shows("Cases to hand over");
    sitting.shows("not yet");
    let known = [("called", "Sjors\r\n de Baron "), ("units", "43 BRIG/411")];
    sitting.send(&format!("{his}/known"), &known);
    sitting.shows("de Baron");
    sitting.shows("43 BRIG/411");
    let femke = html::links(&sitting.page);
    assert!(!femke.is_empty());
    sitting.send(
        &format!("{his}/absence"),
        &[
            ("from", "2026-12-24"),
            ("until", "2027-01-02"),
            ("deputy", &joris),
        ],
    );
    assert_eq!(sitting.status, 422, "nobody stands in for themself");
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    let notes = format!("/cases/{number}/notes");
    sitting.get(&notes);
    sitting.send(&notes, &[("note", "Bel de planner."), ("handover", "yes")]);
    sitting.shows("Hand-over note of Joris Baan");
    sitting.get(&his);
    assert!(!sitting.page.contains("not yet"), "{}", sitting.page);
    sitting.get(&access);
    sitting.shows("Hand-over note of Joris Baan");
    html::check(&sitting.page);
}

#[test]
fn term_that_falls_into_an_absence_of_the_only_handler_is_warned_of() {
    let (mut sitting, number) = a_sitting_of_two();
    let access = format!("/cases/{number}/access");
    sitting.get(&access);
    let options = sitting.page.split("<option value=\"").skip(1);
    let joris = options
        .into_iter()
        .find(|it| it.contains("Joris Baan"))
        .and_then(|it| it.split('"').next())
        .unwrap()
        .to_owned();
    sitting.send(&access, &[("person", &joris), ("act", "assign")]);
    sitting.get("/terms");
    assert!(!sitting.page.contains("is away then"), "{}", sitting.page);
    sitting.get(&format!("/people/of/{joris}"));
    // Receipt is to be acknowledged within seven days.
    let away = [("from", "2026-11-24"), ("until", "2026-12-04")];
    sitting.send(&format!("/people/of/{joris}/absence"), &away);
    sitting.get("/terms");
    sitting.shows("is away then");
    sitting.shows("only Joris Baan handles the case");
    html::check(&sitting.page);
}
