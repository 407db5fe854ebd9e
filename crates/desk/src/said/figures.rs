//! What is said of the errors of figures.

use bellrope_figures::SettingsError;

use super::{Said, Say};
use crate::figures::{FiguresError, StoreError};
use crate::part::PartError;

impl Say for FiguresError {
    fn said(&self) -> Said {
        match self {
            FiguresError::Vault(err) => err.said(),
            FiguresError::Right(err) => err.said(),
            FiguresError::Protect(err) => Said::refused("err-figures-unsafe")
                .hint("rec-figures-unsafe")
                .because(err),
            FiguresError::Leaks { .. } => {
                Said::refused("err-figures-leaks").hint("rec-figures-leaks")
            }
            FiguresError::Pack => Said::refused("err-figures-pack"),
            FiguresError::Read(err) => Said::refused("err-figures-read").because(err),
            FiguresError::Write(err) => err.said(),
        }
    }
}

impl Say for StoreError {
    fn said(&self) -> Said {
        match self {
            StoreError::Vault(err) => err.said(),
            StoreError::Right(err) => err.said(),
            StoreError::Source(err) => Said::refused("err-figures-csv")
                .hint("rec-figures-csv")
                .because(err),
            StoreError::TooManyTables => Said::refused("err-figures-tables"),
            StoreError::Staff { .. } => Said::refused("err-figures-staff"),
        }
    }
}

impl Say for PartError {
    fn said(&self) -> Said {
        match self {
            PartError::Vault(err) => err.said(),
            PartError::Right(err) => err.said(),
            PartError::Code => Said::usage("err-part-code"),
            PartError::Name { .. } => Said::refused("err-part-name"),
            PartError::TooMany => Said::refused("err-part-many").hint("rec-part-many"),
        }
    }
}

impl Say for SettingsError {
    fn said(&self) -> Said {
        Said::usage("err-figures-threshold")
    }
}
