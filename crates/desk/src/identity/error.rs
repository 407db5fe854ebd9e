//! Why a name is not kept, asked for or opened.

use crate::right::RightError;
use crate::said::{Said, Say};
use crate::vault::VaultError;

/// Why a name is not kept or not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// There is no such case.
    #[error("there is no such case")]
    NoCase,
    /// No name is kept for the case.
    #[error("no name is kept for the case")]
    NotKept,
    /// The name is empty.
    #[error("the name is empty")]
    Empty,
    /// Nobody could open the name.
    #[error("nobody keeps names")]
    NoCustodian,
    /// The person is kept from the case.
    #[error("you are kept from the case")]
    Barred,
    /// The person asked already, and nobody has decided.
    #[error("you asked for the name already")]
    Asked,
    /// Who does not read the case has no use for the name.
    #[error("whoever asked does not read the case")]
    NotReader,
    /// Nobody approved that the person opens it, or they did.
    #[error("nobody approved that you open the name")]
    NotApproved,
    /// No notice of disclosure went out to the reporter on that day.
    #[error("no notice of disclosure went out to the reporter")]
    NotTold,
    /// Why the reporter is not told is not said.
    #[error("why the reporter is not told is not said")]
    NoReason,
    /// The custodian who approves must open the vault themself: their key opens the name.
    #[error("the custodian must open the vault themself")]
    Custodian,
}

impl From<RightError> for IdentityError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for IdentityError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::NoCase => Said::refused("err-case-gone"),
            Self::NotKept => Said::refused("err-name-not-kept"),
            Self::Empty => Said::refused("err-name-empty"),
            Self::NoCustodian => Said::refused("err-no-custodian"),
            Self::Barred => Said::refused("err-access-barred"),
            Self::Asked => Said::refused("err-name-asked").hint("rec-name-asked"),
            Self::NotReader => Said::refused("err-second-reader"),
            Self::NotApproved => {
                Said::refused("err-name-not-approved").hint("rec-name-not-approved")
            }
            Self::NotTold => Said::refused("err-name-not-told").hint("rec-name-not-told"),
            Self::NoReason => Said::refused("err-no-reason"),
            Self::Custodian => Said::refused("err-name-custodian").hint("rec-name-custodian"),
        }
    }
}
