//! Search over the cases that somebody may read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, CategorySet};
use bellrope_desk::case;
use bellrope_desk::case::Judgement;
use bellrope_desk::person::Role;
use bellrope_desk::search::{self, Found, Hit, Index, Place, SearchError};
use bellrope_desk::vault::{Passphrase, SlotKind};
use bellrope_protocol::content::LetterBody;
use zeroize::Zeroizing;

use support::{DAY, World, a_reported_world, his, passphrase};

fn finds(index: &mut Index, world: &World, typed: &str) -> bool {
    let found = index.search(&world.vault, typed).unwrap();
    assert!(found.len() <= 1);
    !found.is_empty()
}

#[test]
fn search_finds_what_letters_replies_notes_and_units_say() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let index = &mut Index::new();
    assert!(finds(index, &world, "magazijn SLEUTELS"));
    assert!(finds(index, &world, number.as_str()));
    assert!(!finds(index, &world, "hangslot"));

    // What is written later is found without making the index anew.
    let content = reporter.message("Het hangslot is weg.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::add_note(
        vault,
        &number,
        "Coördinator Pietersen belde.",
        world.now,
        rng,
    )
    .unwrap();
    case::set_unit(vault, &number, "13 Lichte Brigade", world.now, rng).unwrap();
    let reply = case::Reply {
        number: &number,
        text: "Wij zoeken de beheerder.",
    };
    case::reply(vault, reply, world.now, rng).unwrap();
    for typed in [
        "hangslot",
        "coordinator pietersen",
        "unit:lichte",
        "beheerder status:acknowledged",
        "category:ZS period:2026-11",
    ] {
        assert!(finds(index, &world, typed), "{typed}");
    }
    for typed in ["status:received", "period:2025", "unit:14", "fietsen"] {
        assert!(!finds(index, &world, typed), "{typed}");
    }
    let refused = index.search(&world.vault, "status:weg");
    assert!(matches!(refused, Err(SearchError::Query(_))));
}

#[test]
fn search_finds_nothing_in_cases_that_are_closed_to_me() {
    let (mut world, _) = a_reported_world();
    let his = Passphrase::new(Zeroizing::new("elf blauwe tegels in de regen".to_owned()));
    world.add("Bram Kuiper", Role::Caseworker, &his);
    let world = world.sit_down(&his);
    let index = &mut Index::new();
    assert!(!finds(index, &world, "magazijn"));
    assert!(!finds(index, &world, ""));
}

fn only(index: &mut Index, world: &World, typed: &str) -> Hit {
    let mut found = index.search(&world.vault, typed).unwrap();
    assert_eq!(found.len(), 1, "{typed}");
    found.remove(0)
}

fn places(hit: &Hit) -> Vec<String> {
    let place = |it: &Found| {
        let day = it.day.map_or("-".to_owned(), |day| day.to_string());
        format!("{} {} {day}", it.place.code(), it.number)
    };
    hit.found.iter().map(place).collect()
}

impl World {
    /// A report whose fields all say something.
    fn full_report(&mut self) -> case::CaseNumber {
        let reporter = self.reporter();
        let mut content = reporter.report(
            "’s Ochtends om 12:30 stond IJsbrand in ’s-Hertogenbosch: “Geen één foto’s!”",
            &mut self.rng,
        );
        let LetterBody::Report(report) = &mut content.body else {
            panic!("a report");
        };
        report.place = Some("de Ĳsselkade, blok 7".to_owned());
        report.people = Some("coördinator Piëtersen".to_owned());
        report.exclude = Some("mevrouw De Wit".to_owned());
        report.name = Some("Klaas Vaak".to_owned());
        report.contact = Some("06 12 34 56 78".to_owned());
        reporter.post(&content, &mut self.relay, &mut self.rng);
        self.seal();
        self.import();
        self.only_case()
    }
}

#[test]
fn search_finds_awkward_dutch_in_every_field_and_never_who_reported() {
    let mut world = World::new();
    let number = world.full_report();
    let index = &mut Index::new();
    for typed in [
        "ijsbrand",
        "Ĳsbrand",
        "'s-hertogenbosch",
        "één foto's",
        "\"geen een fotos\"",
        "12:30",
        "IJsselkade",
        "coordinator pietersen",
        "\"blok 7\"",
        "de wit",
    ] {
        assert_eq!(only(index, &world, typed).number, number, "{typed}");
    }
    for typed in [
        "Klaas",
        "vaak",
        "34 56",
        // Words of two fields in a row are no phrase.
        "\"foto’s de\"",
        "\"7 coordinator\"",
    ] {
        assert!(
            index.search(&world.vault, typed).unwrap().is_empty(),
            "{typed}"
        );
    }
}

