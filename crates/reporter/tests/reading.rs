//! Reading through a relay in memory: what is asked, what is found, what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

mod support;

use bellrope_protocol::card::{NextCount, VerifyCardError};
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Family, LetterBody, LetterLanguage, ReplyContent, Report, Route, Status, StatusCode, TextPart,
};
use bellrope_protocol::key::CaseKeys;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::Day;
use bellrope_reporter::compose::Correspondent;
use bellrope_reporter::mailbox::Mailbox;
use bellrope_reporter::post::LetterPost;
use bellrope_reporter::view::{CardError, Download, FreshnessError, LogFault, Part, ViewError};
use bellrope_reporter::{Request, Response, Standing};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _, RepliesNote};
use bellrope_transparency::tree::root_of;

use support::{Log, World};

fn day(label: &str) -> Day {
    label.parse().unwrap()
}

fn a_report() -> LetterBody {
    let report = Report::new(Route::Report, Family::Behaviour, "Er is iets gebeurd.");
    LetterBody::Report(Box::new(report))
}

/// Sends a letter and lets the relay log it; returns the code, the hash, and the desk's keys.
fn a_filed_report(world: &mut World) -> (CaseCode, [u8; 32], CaseKeys) {
    let code = CaseCode::generate(&mut world.rng);
    let view = world.view();
    let writer = Correspondent::begin(view.card(), &code, view.log_time()).unwrap();
    let hash = send(world, &writer, a_report());
    world.seal_epoch();
    let (content, keys) = world.open_letter(&hash);
    assert!(
        matches!(content.body, LetterBody::Report(report) if report.story == "Er is iets gebeurd.")
    );
    (code, hash, keys)
}

fn send(world: &mut World, writer: &Correspondent, body: LetterBody) -> [u8; 32] {
    let sealed = writer
        .seal(body, LetterLanguage::Dutch, None, &mut world.rng)
        .unwrap();
    let card = world.card.clone();
    let post = LetterPost::new(&card, &sealed);
    let response = world.answer(&post.request());
    let receipt = post.answer(response, world.now).unwrap().receipt;
    assert_eq!(receipt.body, sealed.body_hash());
    sealed.body_hash()
}

fn a_reply(keys: &CaseKeys, n: u32, prev: Option<[u8; 32]>, text: &str) -> ReplyContent {
    let mut reply = ReplyContent::new(keys.handle(), n, prev, day("2026-11-23"));
    reply.text = Some(TextPart::whole(text));
    reply
}

#[test]
fn mailbox_shows_letters_replies_status_and_receipts() {
    let mut world = World::new(1);
    let (code, hash, keys) = a_filed_report(&mut world);
    let mut status = Status::new(StatusCode::Acknowledged);
    status.feedback_by = Some(day("2027-02-23"));
    let mut first = ReplyContent::new(keys.handle(), 1, None, day("2026-11-23"));
    first.text = Some(TextPart::whole("Dank u wel voor uw melding."));
    first.status = Some(status);
    first.receipts = vec![hash];
    let first = world.seal_reply(&keys, &first);
    let prev = Some(body_hash(&first.0));
    let second = world.seal_reply(&keys, &a_reply(&keys, 2, prev, "Wij hebben een vraag."));
    world.publish_day(day("2026-11-23"), vec![first, second]);

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let [case] = mailbox.cases.as_slice() else {
        panic!("{} cases", mailbox.cases.len());
    };
    let [letter] = case.letters.as_slice() else {
        panic!("{} letters", case.letters.len());
    };
    assert_eq!(
        world.intake.entries[usize::try_from(letter.entry).unwrap()].body,
        hash
    );
    assert!(letter.held);
    assert!(case.is_acknowledged());
    let texts: Vec<String> = case
        .thread
        .texts()
        .into_iter()
        .map(|text| text.text)
        .collect();
    assert_eq!(
        texts,
        ["Dank u wel voor uw melding.", "Wij hebben een vraag."]
    );
    assert!(case.thread.missing.is_empty() && case.thread.unlinked.is_empty());
    let (status, _) = case.status().unwrap();
    assert_eq!(status.code, StatusCode::Acknowledged);
    assert_eq!(status.feedback_by, Some(day("2027-02-23")));
}

#[test]
fn mailbox_is_empty_for_another_code() {
    let mut world = World::new(2);
    let (_, _, keys) = a_filed_report(&mut world);
    let reply = world.seal_reply(&keys, &a_reply(&keys, 1, None, "x"));
    world.publish_day(day("2026-11-23"), vec![reply]);
    let other = CaseCode::generate(&mut world.rng);
    assert!(Mailbox::open(&world.view(), &other).is_empty());
}

