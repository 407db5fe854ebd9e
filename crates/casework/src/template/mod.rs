//! The ten templates of replies, in Dutch and English, with versions (requirements 18.2; R077,
//! R098).
//!
//! In scope: their texts and fields, rendering, a preview, the check of edited ones. Out of scope:
//! sending. Rendering makes a text that a person then sends or changes.
//!
//! A text has fields in braces, `{reason}`. What stands in square brackets goes out only if its
//! field is filled: `[We have learnt this: {learning-point}.]`. Such a field must be filled or left
//! out on purpose; every other one must be filled.

mod built_in;
mod field;
mod form;
mod lint;
mod render;
mod shelf;

pub use field::{Field, FieldKind, Need};
pub use form::{Fault, Template};
pub use lint::{Finding, lint, score};
pub use render::{RenderError, Rendered, Value, Values, in_words};
pub use shelf::{Shelf, ShelfError};

use crate::status::Status;
use crate::vocabulary::words;

words! {
    /// What a template is for.
    pub enum TemplateKind: "template" {
        Acknowledgement = "acknowledgement", "Ontvangstbevestiging", "Acknowledgement";
        Request = "request", "Verzoek om informatie", "Request for information";
        Interim = "interim", "Tussenbericht", "Interim message";
        Feedback = "feedback", "Terugkoppeling", "Feedback";
        Referral = "referral", "Doorverwijzing", "Referral";
        PlannedTransfer = "planned-transfer", "Voorgenomen overdracht", "Planned transfer";
        Closure = "closure", "Afsluiting", "Closure";
        Aftercare = "aftercare", "Nazorg", "Aftercare";
        NotTakenUp = "not-taken-up", "Niet in behandeling", "Not taken up";
        Disclosure = "disclosure", "Bekendmaking van naam", "Identity disclosure notice";
    }
}

impl TemplateKind {
    /// Says whether a text of this kind is the feedback that the law asks for: the one with both
    /// parts, assessment and follow-up. An interim message never is (R077).
    #[must_use]
    pub const fn is_feedback(self) -> bool {
        matches!(self, Self::Feedback)
    }

    /// Returns the status that a case comes into when a text of this kind goes out, if that is an
    /// allowed move; others leave the status as it is.
    #[must_use]
    pub const fn leads_to(self) -> Option<Status> {
        match self {
            Self::Acknowledgement => Some(Status::Acknowledged),
            Self::Request => Some(Status::WaitingForReporter),
            Self::Feedback => Some(Status::FeedbackGiven),
            Self::Referral => Some(Status::Referred),
            Self::Closure | Self::NotTakenUp => Some(Status::Concluded),
            Self::Interim | Self::PlannedTransfer | Self::Aftercare | Self::Disclosure => None,
        }
    }
}

#[cfg(test)]
mod tests;
