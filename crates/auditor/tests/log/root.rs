//! Checkpoints, roots, cosignatures: what the log says it is.

use super::*;

#[test]
fn a_checkpoint_of_another_key_is_found() {
    let mut world = World::busy();
    let mut files = world.files();
    let name = world.intake.key.name().clone();
    world.intake.key = SignerKey::from_seed(name, &[3; 32]);
    let forged = world.cosigned(&world.intake);
    files.put(Item::Checkpoint { log: INTAKE }, forged.into_bytes());
    expect(&world, &files, &["log-signature"]);
}

#[test]
fn a_further_line_in_a_checkpoint_is_found() {
    let mut world = World::busy();
    world.intake.extension = Some("hello".to_owned());
    expect(&world, &world.files(), &["log-extension"]);
}

#[test]
fn cosignatures_are_checked_for_truth_and_age() {
    let mut world = World::busy();
    world.appoint_witnesses(2);
    expect(&world, &world.files(), &[]);
    world.lag_secs = 8 * DAY;
    expect(&world, &world.files(), &["log-witness"]);
    world.lag_secs = 0;
    world.witnesses.pop();
    expect(&world, &world.files(), &["log-witness"]);

    let mut world = World::busy();
    world.appoint_witnesses(1);
    let mut files = world.files();
    // The cosignature of the reply log, on the checkpoint of the intake log.
    let other = world.cosigned(&world.replies);
    let checkpoint = files.get(Item::Checkpoint { log: INTAKE });
    let mut lines: Vec<String> = String::from_utf8(checkpoint.clone())
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    *lines.last_mut().unwrap() = other.lines().last().unwrap().to_owned();
    *checkpoint = format!("{}\n", lines.join("\n")).into_bytes();
    expect(&world, &files, &["log-cosignature"]);
}

#[test]
fn a_log_that_stands_still_is_found() {
    let mut world = World::busy();
    world.now += 8 * DAY;
    expect(&world, &world.files(), &["log-still"]);
}

#[test]
fn missing_and_torn_entries_are_found() {
    let world = World::busy();
    let size = world.intake.entries.len();
    let bundle = tile(INTAKE, Layer::Entries, 0, size);
    let mut files = world.files();
    files.remove(bundle);
    let check = world.check_log(&files, &options());
    assert_eq!(kinds(&check), ["log-entries"]);
    let mut files = world.files();
    files.get(bundle).pop();
    let check = world.check_log(&files, &options());
    assert_eq!(kinds(&check), ["log-entries"]);
}

#[test]
fn a_changed_entry_is_found_by_root_batch_tile_and_body() {
    let world = World::busy();
    let size = world.intake.entries.len();
    let mut files = world.files();
    // A byte of the body hash of the first entry.
    files.get(tile(INTAKE, Layer::Entries, 0, size))[2 + 1 + 4 + 5] ^= 1;
    let check = world.check_log(&files, &options());
    for kind in ["log-root", "log-tile", "log-batch-root", "log-body"] {
        assert!(kinds(&check).contains(&kind), "{:?}", kinds(&check));
    }
}

#[test]
fn a_root_over_other_entries_is_found() {
    let world = World::busy();
    let mut files = world.files();
    let head = TreeHead {
        root: another_root(),
        ..world.intake.head()
    };
    let signed = world.intake.sign(head).to_string();
    files.put(Item::Checkpoint { log: INTAKE }, signed.into_bytes());
    expect(&world, &files, &["log-root"]);
}

#[test]
fn kept_checkpoints_show_forks_and_rollbacks() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        kept: Some(folder.path()),
        ..options()
    };
    let mut world = World::busy();
    assert_found(&world.check_log(&world.files(), &options), &[]);
    let old = world.files();
    world.seal(16);
    // Grown: the kept one is a beginning of it.
    assert_found(&world.check_log(&world.files(), &options), &[]);
    // Back to the state of before.
    assert_found(&world.check_log(&old, &options), &["log-rollback"]);
    // Another history of the same length and more.
    let mut other = World::busy();
    other.intake.entries.clear();
    other.intake.notes.clear();
    other.intake.bodies.clear();
    other.intake.batches.clear();
    other.now = NOON;
    for count in [48, 16, 16, 16] {
        other.seal(count);
    }
    other.now = world.now;
    let check = other.check_log(&other.files(), &options);
    assert_found(&check, &["log-fork"]);
    // What was seen is kept, the fork too.
    let again = world.check_log(&world.files(), &options);
    assert_found(&again, &["log-fork"]);
}

#[test]
fn a_kept_file_that_is_none_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("relay.example/mid/intake");
    std::fs::create_dir_all(&part).unwrap();
    std::fs::write(part.join("1.checkpoint"), "hello").unwrap();
    let options = Options {
        kept: Some(folder.path()),
        ..options()
    };
    let world = World::busy();
    let check = world.check_log(&world.files(), &options);
    assert_eq!(check.outcome(), Outcome::CouldNotCheck);
}

#[test]
fn confirmations_must_name_a_root_that_the_log_had() {
    let mut world = World::busy();
    world.confirm(48, None);
    expect(&world, &world.files(), &[]);
    let head = world.intake.head();
    for wrong in [
        TreeHead {
            root: another_root(),
            size: 48,
        },
        TreeHead {
            size: head.size + 16,
            ..head
        },
    ] {
        let mut world = World::busy();
        world.confirm_root(wrong, None);
        expect(&world, &world.files(), &["log-confirm"]);
    }
    let mut world = World::busy();
    world.push = SignerKey::from_seed(world.base.push_key_name(), &[4; 32]);
    world.confirm(48, None);
    expect(&world, &world.files(), &["log-confirm"]);
}
