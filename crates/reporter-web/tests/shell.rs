//! The shell against a desk and a relay in memory: what leaves, when it leaves, what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

#[path = "../../reporter/tests/support/mod.rs"]
mod support;

use bellrope_protocol::case_code::{CaseCode, Language};
use bellrope_protocol::content::{LetterBody, ReplyContent, Status, StatusCode, TextPart};
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN};
use bellrope_protocol::page::SignedPage;
use bellrope_protocol::parcel::ParcelOpener;
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::Day;
use bellrope_reporter::{Method, Request, Response};
use bellrope_reporter_web::code::{ReadCode, new_code, read_code, take_code};
use bellrope_reporter_web::core::Core;
use bellrope_reporter_web::fault::Fault;
use bellrope_reporter_web::letter::{Letter, files_from_json, measure};
use bellrope_reporter_web::posting::{Accepted, Posting};
use bellrope_reporter_web::random::device_rng;
use bellrope_reporter_web::sending::{Need, Sending};
use bellrope_transparency::log_note::{Line, Mark, Monday, Term};
use serde_json::{Value, json};

use support::World;

/// The configuration of the world's desk, signed by its root.
fn a_note(world: &World) -> Vec<u8> {
    let both = |text: &str| json!({"nl": text, "en": text});
    let page = json!({
        "version": 1, "made": world.now, "build": "00".repeat(32), "host": "relay.example",
        "title": both("Informatie"), "exit": "https://www.example.org/",
        "desks": [{
            "desk": "mid", "founding": world_card(world)["founding"], "name": both("Meldpunt"),
            "about": both("Drie mensen lezen mee."),
        }],
        "emergency": [{"need": both("Gevaar"), "name": both("Alarmnummer"), "phone": "112"}],
        "categories": [{"code": "ZS1", "family": "ZS", "name": both("Voertuigen")}],
        "retention": both("Twee jaar."),
        "cover": {"on": true, "first_secs": [1, 2], "every_secs": [1, 2], "max": 3},
    });
    let page = serde_json::from_value(page).unwrap();
    SignedPage::sign(page, &world.root).unwrap().to_bytes()
}

fn world_card(world: &World) -> Value {
    serde_json::to_value(&world.card).unwrap()
}

fn an_open_core(world: &mut World) -> Core {
    let mut core = Core::open(&a_note(world)).unwrap();
    download(world, &mut core).unwrap();
    core
}

fn download(world: &mut World, core: &mut Core) -> Result<(), Fault> {
    let mut fetching = core.download("mid")?;
    while let Some(request) = fetching.request() {
        fetching.answer(world.answer(&request))?;
    }
    core.keep(fetching).map(|_| ())
}

fn a_report(story: &str) -> Letter {
    let report = json!({"route": "report", "family": "ZS", "story": story});
    let letter = json!({"kind": "report", "lang": "en", "report": report});
    Letter::from_json(&letter.to_string()).unwrap()
}

fn a_code() -> CaseCode {
    CaseCode::generate(&mut device_rng().unwrap())
}

fn begin(core: &Core, world: &World, letter: Letter, files: &Value) -> Result<Sending, Fault> {
    let files = files_from_json(&files.to_string())?;
    core.send(
        "mid",
        &a_code(),
        letter,
        files,
        world.now,
        &mut device_rng()?,
    )
}

/// Moves everything of one sending; returns what was asked of the relay before the letter.
fn store(world: &mut World, sending: &mut Sending, files: &[Vec<u8>]) -> Vec<Request> {
    let mut read = vec![0; files.len()];
    let mut requests = Vec::new();
    loop {
        match sending.need().unwrap() {
            Need::Seal => return requests,
            Need::Content { file, max_len } => {
                let rest = &files[file][read[file]..];
                let piece = &rest[..rest.len().min(max_len)];
                sending.give(piece).unwrap();
                read[file] += piece.len();
            }
            Need::Store { .. } => {
                let request = sending.request().unwrap();
                sending.answer(&world.answer(&request)).unwrap();
                requests.push(request);
            }
        }
    }
}

fn post(world: &mut World, posting: &Posting) -> Result<Accepted, Fault> {
    let answer = world.answer(&posting.request());
    posting.answer(answer, world.now)
}

