//! A share as text: to print, and to type again.
//!
//! Typing is forgiven what does not change the meaning: case, spaces, hyphens, dots, line breaks, and
//! letters that Bech32 has not, for those that they are mistaken for (`o` for `0`, `i` for `l`, `b` for
//! `8`). One wrong character, or two neighbours swapped, is found and its group is named; nothing is
//! put right by itself.

use bellrope_protocol::encoding::{EncodingError, decode_bech32, encode_bech32};
use zeroize::Zeroizing;

use crate::share::{LEN, Share};

/// What begins the text, before the `1` that Bech32 puts in between.
const KIND: &str = "deel";
/// The 32 characters of Bech32 after that.
pub(crate) const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Length of a group, in characters.
const GROUP: usize = 4;
/// Length of the text without spaces: kind, `1`, the bytes in fives of bits, six for the checksum.
const TEXT_LEN: usize = KIND.len() + 1 + (LEN * 8).div_ceil(5) + 6;

impl Share {
    /// Writes the share in groups of four capitals and digits, the last one shorter.
    ///
    /// This is the secret part of the share's card. The groups are not wiped when they are dropped:
    /// they are on their way to a printer.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        let text = Zeroizing::new(encode_bech32(KIND, &self.to_bytes()).to_uppercase());
        let group = |chars: &[u8]| chars.iter().copied().map(char::from).collect();
        text.as_bytes().chunks(GROUP).map(group).collect()
    }

    /// Reads a share as somebody types it.
    ///
    /// # Errors
    ///
    /// [`ParseShareError`], by variant; it names places and never what was typed.
    // spec: docs/recovery.md §4
    pub fn parse(typed: &str) -> Result<Self, ParseShareError> {
        let text = tidied(typed)?;
        if text.len() != TEXT_LEN {
            let len = text.len();
            return Err(ParseShareError::Length { len });
        }
        match decode_bech32(KIND, &text) {
            Ok(bytes) => Share::read(&bytes).ok_or(ParseShareError::Unknown),
            Err(EncodingError::Bech32Kind) => Err(ParseShareError::Kind),
            Err(_) => Err(ParseShareError::Mistyped {
                group: slip(&text).map(|position| position / GROUP + 1),
            }),
        }
    }
}

/// Takes out what separates, and reads letters as those that they are mistaken for.
fn tidied(typed: &str) -> Result<Zeroizing<String>, ParseShareError> {
    let mut text = Zeroizing::new(String::with_capacity(TEXT_LEN));
    for char in typed.chars() {
        if char.is_whitespace() || matches!(char, '-' | '.' | '\u{2013}') {
            continue;
        }
        let position = text.len();
        // Nobody types a whole book; and the room of before is enough.
        if position == TEXT_LEN {
            return Err(ParseShareError::Length { len: TEXT_LEN + 1 });
        }
        let char = char.to_ascii_lowercase();
        let read = match (position, char) {
            (position, char) if position < KIND.len() => char,
            (position, 'l' | 'i') if position == KIND.len() => '1',
            (_, 'o') => '0',
            (_, 'i') => 'l',
            (_, 'b') => '8',
            (_, char) => char,
        };
        let known = read.is_ascii_alphanumeric()
            && (position <= KIND.len()
                || u8::try_from(read).is_ok_and(|it| ALPHABET.contains(&it)));
        if !known {
            let group = position / GROUP + 1;
            return Err(ParseShareError::Character { group });
        }
        text.push(read);
    }
    Ok(text)
}

/// Finds the one place where another character, or two swapped ones, would make the text right.
fn slip(text: &str) -> Option<usize> {
    let fits =
        |bytes: &[u8]| str::from_utf8(bytes).is_ok_and(|text| decode_bech32(KIND, text).is_ok());
    let mut bytes = Zeroizing::new(text.as_bytes().to_vec());
    for position in KIND.len() + 1..bytes.len() {
        let typed = bytes[position];
        for other in ALPHABET {
            bytes[position] = *other;
            if *other != typed && fits(&bytes) {
                return Some(position);
            }
        }
        bytes[position] = typed;
        bytes.swap(position - 1, position);
        if position > KIND.len() + 1 && fits(&bytes) {
            return Some(position - 1);
        }
        bytes.swap(position - 1, position);
    }
    None
}

/// Why a text is not a share. Groups count from 1, as they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseShareError {
    /// A character stands in no share.
    #[error("group {group} has a character that no share has")]
    Character {
        /// The group.
        group: usize,
    },
    /// Something was left out or is too much.
    #[error("share has {len} characters, expected {TEXT_LEN}")]
    Length {
        /// The number of characters without spaces, or one more than expected.
        len: usize,
    },
    /// It is another kind of code.
    #[error("code is not that of a share")]
    Kind,
    /// The checksum does not fit.
    #[error("share is mistyped{}", in_group(*.group))]
    Mistyped {
        /// The group with the slip, if there is one slip only.
        group: Option<usize>,
    },
    /// It is from a later version, or was never one.
    #[error("share is of a form that is not known")]
    Unknown,
}

fn in_group(group: Option<usize>) -> String {
    group.map_or(String::new(), |group| format!(" in group {group}"))
}
