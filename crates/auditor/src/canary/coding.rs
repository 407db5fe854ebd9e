//! The ways in which a text can be written down, and the fragments by which it is found.

use std::fmt;
use std::fmt::Write as _;

use bellrope_protocol::encoding::{encode_base64_unpadded, encode_hex};

/// Characters of a fragment. Any `FRAGMENT + STEP - 1` characters in a row hold a whole one, so a text that
/// was cut, wrapped or interrupted is found by what is left of it.
const FRAGMENT: usize = 28;
/// Characters from the beginning of one fragment to that of the next.
const STEP: usize = 9;
/// Characters of a text that suffice to find it.
#[cfg(test)]
pub(super) const WHOLE: usize = FRAGMENT + STEP - 1;
/// Least length of anything that is searched for, in bytes: shorter ones turn up by chance.
pub(super) const PATTERN_MIN_LEN: usize = 16;

/// A way to write a text or bytes. Upper and lower case are the same to the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Coding {
    /// As it is: UTF-8, or raw bytes.
    Plain,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// Base64, in either alphabet and at any alignment.
    Base64,
    /// Base64 of UTF-16, little-endian.
    Base64OfUtf16,
    /// Hex.
    Hex,
    /// Percent-encoded, as in URLs.
    Percent,
    /// Percent-encoded with + for a space, as in forms.
    Form,
    /// Escaped as in JSON, where everything beyond ASCII is escaped.
    Json,
}

impl Coding {
    /// Every coding of a text.
    pub(super) const ALL: [Self; 9] = [
        Self::Plain,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Base64,
        Self::Base64OfUtf16,
        Self::Hex,
        Self::Percent,
        Self::Form,
        Self::Json,
    ];

    /// Writes a text in this coding, base64 from an alignment of 0, 1 or 2.
    pub(super) fn encode(self, text: &str, alignment: usize) -> Vec<u8> {
        match self {
            Self::Plain => text.as_bytes().to_vec(),
            Self::Utf16Le => utf16(text, u16::to_le_bytes),
            Self::Utf16Be => utf16(text, u16::to_be_bytes),
            Self::Base64 => base64(text.as_bytes(), alignment).into_bytes(),
            Self::Base64OfUtf16 => base64(&utf16(text, u16::to_le_bytes), alignment).into_bytes(),
            Self::Hex => encode_hex(text.as_bytes()).into_bytes(),
            Self::Percent => percent(text, "%20").into_bytes(),
            Self::Form => percent(text, "+").into_bytes(),
            Self::Json => json(text).into_bytes(),
        }
    }

    /// Writes bytes in this coding, where bytes are searched for in it.
    pub(super) fn encode_bytes(self, bytes: &[u8], alignment: usize) -> Option<Vec<u8>> {
        match self {
            Self::Plain => Some(bytes.to_vec()),
            Self::Hex => Some(encode_hex(bytes).into_bytes()),
            Self::Base64 => Some(base64(bytes, alignment).into_bytes()),
            _ => None,
        }
    }

    /// Returns every spelling of a piece of text in this coding.
    fn spellings(self, piece: &str) -> Vec<Vec<u8>> {
        match self {
            Self::Base64 => aligned(piece.as_bytes()),
            Self::Base64OfUtf16 => aligned(&utf16(piece, u16::to_le_bytes)),
            _ => vec![self.encode(piece, 0)],
        }
    }
}

impl fmt::Display for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "as it is",
            // What of one order is also of the other, a byte later.
            Self::Utf16Le | Self::Utf16Be => "in UTF-16",
            Self::Base64 => "in base64",
            Self::Base64OfUtf16 => "in base64 of UTF-16",
            Self::Hex => "in hex",
            Self::Percent => "URL-encoded",
            Self::Form => "URL-encoded as in a form",
            Self::Json => "escaped as in JSON",
        })
    }
}

/// Something to search for.
pub(super) struct Spelling {
    pub(super) coding: Coding,
    pub(super) bytes: Vec<u8>,
}

/// Returns what a text is found by: its fragments in every coding, each spelling once.
pub(super) fn spellings_of_text(text: &str) -> Vec<Spelling> {
    spellings_of_pieces(&fragments(text))
}