#[test]
fn open_refuses_a_configuration_that_is_not_signed() {
    let world = World::new(1);
    let mut note = a_note(&world);
    let at = note.windows(4).position(|four| four == b"Drie").unwrap();
    note[at] = b'V';
    assert_eq!(Core::open(&note).unwrap_err().code(), "page-refused");
    assert_eq!(Core::open(b"").unwrap_err().code(), "page-refused");
}

#[test]
fn config_shows_fingerprints_and_cover() {
    let world = World::new(2);
    let core = Core::open(&a_note(&world)).unwrap();
    let fingerprint = world.card.founding.fingerprint().to_string();
    assert_eq!(core.fingerprints(), [fingerprint]);
    let config: Value = serde_json::from_str(core.config()).unwrap();
    assert_eq!(config["cover"]["max"], 3);
}

#[test]
fn keep_shows_what_everybody_sees() {
    let mut world = World::new(3);
    world.publish_day(Day::of(world.now), Vec::new());
    world.seal_epoch();
    let core = an_open_core(&mut world);
    let shown = serde_json::to_value(core.show("mid", world.now).unwrap()).unwrap();
    assert_eq!(shown["names"]["nl"], "Meldpunt");
    assert_eq!(
        shown["confirmed"],
        json!({"quorum": "none", "have": 0, "needed": 0})
    );
    assert_eq!(shown["fresh"], true);
    assert_eq!(shown["warnings"][0]["code"], "no-witness");
    assert!(shown["bytes"].as_u64().unwrap() > 65_536);
    let later = world.now + 8 * 86_400;
    let shown = serde_json::to_value(core.show("mid", later).unwrap()).unwrap();
    assert_eq!(
        (&shown["fresh"], &shown["warnings"][0]["code"]),
        (&json!(false), &json!("stale"))
    );
}

#[test]
fn keep_shows_the_year_before_of_a_board_that_is_new() {
    let week = |year, month, day| Monday::of(Day::from_date(year, month, day).unwrap());
    let shown_of = |count: u8, age: u32| {
        let mut world = World::new(3);
        world.publish_day(Day::of(world.now), Vec::new());
        world.seal_epoch();
        let year = Day::of(world.now).date().0 - 1;
        let line = |number: u8, received, acknowledged, feedback| Line {
            mark: Mark::from_bytes([number; 16]),
            received,
            acknowledged,
            feedback,
        };
        let received = week(year, 3, 2);
        let kept = Term::Kept(received);
        let mut lines: Vec<Line> = (1..=count)
            .map(|it| line(it, received, kept, kept))
            .collect();
        lines.push(line(80, received, kept, Term::Overdue));
        lines.push(line(
            81,
            received,
            Term::Late(week(year, 3, 16)),
            Term::Late(week(year, 9, 7)),
        ));
        // A year earlier: not counted.
        lines.push(line(90, week(year - 1, 3, 2), Term::Overdue, Term::Overdue));
        let day = Day::of(world.now - u64::from(age) * 86_400);
        world.publish_board(day, lines);
        let core = an_open_core(&mut world);
        serde_json::to_value(core.show("mid", world.now).unwrap()).unwrap()["lastYear"].clone()
    };
    let shown = shown_of(4, 10);
    assert_eq!(
        (
            &shown["received"],
            &shown["acknowledged"],
            &shown["feedback"],
            &shown["overdue"]
        ),
        (&json!(6), &json!(5), &json!(4), &json!(1)),
        "{shown}"
    );
    assert_eq!(shown_of(4, 93), Value::Null, "a stale board says nothing");
    assert_eq!(shown_of(2, 10), Value::Null, "four reports are too few");
}

#[test]
fn keep_shows_no_year_of_a_board_that_nobody_signed() {
    let mut world = World::new(3);
    world.publish_day(Day::of(world.now), Vec::new());
    world.seal_epoch();
    let core = an_open_core(&mut world);
    let shown = serde_json::to_value(core.show("mid", world.now).unwrap()).unwrap();
    assert_eq!(shown.get("lastYear"), None);
}

