//! A relay that lies to a visitor is refused, in words, and nothing leaves the device.
//!
//! The lies here are those of a relay, or of whoever stands before it, that has no key of the desk: the card of another
//! desk, an old card, a log that was changed, is another's or stands still, answers that were cut short or exchanged, a
//! configuration that was touched.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use bellrope_page::Manifest;
use bellrope_protocol::card::Card;
use bellrope_protocol::page::Page;
use harness::{Courier, ForgedDesk, Relay, built_page};
use serde_json::json;
use tempfile::TempDir;

use crate::front::{Front, Lie};
use crate::stage;

/// A relay that serves the page of a desk whose keys are known.
struct World {
    folder: TempDir,
    relay: Relay,
    desk: ForgedDesk,
    courier: Courier,
}

impl World {
    /// Starts the relay; the desk's first card is as `change` makes it.
    fn set(change: impl FnOnce(&mut Card)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        let desk = ForgedDesk::new("mid", &relay);
        let courier = desk.register(&relay, folder.path());
        let note = folder.path().join("page.note");
        fs::write(&note, desk.sign_page(page_of(&desk))).unwrap();
        relay.set("page_build", built_page().display());
        relay.set("page_note", note.display());
        relay.start();
        let world = Self {
            folder,
            relay,
            desk,
            courier,
        };
        world.push_card(1, change);
        world.relay.await_sealing("mid");
        world
    }

    fn push_card(&self, serial: u64, change: impl FnOnce(&mut Card)) {
        let mut card = self.desk.card(serial);
        change(&mut card);
        let bundle: PathBuf = self.folder.path().join("card.bundle");
        self.desk.export_card(&self.desk.sign(card), &bundle);
        self.courier.push(self.relay.url(), &bundle);
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let (status, body) = self.relay.get(&path[1..]);
        assert_eq!(status, 200, "{path}");
        body
    }

    /// Visits by way of lies; the page must say that `fault`, at `place`, in both languages.
    #[track_caller]
    fn refuses(&self, lies: HashMap<String, Lie>, fault: &str, place: &str) {
        let front = Front::lying(self.relay.url(), lies);
        let name = format!("lies-{fault}-{place}");
        let mut scene = json!({"name": name, "fault": fault, "place": place});
        scene["url"] = json!(self.relay.url());
        scene["base"] = json!(front.url());
        let _ = stage::play(self.folder.path(), "lies", scene);
        let asked = front.take_asked();
        assert!(!asked.is_empty(), "nobody came by this way");
        let sent: Vec<_> = asked
            .iter()
            .filter(|asked| !asked.head.starts_with("GET "))
            .collect();
        assert!(sent.is_empty(), "something left the device: {sent:?}");
    }
}

/// The default configuration, of this build and this desk, without cover.
fn page_of(desk: &ForgedDesk) -> Page {
    let defaults = stage::repository().join("docs/page-config.toml");
    let defaults: toml::Table = fs::read_to_string(defaults).unwrap().parse().unwrap();
    let mut page = serde_json::to_value(defaults).unwrap();
    let card = serde_json::to_value(desk.card(1)).unwrap();
    let manifest = fs::read(built_page().join("manifest.json")).unwrap();
    let build = Manifest::parse(&manifest).unwrap().hash();
    page["made"] = card["made"].clone();
    page["host"] = card["host"].clone();
    page["build"] = json!(bellrope_protocol::encoding::encode_hex(&build));
    page["cover"]["on"] = json!(false);
    page["exit"] = json!(stage::EXIT);
    page["desks"][0]["founding"] = card["founding"].clone();
    serde_json::from_value(page).unwrap()
}

fn lie(path: &str, body: impl Into<Vec<u8>>) -> HashMap<String, Lie> {
    HashMap::from([(path.to_owned(), Lie::Body(200, body.into()))])
}

const CARD: &str = "/v1/desks/mid/cards/1";
const INTAKE: &str = "/v1/desks/mid/intake/checkpoint";
const ENTRIES: &str = "/v1/desks/mid/intake/tile/entries/*";

// R164
#[test]
fn page_refuses_the_card_of_somebody_else() {
    let world = World::set(|_| {});
    let other = ForgedDesk::new("mid", &world.relay);
    let card = other.sign(other.card(1)).as_bytes().to_vec();
    world.refuses(lie(CARD, card.clone()), "card-swapped", "return");
    world.refuses(lie(CARD, card), "card-swapped", "send");
}

// R164
#[test]
fn page_refuses_a_card_with_another_key_and_an_old_card() {
    let world = World::set(|_| {});
    // Signed by the right root, with a key of somebody else, and in no log.
    let mut card = world.desk.card(1);
    card.intake = ForgedDesk::new("mid", &world.relay).card(1).intake;
    let card = world.desk.sign(card).as_bytes().to_vec();
    world.refuses(lie(CARD, card), "card-unlogged", "return");
    // The card before the newest.
    let old = world.get(CARD);
    world.push_card(2, |_| {});
    let second = "/v1/desks/mid/cards/2";
    assert_ne!(world.get(second), old);
    world.refuses(lie(second, old.clone()), "card-unlogged", "return");
    // One that somebody changed on the way.
    let changed = String::from_utf8(old)
        .unwrap()
        .replace("Nagemaakt", "Vervalst!");
    world.refuses(lie(second, changed), "card-unsigned", "return");
}

#[test]
fn page_refuses_a_changed_checkpoint_and_a_changed_log() {
    let world = World::set(|_| {});
    let mut checkpoint = world.get(INTAKE);
    let at = checkpoint.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    checkpoint[at] = if checkpoint[at] == b'1' { b'2' } else { b'1' };
    world.refuses(lie(INTAKE, checkpoint), "log-unsigned", "return");
    let entries = HashMap::from([(ENTRIES.to_owned(), Lie::Altered)]);
    world.refuses(entries, "log-forked", "return");
}

#[test]
fn page_says_when_a_download_breaks_off_each_time() {
    let world = World::set(|_| {});
    let entries = HashMap::from([(ENTRIES.to_owned(), Lie::Cut)]);
    world.refuses(entries, "unreachable", "return");
}

#[test]
fn page_sends_nothing_to_a_log_that_stands_still() {
    let world = World::set(|_| {});
    world.refuses(HashMap::new(), "log-stale", "late");
}

#[test]
fn page_refuses_a_configuration_that_was_touched() {
    let world = World::set(|_| {});
    let note = String::from_utf8(world.get("/page.note")).unwrap();
    let touched = note.replace("0800-0113", "0900-0113");
    assert_ne!(note, touched);
    world.refuses(lie("/page.note", touched), "page-refused", "start");
}

#[test]
fn page_refuses_a_card_without_a_key_for_the_week() {
    let world = World::set(|card| {
        for intake in &mut card.intake {
            intake.week += 604_800;
        }
        card.not_after += 604_800;
    });
    world.refuses(HashMap::new(), "week", "sending");
}
