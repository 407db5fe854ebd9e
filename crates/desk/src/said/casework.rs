//! What is said of the errors of work on cases.

use bellrope_casework::aftercare::AftercareError;
use bellrope_casework::hearing::MinutesError;
use bellrope_casework::search::QueryError;
use bellrope_casework::status::{MoveError, Status, moves_from};
use bellrope_casework::template::Field;

use super::{Said, Say};
use crate::case::{
    CareError, ClassifyError, ClockError, DraftError, ENTRY_MAX_LEN, EnterError, HEARING_MAX_LEN,
    HearingError, LinkError, MoveToError, NOTE_MAX_LEN, NoteError, SpamError, TASK_MAX_LEN,
    TaskError, TriageError,
};
use crate::configuration::ConfigureError;
use crate::search::SearchError;
use crate::terms::CalendarError;

impl Say for MoveToError {
    fn said(&self) -> Said {
        match self {
            MoveToError::Vault(err) => err.said(),
            MoveToError::Absent { number } => Said::no_case(number.as_str()),
            MoveToError::Move(err) => err.said(),
            MoveToError::OnlyByFeedback => {
                Said::refused("err-only-by-feedback").hint("rec-only-by-feedback")
            }
            MoveToError::NoReason => Said::refused("err-move-reason").hint("rec-move-reason"),
            MoveToError::Unchecked => Said::refused("err-unchecked").hint("rec-unchecked"),
            MoveToError::OnlyByDeletion => Said::refused("err-only-by-deletion"),
            MoveToError::Proposal(err) => err.said(),
        }
    }
}

impl Say for MoveError {
    fn said(&self) -> Said {
        match self {
            MoveError::NotAllowed { from, to } => Said::refused("err-move")
                .hint("rec-move")
                .value("from", from)
                .value("to", to)
                .value("next", next_of(*from)),
            MoveError::NoReason { .. } => Said::refused("err-move-reason").hint("rec-move-reason"),
            _ => Said::other(self),
        }
    }
}

/// Lists the codes of the statuses that may follow one.
fn next_of(from: Status) -> String {
    let codes: Vec<String> = moves_from(from).iter().map(Status::to_string).collect();
    codes.join(", ")
}

impl Say for ClassifyError {
    fn said(&self) -> Said {
        match self {
            ClassifyError::Vault(err) => err.said(),
            ClassifyError::Absent { number } => Said::no_case(number.as_str()),
            ClassifyError::NoReason => Said::refused("err-move-reason").hint("rec-move-reason"),
            ClassifyError::NoPart { code } => Said::refused("err-no-unit-part")
                .hint("rec-no-part")
                .value("code", code),
            ClassifyError::UnitTooLong { len } => {
                Said::refused("err-unit-too-long").value("bytes", len)
            }
        }
    }
}

impl Say for NoteError {
    fn said(&self) -> Said {
        match self {
            NoteError::Vault(err) => err.said(),
            NoteError::Absent { number } => Said::no_case(number.as_str()),
            NoteError::Empty => Said::refused("err-note-empty"),
            NoteError::TooLong { len } => Said::refused("err-note-too-long")
                .value("bytes", len)
                .value("most", NOTE_MAX_LEN),
        }
    }
}

impl Say for TaskError {
    fn said(&self) -> Said {
        match self {
            TaskError::Vault(err) => err.said(),
            TaskError::Absent { number } => Said::no_case(number.as_str()),
            TaskError::NoTask { task } => Said::refused("err-no-task").value("task", task),
            TaskError::TooLong { len } => Said::refused("err-task-too-long")
                .value("bytes", len)
                .value("most", TASK_MAX_LEN),
        }
    }
}

impl Say for DraftError {
    fn said(&self) -> Said {
        match self {
            DraftError::Vault(err) => err.said(),
            DraftError::Absent { number } => Said::no_case(number.as_str()),
            DraftError::Reply(err) => err.said(),
            DraftError::Fields(err) => {
                let fields: Vec<String> = err.fields.iter().map(Field::to_string).collect();
                Said::refused("err-fields")
                    .hint("rec-fields")
                    .value("fields", fields.join(", "))
            }
            DraftError::Feedback => Said::refused("err-feedback-free").hint("rec-feedback-free"),
        }
    }
}

