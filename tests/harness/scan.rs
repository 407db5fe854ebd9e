//! Searching for what must not be there, in every spelling that a leak would have.

use std::fs;
use std::path::{Path, PathBuf};

use bellrope_protocol::encoding::{encode_base64, encode_base64_unpadded, encode_hex};

/// Something to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// What it is, to say where it was found.
    pub what: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Needle {
    fn new(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            what: what.into(),
            bytes: bytes.into(),
        }
    }
}

/// Returns the spellings of a text: plain, UTF-16, escaped in JSON, base64 and hex.
#[must_use]
pub fn needles_of_text(what: &str, text: &str) -> Vec<Needle> {
    let utf16 =
        |encode: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(encode).collect::<Vec<_>>();
    let escaped: String = text
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let mut needles = needles_of_secret(what, text.as_bytes());
    needles.push(Needle::new(
        format!("{what} in UTF-16LE"),
        utf16(u16::to_le_bytes),
    ));
    needles.push(Needle::new(
        format!("{what} in UTF-16BE"),
        utf16(u16::to_be_bytes),
    ));
    if escaped != text {
        needles.push(Needle::new(format!("{what} escaped"), escaped));
    }
    needles
}

/// Returns the spellings of bytes: as they are, hex in both cases, base64 at each of the three
/// alignments.
#[must_use]
pub fn needles_of_secret(what: &str, secret: &[u8]) -> Vec<Needle> {
    let hex = encode_hex(secret);
    let mut needles = vec![
        Needle::new(what, secret),
        Needle::new(format!("{what} in hex"), hex.clone()),
        Needle::new(format!("{what} in HEX"), hex.to_ascii_uppercase()),
        Needle::new(format!("{what} in base64"), encode_base64(secret)),
    ];
    // Inside a longer text the secret begins at any of three places of a group of four digits.
    for skip in 0..3.min(secret.len()) {
        let whole = (secret.len() - skip) / 3 * 3;
        let digits = encode_base64_unpadded(&secret[skip..skip + whole]);
        if digits.len() >= 12 {
            needles.push(Needle::new(
                format!("{what} in base64 from {skip}"),
                digits.clone(),
            ));
            let url = digits.replace('+', "-").replace('/', "_");
            needles.push(Needle::new(format!("{what} in base64url from {skip}"), url));
        }
    }
    needles
}

/// Needles by their first two bytes, so that all are searched for at once.
struct Search<'a> {
    by_start: Vec<Vec<&'a Needle>>,
}

impl<'a> Search<'a> {
    fn new(needles: &'a [Needle]) -> Self {
        let mut by_start = vec![Vec::new(); 1 << 16];
        for needle in needles {
            assert!(
                needle.bytes.len() >= 2,
                "{} is too short to search for",
                needle.what
            );
            by_start[start(&needle.bytes)].push(needle);
        }
        Self { by_start }
    }

    fn find(&self, haystack: &[u8]) -> Vec<&'a Needle> {
        let mut found: Vec<&Needle> = Vec::new();
        for at in 0..haystack.len().saturating_sub(1) {
            let rest = &haystack[at..];
            for needle in &self.by_start[start(rest)] {
                if rest.starts_with(&needle.bytes) && !found.contains(needle) {
                    found.push(needle);
                }
            }
        }
        found
    }
}

fn start(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// Returns which needles are in a haystack.
///
/// # Panics
///
/// If a needle is shorter than two bytes.
#[must_use]
pub fn find_in<'a>(haystack: &[u8], needles: &'a [Needle]) -> Vec<&'a Needle> {
    Search::new(needles).find(haystack)
}

/// Returns which needles are in any file below a folder, with the file.
///
/// # Panics
///
/// If a file cannot be read, or a needle is shorter than two bytes.
#[must_use]
pub fn find_in_folder(folder: &Path, needles: &[Needle]) -> Vec<(PathBuf, String)> {
    let search = Search::new(needles);
    let mut found = Vec::new();
    for path in files_below(folder) {
        let bytes = fs::read(&path).expect("the folder is ours");
        for needle in search.find(&bytes) {
            found.push((path.clone(), needle.what.clone()));
        }
        // Names tell as much as contents.
        for needle in search.find(path.to_string_lossy().as_bytes()) {
            found.push((path.clone(), format!("{} in a name", needle.what)));
        }
    }
    found
}

/// Lists all files below a folder, sorted.
///
/// # Panics
///
/// If a folder cannot be read.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is ours") {
            let path = entry.expect("the folder is ours").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn find_in_finds_every_spelling() {
        let text = "Dienstauto’s privé gebruikt";
        let needles = needles_of_text("story", text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let escaped = serde_json_escape(text);
        for prefix in ["", "x", "xy", "xyz"] {
            let whole = format!("{prefix}{text}{prefix}");
            for haystack in [
                whole.clone().into_bytes(),
                encode_hex(whole.as_bytes()).into_bytes(),
                encode_base64(whole.as_bytes()).into_bytes(),
            ] {
                assert!(!find_in(&haystack, &needles).is_empty(), "{prefix:?}");
            }
        }
        assert!(!find_in(&utf16, &needles).is_empty());
        assert!(!find_in(escaped.as_bytes(), &needles).is_empty());
        assert!(find_in(b"something else entirely", &needles).is_empty());
    }

    fn serde_json_escape(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                c if c.is_ascii() => c.to_string(),
                c => format!("\\u{:04x}", u32::from(c)),
            })
            .collect()
    }
}
