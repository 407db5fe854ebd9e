//! The desk's screens: how they look, whether everybody can use them, and what they do.

use harness::{PASSPHRASE, Scene};
use serde_json::{Value, json};

use crate::stage::play;

/// How many screens there are at least; one that is lost says so.
const SCREENS: usize = 18;

/// A desk with one case, its screens served, a bundle that has not been imported.
struct Sitting {
    scene: Scene,
    told: Value,
}

impl Sitting {
    fn begin(story: &str, lang: &str) -> Self {
        let mut scene = Scene::set();
        let report = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";
        let file = scene.file("melding.toml", report);
        let _ = scene.reporter().report(&file, &[]);
        let _ = scene.carry_in();
        let _ = scene.reporter().report(&file, &[]);
        let bundle = scene.pull();
        let (serving, link) = scene.desk.serve(lang);
        let told = play(
            &scene.path(""),
            story,
            json!({
                "lang": lang, "name": format!("{story}-{lang}"), "url": scene.relay.url(), "desk": origin(&link), "link": link,
                "passphrase": PASSPHRASE, "bundle": bundle, "folder": scene.path(""),
            }),
        );
        // The story quits, and the server with it.
        let _ = serving.finish().succeeded();
        Self { scene, told }
    }
}

fn origin(link: &str) -> &str {
    let (origin, _) = link.split_once("/enter/").unwrap();
    origin
}

fn look_at_every_screen(lang: &str) {
    let sitting = Sitting::begin("desk", lang);
    let seen = sitting.told["seen"].as_array().unwrap();
    assert!(seen.len() >= SCREENS, "only {seen:?} were looked at");
    // What the screens did is there for the command line too.
    assert_eq!(sitting.scene.desk.cases().len(), 2);
    assert!(sitting.scene.path("screens.age").is_file());
    assert!(sitting.scene.path("screens.tar").is_file());
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
fn the_desk_is_used_by_keyboard_and_without_scripts() {
    let sitting = Sitting::begin("desk-plain", "nl");
    assert_eq!(sitting.scene.desk.cases().len(), 2);
}
