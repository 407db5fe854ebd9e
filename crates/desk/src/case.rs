//! Cases: what a desk makes of the letters of one case code.
//!
//! A case has three parts. Its line of the register says what is known without content; its
//! channel is the way to the reporter, for the whole team; its content, letters, replies and
//! drafts, is sealed under the key of the case, which only its readers hold. Destroying the slot
//! of a case destroys the second and the third.

pub mod access;
pub(crate) mod act;
mod aftercare;
mod begin;
mod channel;
mod classify;
mod clock;
mod closing;
mod conversation;
mod dossier;
mod draft;
mod enter;
mod hearing;
mod link;
mod mail;
mod merge;
mod note;
mod number;
mod open;
mod read;
mod register;
mod reply;
mod send;
mod spam;
mod status;
mod task;
mod triage;

pub use aftercare::{CareError, CareMoment, aftercare, note_aftercare};
pub use classify::{
    Classification, ClassifyError, Judged, Judgement, classify, misstand_code, set_unit,
};
pub use clock::{ClockError, ClockView, meet_clock, set_clock};
pub use closing::{Body, Closing, Referral, hand_over};
pub use conversation::{CaseView, Entry, ShowError, Summary, show, summaries};
pub use dossier::passage;
pub use draft::{DraftError, Drafted, draft_code, draft_free, draft_from, drop_draft};
pub use enter::{ENTRY_MAX_LEN, EnterError, Entered, NewEntry, Spoken, code_card, enter};
pub use hearing::{HEARING_MAX_LEN, Hearing, HearingError, NewHearing, add_hearing, go_on_hearing};
pub use link::{Link, LinkError, LinkKind, clusters, link, unlink};
pub use mail::{mark_read, unread, unread_of};
pub use merge::{merge, split};
pub use note::{NOTE_MAX_LEN, Note, NoteError, add_handover_note, add_note};
pub use number::CaseNumber;
pub use read::note_read;
pub use reply::{Acknowledged, REPLY_TEXT_MAX_LEN, Reply, ReplyError, Sent, reply};
pub use send::{Preview, preview, send};
pub use spam::{SpamError, clear_spam, mark_spam};
pub use status::{MoveToError, Moved, Moving, PastStatus, move_to, seen_label};
pub use task::{
    NewTask, TASK_MAX_LEN, Task, TaskEnd, TaskError, TaskSort, end_task, set_task, tasks,
};

pub(crate) use access::{open_to, wrap_to_recovery};
pub(crate) use act::{Acting, FindError, from_find, reason_of};
pub use triage::{TriageError, TriageView, triage, triage_of};

pub(crate) use begin::{NewCase, Way, begin, draw_slots, sweep};
pub(crate) use channel::{Channel, forget_handle};
pub(crate) use classify::{Class, unit_of};
pub(crate) use draft::{draft_acknowledgement, drafts as drafts_of};
pub(crate) use hearing::hearings as hearings_of;
pub(crate) use mail::{forget_mail, letter_came};
pub(crate) use note::notes as notes_of;
pub(crate) use open::OpenCase;
pub(crate) use register::{Register, numbers};
pub(crate) use status::{Course, Stage, status_of};
pub(crate) use task::tasks_of;

use bellrope_casework::template::TemplateKind;
use bellrope_protocol::content::LetterContent;
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::bytes::Blob;
use crate::vault::Record;

/// One thing in a conversation; sealed under the key of its case.
#[derive(Serialize, Deserialize)]
pub(crate) enum Item {
    /// A letter of the case.
    Letter {
        /// Its index in the intake log.
        index: u64,
        /// The epoch of its entry.
        epoch: u32,
        content: Box<LetterContent>,
    },
    /// A raw letter.
    Raw { epoch: u32, text: Blob },
    /// What somebody reported on another way, as a caseworker entered it.
    Told { day: Day, text: String },
    /// A text of the desk.
    Reply {
        day: Day,
        text: String,
        parts: u32,
        /// The template that it comes from.
        #[serde(default)]
        kind: Option<TemplateKind>,
    },
    /// A change of status that the reporter is told of.
    Status { day: Day, code: String },
}

impl Record for Item {
    const TABLE: &'static str = "items";
}
