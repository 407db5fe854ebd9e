//! Without JavaScript: a ready-made letter arrives, plaintext is refused and nothing of it is kept.

use std::fs;
use std::path::PathBuf;

use harness::{Reporter, Running, confirm_code, find_in_folder, needles_of_text};
use serde_json::json;

use crate::stage::{Cover, Stage};

const SECRET: &str = "Dit mag nooit leesbaar aankomen: kwartjesvink.";
const SHA256: &str = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
const SYSTEM: &str = "Linux (x86-64)";

/// Seals a report without a network, as `bellrope seal` does.
pub(crate) fn seal(stage: &Stage, lang: &'static str) -> PathBuf {
    let reporter = Reporter {
        language: lang,
        ..stage.scene.reporter()
    };
    let card = stage.scene.path(&format!("{lang}.card"));
    let _ = Running::start(reporter.command("card").arg("--to").arg(&card))
        .finish()
        .succeeded();
    let story = format!(
        "route = \"report\"\nfamily = \"ZS\"\nstory = \"Van een computer zonder internet ({lang}).\"\n"
    );
    let report = stage.scene.file(&format!("{lang}.toml"), story);
    let to = stage.scene.path(&format!("sealed-{lang}"));
    let mut seal = harness::tool(harness::Tool::Reporter);
    seal.args(["seal", "--lang", lang, "--desk"])
        .arg(&card)
        .arg("--from")
        .arg(report)
        .arg("--to")
        .arg(&to);
    let mut running = Running::start(&mut seal);
    running.type_line("");
    let _ = confirm_code(&mut running);
    let _ = running.finish().succeeded();
    let letter = |path: &PathBuf| fs::metadata(path).unwrap().len() == 16_400;
    harness::files_below(&to)
        .into_iter()
        .find(letter)
        .expect("a letter with its tag")
}

#[test]
fn locked_letters_arrive_without_javascript_and_plaintext_does_not() {
    let client = format!(
        r#"[{{ system = "{SYSTEM}", url = "https://www.example.org/bellrope", sha256 = "{SHA256}" }}]"#
    );
    let client: toml::Value = format!("clients = {client}")
        .parse::<toml::Table>()
        .unwrap()["clients"]
        .clone();
    let mut stage = Stage::set_with(Cover::Off, |page| page.set("clients", client));
    // As long as a letter, so that its length is not what gives it away.
    let plaintext = stage
        .scene
        .file("brief.txt", &SECRET.repeat(400).as_bytes()[..16_384]);
    let letters = json!({"nl": seal(&stage, "nl"), "en": seal(&stage, "en")});
    let _ = stage.play("plain", json!({
        "letters": letters, "plaintext": plaintext, "client": {"sha256": SHA256, "system": SYSTEM},
        "contact": ["+31 70 000 00 00", "meldpunt@example.org", "Postbus 1"],
    }));
    let needles = needles_of_text("the plaintext", "kwartjesvink");
    assert_eq!(find_in_folder(stage.scene.relay.folder(), &needles), vec![]);
    assert!(!stage.scene.relay.log().contains("kwartjesvink"));
    let _ = stage.scene.carry_in();
    let cases = stage.scene.desk.cases();
    let shown: String = cases
        .iter()
        .map(|case| stage.scene.desk.show(case))
        .collect();
    assert_eq!(cases.len(), 2, "{shown}");
    for lang in ["nl", "en"] {
        assert!(
            shown.contains(&format!("zonder internet ({lang})")),
            "{shown}"
        );
    }
}
