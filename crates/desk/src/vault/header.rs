//! `vault.json`: what is needed to turn a passphrase into a person and the team's keys.

use std::fs;
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::encoding::{decode_base64_array, encode_base64, encode_hex};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::ask::Asker;
use super::bound::Bound;
use super::error::VaultError;
use super::lock::{Lock, Owner, PersonId, RecoveryLock, TeamKeys, Under, parse_recipient};
use super::passphrase::{Cost, Passphrase};
use super::seal::RecordKey;

/// Name of the file.
pub(super) const FILE: &str = "vault.json";
const FORMAT: &str = "bellrope vault 2";

/// The header as it stands in the file. One salt serves all locks, so that one derivation tells
/// whose passphrase was typed. `check` tells a damaged header from a wrong passphrase; it is no
/// secret and authenticates nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    format: String,
    argon2id: Cost,
    salt: String,
    locks: Vec<Lock>,
    recovery: Option<RecoveryLock>,
    check: String,
}

/// What a passphrase, or shares, opened.
pub(super) struct Unlocked {
    /// Who it was; nobody of the team if it was shares.
    pub(super) person: Option<PersonId>,
    pub(super) identity: Identity,
    /// What that identity is sealed to, besides the passphrase.
    pub(super) bound: Option<Bound>,
    pub(super) team: TeamKeys,
    /// The team's keys that the records are being moved to.
    pub(super) next: Option<TeamKeys>,
}

