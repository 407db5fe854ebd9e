use std::fs;
use std::os::unix::fs::FileExt as _;

use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::tree::Hash;
use tempfile::TempDir;

use super::*;

fn key() -> SignerKey {
    SignerKey::from_seed(KeyName::new("log.example").unwrap(), &[1; 32])
}

fn checkpoint(size: u64) -> VerifiedCheckpoint {
    let root = Hash::of_leaf(&size.to_be_bytes());
    let checkpoint = Checkpoint::new(key().name().clone(), TreeHead { size, root });
    let signed = checkpoint.sign(&key()).unwrap();
    signed.verify(&key().verifier()).unwrap()
}

struct Kept {
    folder: TempDir,
}

impl Kept {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn open(&self) -> Result<State, StateError> {
        State::open(&self.path(), &key().verifier())
    }

    /// Spoils a slot, as a torn write does.
    fn tear(&self, slot: u64) {
        let file = OpenOptions::new().write(true).open(self.path()).unwrap();
        file.write_all_at(&[0xff; 100], slot * SLOT_LEN as u64 + 50)
            .unwrap();
    }
}

#[test]
fn open_begins_with_the_empty_tree() {
    let kept = Kept::new();
    let state = kept.open().unwrap();
    assert_eq!(state.head(), NEVER_SEEN);
    assert!(state.checkpoint().is_empty());
}

#[test]
fn keep_survives_being_opened_again() {
    let kept = Kept::new();
    for size in [5, 9, 10, 200] {
        let mut state = kept.open().unwrap();
        state.keep(&checkpoint(size), &key().verifier()).unwrap();
        drop(state);
        let state = kept.open().unwrap();
        assert_eq!(state.head(), checkpoint(size).head());
        assert_eq!(state.checkpoint(), checkpoint(size).to_string());
    }
}

#[test]
fn keep_leaves_the_signatures_of_others_out() {
    let kept = Kept::new();
    let mut cosigned = checkpoint(7);
    let witness = CosignerKey::from_seed(KeyName::new("witness.example").unwrap(), &[2; 32]);
    let text = cosigned.as_signed().unverified_text().to_owned();
    cosigned.add(witness.cosign(&text, 1)).unwrap();
    let mut state = kept.open().unwrap();
    state.keep(&cosigned, &key().verifier()).unwrap();
    assert_eq!(state.checkpoint(), checkpoint(7).to_string());
}

#[test]
fn torn_slot_leaves_the_one_before() {
    // Whichever slot is written to: opening writes too, so both turns are tried.
    for turns in [0, 1] {
        let kept = Kept::new();
        let mut state = kept.open().unwrap();
        for size in 1..=4 + turns {
            state.keep(&checkpoint(size), &key().verifier()).unwrap();
        }
        let newest = state.sequence % 2;
        drop(state);
        kept.tear(newest);
        let state = kept.open().unwrap();
        assert_eq!(state.head(), checkpoint(3 + turns).head());
    }
}

#[test]
fn open_refuses_what_is_damaged_whole_or_cut_short() {
    let kept = Kept::new();
    drop(kept.open().unwrap());
    kept.tear(0);
    kept.tear(1);
    assert!(matches!(kept.open(), Err(StateError::Damaged { .. })));
    fs::write(kept.path(), b"").unwrap();
    assert!(matches!(kept.open(), Err(StateError::Damaged { .. })));
}

#[test]
fn open_refuses_the_state_of_another_key() {
    let kept = Kept::new();
    let mut state = kept.open().unwrap();
    state.keep(&checkpoint(5), &key().verifier()).unwrap();
    drop(state);
    let other = SignerKey::from_seed(key().name().clone(), &[9; 32]);
    let opened = State::open(&kept.path(), &other.verifier());
    assert!(matches!(opened, Err(StateError::OtherLog { .. })));
    // And nothing is forgotten over it.
    assert_eq!(kept.open().unwrap().head(), checkpoint(5).head());
}

#[test]
fn keep_refuses_once_a_write_has_failed() {
    let kept = Kept::new();
    let mut state = kept.open().unwrap();
    state.keep(&checkpoint(5), &key().verifier()).unwrap();
    // A disk that no longer takes anything.
    state.file = File::open(kept.path()).unwrap();
    let failed = state.keep(&checkpoint(6), &key().verifier());
    assert!(matches!(failed, Err(StateError::Io(_))));
    assert_eq!(state.head(), checkpoint(5).head());
    let refused = state.keep(&checkpoint(6), &key().verifier());
    assert!(matches!(refused, Err(StateError::Doubtful)));
}

#[test]
fn keep_refuses_a_checkpoint_that_does_not_fit() {
    let kept = Kept::new();
    let root = Hash::EMPTY;
    let text = format!("log.example\n5\n{root}\n{}\n", "x".repeat(KEPT_MAX_LEN));
    let long = Checkpoint::parse_text(&text).unwrap().sign(&key()).unwrap();
    let long = long.verify(&key().verifier()).unwrap();
    let mut state = kept.open().unwrap();
    let refused = state.keep(&long, &key().verifier());
    assert!(matches!(refused, Err(StateError::TooLong { .. })));
    // That is no failure of the disk.
    state.keep(&checkpoint(5), &key().verifier()).unwrap();
}
