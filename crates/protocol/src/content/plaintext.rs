//! The plaintext of a letter: first line with the MAC, object, padding.
//!
//! Spec: docs/protocol.md §5.1, §5.2 L1–L4, §5.4 O2–O6.

use std::borrow::Cow;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use zeroize::{Zeroize as _, Zeroizing};

use super::frame::{pad, unpad};
use super::letter::LetterContent;
use super::open::hidden_debug;
use crate::encoding::{decode_base64_array, encode_base64};
use crate::json;
use crate::key::CaseKeys;
use crate::limit::LETTER_PLAINTEXT_LEN;
use crate::secret::SecretBytes;
use crate::tag::Tag;

/// What the first line begins with.
const BEGIN: &[u8] = b"bellrope letter 1 ";
/// Length of a MAC in base64, in bytes.
const MAC_TEXT_LEN: usize = 44;
/// Length of the first line, in bytes, its line feed included.
const FIRST_LINE_LEN: usize = BEGIN.len() + MAC_TEXT_LEN + 1;
/// Length of what the MAC covers beside the founding root, in bytes.
const PADDED_LEN: usize = LETTER_PLAINTEXT_LEN - FIRST_LINE_LEN;
/// Greatest length of a letter's JSON, in bytes: 14,661.
pub const LETTER_JSON_MAX_LEN: usize = PADDED_LEN - 1;

impl LetterContent {
    /// Counts the bytes of this content as JSON; at most [`LETTER_JSON_MAX_LEN`] fit.
    #[must_use]
    pub fn json_len(&self) -> usize {
        json::len(self)
    }

    /// Writes the plaintext of a letter, with the MAC of its case: always 14,725 bytes.
    ///
    /// # Errors
    ///
    /// [`EncodeLetterError::TooLong`] with both numbers.
    ///
    /// Spec: docs/protocol.md §5.2, L1–L4.
    pub fn encode(
        &self,
        keys: &CaseKeys,
    ) -> Result<SecretBytes<LETTER_PLAINTEXT_LEN>, EncodeLetterError> {
        // spec: §5.2 L1
        let len = self.json_len();
        if len > LETTER_JSON_MAX_LEN {
            return Err(EncodeLetterError::TooLong { len });
        }
        // spec: §5.2 L3
        Ok(frame(self, |padded| keys.letter_mac(padded)))
    }
}

/// Writes the plaintext of a cover letter, with a random MAC: always 14,725 bytes.
#[must_use]
pub fn encode_cover_letter(rng: &mut impl CryptoRng) -> SecretBytes<LETTER_PLAINTEXT_LEN> {
    let cover = Kind {
        kind: Cow::Borrowed(COVER),
    };
    frame(&cover, |_| {
        let mut mac = [0; 32];
        rng.fill_bytes(&mut mac);
        mac
    })
}

// spec: §5.2 L2–L4
fn frame(
    content: &impl Serialize,
    mac: impl FnOnce(&[u8]) -> [u8; 32],
) -> SecretBytes<LETTER_PLAINTEXT_LEN> {
    SecretBytes::filled(|plaintext| {
        let (first, padded) = plaintext.split_at_mut(FIRST_LINE_LEN);
        pad(content, padded);
        let (begin, rest) = first.split_at_mut(BEGIN.len());
        begin.copy_from_slice(BEGIN);
        let (text, line_feed) = rest.split_at_mut(MAC_TEXT_LEN);
        text.copy_from_slice(encode_base64(&mac(padded)).as_bytes());
        line_feed.fill(b'\n');
    })
}

/// Why a content is no letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodeLetterError {
    /// The content does not fit; the rest can go as an attachment or in another letter.
    #[error("letter content is {len} bytes, at most {LETTER_JSON_MAX_LEN}")]
    TooLong {
        /// Length of its JSON, in bytes.
        len: usize,
    },
}

const COVER: &str = "cover";

#[derive(Serialize, Deserialize)]
struct Kind<'a> {
    kind: Cow<'a, str>,
}

/// An opened letter, by what its plaintext is.
#[derive(Debug)]
pub enum LetterPlaintext {
    /// Text that was sealed with stock age: one way, by no case.
    Raw(RawLetter),
    /// A cover letter: says nothing, to be discarded.
    Cover,
    /// A letter of a case that claims to be; not verified yet.
    Sealed(Box<SealedLetter>),
}