#[test]
fn search_says_where_and_shows_words_only_when_asked() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    world.pass(2 * DAY);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let text = "De sleutels hangen nu in de kast.";
    case::add_note(vault, &number, "Gebeld.", world.now, rng).unwrap();
    case::add_note(vault, &number, text, world.now, rng).unwrap();
    let reply = case::Reply {
        number: &number,
        text: "Wie had de sleutels?",
    };
    case::reply(vault, reply, world.now, rng).unwrap();
    case::draft_free(
        vault,
        &number,
        None,
        "Nog één vraag: sleutels.",
        world.now,
        rng,
    )
    .unwrap();
    let index = &mut Index::new();
    let hit = only(index, &world, "SLEUTELS");
    assert_eq!(
        places(&hit),
        [
            "letter 1 2026-11-23",
            "reply 2 2026-11-25",
            "note 2 2026-11-25",
            "draft 1 2026-11-25"
        ]
    );
    assert_eq!(hit.age("2026-11-25".parse().unwrap()), 2);
    assert_eq!(hit.status, Status::Acknowledged);
    // The acknowledgement names the number; of a register line there is no place to tell.
    let named = only(index, &world, number.as_str());
    assert_eq!(places(&named), ["reply 1 2026-11-23"]);
    assert!(only(index, &world, "status:open").found.is_empty());
    let excerpts = search::excerpts(&world.vault, &number, "SLEUTELS").unwrap();
    let texts: Vec<&str> = excerpts.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts.len(), 4);
    assert!(texts.contains(&text));
    let found: Vec<Found> = excerpts.into_iter().map(|it| it.found).collect();
    assert_eq!(found, hit.found);
    // A draft that is thrown away is found no more.
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::drop_draft(vault, &number, None, world.now, rng).unwrap();
    let hit = only(index, &world, "sleutels");
    assert!(hit.found.iter().all(|it| it.place != Place::Draft));
}

#[test]
fn index_keeps_up_with_what_others_put_into_a_case() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    // Somebody who may not read the case imports its second letter.
    let mut world = world.sit_down(&his());
    let content = reporter.message("Het hangslot is weg.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let index = &mut Index::new();
    assert!(index.search(&world.vault, "hangslot").unwrap().is_empty());
    assert!(index.search(&world.vault, "").unwrap().is_empty());
    assert!(
        search::excerpts(&world.vault, &number, "hangslot")
            .unwrap()
            .is_empty()
    );
    // The same index in other hands knows nothing of before.
    let mut world = world.sit_down(&passphrase());
    assert_eq!(
        places(&only(index, &world, "hangslot")),
        ["letter 2 2026-11-23"]
    );
    // What arrives after the index was made is found as well, and what is sorted anew.
    let content = reporter.message("De brandkast staat open.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    assert_eq!(
        places(&only(index, &world, "brandkast")),
        ["letter 3 2026-11-23"]
    );
    assert!(
        index
            .search(&world.vault, "category:OG1")
            .unwrap()
            .is_empty()
    );
    let set = CategorySet::new(Category::Og1, []);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let judged = [Judgement::Categories(set)];
    case::classify(vault, &number, &judged, None, world.now, rng).unwrap();
    assert_eq!(
        only(index, &world, "category:OG1").category,
        Some(Category::Og1)
    );
}

#[test]
fn search_without_words_opens_no_content_and_a_destroyed_case_says_nothing() {
    let (world, _) = a_reported_world();
    let index = &mut Index::new();
    for slot in world.vault.slots(SlotKind::Case).unwrap() {
        world.vault.destroy_slot(SlotKind::Case, &slot).unwrap();
    }
    // Its line is there, its content is gone: a query of the line needs none of it.
    assert!(finds(index, &world, "status:received period:2026"));
    for typed in ["magazijn", "unit:13", "status:received sleutels"] {
        assert!(!finds(index, &world, typed), "{typed}");
    }
}

#[test]
fn many_cases_are_read_on_every_core_and_each_is_found() {
    let mut world = World::new();
    for number in 0..80 {
        let reporter = world.reporter();
        let story = format!("Dit is verhaal {number:03} over fietsen.");
        let content = reporter.report(&story, &mut world.rng);
        reporter.post(&content, &mut world.relay, &mut world.rng);
    }
    world.seal();
    assert_eq!(world.import().new_cases.len(), 80);
    let index = &mut Index::new();
    let all = index.search(&world.vault, "fietsen").unwrap();
    assert_eq!(all.len(), 80);
    assert!(all.iter().all(|hit| hit.found.len() == 1));
    for number in [0, 31, 32, 63, 79] {
        only(index, &world, &format!("\"verhaal {number:03}\""));
    }
}