#[test]
fn go_on_counts_own_letters_and_introduces_until_acknowledged() {
    let mut world = World::new(3);
    let (code, first, keys) = a_filed_report(&mut world);
    let message = |text: &str| LetterBody::Message { text: text.into() };

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let hash = send(&mut world, &writer, message("nog iets"));
    world.seal_epoch();
    let (content, same) = world.open_letter(&hash);
    assert_eq!(content.n, 2);
    assert!(content.intro.is_some());
    assert!(same.handle().equals(&keys.handle()));

    let mut reply = a_reply(&keys, 1, None, "gelezen");
    reply.receipts = vec![first, hash];
    let reply = world.seal_reply(&keys, &reply);
    world.publish_day(day("2026-11-23"), vec![reply]);
    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let sealed = writer
        .seal(
            LetterBody::Withdraw { text: None },
            LetterLanguage::Dutch,
            None,
            &mut world.rng,
        )
        .unwrap();
    let plaintext =
        bellrope_protocol::letter::open(&world.intake_keys[0].1, sealed.letter.as_slice());
    let text = String::from_utf8(plaintext.unwrap().expose_secret().to_vec()).unwrap();
    assert!(text.contains("\"n\":3") && text.contains("\"kind\":\"withdraw\""));
    assert!(!text.contains("intro"));
}

#[test]
fn go_on_keeps_to_the_key_of_the_case_after_a_new_one() {
    let mut world = World::new(4);
    let (code, _, keys) = a_filed_report(&mut world);
    let newer = bellrope_protocol::key::AuthenticationKey::generate(2, &mut world.rng);
    world.card.authentication.insert(0, newer.public());
    world.authentication.push(newer);
    world.publish_card();

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    assert_eq!(mailbox.cases.len(), 1);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let hash = send(
        &mut world,
        &writer,
        LetterBody::Message { text: "x".into() },
    );
    world.seal_epoch();
    let (content, same) = world.open_letter(&hash);
    assert_eq!(content.intro.unwrap().authentication, 1);
    assert!(same.handle().equals(&keys.handle()));
}

#[test]
fn mailbox_ignores_a_forged_reply_and_shows_what_is_missing() {
    let mut world = World::new(5);
    let (code, _, keys) = a_filed_report(&mut world);
    let first = world.seal_reply(&keys, &a_reply(&keys, 1, None, "een"));
    // The right passphrase and a wrong tag: nobody but the desk has the first, nobody the second.
    let (forged, _) = world.seal_reply(&keys, &a_reply(&keys, 2, Some([1; 32]), "vals"));
    let forged = (forged, Tag::from_bytes([7; 16]));
    let third = world.seal_reply(&keys, &a_reply(&keys, 3, Some([2; 32]), "drie"));
    let again = world.seal_reply(&keys, &a_reply(&keys, 3, Some([2; 32]), "nog eens drie"));
    let fourth = world.seal_reply(&keys, &a_reply(&keys, 4, Some([9; 32]), "vier"));
    world.publish_day(day("2026-11-23"), vec![first, forged, third, again, fourth]);

    let mailbox = Mailbox::open(&world.view(), &code);
    let thread = &mailbox.cases[0].thread;
    let texts: Vec<String> = thread.texts().into_iter().map(|text| text.text).collect();
    assert!(!texts.contains(&"vals".to_owned()));
    assert_eq!(thread.missing, [2..=2]);
    assert_eq!(thread.repeated, [3]);
    assert_eq!(thread.unlinked, [4]);
}

#[test]
fn mailbox_counts_a_reply_that_it_cannot_read() {
    let mut world = World::new(6);
    let (code, _, keys) = a_filed_report(&mut world);
    let (mut body, _) = world.seal_reply(&keys, &a_reply(&keys, 1, None, "x"));
    body[REPLY_LEN - 1] ^= 1;
    let tag = keys.reply_tag(&body_hash(&body));
    world.publish_day(day("2026-11-23"), vec![(body, tag)]);
    let mailbox = Mailbox::open(&world.view(), &code);
    assert_eq!(mailbox.cases[0].unreadable, [day("2026-11-23")]);
    assert!(mailbox.cases[0].thread.replies.is_empty());
}

