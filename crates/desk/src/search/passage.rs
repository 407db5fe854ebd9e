//! What a case says, piece by piece, as somebody wrote it.

use bellrope_protocol::content::{LetterBody, Report};
use bellrope_protocol::time::Day;
use zeroize::Zeroizing;

use super::Found;
use crate::case::{self, Item, OpenCase};
use crate::term;
use crate::vault::{Records, VaultError};

/// What something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A letter of the reporter, or a raw one.
    Letter,
    /// A text of the desk.
    Reply,
    /// A note of the team.
    Note,
    /// A draft.
    Draft,
    /// A task.
    Task,
    /// The record of a hearing.
    Hearing,
    /// The unit.
    Unit,
}

impl Place {
    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Draft => "draft",
            Self::Task => "task",
            Self::Hearing => "hearing",
            Self::Unit => "unit",
        }
    }
}

/// One piece of text; a letter may have several. Wiped on drop.
pub(super) struct Passage {
    pub(super) found: Found,
    pub(super) text: Zeroizing<String>,
}

/// Reads every text of a case, oldest first within each kind of place; `None` if it is closed to
/// whoever has the vault open, or they have not declared to have no interest in it.
pub(super) fn passages(
    records: &impl Records,
    case: &OpenCase,
) -> Result<Option<Vec<Passage>>, VaultError> {
    if !case.may_show(records)? {
        return Ok(None);
    }
    let mut passages = Passages::default();
    passages.conversation(records, case)?;
    for note in case::notes_of(records, case)? {
        passages.begin(Place::Note, Some(note.day));
        passages.add(note.text);
    }
    for draft in case::drafts_of(records, case)? {
        passages.begin(Place::Draft, Some(draft.day));
        passages.add(draft.text);
    }
    for task in case::tasks_of(records, case)? {
        passages.begin(Place::Task, Some(task.due));
        passages.add(task.text);
    }
    for hearing in case::hearings_of(records, case)? {
        let day = hearing.minutes.steps().first().map(|step| step.day);
        passages.begin(Place::Hearing, day);
        passages.add(hearing.text);
    }
    passages.begin(Place::Unit, None);
    passages.add(case::unit_of(records, case)?.unwrap_or_default());
    Ok(Some(passages.all))
}

#[derive(Default)]
struct Passages {
    all: Vec<Passage>,
    current: Option<Found>,
}

impl Passages {
    /// Goes on to the next thing of a kind.
    fn begin(&mut self, place: Place, day: Option<Day>) {
        let before = self.current.take().filter(|it| it.place == place);
        self.current = Some(Found {
            place,
            number: before.map_or(1, |it| it.number + 1),
            day,
        });
    }

    fn add(&mut self, text: impl Into<String>) {
        let text = Zeroizing::new(text.into());
        if let Some(found) = self.current.clone().filter(|_| !text.is_empty()) {
            self.all.push(Passage { found, text });
        }
    }

    fn conversation(&mut self, records: &impl Records, case: &OpenCase) -> Result<(), VaultError> {
        let mut replies = Vec::new();
        for at in 0..case.channel(records)?.items {
            match case.item(records, at)? {
                Item::Letter { epoch, content, .. } => {
                    self.begin(Place::Letter, Some(term::received_day(epoch)));
                    self.letter(content.body);
                }
                Item::Raw { epoch, text } => {
                    self.begin(Place::Letter, Some(term::received_day(epoch)));
                    self.add(String::from_utf8_lossy(&text.0));
                }
                Item::Told { day, text } => {
                    self.begin(Place::Letter, Some(day));
                    self.add(text);
                }
                Item::Reply { day, text, .. } => replies.push((day, text)),
                Item::Status { .. } => {}
            }
        }
        for (day, text) in replies {
            self.begin(Place::Reply, Some(day));
            self.add(text);
        }
        Ok(())
    }

    fn letter(&mut self, body: LetterBody) {
        match body {
            LetterBody::Report(report) => self.report(*report),
            LetterBody::Message { text } => self.add(text),
            LetterBody::Withdraw { text } => self.add(text.unwrap_or_default()),
            // Never filed with a case.
            LetterBody::Answers(_) => {}
        }
    }

    /// Adds every field in which somebody wrote words of their own, but for those that say who they
    /// are (R061, R089).
    fn report(&mut self, report: Report) {
        let Report {
            story,
            private,
            when,
            place,
            people,
            evidence,
            earlier,
            exclude,
            wish_text,
            detriment,
            // Answers from closed lists: a query has keys for those that count.
            route: _,
            family: _,
            kinds: _,
            danger: _,
            knowledge: _,
            level: _,
            wishes: _,
            role: _,
            behalf: _,
            identity: _,
            // Who the reporter is.
            name: _,
            contact: _,
            // What this version does not know.
            unknown: _,
        } = report;
        self.add(story);
        let when = when.and_then(|when| when.text);
        let detriment = detriment.and_then(|detriment| detriment.text);
        let texts = [
            private, when, place, people, evidence, earlier, exclude, wish_text, detriment,
        ];
        for text in texts.into_iter().flatten() {
            self.add(text);
        }
    }
}
