//! The status of a case: sixteen of them, what the reporter sees, which moves are allowed, and the
//! history (requirements 17.3, R097).
//!
//! In scope: the table of docs/casework.md. Out of scope: who may make a move (the desk's roles),
//! and which records a move needs ([`crate::completeness`]).

mod history;
mod moves;

pub use history::{Eyes, History, Step, Stepping};
pub use moves::{
    Demand, Handling, MoveError, Source, demand, is_allowed, moves_from, source_of_move,
};

use bellrope_protocol::content::StatusCode;

use crate::vocabulary::{Lang, words};

words! {
    /// The internal status of a case.
    pub enum Status: "status" {
        Received = "received", "Ontvangen", "Received";
        Acknowledged = "acknowledged", "Ontvangst bevestigd", "Receipt acknowledged";
        Assessing = "assessing", "In beoordeling", "Under assessment";
        WaitingForReporter = "waiting-for-reporter", "Wacht op melder", "Waiting for reporter";
        WaitingForOthers = "waiting-for-others", "Wacht op anderen", "Waiting for others";
        Handling = "handling", "In behandeling", "Being handled";
        Investigating = "investigating", "In onderzoek", "Under investigation";
        OnHold = "on-hold", "Aangehouden", "On hold";
        Referred = "referred", "Doorverwezen", "Referred";
        Transferred = "transferred", "Overgedragen", "Transferred";
        FeedbackGiven = "feedback-given", "Teruggekoppeld", "Feedback given";
        Concluded = "concluded", "Afgerond", "Concluded";
        Aftercare = "aftercare", "Nazorg", "Aftercare";
        Reopened = "reopened", "Heropend", "Reopened";
        Withdrawn = "withdrawn", "Ingetrokken", "Withdrawn";
        Destroyed = "destroyed", "Vernietigd", "Destroyed";
    }
}

words! {
    /// The step of ISO 37002 that a status belongs to.
    pub enum IsoStep: "iso-step" {
        Receiving = "receiving", "Ontvangen", "Receiving";
        Assessing = "assessing", "Beoordelen", "Assessing";
        Addressing = "addressing", "Behandelen", "Addressing";
        Concluding = "concluding", "Afsluiten", "Concluding";
    }
}

/// Whether the reporter may see that there is an investigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// No: it looks like any handling.
    #[default]
    Veiled,
    /// Yes: somebody judged that it is safe.
    Safe,
}

