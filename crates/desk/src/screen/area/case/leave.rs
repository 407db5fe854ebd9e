//! How a redaction leaves: what is left, who signs it off, and the file.

use maud::{Markup, html};

use super::course::reason_of;
use super::head::{self, Part};
use super::marking::{find, page};
use super::redact::path_of;
use crate::case::CaseView;
use crate::proposal::{self, Proposed};
use crate::redaction::{self, Content, Format, Leaving, Redaction, SignOff};
use crate::screen::area::{places, proposal as proposals};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, choice, field, link_button, note, textarea, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Texts, Value};

/// What leaves, who signs it off, and the file.
pub(super) fn draw(
    context: &Context<'_>,
    path: &str,
    view: &CaseView,
    found: &Redaction,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let form = match found.signed_off {
        None => {
            let fields = html! {
                (textarea(&Field {
                    id: "ready",
                    label: &texts.get("redact-ready"),
                    value: sent.text("ready"),
                    required: true,
                    ..Field::default()
                }, 2, errors))
                div .actions { (button(&texts.get("redact-sign-off"))) }
            };
            context.frame.form(&format!("{path}/sign-off"), fields)
        }
        Some(_) => context
            .frame
            .form(&format!("{path}/export"), export_fields(context, errors)),
    };
    html! {
        h4 { (texts.get("redact-leaves")) }
        div .actions {
            (link_button(&format!("{path}/left"), &texts.get("redact-look")))
            (link_button(&Part::Redactions.path(&view.summary.number), &texts.get("write-back")))
        }
        (form)
    }
}

fn export_fields(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let options = Format::ALL.map(|it| Option_::new(it.code(), it.code().to_uppercase()));
    let format = sent.text("format");
    html! {
        @for id in ["recipient", "purpose"] {
            (field(&Field {
                id,
                label: &texts.get(&format!("leaving-{id}")),
                value: sent.text(id),
                required: true,
                ..Field::default()
            }, errors))
        }
        (choice(&Choice {
            id: "format",
            label: &texts.get("redact-format"),
            hint: None,
            options: &options,
            chosen: &[if format.is_empty() { "pdf" } else { format }],
            many: false,
        }, errors))
        (places::place_to_write(context, errors))
        div .actions { (button(&texts.get("redact-export"))) }
    }
}

/// Shows what is left: exactly what leaves.
pub(super) fn left(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let view = super::open(context)?;
    let left = redaction::what_is_left(&context.session.vault.read()?, &number, &found)?;
    let texts = context.texts();
    let path = path_of(&number, found.number);
    let pictures = found.parts.iter().enumerate();
    let is_picture = |part: &redaction::Part| matches!(part.content, Content::Picture { .. });
    let body = html! {
        h3 { (texts.get("redact-look")) }
        (note(Tone::Info, html! { p { (texts.get("redact-look-how")) } }))
        (typed(&left.to_text()))
        @for (at, _) in pictures.filter(|(_, part)| is_picture(part)) {
            div .leaves {
                img src=(format!("{path}/left/{at}")) alt=(texts.get("redaction-paper-alternative"));
            }
        }
        div .actions { (link_button(&path, &texts.get("write-back"))) }
    };
    let page = head::page(context, &view, Part::Redactions, &body, &Errors::default());
    Ok(context.show(page))
}

pub(super) fn sign_off(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let words = context.request.form().text("ready").trim().to_owned();
    if words.is_empty() {
        let mut errors = Errors::default();
        errors.add("ready", context.text("redact-no-reason"));
        return page(context, &errors);
    }
    let plan = SignOff {
        number: number.clone(),
        redaction: found.number,
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match proposal::propose(vault, &plan, &words, now, context.rng)? {
        Proposed::Waits(id) => Ok(context.see(proposals::path_of(id))),
        Proposed::Done(..) => {
            context.flash(Tone::Good, context.text("redact-alone-said"));
            Ok(context.see(path_of(&number, found.number)))
        }
    }
}

pub(super) fn export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let mut errors = Errors::default();
    let leaving = read_leaving(context, &mut errors);
    let format = Format::of_code(context.request.form().text("format")).unwrap_or(Format::Pdf);
    let to = places::target_of(
        context,
        &format!("{}-{}.{}", number, found.number, format.code()),
    );
    match &to {
        None => errors.add("file", context.text("places-missing")),
        Some(to) if to.exists() => errors.add("file", places::taken_name(context, to)),
        Some(_) => {}
    }
    let (Some(to), Some(leaving), true) = (to, leaving, errors.is_empty()) else {
        return page(context, &errors);
    };
    let as_file = (format, context.frame.lang);
    let (vault, now, at) = (&mut context.session.vault, context.now, found.number);
    redaction::export(
        vault,
        (&number, at),
        as_file,
        &to,
        &leaving,
        now,
        context.rng,
    )?;
    context.flash(Tone::Good, said_written(context.texts(), &to));
    Ok(context.see(path_of(&number, at)))
}

pub(super) fn said_written(texts: &Texts, to: &std::path::Path) -> String {
    let file = [("file", Value::from(to.display().to_string()))];
    texts.with("redact-written-said", &file)
}

/// Reads for whom and why something leaves.
fn read_leaving(context: &Context<'_>, errors: &mut Errors) -> Option<Leaving> {
    let mut read = |id: &str| {
        let reason = reason_of(context, id, errors);
        if reason.is_none() {
            errors.add(id, context.text("leaving-missing"));
        }
        reason
    };
    let (recipient, purpose) = (read("recipient"), read("purpose"));
    Some(Leaving {
        recipient: recipient?,
        purpose: purpose?,
    })
}
