//! Learning points: all of them, one with its history, noting and changing.

use bellrope_casework::vocabulary::{Category, Word as _};
use bellrope_protocol::content::Questions;
use maud::{Markup, html};

use super::{LOOKED, blame, category, look_box};
use crate::case::CaseNumber;
use crate::learning::{self, ENOUGH, LearningError, LearningPoint, NewPoint, PointVersion};
use crate::screen::area::listing::{page_at, readable};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, button, definitions, empty, field, link_button, note as box_,
    pages, table, textarea, typed,
};
use crate::screen::{Answer, Context, Form, Nav, Page, Refusal};
use crate::term;
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let own = readable(&context.session.vault)?;
    let reading = context.session.vault.read()?;
    let points = learning::points(&reading)?;
    let asked = learning::unanswered(&reading)?;
    let (year, ..) = term::local_day(context.now).date();
    let year = u16::try_from(year).unwrap_or(u16::MAX);
    let standing = |of| learning::standing(&reading, &of, year);
    let enough = [
        ("learn-evaluations", standing(Questions::Evaluation)?),
        ("learn-diversity", standing(Questions::Diversity)?),
    ];
    drop(reading);
    let asked: Vec<CaseNumber> = asked.into_iter().filter(|it| own.contains(it)).collect();
    let texts = context.texts();
    let at = page_at(context, points.len());
    let body = html! {
        p .lead { (texts.get("learn-lead")) }
        div .actions {
            (link_button("/measures", &texts.get("measure-title")))
            (link_button("/evaluations", &texts.get("evaluation-title")))
        }
        (unanswered(context, &asked))
        @if points.is_empty() {
            (empty(&texts.get("learn-none"), None))
        } @else {
            (list(context, at.slice(&points)))
            (pages(&context.frame, at, "/learning?page="))
        }
        h2 { (texts.get("learn-said")) }
        p { (texts.with("learn-said-lead", &[("count", Value::from(ENOUGH))])) }
        (definitions(&enough.map(|(id, enough)| {
            let stands = if enough { "learn-enough" } else { "learn-not-enough" };
            (texts.get(id), html! { (texts.get(stands)) })
        })))
        h2 { (texts.get("learn-new")) }
        p { (texts.get("learn-new-lead")) }
        (context.frame.form("/learning", fields(context, None, errors)))
    };
    let page = Page::new(Nav::Learning, texts.get("nav-learning"), body).errors(errors, texts);
    Ok(context.show(page))
}

/// Draws the cases that wait for an answer: numbers, nothing else.
fn unanswered(context: &Context<'_>, asked: &[CaseNumber]) -> Markup {
    let texts = context.texts();
    if asked.is_empty() {
        return html! {};
    }
    box_(
        Tone::Warn,
        html! {
            p { (texts.with("learn-waits", &[("count", Value::from(asked.len()))])) }
            ul {
                @for number in asked.iter().take(20) {
                    li { a href=(super::path_of(number)) { (number) } }
                }
            }
        },
    )
}

fn list(context: &Context<'_>, points: &[LearningPoint]) -> Markup {
    let texts = context.texts();
    let heads = [
        "learn-number",
        "learn-year",
        "learn-category",
        "learn-part",
        "learn-text",
    ];
    let row = |point: &LearningPoint| {
        let now = point.now();
        let path = format!("/learning/{}", point.number);
        vec![
            Cell::new(html! { a href=(path) { (point.number) } }),
            Cell::new(point.year),
            Cell::new(label(context, now.category)),
            Cell::new(&now.part),
            Cell::new(typed(&now.text)),
        ]
    };
    table(&Table {
        caption: &texts.get("learn-list"),
        heads: &heads.map(|id| texts.get(id)),
        rows: points.iter().map(row).collect(),
    })
}

fn label(context: &Context<'_>, category: Option<Category>) -> String {
    let none = || context.text("learn-no-category");
    category.map_or_else(none, |it| it.label(context.frame.lang).to_owned())
}

