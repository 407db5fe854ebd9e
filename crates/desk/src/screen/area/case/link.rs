//! What a case has to do with others: links, with a kind and a reason; handling it in another; taking
//! parts of it apart (R008, R102, R110).

use bellrope_casework::reason::Reason;
use maud::{Markup, html};

use super::head::{self, Part};
use super::{course, path_of, talk};
use crate::case::{self, CaseNumber, CaseView, Entry, Link, LinkError, LinkKind};
use crate::said::Say as _;
use crate::screen::area::person::Names;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, badge, button, choice, confirm, danger_button, empty,
    field, note, select, textarea, typed,
};
use crate::screen::context::{capital, sentence};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let body = html! {
        @if let Some(into) = &view.summary.merged_into { (merged(context, into)) }
        (list(context, &names, &view, errors))
        h3 { (texts.get("link-new")) }
        (link_form(context, &view, errors))
        @if view.summary.merged_into.is_none() {
            h3 { (texts.get("merge-title")) }
            (merge_form(context, &view, errors))
        }
        h3 { (texts.get("split-title")) }
        (split_form(context, &view, errors))
    };
    let page = head::page(context, &view, Part::Links, &body, errors);
    Ok(context.show(page))
}

fn path(number: &CaseNumber, end: &str) -> String {
    format!("{}/{end}", path_of(number))
}

fn merged(context: &Context<'_>, into: &CaseNumber) -> Markup {
    let number = [("number", Value::from(into.to_string()))];
    note(
        Tone::Info,
        html! {
            p { (context.text_with("show-merged", &number)) }
            p { a href=(path_of(into)) { (context.text_with("case-title", &number)) } }
        },
    )
}

fn list(context: &Context<'_>, names: &Names, view: &CaseView, errors: &Errors) -> Markup {
    if view.links.is_empty() {
        return empty(&context.text("link-none"), None);
    }
    html! {
        ol .cards {
            @for (at, link) in view.links.iter().enumerate() {
                li { (one(context, names, view, at, link, errors)) }
            }
        }
    }
}

fn kind_text(context: &Context<'_>, kind: LinkKind) -> String {
    capital(&context.text(&format!("link-{}", kind.as_str())))
}

fn one(
    context: &Context<'_>,
    names: &Names,
    view: &CaseView,
    at: usize,
    link: &Link,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let values = [
        ("name", Value::from(names.of_text(&link.by.to_string()))),
        ("day", Value::from(texts.day(link.day))),
    ];
    html! {
        p {
            a href=(path_of(&link.other)) { strong { (link.other) } }
            ": " (kind_text(context, link.kind))
            @if let Some(day) = link.ended {
                " " (badge(Tone::Info, &texts.with("link-ended", &[("day", Value::from(texts.day(day)))])))
            }
        }
        p .hint { (texts.with("link-by", &values)) }
        @if let Some(reason) = &link.reason { (typed(reason.as_str())) }
        @if link.ended.is_none() { (end_form(context, view, at, link, errors)) }
    }
}

fn why(context: &Context<'_>, id: &str, errors: &Errors) -> Markup {
    textarea(
        &Field {
            id,
            label: &context.text("course-reason"),
            hint: Some(&context.text("link-why-hint")),
            value: context.request.form().text(id),
            required: true,
            ..Field::default()
        },
        2,
        errors,
    )
}

fn end_form(
    context: &Context<'_>,
    view: &CaseView,
    at: usize,
    link: &Link,
    errors: &Errors,
) -> Markup {
    let id = format!("why-end-{}", at + 1);
    let number = [("number", Value::from(link.other.to_string()))];
    let is_open = context.request.form().has(&id);
    let fields = html! {
        input type="hidden" name="at" value=(at + 1);
        (why(context, &id, errors))
        div .actions { (button(&context.text_with("link-end-do", &number))) }
    };
    html! {
        details open[is_open] {
            summary { (context.text_with("link-end", &number)) }
            (context.frame.form(&path(&view.summary.number, "links/end"), fields))
        }
    }
}

fn number_field(context: &Context<'_>, id: &str, errors: &Errors) -> Markup {
    field(
        &Field {
            id,
            label: &context.text(&format!("link-field-{id}")),
            hint: Some(&context.text("link-number-hint")),
            value: context.request.form().text(id),
            required: true,
            ..Field::default()
        },
        errors,
    )
}

fn link_form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    // Splitting makes its own.
    let kinds = LinkKind::ALL
        .into_iter()
        .filter(|it| *it != LinkKind::Split);
    let options: Vec<Option_> = kinds
        .map(|kind| Option_::new(kind.as_str(), kind_text(context, kind)))
        .collect();
    let fields = html! {
        (number_field(context, "other", errors))
        (select(&Choice {
            id: "kind",
            label: &context.text("link-kind"),
            hint: None,
            options: &options,
            chosen: &[context.request.form().text("kind")],
            many: false,
        }, errors))
        (why(context, "why-link", errors))
        div .actions { (button(&context.text("link-do"))) }
    };
    let path = Part::Links.path(&view.summary.number);
    context.frame.form(&path, fields)
}

fn merge_form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let fields = html! {
        p { (context.text("merge-how")) }
        (number_field(context, "into", errors))
        (why(context, "why-merge", errors))
        div .actions { (button(&context.text("merge-do"))) }
    };
    let path = path(&view.summary.number, "merge");
    context.frame.form(&path, fields)
}

