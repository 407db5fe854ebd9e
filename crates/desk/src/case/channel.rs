//! The way to the reporter of a case, and which case a handle belongs to.

use bellrope_protocol::age::Recipient;
use bellrope_protocol::key::{CaseKeys, CaseSecret, FoundingRoot, ReporterPublicKey};
use serde::{Deserialize, Serialize};

use super::{CaseNumber, OpenCase};
use crate::board::Told;
use crate::bytes::{Bytes, SecretKey};
use crate::key;
use crate::vault::{Change, Record, Records, VaultError};

/// The way to the reporter: what sealing a reply and verifying a letter takes, and no content.
/// Under the team's key and the case's slot, for whoever makes a batch may not read every case.
#[derive(Serialize, Deserialize)]
pub(crate) struct Channel {
    /// What the keys towards the reporter are derived from; absent for raw letters.
    pub(super) link: Option<ReporterLink>,
    /// The reporter's language.
    pub(crate) lang: String,
    /// What those seal content to who may not read the case.
    pub(super) recipient: String,
    /// The epoch of the first letter; absent for raw letters.
    pub(crate) begun: Option<u32>,
    /// Number of items of the conversation.
    pub(crate) items: u32,
    /// Number of the last reply that was sealed.
    pub(crate) replies: u32,
    /// Hash of that reply.
    pub(crate) prev: Option<Bytes<32>>,
    /// What the reporter was told, and when.
    pub(crate) told: Told,
    /// Whether the reporter answered the evaluation: it is asked once. What was answered is not here.
    #[serde(default)]
    pub(crate) evaluated: bool,
}

impl Record for Channel {
    const TABLE: &'static str = "channels";
}

#[derive(Serialize, Deserialize)]
pub(super) struct ReporterLink {
    pub(super) secret: SecretKey,
    pub(super) reporter: Bytes<32>,
    pub(super) authentication: u32,
}

impl Channel {
    /// Derives the keys towards the reporter.
    pub(crate) fn keys(
        &self,
        records: &impl Records,
        founding: &FoundingRoot,
    ) -> Result<Option<CaseKeys>, VaultError> {
        let Some(link) = &self.link else {
            return Ok(None);
        };
        let key = key::authentication(records, link.authentication)?.ok_or(DAMAGED)?;
        let reporter = ReporterPublicKey::from_bytes(link.reporter.0).map_err(|_| DAMAGED)?;
        let secret = CaseSecret::from_bytes(link.secret.0.expose_secret());
        Ok(Some(CaseKeys::for_desk(&key, &reporter, &secret, founding)))
    }

    pub(super) fn recipient(&self) -> Result<Recipient, VaultError> {
        self.recipient.parse().map_err(|_| DAMAGED)
    }

    /// Notes what those seal content to who may not read the case, after it got a new key.
    pub(super) fn readdress(&mut self, recipient: &Recipient) {
        self.recipient = recipient.to_string();
    }
}

pub(super) const DAMAGED: VaultError = VaultError::Damaged {
    part: Channel::TABLE,
};

/// Forgets which case a handle belongs to: a letter that comes later belongs to none.
pub(crate) fn forget_handle(
    change: &Change<'_>,
    case: &OpenCase,
    founding: &FoundingRoot,
) -> Result<(), VaultError> {
    match case.channel(change)?.keys(change, founding)? {
        Some(keys) => change.remove::<HandleOf>(keys.handle().as_bytes()),
        None => Ok(()),
    }
}

/// Which case a handle belongs to.
#[derive(Serialize, Deserialize)]
pub(super) struct HandleOf {
    pub(super) number: CaseNumber,
}

impl Record for HandleOf {
    const TABLE: &'static str = "handles";
}
