//! The canary against a relay that keeps, writes down and repeats what it must not. The relay here
//! has even got hold of the desk's key, so that it can leak what was sealed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and says where"
)]

mod relay;
#[path = "../support/mod.rs"]
mod support;

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use bellrope_auditor::canary::{CanarySubject, run};
use bellrope_auditor::finding::{Check, Outcome};
use flate2::Compression;
use flate2::write::GzEncoder;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tempfile::TempDir;

use relay::{Event, Relay, find};
use support::{NOON, World};

/// Where else the canary is told to look.
#[derive(Default)]
struct Places {
    pid: Option<u32>,
    logs: Vec<PathBuf>,
    captures: Vec<PathBuf>,
    folder: Option<PathBuf>,
}

fn canary(relay: &Relay, world: &World, places: &Places) -> Check {
    let url = format!("http://{}", relay.address);
    let subject = CanarySubject {
        relay: &url,
        proxy: None,
        card: &world.card,
        folder: places.folder.as_deref().unwrap_or(relay.folder.path()),
        pid: places.pid,
        logs: &places.logs,
        journal: None,
        management: Some(&url),
        captures: &places.captures,
        until_sealed: false,
        now: NOON,
    };
    run(&subject, StdRng::seed_from_u64(3)).unwrap()
}

fn leaking(leak: impl Fn(&Path, &Event<'_>) -> Option<Vec<u8>> + Send + Sync + 'static) -> Check {
    let (relay, world) = Relay::start(false, Box::new(leak));
    canary(&relay, &world, &Places::default())
}

fn append(path: &Path, bytes: &[u8]) {
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    file.write_all(bytes).unwrap();
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// Asserts that nothing but this was found, and that it was found to be these things.
#[track_caller]
fn assert_found(check: &Check, kind: &str, things: &[&str]) {
    assert!(check.findings.iter().all(|f| f.kind == kind), "{check:#?}");
    for thing in things {
        let is_thing = |found: &str| found.starts_with(thing);
        assert!(
            check.findings.iter().any(|f| is_thing(&f.found)),
            "no {thing} in {check:#?}"
        );
    }
    assert_eq!(check.outcome(), Outcome::Fail);
}

fn fact<'a>(check: &'a Check, what: &str) -> &'a str {
    let fact = check.facts.iter().find(|fact| fact.what.starts_with(what));
    &fact
        .unwrap_or_else(|| panic!("no {what} in {check:#?}"))
        .value
}

#[test]
fn canary_passes_a_relay_that_keeps_ciphertext_only() {
    let check = leaking(|_, _| None);
    assert_eq!(check.outcome(), Outcome::Pass, "{check:#?}");
    assert_eq!(fact(&check, "letters filed"), "3");
    assert_eq!(fact(&check, "blocks filed"), "1");
    let sent: usize = fact(&check, "requests with a text in clear")
        .parse()
        .unwrap();
    assert!(sent > 60, "{sent}");
    let left_out: Vec<&str> = check
        .left_out
        .iter()
        .map(|left| left.what.as_str())
        .collect();
    let expected = [
        "memory of the relay",
        "what the relay writes when it seals an epoch",
        "logs",
        "traffic as the network sees it",
    ];
    assert_eq!(left_out, expected);
}

const SEALED: [&str; 7] = [
    "story of the report, ",
    "private part of the report, ",
    "contact in the report, ",
    "text of the message, ",
    "text of the withdrawal, ",
    "case secret S, in base64",
    "key of the parcel as age writes it, ",
];

#[test]
fn canary_finds_what_a_relay_opened_and_kept() {
    let check = leaking(|folder, event| {
        if let Event::Opened(plaintext) = event {
            append(&folder.join("opened"), plaintext);
        }
        None
    });
    assert_found(&check, "canary-file", &SEALED);
    let story = check
        .findings
        .iter()
        .find(|f| f.found.starts_with(SEALED[0]))
        .unwrap();
    assert!(story.place.starts_with("opened, byte "), "{story:?}");
    assert!(
        story.found.starts_with("story of the report, as it is"),
        "{story:?}"
    );
    // A report names things; it does not say what they say.
    let opened = fs::read_to_string(file_with_text()).unwrap();
    let text = opened
        .split_whitespace()
        .find(|word| word.len() == 44)
        .unwrap()
        .to_owned();
    assert!(!format!("{check:?}").contains(&text));
}

/// Makes a file with the texts that the seed of these tests gives.
fn file_with_text() -> PathBuf {
    static FILE: std::sync::OnceLock<(TempDir, PathBuf)> = std::sync::OnceLock::new();
    let (_, path) = FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("texts");
        let to = path.clone();
        let _ = leaking(move |_, event| {
            if let Event::Opened(plaintext) = event {
                append(&to, plaintext);
            }
            None
        });
        (folder, path)
    });
    path.clone()
}

