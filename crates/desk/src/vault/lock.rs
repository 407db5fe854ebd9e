//! Locks: who opens the vault. Each person has an identity, sealed under their passphrase, and the
//! team's keys are sealed to that identity; so somebody can be let in or out without anybody
//! else's passphrase. What opens by several people's shares together is a lock as well.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::encoding::{decode_base64, decode_hex_array, encode_base64, encode_hex};
use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::ask::Asker;
use super::bound::Bound;
use super::envelope;
use super::error::VaultError;
use super::header::{DAMAGED, FILE};
use super::seal::{Place, RecordKey};

/// Who somebody of the team is: four random bytes, which name nobody. Written `p-` and eight hex
/// digits, as in the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId([u8; 4]);

impl PersonId {
    /// Draws an id.
    pub fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut id = [0; 4];
        rng.fill_bytes(&mut id);
        Self(id)
    }

    /// Returns the four bytes.
    pub(crate) const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p-{}", encode_hex(&self.0))
    }
}

impl FromStr for PersonId {
    type Err = PersonIdError;

    fn from_str(text: &str) -> Result<Self, PersonIdError> {
        let hex = text.strip_prefix("p-").ok_or(PersonIdError)?;
        decode_hex_array(hex).map(Self).map_err(|_| PersonIdError)
    }
}

/// The text is no id of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected p- and eight hex digits")]
pub struct PersonIdError;

impl Serialize for PersonId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PersonId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// What everybody on the team holds: the key of the records, and that of their names. The second
/// stays when the first is replaced, for names are stored nowhere. Wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct TeamKeys {
    pub(super) master: Box<[u8; 32]>,
    pub(super) index: Box<[u8; 32]>,
}

impl TeamKeys {
    pub(super) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut keys = Self {
            master: Box::new([0; 32]),
            index: Box::new([0; 32]),
        };
        rng.fill_bytes(keys.master.as_mut());
        rng.fill_bytes(keys.index.as_mut());
        keys
    }

    /// Draws another master key; names are looked up as before.
    pub(super) fn succeed(&self, rng: &mut impl CryptoRng) -> Self {
        let mut keys = self.again();
        rng.fill_bytes(keys.master.as_mut());
        keys
    }

    /// Copies the keys, for the header that seals them once more.
    pub(super) fn again(&self) -> Self {
        Self {
            master: self.master.clone(),
            index: self.index.clone(),
        }
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([self.master.as_slice(), self.index.as_slice()].concat())
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (master, index) = bytes.split_first_chunk::<32>()?;
        Some(Self {
            master: Box::new(*master),
            index: Box::new(index.try_into().ok()?),
        })
    }

    /// Seals the keys to an identity; `to` says whose.
    pub(super) fn grant(
        &self,
        to: &str,
        recipient: &Recipient,
        rng: &mut impl CryptoRng,
    ) -> String {
        let place = grant_place(to);
        encode_base64(&envelope::seal(recipient, &place, &self.to_bytes(), rng))
    }

    pub(super) fn accept(to: &str, grant: &str, identity: &Identity) -> Result<Self, VaultError> {
        let sealed = decode_base64(grant).map_err(|_| DAMAGED)?;
        let plain = envelope::open(identity, &grant_place(to), &sealed).map_err(|_| DAMAGED)?;
        Self::parse(&plain).ok_or(DAMAGED)
    }
}

fn grant_place(to: &str) -> Place<'_> {
    Place {
        table: FILE,
        lookup: to.as_bytes(),
    }
}

/// Whose lock it is.
pub(super) struct Owner<'a> {
    pub(super) person: PersonId,
    pub(super) identity: &'a Identity,
    /// The same identity, sealed to tokens.
    pub(super) bound: Option<&'a Bound>,
}

/// What a passphrase opens of a lock.
pub(super) enum Under {
    /// Who it is.
    Identity(Identity),
    /// What a token opens.
    Tokens(Bound),
}

impl Under {
    /// Returns the identity, and what it is sealed to; a token is asked for its part.
    pub(super) fn identity(self, asker: &Asker) -> Result<(Identity, Option<Bound>), VaultError> {
        match self {
            Self::Identity(identity) => Ok((identity, None)),
            Self::Tokens(bound) => {
                let seed = bound.open(asker)?;
                Ok((Identity::from_seed(&seed), Some(bound)))
            }
        }
    }
}

