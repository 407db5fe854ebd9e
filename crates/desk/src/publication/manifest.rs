//! The signed list of a publication's files.
//!
//! ```text
//! bellrope/1 publication
//! <origin: base/root>
//! <founding root, base64 of 32 bytes>
//! <number>.<version>
//! <period>
//! <day of publication>
//! <embargo, or ->
//! <count of files>
//! <SHA-256, 64 hex digits>  <name>        one line each
//! ```
//!
//! A signed note (docs/protocol.md §11.1) under the name `base/root`. Whoever knows the desk's
//! fingerprint needs nothing else to check it.

use bellrope_protocol::encoding::{decode_hex, encode_hex};
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::{Algorithm, KeyName, Lines, NoteText, SignedNote, VerifierKey};
use bellrope_protocol::time::Day;

use super::archive::Archived;
use super::draft::Draft;
use super::error::PublicationError;
use crate::key::{self, Desk, Role};
use crate::vault::Records;

const KIND: &str = "publication";
const MAX_LEN: usize = 64 * 1024;

/// What a signed list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Number and version, such as `3.1`.
    pub is: String,
    /// What it is about, such as `2026`.
    pub period: String,
    /// The day of publication.
    pub published: String,
    /// Names and hashes of the files.
    pub files: Vec<(String, [u8; 32])>,
}

/// Lists files, and signs the list with the desk's root.
pub(super) fn sign(
    records: &impl Records,
    draft: &Draft,
    files: &[Archived],
    published: Day,
) -> Result<String, PublicationError> {
    let desk = Desk::load(records)?;
    let base = desk.base().clone();
    let root = key::signer(records, &base, Role::Root)?;
    let identity = draft.identity;
    let embargo = draft.narrative.embargo.map(|day| day.to_string());
    let mut text = NoteText::new(KIND)
        .field(root.name())
        .base64(root.verifier().public())
        .field(format!("{}.{}", identity.number, identity.version))
        .field(draft.pack.number.period)
        .field(published)
        .field(embargo.unwrap_or_else(|| "-".to_owned()))
        .field(files.len());
    for file in files {
        text = text.field(format!("{}  {}", encode_hex(&file.hash()), file.name));
    }
    let note = SignedNote::sign(text, &root).map_err(|_| PublicationError::Unwritable)?;
    Ok(note.to_string())
}

/// Verifies a signed list against the fingerprint of a desk.
///
/// # Errors
///
/// [`ManifestError`], by variant.
pub fn verify(note: &str, fingerprint: &Fingerprint) -> Result<Manifest, ManifestError> {
    let note = SignedNote::parse(note.as_bytes(), MAX_LEN).map_err(|_| ManifestError::Malformed)?;
    let (manifest, origin, root) = read(note.unverified_text()).ok_or(ManifestError::Malformed)?;
    if FoundingRoot::from_bytes(root).fingerprint() != *fingerprint {
        return Err(ManifestError::Desk);
    }
    let key = VerifierKey::new(origin, Algorithm::Ed25519, &root);
    let key = key.map_err(|_| ManifestError::Malformed)?;
    note.verify(std::slice::from_ref(&key))
        .map_err(|_| ManifestError::Signature)?;
    Ok(manifest)
}

fn read(text: &str) -> Option<(Manifest, KeyName, [u8; 32])> {
    let mut lines = Lines::open(text, KIND).ok()?;
    let origin = lines.value("origin", |line| line.parse().ok()).ok()?;
    let root = lines.base64("root").ok()?;
    let mut said = |name| lines.text(name).ok().map(str::to_owned);
    let (is, period, published) = (said("number")?, said("period")?, said("day")?);
    said("embargo")?;
    let count: usize = lines.decimal("count").ok()?;
    let mut files = Vec::new();
    for _ in 0..count {
        let (hash, name) = lines.text("file").ok()?.split_once("  ")?;
        let hash = decode_hex(hash).ok()?.try_into().ok()?;
        files.push((name.to_owned(), hash));
    }
    lines.end().ok()?;
    let manifest = Manifest {
        is,
        period,
        published,
        files,
    };
    Some((manifest, origin, root))
}

/// Why a list of files is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// It is no list of a publication.
    #[error("this is no list of a publication")]
    Malformed,
    /// Another desk made it.
    #[error("the list is of another desk")]
    Desk,
    /// The desk did not sign it.
    #[error("the desk's signature does not fit")]
    Signature,
}
