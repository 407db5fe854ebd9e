//! What is asked, which is the same for everybody.

use super::*;

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
