//! Every screen that can be reached: whole, labelled, in both languages; every form takes the token;
//! lists show no content.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use bellrope_desk::case::CaseNumber;
use bellrope_desk::person::{self, NewPerson, Role};
use bellrope_desk::text::{Lang, Texts};
use bellrope_desk::vault::Passphrase;
use bellrope_trail::{Key, Kind};

use zeroize::Zeroizing;

use support::html;
use support::sitting::Sitting;
use support::{STORY, World, a_reported_world};

/// A desk with one report, unlocked.
fn a_sitting() -> (Sitting, CaseNumber) {
    let (world, _) = a_reported_world();
    let number = world.only_case();
    (Sitting::open(world), number)
}

/// Says what everybody is asked before they see anything of a case.
fn declare_no_interest(sitting: &mut Sitting, number: &CaseNumber) {
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("do you have an interest");
    html::check(&sitting.page);
    sitting.send(
        &format!("/cases/{number}/interest"),
        &[("interest", "none")],
    );
    sitting.shows("<h2>Conversation</h2>");
}

/// Follows every link from the first page on; answers the pages.
fn crawl(sitting: &mut Sitting) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut todo = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = todo.pop_first() {
        // The window answers dialogs; where there is none, no page links them.
        if pages.contains_key(&path) {
            continue;
        }
        sitting.get(&path);
        assert_eq!(sitting.status, 200, "{path}: {}", sitting.page);
        todo.extend(html::links(&sitting.page));
        pages.insert(path, sitting.page.clone());
    }
    pages
}

#[test]
fn every_page_is_whole_and_labelled_in_both_languages() {
    let (mut sitting, number) = a_sitting();
    for lang in ["nl", "en"] {
        sitting.get("/");
        sitting.send("/language", &[("lang", lang), ("back", "/")]);
        let pages = crawl(&mut sitting);
        for (path, page) in &pages {
            html::check(page);
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            // An id without a text stands for itself.
            for id in [
                "case-", "act-", "fact-", "people-", "trail-", "write-", "q-", "v-",
            ] {
                let raw = page.split('>').filter_map(|part| part.split('<').next());
                let raw: Vec<&str> = raw.filter(|text| text.trim().starts_with(id)).collect();
                assert!(raw.is_empty(), "{path}: {raw:?}");
            }
        }
        for part in [
            "",
            "/write",
            "/notes",
            "/hearings",
            "/tasks",
            "/course",
            "/files",
            "/trail",
            "/paper",
        ] {
            assert!(
                pages.contains_key(&format!("/cases/{number}{part}")),
                "{part}"
            );
        }
        for path in [
            "/people/new",
            "/people/passphrase",
            "/trail",
            "/trail/export",
        ] {
            assert!(pages.contains_key(path), "{path}");
        }
    }
}

#[test]
fn every_act_and_fact_of_the_trail_has_words() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for act in bellrope_trail::Act::ALL {
            assert!(
                texts.find(&format!("act-{}", act.code()), &[]).is_some(),
                "{act}"
            );
        }
        let told = |key: &&Key| key.kind() != Kind::Hash;
        for key in Key::ALL.iter().filter(told) {
            assert!(
                texts.find(&format!("fact-{}", key.code()), &[]).is_some(),
                "{}",
                key.code()
            );
        }
    }
}

#[test]
fn no_form_does_anything_without_the_token() {
    let (mut sitting, _) = a_sitting();
    let pages = crawl(&mut sitting);
    let actions: BTreeSet<String> = pages
        .values()
        .flat_map(|page| html::actions(page))
        .collect();
    assert!(actions.len() > 5, "{actions:?}");
    for action in &actions {
        sitting.send_with(
            action,
            "",
            &[("confirmed", "yes"), ("text", "Een bericht.")],
        );
        assert_eq!(sitting.status, 422, "{action}");
        assert!(
            sitting.page.contains("Nothing was done"),
            "{action}: {}",
            sitting.page
        );
    }
    let after = crawl(&mut sitting);
    let same = |pages: &BTreeMap<String, String>| pages["/trail"].replace(char::is_whitespace, "");
    assert_eq!(same(&pages), same(&after));
}

