//! The register of measures: overdue ones first, one with its history, noting, changing, moving.

use std::collections::BTreeSet;

use bellrope_casework::learning::MeasureKind;
use bellrope_casework::vocabulary::{MeasureState, Word as _};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::{LOOKED, blame, look_box, looked};
use crate::learning::{self, LearningError, Measure, MeasureWords};
use crate::screen::area::case::reason_of;
use crate::screen::area::listing::page_at;
use crate::screen::area::person::Names;
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, badge, button, choice, definitions, empty,
    field, link_button, pages, select, table, textarea, typed,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal};
use crate::term;
use crate::text::Value;

const PATH: &str = "/measures";

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let today = term::local_day(context.now);
    let mut measures = learning::measures(&context.session.vault.read()?)?;
    measures.sort_by_key(|measure| !measure.is_overdue(today));
    let overdue = measures.iter().filter(|it| it.is_overdue(today)).count();
    let texts = context.texts();
    let at = page_at(context, measures.len());
    let body = html! {
        p .lead { (texts.get("measure-lead")) }
        p { (texts.with("measure-late", &[("count", Value::from(overdue))])) }
        @if measures.is_empty() {
            (empty(&texts.get("measure-none"), None))
        } @else {
            (list(context, at.slice(&measures), today))
            (pages(&context.frame, at, &format!("{PATH}?page=")))
        }
        h2 #new { (texts.get("measure-new")) }
        (context.frame.form(PATH, fields(context, None, errors)))
        div .actions { (link_button("/learning", &texts.get("nav-learning"))) }
    };
    let page = Page::new(Nav::Learning, texts.get("measure-title"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn list(context: &Context<'_>, measures: &[Measure], today: Day) -> Markup {
    let texts = context.texts();
    let lang = context.frame.lang;
    let heads = [
        "learn-number",
        "measure-what",
        "measure-kind",
        "measure-owner",
        "measure-target",
        "measure-state",
    ];
    let row = |measure: &Measure| {
        let words = measure.words();
        let path = format!("{PATH}/{}", measure.number);
        vec![
            Cell::new(html! { a href=(path) { (measure.number) } }),
            Cell::new(&words.title),
            Cell::new(words.kind.label(lang)),
            Cell::new(&words.owner),
            Cell::new(target(context, measure, today)),
            Cell::new(measure.course.state().label(lang)),
        ]
    };
    table(&Table {
        caption: &texts.get("measure-list"),
        heads: &heads.map(|id| texts.get(id)),
        rows: measures.iter().map(row).collect(),
    })
}

fn target(context: &Context<'_>, measure: &Measure, today: Day) -> Markup {
    let texts = context.texts();
    html! {
        (texts.day(measure.words().target))
        @if measure.is_overdue(today) { " " (badge(Tone::Bad, &texts.get("measure-overdue"))) }
    }
}

/// Draws the fields of a measure, with what is said of it now.
fn fields(context: &Context<'_>, now: Option<&MeasureWords>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let lang = context.frame.lang;
    let form = context.request.form();
    let sent = |id: &str, kept: String| match form.has(id) {
        true => form.text(id).to_owned(),
        false => kept,
    };
    let kept = |of: fn(&MeasureWords) -> String| now.map(of).unwrap_or_default();
    let options: Vec<Option_> = MeasureKind::all()
        .map(|kind| Option_::new(kind.as_str(), kind.label(lang)))
        .collect();
    let kind = sent("kind", kept(|it| it.kind.to_string()));
    // A learning point leads here with its number.
    let point = context.request.query().text("point").to_owned();
    let points = now.map_or(point, |it| {
        let numbers: Vec<String> = it.points.iter().map(u32::to_string).collect();
        numbers.join(", ")
    });
    let lines = [
        (
            "title",
            "measure-what",
            None,
            "",
            kept(|it| it.title.clone()),
        ),
        (
            "owner",
            "measure-owner",
            Some("measure-owner-hint"),
            "",
            kept(|it| it.owner.clone()),
        ),
        (
            "budget",
            "measure-budget",
            None,
            "",
            kept(|it| it.budget.clone()),
        ),
        (
            "initiative",
            "measure-initiative",
            None,
            "",
            kept(|it| it.initiative.clone()),
        ),
        (
            "start",
            "measure-start",
            Some("measure-day-hint"),
            "date",
            kept(|it| it.start.map(|day| day.to_string()).unwrap_or_default()),
        ),
        (
            "target",
            "measure-target",
            Some("measure-day-hint"),
            "date",
            kept(|it| it.target.to_string()),
        ),
        (
            "points",
            "measure-points",
            Some("measure-points-hint"),
            "",
            points,
        ),
    ];
    html! {
        (select(&Choice {
            id: "kind",
            label: &texts.get("measure-kind"),
            hint: Some(&texts.get("measure-kind-hint")),
            options: &options,
            chosen: &[kind.as_str()],
            many: false,
        }, errors))
        @for (id, label, hint, kind, kept) in lines {
            (field(&Field {
                id,
                label: &texts.get(label),
                hint: hint.map(|hint| texts.get(hint)).as_deref(),
                value: &sent(id, kept),
                kind,
                required: matches!(id, "title" | "owner" | "target"),
                ..Field::default()
            }, errors))
        }
        (look_box(context, errors))
        div .actions { (button(&texts.get("measure-keep"))) }
    }
}

/// Reads the fields of a measure.
fn read(context: &Context<'_>, errors: &mut Errors) -> Option<MeasureWords> {
    let form = context.request.form();
    let kind = MeasureKind::of_code(form.text("kind"));
    let target = form.text("target").trim().parse::<Day>();
    let start = match form.text("start").trim() {
        "" => Ok(None),
        day => day.parse::<Day>().map(Some),
    };
    if kind.is_err() {
        errors.add("kind", context.text("measure-no-kind"));
    }
    for (id, is_wrong) in [("start", start.is_err()), ("target", target.is_err())] {
        if is_wrong {
            errors.add(id, context.text("measure-no-day"));
        }
    }
    for id in ["title", "owner"] {
        if form.text(id).trim().is_empty() {
            errors.add(id, context.text("measure-no-words"));
        }
    }
    let numbers = form
        .text("points")
        .split([',', ' '])
        .filter(|it| !it.is_empty());
    let points: Result<BTreeSet<u32>, _> = numbers.map(str::parse).collect();
    if points.is_err() {
        errors.add("points", context.text("measure-no-points"));
    }
    if !errors.is_empty() {
        return None;
    }
    Some(MeasureWords {
        kind: kind.ok()?,
        title: form.text("title").to_owned(),
        owner: form.text("owner").to_owned(),
        budget: form.text("budget").to_owned(),
        initiative: form.text("initiative").to_owned(),
        start: start.ok()?,
        target: target.ok()?,
        points: points.ok()?,
    })
}

/// Tells what went wrong beside its field; an error of the vault is a page.
fn refused(context: &Context<'_>, err: LearningError) -> Result<Errors, Refusal> {
    let field = match &err {
        LearningError::NoPoint { .. } => "points",
        LearningError::Backwards => "target",
        LearningError::TooLong { .. } | LearningError::Empty | LearningError::Named { .. } => {
            "title"
        }
        LearningError::NoMeasure { .. } => return Err(Refusal::absent()),
        _ => return Err(err.into()),
    };
    let mut errors = Errors::default();
    blame(context, &mut errors, &err, field);
    Ok(errors)
}

pub(super) fn note(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let looked = looked(context);
    let Some(words) = read(context, &mut errors) else {
        return page(context, &errors);
    };
    let vault = &mut context.session.vault;
    match learning::note_measure(vault, &words, looked, context.now, context.rng) {
        Ok(number) => Ok(kept(context, number)),
        Err(err) => {
            let errors = refused(context, err)?;
            page(context, &errors)
        }
    }
}

fn kept(context: &mut Context<'_>, number: u32) -> Answer {
    context.flash(Tone::Good, context.text("measure-kept"));
    context.see(format!("{PATH}/{number}"))
}

pub(super) fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page_of(context, &Errors::default())
}

fn number_of(context: &Context<'_>) -> Result<u32, Refusal> {
    let number = context.place("measure").parse();
    number.map_err(|_| Refusal::absent())
}

fn page_of(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let number = number_of(context)?;
    let reading = context.session.vault.read()?;
    let measure = match learning::measure(&reading, number) {
        Err(LearningError::NoMeasure { .. }) => return Err(Refusal::absent()),
        found => found?,
    };
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let words = measure.words();
    let path = format!("{PATH}/{number}");
    let body = html! {
        (facts(context, &measure))
        h2 { (texts.get("measure-course")) }
        (course(context, &names, &measure))
        (moves(context, &measure, errors))
        @if measure.before().next().is_some() {
            h2 { (texts.get("measure-before")) }
            ol {
                @for (day, by, words) in measure.before() {
                    li {
                        p .hint { (texts.day(day)) ", " (names.of_text(&by.to_string())) }
                        p { (words.title) " · " (words.owner) " · " (texts.day(words.target)) }
                    }
                }
            }
        }
        h2 { (texts.get("measure-change")) }
        (context.frame.form(&path, fields(context, Some(words), errors)))
        div .actions { (link_button(PATH, &texts.get("measure-title"))) }
    };
    let value = [("number", Value::from(number))];
    let title = texts.with("measure-of", &value);
    let page = Page::new(Nav::Learning, title, body).errors(errors, texts);
    Ok(context.show(page))
}

fn facts(context: &Context<'_>, measure: &Measure) -> Markup {
    let texts = context.texts();
    let words = measure.words();
    let today = term::local_day(context.now);
    let points = html! {
        @for (at, number) in words.points.iter().enumerate() {
            @if at > 0 { ", " }
            a href=(format!("/learning/{number}")) { (number) }
        }
    };
    let start = words.start.map(|day| texts.day(day)).unwrap_or_default();
    definitions(&[
        (texts.get("measure-what"), html! { (words.title) }),
        (
            texts.get("measure-kind"),
            html! { (words.kind.label(context.frame.lang)) },
        ),
        (texts.get("measure-owner"), html! { (words.owner) }),
        (texts.get("measure-budget"), html! { (words.budget) }),
        (
            texts.get("measure-initiative"),
            html! { (words.initiative) },
        ),
        (texts.get("measure-start"), html! { (start) }),
        (texts.get("measure-target"), target(context, measure, today)),
        (texts.get("measure-points"), points),
    ])
}

fn course(context: &Context<'_>, names: &Names, measure: &Measure) -> Markup {
    let texts = context.texts();
    html! {
        ol {
            @for step in measure.course.steps() {
                li {
                    p {
                        (step.state.label(context.frame.lang)) ", " (texts.day(step.day)) ", "
                        (names.of_text(&step.by.to_string()))
                    }
                    @if let Some(words) = &step.words { (typed(words.as_str())) }
                }
            }
        }
    }
}

fn moves(context: &Context<'_>, measure: &Measure, errors: &Errors) -> Markup {
    let texts = context.texts();
    let next = measure.course.state().next();
    if next.is_empty() {
        return html! { p { (texts.get("measure-ended")) } };
    }
    let label = |it: &MeasureState| Option_::new(it.as_str(), it.label(context.frame.lang));
    let options: Vec<Option_> = next.iter().map(label).collect();
    let form = context.request.form();
    let fields = html! {
        (choice(&Choice {
            id: "state",
            label: &texts.get("measure-to"),
            hint: None,
            options: &options,
            chosen: &[form.text("state")],
            many: false,
        }, errors))
        (textarea(&Field {
            id: "words",
            label: &texts.get("measure-words"),
            hint: Some(&texts.get("measure-words-hint")),
            value: form.text("words"),
            ..Field::default()
        }, 3, errors))
        // The box of this form has a name of its own: both forms stand on one page.
        @if errors.has(MOVE_LOOKED) || form.has(MOVE_LOOKED) {
            (crate::screen::component::checkbox(
                MOVE_LOOKED, &texts.get("learn-looked"), form.has(MOVE_LOOKED), errors,
            ))
        }
        div .actions { (button(&texts.get("measure-move"))) }
    };
    let path = format!("{PATH}/{}/state", measure.number);
    context.frame.form(&path, fields)
}

const MOVE_LOOKED: &str = "move-looked";

pub(super) fn change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = number_of(context)?;
    let mut errors = Errors::default();
    let looked = looked(context);
    let Some(words) = read(context, &mut errors) else {
        return page_of(context, &errors);
    };
    let vault = &mut context.session.vault;
    match learning::change_measure(vault, number, &words, looked, context.now, context.rng) {
        Ok(()) => Ok(kept(context, number)),
        Err(err) => {
            let errors = refused(context, err)?;
            page_of(context, &errors)
        }
    }
}

pub(super) fn go(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = number_of(context)?;
    let mut errors = Errors::default();
    let words = reason_of(context, "words", &mut errors);
    let form = context.request.form();
    let Ok(to) = MeasureState::of_code(form.text("state")) else {
        errors.add("state", context.text("measure-choose"));
        return page_of(context, &errors);
    };
    if !errors.is_empty() {
        return page_of(context, &errors);
    }
    let (words, looked) = (words.as_ref(), form.has(MOVE_LOOKED));
    let vault = &mut context.session.vault;
    let moved = learning::move_measure(vault, number, to, words, looked, context.now, context.rng);
    match moved {
        Ok(()) => Ok(kept(context, number)),
        Err(err @ (LearningError::Move(_) | LearningError::Named { .. })) => {
            let mut beside = Errors::default();
            blame(context, &mut beside, &err, "words");
            // The box of this form.
            let errors = beside.renamed(LOOKED, MOVE_LOOKED);
            page_of(context, &errors)
        }
        Err(err) => {
            let errors = refused(context, err)?;
            page_of(context, &errors)
        }
    }
}