/// Fills both logs beyond one bundle, one page and one window.
fn a_long_history(world: &mut World) {
    world.card.windows.replies_days = 40;
    world.card.windows.intake_days = 2;
    world.publish_card();
    let start = day("2026-11-23");
    // What the replies are does not matter here.
    let replies: Vec<(Vec<u8>, Tag)> = (0..16u8)
        .map(|number| (vec![number; REPLY_LEN], Tag::from_bytes([number; 16])))
        .collect();
    for number in 0..60 {
        world.append_day(start.plus(number), &replies);
    }
    let covers: Vec<Entry> = (0..16u8)
        .map(|number| Entry {
            epoch: 0,
            body: [number; 32],
            tag: [number; 16],
        })
        .collect();
    for _ in 0..600 {
        let epoch = world.epoch();
        world.append_intake(epoch, &covers);
        world.now = u64::from(epoch);
    }
}

#[test]
fn requests_are_the_same_for_every_code_and_none() {
    let mut world = World::new(7);
    a_long_history(&mut world);
    let pin = world.pin();
    let (first, view) = world.download(pin.clone());
    let view = view.unwrap();
    for _ in 0..2 {
        let code = CaseCode::generate(&mut world.rng);
        assert!(Mailbox::open(&view, &code).is_empty());
        let (again, _) = world.download(pin.clone());
        assert!(again == first);
    }
}

#[test]
fn requests_are_the_same_for_full_and_empty_mailboxes() {
    // Two worlds that differ in what the letters and replies are, and in nothing else.
    let mut requests: Vec<Vec<Request>> = Vec::new();
    for full in [true, false] {
        let mut world = World::new(8);
        if full {
            let (code, _, keys) = a_filed_report(&mut world);
            let reply = world.seal_reply(&keys, &a_reply(&keys, 1, None, "x"));
            world.publish_day(day("2026-11-23"), vec![reply]);
            assert!(!Mailbox::open(&world.view(), &code).is_empty());
        } else {
            world.seal_epoch();
            world.publish_day(day("2026-11-23"), Vec::new());
        }
        let pin = world.pin();
        requests.push(world.download(pin).0);
    }
    assert!(requests[0] == requests[1]);
}

#[test]
fn requests_are_the_same_for_a_fingerprint_and_a_card_file() {
    let mut world = World::new(9);
    let card = bellrope_reporter::view::open_card_file(world.cards[0].as_bytes()).unwrap();
    let by_card = bellrope_protocol::card::Pin::of(&card);
    let pin = world.pin();
    let (first, _) = world.download(pin);
    let (second, view) = world.download(by_card);
    assert!(view.is_ok());
    assert!(first == second);
}

#[test]
fn download_treats_both_pins_alike_when_the_list_is_wrong() {
    let mut world = World::new(44);
    let card = bellrope_reporter::view::open_card_file(world.cards[0].as_bytes()).unwrap();
    let pins = [world.pin(), bellrope_protocol::card::Pin::of(&card)];
    let fingerprint = world.pin().fingerprint.to_string().replace(' ', "");
    let elsewhere = format!("[{{\"desk\":\"other\",\"fingerprint\":\"{fingerprint}\"}}]");
    for list in ["", "{}", "[1]", "[]", elsewhere.as_str()] {
        let body = list.as_bytes().to_vec();
        world.tamper = Some(Box::new(move |request, response| {
            if request.path == "/v1/desks" {
                let body = body.clone();
                return Response { body, ..response };
            }
            response
        }));
        let [first, second] = pins.clone().map(|pin| world.download(pin));
        assert!(first.1.is_err(), "{list}");
        assert_eq!(first.1.err(), second.1.err(), "{list}");
        assert!(first.0 == second.0, "{list}");
    }
}

#[test]
fn requests_follow_the_order_of_the_protocol() {
    let mut world = World::new(10);
    a_long_history(&mut world);
    let pin = world.pin();
    let (requests, _) = world.download(pin);
    let paths: Vec<&str> = requests
        .iter()
        .map(|request| request.path.trim_start_matches("/v1/desks/mid/"))
        .collect();
    let bodies: Vec<String> = (20..60)
        .map(|number| format!("replies/batch/{number}"))
        .collect();
    // 60 batches of 16: the window begins with batch 20, entry 320, so with bundle 1.
    let mut expected = vec![
        "/v1/desks",
        "cards/checkpoint",
        "cards/tile/entries/000.p/2",
        "cards/2",
        "replies/checkpoint",
        "replies/batches",
        "replies/tile/1/000.p/3",
        "replies/tile/entries/001",
        "replies/tile/entries/002",
        "replies/tile/entries/003.p/192",
    ];
    expected.extend(bodies.iter().map(String::as_str));
    // 600 batches of 16: the window of 48 begins with batch 552, entry 8,832, bundle 34.
    expected.extend([
        "confirm",
        "intake/checkpoint",
        "intake/batches",
        "intake/tile/1/000.p/37",
        "intake/tile/entries/034",
        "intake/tile/entries/035",
        "intake/tile/entries/036",
        "intake/tile/entries/037.p/128",
        "board",
    ]);
    assert_eq!(paths, expected);
}

