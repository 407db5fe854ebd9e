//! Reading through a relay in memory: what is asked, what is found, what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod card;
mod fresh;
mod log;
mod mailbox;
mod request;

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
