//! Replies, from the caseworker's text to what the reporter reads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_desk::case::{self, Reply, ReplyError};
use bellrope_desk::reply_batch::{self, BatchError};
use bellrope_protocol::content::StatusCode;
use bellrope_protocol::tag::body_hash;

use support::{DAY, HOUR, World, a_reported_world};

impl World {
    fn reply(&mut self, text: &str) -> case::Sent {
        let number = &self.only_case();
        let reply = Reply { number, text };
        case::reply(&mut self.vault, reply, self.now, &mut self.rng).unwrap()
    }
}

#[test]
fn reply_reaches_its_reporter_with_status_and_receipt() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let sent = world.acknowledge(&number).unwrap();
    assert_eq!(sent.parts, 1);
    // Acknowledged on 23 November: feedback within three months.
    assert_eq!(
        sent.acknowledged.unwrap().feedback_by.to_string(),
        "2027-02-23"
    );
    world.pass(DAY);
    let exported = world.export();
    assert_eq!(exported.days.len(), 1);
    assert_eq!((exported.made[0].used, exported.made[0].count), (1, 16));

    let thread = reporter.read(&world.relay);
    assert!(thread.missing.is_empty() && thread.repeated.is_empty() && thread.unlinked.is_empty());
    let [reply] = thread.replies.as_slice() else {
        panic!("one reply");
    };
    let status = reply.content.status.as_ref().unwrap();
    assert_eq!(status.code, StatusCode::Acknowledged);
    assert_eq!(status.feedback_by.unwrap().to_string(), "2027-02-23");
    assert_eq!(reply.content.receipts, [world.relay.intake_of(&reporter)]);
    let texts = thread.texts();
    assert!(texts[0].complete && texts[0].text.contains(&format!("Het nummer is {number}.")));

    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.summary.status, Status::Acknowledged);
    assert_eq!(view.acknowledged.unwrap().to_string(), "2026-11-23");
    assert!(view.drafts.is_empty());
    let refused = world.acknowledge(&number);
    assert!(matches!(refused, Err(ReplyError::NoDraft { .. })));
}

#[test]
fn receipts_go_out_without_anyone_thinking_of_it() {
    let (mut world, reporter) = a_reported_world();
    for text in ["een", "twee"] {
        let content = reporter.message(text, &mut world.rng);
        reporter.post(&content, &mut world.relay, &mut world.rng);
    }
    world.seal();
    world.import();
    world.pass(DAY);
    world.export();
    let thread = reporter.read(&world.relay);
    let [reply] = thread.replies.as_slice() else {
        panic!("one reply");
    };
    assert_eq!(reply.content.receipts.len(), 3);
    let status = reply.content.status.as_ref().unwrap();
    assert_eq!(status.code, StatusCode::Received);
    assert_eq!(status.acknowledge_by.unwrap().to_string(), "2026-11-30");
    // And not again.
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).replies.len(), 1);
}

#[test]
fn receipts_that_do_not_fit_one_reply_take_the_next_day() {
    let (mut world, reporter) = a_reported_world();
    for number in 0..90 {
        let content = reporter.message(&number.to_string(), &mut world.rng);
        reporter.post(&content, &mut world.relay, &mut world.rng);
    }
    world.seal();
    world.import();
    for _ in 0..2 {
        world.pass(DAY);
        world.export();
    }
    let thread = reporter.read(&world.relay);
    let mut receipts: Vec<[u8; 32]> = thread
        .replies
        .iter()
        .flat_map(|reply| reply.content.receipts.clone())
        .collect();
    receipts.sort_unstable();
    receipts.dedup();
    assert_eq!((thread.replies.len(), receipts.len()), (2, 91));
}

#[test]
fn long_texts_are_split_and_joined() {
    let (mut world, reporter) = a_reported_world();
    let text = "Wij hebben \"alles\" gelezen. ".repeat(900);
    let text = text.trim();
    let sent = world.reply(text);
    assert!(sent.parts > 6, "{}", sent.parts);
    world.pass(DAY);
    world.export();
    let thread = reporter.read(&world.relay);
    assert_eq!(thread.replies.len(), sent.parts);
    assert!(thread.unlinked.is_empty());
    assert_eq!(thread.texts()[0].text, text);
    assert!(thread.texts()[0].complete);
}

