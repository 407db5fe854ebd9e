//! Drafts: the last look at what is about to be sent, and the one button that sends (R099).

use bellrope_casework::template::TemplateKind;
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::head::{self, Part};
use super::write;
use crate::case::{self, CaseNumber, CaseView, Drafted};
use crate::screen::component::{
    Errors, Side, Tone, Turn, button, confirm, danger_button, link_button, note, turn, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

/// Returns the path of a draft.
pub(super) fn path(number: &CaseNumber, kind: Option<TemplateKind>) -> String {
    format!(
        "{}/drafts/{}",
        super::path_of(number),
        case::draft_code(kind)
    )
}

fn kind_of(context: &Context<'_>) -> Result<Option<TemplateKind>, Refusal> {
    match context.place("draft") {
        code if code == case::draft_code(None) => Ok(None),
        code => match TemplateKind::of_code(code) {
            Ok(kind) => Ok(Some(kind)),
            Err(_) => Err(Refusal::absent()),
        },
    }
}

/// Lists the drafts of a case.
pub(super) fn list(context: &Context<'_>, view: &CaseView) -> Markup {
    html! {
        @if !view.drafts.is_empty() {
            h3 { (context.text("draft-title")) }
            ul {
                @for draft in &view.drafts {
                    li {
                        a href=(path(&view.summary.number, draft.kind)) { (name(context, draft.kind)) }
                        ", " (context.texts().day(draft.day))
                    }
                }
            }
        }
    }
}

fn name(context: &Context<'_>, kind: Option<TemplateKind>) -> String {
    match kind {
        Some(kind) => kind.label(context.frame.lang).to_owned(),
        None => context.text("write-own-words"),
    }
}

/// Shows a draft as the reporter will read it, with what sending it does.
pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = write::writable(context)?;
    let kind = kind_of(context)?;
    let number = &view.summary.number;
    let preview = case::preview(&context.session.vault, number, kind)?;
    let texts = context.texts();
    let parts = [("count", Value::from(preview.parts))];
    let what = html! {
        ol .talk {
            (turn(&Turn {
                side: Side::Desk,
                heading: &texts.get("write-as-read"),
                beside: None,
                body: typed(&preview.text),
            }))
        }
        p { (texts.with("write-parts", &parts)) }
        @if view.acknowledged.is_none() { p { (texts.get("write-acknowledges")) } }
        @if let Some(status) = preview.moves_to {
            @let status = Value::from(status.label(context.frame.lang));
            p { (texts.with("draft-moves", &[("status", status)])) }
        }
        (note(Tone::Warn, html! { p { (texts.get("write-no-return")) } }))
    };
    let path = path(number, kind);
    let yes = html! {
        (button(&texts.get("write-send")))
        (link_button(&change_path(number, kind), &texts.get("write-change")))
    };
    let back = Part::Talk.path(number);
    let body = html! {
        h3 { (name(context, kind)) }
        (confirm(&context.frame, &format!("{path}/send"), &what, &[], &yes, &back))
        (context.frame.form(&format!("{path}/drop"), html! {
            div .actions { (danger_button(&texts.get("draft-drop"))) }
        }))
    };
    let page = head::page(context, &view, Part::Write, &body, &Errors::default());
    Ok(context.show(page))
}

/// Where a draft is changed: feedback in its template, which has both its parts (R077).
fn change_path(number: &CaseNumber, kind: Option<TemplateKind>) -> String {
    match kind {
        Some(kind) if kind.is_feedback() => {
            format!("{}?template={kind}", Part::Write.path(number))
        }
        kind => format!("{}/change", path(number, kind)),
    }
}

pub(super) fn show_change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = write::writable(context)?;
    let kind = kind_of(context)?;
    let is_it = |draft: &&Drafted| draft.kind == kind;
    let draft = view.drafts.iter().find(is_it).ok_or_else(Refusal::absent)?;
    Ok(change_form(
        context,
        &view,
        kind,
        &draft.text,
        &Errors::default(),
    ))
}

fn change_form(
    context: &mut Context<'_>,
    view: &CaseView,
    kind: Option<TemplateKind>,
    text: &str,
    errors: &Errors,
) -> Answer {
    let path = path(&view.summary.number, kind);
    let fields = html! {
        (write::message_field(context, text, errors))
        div .actions {
            (button(&context.text("write-look")))
            (link_button(&path, &context.text("ui-no-back")))
        }
    };
    let body = html! {
        h3 { (name(context, kind)) }
        (context.frame.form(&format!("{path}/change"), fields))
    };
    let page = head::page(context, view, Part::Write, &body, errors);
    context.show(page)
}

pub(super) fn change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = write::writable(context)?;
    let kind = kind_of(context)?;
    let text = context.request.form().text("text").to_owned();
    let number = &view.summary.number;
    let vault = &mut context.session.vault;
    match case::draft_free(vault, number, kind, &text, context.now, context.rng) {
        Ok(()) => Ok(context.see(path(number, kind))),
        Err(err) => {
            let errors = write::wrong_text(context, err)?;
            Ok(change_form(context, &view, kind, &text, &errors))
        }
    }
}

/// Sends a draft; without the word of the last look, it only shows it.
pub(super) fn send(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let kind = kind_of(context)?;
    if context.request.form().text("confirmed") != "yes" {
        return Ok(context.see(path(&number, kind)));
    }
    let vault = &mut context.session.vault;
    let sent = case::send(vault, &number, kind, context.now, context.rng)?;
    let said = context.text_with("write-queued", &[("count", Value::from(sent.parts))]);
    context.flash(Tone::Good, said);
    if let Some(acknowledged) = sent.acknowledged {
        let day = Value::from(context.texts().day(acknowledged.feedback_by));
        let said = context.text_with("write-acknowledged", &[("day", day)]);
        context.flash(Tone::Info, said);
    }
    Ok(context.see(Part::Talk.path(&number)))
}

pub(super) fn drop(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let kind = kind_of(context)?;
    let vault = &mut context.session.vault;
    case::drop_draft(vault, &number, kind, context.now, context.rng)?;
    context.flash(Tone::Info, context.text("draft-dropped-said"));
    Ok(context.see(Part::Write.path(&number)))
}
