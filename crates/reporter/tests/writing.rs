//! Sealing and posting: what fits, what is split, what a receipt must say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

mod support;

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Family, LETTER_JSON_MAX_LEN, LetterBody, LetterLanguage, LetterPlaintext, Report, Route,
};
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN};
use bellrope_protocol::parcel::BlockAddress;
use bellrope_protocol::receipt::Receipt;
use bellrope_reporter::compose::{ComposeError, Correspondent, seal_cover};
use bellrope_reporter::post::{BlockPost, LetterPost, PostError, Stored};
use bellrope_reporter::{Method, Response};
use proptest::prelude::*;

use support::{NOON, World};

fn a_writer(world: &mut World) -> Correspondent {
    let code = CaseCode::generate(&mut world.rng);
    Correspondent::begin(&world.card, &code, world.now).unwrap()
}

fn a_report(story: &str) -> LetterBody {
    LetterBody::Report(Box::new(Report::new(Route::Report, Family::Else, story)))
}

fn story_of(body: &LetterBody) -> &str {
    match body {
        LetterBody::Report(report) => &report.story,
        _ => panic!("not a report"),
    }
}

#[test]
fn seal_makes_letters_of_one_length() {
    let mut world = World::new(1);
    let writer = a_writer(&mut world);
    for len in [1, 1_000, 13_000] {
        let body = a_report(&"a".repeat(len));
        let sealed = writer
            .seal(body, LetterLanguage::English, None, &mut world.rng)
            .unwrap();
        assert_eq!(sealed.letter.len(), LETTER_LEN);
        bellrope_protocol::letter::check_form(sealed.letter.as_slice()).unwrap();
    }
}

#[test]
fn check_names_both_numbers() {
    let mut world = World::new(2);
    let writer = a_writer(&mut world);
    let err = writer
        .check(&a_report(&"a".repeat(20_000)), None)
        .unwrap_err();
    let ComposeError::TooLong { len, max } = err else {
        panic!("{err}");
    };
    assert_eq!(max, LETTER_JSON_MAX_LEN);
    assert!(len > 20_000);
}

#[test]
fn check_agrees_with_seal_to_the_byte() {
    let mut world = World::new(3);
    let writer = a_writer(&mut world);
    let empty = match writer.check(&a_report(&"a".repeat(20_000)), None) {
        Err(ComposeError::TooLong { len, .. }) => len - 20_000,
        other => panic!("{other:?}"),
    };
    let room = LETTER_JSON_MAX_LEN - empty;
    for (len, fits) in [(room, true), (room + 1, false)] {
        let body = a_report(&"a".repeat(len));
        assert_eq!(writer.check(&body, None).is_ok(), fits);
        let sealed = writer.seal(body, LetterLanguage::Dutch, None, &mut world.rng);
        assert_eq!(sealed.is_ok(), fits);
    }
}

