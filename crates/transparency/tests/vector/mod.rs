//! One vector: what goes in, what must come out. The format is in `tests/vectors/*/README.md`.

use bellrope_protocol::card::EarlierPush;
use serde::{Deserialize, Serialize};

/// A vector file.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    /// What the file is about.
    pub(crate) about: String,
    /// What must come out of a good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accepted: Option<String>,
    /// The error, with its causes, of a bad one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
    /// What goes in.
    pub(crate) input: Input,
}

/// What goes in: the bytes, and what else the reader has.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Input {
    /// Which parser, where a folder has several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) kind: String,
    /// The keys that the reader trusts, in their text form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<String>,
    /// Push keys that the key was put in the place of, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) earlier: Vec<EarlierPush>,
    /// The number of hashes or entries that the reader expects.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) width: u16,
    /// The number of witnesses that the reader asks for.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) quorum: u32,
    /// How old a cosignature may be, in seconds.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) max_age_secs: u64,
    /// The reader's time, in Unix seconds.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) now: u64,
    /// The leaf that the reader wants to find.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) leaf: String,
    /// The size that the witness has cosigned last.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) last_size: u64,
    /// The root that the witness has cosigned last, in base64.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) last_root: String,
    /// The bytes, if they are text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    /// The bytes in hex, if they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hex: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