impl Say for ConfigureError {
    fn said(&self) -> Said {
        match self {
            ConfigureError::Vault(err) => err.said(),
            ConfigureError::Right(err) => err.said(),
            ConfigureError::LockMinutes { minutes } => {
                Said::refused("err-lock-minutes").value("minutes", minutes)
            }
            _ => Said::refused("err-configuration").because(self),
        }
    }
}

impl Say for TriageError {
    fn said(&self) -> Said {
        match self {
            TriageError::Vault(err) => err.said(),
            TriageError::Absent { number } => Said::no_case(number.as_str()),
            TriageError::NoReason => Said::refused("err-move-reason").hint("rec-move-reason"),
        }
    }
}

impl Say for CareError {
    fn said(&self) -> Said {
        match self {
            CareError::Vault(err) => err.said(),
            CareError::Absent { number } => Said::no_case(number.as_str()),
            CareError::Moment(AftercareError::Noted { months }) => {
                Said::refused("err-care-noted").value("months", months)
            }
            CareError::Moment(_) => Said::refused("err-no-care").hint("rec-no-care"),
        }
    }
}

impl Say for ClockError {
    fn said(&self) -> Said {
        match self {
            ClockError::Vault(err) => err.said(),
            ClockError::Absent { number } => Said::no_case(number.as_str()),
            ClockError::EveryCase => Said::refused("err-clock-every"),
            ClockError::None => Said::refused("err-clock-none"),
        }
    }
}

impl Say for HearingError {
    fn said(&self) -> Said {
        match self {
            HearingError::Vault(err) => err.said(),
            HearingError::Absent { number } => Said::no_case(number.as_str()),
            HearingError::NoHearing { hearing } => {
                Said::refused("err-no-hearing").value("hearing", hearing)
            }
            HearingError::Minutes(MinutesError::NoConsent) => {
                Said::refused("err-no-consent").hint("rec-no-consent")
            }
            HearingError::Minutes(MinutesError::NoCorrection) => {
                Said::refused("err-move-reason").hint("rec-move-reason")
            }
            HearingError::Minutes(_) => Said::refused("err-hearing-step").because(self),
            HearingError::TooLong { len } => Said::refused("err-note-too-long")
                .value("bytes", len)
                .value("most", HEARING_MAX_LEN),
        }
    }
}

impl Say for CalendarError {
    fn said(&self) -> Said {
        match self {
            CalendarError::Vault(err) => err.said(),
            CalendarError::Write(err) => err.said(),
        }
    }
}

impl Say for SearchError {
    fn said(&self) -> Said {
        match self {
            SearchError::Vault(err) => err.said(),
            SearchError::Query(err) => {
                let (QueryError::Category { value }
                | QueryError::Status { value }
                | QueryError::Period { value }) = err
                else {
                    return Said::other(self);
                };
                Said::refused("err-query")
                    .hint("rec-query")
                    .value("value", value)
            }
        }
    }
}

impl Say for EnterError {
    fn said(&self) -> Said {
        match self {
            EnterError::Vault(err) => err.said(),
            EnterError::Right(err) => err.said(),
            EnterError::Absent { number } => Said::no_case(number.as_str()),
            EnterError::NotByHand => Said::refused("err-not-by-hand"),
            EnterError::Future => Said::refused("err-future").hint("rec-day"),
            EnterError::Empty => Said::refused("err-entry-empty"),
            EnterError::TooLong { len } => Said::refused("err-note-too-long")
                .value("bytes", len)
                .value("most", ENTRY_MAX_LEN),
            EnterError::NoForm => Said::refused("err-no-form").hint("rec-no-form"),
            EnterError::Hearing(err) => err.said(),
            EnterError::Link(err) => err.said(),
        }
    }
}

impl Say for LinkError {
    fn said(&self) -> Said {
        match self {
            LinkError::Vault(err) => err.said(),
            LinkError::Absent { number } => Said::no_case(number.as_str()),
            LinkError::Itself => Said::refused("err-link-itself"),
            LinkError::Linked => Said::refused("err-linked"),
            LinkError::NotLinked => Said::refused("err-not-linked"),
            LinkError::Merged { into } => Said::refused("err-merged").value("number", into),
            LinkError::NoItem { item } => Said::refused("err-no-item").value("item", item),
            LinkError::Nothing => Said::refused("err-split-nothing"),
        }
    }
}

impl Say for SpamError {
    fn said(&self) -> Said {
        match self {
            SpamError::Vault(err) => err.said(),
            SpamError::Absent { number } => Said::no_case(number.as_str()),
        }
    }
}
