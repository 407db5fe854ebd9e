//! Every fuzz target on stable: over its samples, then over changes to them, the same ones each time.
//!
//! This finds what a few thousand steps from a good input find; `make fuzz` goes on from there. On a
//! failure the input is printed in hex: put it into a file and run
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz <target> <file>`, or add it to the samples.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod mutator;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use bellrope_fuzz::mutate::Mutator;
use bellrope_fuzz::{TARGETS, find};

/// Most of an input that is printed, in bytes.
const PRINTED: usize = 20_000;

macro_rules! smoke {
    ($($name:ident: $rounds:literal,)*) => {
        const SMOKED: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                smoke(stringify!($name), $rounds);
            }
        )*
    };
}

// As many rounds as fit: all of them together take about 20 seconds of one core.
smoke! {
    add_checkpoint: 600,
    age_header: 3_000,
    age_key: 1_500,
    board: 800,
    bundle: 1_500,
    card: 400,
    case_code: 1_500,
    checkpoint: 1_000,
    cosignatures: 2_000,
    letter_form: 1_500,
    letter_plaintext: 1_500,
    letter_proof: 300,
    log_note: 1_500,
    log_page: 800,
    log_proof: 800,
    metadata_bmff: 6_000,
    metadata_jpeg: 6_000,
    metadata_office: 1_500,
    metadata_pdf: 6_000,
    metadata_png: 6_000,
    metadata_webp: 6_000,
    name: 5_000,
    note: 2_000,
    page: 300,
    parcel: 40,
    preview_answer: 10_000,
    preview_text: 10_000,
    receipt: 2_000,
    relay_block: 300,
    relay_card: 150,
    relay_confirm: 300,
    relay_form: 300,
    relay_get: 1_500,
    relay_letter: 400,
    relay_replies: 200,
    reply_form: 800,
    reply_plaintext: 2_000,
    report_file: 1_500,
    reporter_download: 300,
    reporter_post: 1_000,
    sealed_folder: 1_000,
    tile_bytes: 5_000,
    tile_path: 5_000,
    share: 200,
    trail: 500,
    vkey: 3_000,
}

/// Runs one target, and names the input that it fails on.
fn smoke(name: &str, rounds: usize) {
    let target = find(name).expect("a target of this name");
    let samples = (target.samples)();
    let mut run = (target.start)();
    let mut run = |what: &str, input: &[u8]| {
        if let Err(cause) = catch_unwind(AssertUnwindSafe(|| run(input))) {
            eprintln!(
                "{name} fails on {what}, {} bytes: {}",
                input.len(),
                hex(input)
            );
            resume_unwind(cause);
        }
    };
    run("the empty input", b"");
    for (number, sample) in samples.iter().enumerate() {
        run(&format!("sample {number}"), sample);
    }
    let mut mutator = Mutator::new(target.seed());
    for round in 0..rounds {
        run(&format!("round {round}"), &mutator.next_input(&samples));
    }
}

fn hex(input: &[u8]) -> String {
    input
        .iter()
        .take(PRINTED)
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// A target that is in one list only would be run by one of the two ways only.
#[test]
fn every_target_is_fuzzed_and_smoked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let listed: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(listed.len(), TARGETS.len(), "a target is listed twice");
    let mut fuzzed = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let calls = format!("bellrope_fuzz::run(\"{name}\", data)");
        assert!(
            fs::read_to_string(&path).unwrap().contains(&calls),
            "{name} runs another target"
        );
        fuzzed.insert(name);
    }
    assert_eq!(
        fuzzed.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        listed
    );
    assert_eq!(SMOKED.iter().copied().collect::<BTreeSet<_>>(), listed);
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml"));
    let manifest: toml::Table = toml::from_str(&manifest.unwrap()).unwrap();
    let built = manifest["bin"].as_array().unwrap().iter();
    let built: BTreeSet<_> = built.map(|bin| bin["name"].as_str().unwrap()).collect();
    assert_eq!(built, listed);
}
