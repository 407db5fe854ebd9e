//! The page as one file, opened from disk against a relay: what `file:` changes of origins, policies and storage, a
//! browser says best.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use harness::{PageDraft, Running, binary_folder, built_page};
use serde_json::json;

use crate::stage::{self, Cover, Stage};

const STORY: &str = "Vanaf schijf gemeld, één keer.";
const ANSWER: &str = "Dank u. Wélke dag was dat?";

/// Makes the single file for a stage's relay and desk.
fn kept_page(stage: &Stage) -> PathBuf {
    let mut page = PageDraft::new(&built_page());
    page.set("relays", vec![stage.scene.relay.url()]);
    page.set("exit", stage::EXIT);
    page.set_cover(false, [1, 1], [1, 1]);
    let note = stage.scene.path("kept.note");
    page.sign(&[&stage.scene.desk], &[], &note);
    let kept = stage.scene.path("bellrope.html");
    let mut builder = Command::new(binary_folder().join("bellrope-web-build"));
    builder.arg("--single").arg(&note).arg("--to").arg(&kept);
    let _ = Running::start(builder.current_dir(built_page()))
        .finish()
        .succeeded();
    kept
}

#[test]
fn kept_page_reports_and_comes_back_from_disk() {
    for core in ["wasm", "js"] {
        let mut stage = Stage::set(Cover::Off);
        let kept = kept_page(&stage);
        let content: Vec<u8> = (0..=250).cycle().take(300_000).collect();
        let file = stage.scene.file("bewijs.bin", &content);
        let mut scene = json!({"name": format!("single-{core}"), "core": core, "kept": kept});
        scene["file"] = json!(file);
        scene["story"] = json!(STORY);
        let told = stage.play("single", scene.clone());
        let _ = stage.scene.carry_in();
        let case = stage.scene.desk.cases().remove(0);
        assert!(stage.scene.desk.show(&case).contains(STORY));
        let to = stage.scene.path("bijlagen");
        fs::create_dir(&to).unwrap();
        let args = [
            "save-attachment",
            &case,
            "1",
            "--ground",
            "investigation",
            "--recipient",
            "colleague",
            "--to",
            to.to_str().unwrap(),
        ];
        let _ = stage.scene.desk.run(&args, &[]).succeeded();
        let saved = harness::files_below(&to);
        assert!(fs::read(&saved[0]).unwrap() == content);
        let _ = stage.scene.desk.reply(&case, ANSWER);
        let _ = stage.scene.carry_out();
        scene["code"] = told["code"].clone();
        scene["answer"] = json!(ANSWER);
        let _ = stage.play("single", scene);
    }
}
