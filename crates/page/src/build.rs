//! A build of the page whose files are those of its manifest.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::manifest::{Listed, Manifest, ManifestError};

/// A build that was held against its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    manifest: Manifest,
    files: BTreeMap<String, Vec<u8>>,
}

impl Build {
    /// Holds files, by their paths in the build, against the bytes of the manifest.
    ///
    /// # Errors
    ///
    /// [`BuildError`], by variant; the first file that differs, by name.
    pub fn verify(manifest: &[u8], files: BTreeMap<String, Vec<u8>>) -> Result<Self, BuildError> {
        let manifest = Manifest::parse(manifest)?;
        for listed in manifest.files() {
            check(listed, files.get(&listed.path))?;
        }
        let is_listed = |path: &String| {
            let files = manifest.files();
            files.binary_search_by(|file| file.path.cmp(path)).is_ok()
        };
        if let Some(path) = files.keys().find(|path| !is_listed(path)) {
            let path = path.clone();
            return Err(BuildError::Unlisted { path });
        }
        Ok(Self { manifest, files })
    }

    /// Returns the manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns a file by its path in the build.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Lists the files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

fn check(listed: &Listed, found: Option<&Vec<u8>>) -> Result<(), BuildError> {
    let path = || listed.path.clone();
    let found = found.ok_or_else(|| BuildError::Missing { path: path() })?;
    let sha256: [u8; 32] = Sha256::digest(found).into();
    if found.len() as u64 != listed.len || sha256 != listed.sha256 {
        return Err(BuildError::Differs { path: path() });
    }
    Ok(())
}

/// Why files are not the build of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The manifest is none.
    #[error("cannot use the manifest")]
    Manifest(#[from] ManifestError),
    /// A file of the manifest is not there.
    #[error("{path} is listed in the manifest and missing")]
    Missing {
        /// Its path in the build.
        path: String,
    },
    /// A file is not the one of the manifest.
    #[error("{path} is not the file that the manifest lists")]
    Differs {
        /// Its path in the build.
        path: String,
    },
    /// A file is in no manifest.
    #[error("{path} is not listed in the manifest")]
    Unlisted {
        /// Its path in the build.
        path: String,
    },
}