#[test]
fn canary_finds_what_a_relay_packed_or_spelled_otherwise() {
    let check = leaking(|folder, event| {
        if let Event::Opened(plaintext) = event {
            append(&folder.join("opened.gz"), &gzip(plaintext));
        }
        None
    });
    assert_found(&check, "canary-file", &SEALED);
    assert!(
        check
            .findings
            .iter()
            .any(|f| f.found.contains(", inside gzip")),
        "{check:#?}"
    );

    let check = leaking(|folder, event| {
        if let Event::Opened(plaintext) = event {
            let text = String::from_utf8_lossy(plaintext);
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            append(&folder.join("opened.txt"), &utf16);
        }
        None
    });
    assert_found(&check, "canary-file", &["story of the report, in UTF-16"]);
}

#[test]
fn canary_finds_a_row_of_a_database() {
    const ROWS: redb::TableDefinition<'_, u64, &[u8]> = redb::TableDefinition::new("rows");
    let check = leaking(|folder, event| {
        if let Event::Opened(plaintext) = event {
            let database = redb::Database::create(folder.join("relay.redb")).unwrap();
            let write = database.begin_write().unwrap();
            write
                .open_table(ROWS)
                .unwrap()
                .insert(plaintext.len() as u64, *plaintext)
                .unwrap();
            write.commit().unwrap();
        }
        None
    });
    assert_found(&check, "canary-file", &["text of the withdrawal, as it is"]);
    assert!(
        check
            .findings
            .iter()
            .all(|f| f.place.starts_with("relay.redb, "))
    );
}

#[test]
fn canary_finds_what_was_sent_in_clear_and_kept() {
    let check = leaking(|folder, event| {
        if let Event::Request(request) = event {
            append(&folder.join("requests"), request);
        }
        None
    });
    let things = [
        "short text posted as a letter, ",
        "text of a letter's length, ",
        "oversized text in chunks, ",
        "text posted as a letter in base64, in base64",
        "text posted as a letter in UTF-16, in UTF-16",
        "packed text posted as a letter, as it is, inside gzip",
        "text in the header User-Agent, ",
        "text in the query, ",
        "headers of the message, ",
        "text in headers that broke off, ",
    ];
    // More than a report lists one by one.
    assert!(check.unlisted.iter().any(|more| more.kind == "canary-file"));
    let listed = |thing: &&&str| check.findings.iter().any(|f| f.found.starts_with(**thing));
    assert!(things.iter().filter(listed).count() >= 6, "{check:#?}");
    assert!(
        check.findings.iter().all(|f| f.kind == "canary-file"),
        "{check:#?}"
    );
}

#[test]
fn canary_finds_a_log_of_who_asks_for_what() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("access.log");
    let to = log.clone();
    let (relay, world) = Relay::start(
        false,
        Box::new(move |_, event| {
            if let Event::Request(request) = event {
                // As most servers do: first line, and two headers.
                let head = String::from_utf8_lossy(request);
                let is_logged = |line: &&str| {
                    line.contains(" HTTP/")
                        || line.starts_with("Referer: ")
                        || line.starts_with("User-Agent: ")
                };
                for line in head.lines().filter(is_logged) {
                    append(&to, format!("{line}\n").as_bytes());
                }
            }
            None
        }),
    );
    let places = Places {
        logs: vec![log, folder.path().join("no.log")],
        ..Places::default()
    };
    let check = canary(&relay, &world, &places);
    let things = [
        "text in the path, ",
        "text in the query, ",
        "text in the header User-Agent, ",
        "text in the header Referer, ",
        "headers of the message, ",
        "text as the method, ",
    ];
    assert_found(&check, "canary-log", &things);
    assert_eq!(check.could_not.len(), 1, "{check:#?}");
    assert!(check.could_not[0].what.ends_with("no.log"));
}

#[test]
fn canary_finds_what_answers_repeat() {
    let check = leaking(|_, event| match event {
        Event::Request(request) => {
            let end = find(request, b"\r\n\r\n").unwrap_or(request.len());
            Some(request[..end].to_vec())
        }
        Event::Opened(_) => None,
    });
    let things = [
        "text in the path, ",
        "text in a preflight, ",
        "text in the header Cookie, ",
    ];
    assert!(
        check.findings.iter().all(|f| f.kind == "canary-answer"),
        "{check:#?}"
    );
    let listed = |thing: &&&str| check.findings.iter().any(|f| f.found.starts_with(**thing));
    assert!(things.iter().filter(listed).count() >= 1, "{check:#?}");
    let place = &check.findings[0].place;
    assert!(place.starts_with("answer to "), "{place}");
}

