//! Each thing that can be wrong with a store, done to a real one.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

use bellrope_auditor::finding::{Check, Outcome};
use bellrope_auditor::store;
use bellrope_auditor::store::kind::KINDS;
use tempfile::TempDir;

use super::world::{World, assert_passes, copy, set_time};

const TEXT: &str = "Op maandag heb ik gezien dat de rapportage is aangepast nadat de controle was \
                    gedaan, en dat twee collega's daarover niets mochten zeggen. ";

/// A stopped relay with something of everything.
fn whole() -> &'static Path {
    static STORE: OnceLock<TempDir> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let mut world = World::new();
        world.blocks(2);
        world.epochs(3, 2);
        world.replies();
        world.replies();
        world.confirm();
        world.post(3);
        world.stop();
        let store = world.image();
        assert_passes(store.path(), "whole");
        store
    });
    store.path()
}

/// Does something to a copy of the store, and restores the times that this changed.
fn tampered(tamper: impl FnOnce(&Path)) -> Check {
    let store = copy(whole());
    tamper(store.path());
    restore_times(store.path(), whole());
    store::run(store.path())
}

fn restore_times(folder: &Path, original: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let before = original.join(entry.file_name());
        let metadata = fs::symlink_metadata(entry.path()).unwrap();
        if metadata.is_dir() {
            restore_times(&entry.path(), &before);
        }
        let time = fs::metadata(&before).map_or(UNIX_EPOCH, |m| m.modified().unwrap());
        if !metadata.is_symlink() && metadata.permissions().mode() & 0o400 != 0 {
            set_time(&entry.path(), time);
        }
    }
}

fn assert_finds(name: &str, kind: &str, tamper: impl FnOnce(&Path)) {
    let check = tampered(tamper);
    assert_eq!(check.outcome(), Outcome::Fail, "{name}");
    let found: Vec<&str> = check.findings.iter().map(|f| f.kind.as_str()).collect();
    assert!(found.contains(&kind), "{name}: {found:?}");
}

fn overwrite(file: &Path, at: u64, bytes: &[u8]) {
    let open = OpenOptions::new().write(true).open(file).unwrap();
    open.write_all_at(bytes, at).unwrap();
}

fn append(file: &Path, bytes: &[u8]) {
    let mut open = OpenOptions::new().append(true).open(file).unwrap();
    open.write_all(bytes).unwrap();
}