#[test]
fn what_does_not_fit_a_day_waits_for_the_next() {
    let (mut world, reporter) = a_reported_world();
    for number in 0..20 {
        world.reply(&format!("Antwoord {number}"));
    }
    world.pass(DAY);
    let exported = world.export();
    assert_eq!((exported.made[0].used, exported.made[0].count), (16, 16));
    assert_eq!(reply_batch::waiting(&world.vault).unwrap(), 4);
    world.pass(DAY);
    assert_eq!(world.export().made[0].used, 4);
    let texts: Vec<String> = reporter
        .read(&world.relay)
        .texts()
        .into_iter()
        .map(|it| it.text)
        .collect();
    let expected: Vec<String> = (0..20).map(|number| format!("Antwoord {number}")).collect();
    assert_eq!(texts, expected);
}

#[test]
fn reply_refuses_nothing_and_too_much() {
    let (mut world, _) = a_reported_world();
    let number = &world.only_case();
    let mut reply = |text: &str| {
        let reply = Reply { number, text };
        case::reply(&mut world.vault, reply, world.now, &mut world.rng)
    };
    assert!(matches!(reply(" \n\t").unwrap_err(), ReplyError::Empty));
    let refused = reply(&"x".repeat(131_073)).unwrap_err();
    assert_eq!(refused.to_string(), "reply is 131073 bytes, at most 131072");
}

#[test]
fn every_day_has_one_batch_after_an_absence() {
    let mut world = World::new();
    world.pass(20 * DAY);
    let exported = world.export();
    assert_eq!(exported.made.len(), 20);
    assert_eq!(world.relay.days.len(), 21);
    assert_eq!(world.relay.replies.len(), 21 * 16);
}

#[test]
fn clocks_that_are_wrong_make_no_batches() {
    let mut world = World::new();
    world.now -= 2 * DAY;
    let refused = reply_batch::make_due(&mut world.vault, world.now, &mut world.rng).unwrap_err();
    assert!(matches!(refused, BatchError::ClockBack { .. }), "{refused}");
    world.now += 400 * DAY;
    let refused = reply_batch::make_due(&mut world.vault, world.now, &mut world.rng).unwrap_err();
    assert!(
        matches!(refused, BatchError::ClockAhead { .. }),
        "{refused}"
    );
}

#[test]
fn the_same_export_twice_is_the_same_bytes() {
    let (mut world, _) = a_reported_world();
    world.reply("Dank u");
    world.pass(DAY);
    let [first, second] = ["een", "twee"].map(|name| world.path(name));
    for path in [&first, &second] {
        bellrope_desk::export::export(&mut world.vault, path, world.now, &mut world.rng).unwrap();
    }
    assert_eq!(
        std::fs::read(first).unwrap(),
        std::fs::read(second).unwrap()
    );
}

/// Thirty days, once with nothing to say and once with as much as fits: what leaves the desk has
/// the same number of batches and the same sizes, day for day.
#[test]
fn thirty_days_look_the_same_busy_or_quiet() {
    let shape = |busy: bool| {
        let mut world = World::new();
        let reporters: Vec<_> = (0..5).map(|_| world.reporter()).collect();
        let mut shape = Vec::new();
        for day in 0..30 {
            if busy {
                for reporter in &reporters {
                    let content = if day == 0 {
                        reporter.report("Verhaal", &mut world.rng)
                    } else {
                        reporter.message("Meer", &mut world.rng)
                    };
                    reporter.post(&content, &mut world.relay, &mut world.rng);
                }
            }
            world.seal();
            world.import();
            if busy {
                for summary in case::summaries(&world.vault).unwrap() {
                    let number = &summary.number;
                    let text = "Lang antwoord. ".repeat(usize::try_from(day * 40).unwrap() + 1);
                    let reply = Reply {
                        number,
                        text: &text,
                    };
                    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
                }
            }
            world.pass(DAY - HOUR);
            let exported = world.export();
            let len = std::fs::metadata(world.path("out.bundle")).unwrap().len();
            shape.push((exported.days.len(), len));
        }
        (shape, world.relay.replies.len(), world)
    };
    let (quiet, quiet_replies, _) = shape(false);
    let (busy, busy_replies, mut world) = shape(true);
    assert_eq!(quiet, busy);
    assert_eq!(quiet_replies, busy_replies);
    // The busy month was busy indeed, and none of it is told by the hashes that are public.
    assert!(reply_batch::waiting(&world.vault).unwrap() > 0);
    let hashes: Vec<[u8; 32]> = world
        .relay
        .published
        .iter()
        .map(|it| body_hash(&it.reply))
        .collect();
    let mut unique = hashes.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), hashes.len());
    world.pass(1);
}