#[test]
fn canary_finds_a_sealed_text_in_an_answer() {
    let check = leaking(|_, event| match event {
        Event::Opened(plaintext) => Some(plaintext.to_vec()),
        Event::Request(_) => None,
    });
    assert_found(
        &check,
        "canary-answer",
        &["text of the withdrawal, as it is"],
    );
}

#[test]
fn canary_finds_a_relay_that_accepts_everything() {
    let (relay, world) = Relay::start(true, Box::new(|_, _| None));
    let check = canary(&relay, &world, &Places::default());
    assert!(
        check.findings.iter().all(|f| f.kind == "canary-accepted"),
        "{check:#?}"
    );
    let first = &check.findings[0];
    assert_eq!(first.place, "short text posted as a letter");
    assert_eq!(first.found, "status 200");
}

#[test]
fn canary_finds_sealed_texts_in_memory() {
    // This process is relay and canary at once, so everything is in its memory.
    let (relay, world) = Relay::start(false, Box::new(|_, _| None));
    let origin = std::hint::black_box(world.base.to_string());
    let places = Places {
        pid: Some(std::process::id()),
        ..Places::default()
    };
    let check = canary(&relay, &world, &places);
    drop(origin);
    assert!(
        check.findings.iter().all(|f| f.kind == "canary-memory"),
        "{check:#?}"
    );
    assert!(!check.findings.is_empty(), "{check:#?}");
    let left = fact(&check, "texts in clear left in the relay's memory");
    assert!(!left.starts_with("0 of "), "{left}");
}

/// A process that waits until it is dropped.
struct Bystander(Child);

impl Bystander {
    fn start() -> Self {
        let child = Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Bystander {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[test]
fn canary_passes_no_wrong_process_and_no_wrong_folder() {
    let (relay, world) = Relay::start(false, Box::new(|_, _| None));
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("slots"), [0; 4096]).unwrap();
    let bystander = Bystander::start();
    let places = Places {
        pid: Some(bystander.0.id()),
        folder: Some(other.path().to_owned()),
        ..Places::default()
    };
    let check = canary(&relay, &world, &places);
    assert_eq!(check.outcome(), Outcome::CouldNotCheck, "{check:#?}");
    let said: Vec<&str> = check.could_not.iter().map(|c| c.why.as_str()).collect();
    let expected = [
        "it does not hold the desk's name: it is no relay of it",
        "4 of 4 sealed things that were filed are not in it",
    ];
    assert_eq!(said, expected);
}

#[test]
fn canary_says_nothing_of_a_relay_whose_receipt_is_none() {
    let (relay, mut world) = Relay::start(false, Box::new(|_, _| None));
    world.card.relay.receipt = world.card.relay.log;
    let check = canary(&relay, &world, &Places::default());
    assert_eq!(check.outcome(), Outcome::CouldNotCheck, "{check:#?}");
    let said = &check.could_not[0];
    assert_eq!(said.what, "what the relay does with letters");
    assert!(
        said.why.starts_with("the relay's receipt is refused"),
        "{said:?}"
    );
    assert!(check.facts.iter().all(|fact| fact.what != "letters filed"));
}

#[test]
fn canary_says_what_it_could_not_reach() {
    let (relay, world) = Relay::start(false, Box::new(|_, _| None));
    let places = Places {
        pid: Some(u32::MAX),
        folder: Some(relay.folder.path().join("nowhere")),
        ..Places::default()
    };
    let check = canary(&relay, &world, &places);
    assert_eq!(check.outcome(), Outcome::CouldNotCheck, "{check:#?}");
    let what: Vec<&str> = check.could_not.iter().map(|c| c.what.as_str()).collect();
    let expected = [
        "memory of process 4294967295",
        "whether this is the relay's folder",
    ];
    assert_eq!(what, expected);
}

#[test]
fn canary_reads_captures_and_refuses_empty_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (full, empty) = (
        folder.path().join("lo.pcap"),
        folder.path().join("eth.pcap"),
    );
    fs::write(&empty, [0; 24]).unwrap();
    let to = full.clone();
    let (relay, world) = Relay::start(
        false,
        Box::new(move |_, event| {
            match event {
                Event::Request(request) => append(&to, request),
                Event::Opened(plaintext) => append(&to, plaintext),
            }
            None
        }),
    );
    let places = Places {
        captures: vec![full, empty],
        ..Places::default()
    };
    let check = canary(&relay, &world, &places);
    assert_found(&check, "canary-capture", &["story of the report, as it is"]);
    assert_eq!(check.could_not.len(), 1, "{check:#?}");
    assert!(check.could_not[0].what.ends_with("eth.pcap"), "{check:#?}");
    let shown = fact(&check, "texts in clear in ");
    assert!(!shown.starts_with("0 of "), "{shown}");
}
