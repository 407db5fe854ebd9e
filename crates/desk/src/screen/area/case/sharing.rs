//! Before anything of the case is shared: four questions about one text, which two people answer
//! (R121).

use std::collections::BTreeMap;

use bellrope_casework::reidentification::{Answer as Said, Question, Verdict};
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::head::{self, Part};
use crate::case::CaseView;
use crate::screen::area::person::Names;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, badge, button, choice, empty, link_button, note,
    textarea, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::sharing::{self, Checked};
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let reading = context.session.vault.read()?;
    let checked = sharing::all(&reading, &view.summary.number)?;
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let wanted = wanted(context);
    let again = checked.iter().find(|it| it.of == wanted);
    let body = html! {
        p .lead { (texts.get("sharing-lead")) }
        (note(Tone::Info, html! { p { (texts.get("sharing-limit")) } }))
        h3 { (texts.get(if again.is_some() { "sharing-again" } else { "sharing-new" })) }
        (form(context, &view, again, errors))
        @if again.is_none() {
            h3 { (texts.get("sharing-before")) }
            @if checked.is_empty() { (empty(&texts.get("sharing-none"), None)) }
            @for it in &checked { (past(context, &view, &names, it)) }
        }
    };
    let page = head::page(context, &view, Part::Sharing, &body, errors);
    Ok(context.show(page))
}

/// Returns which text of before is meant, by its hash.
fn wanted(context: &Context<'_>) -> String {
    let sent = context.request.form().text("of");
    let asked = context.request.query().text("of");
    if sent.is_empty() { asked } else { sent }.to_owned()
}

/// Draws the questions, about a text that is typed or about one of before.
fn form(
    context: &Context<'_>,
    view: &CaseView,
    again: Option<&Checked>,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let stored = again.and_then(|it| it.text.as_deref());
    let path = Part::Sharing.path(&view.summary.number);
    let fields = html! {
        @match (again, stored) {
            (Some(it), Some(text)) => {
                input type="hidden" name="of" value=(it.of);
                (typed(text))
            }
            _ => (textarea(&Field {
                id: "text",
                label: &texts.get("sharing-text"),
                hint: Some(&texts.get("sharing-text-hint")),
                value: sent.text("text"),
                required: true,
                ..Field::default()
            }, 8, errors)),
        }
        @for question in Question::ALL { (ask(context, *question, errors)) }
        div .actions {
            (button(&texts.get("sharing-do")))
            @if again.is_some() { (link_button(&path, &texts.get("ui-no-back"))) }
        }
    };
    context.frame.form(&path, fields)
}

pub(super) fn ask(context: &Context<'_>, question: Question, errors: &Errors) -> Markup {
    let lang = context.frame.lang;
    let id = field_of(question);
    let options: Vec<Option_> = Said::ALL
        .iter()
        .map(|it| Option_::new(it.as_str(), it.label(lang)))
        .collect();
    choice(
        &Choice {
            id: &id,
            label: question.label(lang),
            hint: None,
            options: &options,
            chosen: &[context.request.form().text(&id)],
            many: false,
        },
        errors,
    )
}

fn field_of(question: Question) -> String {
    format!("ask-{}", question.as_str())
}

/// Draws a text that somebody judged, and what came of it.
fn past(context: &Context<'_>, view: &CaseView, names: &Names, checked: &Checked) -> Markup {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let path = Part::Sharing.path(&view.summary.number);
    html! {
        section .card {
            p { (verdict(texts, &checked.verdict)) }
            @if let Verdict::MayNotBeShared { questions } = &checked.verdict {
                ul { @for it in questions { li { (it.label(lang)) } } }
            }
            @match &checked.text {
                Some(text) => (typed(text)),
                None => p .hint { (texts.get("sharing-not-kept")) },
            }
            ul {
                @for review in &checked.reviews {
                    @let values = [
                        ("name", Value::from(names.of_text(&review.by.to_string()))),
                        ("day", Value::from(texts.day(review.day))),
                    ];
                    li { (texts.with("sharing-by", &values)) }
                }
            }
            @if checked.text.is_some() {
                div .actions {
                    a .button href=(format!("{path}?of={}", checked.of)) {
                        (texts.get("sharing-judge"))
                    }
                }
            }
        }
    }
}

fn verdict(texts: &Texts, verdict: &Verdict) -> Markup {
    let (tone, said) = match verdict {
        Verdict::MayBeShared => (Tone::Good, texts.get("sharing-may")),
        Verdict::MayNotBeShared { .. } => (Tone::Bad, texts.get("sharing-may-not")),
        Verdict::Open { people } => {
            let people = [("people", Value::from(*people))];
            (Tone::Warn, texts.with("sharing-open", &people))
        }
    };
    badge(tone, &said)
}

/// Reads the answers; each question that has none is an error.
pub(super) fn answers(context: &Context<'_>, errors: &mut Errors) -> BTreeMap<Question, Said> {
    let mut answers = BTreeMap::new();
    for question in Question::ALL {
        let id = field_of(*question);
        match Said::of_code(context.request.form().text(&id)) {
            Ok(answer) => {
                answers.insert(*question, answer);
            }
            Err(_) => errors.add(&id, context.text("sharing-no-answer")),
        }
    }
    answers
}

pub(super) fn review(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let of = context.request.form().text("of");
    let text = if of.is_empty() {
        // A browser sends another end of line than what is written out has.
        context.request.form().text("text").replace("\r\n", "\n")
    } else {
        let all = sharing::all(&context.session.vault.read()?, &number)?;
        let found = all.into_iter().find(|it| it.of == of);
        found.and_then(|it| it.text).ok_or_else(Refusal::absent)?
    };
    if text.trim().is_empty() {
        errors.add("text", context.text("sharing-no-text"));
    }
    let answers = answers(context, &mut errors);
    if !errors.is_empty() {
        return page(context, &errors);
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    let verdict = sharing::review(vault, &number, text.as_bytes(), answers, now, context.rng)?;
    let (tone, id) = match verdict {
        Verdict::MayBeShared => (Tone::Good, "sharing-may-said"),
        Verdict::MayNotBeShared { .. } => (Tone::Warn, "sharing-may-not-said"),
        Verdict::Open { .. } => (Tone::Info, "sharing-open-said"),
    };
    context.flash(tone, context.text(id));
    Ok(context.see(Part::Sharing.path(&number)))
}
