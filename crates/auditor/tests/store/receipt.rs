//! Receipts of a real relay against its own store, by the real binary: kept, kept late, broken,
//! not yet due, and a copy that ends too early to say.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use super::world::World;

const HOUR: u64 = 3_600;

/// Runs `bellrope-audit receipt` over the store as it is, at a time after the relay's.
fn audit(world: &World, receipt: &str, later: u64) -> Output {
    let store = world.image();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), receipt).unwrap();
    Command::new(env!("CARGO_BIN_EXE_bellrope-audit"))
        .args(["receipt", "--desk", "mid", "--fingerprint"])
        .arg(world.fingerprint())
        .args(["--now", &(world.clock_now() + later).to_string()])
        .arg("--store")
        .args([store.path(), file.path()])
        .output()
        .unwrap()
}

#[track_caller]
fn assert_says(output: &Output, code: i32, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}{errors}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// A relay that has sealed before, and has just given a receipt.
fn promised() -> (World, String) {
    let mut world = World::new();
    world.epochs(2, 2);
    let receipt = world.post_one();
    (world, receipt)
}

#[test]
fn receipt_is_kept_when_its_epoch_is_sealed() {
    let (mut world, receipt) = promised();
    world.epochs(1, 3);
    world.stop();
    assert_says(&audit(&world, &receipt, 0), 0, &["promise: kept, entry "]);
}

/// The relay is down for three hours; when it is back it logs what it has promised.
#[test]
fn receipt_is_kept_late_when_the_relay_was_down() {
    let (mut world, receipt) = promised();
    world.away(3 * HOUR, |_| {});
    world.epochs(1, 1);
    world.stop();
    let said = audit(&world, &receipt, 0);
    assert_says(&said, 1, &["promise: kept late, entry ", "receipt-late"]);
    // What the check of the log says of the same entry.
    assert_says(&said, 1, &["log-late"]);
}

/// The relay forgets what it has promised, and goes on as if nothing were amiss.
#[test]
fn receipt_is_broken_when_the_relay_drops_the_letter() {
    let (mut world, receipt) = promised();
    world.away(0, forget_letters);
    world.epochs(1, 2);
    world.stop();
    // The log has gone on by one epoch: the promise still has time.
    assert_says(&audit(&world, &receipt, 0), 0, &["promise: not yet due"]);
    world.away(0, |_| {});
    world.epochs(2, 2);
    world.stop();
    let said = audit(&world, &receipt, 0);
    assert_says(&said, 1, &["promise: broken", "receipt-broken"]);
    assert_says(&said, 1, &["no such entry in the log up to "]);
}

/// A copy from before the promise was due says nothing, however late it is read.
#[test]
fn receipt_stays_open_when_the_copy_is_older_than_the_promise() {
    let (mut world, receipt) = promised();
    world.stop();
    assert_says(&audit(&world, &receipt, 0), 0, &["promise: not yet due"]);
    let said = audit(&world, &receipt, 10 * HOUR);
    assert_says(&said, 3, &["before the promise was due"]);
}

/// Overwrites every slot with random bytes, as sealing does.
fn forget_letters(folder: &Path) {
    let slots = folder.join("slots");
    let mut bytes = vec![0; fs::metadata(&slots).unwrap().len() as usize];
    StdRng::seed_from_u64(11).fill_bytes(&mut bytes);
    fs::write(slots, bytes).unwrap();
}
