//! The team: who comes, is away and leaves.

use crate::support::WORDS;
use crate::support::html;
use crate::{a_sitting, a_sitting_of_two};

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