fn split_form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent: Vec<&str> = context.request.form().texts("part").collect();
    let option = |(at, entry): (usize, &Entry)| {
        let label = format!("{}. {}", at + 1, talk::heading(texts, entry));
        Option_::new((at + 1).to_string(), label)
    };
    let options: Vec<Option_> = view.entries.iter().enumerate().map(option).collect();
    let fields = html! {
        p { (texts.get("split-how")) }
        (choice(&Choice {
            id: "part",
            label: &texts.get("split-parts"),
            hint: None,
            options: &options,
            chosen: &sent,
            many: true,
        }, errors))
        (why(context, "why-split", errors))
        div .actions { (button(&texts.get("split-do"))) }
    };
    context
        .frame
        .form(&path(&view.summary.number, "split"), fields)
}

/// Reads a reason that must be there.
fn must(context: &Context<'_>, id: &str, errors: &mut Errors) -> Option<Reason> {
    let before = errors.is_empty();
    let reason = course::reason_of(context, id, errors);
    if reason.is_none() && before == errors.is_empty() {
        errors.add(id, context.text("link-no-reason"));
    }
    reason
}

/// Reads the number of another case.
fn other(context: &Context<'_>, id: &str, errors: &mut Errors) -> Option<CaseNumber> {
    let number = CaseNumber::parse(context.request.form().text(id));
    if number.is_none() {
        errors.add(id, context.text("link-no-number"));
    }
    number
}

/// Says beside a field why nothing was done; what the vault says is a page of its own.
fn wrong(context: &mut Context<'_>, id: &str, err: LinkError) -> Result<Answer, Refusal> {
    if matches!(err, LinkError::Vault(_)) {
        return Err(err.into());
    }
    let mut errors = Errors::default();
    errors.add(id, sentence(&err.said().text(context.texts())));
    page(context, &errors)
}

fn done(context: &mut Context<'_>, number: &CaseNumber, said: String) -> Answer {
    context.flash(Tone::Good, said);
    context.see(Part::Links.path(number))
}

pub(super) fn add(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let other = other(context, "other", &mut errors);
    let reason = must(context, "why-link", &mut errors);
    let kind = LinkKind::of_code(context.request.form().text("kind"));
    let kind = kind.filter(|it| *it != LinkKind::Split);
    if kind.is_none() {
        errors.add("kind", context.text("link-no-kind"));
    }
    let (Some(other), Some(reason), Some(kind)) = (other, reason, kind) else {
        return page(context, &errors);
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match case::link(vault, &number, &other, kind, &reason, now, context.rng) {
        Ok(()) => {
            let said = context.text("link-done");
            Ok(done(context, &number, said))
        }
        Err(err) => wrong(context, "other", err),
    }
}

pub(super) fn end(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let at: usize = context.request.form().text("at").parse().unwrap_or(0);
    let link = at.checked_sub(1).and_then(|at| view.links.get(at));
    let link = link.ok_or_else(Refusal::absent)?;
    let id = format!("why-end-{at}");
    let mut errors = Errors::default();
    let Some(reason) = must(context, &id, &mut errors) else {
        return page(context, &errors);
    };
    let number = &view.summary.number;
    let (vault, now) = (&mut context.session.vault, context.now);
    let ended = case::unlink(
        vault,
        number,
        &link.other,
        link.kind,
        &reason,
        now,
        context.rng,
    );
    match ended {
        Ok(()) => {
            let said = context.text("link-ended-said");
            Ok(done(context, number, said))
        }
        Err(err) => wrong(context, &id, err),
    }
}

pub(super) fn merge(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let into = other(context, "into", &mut errors);
    let reason = must(context, "why-merge", &mut errors);
    let (Some(into), Some(reason)) = (into, reason) else {
        return page(context, &errors);
    };
    if context.request.form().text("confirmed") != "yes" {
        return ask(context, &number, &into);
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    match case::merge(vault, &number, &into, &reason, now, context.rng) {
        Ok(()) => {
            let values = [
                ("number", Value::from(number.to_string())),
                ("into", Value::from(into.to_string())),
            ];
            let said = context.text_with("merged", &values);
            Ok(done(context, &number, said))
        }
        Err(err) => wrong(context, "into", err),
    }
}

/// Asks once more: there is no way back from another case.
fn ask(
    context: &mut Context<'_>,
    number: &CaseNumber,
    into: &CaseNumber,
) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let into = into.to_string();
    let what = html! {
        (note(Tone::Warn, html! {
            p { (context.text_with("merge-sure", &[("into", Value::from(into.as_str()))])) }
        }))
    };
    let why = context.request.form().text("why-merge");
    let hidden = [("into", into.as_str()), ("why-merge", why)];
    let yes = danger_button(&context.text("merge-do"));
    let back = Part::Links.path(number);
    let path = path(number, "merge");
    let body = confirm(&context.frame, &path, &what, &hidden, &yes, &back);
    let page = head::page(context, &view, Part::Links, &body, &Errors::default());
    Ok(context.show(page))
}

pub(super) fn split(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let form = context.request.form();
    let parts: Vec<usize> = form
        .texts("part")
        .filter_map(|text| text.parse().ok())
        .collect();
    if parts.is_empty() {
        errors.add("part", context.text("split-none"));
    }
    let reason = must(context, "why-split", &mut errors);
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        return page(context, &errors);
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match case::split(vault, &number, &parts, &reason, now, context.rng) {
        Ok(made) => {
            let made = Value::from(made.to_string());
            let said = context.text_with("split", &[("number", made)]);
            Ok(done(context, &number, said))
        }
        Err(err) => wrong(context, "part", err),
    }
}
