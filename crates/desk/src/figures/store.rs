//! What figures need besides the register: files of other sources, numbers of staff, and every pack
//! that was published.

use bellrope_figures::Pack;
use bellrope_figures::source::{self, SourceError, SourceTable};
use bellrope_protocol::encoding::encode_hex;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::right::{self, Right, RightError};
use crate::trail;
use crate::vault::{Change, Record, Records, Vault, VaultError};

/// Most tables of other sources: as many as there are letters for them.
const TABLES_MAX: usize = 26;
/// Highest number of staff.
const STAFF_MAX: u32 = 10_000_000;

/// A file of another source, as it was taken in.
#[derive(Serialize, Deserialize)]
struct Source {
    name: String,
    text: String,
}

impl Record for Source {
    const TABLE: &'static str = "figure-sources";
}

/// How many people worked in the organisation in a year.
#[derive(Serialize, Deserialize)]
struct Staff {
    year: u16,
    people: u32,
}

impl Record for Staff {
    const TABLE: &'static str = "figure-staff";
}

/// A pack that was published, in the order of publication.
#[derive(Serialize, Deserialize)]
struct Published {
    place: u32,
    pack: Pack,
}

impl Record for Published {
    const TABLE: &'static str = "figure-packs";
}

/// Lists the packs that were published, oldest first.
///
/// # Errors
///
/// [`VaultError`].
pub fn published(records: &impl Records) -> Result<Vec<Pack>, VaultError> {
    let mut all: Vec<Published> = records.all()?;
    all.sort_by_key(|one| one.place);
    Ok(all.into_iter().map(|one| one.pack).collect())
}

/// Keeps a pack as published: every later one is tried together with it. For whoever publishes, in
/// the same change.
///
/// # Errors
///
/// [`VaultError`].
pub fn keep(change: &Change<'_>, pack: &Pack, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let all: Vec<Published> = change.all()?;
    let place = all.iter().map(|one| one.place + 1).max().unwrap_or(0);
    let published = Published {
        place,
        pack: pack.clone(),
    };
    change.put(place.to_be_bytes(), &published, rng)
}

/// Lists the tables of other sources.
pub(super) fn sources(records: &impl Records) -> Result<Vec<SourceTable>, VaultError> {
    let mut all: Vec<Source> = records.all()?;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let damaged = |_| VaultError::Damaged {
        part: Source::TABLE,
    };
    let mut tables = Vec::new();
    for one in all {
        tables.extend(source::parse(&one.text).map_err(damaged)?);
    }
    Ok(tables)
}

/// Lists the names of the sources there are files of.
///
/// # Errors
///
/// [`VaultError`].
pub fn source_names(records: &impl Records) -> Result<Vec<String>, VaultError> {
    let all: Vec<Source> = records.all()?;
    let mut names: Vec<String> = all.into_iter().map(|one| one.name).collect();
    names.sort();
    Ok(names)
}

/// Takes in a file of another source, and returns its name. An earlier file of the same source is
/// replaced; the format is that of [`bellrope_figures::source`].
///
/// # Errors
///
/// [`StoreError`], by variant; nothing has changed then.
pub fn add_source(
    vault: &mut Vault,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<String, StoreError> {
    let tables = source::parse(text)?;
    let name = tables.first().map(|table| table.source.clone());
    let name = name.ok_or(SourceError::Empty)?;
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        let others = sources(change)?;
        let kept = others.iter().filter(|table| table.source != name).count();
        if kept + tables.len() > TABLES_MAX {
            return Err(StoreError::TooManyTables);
        }
        let source = Source {
            name: name.clone(),
            text: text.to_owned(),
        };
        change.put(id_of(&name), &source, rng)?;
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, "figures-source")
            .with(Key::File, encode_hex(&Sha256::digest(text)));
        Ok(trail::append(change, &entry, rng)?)
    })?;
    Ok(name)
}

/// Forgets the file of a source. Says whether there was one.
///
/// # Errors
///
/// [`StoreError`], by variant.
pub fn drop_source(
    vault: &mut Vault,
    name: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<bool, StoreError> {
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        let found: Option<Source> = change.find(id_of(name))?;
        let Some(source) = found else {
            return Ok(false);
        };
        change.remove::<Source>(id_of(name))?;
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, "figures-source-dropped")
            .with(Key::File, encode_hex(&Sha256::digest(&source.text)));
        trail::append(change, &entry, rng)?;
        Ok(true)
    })
}

/// A name of a source may be longer than an id.
fn id_of(name: &str) -> [u8; 32] {
    Sha256::digest(name).into()
}

/// Lists how many people worked in the organisation, by year.
///
/// # Errors
///
/// [`VaultError`].
pub fn staff(records: &impl Records) -> Result<Vec<(u16, u32)>, VaultError> {
    let all: Vec<Staff> = records.all()?;
    let mut staff: Vec<(u16, u32)> = all.iter().map(|it| (it.year, it.people)).collect();
    staff.sort_unstable();
    Ok(staff)
}

/// Notes how many people worked in the organisation in a year.
///
/// # Errors
///
/// [`StoreError`], by variant; nothing has changed then.
pub fn set_staff(
    vault: &mut Vault,
    year: u16,
    people: u32,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), StoreError> {
    if people == 0 || people > STAFF_MAX || !(1970..=9999).contains(&year) {
        return Err(StoreError::Staff { year, people });
    }
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        change.put(year.to_be_bytes(), &Staff { year, people }, rng)?;
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, "figures-staff")
            .with(
                Key::File,
                encode_hex(&Sha256::digest(format!("{year} {people}"))),
            );
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Only who makes figures may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// The file is not what the format asks for.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There would be too many tables of other sources.
    #[error("there would be more than {TABLES_MAX} tables of other sources")]
    TooManyTables,
    /// No organisation has so many people, or there is no such year.
    #[error("{people} people in {year}: allowed are 1 to {STAFF_MAX}, in 1970 to 9999")]
    Staff {
        /// The year.
        year: u16,
        /// The number.
        people: u32,
    },
}