#[test]
fn split_refuses_when_the_story_is_not_what_is_long() {
    let mut world = World::new(4);
    let writer = a_writer(&mut world);
    let mut report = Report::new(Route::Report, Family::Else, "kort");
    report.private = Some("a".repeat(20_000));
    let split = writer.split(&LetterBody::Report(Box::new(report)), 1, "(verder)");
    assert!(matches!(split, Err(ComposeError::TooLong { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn split_keeps_every_word_and_fits(words in prop::collection::vec("[a-zéë\"世]{1,30}", 400..2_500)) {
        let mut world = World::new(5);
        let writer = a_writer(&mut world);
        let story = words.join(" ");
        let split = writer.split(&a_report(&story), 4_096, "(verder)").unwrap();
        prop_assert!(writer.check(&split.body, Some(4_096)).is_ok());
        let kept = story_of(&split.body).strip_suffix("\n(verder)").unwrap();
        let joined = format!("{kept} {}", split.rest);
        prop_assert_eq!(joined.split_whitespace().collect::<Vec<_>>(), words);
    }
}

#[test]
fn begin_takes_the_week_of_the_log_time() {
    let mut world = World::new(6);
    let code = CaseCode::generate(&mut world.rng);
    let later = NOON + 7 * 604_800;
    assert!(Correspondent::begin(&world.card, &code, later).is_ok());
    for beyond in [NOON + 8 * 604_800, NOON - 604_800] {
        let err = Correspondent::begin(&world.card, &code, beyond).unwrap_err();
        assert!(matches!(err, ComposeError::Week { .. }));
    }
}

#[test]
fn letter_post_refuses_a_receipt_for_something_else() {
    let mut world = World::new(7);
    let writer = a_writer(&mut world);
    let card = world.card.clone();
    let mut seal = || {
        let body = a_report("x");
        writer
            .seal(body, LetterLanguage::Dutch, None, &mut world.rng)
            .unwrap()
    };
    let (sealed, other) = (seal(), seal());
    let response = world.answer(&LetterPost::new(&card, &other).request());
    let post = LetterPost::new(&card, &sealed);
    assert!(matches!(
        post.answer(response, world.now),
        Err(PostError::Receipt(_))
    ));
    // Another relay's signature.
    let mut elsewhere = World::new(8);
    let response = elsewhere.answer(&post.request());
    assert!(matches!(
        post.answer(response, world.now),
        Err(PostError::Receipt(_))
    ));
    let response = world.answer(&post.request());
    assert!(post.answer(response, world.now).is_ok());
}

#[test]
fn letter_post_refuses_a_promise_for_another_season() {
    let mut world = World::new(13);
    let writer = a_writer(&mut world);
    let card = world.card.clone();
    let sealed = writer
        .seal(a_report("x"), LetterLanguage::Dutch, None, &mut world.rng)
        .unwrap();
    let post = LetterPost::new(&card, &sealed);
    let promise = |epoch: u64| {
        let epoch = u32::try_from(epoch).unwrap();
        let receipt = Receipt::new(&world.base, sealed.body_hash(), sealed.tag, epoch);
        let body = receipt.sign(&world.receipt).unwrap().to_string();
        let response = Response {
            status: 201,
            body: body.into_bytes(),
        };
        post.answer(response, world.now)
    };
    let latest = world.now + u64::from(card.relay.epoch_secs) + 86_400;
    assert!(promise(latest).is_ok());
    // A letter that was posted before has the receipt of then.
    assert!(promise(world.now - 30 * 86_400).is_ok());
    for epoch in [latest + 1, u32::MAX.into()] {
        assert!(matches!(promise(epoch), Err(PostError::Promise { .. })));
    }
}

#[test]
fn letter_post_has_the_same_receipt_when_repeated() {
    let mut world = World::new(9);
    let writer = a_writer(&mut world);
    let card = world.card.clone();
    let sealed = writer
        .seal(a_report("x"), LetterLanguage::Dutch, None, &mut world.rng)
        .unwrap();
    let post = LetterPost::new(&card, &sealed);
    assert!(post.request() == post.request());
    let first = world.answer(&post.request());
    assert_eq!(first, world.answer(&post.request()));
    assert_eq!(world.pending.len(), 1);
}

#[test]
fn block_post_takes_a_grant_for_each_64_blocks() {
    let mut world = World::new(10);
    let mut post = BlockPost::new("mid".parse().unwrap());
    let bytes = Box::new([7; BLOCK_LEN]);
    let mut grants = 0;
    for number in 0..130u8 {
        let address = BlockAddress::from_bytes([number; 16]);
        loop {
            let request = post.request(address, &bytes);
            grants += u32::from(request.method == Method::Post);
            let response = world.answer(&request);
            if post.answer(&response).unwrap() == Stored::Yes {
                break;
            }
        }
    }
    assert_eq!(grants, 3);
    assert_eq!(world.blocks.len(), 130);
}

#[test]
fn block_post_asks_again_when_a_grant_was_forgotten() {
    let mut world = World::new(11);
    let mut post = BlockPost::new("mid".parse().unwrap());
    let (address, bytes) = (BlockAddress::from_bytes([1; 16]), Box::new([7; BLOCK_LEN]));
    let forgotten = Response {
        status: 401,
        body: Vec::new(),
    };
    for _ in 0..3 {
        let granted = world.answer(&post.request(address, &bytes));
        assert_eq!(post.answer(&granted), Ok(Stored::NotYet));
        assert_eq!(post.request(address, &bytes).method, Method::Put);
        assert_eq!(post.answer(&forgotten), Ok(Stored::NotYet));
    }
    let granted = world.answer(&post.request(address, &bytes));
    post.answer(&granted).unwrap();
    post.request(address, &bytes);
    assert_eq!(
        post.answer(&forgotten),
        Err(PostError::Status { status: 401 })
    );
}

#[test]
fn block_post_refuses_other_bytes_in_its_place() {
    let mut world = World::new(12);
    let mut post = BlockPost::new("mid".parse().unwrap());
    let (address, bytes) = (BlockAddress::from_bytes([1; 16]), Box::new([7; BLOCK_LEN]));
    let granted = world.answer(&post.request(address, &bytes));
    post.answer(&granted).unwrap();
    post.request(address, &bytes);
    let conflict = Response {
        status: 409,
        body: Vec::new(),
    };
    assert_eq!(post.answer(&conflict), Err(PostError::Conflict));
}

#[test]
fn block_post_refuses_a_malformed_grant() {
    for body in [
        "",
        "{}",
        "{\"grant\":\"zz\",\"blocks\":64}",
        "{\"grant\":\"abab\",\"blocks\":0}",
    ] {
        let mut post = BlockPost::new("mid".parse().unwrap());
        post.request(BlockAddress::from_bytes([1; 16]), &Box::new([7; BLOCK_LEN]));
        let response = Response {
            status: 201,
            body: body.into(),
        };
        assert_eq!(post.answer(&response), Err(PostError::Grant));
    }
}

#[test]
fn seal_cover_looks_like_a_letter_and_says_nothing() {
    let mut world = World::new(30);
    let (card, now) = (world.card.clone(), world.now);
    let first = seal_cover(&card, now, &mut world.rng).unwrap();
    let second = seal_cover(&card, now, &mut world.rng).unwrap();
    assert_ne!(first.tag, second.tag);
    bellrope_protocol::letter::check_form(first.letter.as_slice()).unwrap();
    let (_, key) = &world.intake_keys[0];
    let plaintext = bellrope_protocol::letter::open(key, first.letter.as_slice()).unwrap();
    let parsed = LetterPlaintext::parse(plaintext.expose_secret()).unwrap();
    assert!(matches!(parsed, LetterPlaintext::Cover));
}

#[test]
fn seal_cover_refuses_a_week_that_the_card_does_not_list() {
    let mut world = World::new(31);
    let (card, now) = (world.card.clone(), world.now);
    let later = now + 9 * 7 * 86_400;
    let err = seal_cover(&card, later, &mut world.rng).unwrap_err();
    assert!(matches!(err, ComposeError::Week { .. }));
}