#[test]
fn lists_and_titles_show_nothing_of_a_report() {
    let (mut sitting, number) = a_sitting();
    let pages = crawl(&mut sitting);
    let words: Vec<&str> = STORY.split(' ').filter(|word| word.len() > 4).collect();
    let talk = format!("/cases/{number}");
    assert!(words.iter().all(|word| pages[&talk].contains(word)));
    for (path, page) in &pages {
        let title = page
            .split("<title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        for word in &words {
            assert!(!title.contains(word), "{path}");
            let within_case = path.starts_with(&talk);
            assert!(within_case || !page.contains(word), "{path} says {word}");
        }
    }
}

#[test]
fn a_locked_desk_shows_nothing() {
    let (mut sitting, _) = a_sitting();
    let pages = crawl(&mut sitting);
    sitting.send("/lock", &[]);
    for path in pages.keys() {
        sitting.get(path);
        assert!(sitting.page.contains("The vault is locked"), "{path}");
    }
}

#[test]
fn writing_takes_a_look_before_it_is_sent() {
    let (mut sitting, number) = a_sitting();
    let talk = format!("/cases/{number}");
    let write = format!("{talk}/write");
    sitting.get(&write);
    sitting.shows("/drafts/acknowledgement");
    sitting.send(&write, &[("text", "  ")]);
    assert_eq!(sitting.status, 422);
    assert!(sitting.page.contains("id=\"text-error\""));
    sitting.send(&write, &[("text", "Dank u wel.\r\n<b>Wij lezen</b> het.")]);
    html::check(&sitting.page);
    sitting.shows("As the reporter reads it");
    assert!(sitting.page.contains("&lt;b&gt;Wij lezen"));
    assert!(sitting.page.contains("also acknowledges receipt"));
    let send = format!("{talk}/drafts/free/send");
    sitting.send(&send, &[]);
    assert!(
        sitting.page.contains("As the reporter reads it"),
        "one key sends nothing"
    );
    sitting.get(&talk);
    assert!(
        !sitting.page.contains("goes with the next batch"),
        "nothing was sent yet"
    );
    sitting.send(&send, &[("confirmed", "yes")]);
    sitting.shows("Receipt is acknowledged");
    assert!(sitting.page.contains("goes with the next batch"));
}

#[test]
fn drafted_acknowledgement_is_changed_and_thrown_away() {
    let (mut sitting, number) = a_sitting();
    let draft = format!("/cases/{number}/drafts/acknowledgement");
    sitting.get(&draft);
    sitting.shows("Dank u wel voor uw melding");
    sitting.get(&format!("{draft}/change"));
    assert!(sitting.page.contains("Dank u wel voor uw melding"));
    sitting.send(
        &format!("{draft}/change"),
        &[("text", "Wij hebben uw melding. Dank u wel.")],
    );
    sitting.shows("Wij hebben uw melding.");
    sitting.send(&format!("{draft}/drop"), &[]);
    sitting.shows("Nothing was sent");
    sitting.get(&draft);
    assert_eq!(sitting.status, 422);
}

#[test]
fn template_names_what_is_missing_beside_its_field() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/cases/{number}/write/template");
    sitting.get(&format!("/cases/{number}/write?template=request"));
    html::check(&sitting.page);
    let question = ("question", "Wanneer was dit");
    sitting.send(
        &path,
        &[("template", "request"), question, ("answer-by", "morgen")],
    );
    assert_eq!(sitting.status, 422);
    sitting.shows("id=\"answer-by-error\"");
    assert!(
        sitting.page.contains("Wanneer was dit"),
        "what was typed stays"
    );
    html::check(&sitting.page);
    let whole = [
        ("template", "request"),
        question,
        ("answer-by", "2026-12-24"),
    ];
    sitting.send(&path, &whole);
    // The reporter wrote Dutch, whatever the caseworker reads.
    let made = "Wij hebben een vraag over uw melding. Wanneer was dit. U hoeft niet te antwoorden.";
    sitting.shows(made);
    assert!(sitting.page.contains("24 december 2026"));
    html::check(&sitting.page);
}

