//! What `check` costs as the log of letters grows: bytes to download, and time to verify and search
//! them. Prints a Markdown table.
//!
//! The reply log is the same in every row: a full window of 120 days with 16 replies each. The
//! network is not part of the time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::Day;
use bellrope_reporter::mailbox::Mailbox;
use bellrope_reporter::view::Download;
use bellrope_transparency::entry::Entry;
use rand::RngExt as _;

use support::World;

/// Letters of one epoch.
const BATCH: usize = 32;
/// Runs, of which the median counts.
const RUNS: usize = 5;

struct Cost {
    letters: usize,
    window: usize,
    requests: usize,
    bytes: usize,
    verify: Duration,
    search: Duration,
}

fn main() {
    // `cargo bench -- --quick` and `cargo test --benches` only keep the program alive.
    let quick = std::env::args().any(|argument| argument == "--quick" || argument == "--test");
    let sizes: &[usize] = if quick {
        &[1_000]
    } else {
        &[1_000, 10_000, 100_000]
    };
    println!("| letters in the log | in the window | requests | downloaded | verify | find own |");
    println!("|---:|---:|---:|---:|---:|---:|");
    for letters in sizes {
        let cost = measure(*letters);
        println!(
            "| {} | {} | {} | {:.2} MB | {:.0} ms | {:.0} ms |",
            cost.letters,
            cost.window,
            cost.requests,
            cost.bytes as f64 / 1e6,
            cost.verify.as_secs_f64() * 1e3,
            cost.search.as_secs_f64() * 1e3,
        );
    }
}

/// Fills a world with letters and a window of replies; what they are does not matter to the cost.
fn a_world(letters: usize) -> World {
    let mut world = World::new(1);
    for _ in 0..letters.div_ceil(BATCH) {
        let epoch = world.epoch();
        let entries: Vec<Entry> = (0..BATCH)
            .map(|_| Entry {
                epoch,
                body: world.rng.random(),
                tag: world.rng.random(),
            })
            .collect();
        world.append_intake(epoch, &entries);
        world.now = u64::from(epoch);
        world.card.not_after = world.now + 86_400;
    }
    world.publish_card();
    let last = Day::of(world.now);
    for number in 0..120 {
        let replies: Vec<(Vec<u8>, Tag)> = (0..16)
            .map(|_| {
                let mut body = vec![0; REPLY_LEN];
                world.rng.fill(body.as_mut_slice());
                (body, Tag::random(&mut world.rng))
            })
            .collect();
        world.append_day(
            Day::of(last.start_secs() - (119 - number) * 86_400),
            &replies,
        );
    }
    world
}

fn measure(letters: usize) -> Cost {
    let mut world = a_world(letters);
    // Every answer once, so that only the reader's side is timed.
    let mut download = Download::new(world.pin());
    let mut answers = Vec::new();
    let mut bytes = 0;
    while let Some(request) = download.request() {
        let response = world.answer(&request);
        bytes += response.body.len();
        answers.push(response.clone());
        download.answer(response).unwrap();
    }
    let view = download.finish().unwrap();
    let code = CaseCode::generate(&mut world.rng);
    Cost {
        letters: world.intake.entries.len(),
        window: view.intake().count(),
        requests: answers.len(),
        bytes,
        verify: median(|| {
            let answers = answers.clone();
            let begin = Instant::now();
            let mut download = Download::new(world.pin());
            answers
                .into_iter()
                .for_each(|answer| download.answer(answer).unwrap());
            download.finish().unwrap();
            begin.elapsed()
        }),
        search: median(|| {
            let begin = Instant::now();
            assert!(Mailbox::open(&view, &code).is_empty());
            begin.elapsed()
        }),
    }
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}
