//! `log` over a long synthetic log, beside bare SHA-256 over the same bytes in the same run, on
//! all cores and on one; and the peak of memory, which must not grow with the log.
//!
//! `cargo bench -p bellrope-auditor --bench log [-- ENTRIES]`, 1,000,000 unless said. A year of
//! hourly batches is about 220,000. The log is made in memory once, tiles and notes as a relay
//! serves them; making it is not measured.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints figures, and fails by panicking"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use bellrope_auditor::check;
use bellrope_auditor::check::log::Options;
use bellrope_auditor::source::Bodies;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use support::{DAY, Files, World};

/// Entries of a batch: an hour of a busy desk. An ordinary hour has 16 to 48, a flood thousands.
const BATCH: usize = 512;
/// Entries unless said.
const ENTRIES: usize = 1_000_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let entries: usize = asked.unwrap_or(ENTRIES);
    let (world, files) = long_log(entries);
    let rate = |what: &str, secs: f64, count: f64, unit: &str| {
        println!("{what:<44} {secs:>8.3} s {:>12.0} {unit}/s", count / secs);
    };
    println!(
        "{entries} entries in batches of {BATCH}, {} threads",
        rayon::current_num_threads()
    );

    let bytes = entry_bytes(&files);
    let total: usize = bytes.iter().map(Vec::len).sum();
    let megabytes = total as f64 / 1e6;
    let secs = timed(|| bytes.iter().for_each(|bytes| hash(bytes)));
    rate(
        "SHA-256 over the entry bundles, one core",
        secs,
        megabytes,
        "MB",
    );
    let bare = timed(|| bytes.par_iter().for_each(|bytes| hash(bytes)));
    rate(
        "SHA-256 over the entry bundles, all cores",
        bare,
        megabytes,
        "MB",
    );
    // What a Merkle tree costs at the least: a block for each leaf, two for each inner node.
    let blocks = [0u8; 55];
    let floor = timed(|| {
        (0..entries)
            .into_par_iter()
            .for_each(|_| (0..3).for_each(|_| hash(&blocks)));
    });
    rate(
        "SHA-256, three blocks an entry, all cores",
        floor,
        entries as f64,
        "entries",
    );

    let before = peak_kib();
    let subject = world.subject(&files);
    let trusted = check::keys::run(&subject)
        .trusted
        .expect("the desk is ours");
    let mut found = None;
    let secs = timed(|| {
        found = Some(check::log::run(
            &subject,
            &trusted,
            &Options::default(),
            &mut |_, _| {},
        ));
    });
    let found = found.expect("it ran");
    assert!(
        found.findings.is_empty() && found.could_not.is_empty(),
        "{found:?}"
    );
    rate("bellrope-audit log", secs, entries as f64, "entries");
    rate("", secs, megabytes, "MB");
    println!(
        "of bare SHA-256 over the same bytes: {:.1} %",
        100.0 * bare / secs
    );
    println!(
        "of the blocks that a tree needs:     {:.1} %",
        100.0 * floor / secs
    );
    let after = peak_kib();
    println!("memory: {before} KiB at the peak with the log made, {after} KiB after the audit");
}

/// Makes a log of batches without bodies, sealed hour by hour.
fn long_log(entries: usize) -> (World, Files) {
    let mut world = World::founded();
    let batches = entries.div_ceil(BATCH);
    // The newest batch must be of today.
    world.now = world.now.max(batches as u64 * 3_600 + 30 * DAY);
    for _ in 0..batches {
        world.seal_entries(BATCH);
        if world.now > world.card.not_after - 14 * DAY {
            world.rotate();
        }
    }
    let mut files = world.files();
    files.bodies = Bodies::None;
    (world, files)
}

/// The entry bundles of the intake log.
fn entry_bytes(files: &Files) -> Vec<Vec<u8>> {
    let of_entries = |(path, _): &(&String, &Vec<u8>)| path.starts_with("intake/tile/entries/");
    let bundles = files.files.iter().filter(of_entries);
    bundles.map(|(_, bytes)| bytes.clone()).collect()
}

fn hash(bytes: &[u8]) {
    std::hint::black_box(Sha256::digest(bytes));
}

fn timed(run: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    run();
    begin.elapsed().as_secs_f64()
}

/// Reads the peak of resident memory, in KiB; 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let digits = line.map(|line| {
        line.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    });
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}
