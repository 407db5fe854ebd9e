//! The manifest of a build: every file with its length and SHA-256.
//!
//! ```text
//! {"format":"bellrope page 1","files":[{"path":"…","sha256":"<hex>","len":n}, …]}
//! ```
//!
//! Sorted by path. A path has parts of `A–Z a–z 0–9 . _ -`, none of them beginning with a dot,
//! with `/` between: it names a file inside the build, whatever the system.

use bellrope_protocol::encoding::decode_hex_array;
use serde::{Deserialize, Deserializer, de};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Where the manifest stands in a build.
pub const MANIFEST_PATH: &str = "manifest.json";
/// What a manifest says of itself.
pub const FORMAT: &str = "bellrope page 1";
/// Greatest length of a manifest, in bytes.
const MAX_LEN: usize = 262_144;
/// Greatest length of a file of a build, in bytes.
const FILE_MAX_LEN: u64 = 33_554_432;

/// The manifest of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    bytes: Vec<u8>,
    files: Vec<Listed>,
}

/// A file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its path in the build.
    pub path: String,
    /// Its SHA-256.
    #[serde(deserialize_with = "hex")]
    pub sha256: [u8; 32],
    /// Its length, in bytes.
    pub len: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    format: String,
    files: Vec<Listed>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// [`ManifestError`], by variant.
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
        if bytes.len() > MAX_LEN {
            return Err(ManifestError::TooLong { len: bytes.len() });
        }
        let read: Read = serde_json::from_slice(bytes).map_err(|err| ManifestError::Json {
            line: err.line(),
            column: err.column(),
        })?;
        if read.format != FORMAT {
            return Err(ManifestError::Format);
        }
        for file in &read.files {
            check(file)?;
        }
        if !read.files.is_sorted_by(|a, b| a.path < b.path) {
            return Err(ManifestError::Order);
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            files: read.files,
        })
    }

    /// Lists the files, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[Listed] {
        &self.files
    }

    /// Hashes the manifest: what a configuration names as its build.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// Returns the manifest as it came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn check(file: &Listed) -> Result<(), ManifestError> {
    let is_part = |part: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(allowed)
    };
    let path = &file.path;
    if path.len() > 200 || path == MANIFEST_PATH || !path.split('/').all(is_part) {
        return Err(ManifestError::Path);
    }
    if file.len > FILE_MAX_LEN {
        let (path, len) = (path.clone(), file.len);
        return Err(ManifestError::FileTooLong { path, len });
    }
    Ok(())
}

fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
    decode_hex_array(&String::deserialize(deserializer)?).map_err(de::Error::custom)
}

/// Why bytes are not the manifest of a build.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// Too long for a manifest.
    #[error("manifest is {len} bytes, at most {MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// Not JSON of a manifest.
    #[error("manifest is malformed at line {line}, column {column}")]
    Json {
        /// Line at which reading stopped, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Of another format.
    #[error("manifest is not of the format `{FORMAT}`")]
    Format,
    /// A path names no file inside a build.
    #[error("manifest has a path that names no file of a build")]
    Path,
    /// The files are not sorted by path, or one is listed twice.
    #[error("manifest is not sorted by path, each once")]
    Order,
    /// A file is longer than any file of a page.
    #[error("{path} is {len} bytes, at most {FILE_MAX_LEN}")]
    FileTooLong {
        /// Its path.
        path: String,
        /// Its length, in bytes.
        len: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &str) -> Result<Manifest, ManifestError> {
        Manifest::parse(format!(r#"{{"format":"bellrope page 1","files":[{files}]}}"#).as_bytes())
    }

    fn file(path: &str) -> String {
        let zeros = "0".repeat(64);
        format!(r#"{{"path":"{path}","sha256":"{zeros}","len":3}}"#)
    }

    #[test]
    fn parse_lists_the_files() {
        let read = manifest(&[file("a/b-c_d.js"), file("page.js")].join(",")).unwrap();
        assert_eq!(read.files()[0].path, "a/b-c_d.js");
        assert_eq!(read.files()[1].len, 3);
        assert_eq!(
            read.hash(),
            <[u8; 32]>::from(Sha256::digest(read.as_bytes()))
        );
    }

    #[test]
    fn parse_refuses_paths_that_leave_the_build() {
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            "../a",
            "a/../b",
            ".a",
            "a\\\\b",
            "a b",
            "é",
            "manifest.json",
        ] {
            assert_eq!(manifest(&file(path)), Err(ManifestError::Path), "{path}");
        }
    }

    #[test]
    fn parse_refuses_disorder_and_other_shapes() {
        let twice = [file("a"), file("a")].join(",");
        assert_eq!(manifest(&twice), Err(ManifestError::Order));
        let backwards = [file("b"), file("a")].join(",");
        assert_eq!(manifest(&backwards), Err(ManifestError::Order));
        let other = br#"{"format":"bellrope page 2","files":[]}"#;
        assert_eq!(Manifest::parse(other), Err(ManifestError::Format));
        let further = br#"{"format":"bellrope page 1","files":[],"x":1}"#;
        assert!(matches!(
            Manifest::parse(further),
            Err(ManifestError::Json { .. })
        ));
        let long = file("a").replace(":3", ":33554433");
        assert!(matches!(
            manifest(&long),
            Err(ManifestError::FileTooLong { .. })
        ));
        let spaces = vec![b' '; MAX_LEN + 1];
        assert!(matches!(
            Manifest::parse(&spaces),
            Err(ManifestError::TooLong { .. })
        ));
    }
}