#[test]
fn requests_fetch_the_page_in_which_the_window_begins() {
    let mut world = World::new(11);
    a_long_history(&mut world);
    world.card.windows.intake_days = 10;
    world.publish_card();
    let pin = world.pin();
    let (requests, view) = world.download(pin);
    assert!(view.is_ok());
    // 600 batches, window of 240: from batch 360, on page 1; the newest page is 2.
    let pages: Vec<&str> = requests
        .iter()
        .filter_map(|request| request.path.strip_prefix("/v1/desks/mid/intake/batches"))
        .collect();
    assert_eq!(pages, ["", "/1"]);
}

/// Runs a download whose answers are tampered with, from the one whose path ends in `path`.
fn tampered(
    world: &mut World,
    path: &'static str,
    change: impl Fn(&mut Vec<u8>) + Send + 'static,
) -> ViewError {
    world.tamper = Some(Box::new(move |request, mut response| {
        if request.path.ends_with(path) {
            change(&mut response.body);
        }
        response
    }));
    let pin = world.pin();
    let refused = world.download(pin).1.unwrap_err();
    world.tamper = None;
    refused
}

fn fault(err: ViewError) -> LogFault {
    match err {
        ViewError::Log(err) => err.fault,
        err => panic!("not a log's fault: {err}"),
    }
}

#[test]
fn download_refuses_a_swapped_card() {
    let mut world = World::new(12);
    let mut other = World::new(13);
    let pin = world.pin();
    let expected = pin.fingerprint;
    let found = other.card.founding.fingerprint();
    // The other relay says that its desk is ours.
    let shown = expected.to_string().replace(' ', "");
    let own = found.to_string().replace(' ', "");
    other.tamper = Some(Box::new(move |request, mut response| {
        if request.path == "/v1/desks" {
            let list = String::from_utf8(response.body).unwrap();
            response.body = list.replace(&own, &shown).into_bytes();
        }
        response
    }));
    let refused = other.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Swapped { found, expected })
    );
    // And a card of the other desk in our log.
    let swapped = other.cards[0].as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/1", move |body| *body = swapped.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Swapped { found, expected })
    );
}

#[test]
fn download_refuses_a_card_that_someone_else_signed() {
    let mut world = World::new(14);
    let refused = tampered(&mut world, "/cards/1", |body| {
        let text = String::from_utf8(body.clone()).unwrap();
        *body = text
            .replace("\"epoch_secs\":3600", "\"epoch_secs\":3601")
            .into_bytes();
    });
    let ViewError::Card(CardError::Card(VerifyCardError::Signature(_))) = refused else {
        panic!("{refused:?}");
    };
}

#[test]
fn download_refuses_an_expired_card() {
    let mut world = World::new(15);
    world.card.not_after = world.now + 3_600;
    world.publish_card();
    world.now += 2 * 3_600;
    world.seal_epoch();
    let pin = world.pin();
    let refused = world.download(pin).1.unwrap_err();
    let ViewError::Card(CardError::Expired(expired)) = refused else {
        panic!("{refused:?}");
    };
    assert!(expired.log_time > expired.not_after);
}

#[test]
fn download_refuses_a_card_older_than_the_one_in_hand() {
    let mut world = World::new(16);
    let mut pin = world.pin();
    pin.least_serial = 2;
    let refused = world.download(pin).1.unwrap_err();
    let rolled_back = VerifyCardError::Serial {
        serial: 1,
        least: 2,
    };
    assert_eq!(refused, ViewError::Card(CardError::Card(rolled_back)));
}

#[test]
fn download_refuses_a_card_that_is_not_logged() {
    let mut world = World::new(17);
    // Signed by the right root and shown to one reporter only.
    let mut card = world.card.clone();
    card.relay.epoch_secs = 7_200;
    let unlogged = bellrope_protocol::card::SignedCard::sign(card, &world.root).unwrap();
    let bytes = unlogged.as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/1", move |body| *body = bytes.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Unlogged { serial: 1, size: 1 })
    );
}

