//! What targets do with their input.

use std::fs;
use std::path::Path;

use bellrope_protocol::note::{SignedNote, SignerKey};

/// Puts `data` at the beginning of `whole`, or as much of it as fits there.
pub(crate) fn laid_over(data: &[u8], whole: &[u8]) -> Vec<u8> {
    let mut laid = whole.to_vec();
    let len = data.len().min(laid.len());
    laid[..len].copy_from_slice(&data[..len]);
    laid
}

/// Signs bytes as the text of a note, so that what reads the text is reached; `None` if they
/// cannot be the text of one.
pub(crate) fn signed(text: &[u8], key: &SignerKey) -> Option<Vec<u8>> {
    let note = SignedNote::sign(str::from_utf8(text).ok()?, key).ok()?;
    Some(note.to_string().into_bytes())
}

/// Takes a part of the input that is led by its length in one byte.
pub(crate) fn part<'a>(data: &mut &'a [u8]) -> &'a [u8] {
    let Some((len, rest)) = data.split_first() else {
        return &[];
    };
    let (part, rest) = rest.split_at(usize::from(*len).min(rest.len()));
    *data = rest;
    part
}

/// Takes one byte of the input, 0 at its end.
pub(crate) fn byte(data: &mut &[u8]) -> u8 {
    let Some((byte, rest)) = data.split_first() else {
        return 0;
    };
    *data = rest;
    *byte
}

/// Changes bytes as the input says: three bytes of place, one of change, and so on.
pub(crate) fn changed(mut data: &[u8], whole: &mut [u8]) {
    while let [a, b, c, change, rest @ ..] = data {
        let place = usize::from_be_bytes([0, 0, 0, 0, 0, *a, *b, *c]) % whole.len();
        whole[place] ^= change;
        data = rest;
    }
}

/// Reads the inputs of `tests/vectors/<format>`, of one kind if the format has several.
pub(crate) fn vectors(format: &str, kind: Option<&str>) -> Vec<Vec<u8>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors")).join(format);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder of vectors")
        .map(|file| file.expect("a file").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let vectors: Vec<_> = files
        .iter()
        .filter_map(|file| vector(&fs::read_to_string(file).expect("a vector"), kind))
        .collect();
    assert!(!vectors.is_empty(), "no vector of {format}");
    vectors
}

fn vector(text: &str, kind: Option<&str>) -> Option<Vec<u8>> {
    let vector: toml::Table = toml::from_str(text).expect("a vector is toml");
    let input = &vector["input"];
    if kind.is_some() && input.get("kind").and_then(toml::Value::as_str) != kind {
        return None;
    }
    if let Some(text) = input.get("text") {
        return Some(text.as_str()?.as_bytes().to_vec());
    }
    let hex = input.get("hex")?.as_str()?;
    Some(bellrope_protocol::encoding::decode_hex(hex).expect("a vector is hex"))
}
