//! What one case code has at each desk, as the screens show it.

use bellrope_protocol::content::Thread;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::time::Day;
use bellrope_reporter::mailbox::{Case, Mailbox, OwnLetter};
use bellrope_reporter::view::DeskView;
use serde::Serialize;
use serde_json::json;

use crate::board_view::ShownBoard;
use crate::desk_view::{Confirmed, Warning, warnings};

/// Everything of one code.
#[derive(Serialize)]
pub struct ShownMailbox {
    /// Whether anything was found; if not, the code may also be wrong.
    found: bool,
    desks: Vec<ShownDeskCases>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownDeskCases {
    desk: String,
    answers_until: Option<Day>,
    warnings: Vec<Warning>,
    cases: Vec<ShownCase>,
}

#[derive(Serialize)]
struct ShownCase {
    letters: Vec<ShownLetter>,
    messages: Vec<ShownMessage>,
    status: Option<ShownStatus>,
    faults: Vec<Warning>,
    board: ShownBoard,
}

/// One own letter, and its place in the public log.
#[derive(Serialize)]
struct ShownLetter {
    entry: u64,
    day: Day,
    held: bool,
    body: String,
    confirmed: Confirmed,
}

#[derive(Serialize)]
struct ShownMessage {
    number: usize,
    day: Option<Day>,
    text: String,
    complete: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownStatus {
    code: String,
    day: Day,
    acknowledge_by: Option<Day>,
    feedback_by: Option<Day>,
}

impl std::fmt::Debug for ShownMailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShownMailbox").finish_non_exhaustive()
    }
}

impl ShownMailbox {
    /// Shows what was found at each desk at `now` (Unix seconds). Desks at which nothing was found
    /// are there too: up to which day they answered, and what is wrong with what they showed.
    #[must_use]
    pub fn of<'a>(found: impl IntoIterator<Item = (&'a DeskView, Mailbox)>, now: u64) -> Self {
        let desks: Vec<ShownDeskCases> = found
            .into_iter()
            .map(|(view, mailbox)| ShownDeskCases::of(view, &mailbox, now))
            .collect();
        Self {
            found: desks.iter().any(|desk| !desk.cases.is_empty()),
            desks,
        }
    }
}

impl ShownDeskCases {
    fn of(view: &DeskView, mailbox: &Mailbox, now: u64) -> Self {
        let cases = mailbox.cases.iter();
        Self {
            desk: view.card().desk.to_string(),
            answers_until: view.replies_until(),
            warnings: warnings(view, now),
            cases: cases.map(|case| ShownCase::of(view, case, now)).collect(),
        }
    }
}

impl ShownCase {
    fn of(view: &DeskView, case: &Case, now: u64) -> Self {
        let confirmed = Confirmed::of(view, now);
        let letter = |letter: &OwnLetter| ShownLetter {
            entry: letter.entry,
            // The epoch is named by its end.
            day: Day::of(u64::from(letter.epoch).saturating_sub(1)),
            held: letter.held,
            body: encode_hex(&letter.body),
            confirmed,
        };
        Self {
            letters: case.letters.iter().map(letter).collect(),
            messages: messages(&case.thread),
            status: case.status().map(|(status, day)| ShownStatus {
                code: status.code.as_str().to_owned(),
                day,
                acknowledge_by: status.acknowledge_by,
                feedback_by: status.feedback_by,
            }),
            faults: faults(case),
            board: ShownBoard::of(view, case),
        }
    }
}

fn messages(thread: &Thread) -> Vec<ShownMessage> {
    let day = |n: u32| {
        let mut replies = thread.replies.iter();
        replies
            .find(|reply| reply.content.n == n)
            .map(|reply| reply.content.day)
    };
    let texts = (1..).zip(thread.texts());
    texts
        .map(|(number, text)| ShownMessage {
            number,
            day: day(text.n),
            text: text.text,
            complete: text.complete,
        })
        .collect()
}

/// Says what is wrong with the order of the replies: text `fault-<code>`.
fn faults(case: &Case) -> Vec<Warning> {
    let thread = &case.thread;
    let gaps = thread.missing.iter().map(|range| {
        let gap = Warning::new("gap").with("first", *range.start());
        gap.with("last", *range.end())
    });
    let numbered = |code, numbers: &[u32]| {
        let fault = |number: &u32| Warning::new(code).with("number", *number);
        numbers.iter().map(fault).collect::<Vec<_>>()
    };
    let unreadable = case
        .unreadable
        .iter()
        .map(|day| Warning::new("unreadable").with("day", json!(day)));
    gaps.chain(numbered("repeat", &thread.repeated))
        .chain(numbered("link", &thread.unlinked))
        .chain(unreadable)
        .collect()
}
