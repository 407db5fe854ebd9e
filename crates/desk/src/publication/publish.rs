//! Publishing takes two people (R090).

use bellrope_figures::protect::check;
use bellrope_protocol::encoding::encode_hex;
use bellrope_report::Identity;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::archive::Publication;
use super::draft::{self, Draft, draft, regenerate};
use super::error::PublicationError;
use super::manifest;
use crate::figures;
use crate::proposal::{Consent, Plan, What};
use crate::vault::{Change, Records};
use crate::{term, trail};

/// Publishing the draft that there is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct PublishReport {}

fn current(records: &impl Records) -> Result<Draft, PublicationError> {
    draft(records)?.ok_or(PublicationError::NoDraft)
}

impl Plan for PublishReport {
    const WHAT: What = What::Publication;
    const KIND: &'static str = "publish-report";
    type Done = Identity;
    type Error = PublicationError;

    /// The draft itself, and how much was published before it.
    fn basis(&self, records: &impl Records) -> Result<String, PublicationError> {
        let before = figures::published(records)?.len();
        Ok(format!("{} {before}", current(records)?.hash()?))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Identity, PublicationError> {
        let draft = current(change)?;
        let verdict = check(&draft.pack, &figures::published(change)?);
        if !verdict.is_safe() {
            return Err(PublicationError::leaks(&verdict));
        }
        let files = regenerate(&draft)?;
        let published = term::local_day(now);
        let manifest = manifest::sign(change, &draft, &files, published)?;
        let identity = draft.identity;
        let mut entry = trail::entry(change, now, Act::Published)
            .with(Key::Proposal, consent.id)
            .with(Key::Serial, identity.number)
            .with(Key::File, encode_hex(&Sha256::digest(&manifest)));
        if let Some(correction) = &draft.correction {
            entry = entry.with(Key::Ground, correction.ground.code());
        }
        figures::keep(change, &draft.pack, rng)?;
        let publication = Publication {
            draft,
            by: consent.by,
            second: consent.second,
            published,
            files,
            manifest,
        };
        publication.store(change, rng)?;
        draft::drop(change)?;
        trail::append(change, &entry, rng)?;
        Ok(identity)
    }
}
