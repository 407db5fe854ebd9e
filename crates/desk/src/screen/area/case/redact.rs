//! Redactions of a case: what there is, and beginning one (R113–R118).

use bellrope_preview::Page as Leaf;
use maud::{Markup, html};

use super::course::reason_of;
use super::head::{self, Part};
use crate::case::CaseNumber;
use crate::redaction::{self, NewRedaction, Redaction, RedactionError, Source};
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, badge, button, choice, empty, field, note,
    table, textarea,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Texts, Value};

/// Returns the path of a redaction.
pub(super) fn path_of(number: &CaseNumber, redaction: u32) -> String {
    format!("{}/{redaction}", Part::Redactions.path(number))
}

/// Returns where a part comes from, in words.
pub(super) fn source_of(texts: &Texts, source: Source) -> String {
    let (id, item, page) = match source {
        Source::Letter { item } => ("source-letter", item, 0),
        Source::ForDesk { item } => ("source-for-desk", item, 0),
        Source::Reply { item } => ("source-reply", item, 0),
        Source::Page { attachment, page } => ("source-page", attachment, page),
    };
    let values = [("item", Value::from(item)), ("page", Value::from(page))];
    texts.with(id, &values)
}

/// Draws whether a redaction was signed off.
pub(super) fn state(texts: &Texts, redaction: &Redaction) -> Markup {
    match redaction.signed_off {
        Some(_) => badge(Tone::Good, &texts.get("redact-signed-off")),
        None => badge(Tone::Info, &texts.get("redact-draft")),
    }
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let number = &view.summary.number;
    let reading = context.session.vault.read()?;
    let all = redaction::all(&reading, number)?;
    let offers = redaction::offers(&reading, number)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("redact-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("redact-limit")) } }))
        @if all.is_empty() {
            (empty(&texts.get("redact-none"), None))
        } @else {
            (list(texts, number, &all))
        }
        h3 { (texts.get("redact-new")) }
        (form(context, number, &offers, errors))
    };
    let page = head::page(context, &view, Part::Redactions, &body, errors);
    Ok(context.show(page))
}

fn list(texts: &Texts, number: &CaseNumber, all: &[Redaction]) -> Markup {
    let row = |it: &Redaction| {
        vec![
            Cell::number(it.number),
            Cell::new(html! { a href=(path_of(number, it.number)) { (it.title) } }),
            Cell::new(state(texts, it)),
        ]
    };
    table(&Table {
        caption: &texts.get("case-redactions"),
        heads: &["case-file-number", "redact-title", "people-state"].map(|id| texts.get(id)),
        rows: all.iter().map(row).collect(),
    })
}

fn form(
    context: &Context<'_>,
    number: &CaseNumber,
    offers: &[redaction::Offer],
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let option = |(at, offer): (usize, &redaction::Offer)| {
        let label = format!(
            "{}, {}",
            source_of(texts, offer.source),
            texts.day(offer.day)
        );
        Option_::new((at + 1).to_string(), label)
    };
    let mut options: Vec<Option_> = offers.iter().enumerate().map(option).collect();
    if let Some(file) = shown_file(context, number) {
        let values = [("file", Value::from(file))];
        options.push(Option_::new(
            "shown",
            texts.with("redact-shown-file", &values),
        ));
    }
    let chosen: Vec<&str> = sent.texts("source").collect();
    let fields = html! {
        (choice(&Choice {
            id: "source",
            label: &texts.get("redact-of"),
            hint: Some(&texts.get("redact-of-hint")),
            options: &options,
            chosen: &chosen,
            many: true,
        }, errors))
        (field(&Field {
            id: "title",
            label: &texts.get("redact-title"),
            hint: Some(&texts.get("redact-title-hint")),
            value: sent.text("title"),
            required: true,
            ..Field::default()
        }, errors))
        (textarea(&Field {
            id: "reason",
            label: &texts.get("redact-reason"),
            value: sent.text("reason"),
            required: true,
            ..Field::default()
        }, 3, errors))
        div .actions { (button(&texts.get("redact-begin"))) }
    };
    context.frame.form(&Part::Redactions.path(number), fields)
}

/// Returns which file of the case was looked at last, if its preview is still there.
fn shown_file(context: &Context<'_>, number: &CaseNumber) -> Option<u32> {
    let shown = context.session.shown.as_ref()?;
    let has_pages = shown
        .preview
        .pages()
        .iter()
        .any(|it| matches!(it, Leaf::Picture(_) | Leaf::Text(_)));
    (shown.number == *number && has_pages).then_some(shown.file)
}

pub(super) fn begin(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let offers = redaction::offers(&context.session.vault.read()?, &number)?;
    let mut errors = Errors::default();
    let reason = reason_of(context, "reason", &mut errors);
    let form = context.request.form();
    let chosen = form
        .texts("source")
        .filter_map(|it| it.parse::<usize>().ok());
    let offer = |at: usize| at.checked_sub(1).and_then(|at| offers.get(at));
    let sources: Vec<Source> = chosen.filter_map(|at| Some(offer(at)?.source)).collect();
    let shown = context
        .session
        .shown
        .as_ref()
        .filter(|it| it.number == number);
    let wanted = form.texts("source").any(|it| it == "shown");
    let leaves = match shown.filter(|_| wanted) {
        Some(shown) => redaction::leaves_of(shown.file, &shown.preview),
        None => Vec::new(),
    };
    if sources.is_empty() && leaves.is_empty() {
        errors.add("source", context.text("redact-no-source"));
    }
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        if errors.is_empty() {
            errors.add("reason", context.text("redact-no-reason"));
        }
        return page(context, &errors);
    };
    let title = form.text("title").to_owned();
    let new = NewRedaction {
        title: &title,
        reason: &reason,
        sources: &sources,
        leaves,
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match redaction::begin(vault, &number, new, now, context.rng) {
        Ok(begun) => Ok(context.see(path_of(&number, begun))),
        Err(RedactionError::Title) => {
            errors.add("title", context.text("redact-bad-title"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}
