//! What a browser's profile holds after a report (R029, R037).

use harness::{Needle, find_in_folder, needles_of_text};
use serde_json::json;

use crate::stage::{Cover, Stage};

const STORY: &str = "De kwartjesvink vertrok om 3 uur – “zónder” papieren.";
/// What another site keeps in the same profile: Chromium writes the first letter by letter, the second in UTF-16.
const CONTROLS: [&str; 2] = ["Dit bewaart een andere site.", "Dit ook – met een streep."];
/// Who made the picture, by its hidden remark.
const MAKER: &str = "Zwanenburg-Kwartjesvink";
const PICTURE: &[u8] = include_bytes!("../../crates/metadata/tests/support/picture.jpg");
const FILE: &str = "verslag-kwartjesvink.jpg";

/// A JPEG with a remark.
fn picture() -> Vec<u8> {
    let len = u16::try_from(MAKER.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = PICTURE.split_at(20);
    [start, &[0xff, 0xfe], &len, MAKER.as_bytes(), rest].concat()
}

/// What must not be found: the story, the code, the name of the file.
fn secrets(code: &str) -> Vec<Needle> {
    let words: Vec<&str> = code.split(' ').collect();
    assert_eq!(words.len(), 12);
    let mut needles = needles_of_text("the story", STORY);
    needles.extend(needles_of_text("the file's name", FILE));
    needles.extend(needles_of_text("the file's maker", MAKER));
    // Two words in a row, however they are put together; a single one is in any dictionary.
    for pair in words.windows(2) {
        for between in [" ", "\n", ", ", "\",\"", "-"] {
            needles.extend(needles_of_text("the code", &pair.join(between)));
        }
    }
    needles
}

#[test]
fn profile_holds_nothing_of_a_report_that_was_sent_or_left() {
    for end in ["sent", "exit"] {
        let stage = Stage::set(Cover::Off);
        let profile = stage.scene.path("profile");
        let file = stage.scene.file(FILE, picture());
        let told = stage.play(
            "profile",
            json!({"story": STORY, "file": file, "profile": profile, "end": end, "controls": CONTROLS}),
        );
        // The profile was written, and the search finds what is in it: the visit itself, which
        // the page says it cannot hide, and what another site kept.
        let url = format!("{}/nl/", stage.scene.relay.url());
        let history = find_in_folder(&profile, &needles_of_text("the visit", &url));
        assert!(
            !history.is_empty(),
            "{end}: nothing was written to the profile"
        );
        for (control, spelling) in CONTROLS.iter().zip(["control", "control in UTF-16LE"]) {
            let found = find_in_folder(&profile, &needles_of_text("control", control));
            let is_found = found.iter().any(|(_, what)| what == spelling);
            assert_eq!(is_found, end == "exit", "{end}: {control} {found:?}");
        }
        let found = find_in_folder(&profile, &secrets(told["code"].as_str().unwrap()));
        assert!(found.is_empty(), "{end}: {found:?}");
        // Nor anything that was served: what is cached tells what was read.
        let served = find_in_folder(
            &profile.join("Default/Cache"),
            &needles_of_text("a served file", &url),
        );
        assert!(served.is_empty(), "{end}: {served:?}");
    }
}
