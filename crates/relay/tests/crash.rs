//! The real binary, killed in the middle of load.
//!
//! Failure conditions: a letter that was answered is neither pending nor logged; one is logged
//! twice; a batch note, tile or body does not fit the checkpoint; a repeated letter gets another
//! receipt; the relay does not start again.
//!
//! `BELLROPE_LONG=1` runs many more rounds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod fixture;

use std::collections::{BTreeMap, HashSet};
use std::io::{BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use bellrope_protocol::note::{KeyName, VerifierKey};
use bellrope_transparency::checkpoint::SignedCheckpoint;
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::log_note::{BatchNote, LogNote as _, Page};
use bellrope_transparency::tile::{Tile, bundles_of_window, tiles_of_edge};
use bellrope_transparency::tree::{Frontier, root_of};
use fixture::desk::{RelayPublic, TestDesk};
use fixture::process::{RelayProcess, letter_request, read_answer};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

const CLIENTS: u64 = 8;

/// Posts letters on one connection until it breaks; returns the receipts by letter number.
fn load(
    address: SocketAddr,
    desk: &TestDesk,
    numbers: impl Iterator<Item = u64>,
) -> BTreeMap<u64, Vec<u8>> {
    let mut receipts = BTreeMap::new();
    let Ok(stream) = TcpStream::connect(address) else {
        return receipts;
    };
    let Ok(mut writer) = stream.try_clone() else {
        return receipts;
    };
    let mut reader = BufReader::new(stream);
    for number in numbers {
        if writer
            .write_all(&letter_request(&desk.letter(number), number))
            .is_err()
        {
            return receipts;
        }
        match read_answer(&mut reader) {
            Ok(answer) if answer.status == 201 => drop(receipts.insert(number, answer.body)),
            Ok(answer) => assert_eq!(answer.status, 503, "{}", answer.text()),
            Err(_) => return receipts,
        }
    }
    receipts
}

/// Downloads the intake log, verifies all of it, and returns its entries and bodies' hashes.
fn read_intake(relay: &RelayProcess) -> Vec<Entry> {
    let public = RelayPublic::read(&relay.folder);
    let name = KeyName::new(relay.desk.base.intake()).unwrap();
    let key: VerifierKey = public.log.verifier(name);
    let checkpoint = relay.get("intake/checkpoint");
    let head = SignedCheckpoint::parse(&checkpoint.body)
        .unwrap()
        .verify(&key)
        .unwrap()
        .head();
    let fetch = |tile: &Tile| {
        let got = relay.get(&format!("intake/{tile}"));
        assert_eq!(got.status, 200, "{tile}");
        got.body
    };
    let entries: Vec<Entry> = bundles_of_window(0, head.size)
        .iter()
        .flat_map(|bundle| parse_bundle(&fetch(bundle), bundle.width()).unwrap())
        .collect();
    let frontier: Frontier = entries.iter().map(Entry::leaf_hash).collect();
    assert_eq!(frontier.head(), head);
    tiles_of_edge(head.size)
        .iter()
        .for_each(|tile| drop(fetch(tile)));
    check_batches(relay, &key, &entries, head.size);
    entries
}

/// Holds every batch note up to `size` and every body against the entries.
fn check_batches(relay: &RelayProcess, key: &VerifierKey, entries: &[Entry], size: u64) {
    let mut end = 0;
    for number in 0.. {
        if end == size {
            return;
        }
        let page = relay.get(&format!("intake/batches/{}", number / 256));
        let notes = Page::parse(&page.body).unwrap().into_notes();
        let note = BatchNote::verify(notes[number % 256].clone(), key).unwrap();
        assert_eq!((note.number, note.first), (number as u64, end));
        end += u64::from(note.count);
        let batch = &entries[note.first as usize..end as usize];
        assert!(batch.is_sorted_by_key(|entry| entry.body));
        assert_eq!(note.root, root_of(batch.iter().map(Entry::leaf_hash)));
        let bodies = relay.get(&format!("intake/batch/{number}")).body;
        assert_eq!(bodies.len(), batch.len() * 16_384);
        for (entry, letter) in batch.iter().zip(bodies.chunks(16_384)) {
            assert_eq!(entry.body, <[u8; 32]>::from(Sha256::digest(letter)));
        }
    }
}

/// Waits until two more epochs are sealed: by then everything answered before is promised to be
/// logged.
fn wait_for_two_epochs(relay: &RelayProcess) {
    let batches = || {
        Page::parse(&relay.get("intake/batches").body)
            .unwrap()
            .notes()
            .len()
    };
    let (before, deadline) = (batches(), Instant::now() + Duration::from_secs(30));
    while batches() < before + 2 {
        assert!(
            Instant::now() < deadline,
            "no epoch was sealed for 30 seconds"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn kill_in_the_middle_of_load_loses_nothing_answered() {
    let rounds = if std::env::var_os("BELLROPE_LONG").is_some() {
        100
    } else {
        6
    };
    let mut rng = StdRng::seed_from_u64(20_261_123);
    let mut relay = RelayProcess::start(&[]);
    let mut receipts: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    for round in 0..rounds {
        // Across at least one end of an epoch now and then, so that sealing is hit too.
        let until_kill = Duration::from_millis(rng.random_range(50..1_700));
        let (address, first) = (relay.address, round * 1_000_000);
        std::thread::scope(|scope| {
            let desk = &relay.desk;
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let numbers = (first + client..first + 1_000_000).step_by(CLIENTS as usize);
                    scope.spawn(move || load(address, desk, numbers))
                })
                .collect();
            std::thread::sleep(until_kill);
            let pid = rustix::process::Pid::from_raw(relay.child_id().try_into().unwrap()).unwrap();
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
            for client in clients {
                receipts.extend(client.join().unwrap());
            }
        });
        relay.kill();
        relay.restart();
    }
    assert!(
        receipts.len() > 100,
        "{} letters were answered",
        receipts.len()
    );

    // A repeated letter gets its receipt again, byte for byte.
    for (number, receipt) in receipts.iter().step_by(receipts.len() / 50) {
        let again = load(relay.address, &relay.desk, std::iter::once(*number));
        assert_eq!(again.get(number), Some(receipt), "letter {number}");
    }
    wait_for_two_epochs(&relay);
    let entries = read_intake(&relay);
    let logged: HashSet<Entry2> = entries.iter().map(Entry2::from).collect();
    assert_eq!(logged.len(), entries.len(), "an entry is logged twice");
    for (number, receipt) in &receipts {
        let epoch = str::from_utf8(receipt)
            .unwrap()
            .lines()
            .nth(4)
            .unwrap()
            .parse()
            .unwrap();
        let promised = Entry2 {
            epoch,
            body: Sha256::digest(relay.desk.letter(*number)).into(),
            tag: u128::from(*number).to_be_bytes(),
        };
        assert!(logged.contains(&promised), "letter {number} is lost");
    }
}

/// An entry that can be put in a set.
#[derive(PartialEq, Eq, Hash)]
struct Entry2 {
    epoch: u32,
    body: [u8; 32],
    tag: [u8; 16],
}

impl From<&Entry> for Entry2 {
    fn from(entry: &Entry) -> Self {
        Self {
            epoch: entry.epoch,
            body: entry.body,
            tag: entry.tag,
        }
    }
}

#[test]
fn stop_is_orderly_and_loses_nothing() {
    let mut relay = RelayProcess::start(&[("BELLROPE_RELAY_EPOCH_SECS", "3600")]);
    let receipts = load(relay.address, &relay.desk, 0..20);
    assert_eq!(receipts.len(), 20);
    assert!(relay.terminate().success());
    relay.restart();
    assert_eq!(load(relay.address, &relay.desk, 0..20), receipts);
}

#[test]
fn two_relays_do_not_share_a_folder() {
    let relay = RelayProcess::start(&[]);
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_bellrope-relay"))
        .args(["run", "--folder", relay.folder.to_str().unwrap()])
        .env("BELLROPE_RELAY_LISTEN", "127.0.0.1:0")
        .env("BELLROPE_RELAY_MANAGEMENT_LISTEN", "127.0.0.1:0")
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(4));
    let error = String::from_utf8(second.stderr).unwrap();
    assert!(
        error.contains("hint: is another relay running in this folder?"),
        "{error}"
    );
}