/// Returns what pieces of text are found by, each of them whole.
pub(super) fn spellings_of_pieces(pieces: &[impl AsRef<str>]) -> Vec<Spelling> {
    let mut spellings = Vec::new();
    for piece in pieces {
        for coding in Coding::ALL {
            for bytes in coding.spellings(piece.as_ref()) {
                push(&mut spellings, coding, bytes);
            }
        }
    }
    spellings
}

/// Returns what bytes, such as a key, are found by: whole, as they are, in hex and in base64.
pub(super) fn spellings_of_bytes(bytes: &[u8]) -> Vec<Spelling> {
    let mut spellings = Vec::new();
    push(&mut spellings, Coding::Plain, bytes.to_vec());
    push(&mut spellings, Coding::Hex, encode_hex(bytes).into_bytes());
    for digits in aligned(bytes) {
        push(&mut spellings, Coding::Base64, digits);
    }
    spellings
}

fn push(spellings: &mut Vec<Spelling>, coding: Coding, bytes: Vec<u8>) {
    let is_new = spellings.iter().all(|known| known.bytes != bytes);
    if is_new && bytes.len() >= PATTERN_MIN_LEN {
        spellings.push(Spelling { coding, bytes });
    }
}

/// Cuts overlapping fragments; a text that is no longer than one is its own.
fn fragments(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let last = starts.len().saturating_sub(FRAGMENT);
    let mut from: Vec<usize> = (0..last).step_by(STEP).collect();
    from.push(last);
    from.iter()
        .map(|&first| {
            let end = starts.get(first + FRAGMENT).copied();
            &text[starts.get(first).copied().unwrap_or(0)..end.unwrap_or(text.len())]
        })
        .collect()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// Writes base64 as a text that begins at an alignment has it: with some bytes before.
fn base64(bytes: &[u8], alignment: usize) -> String {
    let before = &[b'x'; 2][..alignment.min(2)];
    encode_base64_unpadded(&[before, bytes].concat())
}

/// Returns the digits of base64 that depend on these bytes alone, for each of the places in a group
/// of four at which they can begin, in both alphabets.
fn aligned(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for skip in 0..3.min(bytes.len()) {
        let whole = (bytes.len() - skip) / 3 * 3;
        let digits = encode_base64_unpadded(&bytes[skip..skip + whole]);
        found.push(digits.replace('+', "-").replace('/', "_").into_bytes());
        found.push(digits.into_bytes());
    }
    found
}

/// Percent-encodes all but what RFC 3986 calls unreserved.
pub(super) fn percent(text: &str, space: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push_str(space),
            b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

fn json(text: &str) -> String {
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte @ (b'"' | b'\\')) => escaped.extend(['\\', char::from(byte)]),
            Ok(byte @ b' '..=b'~') => escaped.push(char::from(byte)),
            _ => drop(write!(escaped, "\\u{unit:04x}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_cover_every_long_enough_stretch() {
        let text: String = ('a'..='z').cycle().take(100).collect();
        let chars: Vec<char> = text.chars().collect();
        let found = fragments(&text);
        for stretch in chars.windows(WHOLE) {
            let stretch: String = stretch.iter().collect();
            assert!(found.iter().any(|fragment| stretch.contains(fragment)));
        }
        assert_eq!(fragments("kort"), ["kort"]);
        assert_eq!(fragments(""), [""]);
    }

    #[test]
    fn codings_are_those_of_the_standards() {
        let text = "é \"a\"";
        let of = |coding: Coding| String::from_utf8(coding.encode(text, 0)).unwrap();
        assert_eq!(of(Coding::Percent), "%C3%A9%20%22a%22");
        assert_eq!(of(Coding::Form), "%C3%A9+%22a%22");
        assert_eq!(of(Coding::Json), "\\u00e9 \\\"a\\\"");
        assert_eq!(of(Coding::Hex), "c3a920226122");
        assert_eq!(of(Coding::Base64), "w6kgImEi");
        assert_eq!(Coding::Utf16Le.encode("é", 0), [0xe9, 0]);
        assert_eq!(Coding::Utf16Be.encode("é", 0), [0, 0xe9]);
    }

    #[test]
    fn spellings_too_short_to_mean_anything_are_none() {
        assert!(spellings_of_text("kort").is_empty());
        // 16 bytes are 32 digits of hex, and 16 or 20 of base64.
        let bytes: Vec<u8> = (0..16).map(|byte| 0xf0 | byte).collect();
        assert_eq!(spellings_of_bytes(&bytes).len(), 2 + 6);
    }
}