/// Draws the fields of a learning point, with what it says now.
pub(super) fn fields(context: &Context<'_>, now: Option<&PointVersion>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let form = context.request.form();
    let value = |id: &str, kept: Option<&str>| -> String {
        let kept = kept.unwrap_or_default();
        if form.has(id) { form.text(id) } else { kept }.to_owned()
    };
    html! {
        (textarea(&Field {
            id: "text",
            label: &texts.get("learn-text"),
            hint: Some(&texts.get("learn-text-hint")),
            value: &value("text", now.map(|it| it.text.as_str())),
            required: true,
            ..Field::default()
        }, 4, errors))
        (category(context, now.and_then(|it| it.category), errors))
        (field(&Field {
            id: "part",
            label: &texts.get("learn-part"),
            hint: Some(&texts.get("learn-part-hint")),
            value: &value("part", now.map(|it| it.part.as_str())),
            ..Field::default()
        }, errors))
        (look_box(context, errors))
        div .actions { (button(&texts.get("learn-keep"))) }
    }
}

/// Reads the fields of a learning point.
pub(super) fn read(form: &Form) -> NewPoint<'_> {
    NewPoint {
        category: Category::of_code(form.text("category")).ok(),
        part: form.text("part"),
        text: form.text("text"),
        looked: form.has(LOOKED),
    }
}

/// Tells what went wrong beside its field; an error of the vault is a page.
pub(super) fn refused(context: &Context<'_>, err: LearningError) -> Result<Errors, Refusal> {
    let mut errors = Errors::default();
    match err {
        LearningError::Empty | LearningError::TooLong { .. } | LearningError::Named { .. } => {
            blame(context, &mut errors, &err, "text");
            Ok(errors)
        }
        err => Err(err.into()),
    }
}

pub(super) fn note(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let point = read(form);
    let vault = &mut context.session.vault;
    match learning::note_point(vault, &point, context.now, context.rng) {
        Ok(number) => {
            context.flash(Tone::Good, context.text("learn-kept"));
            Ok(context.see(format!("/learning/{number}")))
        }
        Err(err) => {
            let errors = refused(context, err)?;
            page(context, &errors)
        }
    }
}

pub(super) fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page_of(context, &Errors::default())
}

fn number_of(context: &Context<'_>) -> Result<u32, Refusal> {
    context
        .place("point")
        .parse()
        .map_err(|_| Refusal::absent())
}

fn page_of(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let number = number_of(context)?;
    let point = match learning::point(&reading, number) {
        Err(LearningError::NoPoint { .. }) => return Err(Refusal::absent()),
        found => found?,
    };
    let measures = learning::measures(&reading)?;
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let now = point.now();
    let of_point = measures
        .iter()
        .filter(|it| it.words().points.contains(&number));
    let body = html! {
        (typed(&now.text))
        (definitions(&[
            (texts.get("learn-year"), html! { (point.year) }),
            (texts.get("learn-category"), html! { (label(context, now.category)) }),
            (texts.get("learn-part"), html! { (now.part) }),
        ]))
        h2 { (texts.get("learn-measures")) }
        ul {
            @for measure in of_point {
                li { a href=(format!("/measures/{}", measure.number)) { (measure.words().title) } }
            }
            li { a href=(format!("/measures?point={number}#new")) { (texts.get("measure-new-of")) } }
        }
        (history(context, &names, &point))
        h2 { (texts.get("learn-change")) }
        (context.frame.form(&format!("/learning/{number}"), fields(context, Some(now), errors)))
        div .actions { (link_button("/learning", &texts.get("nav-learning"))) }
    };
    let value = [("number", Value::from(number.to_string()))];
    let title = texts.with("learn-of", &value);
    let page = Page::new(Nav::Learning, title, body).errors(errors, texts);
    Ok(context.show(page))
}

/// Draws the wordings before this one.
fn history(context: &Context<'_>, names: &Names, point: &LearningPoint) -> Markup {
    let texts = context.texts();
    html! {
        @if !point.before().is_empty() {
            h2 { (texts.get("learn-before")) }
            ol {
                @for version in point.before() {
                    li {
                        @if let Some((day, by)) = version.written {
                            p .hint { (texts.day(day)) ", " (names.of_text(&by.to_string())) }
                        }
                        (typed(&version.text))
                    }
                }
            }
        }
    }
}

pub(super) fn change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = number_of(context)?;
    let form = context.request.form();
    let point = read(form);
    let vault = &mut context.session.vault;
    match learning::change_point(vault, number, &point, context.now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("learn-kept"));
            Ok(context.see(format!("/learning/{number}")))
        }
        Err(LearningError::NoPoint { .. }) => Err(Refusal::absent()),
        Err(err) => {
            let errors = refused(context, err)?;
            page_of(context, &errors)
        }
    }
}
