//! What the desk noted of the bodies it refers to: how one is reached, its key, and when that was checked
//! (R123).

use bellrope_casework::body::{Body, is_stale};
use bellrope_casework::vocabulary::Word as _;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{DossierError, RecipientKey};
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// Longest contact, in bytes.
pub(super) const CONTACT_MAX_LEN: usize = 1_000;

/// What was noted of a body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyEntry {
    /// Which.
    pub body: Body,
    /// How it is reached, in words.
    pub contact: String,
    /// The key that it reads with.
    pub key: RecipientKey,
    /// The day on which somebody checked that.
    pub checked: Day,
    /// Who.
    pub by: PersonId,
}

impl Record for BodyEntry {
    const TABLE: &'static str = "bodies";
}

impl BodyEntry {
    /// Says whether it was checked more than twelve months ago.
    #[must_use]
    pub fn is_stale(&self, now: u64) -> bool {
        is_stale(self.checked, term::local_day(now))
    }
}

/// Lists the bodies of the directory, each with what was noted of it.
///
/// # Errors
///
/// [`VaultError`].
pub fn bodies(records: &impl Records) -> Result<Vec<(Body, Option<BodyEntry>)>, VaultError> {
    let entry = |body: &Body| Ok((*body, find(records, *body)?));
    Body::ALL.iter().map(entry).collect()
}

pub(super) fn find(records: &impl Records, body: Body) -> Result<Option<BodyEntry>, VaultError> {
    records.find(body.as_str())
}

/// Notes how a body is reached and its key, as checked today. The key must be one of the body's own: an
/// archive for a body is never under words.
///
/// # Errors
///
/// [`DossierError`], by variant.
pub fn note_body(
    vault: &mut Vault,
    body: Body,
    contact: &str,
    key: &RecipientKey,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), DossierError> {
    let contact = contact.trim();
    if contact.is_empty() || contact.len() > CONTACT_MAX_LEN {
        return Err(DossierError::Contact);
    }
    if key.takes_words() {
        return Err(DossierError::WordsForBody);
    }
    vault.change(|change| {
        let by = right::check(change, Right::Configure, now)?.id;
        let entry = BodyEntry {
            body,
            contact: contact.to_owned(),
            key: key.clone(),
            checked: term::local_day(now),
            by,
        };
        change.put(body.as_str(), &entry, rng)?;
        let noted = format!("{body}\n{contact}\n{key}");
        let entry = trail::entry(change, now, Act::Configured)
            .with(Key::What, "body")
            .with(Key::File, encode_hex(&Sha256::digest(noted)));
        Ok(trail::append(change, &entry, rng)?)
    })
}