#[test]
fn download_refuses_a_replayed_old_card() {
    let mut world = World::new(18);
    world.publish_card();
    let old = world.cards[0].as_bytes().to_vec();
    let refused = tampered(&mut world, "/cards/2", move |body| *body = old.clone());
    assert_eq!(
        refused,
        ViewError::Card(CardError::Unlogged { serial: 1, size: 2 })
    );
}

#[test]
fn download_refuses_a_changed_entry_of_the_card_log() {
    let mut world = World::new(19);
    let refused = tampered(&mut world, "cards/tile/entries/000.p/1", |body| {
        body[10] ^= 1
    });
    assert!(
        matches!(refused, ViewError::Card(CardError::Root(_))),
        "{refused:?}"
    );
}

#[test]
fn download_refuses_a_changed_checkpoint() {
    for path in [
        "cards/checkpoint",
        "replies/checkpoint",
        "intake/checkpoint",
    ] {
        let mut world = World::new(20);
        world.seal_epoch();
        world.publish_day(day("2026-11-23"), Vec::new());
        // The last digit of the root, before its line feed and the empty line.
        let refused = tampered(&mut world, path, |body| {
            let end = body.windows(2).position(|pair| pair == b"\n\n").unwrap();
            body[end - 3] = if body[end - 3] == b'A' { b'B' } else { b'A' };
        });
        let expected = match refused {
            ViewError::Card(CardError::Unsigned(_)) => path.starts_with("cards"),
            ViewError::Log(err) => matches!(err.fault, LogFault::Unsigned(_)),
            _ => false,
        };
        assert!(expected, "{path}");
    }
}

#[test]
fn download_refuses_a_dropped_or_changed_entry() {
    let mut world = World::new(21);
    world.seal_epoch();
    world.publish_day(day("2026-11-23"), Vec::new());
    for path in [
        "replies/tile/entries/000.p/16",
        "intake/tile/entries/000.p/16",
    ] {
        let dropped = tampered(&mut world, path, |body| body.truncate(15 * 55));
        assert!(matches!(fault(dropped), LogFault::Entries(_)), "{path}");
        let changed = tampered(&mut world, path, |body| body[20] ^= 1);
        assert!(matches!(fault(changed), LogFault::Suffix(_)), "{path}");
    }
}

#[test]
fn download_refuses_a_changed_tile_before_the_window() {
    let mut world = World::new(22);
    a_long_history(&mut world);
    for path in ["replies/tile/1/000.p/3", "intake/tile/1/000.p/37"] {
        let changed = tampered(&mut world, path, |body| body[5] ^= 1);
        assert!(matches!(fault(changed), LogFault::Suffix(_)), "{path}");
        let short = tampered(&mut world, path, |body| body.truncate(40));
        assert_eq!(fault(short), LogFault::Tile, "{path}");
    }
}

#[test]
fn download_refuses_notes_of_another_key_or_order() {
    let mut world = World::new(23);
    world.publish_day(day("2026-11-23"), Vec::new());
    world.publish_day(day("2026-11-24"), Vec::new());
    let changed = tampered(&mut world, "replies/batches", |body| {
        let text = String::from_utf8(body.clone()).unwrap();
        *body = text.replacen("2026-11-23", "2026-11-22", 1).into_bytes();
    });
    assert!(matches!(
        fault(changed),
        LogFault::Note(_) | LogFault::Run(_)
    ));
    let swapped = tampered(&mut world, "replies/batches", |body| {
        let middle = body.len() / 2;
        body.rotate_left(middle);
    });
    assert!(matches!(fault(swapped), LogFault::PageBegin { number: 1 }));
}

#[test]
fn download_refuses_batches_that_do_not_go_on_in_time() {
    let mut world = World::new(39);
    world.seal_epoch();
    world.now -= 1;
    world.seal_epoch();
    let refused = world.download(world.pin()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::Order { batch: 1 });

    let mut world = World::new(40);
    world.publish_day(day("2026-11-23"), Vec::new());
    world.publish_day(day("2026-11-23"), Vec::new());
    let refused = world.download(world.pin()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::Order { batch: 1 });
}

