//! Who sees a case, and who has an interest in it.

use crate::support::html;
use crate::support::sitting::Sitting;
use crate::support::{STORY, World};
use crate::{HIS_WORDS, a_sitting_of_two};

#[test]
fn whoever_has_an_interest_sees_the_case_no_more() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = format!("/cases/{number}/interest");
    sitting.get(&path);
    sitting.send(&path, &[("interest", "own")]);
    sitting.shows("This cannot be undone");
    html::check(&sitting.page);
    sitting.send(&path, &[("interest", "own"), ("confirmed", "yes")]);
    sitting.shows("<h1>Inbox</h1>");
    for part in ["", "/notes", "/files", "/paper", "/course"] {
        sitting.get(&format!("/cases/{number}{part}"));
        let words = STORY.split(' ').filter(|word| word.len() > 4);
        assert!(
            words.clone().all(|word| !sitting.page.contains(word)),
            "{part}"
        );
        assert_ne!(sitting.status, 200, "{part}");
    }
}

#[test]
fn nothing_of_a_case_shows_before_the_declaration() {
    let mut world = World::new();
    world.receive_report();
    world.import_only();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    for part in [
        "",
        "/write",
        "/notes",
        "/hearings",
        "/tasks",
        "/course",
        "/files",
        "/paper",
    ] {
        sitting.get(&format!("/cases/{number}{part}"));
        assert!(
            sitting.page.contains("do you have an interest"),
            "{part}: {}",
            sitting.page
        );
    }
    sitting.get(&format!("/triage/{number}"));
    sitting.shows("do you have an interest");
}

#[test]
fn readers_are_shown_and_changed() {
    let (mut sitting, number) = a_sitting_of_two();
    let access = format!("/cases/{number}/access");
    sitting.get(&access);
    html::check(&sitting.page);
    assert!(
        sitting.page.contains("Femke de Wit, Joris Baan")
            || sitting.page.contains("Joris Baan, Femke de Wit")
    );
    let joris = sitting
        .page
        .split("<option value=\"")
        .skip(1)
        .find(|it| it.contains("Joris Baan"));
    let joris = joris.unwrap().split('"').next().unwrap().to_owned();
    sitting.send(&access, &[("person", "niemand"), ("act", "assign")]);
    sitting.shows("id=\"person-error\"");
    sitting.send(&access, &[("person", &joris), ("act", "assign")]);
    sitting.shows("<dd>Joris Baan</dd>");
    sitting.send(&access, &[("person", &joris), ("act", "take-out")]);
    assert!(
        !sitting.page.contains("Femke de Wit, Joris Baan"),
        "{}",
        sitting.page
    );
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.get(&format!("/cases/{number}"));
    assert_ne!(sitting.status, 200, "{}", sitting.page);
}