/// The lock of one person, as it stands in `vault.json`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lock {
    pub(super) person: PersonId,
    /// Seed of the identity, sealed under the passphrase key; if it is bound, the seed sealed to
    /// tokens.
    identity: String,
    /// Whether a token is needed besides the passphrase.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_bound: bool,
    /// Public half of the identity.
    recipient: String,
    /// The team's keys, sealed to it.
    grant: String,
    /// Those that the records are being moved to, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl Lock {
    /// Makes a person's lock under a passphrase key.
    pub(super) fn make(
        owner: &Owner<'_>,
        key: &RecordKey,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let name = owner.person.to_string();
        let place = identity_place(&name);
        let sealed = match owner.bound {
            None => key.seal(&place, owner.identity.expose_seed(), rng),
            Some(bound) => {
                let text = serde_json::to_vec(bound).map_err(|source| VaultError::Unwritable {
                    table: FILE,
                    source,
                })?;
                key.seal(&place, &text, rng)
            }
        };
        let recipient = owner.identity.recipient();
        Ok(Self {
            person: owner.person,
            identity: encode_base64(&sealed),
            is_bound: owner.bound.is_some(),
            recipient: recipient.to_string(),
            grant: team.grant(&name, recipient, rng),
            next: None,
        })
    }

    /// Seals the team's keys as they are now.
    pub(super) fn regrant(
        &mut self,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let recipient = parse_recipient(&self.recipient)?;
        self.grant = team.grant(&self.person.to_string(), &recipient, rng);
        self.next = None;
        Ok(())
    }

    /// Opens what the passphrase seals; `None` if it is not this person's.
    pub(super) fn open(&self, key: &RecordKey) -> Result<Option<Under>, VaultError> {
        let sealed = decode_base64(&self.identity).map_err(|_| DAMAGED)?;
        let Ok(plain) = key.open(&identity_place(&self.person.to_string()), &sealed) else {
            return Ok(None);
        };
        if self.is_bound {
            let bound = serde_json::from_slice(&plain).map_err(|_| DAMAGED)?;
            return Ok(Some(Under::Tokens(bound)));
        }
        let seed: Zeroizing<[u8; 32]> =
            Zeroizing::new(plain.as_slice().try_into().map_err(|_| DAMAGED)?);
        Ok(Some(Under::Identity(Identity::from_seed(&seed))))
    }

    pub(super) fn team(&self, identity: &Identity) -> Result<TeamKeys, VaultError> {
        TeamKeys::accept(&self.person.to_string(), &self.grant, identity)
    }

    /// Returns the keys that the records are being moved to.
    pub(super) fn next(&self, identity: &Identity) -> Result<Option<TeamKeys>, VaultError> {
        let accept = |grant: &String| TeamKeys::accept(&self.person.to_string(), grant, identity);
        self.next.as_ref().map(accept).transpose()
    }

    /// Seals other team keys to the same identity, beside those it has.
    pub(super) fn offer(
        &mut self,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let recipient = parse_recipient(&self.recipient)?;
        self.next = Some(team.grant(&self.person.to_string(), &recipient, rng));
        Ok(())
    }

    /// Drops the keys that records were moved from.
    pub(super) fn settle(&mut self) {
        if let Some(next) = self.next.take() {
            self.grant = next;
        }
    }
}

/// The lock of somebody who is not let in yet.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct DraftLock(pub(super) Lock);

impl fmt::Debug for DraftLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftLock").finish_non_exhaustive()
    }
}

fn identity_place(person: &str) -> Place<'_> {
    Place {
        table: FILE,
        lookup: person.as_bytes(),
    }
}

pub(super) fn parse_recipient(text: &str) -> Result<Recipient, VaultError> {
    text.parse().map_err(|_| DAMAGED)
}

/// The lock that several people's shares open together.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecoveryLock {
    pub(super) recipient: String,
    grant: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Stands for the shares where a person's id stands.
pub(super) const RECOVERY: &str = "recovery";

impl RecoveryLock {
    pub(super) fn make(recipient: &Recipient, team: &TeamKeys, rng: &mut impl CryptoRng) -> Self {
        Self {
            recipient: recipient.to_string(),
            grant: team.grant(RECOVERY, recipient, rng),
            next: None,
        }
    }

    /// As [`Lock::next`].
    pub(super) fn next(&self, identity: &Identity) -> Result<Option<TeamKeys>, VaultError> {
        let accept = |grant: &String| TeamKeys::accept(RECOVERY, grant, identity);
        self.next.as_ref().map(accept).transpose()
    }

    /// As [`Lock::offer`].
    pub(super) fn offer(
        &mut self,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let recipient = parse_recipient(&self.recipient)?;
        self.next = Some(team.grant(RECOVERY, &recipient, rng));
        Ok(())
    }

    /// As [`Lock::settle`].
    pub(super) fn settle(&mut self) {
        if let Some(next) = self.next.take() {
            self.grant = next;
        }
    }

    pub(super) fn team(&self, identity: &Identity) -> Result<TeamKeys, VaultError> {
        TeamKeys::accept(RECOVERY, &self.grant, identity)
    }
}
