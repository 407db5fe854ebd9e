//! A letter that no part of Bellrope has made: docs/interop.md, "Make a raw letter", with typage in
//! the place of `age` 1.3.

use std::fs;

use harness::Scene;
use ureq::Agent;

use crate::node;

const TEXT: &str = "Zonder programma, zonder meldcode: de kas van de kantine klopt niet.\n";
/// To which length `truncate -s '>14725'` pads.
const PLAINTEXT_LEN: usize = 14_725;

/// Finds this week's recipient in the desk's card, as a person would.
fn recipient(scene: &Scene) -> String {
    let (_, card) = scene.relay.get("v1/desks/mid/cards/1");
    let card = String::from_utf8(card).unwrap();
    let object: serde_json::Value = serde_json::from_str(card.lines().nth(1).unwrap()).unwrap();
    let now = harness::now();
    let monday = now - (now - 345_600) % 604_800;
    let weeks = object["intake"].as_array().unwrap();
    let week = weeks.iter().find(|week| week["week"] == monday).unwrap();
    week["recipient"].as_str().unwrap().to_owned()
}

/// Posts a letter as `curl` does; returns the status.
fn post(scene: &Scene, letter: &[u8]) -> u16 {
    let config = Agent::config_builder().http_status_as_error(false).build();
    let agent: Agent = config.into();
    let answer = agent
        .post(format!("{}/v1/desks/mid/letters", scene.relay.url()))
        .header("Bellrope-Tag", "00112233445566778899aabbccddeeff")
        .send(letter)
        .unwrap();
    answer.status().as_u16()
}

/// Seals a file with typage.
fn seal(scene: &Scene, plaintext: &[u8]) -> Vec<u8> {
    let raw = scene.file("raw", plaintext);
    let letter = scene.path("letter");
    let recipient = recipient(scene);
    node::run(
        "typage.mjs",
        &["seal", &recipient, node::arg(&raw), node::arg(&letter)],
    );
    fs::read(letter).unwrap()
}

#[test]
fn raw_letter_made_with_stock_age_alone_becomes_a_case() {
    let mut scene = Scene::set();
    let mut raw = TEXT.as_bytes().to_vec();
    raw.resize(PLAINTEXT_LEN, 0);
    let letter = seal(&scene, &raw);
    assert_eq!(letter.len(), 16_384);
    assert_eq!(post(&scene, &letter), 201);
    // One byte too long, and not padded at all: nothing is stored.
    raw.push(b' ');
    assert_eq!(post(&scene, &seal(&scene, &raw)), 413);
    assert_eq!(post(&scene, &seal(&scene, TEXT.as_bytes())), 400);

    scene.carry_in();
    let cases = scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = scene.desk.show(&cases[0]);
    assert!(shown.contains(TEXT.trim()), "{shown}");
    assert!(!shown.contains('\0'));
    // There is nobody to answer.
    let refused = scene
        .desk
        .run(&["reply", &cases[0]], &["Dank u."])
        .with_code(1);
    assert!(refused.stderr.contains("losse brief"), "{}", refused.stderr);
}