impl Status {
    /// Returns the steps of ISO 37002 that the status belongs to: feedback belongs to two, a
    /// destroyed case to none.
    #[must_use]
    pub const fn iso_steps(self) -> &'static [IsoStep] {
        match self {
            Self::Received | Self::Acknowledged => &[IsoStep::Receiving],
            Self::Assessing | Self::WaitingForReporter | Self::Reopened => &[IsoStep::Assessing],
            Self::WaitingForOthers | Self::Handling => &[IsoStep::Addressing],
            Self::Investigating | Self::OnHold => &[IsoStep::Addressing],
            Self::FeedbackGiven => &[IsoStep::Addressing, IsoStep::Concluding],
            Self::Referred | Self::Transferred | Self::Withdrawn => &[IsoStep::Concluding],
            Self::Concluded | Self::Aftercare => &[IsoStep::Concluding],
            Self::Destroyed => &[],
        }
    }

    /// Returns the status that the reporter is told; `None` for a destroyed case, whose mailbox is
    /// gone.
    #[must_use]
    pub const fn seen_by_reporter(self, disclosure: Disclosure) -> Option<StatusCode> {
        Some(match self {
            Self::Received => StatusCode::Received,
            Self::Acknowledged => StatusCode::Acknowledged,
            Self::Assessing => StatusCode::Assessing,
            Self::WaitingForReporter => StatusCode::Question,
            Self::WaitingForOthers | Self::Handling => StatusCode::Handling,
            Self::Investigating => match disclosure {
                Disclosure::Veiled => StatusCode::Handling,
                Disclosure::Safe => StatusCode::Investigating,
            },
            Self::OnHold => StatusCode::OnHold,
            Self::Referred => StatusCode::Referred,
            Self::Transferred => StatusCode::Transferred,
            Self::FeedbackGiven => StatusCode::Feedback,
            Self::Concluded => StatusCode::Closed,
            Self::Aftercare => StatusCode::Aftercare,
            Self::Reopened => StatusCode::Reopened,
            Self::Withdrawn => StatusCode::Withdrawn,
            Self::Destroyed => return None,
        })
    }

    /// Returns the words in which the reporter reads the status.
    #[must_use]
    pub const fn seen_label(self, disclosure: Disclosure, lang: Lang) -> &'static str {
        match lang {
            Lang::Dutch => self.seen_in_dutch(disclosure),
            Lang::English => self.seen_in_english(disclosure),
        }
    }

    const fn seen_in_dutch(self, disclosure: Disclosure) -> &'static str {
        match self {
            Self::Received => "Ontvangen",
            Self::Acknowledged => "Ontvangst bevestigd",
            Self::Assessing => "In beoordeling",
            Self::WaitingForReporter => "Wij hebben een vraag aan u",
            Self::WaitingForOthers | Self::Handling => "In behandeling",
            Self::Investigating => match disclosure {
                Disclosure::Veiled => "In behandeling",
                Disclosure::Safe => "In onderzoek",
            },
            Self::OnHold => "In behandeling, met uitleg",
            Self::Referred => "Doorverwezen",
            Self::Transferred => "Overgedragen",
            Self::FeedbackGiven => "Terugkoppeling gegeven",
            Self::Concluded => "Afgerond",
            Self::Aftercare => "Afgerond – wij houden contact",
            Self::Reopened => "Opnieuw in behandeling",
            Self::Withdrawn => "Ingetrokken",
            Self::Destroyed => "(postbus weg)",
        }
    }

    const fn seen_in_english(self, disclosure: Disclosure) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::Acknowledged => "Receipt acknowledged",
            Self::Assessing => "Under assessment",
            Self::WaitingForReporter => "We have a question for you",
            Self::WaitingForOthers | Self::Handling => "Being handled",
            Self::Investigating => match disclosure {
                Disclosure::Veiled => "Being handled",
                Disclosure::Safe => "Under investigation",
            },
            Self::OnHold => "Being handled, with an explanation",
            Self::Referred => "Referred",
            Self::Transferred => "Transferred",
            Self::FeedbackGiven => "Feedback given",
            Self::Concluded => "Concluded",
            Self::Aftercare => "Concluded – we stay in touch",
            Self::Reopened => "Being handled again",
            Self::Withdrawn => "Withdrawn",
            Self::Destroyed => "(mailbox gone)",
        }
    }

    /// Says whether the desk still has to do something about what was reported.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::Acknowledged
                | Self::Assessing
                | Self::WaitingForReporter
                | Self::WaitingForOthers
                | Self::Handling
                | Self::Investigating
                | Self::OnHold
                | Self::FeedbackGiven
                | Self::Reopened
        )
    }

    /// Says whether there is something to give feedback on: the case was assessed and is being
    /// handled, or went to others.
    #[must_use]
    pub const fn is_handled(self) -> bool {
        matches!(
            self,
            Self::WaitingForOthers
                | Self::Handling
                | Self::Investigating
                | Self::OnHold
                | Self::Referred
                | Self::Transferred
                | Self::FeedbackGiven
        )
    }

    /// Says whether the case is suspended: the desk's own promises rest, the law's terms do not.
    #[must_use]
    pub const fn is_suspended(self) -> bool {
        matches!(self, Self::OnHold)
    }

    /// Returns the status that a desk of before had stored as the reporter's code.
    #[must_use]
    pub const fn of_reporters_code(code: &StatusCode) -> Self {
        match code {
            StatusCode::Acknowledged => Self::Acknowledged,
            StatusCode::Assessing => Self::Assessing,
            StatusCode::Question => Self::WaitingForReporter,
            StatusCode::Handling => Self::Handling,
            StatusCode::Investigating => Self::Investigating,
            StatusCode::OnHold => Self::OnHold,
            StatusCode::Referred => Self::Referred,
            StatusCode::Transferred => Self::Transferred,
            StatusCode::Feedback => Self::FeedbackGiven,
            StatusCode::Closed => Self::Concluded,
            StatusCode::Aftercare => Self::Aftercare,
            StatusCode::Withdrawn => Self::Withdrawn,
            StatusCode::Reopened => Self::Reopened,
            StatusCode::Received | StatusCode::Other(_) => Self::Received,
        }
    }
}

#[cfg(test)]
mod tests;
