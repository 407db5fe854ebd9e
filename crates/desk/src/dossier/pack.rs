//! The archive: files, a manifest of their hashes, signed by the desk's root.
//!
//! # Wire format
//!
//! ```text
//! age file of a ustar archive:
//!   manifest.txt      a signed note (docs/protocol.md §11.1) by the desk's root:
//!                       bellrope/1 dossier-manifest
//!                       <key name of the root>
//!                       then for each file, in the order of the archive: SHA-256 in hex, length, name
//!   every file that it names, in that order
//! ```

use std::io::Read as _;

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::{Algorithm, KeyName, SignedNote, SignerKey, VerifierKey};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

/// Name of the manifest in an archive.
pub const MANIFEST: &str = "manifest.txt";
const KIND: &str = "bellrope/1 dossier-manifest";
/// Most bytes of a manifest: some thousand files.
const MANIFEST_MAX_LEN: usize = 1 << 20;

/// Files that leave together.
#[derive(Default)]
pub(super) struct Pack {
    files: Vec<(String, Zeroizing<Vec<u8>>)>,
}

impl Pack {
    pub(super) fn add(&mut self, name: impl Into<String>, bytes: impl Into<Zeroizing<Vec<u8>>>) {
        self.files.push((name.into(), bytes.into()));
    }

    /// Writes the archive with its signed manifest.
    pub(super) fn to_tar(&self, root: &SignerKey) -> Result<Zeroizing<Vec<u8>>, PackError> {
        let mut text = format!("{KIND}\n{}\n", root.name());
        for (name, bytes) in &self.files {
            text.push_str(&line(name, bytes));
        }
        let note = SignedNote::sign(text, root).map_err(|_| PackError::Manifest)?;
        let mut tar = tar::Builder::new(Vec::new());
        let manifest = note.to_string().into_bytes();
        let manifest = [(MANIFEST.to_owned(), Zeroizing::new(manifest))];
        for (name, bytes) in manifest.iter().chain(&self.files) {
            let mut header = tar::Header::new_ustar();
            header.set_mode(0o600);
            header.set_size(bytes.len() as u64);
            tar.append_data(&mut header, name, bytes.as_slice())
                .map_err(|_| PackError::Archive)?;
        }
        let tar = tar.into_inner().map_err(|_| PackError::Archive)?;
        Ok(Zeroizing::new(tar))
    }
}

fn line(name: &str, bytes: &[u8]) -> String {
    let hash = encode_hex(&Sha256::digest(bytes));
    format!("{hash} {} {name}\n", bytes.len())
}

/// Verifies an archive that was opened, against the fingerprint and the public root of the desk, and
/// returns the names of its files.
///
/// # Errors
///
/// [`PackError`], by variant.
pub fn verify(
    tar: &[u8],
    root: &FoundingRoot,
    fingerprint: &Fingerprint,
) -> Result<Vec<String>, PackError> {
    if root.fingerprint() != *fingerprint {
        return Err(PackError::Fingerprint);
    }
    let mut archive = tar::Archive::new(tar);
    let mut files = Vec::new();
    for entry in archive.entries().map_err(|_| PackError::Archive)? {
        let mut entry = entry.map_err(|_| PackError::Archive)?;
        let name = entry
            .path()
            .map_err(|_| PackError::Archive)?
            .display()
            .to_string();
        let mut bytes = Zeroizing::new(Vec::new());
        entry
            .read_to_end(&mut bytes)
            .map_err(|_| PackError::Archive)?;
        files.push((name, bytes));
    }
    let Some(((first, manifest), files)) = files.split_first() else {
        return Err(PackError::Archive);
    };
    if first != MANIFEST {
        return Err(PackError::Manifest);
    }
    let note = SignedNote::parse(manifest, MANIFEST_MAX_LEN).map_err(|_| PackError::Manifest)?;
    let text = note.unverified_text().to_owned();
    let mut lines = text.split_inclusive('\n');
    if lines.next() != Some(&format!("{KIND}\n")) {
        return Err(PackError::Manifest);
    }
    let name = lines.next().unwrap_or_default().trim_end();
    let name = KeyName::new(name).map_err(|_| PackError::Manifest)?;
    let key = VerifierKey::new(name, Algorithm::Ed25519, root.as_bytes());
    let key = key.map_err(|_| PackError::Signature)?;
    note.verify(std::slice::from_ref(&key))
        .map_err(|_| PackError::Signature)?;
    let listed: String = lines.collect();
    let there: String = files
        .iter()
        .map(|(name, bytes)| line(name, bytes))
        .collect();
    match listed == there {
        true => Ok(files.iter().map(|(name, _)| name.clone()).collect()),
        false => Err(PackError::Files),
    }
}

/// Why an archive is not written, or not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PackError {
    /// It is no archive.
    #[error("it is no archive of a desk")]
    Archive,
    /// It has no manifest.
    #[error("the archive has no manifest")]
    Manifest,
    /// The root is not the one that the fingerprint names.
    #[error("the root is not that of the fingerprint")]
    Fingerprint,
    /// The desk did not sign the manifest.
    #[error("the desk did not sign the manifest")]
    Signature,
    /// The files are not those of the manifest.
    #[error("the files are not those of the manifest")]
    Files,
}