#[test]
fn note_is_kept_apart_from_what_is_sent() {
    let (mut sitting, number) = a_sitting();
    let notes = format!("/cases/{number}/notes");
    sitting.get(&notes);
    sitting.send(&notes, &[("note", " ")]);
    sitting.shows("id=\"note-error\"");
    sitting.send(&notes, &[("note", "Nagevraagd bij de planning.")]);
    sitting.shows("Note of Femke de Wit");
    // Nothing on the page sends: its only forms keep a note, change the language, lock.
    let actions = html::actions(&sitting.page);
    assert_eq!(
        actions,
        ["/language", "/lock", notes.as_str()]
            .map(str::to_owned)
            .into()
    );
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("class=\"turn internal\"");
    assert!(sitting.page.contains("never goes to the reporter"));
}

#[test]
fn task_is_set_and_ended() {
    let (mut sitting, number) = a_sitting();
    let tasks = format!("/cases/{number}/tasks");
    sitting.get(&tasks);
    sitting.send(&tasks, &[("sort", "contact"), ("due", "volgende week")]);
    sitting.shows("id=\"due-error\"");
    let task = [
        ("sort", "interview"),
        ("due", "2026-11-25"),
        ("text", "Chauffeur spreken"),
    ];
    sitting.send(&tasks, &task);
    assert!(sitting.page.contains("Chauffeur spreken") && sitting.page.contains("soon"));
    html::check(&sitting.page);
    sitting.send(&format!("{tasks}/1"), &[("end", "skipped")]);
    sitting.shows("skipped on 23 November 2026");
}

#[test]
fn status_moves_along_the_table_with_its_reason() {
    let (mut sitting, number) = a_sitting();
    let course = format!("/cases/{number}/course");
    let status = format!("/cases/{number}/status");
    sitting.get(&course);
    sitting.send(&status, &[]);
    sitting.shows("id=\"status-error\"");
    sitting.send(&status, &[("status", "withdrawn")]);
    sitting.shows("id=\"reason-error\"");
    html::check(&sitting.page);
    let moved = [
        ("status", "assessing"),
        ("reason", "De ontvangst is al aan de telefoon bevestigd."),
    ];
    sitting.send(&status, &moved);
    sitting.shows("The status is now: Under assessment");
    assert!(sitting.page.contains("aan de telefoon bevestigd"));
    assert!(
        !sitting.page.contains("value=\"acknowledged\""),
        "that move is not open any more"
    );
}

#[test]
fn case_is_judged_and_every_answer_stays() {
    let (mut sitting, number) = a_sitting();
    let class = format!("/cases/{number}/class");
    sitting.get(&format!("/cases/{number}/course"));
    sitting.send(&class, &[]);
    sitting.shows("id=\"kind-error\"");
    sitting.send(&class, &[("misstand", "public-interest")]);
    sitting.shows("id=\"why-error\"");
    html::check(&sitting.page);
    let judged = [
        ("category", "ZS1"),
        ("also", "OG4"),
        ("urgency", "high"),
        ("misstand", "public-interest"),
        ("why", "Het gaat om meer dan een paar mensen."),
    ];
    sitting.send(&class, &judged);
    sitting.shows("Public interest");
    sitting.send(&class, &[("urgency", "low")]);
    assert!(sitting.page.contains("High") && sitting.page.contains("Low"));
}

#[test]
fn somebody_new_types_their_own_passphrase() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/people/new");
    let wrong = [("name", ""), ("passphrase", "kort"), ("again", "korter")];
    sitting.send("/people/new", &wrong);
    for id in ["name", "role", "passphrase", "again", "reason"] {
        assert!(sitting.page.contains(&format!("id=\"{id}-error\"")), "{id}");
    }
    assert!(
        !sitting.page.contains("kort"),
        "a passphrase is never shown"
    );
    html::check(&sitting.page);
    let words = "elf blauwe tegels in de regen";
    let new = [
        ("name", "Joris Baan"),
        ("role", "caseworker"),
        ("passphrase", words),
        ("again", words),
        ("reason", "Komt het team versterken."),
    ];
    sitting.send("/people/new", &new);
    sitting.shows("Joris Baan");
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", words)]);
    sitting.get("/trail");
    sitting.shows("Person added: Joris Baan");
}

