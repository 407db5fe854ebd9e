//! Locks that need a token besides a passphrase: what stands in them, and how they change.

use std::path::Path;

use bellrope_protocol::encoding::{decode_base64, encode_base64};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::ask::Asker;
use super::error::VaultError;
use super::header::{DAMAGED, Header};
use super::lock::{DraftLock, Owner};
use super::passphrase::Passphrase;
use super::store::Vault;
use super::token::{MAX_TOKENS, Token, TokenError, check_environment};

/// What stands under a passphrase key in place of a seed: the seed, sealed to each token apart. Any of
/// them opens it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bound {
    tokens: Vec<Seal>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    token: Token,
    /// An age file of 32 bytes, in base64.
    sealed: String,
}

impl Bound {
    pub(super) fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().map(|it| &it.token)
    }

    /// Opens the seed with the first token that does.
    pub(super) fn open(&self, asker: &Asker) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        check_environment()?;
        let mut refused = None;
        for seal in &self.tokens {
            let sealed = decode_base64(&seal.sealed).map_err(|_| DAMAGED)?;
            match seal.token.open(&sealed, asker) {
                Ok(seed) => return Ok(seed),
                Err(err) => refused = Some(err),
            }
        }
        Err(refused.map_or(DAMAGED, VaultError::Token))
    }

    /// Seals a seed to one token more. It is opened again at once: a token that could not would lock
    /// its owner out.
    pub(super) fn with(
        before: Option<&Self>,
        token: &Token,
        seed: &[u8; 32],
        asker: &Asker,
    ) -> Result<Self, TokenError> {
        check_environment()?;
        let mut tokens = before.map_or_else(Vec::new, |it| it.tokens.clone());
        let is_same = |it: &Seal| it.token.recipient() == token.recipient();
        if tokens.iter().any(is_same) {
            return Err(TokenError::Known);
        }
        if tokens.len() >= MAX_TOKENS {
            return Err(TokenError::Many);
        }
        let sealed = token.seal(seed, asker)?;
        if !bool::from(token.open(&sealed, asker)?.ct_eq(seed)) {
            let plugin = token.plugin().to_owned();
            return Err(TokenError::Wrong { plugin });
        }
        tokens.push(Seal {
            token: token.clone(),
            sealed: encode_base64(&sealed),
        });
        Ok(Self { tokens })
    }

    /// Takes a token away, by its recipient; `None` if it was the last.
    pub(super) fn without(&self, recipient: &str) -> Result<Option<Self>, TokenError> {
        let mut tokens = self.tokens.clone();
        tokens.retain(|it| it.token.recipient() != recipient);
        if tokens.len() == self.tokens.len() {
            return Err(TokenError::Absent);
        }
        Ok((!tokens.is_empty()).then_some(Self { tokens }))
    }
}

/// What happens to somebody's tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TokenChange<'a> {
    /// A token more.
    Enrol(&'a Token),
    /// One less, by its recipient.
    Remove(&'a str),
}

/// A lock with other tokens, which stands nowhere yet.
pub(crate) struct Rebound {
    pub(crate) lock: DraftLock,
    bound: Option<Bound>,
}

impl Rebound {
    /// Names the plugins of the tokens that open it.
    pub(crate) fn plugins(&self) -> Vec<String> {
        let tokens = self.bound.iter().flat_map(Bound::tokens);
        tokens.map(|it| it.plugin().to_owned()).collect()
    }
}

impl Vault {
    /// Says whether somebody needs a hardware token to open the vault of a folder. What cannot be read
    /// needs none.
    #[must_use]
    pub fn asks_token(folder: &Path) -> bool {
        Header::read(folder).is_ok_and(|header| header.has_tokens())
    }

    /// Says whether somebody of this vault needs a hardware token.
    #[must_use]
    pub fn has_tokens(&self) -> bool {
        self.header.has_tokens()
    }

    /// Says who is asked from now on what a hardware token asks.
    pub fn ask(&mut self, asker: Asker) {
        self.asker = asker;
    }

    /// Makes the lock of whoever has the vault open under another passphrase; their tokens stay.
    ///
    /// # Errors
    ///
    /// [`VaultError::PassphraseTaken`], [`VaultError::Nobody`].
    pub(crate) fn draft_own_lock(
        &self,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<DraftLock, VaultError> {
        let owner = self.owner(self.opener.bound.as_ref())?;
        let team = &self.keys.team;
        let lock = self.header.draft_lock(&owner, passphrase, team, rng)?;
        Ok(DraftLock(lock))
    }

    fn owner<'a>(&'a self, bound: Option<&'a Bound>) -> Result<Owner<'a>, VaultError> {
        Ok(Owner {
            person: self.me()?,
            identity: &self.opener.identity,
            bound,
        })
    }

    /// Lists the hardware tokens of whoever has the vault open.
    pub fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.opener.bound.iter().flat_map(Bound::tokens)
    }

    /// Makes the lock of whoever has the vault open with a token more, or one less, under the
    /// passphrase that they have.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassphrase`] for any other, [`VaultError::Token`], [`VaultError::Nobody`].
    pub(crate) fn draft_bound_lock(
        &self,
        change: TokenChange<'_>,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<Rebound, VaultError> {
        let before = self.opener.bound.as_ref();
        let bound = match change {
            TokenChange::Enrol(token) => {
                let seed = self.opener.identity.expose_seed();
                Some(Bound::with(before, token, seed, &self.asker)?)
            }
            TokenChange::Remove(recipient) => {
                let bound = before.ok_or(TokenError::Absent)?;
                bound.without(recipient)?
            }
        };
        let owner = self.owner(bound.as_ref())?;
        let team = &self.keys.team;
        let lock = self
            .header
            .draft_lock_again(&owner, passphrase, team, rng)?;
        let lock = DraftLock(lock);
        Ok(Rebound { lock, bound })
    }

    /// Notes what whoever has the vault open is bound to from now on.
    pub(crate) fn rebind(&mut self, rebound: Rebound) {
        self.opener.bound = rebound.bound;
    }
}