#[test]
fn download_refuses_a_swapped_card_and_an_altered_checkpoint() {
    let mut world = World::new(4);
    let mut core = Core::open(&a_note(&world)).unwrap();
    let other = World::new(5).cards[0].as_bytes().to_vec();
    world.tamper = Some(Box::new(move |request, mut response| {
        if request.path.ends_with("/cards/1") {
            response.body.clone_from(&other);
        }
        response
    }));
    assert_eq!(
        download(&mut world, &mut core).unwrap_err().code(),
        "card-swapped"
    );
    world.tamper = Some(Box::new(|request, mut response| {
        if request.path.ends_with("/replies/checkpoint") {
            response.body[40] ^= 1;
        }
        response
    }));
    let refused = download(&mut world, &mut core).unwrap_err();
    assert!(refused.code().starts_with("log-"), "{refused}");
    assert_eq!(
        core.show("mid", world.now).unwrap_err().code(),
        "not-downloaded"
    );
}

#[test]
fn send_stores_blocks_then_a_letter_that_the_desk_opens() {
    let mut world = World::new(6);
    let core = an_open_core(&mut world);
    let file = vec![7; BLOCK_LEN + 5];
    let files = json!([{"name": "a/b.pdf", "len": file.len()}]);
    let mut sending = begin(&core, &world, a_report("Er ontbreekt geld."), &files).unwrap();
    let requests = store(&mut world, &mut sending, std::slice::from_ref(&file));
    let puts = requests
        .iter()
        .filter(|request| request.method == Method::Put);
    assert_eq!(puts.count(), 2);
    let posting = sending.seal(&mut device_rng().unwrap()).unwrap();
    let epoch = u64::from(world.epoch());
    let accepted = post(&mut world, &posting).unwrap();
    let hash = body_hash(&posting.request().body);
    world.seal_epoch();
    let (content, _) = world.open_letter(&hash);
    let LetterBody::Report(report) = &content.body else {
        panic!("a report was sent");
    };
    assert_eq!(report.story, "Er ontbreekt geld.");
    assert!(accepted.receipt.starts_with("bellrope/1 receipt\n"));
    assert_eq!(accepted.entry_by, epoch + 3_600);
    let key = content.parcel.unwrap().key;
    let mut opener = ParcelOpener::new(&key);
    let mut archive = Vec::new();
    for (_, block) in &world.blocks {
        archive.extend_from_slice(opener.push(block).unwrap());
    }
    opener.finish().unwrap();
    assert!(archive.starts_with(b"a_b.pdf\0"));
    assert_eq!(archive[512..512 + file.len()], file);
}

#[test]
fn send_repeats_a_block_until_it_is_stored() {
    let mut world = World::new(7);
    let core = an_open_core(&mut world);
    let files = json!([{"name": "a", "len": 1}]);
    let mut sending = begin(&core, &world, a_report("x"), &files).unwrap();
    assert!(matches!(
        sending.need().unwrap(),
        Need::Content {
            file: 0,
            max_len: 1
        }
    ));
    sending.give(b"x").unwrap();
    assert_eq!(sending.need().unwrap(), sending.need().unwrap());
    let grant = sending.request().unwrap();
    sending.answer(&world.answer(&grant)).unwrap();
    let first = sending.request().unwrap();
    // Broken off, or the relay forgot the grant: the same block again.
    let gone = Response {
        status: 401,
        body: Vec::new(),
    };
    sending.answer(&gone).unwrap();
    let grant = sending.request().unwrap();
    assert_eq!(grant.method, Method::Post);
    sending.answer(&world.answer(&grant)).unwrap();
    assert!(sending.request().unwrap() == first);
    sending.answer(&world.answer(&first)).unwrap();
    assert_eq!(sending.need().unwrap(), Need::Seal);
}

#[test]
fn seal_refuses_before_every_block_is_stored() {
    let mut world = World::new(8);
    let core = an_open_core(&mut world);
    let files = json!([{"name": "a", "len": 1}]);
    let sending = begin(&core, &world, a_report("x"), &files).unwrap();
    assert_eq!(
        sending.seal(&mut device_rng().unwrap()).unwrap_err().code(),
        "files"
    );
}

