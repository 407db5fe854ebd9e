//! What one reply says, and its plaintext.
//!
//! Spec: docs/protocol.md §8.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::Unknown;
use super::frame::{pad, unpad};
use super::open::{hidden_debug, open_enum};
use super::part::TextPart;
use crate::json::{self, Hash32, base64_array};
use crate::key::CaseHandle;
use crate::limit::{REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN};
use crate::secret::SecretBytes;
use crate::time::Day;

/// The first line.
const FIRST_LINE: &[u8] = b"bellrope reply 1\n";
/// Greatest length of a reply's JSON, in bytes: 3,896.
pub const REPLY_JSON_MAX_LEN: usize = REPLY_PLAINTEXT_LEN - FIRST_LINE.len() - 1;

/// What one reply says: any of a text part, a status, receipts.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyContent {
    /// The case.
    pub handle: CaseHandle,
    /// Counts from 1 within the case.
    pub n: u32,
    /// Hash of the case's reply n − 1, absent for 1.
    pub prev: Option<[u8; 32]>,
    /// The day on which it was written.
    pub day: Day,
    /// A text, or part of one.
    pub text: Option<TextPart>,
    /// How far the desk is.
    pub status: Option<Status>,
    /// Hashes of this case's letters that the desk has imported, at most 80.
    pub receipts: Vec<[u8; 32]>,
    /// Members of a later version.
    pub unknown: Unknown,
}

/// How far the desk is, coarsely.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The status.
    pub code: StatusCode,
    /// The day by which the desk must acknowledge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledge_by: Option<Day>,
    /// The day by which the desk must give feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_by: Option<Day>,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Status {
    /// Makes a status without dates.
    #[must_use]
    pub fn new(code: StatusCode) -> Self {
        Self {
            code,
            acknowledge_by: None,
            feedback_by: None,
            unknown: Unknown::new(),
        }
    }
}

hidden_debug!(ReplyContent, Status);

open_enum! {
    /// The status of a case.
    pub enum StatusCode {
        /// Imported.
        Received = "received",
        /// Acknowledged.
        Acknowledged = "acknowledged",
        /// Being assessed.
        Assessing = "assessing",
        /// The desk has a question.
        Question = "question",
        /// Being handled.
        Handling = "handling",
        /// Being investigated.
        Investigating = "investigating",
        /// Waiting.
        OnHold = "on-hold",
        /// The reporter was pointed elsewhere.
        Referred = "referred",
        /// Handed over.
        Transferred = "transferred",
        /// Feedback was given.
        Feedback = "feedback",
        /// Closed.
        Closed = "closed",
        /// Closed, with aftercare.
        Aftercare = "aftercare",
        /// Withdrawn by the reporter.
        Withdrawn = "withdrawn",
        /// Opened again.
        Reopened = "reopened",
    }
}

impl StatusCode {
    /// Says whether a reply with this status tells the reporter how the case ended, as feedback
    /// does: a referral and a closing do too, a withdrawal does not.
    // spec: §11.6
    #[must_use]
    pub fn is_feedback(&self) -> bool {
        matches!(
            self,
            Self::Feedback | Self::Closed | Self::Aftercare | Self::Referred | Self::Transferred
        )
    }
}

impl ReplyContent {
    /// Says whether the reply acknowledges receipt: a text, or a status beyond `received`, was
    /// sent by a person; receipts alone are sent by the machine.
    // spec: §11.6
    #[must_use]
    pub fn acknowledges(&self) -> bool {
        let beyond = |status: &Status| status.code != StatusCode::Received;
        self.text.is_some() || self.status.as_ref().is_some_and(beyond)
    }

    /// Says whether the reply gives feedback, by its status.
    // spec: §11.6
    #[must_use]
    pub fn gives_feedback(&self) -> bool {
        let of = |status: &Status| status.code.is_feedback();
        self.status.as_ref().is_some_and(of)
    }