#[test]
fn download_refuses_pages_apart_that_overlap() {
    let mut world = World::new(41);
    world.card.windows.intake_days = 25;
    world.publish_card();
    let cover = Entry {
        epoch: 0,
        body: [1; 32],
        tag: [1; 16],
    };
    for _ in 0..768 {
        let epoch = world.epoch();
        world.append_intake(epoch, &[cover; 16]);
        world.now = u64::from(epoch);
    }
    // Page 3 has one note, the window of 600 begins on page 0, and nobody fetches what is between.
    let log = &mut world.intake;
    log.entries.extend([cover; 16]);
    let epoch = u32::try_from(world.now).unwrap() + 3_600;
    let last = |first: u64, count: u64| BatchNote {
        origin: world.base.intake_key_name(),
        number: 768,
        epoch,
        first,
        count: u32::try_from(count).unwrap(),
        root: root_of(std::iter::repeat_n(cover.leaf_hash(), 16)),
    };
    let (honest, early) = (last(768 * 16, 16), last(100, 768 * 16 + 16 - 100));
    world.now = epoch.into();
    for (note, outcome) in [
        (honest, None),
        (early, Some(LogFault::Contiguous { batch: 768 })),
    ] {
        let note = note.sign(&world.intake.key).unwrap().to_string();
        world.intake.notes.truncate(768);
        world.intake.notes.push(note);
        let view = world.download(world.pin()).1;
        assert_eq!(view.err().map(fault), outcome);
    }
}

#[test]
fn download_refuses_days_of_another_count_than_the_cards() {
    let today = day("2026-11-23");
    let counted = |day: Day, count: usize, next: Option<NextCount>| {
        let mut world = World::new(42);
        world.card.replies.next = next;
        world.publish_card();
        let replies: Vec<_> = (0..count).map(|_| world.cover_reply()).collect();
        world.append_day(day, &replies);
        world.download(world.pin()).1.err().map(fault)
    };
    let refused = |count, expected| {
        Some(LogFault::Count {
            batch: 0,
            count,
            expected,
        })
    };
    let raised = Some(NextCount {
        count: 32,
        from: today.plus(7),
    });
    assert_eq!(counted(today, 16, None), None);
    assert_eq!(counted(today, 8, None), refused(8, 16));
    assert_eq!(counted(today, 32, None), refused(32, 16));
    assert_eq!(counted(today.plus(6), 32, raised), refused(32, 16));
    assert_eq!(counted(today.plus(7), 16, raised), refused(16, 32));
    assert_eq!(counted(today.plus(7), 32, raised), None);
    // Before the card was made there may have been fewer, never more.
    let before = day("2026-11-22");
    assert_eq!(counted(before, 8, None), None);
    assert_eq!(counted(before, 7, None), refused(7, 16));
    assert_eq!(counted(before, 32, None), refused(32, 16));
}

#[test]
fn download_refuses_more_replies_than_are_held() {
    let mut world = World::new(43);
    let count = (1 << 28) / REPLY_LEN + 1;
    let entry = Entry {
        epoch: 0,
        body: [1; 32],
        tag: [1; 16],
    };
    world.replies.entries = vec![entry; count];
    let note = RepliesNote {
        origin: world.base.replies_key_name(),
        number: 0,
        day: day("2026-11-23"),
        first: 0,
        count: u32::try_from(count).unwrap(),
        root: world.replies.head().root,
    };
    let note = note.sign(&world.push).unwrap().to_string();
    world.replies.notes.push(note);
    let (requests, refused) = world.download(world.pin());
    let expected = LogFault::BodiesLength {
        len: (count * REPLY_LEN) as u64,
        max: 1 << 28,
    };
    assert_eq!(fault(refused.unwrap_err()), expected);
    assert!(requests.last().unwrap().path.ends_with("replies/batches"));
}

#[test]
fn download_refuses_an_altered_reply() {
    let mut world = World::new(24);
    world.publish_day(day("2026-11-23"), Vec::new());
    let altered = tampered(&mut world, "replies/batch/0", |body| {
        body[5 * REPLY_LEN + 7] ^= 1
    });
    assert_eq!(fault(altered), LogFault::BodyAltered { entry: 5 });
    let short = tampered(&mut world, "replies/batch/0", |body| {
        body.truncate(REPLY_LEN)
    });
    let expected = 16 * REPLY_LEN;
    assert_eq!(
        fault(short),
        LogFault::BodyLength {
            batch: 0,
            len: REPLY_LEN,
            expected
        }
    );
}

#[test]
fn download_refuses_missing_replies_and_bears_old_ones_being_gone() {
    let mut world = World::new(25);
    world.card.windows.replies_days = 10;
    world.publish_card();
    for number in 0..10 {
        world.publish_day(day("2026-11-23").plus(number), Vec::new());
    }
    world.seal_epoch();
    // The courier has been away: the log time is far beyond the last day.
    let log_day = Day::of(world.view().log_time());
    assert_eq!(log_day, day("2026-11-23"));
    world.replies.pruned = 1;
    let pin = world.pin();
    let refused = world.download(pin.clone()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::BodyMissing { batch: 0 });
    world.now += 12 * 86_400;
    world.seal_epoch();
    world.replies.pruned = 3;
    let view = world.download(pin.clone()).1.unwrap();
    assert_eq!(view.pruned_batches(), 3);
    world.replies.pruned = 4;
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::BodyMissing { batch: 3 });
}