#[test]
fn send_refuses_what_cannot_be_sealed_before_any_request() {
    let mut world = World::new(9);
    let core = an_open_core(&mut world);
    let code = |letter, files: &Value, now| {
        let files = files_from_json(&files.to_string()).unwrap();
        let mut rng = device_rng().unwrap();
        let refused = core.send("mid", &a_code(), letter, files, now, &mut rng);
        refused.unwrap_err().code()
    };
    let none = json!([]);
    assert_eq!(
        code(a_report(&"x".repeat(20_000)), &none, world.now),
        "too-long"
    );
    let large = json!([{"name": "a", "len": 1_u64 << 31}]);
    assert_eq!(code(a_report("x"), &large, world.now), "files-too-large");
    assert_eq!(
        code(a_report("x"), &none, world.now + 30 * 86_400),
        "log-stale"
    );
    assert_eq!(
        code(a_report("x"), &none, world.now - 30 * 86_400),
        "log-ahead"
    );
}

#[test]
fn cover_asks_for_what_a_letter_asks_for() {
    let mut world = World::new(10);
    let core = an_open_core(&mut world);
    let cover = core
        .cover("mid", world.now, &mut device_rng().unwrap())
        .unwrap();
    let sending = begin(&core, &world, a_report("x"), &json!([])).unwrap();
    let letter = sending.seal(&mut device_rng().unwrap()).unwrap();
    let (cover_request, request) = (cover.request(), letter.request());
    let shape = |request: &Request| {
        let headers: Vec<_> = request
            .headers
            .iter()
            .map(|(name, value)| (*name, value.len()))
            .collect();
        (
            request.method,
            request.path.clone(),
            headers,
            request.body.len(),
            request.answer_max_len,
        )
    };
    assert_eq!(shape(&cover_request), shape(&request));
    assert_eq!(cover_request.body.len(), LETTER_LEN);
    let first = post(&mut world, &cover).unwrap();
    let second = post(&mut world, &letter).unwrap();
    assert_eq!(first.receipt.len(), second.receipt.len());
    let hashes = [&cover_request, &request].map(|request| body_hash(&request.body));
    world.seal_epoch();
    assert_eq!(
        hashes.map(|hash| world.opens_as_report(&hash)),
        [false, true]
    );
}

#[test]
fn answer_refuses_a_receipt_for_another_letter() {
    let mut world = World::new(11);
    let core = an_open_core(&mut world);
    let seal = || {
        core.cover("mid", world.now, &mut device_rng().unwrap())
            .unwrap()
    };
    let (one, other) = (seal(), seal());
    let answer = world.answer(&other.request());
    assert_eq!(one.answer(answer, world.now).unwrap_err().code(), "receipt");
}

