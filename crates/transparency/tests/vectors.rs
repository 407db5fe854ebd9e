//! Reads the vectors of `tests/vectors/{note,checkpoint,tile,log-note,log-proof,add-checkpoint}` and holds the
//! parsers against what each file expects. The folders are listed, so no file is forgotten; the
//! format is in their `README.md`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

mod vector;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bellrope_protocol::note::{SignedNote, VerifierKey};
use bellrope_transparency::checkpoint::SignedCheckpoint;
use bellrope_transparency::cosignature::{Policy, Standing};
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::log_note::{
    BatchNote, Board, ConfirmNote, LogNote, NoteKeys, PrunedNote, RepliesNote,
};
use bellrope_transparency::proof::LogProof;
use bellrope_transparency::tile::{Tile, parse_hashes};
use bellrope_transparency::tree::{Hash, TreeHead};
use bellrope_transparency::witness::{AddCheckpoint, judge};
use vector::{Input, Vector};

/// Reads every vector of a folder and checks it; there must be good ones and bad ones.
fn check_folder(folder: &str, judge: impl Fn(&Input) -> Result<String, String>) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let folder = root.join(folder);
    let mut failed = String::new();
    let (mut good, mut bad) = (0, BTreeSet::new());
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        assert_eq!(path.extension().unwrap(), "toml", "{}", path.display());
        let vector = read(&path);
        let (expected, found) = match (&vector.accepted, &vector.refused) {
            (Some(accepted), None) => (Ok(accepted.clone()), judge(&vector.input)),
            (None, Some(refused)) => (Err(refused.clone()), judge(&vector.input)),
            _ => panic!("{}: accepted or refused, one of them", path.display()),
        };
        if expected != found {
            writeln!(failed, "{}:\n  {expected:?}\n  {found:?}", path.display()).unwrap();
        }
        match expected {
            Ok(_) => good += 1,
            Err(refused) => {
                bad.insert(refused);
            }
        }
    }
    assert!(failed.is_empty(), "expected and found differ\n{failed}");
    assert!(good > 0 && bad.len() > 5, "{good} good, {} bad", bad.len());
}

/// Writes an error and all its causes, as a binary prints them.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(text, ": {error}").unwrap();
        cause = error.source();
    }
    text
}

/// Turns an error into the words a vector expects.
fn said<T, E: std::error::Error>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| chain(&error))
}

fn keys(input: &Input) -> Result<Vec<VerifierKey>, String> {
    input.keys.iter().map(|key| said(key.parse())).collect()
}

fn one_key(input: &Input) -> Result<VerifierKey, String> {
    Ok(keys(input)?.pop().expect("a key"))
}

#[test]
fn notes_are_judged_as_expected() {
    check_folder("note", |input| {
        let keys = keys(input)?;
        let note = said(SignedNote::parse(&bytes(input), 4_096))?;
        let verified = said(note.verify(&keys))?;
        let mut by: Vec<String> = Vec::new();
        for signature in verified.signatures() {
            let time = signature.timestamp.map(|time| format!(" at {time}"));
            by.push(format!("{}{}", signature.name, time.unwrap_or_default()));
        }
        Ok(format!("{:?} by {}", verified.text(), by.join(", ")))
    });
}

#[test]
fn checkpoints_are_judged_as_expected() {
    check_folder("checkpoint", |input| {
        let mut keys = keys(input)?;
        let log = keys.remove(0);
        let policy = said(Policy::new(keys, input.quorum, input.max_age_secs))?;
        let checkpoint = said(said(SignedCheckpoint::parse(&bytes(input)))?.verify(&log))?;
        let head = checkpoint.head();
        let standing = match said(policy.evaluate(&checkpoint, input.now))? {
            Standing::NoWitnessYet => "no witness yet".to_owned(),
            Standing::Met(met) => format!("{} witnesses as of {}", met.count, met.as_of),
            Standing::Short(short) => format!("{} of {} witnesses", short.count, short.quorum),
        };
        Ok(format!(
            "size {}, root {}, {standing}",
            head.size, head.root
        ))
    });
}

#[test]
fn tiles_are_judged_as_expected() {
    check_folder("tile", |input| {
        let bytes = bytes(input);
        match input.kind.as_str() {
            "path" => {
                let path = str::from_utf8(&bytes).unwrap();
                let tile: Tile = said(path.parse())?;
                let (layer, index) = (tile.layer(), tile.index());
                Ok(format!("{layer:?}, index {index}, width {}", tile.width()))
            }
            "hashes" => {
                let hashes = said(parse_hashes(&bytes, input.width))?;
                Ok(hashes.last().unwrap().to_string())
            }
            "entries" => {
                let entries = said(parse_bundle(&bytes, input.width))?;
                Ok(entries.last().unwrap().leaf_hash().to_string())
            }
            "entry" => {
                let entry = said(Entry::parse(&bytes))?;
                Ok(format!("epoch {}, leaf {}", entry.epoch, entry.leaf_hash()))
            }
            kind => panic!("{kind}"),
        }
    });
}

#[test]
fn log_notes_are_judged_as_expected() {
    check_folder("log-note", |input| {
        let (bytes, key) = (bytes(input), one_key(input)?);
        let keys = NoteKeys::from(key).with_earlier(&input.earlier);
        match input.kind.as_str() {
            "batch" => said(BatchNote::open_by(&bytes, &keys)).map(|note| note.text()),
            "replies" => said(RepliesNote::open_by(&bytes, &keys)).map(|note| note.text()),
            "pruned" => said(PrunedNote::open_by(&bytes, &keys)).map(|note| note.text()),
            "confirm" => said(ConfirmNote::open_by(&bytes, &keys)).map(|note| note.text()),
            "board" => said(Board::open_by(&bytes, &keys)).map(|note| note.text()),
            kind => panic!("{kind}"),
        }
    });
}

#[test]
fn boards_are_judged_as_expected() {
    check_folder("board", |input| {
        let board = said(Board::open(&bytes(input), &one_key(input)?))?;
        match board.own_faults().first() {
            Some(fault) => Err(fault.to_string()),
            None => Ok(board.text()),
        }
    });
}

#[test]
fn log_proofs_are_judged_as_expected() {
    check_folder("log-proof", |input| {
        let key = one_key(input)?;
        let proof = said(LogProof::parse(&bytes(input)))?;
        let included = said(proof.verify(Hash::of_leaf(input.leaf.as_bytes()), &key))?;
        let size = included.checkpoint.head().size;
        Ok(format!("entry {} of {size}", included.index))
    });
}

/// Reads a vector file.
fn read(path: &Path) -> Vector {
    let text = std::fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// Returns the bytes that go in.
fn bytes(input: &Input) -> Vec<u8> {
    match (&input.text, &input.hex) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(hex)) => unhex(hex),
        _ => panic!("text or hex, one of them"),
    }
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn requests_to_witnesses_are_judged_as_expected() {
    check_folder("add-checkpoint", |input| {
        let key = one_key(input)?;
        let root = bellrope_protocol::encoding::decode_base64_array(&input.last_root).unwrap();
        let last = TreeHead {
            size: input.last_size,
            root: Hash::from_bytes(root),
        };
        let request = said(AddCheckpoint::parse(&bytes(input)))?;
        let checkpoint = said(judge(request, &key, &last))?;
        Ok(format!("cosign size {}", checkpoint.head().size))
    });
}