#[test]
fn download_begins_a_log_again_when_it_moved() {
    let mut world = World::new(26);
    world.seal_epoch();
    let moved = std::cell::Cell::new(0);
    world.tamper = Some(Box::new(move |request, mut response| {
        if request.path.ends_with("intake/tile/entries/000.p/16") && moved.get() < 2 {
            moved.set(moved.get() + 1);
            response.status = 404;
        }
        response
    }));
    let pin = world.pin();
    let (requests, view) = world.download(pin);
    assert!(view.is_ok());
    let checkpoints = requests
        .iter()
        .filter(|r| r.path.ends_with("intake/checkpoint"));
    assert_eq!(checkpoints.count(), 3);
}

#[test]
fn download_gives_up_on_a_log_that_never_holds_still() {
    let mut world = World::new(27);
    world.seal_epoch();
    world.tamper = Some(Box::new(|request, mut response| {
        if request.path.ends_with("intake/tile/entries/000.p/16") {
            response.status = 404;
        }
        response
    }));
    let pin = world.pin();
    assert_eq!(fault(world.download(pin).1.unwrap_err()), LogFault::Moved);
}

#[test]
fn download_leaves_out_what_was_sealed_after_its_checkpoint() {
    let mut world = World::new(28);
    world.seal_epoch();
    let earlier = world.intake.checkpoint(&[], world.now).into_bytes();
    world.seal_epoch();
    world.tamper = Some(Box::new(move |request, mut response| {
        if request.path.ends_with("intake/checkpoint") {
            response.body.clone_from(&earlier);
        }
        response
    }));
    let pin = world.pin();
    let view = world.download(pin).1;
    // The partial bundle of the earlier size is still there, as tlog-tiles asks of a log.
    assert_eq!(view.unwrap().intake().count(), 16);
}

#[test]
fn check_fresh_refuses_a_log_that_stands_still_and_a_wrong_clock() {
    let mut world = World::new(29);
    world.seal_epoch();
    let view = world.view();
    let log_time = view.log_time();
    assert_eq!(log_time, world.now);
    let week = 604_800;
    assert_eq!(view.check_fresh(log_time + week), Ok(()));
    let now = log_time + week + 1;
    assert_eq!(
        view.check_fresh(now),
        Err(FreshnessError::Stale { log_time, now })
    );
    assert_eq!(view.check_fresh(log_time - 86_400), Ok(()));
    let now = log_time - 86_401;
    assert_eq!(
        view.check_fresh(now),
        Err(FreshnessError::Ahead { log_time, now })
    );
}

#[test]
fn log_time_is_the_cards_before_the_first_batch() {
    let mut world = World::new(30);
    assert_eq!(world.view().log_time(), world.card.made);
}

#[test]
fn confirmation_counts_witnesses_and_claims_nothing_without() {
    let mut world = World::new(31);
    world.seal_epoch();
    assert_eq!(world.view().confirmation(world.now), Standing::NoWitnessYet);
    world.appoint_witnesses(3, 2);
    let view = world.view();
    let Standing::Met(met) = view.confirmation(world.now) else {
        panic!("not met");
    };
    assert_eq!(met.count, 3);
    assert_eq!(view.log_time(), world.now);
    assert!(matches!(
        view.confirmation(world.now + 86_401),
        Standing::Short(_)
    ));
    assert_eq!(view.check_fresh(world.now + 86_401), Ok(()));
}

#[test]
fn replies_confirmation_shows_a_reply_log_cut_short() {
    let mut world = World::new(35);
    world.publish_day(day("2026-11-22"), Vec::new());
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    let view = world.view();
    assert_eq!(view.replies_until(), Some(day("2026-11-22")));
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Met(_)
    ));
    // The relay signs an empty reply log; no witness does.
    let empty = Log::new(SignerKey::from_seed(
        world.base.replies_key_name(),
        &world.log_seed,
    ));
    let checkpoint = empty.checkpoint(&[], world.now).into_bytes();
    world.tamper = Some(Box::new(move |request, response| {
        if request.path.ends_with("/replies/checkpoint") {
            let body = checkpoint.clone();
            return Response { body, ..response };
        }
        if request.path.ends_with("/replies/batches") {
            return Response {
                status: 404,
                body: Vec::new(),
            };
        }
        response
    }));
    let view = world.view();
    assert_eq!(view.replies_until(), None);
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Short(_)
    ));
    // The intake log alone looks as it should.
    assert!(matches!(view.confirmation(world.now), Standing::Met(_)));
}