    /// Begins a reply that says nothing yet.
    #[must_use]
    pub fn new(handle: CaseHandle, n: u32, prev: Option<[u8; 32]>, day: Day) -> Self {
        Self {
            handle,
            n,
            prev,
            day,
            text: None,
            status: None,
            receipts: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// Counts the bytes of this content as JSON; at most [`REPLY_JSON_MAX_LEN`] fit.
    #[must_use]
    pub fn json_len(&self) -> usize {
        json::len(self)
    }

    /// Writes the plaintext of a reply: always 3,914 bytes.
    ///
    /// # Errors
    ///
    /// [`EncodeReplyError::TooLong`] with both numbers: split the text with [`TextPart::split`];
    /// [`EncodeReplyError::Receipts`] for more than 80 of them.
    pub fn encode(&self) -> Result<SecretBytes<REPLY_PLAINTEXT_LEN>, EncodeReplyError> {
        if self.receipts.len() > REPLY_MAX_RECEIPTS {
            return Err(EncodeReplyError::Receipts {
                count: self.receipts.len(),
            });
        }
        let len = self.json_len();
        if len > REPLY_JSON_MAX_LEN {
            return Err(EncodeReplyError::TooLong { len });
        }
        Ok(frame(self))
    }

    /// Reads the plaintext of an opened reply of the case with `handle`.
    ///
    /// # Errors
    ///
    /// [`ParseReplyError`], by variant. Each is the desk's fault: it alone can seal a reply.
    pub fn parse(
        plaintext: &[u8; REPLY_PLAINTEXT_LEN],
        handle: &CaseHandle,
    ) -> Result<Self, ParseReplyError> {
        let padded = plaintext
            .strip_prefix(FIRST_LINE)
            .ok_or(ParseReplyError::FirstLine)?;
        let object = unpad(padded).ok_or(ParseReplyError::Padding)?;
        let content: Self = json::from_line(object)?;
        if !content.handle.equals(handle) {
            return Err(ParseReplyError::Handle);
        }
        Ok(content)
    }
}

/// Writes the plaintext of a cover reply. Nobody will read it: its passphrase is thrown away.
#[must_use]
pub fn encode_cover_reply() -> SecretBytes<REPLY_PLAINTEXT_LEN> {
    frame(&Unknown::new())
}

fn frame(content: &impl Serialize) -> SecretBytes<REPLY_PLAINTEXT_LEN> {
    SecretBytes::filled(|plaintext| {
        let (first, padded) = plaintext.split_at_mut(FIRST_LINE.len());
        first.copy_from_slice(FIRST_LINE);
        pad(content, padded);
    })
}

/// Why a content is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodeReplyError {
    /// The content does not fit.
    #[error("reply content is {len} bytes, at most {REPLY_JSON_MAX_LEN}")]
    TooLong {
        /// Length of its JSON, in bytes.
        len: usize,
    },
    /// There are too many receipts.
    #[error("reply has {count} receipts, at most {REPLY_MAX_RECEIPTS}")]
    Receipts {
        /// Their number.
        count: usize,
    },
}

/// Why a plaintext is no reply. Never quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseReplyError {
    /// The first line is another.
    #[error("reply has a malformed first line")]
    FirstLine,
    /// After the object comes something else than one line feed and spaces.
    #[error("reply has a malformed padding")]
    Padding,
    /// The object is not JSON of a reply: malformed, a member missing, repeated or out of range.
    #[error("reply content is malformed at byte {position}")]
    Content {
        /// Byte of the object at which reading stopped, from 1; 0 if it is about the whole.
        position: usize,
    },
    /// The reply names another case.
    #[error("reply names another case")]
    Handle,
}

impl From<json::JsonError> for ParseReplyError {
    fn from(err: json::JsonError) -> Self {
        Self::Content {
            position: err.position,
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(with = "base64_array")]
    handle: [u8; 16],
    n: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: Option<Hash32>,
    day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a TextPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a Status>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    receipts: Vec<Hash32>,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

impl Serialize for ReplyContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            handle: *self.handle.as_bytes(),
            n: self.n,
            prev: self.prev.map(Hash32),
            day: self.day,
            text: self.text.as_ref(),
            status: self.status.as_ref(),
            receipts: self.receipts.iter().copied().map(Hash32).collect(),
            unknown: &self.unknown,
        }
        .serialize(serializer)
    }
}

#[derive(Deserialize)]
struct Read {
    #[serde(with = "base64_array")]
    handle: [u8; 16],
    n: u32,
    prev: Option<Hash32>,
    day: Day,
    text: Option<TextPart>,
    status: Option<Status>,
    #[serde(default)]
    receipts: Vec<Hash32>,
    #[serde(flatten)]
    unknown: Unknown,
}

impl<'de> Deserialize<'de> for ReplyContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        let part_in_range = read.text.as_ref().is_none_or(TextPart::is_in_range);
        if read.n == 0 || read.receipts.len() > REPLY_MAX_RECEIPTS || !part_in_range {
            return Err(de::Error::custom("a number is out of range"));
        }
        Ok(Self {
            handle: CaseHandle::from_bytes(read.handle),
            n: read.n,
            prev: read.prev.map(|hash| hash.0),
            day: read.day,
            text: read.text,
            status: read.status,
            receipts: read.receipts.into_iter().map(|hash| hash.0).collect(),
            unknown: read.unknown,
        })
    }
}
