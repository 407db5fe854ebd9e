//! One vector: what goes in, what must come out. The format is in `tests/vectors/*/README.md`.

mod write;

use std::path::Path;

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

impl Vector {
    /// Reads a vector file.
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
    }
}

impl Input {
    /// Returns the bytes that go in.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match (&self.text, &self.hex) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(hex)) => unhex(hex),
            _ => panic!("text or hex, one of them"),
        }
    }
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
