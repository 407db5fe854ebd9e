//! Untouched stores in every state: no finding, and every byte in the table.

use std::fs;

use super::world::{World, assert_passes, copy, fact};

/// What the facts say of bytes adds up to what is on the disk.
fn assert_adds_up(check: &bellrope_auditor::finding::Check) {
    let classes = check
        .facts
        .iter()
        .filter(|fact| fact.what.starts_with("bytes: "));
    let sum: u64 = classes.map(|class| fact(check, &class.what)).sum();
    assert_eq!(sum, fact(check, "bytes"));
    assert_eq!(fact(check, "bytes: unknown"), 0);
}

#[test]
fn store_passes_before_the_first_letter() {
    let mut world = World::new();
    world.stop();
    let check = assert_passes(world.path(), "one card");
    assert_adds_up(&check);
    assert_eq!(fact(&check, "cards"), 1);
    assert_eq!(fact(&check, "bytes: letters in batches"), 0);
}

#[test]
fn store_passes_with_letters_that_wait() {
    let mut world = World::new();
    world.epochs(2, 3);
    world.post(5);
    let check = assert_passes(world.image().path(), "killed, five letters wait");
    assert_eq!(fact(&check, "letters that wait in slots"), 5);
    assert_adds_up(&check);
    world.stop();
    let check = assert_passes(world.path(), "stopped, five letters wait");
    assert_eq!(fact(&check, "letters that wait in slots"), 5);
    assert_adds_up(&check);
}

#[test]
fn store_passes_through_its_life() {
    let mut world = World::new();
    for round in 0..5 {
        world.blocks(2);
        world.epochs(3, round);
        world.replies();
        world.confirm();
        world.relay().store.probe().unwrap();
        assert_passes(world.image().path(), &format!("round {round}"));
        if round == 2 {
            world.publish_card(2);
            world.restart();
        }
    }
    // Confirmed batches go after seven days, replies when their day leaves the window.
    world.advance(8 * 24 * 3_600);
    let check = assert_passes(world.image().path(), "pruned");
    assert!(fact(&check, "of them pruned (letters)") > 0);
    assert!(fact(&check, "of them pruned (replies)") > 0);
    world.stop();
    let check = assert_passes(world.path(), "pruned and stopped");
    assert_adds_up(&check);
    assert_passes(copy(world.path()).path(), "copied");
}

#[test]
fn store_passes_after_hundreds_of_commits() {
    let mut world = World::new();
    for round in 0..150_usize {
        world.epochs(1, round % 3);
        if round % 50 == 0 {
            world.confirm();
            world.restart();
        }
        if round % 40 == 39 {
            assert_passes(world.image().path(), &format!("round {round}"));
        }
    }
    world.stop();
    let check = assert_passes(world.path(), "150 epochs");
    assert_adds_up(&check);
}

/// What §12.2 leaves when the relay dies between two of its steps.
#[test]
fn store_passes_with_what_a_crash_leaves() {
    let mut world = World::new();
    world.epochs(2, 3);
    world.post(2);
    world.blocks(1);
    let image = world.image();
    let folder = image.path().join("desks/mid/intake/batch");
    // Between S4 and S5: the bodies of the next batch are there, and part of the one after.
    fs::copy(folder.join("0"), folder.join("2")).unwrap();
    let part = fs::read(folder.join("1")).unwrap();
    fs::write(folder.join("3.unfinished"), &part[..100_000]).unwrap();
    let blocks = image.path().join("desks/mid/blocks");
    let epoch = fs::read_dir(&blocks)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let unfinished = epoch.join("00112233445566778899aabbccddeeff.unfinished");
    let block = fs::read_dir(&epoch)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::write(&unfinished, &fs::read(block).unwrap()[..50_000]).unwrap();
    for left in [folder.join("2"), folder.join("3.unfinished"), unfinished] {
        let mut mode = fs::metadata(&left).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o600);
        fs::set_permissions(&left, mode).unwrap();
        super::world::set_time(&left, std::time::UNIX_EPOCH);
    }
    for folder in [folder, blocks, epoch] {
        super::world::set_time(&folder, std::time::UNIX_EPOCH);
    }
    let check = assert_passes(image.path(), "killed while sealing");
    assert!(fact(&check, "bytes: leftovers of a crash") > 400_000);
    assert_adds_up(&check);
}
