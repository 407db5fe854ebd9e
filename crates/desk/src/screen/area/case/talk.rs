//! The conversation: letters, replies, what the reporter was told of the status.

use bellrope_casework::status::Status;
use bellrope_protocol::content::{LetterBody, LetterContent};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::head::{self, Part};
use super::report;
use crate::attachment::ParcelState;
use crate::case::{self, CaseView, Entry};
use crate::screen::area::enter;
use crate::screen::area::person::Names;
use crate::screen::component::{
    Errors, Side, Tone, Turn, badge, button, empty, link_button, note, turn, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let unread = case::unread_of(&context.session.vault, &view.summary.number)?;
    let texts = context.texts();
    let number = &view.summary.number;
    let write = Part::Write.path(number);
    let body = html! {
        @if waits_for_triage(&view) {
            (note(Tone::Info, html! {
                p { (texts.get("case-triage-waits")) }
                div .actions { (link_button(&format!("/triage/{number}"), &texts.get("case-triage-to"))) }
            }))
        }
        @if !view.drafts.is_empty() {
            (note(Tone::Info, html! {
                p { (texts.get("case-draft-waits")) }
                p { a href=(write) { (texts.get("case-draft-to")) } }
            }))
        }
        @if view.wants_out {
            (note(Tone::Warn, html! { p { (texts.get("course-wants-out")) } }))
        }
        @if view.has_name {
            (note(Tone::Info, html! {
                p { (texts.get("name-kept-note")) }
                p { a href=(Part::Name.path(number)) { (texts.get("name-to")) } }
            }))
        }
        @if view.summary.is_raw {
            (note(Tone::Info, html! {
                p { (texts.get("case-one-way")) }
                p { a href=(format!("{}?of={number}", enter::PATH)) { (texts.get("enter-take-over")) } }
            }))
        }
        (entries(context, &names, &view))
        @if unread > 0 {
            (context.frame.form(&format!("{}/read", super::path_of(number)), html! {
                (note(Tone::Info, html! {
                    p { (texts.with("case-unread", &[("count", Value::from(unread))])) }
                    div .actions { (button(&texts.get("case-read-do"))) }
                }))
            }))
        }
        div .actions {
            @if !view.summary.is_raw { (link_button(&write, &texts.get("case-write"))) }
            (link_button(&Part::Notes.path(number), &texts.get("note-new")))
            (link_button(&format!("/cases/{number}/paper"), &texts.get("case-paper")))
        }
    };
    let page = head::page(context, &view, Part::Talk, &body, &Errors::default());
    Ok(context.show(page))
}

/// Says whether nobody has decided anything about a case.
fn waits_for_triage(view: &CaseView) -> bool {
    let is_new = matches!(view.summary.status, Status::Received | Status::Acknowledged);
    is_new && view.classification.route.is_empty()
}

/// Notes that whoever sits here has read the letters: opening a page changes nothing by itself.
pub(super) fn mark_read(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    case::mark_read(&mut context.session.vault, &number, context.rng)?;
    context.flash(Tone::Good, context.text("case-read-said"));
    Ok(context.see(Part::Talk.path(&number)))
}

/// Draws every entry of a conversation and every note, oldest first.
pub(super) fn entries(context: &Context<'_>, names: &Names, view: &CaseView) -> Markup {
    let texts = context.texts();
    if view.entries.is_empty() && view.notes.is_empty() {
        return empty(&texts.get("case-no-entries"), None);
    }
    let entries = view.entries.iter().map(|it| (day_of(it), entry(texts, it)));
    let notes = view.notes.iter();
    let notes = notes.map(|it| (it.day, super::note::draw(texts, names, it)));
    let mut all: Vec<(Day, Markup)> = entries.chain(notes).collect();
    // Of one day, the conversation comes first: a note is about what was read.
    all.sort_by_key(|(day, _)| *day);
    html! { ol .talk { @for (_, drawn) in all { (drawn) } } }
}

