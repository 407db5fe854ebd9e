//! What is said of the vault: opening, founding, copies of it, practice.

use super::{Fault, Said, Say};
use crate::backup::BackupError;
use crate::founding::FoundError;
use crate::practice::PracticeError;
use crate::vault::{PASSPHRASE_MIN_CHARS, PassphraseError, VaultError};

impl Say for VaultError {
    fn said(&self) -> Said {
        match self {
            VaultError::Absent { folder } => Said::refused("err-absent")
                .hint("rec-absent")
                .value("folder", folder.display()),
            VaultError::Occupied { folder } => Said::refused("err-occupied")
                .hint("rec-occupied")
                .value("folder", folder.display()),
            VaultError::Busy => Said::refused("err-busy").hint("rec-busy"),
            VaultError::WrongPassphrase => Said::refused("err-passphrase").hint("rec-passphrase"),
            VaultError::Damaged { part } => Said {
                fault: Fault::Machine,
                closes_vault: true,
                ..Said::refused("err-damaged")
                    .hint("rec-damaged")
                    .value("part", part)
            },
            VaultError::Database { .. } => Said {
                closes_vault: true,
                ..Said::machine(self)
            },
            VaultError::Cost(_) => Said::other(self),
            VaultError::Token(err) => err.said(),
            VaultError::PassphraseTaken => {
                Said::refused("err-passphrase-taken").hint("rec-passphrase-taken")
            }
            VaultError::Closed { number } => Said::refused("err-closed-case")
                .hint("rec-closed-case")
                .value("number", number),
            VaultError::Undeclared { number } => Said::refused("err-undeclared")
                .hint("rec-undeclared")
                .value("number", number),
            VaultError::Statement { due } => Said::refused("err-statement")
                .hint("rec-statement")
                .value("day", due),
            VaultError::Nobody => Said::refused("err-nobody"),
            VaultError::Left => Said {
                closes_vault: true,
                ..Said::refused("err-left")
            },
            _ => Said::machine(self),
        }
    }
}

impl Say for PassphraseError {
    fn said(&self) -> Said {
        match self {
            PassphraseError::TooShort { chars } => Said::refused("err-passphrase-short")
                .hint("rec-passphrase-short")
                .value("chars", chars)
                .value("least", PASSPHRASE_MIN_CHARS),
        }
    }
}

impl Say for FoundError {
    fn said(&self) -> Said {
        match self {
            FoundError::Vault(err) => err.said(),
            FoundError::Witnesses(err) => err.said(),
            FoundError::Practice => Said::refused("err-practice-name").hint("rec-practice-name"),
            _ => Said::other(self),
        }
    }
}

impl Say for BackupError {
    fn said(&self) -> Said {
        match self {
            BackupError::Vault(err) => err.said(),
            BackupError::WrongPassphrase => {
                Said::refused("err-restore-passphrase").hint("rec-passphrase")
            }
            BackupError::Damaged => Said::refused("err-no-backup").hint("rec-no-backup"),
            BackupError::NoKeys { file, .. } => Said::refused("err-no-keys")
                .hint("rec-no-keys")
                .value("file", file.display()),
            BackupError::KeysPassphrase => {
                Said::refused("err-keys-passphrase").hint("rec-keys-passphrase")
            }
            BackupError::OtherShares => {
                Said::refused("err-shares-outdated").hint("rec-shares-outdated")
            }
            BackupError::Shares(err) => crate::recovery::said_of(*err),
            BackupError::KeysDamaged => Said::refused("err-keys-damaged").hint("rec-no-keys"),
            BackupError::Differs => Said::refused("err-backup").hint("rec-backup"),
            _ => Said::named(self),
        }
    }
}

impl Say for PracticeError {
    fn said(&self) -> Said {
        match self {
            PracticeError::Vault(err) => err.said(),
            PracticeError::Plan { cases, letters } => Said::refused("err-practice-plan")
                .hint("rec-practice-plan")
                .value("cases", cases)
                .value("letters", letters),
            _ => Said::other(self),
        }
    }
}