#[test]
fn a_changed_passphrase_is_the_one_that_opens() {
    let (mut sitting, _) = a_sitting();
    let words = "negen natte honden in de hal";
    sitting.get("/people/passphrase");
    sitting.send(
        "/people/passphrase",
        &[("passphrase", words), ("again", words)],
    );
    sitting.shows("Your passphrase is changed");
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", support::WORDS)]);
    assert_eq!(sitting.status, 422);
    sitting.send("/unlock", &[("passphrase", words)]);
    assert!(sitting.page.contains("<h1>Inbox</h1>"));
}

#[test]
fn trail_is_checked_and_written() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/trail");
    sitting.send("/trail/verify", &[]);
    sitting.work();
    sitting.shows("The trail holds");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mid.trail");
    let path = file.to_str().unwrap();
    sitting.get("/trail/export");
    sitting.send("/trail/export", &[("file", path)]);
    sitting.shows("Trail exported");
    let trail = std::fs::read(&file).unwrap();
    assert!(bellrope_trail::Untrusted::parse(&trail).is_ok());
    sitting.get("/trail/export");
    sitting.send("/trail/export", &[("file", path)]);
    assert_eq!(sitting.status, 422);
    assert_eq!(std::fs::read(&file).unwrap(), trail, "nothing is replaced");
}

#[test]
fn triage_keeps_what_is_answered_and_ends_with_the_next_step() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/triage/{number}");
    sitting.get("/triage");
    sitting.shows(&path);
    sitting.get(&path);
    html::check(&sitting.page);
    let legends = sitting.page.matches("<li><fieldset").count()
        + sitting.page.matches("<li><div class=\"field\"").count();
    assert!((5..=10).contains(&legends), "{legends} checks");
    let mut answers = vec![
        ("danger", "no"),
        ("category", "ZS5"),
        ("misstand", "not-yet"),
    ];
    sitting.send(&path, &answers);
    sitting.shows("6 questions are left");
    // Another day, or another person: it is all there.
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", support::WORDS)]);
    sitting.get(&path);
    sitting.shows("value=\"ZS5\" selected");
    assert!(sitting.page.contains("3 of 9 answered"));
    answers.extend([
        ("completeness", "ask"),
        ("conflict", "none"),
        ("detriment", "feared"),
        ("retaliation", "medium"),
        ("urgency", "normal"),
        ("route", "preliminary"),
    ]);
    sitting.send(&path, &answers);
    assert_eq!(sitting.status, 422);
    sitting.shows("id=\"why-error\"");
    html::check(&sitting.page);
    answers.push(("why", "Eerst weten hoe het met de sleutels is geregeld."));
    sitting.send(&path, &answers);
    sitting.shows("The triage is complete");
    assert!(sitting.page.contains("Preliminary inquiry"));
    html::check(&sitting.page);
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("Financial violation");
}

#[test]
fn search_finds_words_of_a_case_and_shows_none() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/search");
    sitting.send("/search", &[("words", "magazijn")]);
    sitting.shows(number.as_str());
    assert!(!sitting.page.contains("van hand tot hand"));
    html::check(&sitting.page);
    sitting.send("/search", &[("words", "vliegtuig")]);
    sitting.shows("Nothing found");
    sitting.send("/search", &[("words", "status:misschien")]);
    sitting.shows("id=\"words-error\"");
    sitting.send("/search", &[("words", "")]);
    assert!(sitting.page.contains("id=\"words-error\""));
}