#[test]
fn replies_confirmation_shows_old_cosignatures() {
    let mut world = World::new(36);
    world.publish_day(day("2026-11-22"), Vec::new());
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    world.replies.lag_secs = 86_401;
    let standing = world.view().replies_confirmation(world.now);
    assert!(matches!(standing, Standing::Short(_)));
}

#[test]
fn cards_confirmation_shows_old_cosignatures() {
    let mut world = World::new(38);
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    let standing = world.view().cards_confirmation(world.now);
    assert!(matches!(standing, Standing::Met(_)));
    world.card_log.lag_secs = 86_401;
    let view = world.view();
    assert!(matches!(
        view.cards_confirmation(world.now),
        Standing::Short(_)
    ));
    // The other logs look as they should.
    assert!(matches!(view.confirmation(world.now), Standing::Met(_)));
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Met(_)
    ));
}

#[test]
fn check_fresh_asks_for_recent_witnesses_of_both_logs() {
    let mut world = World::new(32);
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    world.card_log.lag_secs = 604_801;
    let view = world.view();
    let refused = FreshnessError::Witnesses {
        count: 0,
        quorum: 2,
    };
    assert_eq!(view.check_fresh(world.now), Err(refused));
}

#[test]
fn download_refuses_a_card_log_with_too_few_witnesses() {
    let mut world = World::new(33);
    world.seal_epoch();
    world.appoint_witnesses(3, 3);
    world.witnesses.pop();
    let pin = world.pin();
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Witnesses {
            count: 2,
            quorum: 3
        })
    );
}

#[test]
fn download_follows_a_new_root() {
    let mut world = World::new(34);
    let next = bellrope_protocol::note::SignerKey::from_seed(world.base.root_key_name(), &[9; 32]);
    let public = bellrope_protocol::card::Ed25519PublicKey::of(&next);
    let note = bellrope_protocol::card::sign_succession(&world.base, &world.root, &public).unwrap();
    world.card.succession.push(note.to_string());
    world.card.root = public;
    world.root = next;
    world.publish_card();
    assert_eq!(world.view().card().serial, 2);
}

#[test]
fn download_refuses_a_root_that_the_card_in_hand_left_behind() {
    let mut world = World::new(37);
    let next = SignerKey::from_seed(world.base.root_key_name(), &[9; 32]);
    let public = bellrope_protocol::card::Ed25519PublicKey::of(&next);
    let note = bellrope_protocol::card::sign_succession(&world.base, &world.root, &public).unwrap();
    let (old, stolen) = (world.card.root, std::mem::replace(&mut world.root, next));
    world.card.succession.push(note.to_string());
    world.card.root = public;
    world.publish_card();
    let in_hand = bellrope_reporter::view::open_card_file(world.cards[1].as_bytes()).unwrap();
    let pin = bellrope_protocol::card::Pin::of(&in_hand);
    assert!(world.download(pin.clone()).1.is_ok());
    // Whoever stole the founding root has the relay log a card of theirs.
    world.root = stolen;
    world.card.succession.clear();
    world.card.root = old;
    world.publish_card();
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(
        refused,
        ViewError::Card(CardError::Card(VerifyCardError::Succeeded))
    );
    assert!(world.download(world.pin()).1.is_ok());
}

#[test]
fn progress_names_the_part_and_counts_its_bytes() {
    let mut world = World::new(60);
    let today = Day::of(world.now);
    world.publish_day(today, Vec::new());
    world.seal_epoch();
    let mut download = Download::new(world.pin());
    let mut parts = vec![download.progress().part];
    let mut most_left = 0;
    while let Some(request) = download.request() {
        let before = download.progress();
        most_left = most_left.max(before.bytes_left);
        let answer = world.answer(&request);
        let len = answer.body.len() as u64;
        download.answer(answer).unwrap();
        let after = download.progress();
        if after.part == before.part {
            assert_eq!(after.bytes_done, before.bytes_done + len);
        } else {
            assert_eq!(after.bytes_done, 0);
            parts.push(after.part);
        }
    }
    let order = [
        Part::Desks,
        Part::Cards,
        Part::Replies,
        Part::Intake,
        Part::Done,
    ];
    assert_eq!(parts, order);
    // One day of replies and its entries, before they were fetched.
    assert!(most_left >= support::day_len(16) as u64);
}
