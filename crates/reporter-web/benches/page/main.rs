//! The page in Chromium beside the same machines as a native program: one server, one run, one table.
//!
//! The server is a desk and a relay in memory with 10,000 letters and a full window of replies, and the site of
//! `build/web` (`make web`). The native column drives [`Core`] over the same HTTP; `tests/browser/bench.mjs` drives the
//! built workers in Debian's Chromium: WebAssembly, plain JavaScript, and plain JavaScript without a compiler, as in Tor
//! Browser's "Safer". Prints a Markdown table.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures"
)]

mod native;
mod server;
#[path = "../../../reporter/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_page::{Build, Site, assemble};
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::page::SignedPage;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::Day;
use bellrope_transparency::entry::Entry;
use rand::RngExt as _;
use serde_json::{Value, json};

use server::Server;
use support::{EPOCH_SECS, World};

/// Letters of one epoch.
const BATCH: usize = 32;
/// Letters in the log that is checked, and in the one that shows what does not grow with it.
const LETTERS: [usize; 2] = [10_000, BATCH];
/// Bytes of the parcel.
const PARCEL_LEN: usize = 20_000_000;

/// What is measured, with its unit; members of what a column answers.
const ROWS: [(&str, &str, &str); 9] = [
    (
        "firstInput",
        "page: from the request to a screen that takes input",
        "ms",
    ),
    (
        "ready",
        "page: from the request to a verified configuration",
        "ms",
    ),
    ("bytes", "page: bytes over the wire until then", "bytes"),
    ("newCode", "make a case code", "ms"),
    (
        "openSmall",
        "derive a case's keys and look through 32 letters",
        "ms",
    ),
    (
        "download",
        "fetch and verify a desk with 10,000 letters",
        "ms",
    ),
    ("open", "derive, and look through 10,000 letters", "ms"),
    (
        "seal",
        "seal a letter (twice, as is done), and post it",
        "ms",
    ),
    ("parcel", "pack, seal and store 20 MB", "MB/s"),
];

fn main() {
    // `cargo test` runs benchmarks to keep them alive; this one wants a built page and minutes.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let servers = LETTERS.map(|letters| Server::start(a_world(letters), a_site));
    let urls = servers.each_ref().map(Server::url);
    let native = native::measure(&servers);
    eprintln!("bench: native: {native}");
    let mut columns = vec![("native", native)];
    for (name, kind, flags) in [
        ("WebAssembly", "wasm", json!([])),
        (
            "plain JavaScript",
            "js",
            json!(["--js-flags=--no-expose-wasm"]),
        ),
        (
            "plain JavaScript, no compiler",
            "js",
            json!(["--js-flags=--jitless"]),
        ),
    ] {
        let scene = json!({"urls": urls, "kind": kind, "flags": flags, "parcelLen": PARCEL_LEN});
        let column = in_chromium(&scene);
        eprintln!("bench: {name}: {column}");
        columns.push((name, column));
    }
    print(&columns);
}

fn print(columns: &[(&str, Value)]) {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    println!("| what | {} |", names.join(" | "));
    println!("|---|{}", "---:|".repeat(names.len()));
    for (member, what, unit) in ROWS {
        let cells: Vec<String> = columns
            .iter()
            .map(|(_, column)| match column[member].as_f64() {
                None => "–".to_owned(),
                Some(value) if unit == "bytes" => format!("{value:.0}"),
                Some(value) if value < 10.0 => format!("{value:.2} {unit}"),
                Some(value) => format!("{value:.0} {unit}"),
            })
            .collect();
        println!("| {what} | {} |", cells.join(" | "));
    }
}

/// Runs the story in a browser; answers the median of each measurement.
fn in_chromium(scene: &Value) -> Value {
    let folder = repository().join("tests/browser");
    let file = env::temp_dir().join(format!("bellrope-bench-{}.json", std::process::id()));
    fs::write(&file, scene.to_string()).unwrap();
    let told = Command::new("node")
        .arg(folder.join("bench.mjs"))
        .arg(&file)
        .output();
    fs::remove_file(&file).unwrap();
    let told = told.expect("node is installed");
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    serde_json::from_slice(&told.stdout).expect("the story prints json")
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A desk with so many letters and a full window of replies; what they are does not matter to the cost.
fn a_world(letters: usize) -> World {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let epochs = letters.div_ceil(BATCH);
    let mut world = World::at(1, now - epochs as u64 * u64::from(EPOCH_SECS));
    for _ in 0..epochs {
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
    }
    world.card.not_after = now + 86_400;
    world.publish_card();
    for number in 0..120 {
        let replies: Vec<(Vec<u8>, Tag)> = (0..16)
            .map(|_| {
                let mut body = vec![0; REPLY_LEN];
                world.rng.fill(body.as_mut_slice());
                (body, Tag::random(&mut world.rng))
            })
            .collect();
        let day = Day::of(now - (119 - number) * 86_400);
        world.append_day(day, &replies);
    }
    world.now = now;
    world
}

/// The site of `build/web` for a world's desk, without cover.
fn a_site(world: &World) -> (Vec<u8>, Site) {
    let folder = repository().join("build/web");
    let mut files = BTreeMap::new();
    collect(&folder, "", &mut files);
    let manifest = files.remove("manifest.json").expect("run `make web` first");
    let build = Build::verify(&manifest, files).unwrap();
    let both = |text: &str| json!({"nl": text, "en": text});
    let card = serde_json::to_value(&world.card).unwrap();
    let hash: String = build
        .manifest()
        .hash()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let page = json!({
        "version": 1, "made": world.now, "build": hash, "host": "relay.example",
        "title": both("Informatie"), "exit": "https://www.example.org/",
        "desks": [{
            "desk": "mid", "founding": card["founding"], "name": both("Meldpunt"), "about": both("Drie mensen lezen mee."),
        }],
        "emergency": [{"need": both("Gevaar"), "name": both("Alarmnummer"), "phone": "112"}],
        "categories": [{"code": "ZS1", "family": "ZS", "name": both("Voertuigen")}],
        "retention": both("Twee jaar."), "cover": {"on": false},
    });
    let page = serde_json::from_value(page).unwrap();
    let note = SignedPage::sign(page, &world.root).unwrap().to_bytes();
    let verified = SignedPage::parse(&note).unwrap().verify().unwrap();
    (note, assemble(&build, &verified).unwrap())
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("run `make web` first") {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
}