#[test]
fn terms_are_written_as_a_calendar_without_content() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/terms");
    sitting.shows("Acknowledgement");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mid.ics");
    sitting.get("/terms/calendar?of=own");
    sitting.send(
        "/terms/calendar",
        &[("of", "own"), ("file", file.to_str().unwrap())],
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("BEGIN:VEVENT") && text.contains(number.as_str()),
        "{text}"
    );
    for word in STORY.split(' ').filter(|word| word.len() > 4) {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn lists_are_narrowed() {
    let (mut sitting, number) = a_sitting();
    let has = |sitting: &mut Sitting, path: &str| {
        sitting.get(path);
        html::check(&sitting.page);
        sitting.page.contains(number.as_str())
    };
    for path in [
        "/",
        "/?show=new",
        "/?show=due",
        "/?show=team",
        "/cases?status=received",
    ] {
        assert!(has(&mut sitting, path), "{path}");
    }
    assert!(!has(&mut sitting, "/cases?status=concluded"));
    assert!(!has(&mut sitting, "/cases?category=OG1"));
    assert!(has(&mut sitting, "/cases?category=&status=&page=9"));
}

const HIS_WORDS: &str = "elf blauwe tegels in de regen";

/// A desk of two people who both read its case; the first has unlocked.
fn a_sitting_of_two() -> (Sitting, CaseNumber) {
    let mut world = World::new();
    let his = Passphrase::new(Zeroizing::new(HIS_WORDS.to_owned()));
    let new = NewPerson {
        name: "Joris Baan",
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &his,
    };
    person::add(&mut world.vault, &new, world.now, &mut world.rng).unwrap();
    world.receive_report();
    world.import();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    // The first declared at the import; the other does it when they sit down.
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    declare_no_interest(&mut sitting, &number);
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", support::WORDS)]);
    (sitting, number)
}

/// Asks to conclude a case without an investigation, which takes two; leads to the proposal.
fn propose_closing(sitting: &mut Sitting, number: &CaseNumber) -> String {
    let status = format!("/cases/{number}/status");
    sitting.get(&format!("/cases/{number}/course"));
    sitting.send(
        &status,
        &[
            ("status", "assessing"),
            ("reason", "Telefonisch bevestigd."),
        ],
    );
    let close = [
        ("status", "concluded"),
        ("reason", "Dit is geen schending."),
    ];
    sitting.send(&status, &close);
    sitting.shows("waits for a colleague");
    assert!(sitting.page.contains("Dit is geen schending."));
    html::check(&sitting.page);
    let actions = html::actions(&sitting.page);
    let approve = actions
        .iter()
        .find(|path| path.ends_with("/approve"))
        .unwrap();
    approve.strip_suffix("/approve").unwrap().to_owned()
}

#[test]
fn what_takes_two_is_approved_on_the_spot_by_a_passphrase() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = propose_closing(&mut sitting, &number);
    let approve = format!("{path}/approve");
    for (typed, said) in [
        ("", "Let a colleague"),
        ("nobody has this passphrase", "passphrase"),
    ] {
        sitting.send(&approve, &[("witness", typed)]);
        assert_eq!(sitting.status, 422);
        sitting.shows("id=\"witness-error\"");
        assert!(sitting.page.contains(said));
    }
    sitting.send(&approve, &[("witness", support::WORDS)]);
    assert_eq!(sitting.status, 422, "nobody is their own second");
    sitting.get(&path);
    sitting.send(&approve, &[("witness", HIS_WORDS)]);
    sitting.shows("The proposal is approved");
    sitting.get(&format!("/cases/{number}/course"));
    assert!(sitting.page.contains("Concluded") && sitting.page.contains("with Joris Baan"));
}

#[test]
fn what_takes_two_waits_for_the_other_to_sit_down() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = propose_closing(&mut sitting, &number);
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.shows("1 proposal waits");
    sitting.get(&format!("/cases/{number}"));
    sitting.send(
        &format!("/cases/{number}/interest"),
        &[("interest", "none")],
    );
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/refuse"), &[("answer", " ")]);
    sitting.shows("id=\"answer-error\"");
    sitting.send(
        &format!("{path}/refuse"),
        &[("answer", "Eerst de planning opvragen.")],
    );
    sitting.shows("The proposal is refused");
    sitting.get(&format!("/cases/{number}"));
    assert!(sitting.page.contains("Under assessment"));
}

#[test]
fn promises_are_kept_and_wrong_numbers_named() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/settings");
    html::check(&sitting.page);
    sitting.send(
        "/settings/promises",
        &[("acknowledge", "0"), ("advice", "")],
    );
    for id in ["acknowledge", "advice"] {
        assert!(sitting.page.contains(&format!("id=\"{id}-error\"")), "{id}");
    }
    let promises = [("acknowledge", "2"), ("interim", "4"), ("advice", "10")];
    sitting.send("/settings/promises", &promises);
    sitting.shows("2 working days");
    sitting.get("/terms");
    sitting.shows("own promise");
}

