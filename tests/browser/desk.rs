//! The desk's screens: how they look, whether everybody can use them, and what they do.

use std::path::Path;

use harness::{Desk, PASSPHRASE, PRACTICE_PASSPHRASE, Scene};
use serde_json::{Value, json};

use crate::stage::{play, repository};

/// How many screens there are at least; one that is lost says so.
const SCREENS: usize = 50;
/// As [`SCREENS`], of those of a case.
const CASE_SCREENS: usize = 35;
/// As [`SCREENS`], of a practice desk.
const PRACTICE_SCREENS: usize = 17;
/// Cases and letters of a practice desk.
const PRACTICE: [u32; 2] = [16, 60];

/// Where a relay would be: the desk's screens ask none.
const RELAY: &str = "http://relay.invalid";

/// What somebody reports, with most questions answered.
const REPORT: &str = r#"
route = "report"
family = "ZS"
kinds = ["ZS5"]
story = """
In het magazijn van de kazerne liggen de sleutels van de wapenkamer al weken in een open la.
Iedereen weet het, en niemand doet er iets aan.

Vorige week waren twee sleutels een nacht weg. De volgende ochtend lagen ze er weer."""
place = "13 Infanteriebataljon, Zandhoek"
people = "de beheerder van het magazijn"
evidence = "Foto van de la, en het rooster van die week."
knowledge = ["seen", "documents"]
level = "desk"
wishes = ["stop", "investigation"]
role = "military"
identity = "anonymous"

[when]
pattern = "ongoing"
text = "Sinds ongeveer drie weken"

[detriment]
state = "afraid"
text = "Bang dat ik word overgeplaatst."
"#;

/// A sheet with a line of text; readers of PDF find its parts without a table.
const SHEET: &str = "%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] /Contents 4 0 R
/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 74>> stream
BT /F 18 Tf 40 240 Td (Sleutelrooster week 45) Tj 0 -40 Td (la 3: open) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
";

/// A desk with one case that has files, its screens served, a bundle that has not been imported.
struct Sitting {
    scene: Scene,
    told: Value,
}

impl Sitting {
    /// Plays a story on a desk with one case, beside a bundle with another.
    fn begin(story: &str, lang: &str) -> Self {
        Self::begin_with(story, lang, false)
    }

    /// As [`Sitting::begin`]; `is_imported` says whether the other is in the inbox already.
    fn begin_with(story: &str, lang: &str, is_imported: bool) -> Self {
        let mut scene = Scene::set();
        let file = scene.file("melding.toml", REPORT);
        let picture = repository().join("crates/metadata/tests/support/picture.jpg");
        let text = "Gezien op 3 en 5 november, rond zeven uur.\n";
        let files = [
            scene.file("rooster.pdf", SHEET),
            scene.file("gezien.txt", text),
            picture,
        ];
        let _ = scene.reporter().report(&file, &files);
        let _ = scene.carry_in();
        let _ = scene.reporter().report(&file, &[]);
        let bundle = scene.pull();
        let first = scene.desk.cases()[0].clone();
        let mut more = json!({ "case": first, "bundle": bundle });
        if is_imported {
            let import = ["import", bundle.to_str().unwrap()];
            let _ = scene.desk.run(&import, &[]).succeeded();
            let other = scene.desk.cases().into_iter().find(|case| *case != first);
            more["other"] = json!(other.unwrap());
        }
        let told = serve(&scene.desk, &scene.path(""), story, lang, PASSPHRASE, more);
        Self { scene, told }
    }
}

/// Plays a story on the screens of a desk, as long as it serves them: the story quits.
fn serve(
    desk: &Desk,
    folder: &Path,
    story: &str,
    lang: &str,
    passphrase: &str,
    more: Value,
) -> Value {
    let (serving, link) = desk.serve(lang);
    let mut scene = json!({
        "lang": lang, "name": format!("{story}-{lang}"), "url": RELAY, "desk": origin(&link),
        "link": link, "passphrase": passphrase, "folder": folder,
    });
    let members = scene.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    let told = play(folder, story, scene);
    let _ = serving.finish().succeeded();
    told
}

fn origin(link: &str) -> &str {
    let (origin, _) = link.split_once("/enter/").unwrap();
    origin
}

fn assert_saw(told: &Value, least: usize) {
    let seen = told["seen"].as_array().unwrap();
    assert!(seen.len() >= least, "only {seen:?} were looked at");
}

fn look_at_every_screen(lang: &str) {
    let sitting = Sitting::begin("desk", lang);
    assert_saw(&sitting.told, SCREENS);
    // What the screens did is there for the command line too.
    assert_eq!(sitting.scene.desk.cases().len(), 3);
    assert!(sitting.scene.path("screens.age").is_file());
    assert!(sitting.scene.path("screens.tar").is_file());
}

fn look_at_every_screen_of_a_case(lang: &str) {
    let sitting = Sitting::begin_with("desk-case", lang, true);
    assert_saw(&sitting.told, CASE_SCREENS);
}

#[test]
fn every_screen_of_a_case_looks_right_in_dutch() {
    look_at_every_screen_of_a_case("nl");
}

#[test]
fn every_screen_of_a_case_looks_right_in_english() {
    look_at_every_screen_of_a_case("en");
}

#[test]
fn every_screen_of_the_desk_looks_right_in_dutch() {
    look_at_every_screen("nl");
}

#[test]
fn every_screen_of_the_desk_looks_right_in_english() {
    look_at_every_screen("en");
}

#[test]
fn screens_with_a_year_of_work_look_right_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let [cases, letters] = PRACTICE;
    let desk = Desk::practice(&folder.path().join("practice"), cases, letters);
    for lang in ["nl", "en"] {
        let told = serve(
            &desk,
            folder.path(),
            "desk-practice",
            lang,
            PRACTICE_PASSPHRASE,
            json!({}),
        );
        assert_saw(&told, PRACTICE_SCREENS);
    }
}

#[test]
fn the_desk_is_used_by_keyboard_and_without_scripts() {
    let sitting = Sitting::begin("desk-plain", "nl");
    assert_eq!(sitting.scene.desk.cases().len(), 2);
}

/// Words that somebody reads in a minute.
const WORDS_A_MINUTE: u64 = 200;
/// What a first triage may take, in seconds (R095).
const TRIAGE_SECS: u64 = 600;

#[test]
fn a_first_triage_by_keyboard_is_read_and_typed_within_ten_minutes() {
    let sitting = Sitting::begin_with("desk-triage", "nl", true);
    let screens = sitting.told["screens"].as_array().unwrap();
    let sum = |name: &str| -> u64 {
        let each = screens.iter().map(|screen| screen[name].as_u64().unwrap());
        each.sum()
    };
    let (words, keys) = (sum("words"), sum("keys"));
    // No judgement takes no time: a second for each key is slow typing, and all there is of it.
    let secs = words * 60 / WORDS_A_MINUTE + keys;
    eprintln!("first triage: {secs} s; {screens:#?}");
    assert!(secs <= TRIAGE_SECS, "{secs} s: {screens:#?}");
    assert_eq!(screens.len(), 6, "{screens:#?}");
}
