//! Terms: what must have happened by when, and how it stands (R075–R080).
//!
//! In scope: the law's terms and the desk's own promises, their last days, their states, the order
//! in which a board shows them, and a calendar file. Out of scope: which messages end a term (the
//! desk says on which day something was sent).
//!
//! Days are those of the Netherlands; a term ends at the end of its last day, also on a Sunday or
//! a holiday: for no term of the law is time won. Only promises in working days know holidays.

mod calendar;
mod case;
mod clock;
mod deadline;
mod ics;
mod law;
mod promise;
mod state;

pub use calendar::{easter_sunday, is_holiday, is_working_day, plus_working_days};
pub use case::{CaseDays, terms_of};
pub use clock::{ADJOURNMENT_MAX_WEEKS, Clock};
pub use deadline::{Deadline, Group, board};
pub use ics::{Entry, calendar};
pub use law::{acknowledge_by, feedback_by, local_day, promised_by, received_day};
pub use promise::{PromiseError, Promises, Span};
pub use state::{State, Term, TermKind};
