//! One vector: what goes in, and what must come out.

use serde::{Deserialize, Serialize};

/// A vector as its file holds it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    /// What the file is about.
    pub(crate) about: String,
    /// Of a good one: how many entries, and what the last says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accepted: Option<String>,
    /// Of a bad one: the first fault with its causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
    /// What goes in.
    pub(crate) input: Input,
}

/// What goes in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Input {
    /// The fingerprint of the desk that the reader knows.
    pub(crate) fingerprint: String,
    /// A head that the reader kept from before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kept: Option<String>,
    /// The exported trail.
    pub(crate) text: String,
}
