//! Leaving quickly (R036).

use serde_json::json;

use crate::stage::{Cover, Stage};

/// Letters wait long: the screen on which one does is left too.
const LATE: Cover = Cover::Slots {
    first: 600,
    every: 600,
    most: 2,
};

/// Every screen of a page with one desk, as the stories call them.
const SCREENS: [&str; 36] = [
    "start",
    "safety",
    "route",
    "complaint",
    "identity",
    "family",
    "kinds",
    "danger",
    "story",
    "private",
    "when",
    "place",
    "people",
    "knowledge",
    "evidence",
    "earlier",
    "exclude",
    "level",
    "wishes",
    "detriment",
    "role",
    "behalf",
    "files",
    "review",
    "code",
    "confirm",
    "send",
    "sending",
    "sent",
    "return",
    "mailbox",
    "reply",
    "withdraw",
    "landscape",
    "loading",
    "error",
];

/// Files a report whose mailbox can be opened.
fn code_of_a_case(stage: &mut Stage) -> String {
    let text = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Een melding.\"\n";
    let report = stage.scene.file("report.toml", text);
    let code = stage.scene.reporter().report(&report, &[]).code;
    let _ = stage.scene.carry_in();
    let _ = stage.scene.carry_out();
    code
}

fn leave_every_screen(way: &str) {
    let mut stage = Stage::set(LATE);
    let code = code_of_a_case(&mut stage);
    // A browser for some screens each: no story is awaited for ever.
    for (part, walk) in SCREENS.chunks(4).enumerate() {
        let name = format!("exit-{way}-{part}");
        let scene = json!({"name": name, "way": way, "walk": walk, "code": code});
        let _ = stage.play("exit", scene);
    }
}

#[test]
fn every_screen_is_left_by_the_button() {
    leave_every_screen("button");
}

#[test]
fn every_screen_is_left_by_pressing_shift_three_times() {
    leave_every_screen("shift");
}

#[test]
fn every_page_without_scripts_has_a_link_away() {
    let stage = Stage::set(Cover::Off);
    let _ = stage.play("exit-plain", json!({}));
}
