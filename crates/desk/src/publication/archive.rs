//! What was published: one record each, with every byte of it.

use std::fs;
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_figures::Period;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::time::Day;
use bellrope_report::{Ground, Identity, Variant};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::draft::Draft;
use super::error::PublicationError;
use crate::bytes::Blob;
use crate::errand::Errand;
use crate::right::{self, Right};
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};
use crate::{term, trail};

/// A file of a publication.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// Its name, such as `report-public-nl.pdf`.
    pub name: String,
    bytes: Blob,
}

impl std::fmt::Debug for Archived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archived")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Archived {
    pub(super) fn new(name: String, bytes: Vec<u8>) -> Self {
        let bytes = Blob::new(bytes);
        Self { name, bytes }
    }

    /// Returns its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes.0
    }

    /// Returns its SHA-256.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.bytes()).into()
    }

    /// Says whether it goes to the readers of a variant: open data goes to all.
    fn is_for(&self, variant: Variant) -> bool {
        let other = match variant {
            Variant::Public => Variant::Intranet,
            Variant::Intranet => Variant::Public,
        };
        !self.name.starts_with(&format!("report-{}-", other.code()))
    }
}

/// A report that was published: frozen, numbered, signed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Publication {
    /// What it was made of.
    pub draft: Draft,
    /// Who proposed it.
    pub by: PersonId,
    /// Who approved it; absent if nobody else was on the team.
    pub second: Option<PersonId>,
    /// The day of its publication.
    pub published: Day,
    /// Its files.
    pub files: Vec<Archived>,
    /// The signed note that lists them.
    pub manifest: String,
}

impl Record for Publication {
    const TABLE: &'static str = "publications";
}

/// What a list says of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Which it is.
    pub identity: Identity,
    /// What it is about.
    pub period: Period,
    /// The day of its publication.
    pub published: Day,
    /// The day before which nothing of it leaves the desk.
    pub embargo: Option<Day>,
    /// Why it was corrected, if it is a correction.
    pub ground: Option<Ground>,
}

fn name(number: u32, version: u32) -> [u8; 8] {
    let mut name = [0; 8];
    name[..4].copy_from_slice(&number.to_be_bytes());
    name[4..].copy_from_slice(&version.to_be_bytes());
    name
}

impl Publication {
    pub(super) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let identity = self.draft.identity;
        change.put(name(identity.number, identity.version), self, rng)
    }

    fn summary(&self) -> Summary {
        Summary {
            identity: self.draft.identity,
            period: self.draft.pack.number.period,
            published: self.published,
            embargo: self.draft.narrative.embargo,
            ground: self.draft.correction.as_ref().map(|it| it.ground),
        }
    }
}

/// Lists what was published, by number and version.
///
/// # Errors
///
/// [`VaultError`].
pub fn all(records: &impl Records) -> Result<Vec<Summary>, VaultError> {
    let found: Vec<Publication> = records.all()?;
    let mut all: Vec<Summary> = found.iter().map(Publication::summary).collect();
    all.sort_by_key(|it| (it.identity.number, it.identity.version));
    Ok(all)
}

/// Finds a publication.
///
/// # Errors
///
/// [`PublicationError::Absent`], [`PublicationError::Vault`].
pub fn find(
    records: &impl Records,
    number: u32,
    version: u32,
) -> Result<Publication, PublicationError> {
    let found = records.find(name(number, version))?;
    found.ok_or(PublicationError::Absent)
}

/// Finds a file of a publication.
#[must_use]
pub fn file<'a>(publication: &'a Publication, name: &str) -> Option<&'a Archived> {
    publication.files.iter().find(|file| file.name == name)
}

/// The name of the signed list of files.
pub(super) const MANIFEST_NAME: &str = "publication.note";

/// Writes the files of a publication that are for some readers to a new folder: open data and the
/// signed list with them. The errand, what for and for whom, is in the trail (R126).
///
/// # Errors
///
/// [`PublicationError`], by variant; [`PublicationError::Embargo`] before its day.
pub fn export(
    vault: &mut Vault,
    (number, version): (u32, u32),
    variant: Variant,
    folder: &Path,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, PublicationError> {
    let reading = vault.read()?;
    right::check(&reading, Right::Figures, now)?;
    let publication = find(&reading, number, version)?;
    drop(reading);
    if let Some(until) = publication.draft.narrative.embargo
        && term::local_day(now) < until
    {
        return Err(PublicationError::Embargo { until });
    }
    vault.change(|change| {
        let entry = trail::entry(change, now, Act::FiguresExported)
            .with(Key::What, "report")
            .with(Key::Sort, variant.code())
            .with(Key::Serial, number)
            .with(
                Key::File,
                encode_hex(&Sha256::digest(&publication.manifest)),
            );
        errand.enter(change, entry, rng)
    })?;
    fs::create_dir(folder).map_err(PublicationError::Folder)?;
    let files = publication.files.iter();
    let mut written = 1;
    for file in files.filter(|file| file.is_for(variant)) {
        durable::write_bytes(&folder.join(&file.name), file.bytes())?;
        written += 1;
    }
    durable::write_bytes(&folder.join(MANIFEST_NAME), publication.manifest.as_bytes())?;
    Ok(written)
}
