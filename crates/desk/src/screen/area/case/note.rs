//! Internal notes. They have a page of their own, with no button that sends anything (R099).

use maud::{Markup, html};

use super::head::{self, Part};
use crate::case::{self, CaseView, Note, NoteError};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Errors, Field, Side, Tone, Turn, button, checkbox, empty, note, textarea, turn, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let fields = html! {
        (textarea(&Field {
            id: "note",
            label: &texts.get("note-new"),
            hint: Some(&texts.get("note-hint")),
            value: context.request.form().text("note"),
            required: true,
            ..Field::default()
        }, 6, errors))
        (checkbox("handover", &texts.get("handover-mark"), false, errors))
        div .actions { (button(&texts.get("note-keep"))) }
    };
    let body = html! {
        (note(Tone::Info, html! { p { (texts.get("note-never-sent")) } }))
        (list(texts, &names, &view))
        (context.frame.form(&Part::Notes.path(&view.summary.number), fields))
    };
    let page = head::page(context, &view, Part::Notes, &body, errors);
    Ok(context.show(page))
}

fn list(texts: &Texts, names: &Names, view: &CaseView) -> Markup {
    if view.notes.is_empty() {
        return empty(&texts.get("note-none"), None);
    }
    html! { ol .talk { @for note in &view.notes { (draw(texts, names, note)) } } }
}

/// Draws a note, so that nobody takes it for a message.
pub(super) fn draw(texts: &Texts, names: &Names, note: &Note) -> Markup {
    let values = [
        ("name", Value::from(names.of_text(&note.by.to_string()))),
        ("day", Value::from(texts.day(note.day))),
    ];
    turn(&Turn {
        side: Side::Internal,
        heading: &texts.with(
            if note.is_handover {
                "handover-heading"
            } else {
                "note-heading"
            },
            &values,
        ),
        beside: None,
        body: typed(&note.text),
    })
}

pub(super) fn add(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let text = context.request.form().text("note").to_owned();
    let is_handover = context.request.form().has("handover");
    let (vault, now) = (&mut context.session.vault, context.now);
    let added = if is_handover {
        case::add_handover_note(vault, &number, &text, now, context.rng)
    } else {
        case::add_note(vault, &number, &text, now, context.rng)
    };
    let wrong = match added {
        Ok(()) => {
            context.flash(Tone::Good, context.text("note-kept"));
            return Ok(context.see(Part::Notes.path(&number)));
        }
        Err(NoteError::Empty) => "note-empty",
        Err(NoteError::TooLong { .. }) => "note-too-long",
        Err(err) => return Err(err.into()),
    };
    let mut errors = Errors::default();
    errors.add("note", context.text(wrong));
    page(context, &errors)
}