#[test]
fn mailbox_shows_letters_messages_and_status() {
    let mut world = World::new(12);
    let core = an_open_core(&mut world);
    let made = serde_json::to_value(new_code("nl", &mut device_rng().unwrap())).unwrap();
    let words: Vec<&str> = made["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let words = words.join(" ");
    let mut rng = device_rng().unwrap();
    let code = take_code(words.clone()).unwrap();
    let sending = core
        .send("mid", &code, a_report("x"), Vec::new(), world.now, &mut rng)
        .unwrap();
    let posting = sending.seal(&mut rng).unwrap();
    let accepted = post(&mut world, &posting).unwrap();
    let hash = body_hash(&posting.request().body);
    world.seal_epoch();
    let (content, keys) = world.open_letter(&hash);
    let today = Day::of(world.now);
    let mut reply = ReplyContent::new(content.handle, 1, None, today);
    reply.text = Some(TextPart::whole("Dank u wel."));
    reply.receipts = vec![hash];
    reply.status = Some(Status::new(StatusCode::Acknowledged));
    let sealed = world.seal_reply(&keys, &reply);
    world.publish_day(today, vec![sealed]);

    let mut core = core;
    download(&mut world, &mut core).unwrap();
    let shown = serde_json::to_value(core.open_mailbox(&code, world.now)).unwrap();
    assert_eq!(shown["found"], true);
    let case = &shown["desks"][0]["cases"][0];
    assert_eq!(case["letters"][0]["held"], true);
    assert_eq!(case["letters"][0]["body"], accepted.body_hash);
    assert_eq!(case["messages"][0]["text"], "Dank u wel.");
    assert_eq!(case["messages"][0]["day"], today.to_string());
    assert_eq!(case["status"]["code"], "acknowledged");
    assert_eq!(case["faults"], json!([]));
    assert_eq!(case["board"], json!({"state": "none"}));

    // A message goes on with the case, and no longer introduces itself.
    let message = json!({"kind": "message", "lang": "nl", "text": "Nog iets."});
    let message = Letter::from_json(&message.to_string()).unwrap();
    let sending = core
        .send("mid", &code, message, Vec::new(), world.now, &mut rng)
        .unwrap();
    let posting = sending.seal(&mut rng).unwrap();
    post(&mut world, &posting).unwrap();

    let empty = serde_json::to_value(core.open_mailbox(&a_code(), world.now)).unwrap();
    assert_eq!(
        (&empty["found"], &empty["desks"][0]["answersUntil"]),
        (&json!(false), &json!(today.to_string()))
    );
}

#[test]
fn read_code_tells_slips_on_the_device() {
    let code = a_code();
    let words = code.words(Language::Dutch);
    assert!(matches!(
        read_code(&words.join(" "), "nl"),
        ReadCode::Right { .. }
    ));
    let state = |typed: &str| serde_json::to_value(read_code(typed, "nl")).unwrap();
    assert_eq!(
        state("een twee"),
        json!({"state": "wrong", "reason": "count", "found": 2})
    );
    let mut unknown = words.map(str::to_owned);
    unknown[4] = "qqqqqq".to_owned();
    unknown[5] = "zzzzzz".to_owned();
    unknown[6] = "xxxxxx".to_owned();
    assert_eq!(
        state(&unknown.join(" ")),
        json!({"state": "wrong", "reason": "words", "places": [5, 6, 7]})
    );
    let other = code.words(Language::English).join(" ");
    assert_eq!(state(&other), json!({"state": "right", "words": words}));
}

#[test]
fn take_code_guesses_nothing() {
    let code = a_code();
    let mut words = code.words(Language::English).map(str::to_owned);
    // A letter too many, which reading forgives and asks about.
    words[0].insert(0, 'q');
    assert!(take_code(words.join(" ")).is_err());
}

#[test]
fn measure_is_never_less_than_what_is_sealed() {
    let mut world = World::new(13);
    let core = an_open_core(&mut world);
    let mut rng = device_rng().unwrap();
    let measured = |letter: Letter| {
        let measure = measure(letter, &mut device_rng().unwrap()).unwrap();
        let measure = serde_json::to_value(measure).unwrap();
        (
            measure["len"].as_u64().unwrap(),
            measure["max"].as_u64().unwrap(),
        )
    };
    let (empty, max) = measured(a_report(""));
    let fits = a_report(&"x".repeat(usize::try_from(max - empty).unwrap()));
    assert_eq!(measured(fits.clone()).0, max);
    let files = json!([{"name": "a", "len": 600_000_000}]);
    begin(&core, &world, fits, &files).unwrap();
    let long = a_report(&"woord ".repeat(4_000));
    assert!(measured(long.clone()).0 > max);
    let fitted = core.split("mid", &long, "[zie bijlage]", &mut rng).unwrap();
    let fitted = serde_json::to_value(fitted).unwrap();
    let letter = Letter::from_json(&fitted["letter"].to_string()).unwrap();
    begin(&core, &world, letter, &files).unwrap();
    assert!(fitted["rest"].as_str().unwrap().starts_with("woord "));
}

#[test]
fn letters_are_refused_when_text_and_kind_do_not_fit() {
    for letter in [
        json!({"kind": "message"}),
        json!({"kind": "report", "text": "x"}),
        json!({"kind": "cover"}),
        json!({"kind": "message", "text": "x", "extra": 1}),
    ] {
        let refused = Letter::from_json(&letter.to_string()).unwrap_err();
        assert_eq!(refused.code(), "letter-malformed");
        assert!(!refused.to_json().contains("extra"));
    }
}

#[test]
fn debug_hides_codes_letters_and_mailboxes() {
    let mut world = World::new(14);
    let core = an_open_core(&mut world);
    let mut rng = device_rng().unwrap();
    let sending = begin(&core, &world, a_report("geheim"), &json!([])).unwrap();
    let printed = [
        format!("{:?}", new_code("nl", &mut rng)),
        format!("{:?}", read_code("x", "nl")),
        format!("{:?}", a_report("geheim")),
        format!("{sending:?}"),
        format!("{:?}", core.open_mailbox(&a_code(), world.now)),
    ];
    assert_eq!(
        printed,
        [
            "NewCode { .. }",
            "ReadCode { .. }",
            "Letter { .. }",
            "Sending { .. }",
            "ShownMailbox { .. }"
        ]
    );
}