fn day_of(entry: &Entry) -> Day {
    match entry {
        Entry::Letter { day, .. }
        | Entry::Raw { day, .. }
        | Entry::Told { day, .. }
        | Entry::Reply { day, .. }
        | Entry::Status { day, .. } => *day,
    }
}

fn entry(texts: &Texts, entry: &Entry) -> Markup {
    let heading = heading(texts, entry);
    let draw = |side: Side, beside: Option<Markup>, body: Markup| {
        turn(&Turn {
            side,
            heading: &heading,
            beside,
            body,
        })
    };
    match entry {
        Entry::Letter {
            content, parcel, ..
        } => draw(
            Side::Reporter,
            None,
            letter(texts, content, parcel.as_ref()),
        ),
        Entry::Raw { text, .. } | Entry::Told { text, .. } => {
            draw(Side::Reporter, None, typed(text))
        }
        Entry::Reply {
            text,
            parts,
            waiting,
            ..
        } => draw(Side::Desk, waits(texts, *parts, *waiting), typed(text)),
        Entry::Status { .. } => draw(Side::Event, None, html! {}),
    }
}

/// Says what an entry is and of which day; nothing of what it says.
pub(super) fn heading(texts: &Texts, entry: &Entry) -> String {
    let id = match entry {
        Entry::Letter { content, .. } => match content.body {
            LetterBody::Report(_) => "show-letter-report",
            // Answers are never filed with a case.
            LetterBody::Message { .. } | LetterBody::Answers(_) => "show-letter-message",
            LetterBody::Withdraw { .. } => "show-letter-withdraw",
        },
        Entry::Raw { .. } => "show-letter-raw",
        Entry::Told { .. } => "show-told",
        Entry::Reply { .. } => "show-reply",
        Entry::Status { .. } => "show-status-sent",
    };
    let day = ("day", Value::from(texts.day(day_of(entry))));
    match entry {
        Entry::Status { code, .. } => {
            let status = texts.get(&format!("status-{}", code.as_str()));
            texts.with(id, &[("status", Value::from(status)), day])
        }
        _ => texts.with(id, &[day]),
    }
}

fn letter(texts: &Texts, content: &LetterContent, parcel: Option<&ParcelState>) -> Markup {
    let body = match &content.body {
        LetterBody::Report(report) => report::answers(texts, report),
        LetterBody::Message { text } => typed(text),
        LetterBody::Withdraw { text } => typed(text.as_deref().unwrap_or_default()),
        LetterBody::Answers(_) => html! {},
    };
    html! {
        (body)
        (report::unknown(texts, &content.unknown))
        @if let Some(parcel) = parcel { (files(texts, parcel)) }
    }
}

/// Says of a reply that parts of it still wait for a batch.
fn waits(texts: &Texts, parts: usize, waiting: usize) -> Option<Markup> {
    let values = [
        ("waiting", Value::from(waiting)),
        ("parts", Value::from(parts)),
    ];
    let id = if parts > 1 {
        "case-waits-parts"
    } else {
        "case-waits"
    };
    (waiting > 0).then(|| badge(Tone::Info, &texts.with(id, &values)))
}

/// Says what there is of the files of a letter; they are looked at elsewhere.
fn files(texts: &Texts, parcel: &ParcelState) -> Markup {
    html! { p .parcel { (parcel_text(texts, parcel)) } }
}

/// Says what there is of a parcel.
pub(super) fn parcel_text(texts: &Texts, parcel: &ParcelState) -> String {
    match parcel {
        ParcelState::Missing { missing, blocks } => {
            let values = [
                ("missing", Value::from(*missing)),
                ("blocks", Value::from(*blocks)),
            ];
            texts.with("show-parcel-missing", &values)
        }
        ParcelState::Complete { attachments } => {
            let count = [("count", Value::from(attachments.len()))];
            texts.with("case-parcel", &count)
        }
        ParcelState::Damaged => texts.get("show-parcel-damaged"),
        ParcelState::Refused => texts.get("show-parcel-refused"),
    }
}
