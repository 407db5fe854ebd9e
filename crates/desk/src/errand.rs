//! What something leaves the vault for, and for whom: every export and every print says so (R126).
//! Both are words of closed lists and stand in the trail; what somebody adds in their own words stays
//! in the vault, and its salted hash is in the trail.

use bellrope_casework::reason::Reason;
use bellrope_trail::reason::{ReasonHash, SALT_LEN};
use bellrope_trail::{Act, Entry, Key, reason};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::case::{Acting, CaseNumber, FindError};
use crate::said::{Said, Say};
use crate::trail;
use crate::vault::{Change, Record, Vault, VaultError};

/// Makes a closed list of codes.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $item:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $($(#[$of])* $item,)* }

        impl $name {
            /// Every one, in the order in which people see them.
            pub const ALL: &[Self] = &[$(Self::$item),*];

            /// Returns its code, which stands in the trail and its text goes by.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $code,)* }
            }

            /// Finds the one of a code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == code)
            }
        }
    };
}

codes! {
    /// What something leaves the vault for.
    Ground {
        /// Investigation in the case itself.
        Investigation = "investigation",
        /// Planning the desk's own work.
        Planning = "planning",
        /// A transfer or referral.
        Referral = "referral",
        /// An audit.
        Audit = "audit",
        /// Supervision.
        Supervision = "supervision",
        /// A court, or another duty by law.
        Court = "court",
        /// Publishing figures; for these alone.
        Publication = "publication",
        /// A request for access to one's data.
        AccessRequest = "access-request",
        /// Something else, which is said in own words.
        Other = "other",
    }
}

codes! {
    /// For whom something leaves the vault.
    Recipient {
        /// A colleague of the desk.
        Colleague = "colleague",
        /// An investigator.
        Investigator = "investigator",
        /// The reporter.
        Reporter = "reporter",
        /// An auditor.
        Auditor = "auditor",
        /// A supervisor.
        Supervisor = "supervisor",
        /// The military police or the prosecutor.
        Police = "police",
        /// Everybody, by a publication of figures.
        Public = "public",
        /// The organisation's own people, by a publication of figures.
        Organisation = "organisation",
        /// A competent authority.
        Authority = "authority",
        /// Somebody else.
        Other = "other",
    }
}

impl Ground {
    /// Says whether it is a ground for figures alone: nothing of a case is published.
    #[must_use]
    pub const fn is_of_figures(self) -> bool {
        matches!(self, Self::Publication)
    }
}

impl Recipient {
    /// Says whether figures alone go to them.
    #[must_use]
    pub const fn is_of_figures(self) -> bool {
        matches!(self, Self::Public | Self::Organisation)
    }
}

/// What something leaves the vault for, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    ground: Ground,
    to: Recipient,
    words: Option<Reason>,
}

/// Words that belong to no case, and the salt of their hash in the trail.
#[derive(Serialize, Deserialize)]
struct Spoken {
    text: Reason,
    salt: Bytes<SALT_LEN>,
}

impl Record for Spoken {
    const TABLE: &'static str = "errands";
}

impl Errand {
    /// What an auditor asks for.
    pub(crate) const AUDIT: Self = Self {
        ground: Ground::Audit,
        to: Recipient::Auditor,
        words: None,
    };

    /// Says what something leaves the vault for; `words` may be empty, but for [`Ground::Other`].
    ///
    /// # Errors
    ///
    /// [`ErrandError`], by variant.
    pub fn new(ground: Ground, to: Recipient, words: &str) -> Result<Self, ErrandError> {
        let words = match words.trim() {
            "" => None,
            words => Some(Reason::parse(words).map_err(|_| ErrandError::TooLong)?),
        };
        if ground == Ground::Other && words.is_none() {
            return Err(ErrandError::NoWords);
        }
        Ok(Self { ground, to, words })
    }

    fn tell(&self, entry: Entry) -> Entry {
        entry
            .with(Key::Ground, self.ground.as_str())
            .with(Key::To, self.to.as_str())
    }

    /// Enters an export of the whole desk; the words are kept with the desk.
    pub(crate) fn enter(
        &self,
        change: &Change<'_>,
        entry: Entry,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let mut entry = self.tell(entry);
        if let Some(text) = &self.words {
            let name = trail::size(change)?.to_be_bytes();
            let (spoken, hash) = speak(text, rng);
            change.put(name, &spoken, rng)?;
            entry = entry.with(Key::Reason, hash);
        }
        trail::append(change, &entry, rng)
    }

    /// Enters an export from a case; the words are content of it.
    pub(crate) fn enter_in(
        &self,
        acting: &mut Acting<'_, '_>,
        entry: Entry,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let kept = match &self.words {
            Some(text) => Some(acting.keep(text, rng)?),
            None => None,
        };
        acting.enter(self.tell(entry), kept, rng)?;
        acting.store(rng)
    }
}

fn speak(text: &Reason, rng: &mut impl CryptoRng) -> (Spoken, ReasonHash) {
    let mut salt = [0; SALT_LEN];
    rng.fill_bytes(&mut salt);
    let spoken = Spoken {
        text: text.clone(),
        salt: Bytes(salt),
    };
    (spoken, reason::hash(&salt, text.as_str()))
}

/// Enters that something is printed: a case, or what the whole team sees.
///
/// # Errors
///
/// [`ErrandError::Vault`], [`ErrandError::Absent`].
pub fn note_printed(
    vault: &mut Vault,
    case: Option<&CaseNumber>,
    errand: &Errand,
    copy: u32,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ErrandError> {
    vault.change(|change| match case {
        Some(number) => {
            let mut acting = Acting::begin(change, number, now)?;
            let entry = acting.entry(Act::Printed)?.with(Key::Item, copy);
            Ok(errand.enter_in(&mut acting, entry, rng)?)
        }
        None => {
            let entry = trail::entry(change, now, Act::Printed).with(Key::Item, copy);
            Ok(errand.enter(change, entry, rng)?)
        }
    })
}

/// Why nothing leaves the vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrandError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no such case")]
    Absent,
    /// Another ground than those of the list is said in own words.
    #[error("another ground takes words")]
    NoWords,
    /// The words are too long for a reason.
    #[error("the explanation is too long")]
    TooLong,
}

impl From<FindError> for ErrandError {
    fn from(err: FindError) -> Self {
        match err {
            FindError::Vault(err) => Self::Vault(err),
            FindError::Absent(_) => Self::Absent,
        }
    }
}

impl Say for ErrandError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Absent => Said::refused("err-case-gone"),
            Self::NoWords => Said::refused("err-ground-words").hint("rec-ground-words"),
            Self::TooLong => Said::refused("err-ground-long"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_codes_of_the_trail() {
        for ground in Ground::ALL {
            assert!(Key::Ground.kind().admits(ground.as_str()));
            assert_eq!(Ground::of_code(ground.as_str()), Some(*ground));
        }
        for to in Recipient::ALL {
            assert!(Key::To.kind().admits(to.as_str()));
            assert_eq!(Recipient::of_code(to.as_str()), Some(*to));
        }
    }

    #[test]
    fn other_ground_takes_words() {
        let of = |words| Errand::new(Ground::Other, Recipient::Police, words);
        assert!(matches!(of("  "), Err(ErrandError::NoWords)));
        assert!(of("Op bevel.").is_ok());
        assert!(Errand::new(Ground::Audit, Recipient::Auditor, "").is_ok());
    }
}