fn private(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn batch(store: &Path, number: u64) -> PathBuf {
    store.join(format!("desks/mid/intake/batch/{number}"))
}

fn replies(store: &Path, number: u64) -> PathBuf {
    store.join(format!("desks/mid/replies/batch/{number}"))
}

fn a_block(store: &Path) -> PathBuf {
    let blocks = store.join("desks/mid/blocks");
    let epoch = fs::read_dir(blocks)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut files: Vec<PathBuf> = fs::read_dir(epoch)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.remove(0)
}

/// The first free slot that a letter does not take: one whose first bytes are no letter's is
/// found by its printable header.
fn slots(store: &Path, used: bool) -> Vec<u64> {
    let bytes = fs::read(store.join("slots")).unwrap();
    let is_used = |slot: &[u8]| slot[47..1_500].iter().all(u8::is_ascii);
    (0_u64..)
        .zip(bytes.chunks(16_384))
        .filter(|(_, slot)| is_used(slot) == used)
        .map(|(position, _)| position * 16_384)
        .collect()
}

#[test]
fn tampering_leaves_an_untouched_copy_alone() {
    let check = tampered(|_| {});
    assert_eq!(check.outcome(), Outcome::Pass, "{:?}", check.findings);
}

#[test]
fn files_that_do_not_belong_are_found() {
    assert_finds("a log file", "store-file", |store| {
        private(
            &store.join("access.log"),
            b"203.0.113.7 POST /v1/desks/mid/letters\n",
        );
    });
    assert_finds("a hidden file", "store-file", |store| {
        private(&store.join("desks/mid/intake/batch/.order"), b"1 3 2\n");
    });
    assert_finds("a folder", "store-file", |store| {
        fs::create_dir(store.join("desks/mid/senders")).unwrap();
    });
    assert_finds("a link", "store-file", |store| {
        fs::remove_file(batch(store, 1)).unwrap();
        symlink(whole().join("desks/mid/intake/batch/1"), batch(store, 1)).unwrap();
    });
    assert_finds("a second name", "store-file", |store| {
        fs::hard_link(batch(store, 1), batch(store, 0).with_file_name("x")).unwrap();
    });
    assert_finds("a desk that is not there", "store-file", |store| {
        let folder = store.join("desks/other/intake/batch");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(batch(store, 0), folder.join("0")).unwrap();
    });
    assert_finds("an extended attribute", "store-attribute", |store| {
        let value = b"203.0.113.7";
        let flags = rustix::fs::XattrFlags::empty();
        rustix::fs::setxattr(batch(store, 0), "user.from", value, flags).unwrap();
    });
    assert_finds("a file for all", "store-mode", |store| {
        fs::set_permissions(batch(store, 0), fs::Permissions::from_mode(0o644)).unwrap();
    });
    assert_finds("an unfinished file", "store-leftover", |store| {
        let letters = fs::read(batch(store, 0)).unwrap();
        private(
            &batch(store, 9).with_extension("unfinished"),
            &letters[..50_000],
        );
    });
    assert_finds("a batch of the future", "store-leftover", |store| {
        fs::copy(batch(store, 0), batch(store, 7)).unwrap();
    });
}

#[test]
fn times_are_found() {
    for at in ["desks/mid/intake/batch/0", "slots", "desks/mid/blocks"] {
        let store = copy(whole());
        set_time(
            &store.path().join(at),
            UNIX_EPOCH + Duration::from_secs(1_795_428_123),
        );
        let check = store::run(store.path());
        let found: Vec<&str> = check.findings.iter().map(|f| f.kind.as_str()).collect();
        assert_eq!(found, ["store-time"], "{at}");
    }
}

/// A copy that has lost all times is not said to have none.
#[test]
fn lost_times_are_left_out_and_said() {
    let store = copy(whole());
    set_time(
        &store.path().join("relay.pub"),
        UNIX_EPOCH + Duration::from_secs(1),
    );
    let check = store::run(store.path());
    assert_eq!(check.outcome(), Outcome::Pass);
    assert_eq!(check.left_out.len(), 1);
}

#[test]
fn bodies_that_are_not_are_found() {
    assert_finds("a batch cut short", "store-length", |store| {
        let open = OpenOptions::new()
            .write(true)
            .open(batch(store, 0))
            .unwrap();
        open.set_len(16_384 * 15).unwrap();
    });
    assert_finds("bytes after the last letter", "store-length", |store| {
        append(&batch(store, 0), TEXT.as_bytes());
    });
    assert_finds("slots with bytes after them", "store-length", |store| {
        append(&store.join("slots"), TEXT.as_bytes());
    });
    assert_finds("a batch that is gone", "store-missing", |store| {
        fs::remove_file(batch(store, 1)).unwrap();
    });
    assert_finds("a letter that is text", "store-letter", |store| {
        overwrite(
            &batch(store, 0),
            16_384,
            &TEXT.repeat(200).as_bytes()[..16_384],
        );
    });
    assert_finds("a letter with GREASE", "store-letter", |store| {
        overwrite(&batch(store, 0), 22, b"-> x-grease 9Xy ");
    });
    assert_finds("another letter", "store-body", |store| {
        let letter = fs::read(batch(store, 1)).unwrap();
        overwrite(&batch(store, 0), 0, &letter[..16_384]);
    });
    assert_finds("two letters changed over", "store-body", |store| {
        let letters = fs::read(batch(store, 0)).unwrap();
        overwrite(&batch(store, 0), 0, &letters[16_384..32_768]);
        overwrite(&batch(store, 0), 16_384, &letters[..16_384]);
    });
    assert_finds("a reply that is text", "store-reply", |store| {
        overwrite(&replies(store, 0), 0, &TEXT.repeat(40).as_bytes()[..4_096]);
    });
    assert_finds("a reply of more work", "store-reply", |store| {
        let mut reply = fs::read(replies(store, 0)).unwrap();
        let at = reply.windows(4).position(|four| four == b" 10\n").unwrap();
        reply[at..at + 4].copy_from_slice(b" 18\n");
        fs::write(replies(store, 0), &reply).unwrap();
    });
    assert_finds("text in a letter's payload", "store-plain", |store| {
        overwrite(&batch(store, 0), 16_384 * 2 + 5_000, TEXT.as_bytes());
    });
}

#[test]
fn slots_and_blocks_that_are_not_are_found() {
    for (name, bytes) in [
        ("text", TEXT.as_bytes().to_vec()),
        ("zeros", vec![0; 64]),
        (
            "hex",
            bellrope_protocol::encoding::encode_hex(&[0xC3; 60]).into(),
        ),
    ] {
        assert_finds(&format!("{name} in a free slot"), "store-plain", |store| {
            overwrite(&store.join("slots"), slots(store, false)[0] + 3_000, &bytes);
        });
        assert_finds(&format!("{name} in a block"), "store-plain", |store| {
            overwrite(&a_block(store), 100_000, &bytes);
        });
    }
    assert_finds("a waiting letter changed", "store-plain", |store| {
        overwrite(&store.join("slots"), slots(store, true)[0] + 9_000, &[0x55]);
    });
    assert_finds("a waiting letter of no desk", "store-slot", |store| {
        relabel(store, 20, &[0, 0, 0, 9]);
    });
    assert_finds("a waiting letter with a second", "store-slot", |store| {
        relabel(store, 16, &1_795_428_123_u32.to_be_bytes());
    });
    assert_finds("a block cut short", "store-block", |store| {
        let open = OpenOptions::new().write(true).open(a_block(store)).unwrap();
        open.set_len(200_000).unwrap();
    });
    assert_finds("a block by the second", "store-block", |store| {
        let block = a_block(store);
        let folder = store.join("desks/mid/blocks/1795428123");
        fs::create_dir(&folder).unwrap();
        fs::rename(&block, folder.join(block.file_name().unwrap())).unwrap();
    });
    assert_finds("a block twice", "store-block", |store| {
        let block = a_block(store);
        let folder = store.join("desks/mid/blocks/1795435200");
        fs::create_dir(&folder).unwrap();
        fs::copy(&block, folder.join(block.file_name().unwrap())).unwrap();
    });
    assert_finds("a block with a foreign header", "store-block", |store| {
        overwrite(&a_block(store), 0, b"age-encryption.org/v1\n-> X25519 ");
    });
}

/// Changes the label of a waiting letter, and its hash with it, as a relay of one's own would.
fn relabel(store: &Path, at: u64, bytes: &[u8]) {
    use sha2::Digest as _;
    let place = slots(store, true)[0];
    let path = store.join("slots");
    overwrite(&path, place + at, bytes);
    let mut slot = vec![0; 16_384];
    File::open(&path)
        .unwrap()
        .read_exact_at(&mut slot, place)
        .unwrap();
    let mut letter = Vec::new();
    let mut rest = &slot[47..];
    let pieces: [(&[u8], usize); 4] = [
        (b"age-encryption.org/v1\n-> mlkem768x25519 ", 1_494),
        (b"\n", 43),
        (b"\n--- ", 43),
        (b"\n", 14_757),
    ];
    for (fixed, len) in pieces {
        letter.extend_from_slice(fixed);
        letter.extend_from_slice(&rest[..len]);
        rest = &rest[len..];
    }
    let hash = sha2::Sha256::new()
        .chain_update(&letter)
        .chain_update(&slot[..24])
        .finalize();
    overwrite(&path, place + 24, &hash[..23]);
}

#[test]
fn small_files_that_are_not_are_found() {
    assert_finds("a key with more in it", "store-key", |store| {
        append(&store.join("log.key"), b"# made by jan\n");
    });
    assert_finds("public keys with more in it", "store-key", |store| {
        append(&store.join("relay.pub"), b"\n");
    });
    assert_finds("no public keys", "store-key", |store| {
        fs::remove_file(store.join("relay.pub")).unwrap();
    });
    assert_finds("no configuration", "store-key", |store| {
        private(&store.join("relay.toml"), TEXT.as_bytes());
    });
    assert_finds("a configuration of another desk", "store-row", |store| {
        let text = fs::read_to_string(store.join("relay.toml")).unwrap();
        let (before, after) = text.split_once("fingerprint = '").unwrap();
        let other = format!("{before}fingerprint = '{}{}", "0".repeat(40), &after[40..]);
        private(&store.join("relay.toml"), other.as_bytes());
    });
    // Without relay.pub nothing can be verified, and nothing is called accounted for.
    let check = tampered(|store| append(&store.join("relay.pub"), b"\n"));
    let unknown = check
        .facts
        .iter()
        .find(|fact| fact.what == "bytes: unknown");
    assert!(!unknown.unwrap().value.starts_with("0 "));
}

#[test]
fn every_kind_of_the_store_is_one_of_the_table() {
    for kind in KINDS {
        assert!(kind.id.starts_with("store-"));
    }
    assert_eq!(KINDS.len(), 20);
}
