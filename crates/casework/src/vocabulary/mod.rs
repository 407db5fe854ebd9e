//! The fixed words of case work: closed lists, each value with a code, a Dutch and an English label.
//!
//! In scope: the words of docs/casework.md, which are those of requirements 17.1–17.5. Out of
//! scope: statuses ([`crate::status`]), texts of more than a few words, and the reporter's
//! questions (`bellrope_protocol::content`).
//!
//! A **code** is what is stored: it never changes its meaning and is never given to another value.
//! A **label** is what people read. The labels in the code are those of edition 1; a configuration
//! can add editions with other labels, and whatever names its edition keeps the label that it had
//! ([`Vocabulary`], R016).

mod category;
mod category_set;
mod contact;
mod edition;
mod fixed;
mod handling;
mod judgement;
mod lang;
mod word;

pub use category::{Category, Family, StatisticsType};
pub use category_set::CategorySet;
pub use contact::{Channel, ContactKind, IdentityLevel, PartyRole};
pub use edition::{EditionError, FIRST_EDITION, Vocabulary};
pub use fixed::FixedWord;
pub use handling::{
    ComplaintOutcome, MeasureState, OrganisationalMeasure, Outcome, PersonalMeasure, Route,
};
pub use judgement::{Misstand, MisstandGround, Risk, Urgency};
pub use lang::Lang;
pub use word::{UnknownCode, Word};

pub(crate) use word::words;

#[cfg(test)]
mod tests;
