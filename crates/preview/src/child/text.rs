//! Bytes as text: UTF-8, UTF-16 with its mark, and otherwise Windows-1252, which reads everything.

use std::borrow::Cow;

use crate::limit::{PAGES_MAX, TEXT_MAX_LEN};

/// The most text that is gathered, in bytes: more is never shown.
const GATHERED_MAX: usize = PAGES_MAX * TEXT_MAX_LEN;

/// What Windows-1252 has for 0x80 to 0x9f (WHATWG Encoding, index windows-1252).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads text in whatever it is written; never fails.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            // A character that is cut at the end is no other encoding.
            Err(err) if err.error_len().is_none() => {
                String::from_utf8_lossy(&bytes[..err.valid_up_to()])
            }
            Err(_) => Cow::Owned(bytes.iter().map(|byte| windows(*byte)).collect()),
        },
    }
}

/// Returns the character that Windows-1252 has for a byte.
pub(crate) fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], number: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks();
    char::decode_utf16(pairs.iter().map(|pair| number(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Says whether bytes read as text: not empty, and no control characters but the usual ones. The
/// antivirus test file is text; programs, archives and pictures are not.
pub(crate) fn is_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return head.len() > 2;
    }
    let usual =
        |byte: &u8| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\r' | b'\n' | 0xc | 0x1b);
    !head.is_empty() && head.iter().all(usual)
}

/// Text that is gathered piece by piece, to a little more than is ever shown.
#[derive(Default)]
pub(crate) struct Gathered(String);

impl Gathered {
    /// Adds text; beyond the most, nothing.
    pub(crate) fn push(&mut self, text: &str) {
        if !self.is_full() {
            let rest = GATHERED_MAX + 4 - self.0.len();
            self.0 += &text[..text.floor_char_boundary(rest)];
        }
    }

    /// Ends the line, unless the text is at the beginning of one; spaces at its end go.
    pub(crate) fn end_line(&mut self) {
        self.0.truncate(self.0.trim_end_matches(' ').len());
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.push("\n");
        }
    }

    /// Adds where a link leads, as text that nothing makes a link of.
    pub(crate) fn push_link(&mut self, target: &str) {
        let target = target.trim();
        if !target.is_empty() {
            self.push("[link: ");
            self.push(&target.replace(char::is_control, " "));
            self.push("] ");
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > GATHERED_MAX
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decode_reads_three_encodings() {
        assert_eq!(decode("één €".as_bytes()), "één €");
        assert_eq!(decode(b"\xe9\xe9n \x80"), "één €");
        assert_eq!(decode(b"\xff\xfe\xe9\0\xac\x20"), "é€");
        assert_eq!(decode(b"\xfe\xff\0\xe9\x20\xac"), "é€");
        assert_eq!(decode(b"ab\xc3"), "ab");
    }

    #[test]
    fn is_text_refuses_zeros_and_nothing() {
        assert!(is_text(b"a\tb\r\n"));
        assert!(!is_text(b"a\0b"));
        assert!(!is_text(b""));
    }
}
