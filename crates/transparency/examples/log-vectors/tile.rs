//! Vectors of tile paths, tiles, entry bundles and entries.

use bellrope_transparency::tree::Hash;

use super::{Folder, hex};
use crate::vector::Input;

pub(crate) fn write_tiles() {
    let entry = |version: u8, len: usize| {
        let mut entry = vec![0xaa; len];
        entry[0] = version;
        entry
    };
    let bundle = |entries: &[Vec<u8>]| {
        let mut bytes = Vec::new();
        for entry in entries {
            bytes.extend_from_slice(&u16::try_from(entry.len()).unwrap().to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        bytes
    };
    let folder = Folder("tile", Input::default());
    let path = |path: &'static str| {
        move |input: &mut Input| {
            (input.kind, input.text) = ("path".to_owned(), Some(path.to_owned()))
        }
    };
    let bytes = |kind: &'static str, width: u16, bytes: Vec<u8>| {
        move |input: &mut Input| {
            (input.kind, input.width, input.hex) = (kind.to_owned(), width, hex(&bytes));
        }
    };
    let leaf = Hash::of_leaf(&entry(1, 53)).to_string();

    folder.good(
        "path-good",
        "the example of C2SP tlog-tiles",
        path("tile/0/x001/x234/067"),
        "Hashes(0), index 1234067, width 256",
    );
    folder.good(
        "path-good-partial",
        "a partial tile",
        path("tile/1/x001/234.p/12"),
        "Hashes(1), index 1234, width 12",
    );
    folder.good(
        "path-good-entries",
        "a partial entry bundle",
        path("tile/entries/000.p/1"),
        "Entries, index 0, width 1",
    );
    folder.good(
        "path-good-last",
        "the last index of 64 bits",
        path("tile/63/x018/x446/x744/x073/x709/x551/615"),
        "Hashes(63), index 18446744073709551615, width 256",
    );
    for (name, about, bad, refused) in [
        (
            "path-too-large",
            "the index 2^64",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile path has no valid index",
        ),
        (
            "path-leading-group",
            "a second spelling of index 1",
            "tile/0/x000/001",
            "tile path has no valid index",
        ),
        (
            "path-short-group",
            "a group of two digits",
            "tile/0/01",
            "tile path has no valid index",
        ),
        (
            "path-last-with-x",
            "an x before the last group",
            "tile/0/x001",
            "tile path has no valid index",
        ),
        (
            "path-upwards",
            "a way out of the folder",
            "tile/0/../000",
            "tile path has no valid index",
        ),
        (
            "path-level-leading-zero",
            "a second spelling of level 1",
            "tile/01/000",
            "tile path has no valid level",
        ),
        (
            "path-level-256",
            "a level that is no byte",
            "tile/256/000",
            "tile path has no valid level",
        ),
        (
            "path-level-64",
            "a level that no tile has",
            "tile/64/000",
            "tile path is out of range: tile has level 64, at most 63 are allowed",
        ),
        (
            "path-width-0",
            "an empty tile",
            "tile/0/000.p/0",
            "tile path has no valid width",
        ),
        (
            "path-width-256",
            "a full tile written as a partial one",
            "tile/0/000.p/256",
            "tile path has no valid width",
        ),
        (
            "path-width-leading-zero",
            "a second spelling of width 1",
            "tile/0/000.p/01",
            "tile path has no valid width",
        ),
        (
            "path-other",
            "the path of a checkpoint",
            "checkpoint",
            "path is not that of a tile",
        ),
    ] {
        folder.bad(name, about, path(bad), refused);
    }

    folder.good(
        "hashes-good",
        "a hash tile of width 2",
        bytes("hashes", 2, [[0; 32], [255; 32]].concat()),
        "//////////////////////////////////////////8=",
    );
    folder.bad(
        "hashes-short",
        "one byte too few",
        bytes("hashes", 2, vec![0; 63]),
        "tile is 63 bytes, expected 64 for width 2",
    );
    folder.bad(
        "hashes-long",
        "one hash too many",
        bytes("hashes", 2, vec![0; 96]),
        "tile is 96 bytes, expected 64 for width 2",
    );

    folder.good(
        "entries-good",
        "two entries",
        bytes("entries", 2, bundle(&[entry(1, 53), entry(1, 53)])),
        &leaf,
    );
    folder.bad(
        "entries-truncated",
        "the last byte is missing",
        bytes(
            "entries",
            2,
            bundle(&[entry(1, 53), entry(1, 53)])[..109].to_vec(),
        ),
        "entry bundle is malformed: entry bundle ends within entry 1",
    );
    folder.bad(
        "entries-too-few",
        "two entries where three are expected",
        bytes("entries", 3, bundle(&[entry(1, 53), entry(1, 53)])),
        "entry bundle is malformed: entry bundle ends within entry 2",
    );
    folder.bad(
        "entries-trailing",
        "a byte after the last entry",
        bytes("entries", 1, [bundle(&[entry(1, 53)]), vec![0]].concat()),
        "entry bundle is malformed: entry bundle goes on for 1 bytes after 1 entries",
    );
    folder.bad(
        "entries-too-many",
        "two entries where one is expected",
        bytes("entries", 1, bundle(&[entry(1, 53), entry(1, 53)])),
        "entry bundle is malformed: entry bundle goes on for 55 bytes after 1 entries",
    );
    folder.bad(
        "entries-short-entry",
        "an entry of 52 bytes",
        bytes("entries", 2, bundle(&[entry(1, 53), entry(1, 52)])),
        "entry 1 of the bundle is malformed: entry is 52 bytes, expected 53",
    );
    folder.bad(
        "entries-other-version",
        "an entry of version 2",
        bytes("entries", 1, bundle(&[entry(2, 53)])),
        "entry 0 of the bundle is malformed: entry has version 2, expected 1",
    );

    folder.good(
        "entry-good",
        "an entry",
        bytes("entry", 0, entry(1, 53)),
        &format!("epoch 2863311530, leaf {leaf}"),
    );
    folder.bad(
        "entry-short",
        "52 bytes",
        bytes("entry", 0, entry(1, 52)),
        "entry is 52 bytes, expected 53",
    );
    folder.bad(
        "entry-long",
        "54 bytes",
        bytes("entry", 0, entry(1, 54)),
        "entry is 54 bytes, expected 53",
    );
    folder.bad(
        "entry-version-0",
        "version 0",
        bytes("entry", 0, entry(0, 53)),
        "entry has version 0, expected 1",
    );
}
