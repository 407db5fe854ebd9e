//! What letters and replies say: the JSON inside, as closed types, and the padded plaintext around
//! it.
//!
//! In scope: L1–L4 and O2–O6 for letters, the plaintext of replies, long texts in parts, the order
//! of a case's replies. Out of scope: sealing and opening ([`crate::letter`], [`crate::reply`]),
//! and what a desk or reporter does about what it reads.
//!
//! # Plaintext of a letter
//!
//! ```text
//! bellrope letter 1 <base64 of the 32-byte MAC>⏎      63
//! one JSON object                                      n, at most 14,661
//! ⏎                                                    1
//! spaces                                               14,661 − n
//!                                                      sum 14,725
//! ```
//!
//! # Plaintext of a reply
//!
//! ```text
//! bellrope reply 1⏎                                    17
//! one JSON object                                      n, at most 3,896
//! ⏎                                                    1
//! spaces                                               3,896 − n
//!                                                      sum 3,914
//! ```
//!
//! ```
//! use bellrope_protocol::content::{LETTER_JSON_MAX_LEN, REPLY_JSON_MAX_LEN};
//! use bellrope_protocol::limit::{LETTER_PLAINTEXT_LEN, REPLY_PLAINTEXT_LEN};
//! assert_eq!(63 + LETTER_JSON_MAX_LEN + 1, LETTER_PLAINTEXT_LEN);
//! assert_eq!(17 + REPLY_JSON_MAX_LEN + 1, REPLY_PLAINTEXT_LEN);
//! ```
//!
//! Errors never quote what they refuse: it is plaintext. `Debug` hides it too.
//!
//! Spec: docs/protocol.md §5, §6, §8.

mod answers;
mod frame;
mod letter;
mod open;
mod parcel;
mod part;
mod plaintext;
mod reply;
mod report;
#[cfg(test)]
mod tests;
mod thread;

pub use answers::{Answers, Questions};
pub use letter::{Intro, LetterBody, LetterContent, LetterId, LetterLanguage};
pub use parcel::Attachments;
pub use part::TextPart;
pub use plaintext::{
    EncodeLetterError, LETTER_JSON_MAX_LEN, LetterPlaintext, ParseLetterError, RawLetter,
    SealedLetter, VerifyLetterError, encode_cover_letter,
};
pub use reply::{
    EncodeReplyError, ParseReplyError, REPLY_JSON_MAX_LEN, ReplyContent, Status, StatusCode,
    encode_cover_reply,
};
pub use report::{
    Behalf, Consent, Danger, Detriment, DetrimentState, Family, IdentityWish, Knowledge, Level, Of,
    Pattern, Report, Role, Route, When, Wish,
};
pub use thread::{OpenedReply, Thread, ThreadText};

/// Members that this version does not know: kept and shown, never dropped.
pub type Unknown = serde_json::Map<String, serde_json::Value>;
