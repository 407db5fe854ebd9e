//! The shortest report there is.

use serde_json::json;

use crate::stage::{Cover, Stage};

const STORY: &str = "Eén à twee keer; “krom” – € 1.000,– \u{1F6A8} <b>&amp;</b>";

fn tell(cover: Cover, scene: serde_json::Value) {
    let mut stage = Stage::set(cover);
    let told = stage.play("smoke", scene);
    assert_eq!(told["code"].as_str().unwrap().split(' ').count(), 12);
    let _ = stage.scene.carry_in();
    let cases = stage.scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = stage.scene.desk.show(&cases[0]);
    assert!(shown.contains(STORY), "{shown}");
}

#[test]
fn shortest_report_arrives_from_a_phone() {
    tell(
        Cover::Off,
        json!({"name": "smoke-phone", "lang": "nl", "size": "phone", "story": STORY}),
    );
}

#[test]
fn shortest_report_waits_for_its_slot_as_at_safer() {
    // The only slot of the visit passes before the letter is there; it gets one more.
    let slots = Cover::Slots {
        first: 1,
        every: 3,
        most: 1,
    };
    let mut scene = json!({"name": "smoke-slot", "lang": "en", "size": "desktop", "story": STORY});
    // No WebAssembly and no compiler: everything takes many times as long.
    scene["core"] = json!("js");
    scene["safer"] = json!(true);
    scene["waits"] = json!(true);
    tell(slots, scene);
}