impl Header {
    /// Makes the header of a new vault with one person.
    pub(super) fn found(
        passphrase: &Passphrase,
        cost: Cost,
        rng: &mut impl CryptoRng,
    ) -> Result<(Self, Unlocked), VaultError> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let mut header = Self {
            format: FORMAT.to_owned(),
            argon2id: cost,
            salt: encode_base64(&salt),
            locks: Vec::new(),
            recovery: None,
            check: String::new(),
        };
        let person = PersonId::draw(rng);
        let team = TeamKeys::generate(rng);
        let identity = Identity::generate(rng);
        let owner = Owner {
            person,
            identity: &identity,
            bound: None,
        };
        let lock = header.draft_lock(&owner, passphrase, &team, rng)?;
        header.locks.push(lock);
        header.check = header.checksum();
        let unlocked = Unlocked {
            person: Some(person),
            identity,
            bound: None,
            team,
            next: None,
        };
        Ok((header, unlocked))
    }

    /// Makes the lock of somebody who is not let in yet, or of somebody under another passphrase.
    pub(super) fn draft_lock(
        &self,
        owner: &Owner<'_>,
        passphrase: &Passphrase,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<Lock, VaultError> {
        let key = self.passphrase_key(passphrase)?;
        // A passphrase says who it is: it must not be somebody else's.
        if self
            .find(&key)?
            .is_some_and(|(lock, _)| lock.person != owner.person)
        {
            return Err(VaultError::PassphraseTaken);
        }
        Lock::make(owner, &key, team, rng)
    }

    /// Makes somebody's lock again under the passphrase that they have, and no other.
    pub(super) fn draft_lock_again(
        &self,
        owner: &Owner<'_>,
        passphrase: &Passphrase,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<Lock, VaultError> {
        let key = self.passphrase_key(passphrase)?;
        match self.find(&key)? {
            Some((lock, _)) if lock.person == owner.person => Lock::make(owner, &key, team, rng),
            _ => Err(VaultError::WrongPassphrase),
        }
    }

    /// Lets somebody in whose lock was made before, in place of the one they have.
    pub(super) fn install_lock(
        &mut self,
        lock: &Lock,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let mut lock = lock.clone();
        lock.regrant(team, rng)?;
        self.locks.retain(|it| it.person != lock.person);
        self.locks.push(lock);
        self.check = self.checksum();
        Ok(())
    }

    /// Takes a person's lock away.
    pub(super) fn remove_lock(&mut self, person: PersonId) {
        self.locks.retain(|lock| lock.person != person);
        self.check = self.checksum();
    }

    /// Seals other team keys to everybody who has a lock, beside those they have.
    pub(super) fn offer(
        &mut self,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        for lock in &mut self.locks {
            lock.offer(team, rng)?;
        }
        if let Some(recovery) = &mut self.recovery {
            recovery.offer(team, rng)?;
        }
        self.check = self.checksum();
        Ok(())
    }

    /// Drops the keys that records were moved from.
    pub(super) fn settle(&mut self) {
        self.locks.iter_mut().for_each(Lock::settle);
        if let Some(recovery) = &mut self.recovery {
            recovery.settle();
        }
        self.check = self.checksum();
    }

    /// Lets an identity in that several people's shares make together.
    pub(super) fn put_recovery(
        &mut self,
        recipient: &Recipient,
        team: &TeamKeys,
        rng: &mut impl CryptoRng,
    ) {
        self.recovery = Some(RecoveryLock::make(recipient, team, rng));
        self.check = self.checksum();
    }

    /// Returns the identity that shares make together, its public half.
    pub(super) fn recovery(&self) -> Result<Option<Recipient>, VaultError> {
        let recovery = self.recovery.as_ref();
        recovery
            .map(|lock| parse_recipient(&lock.recipient))
            .transpose()
    }

    /// Lists who has a lock.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        self.locks.iter().map(|lock| lock.person)
    }

    /// Says whether somebody needs a token besides their passphrase.
    pub(super) fn has_tokens(&self) -> bool {
        self.locks.iter().any(|lock| lock.is_bound)
    }

    /// Opens the lock that the passphrase is for; then, if it is bound, asks a token.
    pub(super) fn open(
        &self,
        passphrase: &Passphrase,
        asker: &Asker,
    ) -> Result<Unlocked, VaultError> {
        let key = self.passphrase_key(passphrase)?;
        let (lock, under) = self.find(&key)?.ok_or(VaultError::WrongPassphrase)?;
        let (identity, bound) = under.identity(asker)?;
        Ok(Unlocked {
            person: Some(lock.person),
            team: lock.team(&identity)?,
            next: lock.next(&identity)?,
            identity,
            bound,
        })
    }

    #[cfg(test)]
    pub(super) fn unlock_again(&self, before: &Unlocked) -> Result<Unlocked, VaultError> {
        let identity = Identity::from_seed(before.identity.expose_seed());
        Ok(Unlocked {
            person: before.person,
            team: self.locks[0].team(&identity)?,
            next: self.locks[0].next(&identity)?,
            identity,
            bound: None,
        })
    }

    /// Opens the lock that shares are for.
    pub(super) fn open_recovered(&self, identity: Identity) -> Result<Unlocked, VaultError> {
        let lock = self.recovery.as_ref().ok_or(VaultError::WrongPassphrase)?;
        if lock.recipient != identity.recipient().to_string() {
            return Err(VaultError::WrongPassphrase);
        }
        Ok(Unlocked {
            person: None,
            team: lock.team(&identity)?,
            next: lock.next(&identity)?,
            identity,
            bound: None,
        })
    }

    /// Says whose passphrase it is; whoever needs a token for it shows that too.
    pub(super) fn whose(
        &self,
        passphrase: &Passphrase,
        asker: &Asker,
    ) -> Result<PersonId, VaultError> {
        let key = self.passphrase_key(passphrase)?;
        let (lock, under) = self.find(&key)?.ok_or(VaultError::WrongPassphrase)?;
        under.identity(asker)?;
        Ok(lock.person)
    }

    /// Finds the lock that a passphrase key opens. Every lock is tried, so that the time tells
    /// nothing of whose it is.
    fn find(&self, key: &RecordKey) -> Result<Option<(&Lock, Under)>, VaultError> {
        let mut found = None;
        for lock in &self.locks {
            if let Some(under) = lock.open(key)? {
                found = Some((lock, under));
            }
        }
        Ok(found)
    }

    fn passphrase_key(&self, passphrase: &Passphrase) -> Result<RecordKey, VaultError> {
        let salt = decode_base64_array(&self.salt).map_err(|_| DAMAGED)?;
        let key = self.argon2id.derive(passphrase, &salt)?;
        Ok(RecordKey::derive(
            key.as_slice(),
            None,
            b"bellrope/1 vault passphrase",
        ))
    }

    /// Reads the file, or refuses one that is not as it was written.
    pub(super) fn read(folder: &Path) -> Result<Self, VaultError> {
        let bytes = match fs::read(folder.join(FILE)) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => {
                return Err(VaultError::Absent {
                    folder: folder.to_owned(),
                });
            }
            other => other.map_err(VaultError::io("read vault.json"))?,
        };
        Self::parse(&bytes)
    }

    /// Parses the bytes of the file.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let header: Self = serde_json::from_slice(bytes).map_err(|_| DAMAGED)?;
        if header.format != FORMAT || header.check != header.checksum() {
            return Err(DAMAGED);
        }
        Ok(header)
    }

    /// Writes the file durably, in place of the one before.
    pub(super) fn write(&self, folder: &Path) -> Result<(), VaultError> {
        let text = serde_json::to_string(self).map_err(|source| VaultError::Unwritable {
            table: FILE,
            source,
        })?;
        durable::write_bytes(&folder.join(FILE), text.as_bytes())
            .map_err(|err| VaultError::io("write vault.json")(std::io::Error::other(err)))
    }

    fn checksum(&self) -> String {
        let unchecked = Self {
            check: String::new(),
            ..self.clone()
        };
        // Always serialises: strings and numbers.
        let text = serde_json::to_vec(&unchecked).unwrap_or_default();
        encode_hex(&Sha256::digest(text)[..8])
    }
}

pub(super) const DAMAGED: VaultError = VaultError::Damaged { part: FILE };
