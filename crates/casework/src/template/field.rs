//! The fields of templates: which ones there are, what goes into them, which template needs which.

use super::TemplateKind;
use crate::vocabulary::words;

words! {
    /// A field of a template.
    pub enum Field: "field" {
        Received = "received", "Datum van ontvangst", "Day of receipt";
        Number = "number", "Nummer van de zaak", "Case number";
        FeedbackBy = "feedback-by", "Uiterste datum terugkoppeling", "Last day for feedback";
        HelpLines = "help-lines", "Hulplijnen", "Help lines";
        Question = "question", "Vraag", "Question";
        AnswerBy = "answer-by", "Antwoord vóór", "Answer before";
        StepDone = "step-done", "Wat is gedaan", "What was done";
        StepNext = "step-next", "Wat nog komt", "What comes next";
        Assessment = "assessment", "Beoordeling", "Assessment";
        FollowUp = "follow-up", "Opvolging", "Follow-up";
        Reason = "reason", "Reden", "Reason";
        Ground = "ground", "Waarom niet alles verteld mag worden", "Why not everything may be told";
        Body = "body", "Instantie", "Body";
        Offers = "offers", "Wat de instantie kan doen", "What the body can do";
        Contact = "contact", "Contact van de instantie", "Contact of the body";
        Part = "part", "Welk deel wij sturen", "Which part we send";
        ObjectBy = "object-by", "Bezwaar vóór", "Object before";
        Outcome = "outcome", "Uitkomst", "Outcome";
        LearningPoint = "learning-point", "Leerpunt", "Learning point";
        MessagesUntil = "messages-until", "Berichten mogelijk tot", "Messages possible until";
        Appeal = "appeal", "Huis, bevoegde autoriteit of ombudsman", "Huis, authority or ombudsman";
        Months = "months", "Aantal maanden", "Number of months";
        DisclosedOn = "disclosed-on", "Datum van bekendmaking", "Day of disclosure";
    }
}

/// What goes into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A day, written in words.
    Day,
    /// A number of months, written with its unit.
    Months,
    /// A text.
    Text,
}

/// That a template has a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The field.
    pub field: Field,
    /// Whether it may be left out on purpose.
    pub may_be_left_out: bool,
}

impl Field {
    /// Returns what goes into the field.
    #[must_use]
    pub const fn kind(self) -> FieldKind {
        match self {
            Self::Received | Self::FeedbackBy | Self::AnswerBy => FieldKind::Day,
            Self::ObjectBy | Self::MessagesUntil | Self::DisclosedOn => FieldKind::Day,
            Self::Months => FieldKind::Months,
            _ => FieldKind::Text,
        }
    }
}

const fn must(field: Field) -> Need {
    Need {
        field,
        may_be_left_out: false,
    }
}

const fn may(field: Field) -> Need {
    Need {
        field,
        may_be_left_out: true,
    }
}

impl TemplateKind {
    /// Returns the fields of a template of this kind, in the order of its text. An edited template
    /// has exactly these.
    #[must_use]
    pub const fn needs(self) -> &'static [Need] {
        const ACKNOWLEDGEMENT: [Need; 4] = [
            must(Field::Received),
            must(Field::Number),
            must(Field::FeedbackBy),
            must(Field::HelpLines),
        ];
        const REQUEST: [Need; 2] = [must(Field::Question), must(Field::AnswerBy)];
        const INTERIM: [Need; 2] = [must(Field::StepDone), must(Field::StepNext)];
        const FEEDBACK: [Need; 4] = [
            must(Field::Assessment),
            must(Field::FollowUp),
            must(Field::Reason),
            may(Field::Ground),
        ];
        const REFERRAL: [Need; 3] = [must(Field::Body), must(Field::Offers), must(Field::Contact)];
        const PLANNED_TRANSFER: [Need; 4] = [
            must(Field::Body),
            must(Field::Reason),
            must(Field::Part),
            must(Field::ObjectBy),
        ];
        const CLOSURE: [Need; 4] = [
            must(Field::Outcome),
            may(Field::LearningPoint),
            must(Field::MessagesUntil),
            must(Field::Appeal),
        ];
        const DISCLOSURE: [Need; 3] = [
            must(Field::Body),
            must(Field::Reason),
            must(Field::DisclosedOn),
        ];
        match self {
            Self::Acknowledgement => &ACKNOWLEDGEMENT,
            Self::Request => &REQUEST,
            Self::Interim => &INTERIM,
            Self::Feedback => &FEEDBACK,
            Self::Referral => &REFERRAL,
            Self::PlannedTransfer => &PLANNED_TRANSFER,
            Self::Closure => &CLOSURE,
            Self::Aftercare => const { &[must(Field::Months)] },
            Self::NotTakenUp => const { &[must(Field::Reason)] },
            Self::Disclosure => &DISCLOSURE,
        }
    }
}