#[test]
fn shares_are_shown_once_and_drilled() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/recovery");
    html::check(&sitting.page);
    sitting.send("/recovery", &[("of", "3"), ("need", "5")]);
    for id in ["of", "reason"] {
        assert!(
            sitting.page.contains(&format!("id=\"{id}-error\"")),
            "{id}: {}",
            sitting.page
        );
    }
    let wanted = [("of", "3"), ("need", "2"), ("reason", "Eerste delen.")];
    sitting.send("/recovery", &wanted);
    html::check(&sitting.page);
    let cards: Vec<String> = sitting
        .page
        .split("<p class=\"groups\">")
        .skip(1)
        .map(|card| {
            card.split("</p>")
                .next()
                .unwrap()
                .replace("<span>", "")
                .replace("</span>", "")
        })
        .collect();
    assert_eq!(cards.len(), 3, "{}", sitting.page);
    sitting.get("/recovery");
    assert!(
        !sitting.page.contains(cards[0].trim()),
        "they are kept nowhere"
    );
    sitting.get("/recovery/drill");
    html::check(&sitting.page);
    sitting.send(
        "/recovery/drill",
        &[("share-1", &cards[0]), ("share-2", "deel 1 iets")],
    );
    sitting.shows("id=\"share-2-error\"");
    assert!(
        !sitting.page.contains(cards[0].trim()),
        "a share is not sent back"
    );
    sitting.send(
        "/recovery/drill",
        &[("share-1", &cards[0]), ("share-2", &cards[2])],
    );
    sitting.shows("These shares open the vault");
}

#[test]
fn record_of_a_hearing_goes_from_concept_to_agreed() {
    let (mut sitting, number) = a_sitting();
    let hearings = format!("/cases/{number}/hearings");
    sitting.get(&hearings);
    html::check(&sitting.page);
    let recording = [
        ("party", "reporter"),
        ("form", "recording"),
        ("record", "Hij zag de sleutels liggen."),
    ];
    sitting.send(&hearings, &recording);
    sitting.shows("id=\"consent-error\"");
    let minutes = [("party", "reporter"), ("form", "minutes"), recording[2]];
    sitting.send(&hearings, &minutes);
    sitting.shows("Record 1: Reporter, Minutes");
    let first = format!("{hearings}/1");
    sitting.send(&first, &[("state", "sent")]);
    html::check(&sitting.page);
    sitting.send(&first, &[("state", "corrected")]);
    sitting.shows("id=\"correction-1-error\"");
    sitting.send(
        &first,
        &[("state", "corrected"), ("correction-1", "Zij, niet hij.")],
    );
    assert!(sitting.page.contains("Zij, niet hij."));
    sitting.send(&first, &[("state", "agreed")]);
    sitting.shows("Agreed");
    let actions = html::actions(&sitting.page);
    assert!(!actions.contains(&first), "what is agreed goes no further");
}

#[test]
fn aftercare_is_asked_or_skipped_with_a_reason() {
    let (mut sitting, number) = a_sitting();
    let status = format!("/cases/{number}/status");
    sitting.get(&format!("/cases/{number}/course"));
    for to in ["assessing", "concluded"] {
        sitting.send(
            &status,
            &[("status", to), ("reason", "Er is niets aan de hand.")],
        );
        assert_eq!(sitting.status, 200, "{}", sitting.page);
    }
    let tasks = format!("/cases/{number}/tasks");
    sitting.get(&tasks);
    html::check(&sitting.page);
    sitting.shows("12 months after closing");
    let care = format!("/cases/{number}/care");
    sitting.send(&care, &[("months", "3"), ("do", "skip")]);
    sitting.shows("id=\"why-3-error\"");
    html::check(&sitting.page);
    let why = [
        ("months", "3"),
        ("do", "skip"),
        ("why-3", "De melder wil dit niet."),
    ];
    sitting.send(&care, &why);
    sitting.shows("Skipped");
    sitting.send(&care, &[("months", "1"), ("do", "asked")]);
    sitting.shows("Done");
}

#[test]
fn whoever_has_an_interest_sees_the_case_no_more() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = format!("/cases/{number}/interest");
    sitting.get(&path);
    sitting.send(&path, &[("interest", "own")]);
    sitting.shows("This cannot be undone");
    html::check(&sitting.page);
    sitting.send(&path, &[("interest", "own"), ("confirmed", "yes")]);
    sitting.shows("<h1>Inbox</h1>");
    for part in ["", "/notes", "/files", "/paper", "/course"] {
        sitting.get(&format!("/cases/{number}{part}"));
        let words = STORY.split(' ').filter(|word| word.len() > 4);
        assert!(
            words.clone().all(|word| !sitting.page.contains(word)),
            "{part}"
        );
        assert_ne!(sitting.status, 200, "{part}");
    }
}

