//! One vector: what goes in, and what must come out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A vector as its file holds it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    /// What the file is about.
    pub(crate) about: String,
    /// Of a good one: what comes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accepted: Option<String>,
    /// Of a bad one: the error with its causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
    /// What goes in.
    pub(crate) input: Input,
}

/// The inputs by name.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Input(pub(crate) BTreeMap<String, String>);

/// The folder of a format's vectors.
pub(crate) fn folder(format: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    root.join(format)
}