impl LetterPlaintext {
    /// Reads the plaintext of an opened letter.
    ///
    /// # Errors
    ///
    /// [`ParseLetterError`]: the letter is unverified and goes to that box, whole.
    ///
    /// Spec: docs/protocol.md §5.4, O2–O4.
    pub fn parse(plaintext: &[u8; LETTER_PLAINTEXT_LEN]) -> Result<Self, ParseLetterError> {
        // spec: §5.4 O2
        let Some(rest) = plaintext.strip_prefix(BEGIN) else {
            return Ok(Self::Raw(RawLetter::trimmed(plaintext)));
        };
        // spec: §5.4 O3
        let (mac, padded) = split_first_line(rest).ok_or(ParseLetterError::FirstLine)?;
        let object = unpad(padded).ok_or(ParseLetterError::Padding)?;
        let Kind { kind } = json::from_line(object)?;
        // spec: §5.4 O4
        if kind == COVER {
            return Ok(Self::Cover);
        }
        let content = json::from_line(object)?;
        Ok(Self::Sealed(Box::new(SealedLetter {
            content,
            mac,
            padded: Zeroizing::new(padded.to_vec()),
        })))
    }
}

fn split_first_line(rest: &[u8]) -> Option<([u8; 32], &[u8])> {
    let (text, rest) = rest.split_at_checked(MAC_TEXT_LEN)?;
    let mac = decode_base64_array(str::from_utf8(text).ok()?).ok()?;
    Some((mac, rest.strip_prefix(b"\n")?))
}

/// Why a plaintext that begins like a letter of ours is none. Never quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseLetterError {
    /// The first line does not end in the base64 of a MAC.
    #[error("letter has a malformed first line")]
    FirstLine,
    /// After the object comes something else than one line feed and spaces.
    #[error("letter has a malformed padding")]
    Padding,
    /// The object is not JSON of a letter: malformed, of another kind, a member missing or repeated.
    #[error("letter content is malformed at byte {position}")]
    Content {
        /// Byte of the object at which reading stopped, from 1; 0 if it is about the whole.
        position: usize,
    },
}

impl From<json::JsonError> for ParseLetterError {
    fn from(err: json::JsonError) -> Self {
        Self::Content {
            position: err.position,
        }
    }
}

/// The text of a raw letter, without trailing NULs and spaces. Wiped on drop.
pub struct RawLetter(Zeroizing<Vec<u8>>);

impl RawLetter {
    fn trimmed(plaintext: &[u8]) -> Self {
        let end = plaintext
            .iter()
            .rposition(|byte| !matches!(byte, b'\0' | b' '));
        let len = end.map_or(0, |end| end + 1);
        Self(Zeroizing::new(plaintext[..len].to_vec()))
    }

    /// Returns the bytes as they came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the text; what is not UTF-8 in it becomes U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

/// A letter that claims to be of a case.
pub struct SealedLetter {
    content: LetterContent,
    mac: [u8; 32],
    padded: Zeroizing<Vec<u8>>,
}

impl SealedLetter {
    /// Returns the content before anyone has vouched for it: to find the case's keys, or to show it
    /// among the unverified letters.
    #[must_use]
    pub fn unverified_content(&self) -> &LetterContent {
        &self.content
    }

    /// Gives the unverified content back.
    #[must_use]
    pub fn into_unverified_content(mut self) -> LetterContent {
        self.padded.zeroize();
        self.content
    }

    /// Verifies that this letter is of the case of `keys`, and its log entry of this letter.
    ///
    /// `body_hash` is the SHA-256 of the sealed letter, `tag` that of its log entry.
    ///
    /// # Errors
    ///
    /// [`VerifyLetterError`]: the letter is unverified and goes to that box, whole.
    ///
    /// Spec: docs/protocol.md §5.4, O5, O6.
    pub fn verify(
        &self,
        keys: &CaseKeys,
        body_hash: &[u8; 32],
        tag: &Tag,
    ) -> Result<&LetterContent, VerifyLetterError> {
        // spec: §5.4 O5
        if !keys.handle().equals(&self.content.handle) {
            return Err(VerifyLetterError::Handle);
        }
        // spec: §5.4 O6
        if !bool::from(keys.letter_mac(&self.padded).ct_eq(&self.mac)) {
            return Err(VerifyLetterError::Mac);
        }
        let own = keys.letter_tag(body_hash);
        if !bool::from(own.as_bytes().ct_eq(tag.as_bytes())) {
            return Err(VerifyLetterError::Tag);
        }
        Ok(&self.content)
    }
}

hidden_debug!(RawLetter, SealedLetter);

/// Why a letter is not of the case that it claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyLetterError {
    /// The handle is not that of the keys.
    #[error("letter names another case")]
    Handle,
    /// The MAC is not that of the keys: whoever wrote it does not hold the case code.
    #[error("letter is not authenticated by its case")]
    Mac,
    /// The log entry has another tag: the letter was posted anew by someone else.
    #[error("letter has another tag in the log")]
    Tag,
}
