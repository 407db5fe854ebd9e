//! A report with the keyboard alone.

use serde_json::json;

use crate::stage::{Cover, Stage};
use crate::whole::Files;

#[test]
fn report_arrives_by_keyboard_alone() {
    let mut stage = Stage::set(Cover::Off);
    let files = Files::make(&stage);
    let story = "Zonder muis, één vinger.";
    let _ = stage.play(
        "keyboard",
        json!({"lang": "nl", "size": "desktop", "story": story, "file": files.photo}),
    );
    let _ = stage.scene.carry_in();
    let cases = stage.scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = stage.scene.desk.show(&cases[0]);
    assert!(
        shown.contains(story) && shown.contains("bestand-1.jpg"),
        "{shown}"
    );
}
