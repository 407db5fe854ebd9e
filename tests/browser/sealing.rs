//! If sealing fails for any reason, no request leaves the browser (the issue's words; docs/page.md, "How the core is
//! driven").

use serde_json::json;

use crate::stage::{Cover, Stage};

#[test]
fn nothing_leaves_when_sealing_fails() {
    let mut stage = Stage::set(Cover::Off);
    for (core, lang) in [("wasm", "nl"), ("js", "en")] {
        let name = format!("sealing-{core}");
        let _ = stage.play("sealing", json!({"name": name, "core": core, "lang": lang}));
    }
    let _ = stage.scene.carry_in();
    assert!(stage.scene.desk.cases().is_empty(), "a letter came");
}