#[test]
fn nothing_of_a_case_shows_before_the_declaration() {
    let mut world = World::new();
    world.receive_report();
    world.import_only();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    for part in [
        "",
        "/write",
        "/notes",
        "/hearings",
        "/tasks",
        "/course",
        "/files",
        "/paper",
    ] {
        sitting.get(&format!("/cases/{number}{part}"));
        assert!(
            sitting.page.contains("do you have an interest"),
            "{part}: {}",
            sitting.page
        );
    }
    sitting.get(&format!("/triage/{number}"));
    sitting.shows("do you have an interest");
}

#[test]
fn readers_are_shown_and_changed() {
    let (mut sitting, number) = a_sitting_of_two();
    let access = format!("/cases/{number}/access");
    sitting.get(&access);
    html::check(&sitting.page);
    assert!(
        sitting.page.contains("Femke de Wit, Joris Baan")
            || sitting.page.contains("Joris Baan, Femke de Wit")
    );
    let joris = sitting
        .page
        .split("<option value=\"")
        .skip(1)
        .find(|it| it.contains("Joris Baan"));
    let joris = joris.unwrap().split('"').next().unwrap().to_owned();
    sitting.send(&access, &[("person", "niemand"), ("act", "assign")]);
    sitting.shows("id=\"person-error\"");
    sitting.send(&access, &[("person", &joris), ("act", "assign")]);
    sitting.shows("<dd>Joris Baan</dd>");
    sitting.send(&access, &[("person", &joris), ("act", "take-out")]);
    assert!(
        !sitting.page.contains("Femke de Wit, Joris Baan"),
        "{}",
        sitting.page
    );
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.get(&format!("/cases/{number}"));
    assert_ne!(sitting.status, 200, "{}", sitting.page);
}

#[test]
fn absence_is_noted_and_a_leaver_is_proposed() {
    let (mut sitting, _) = a_sitting_of_two();
    sitting.get("/people");
    let links = html::links(&sitting.page);
    let pages: Vec<String> = links
        .into_iter()
        .filter(|path| path.starts_with("/people/of/"))
        .collect();
    assert_eq!(pages.len(), 2);
    let mut his = String::new();
    for page in &pages {
        sitting.get(page);
        html::check(&sitting.page);
        if sitting.page.contains("<h1>Joris Baan</h1>") {
            his.clone_from(page);
        }
    }
    sitting.get(&his);
    sitting.send(
        &format!("{his}/absence"),
        &[("from", "2026-12-24"), ("until", "2026-12-20")],
    );
    sitting.shows("id=\"until-error\"");
    sitting.send(
        &format!("{his}/absence"),
        &[("from", "2026-12-24"), ("until", "2027-01-02")],
    );
    sitting.shows("24 December 2026 – 2 January 2027");
    sitting.send(&format!("{his}/back"), &[("from", "2026-12-24")]);
    assert!(
        !sitting.page.contains("24 December 2026"),
        "{}",
        sitting.page
    );
    sitting.send(&format!("{his}/leave"), &[("why-leave", " ")]);
    sitting.shows("id=\"why-leave-error\"");
    sitting.get("/statement");
    sitting.send("/statement", &[]);
    sitting.shows("another year");
}

#[test]
fn case_is_held_with_a_reason_and_let_go() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/retention/{number}");
    sitting.get("/retention");
    html::check(&sitting.page);
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/hold"), &[("why-hold", " ")]);
    sitting.shows("id=\"why-hold-error\"");
    html::check(&sitting.page);
    sitting.send(
        &format!("{path}/hold"),
        &[("why-hold", "Er loopt een procedure.")],
    );
    sitting.shows("Er loopt een procedure.");
    // Nothing is deleted while the case is open, whatever is sent.
    sitting.send(&format!("{path}/delete"), &[("why-delete", "Weg ermee.")]);
    assert_eq!(sitting.status, 422, "{}", sitting.page);
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("<h2>Conversation</h2>");
}
