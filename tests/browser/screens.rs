//! Every screen in every state, in both languages: how it looks, and whether everybody can use it.

use harness::Reporter;
use serde_json::json;

use crate::plain::seal;
use crate::stage::{Cover, Stage};
use crate::whole::{Files, STORY};

/// Cover with slots that never come: a letter waits until it is told not to.
const LATE: Cover = Cover::Slots {
    first: 3_600,
    every: 3_600,
    most: 1,
};

/// How many states of screens there are at least, by part of the tour; one that loses some says so.
const STATES: [(&str, usize); 2] = [("report", 45), ("rest", 19)];

fn look_at_every_screen(lang: &'static str) {
    let mut stage = Stage::set_for_two(LATE);
    let reporter = Reporter {
        language: lang,
        ..stage.scene.reporter()
    };
    let report = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";
    let filed = reporter.report(&stage.scene.file("melding.toml", report), &[]);
    let _ = stage.scene.carry_in();
    let case = stage.scene.desk.cases().remove(0);
    stage.scene.desk.reply(
        &case,
        "Dank u voor uw melding.\nWij hebben één vraag: wanneer was dat?",
    );
    stage
        .scene
        .desk
        .move_along(&case, &["assessing", "waiting-for-reporter"]);
    let _ = stage.scene.carry_out();
    let files = Files::make(&stage);
    let scene = json!({
        "lang": lang, "story": STORY, "code": filed.code,
        "category": {"nl": "Onveilige situatie (fysieke veiligheid)", "en": "Unsafe situation (physical safety)"},
        "desk": {"nl": "Meldpunt Integriteit", "en": "Integrity Reporting Desk"},
        "files": [files.photo, files.paper, files.other],
        "letters": {lang: seal(&stage, lang)}, "garbage": files.other,
    });
    for (part, states) in STATES {
        let mut scene = scene.clone();
        scene["part"] = json!(part);
        scene["name"] = json!(format!("screens-{part}-{lang}"));
        let told = stage.play("screens", scene);
        let seen = told["seen"].as_array().unwrap().len();
        assert!(seen >= states, "only {seen} states were looked at ({part})");
    }
}

#[test]
fn every_screen_looks_right_in_dutch() {
    look_at_every_screen("nl");
}

#[test]
fn every_screen_looks_right_in_english() {
    look_at_every_screen("en");
}
