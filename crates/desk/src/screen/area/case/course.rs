//! The course of a case: every status that it had and why, the moves that are open, and what it was
//! judged to be (R096, R097).

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, MoveError, Status, moves_from};
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::class;
use super::head::{self, Part};
use crate::case::{self, CaseView, MoveToError, Moving, PastStatus};
use crate::said::Say as _;
use crate::screen::area::learning;
use crate::screen::area::person::Names;
use crate::screen::area::proposal;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Side, Tone, Turn, badge, button, choice, note, textarea, turn,
    typed,
};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

/// Draws the page again, with what was wrong.
pub(super) fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let body = html! {
        ol .talk { @for past in &view.history { (step(context, &names, past)) } }
        h3 { (context.text("course-move")) }
        (moves(context, &view, errors)?)
        h3 { (context.text("learn-title")) }
        (learning::state(context, &view.summary.number)?)
        h3 { (context.text("course-class")) }
        (class::judged(context, &names, &view))
        (class::form(context, &view, errors))
    };
    let page = head::page(context, &view, Part::Course, &body, errors);
    Ok(context.show(page))
}

fn step(context: &Context<'_>, names: &Names, past: &PastStatus) -> Markup {
    let texts = context.texts();
    let by = past.by.map(|id| names.of_text(&id.to_string()));
    let values = [
        ("status", Value::from(past.status.label(context.frame.lang))),
        ("day", Value::from(texts.day(past.day))),
        (
            "name",
            Value::from(by.unwrap_or_else(|| texts.get("trail-desk"))),
        ),
    ];
    let eyes = match past.eyes {
        Eyes::One => None,
        Eyes::Alone => Some(badge(Tone::Warn, &texts.get("course-alone"))),
        Eyes::Two(second) => {
            let name = Value::from(names.of_text(&second.to_string()));
            Some(badge(
                Tone::Good,
                &texts.with("course-second", &[("name", name)]),
            ))
        }
    };
    turn(&Turn {
        side: Side::Event,
        heading: &texts.with("course-step", &values),
        beside: eyes,
        body: html! { @if let Some(reason) = &past.reason { (typed(reason.as_str())) } },
    })
}

/// Draws the moves that are open, each with what the reporter would see.
fn moves(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Result<Markup, Refusal> {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let open = moves_from(view.summary.status);
    if open.is_empty() {
        return Ok(html! { p { (texts.get("course-no-moves")) } });
    }
    let mut options = Vec::new();
    for status in open.iter().copied().filter(|it| *it != Status::Destroyed) {
        options.push(Option_ {
            hint: Some(consequence(context, view, status)?),
            ..Option_::new(status.as_str(), status.label(lang))
        });
    }
    let sent = context.request.form();
    let fields = html! {
        (choice(&Choice {
            id: "status",
            label: &texts.get("course-to"),
            hint: None,
            options: &options,
            chosen: &[sent.text("status")],
            many: false,
        }, errors))
        (textarea(&Field {
            id: "reason",
            label: &texts.get("course-reason"),
            hint: Some(&texts.get("course-reason-hint")),
            value: sent.text("reason"),
            ..Field::default()
        }, 3, errors))
        div .actions { (button(&texts.get("course-do"))) }
    };
    Ok(html! {
        @if view.wants_out {
            (note(Tone::Warn, html! { p { (texts.get("course-wants-out")) } }))
        }
        (context.frame.form(&format!("{}/status", super::path_of(&view.summary.number)), fields))
    })
}

/// Says of a move what the reporter would see, what it takes, and what the dossier lacks for it.
fn consequence(context: &Context<'_>, view: &CaseView, to: Status) -> Result<String, Refusal> {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let passage = case::passage(&context.session.vault, &view.summary.number, to)?;
    let seen = Value::from(case::seen_label(to, lang));
    let mut said = vec![texts.with("course-seen", &[("seen", seen)])];
    if passage.demand.four_eyes {
        said.push(texts.get("course-takes-two"));
    }
    if !passage.gaps.is_empty() {
        let gaps: Vec<&str> = passage.gaps.iter().map(|gap| gap.label(lang)).collect();
        let gaps = [("gaps", Value::from(gaps.join(", ")))];
        said.push(texts.with("course-gaps", &gaps));
    }
    Ok(said.join(" "))
}

/// Reads a reason that may be absent.
pub(in crate::screen::area) fn reason_of(
    context: &Context<'_>,
    id: &str,
    errors: &mut Errors,
) -> Option<Reason> {
    let text = context.request.form().text(id);
    if text.trim().is_empty() {
        return None;
    }
    match Reason::parse(text) {
        Ok(reason) => Some(reason),
        Err(_) => {
            errors.add(id, context.text("course-reason-long"));
            None
        }
    }
}

pub(super) fn go(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let reason = reason_of(context, "reason", &mut errors);
    let Ok(to) = Status::of_code(context.request.form().text("status")) else {
        errors.add("status", context.text("course-choose"));
        return page(context, &errors);
    };
    if !errors.is_empty() {
        return page(context, &errors);
    }
    let vault = &mut context.session.vault;
    match case::move_to(
        vault,
        &number,
        to,
        reason.as_ref(),
        context.now,
        context.rng,
    ) {
        Ok(Moving::Done(moved)) => {
            let status = Value::from(moved.status.label(context.frame.lang));
            let said = context.text_with("course-moved", &[("status", status)]);
            context.flash(Tone::Good, said);
            // Closing asks what can be learnt (R139).
            let asks = moved.status == Status::Concluded;
            let next = if asks {
                learning::path_of(&number)
            } else {
                Part::Course.path(&number)
            };
            Ok(context.see(next))
        }
        Ok(Moving::Waits(id)) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see(proposal::path_of(id)))
        }
        Err(err @ MoveToError::Vault(_)) => Err(err.into()),
        Err(err) => {
            let field = match err {
                MoveToError::NoReason | MoveToError::Move(MoveError::NoReason { .. }) => "reason",
                _ => "status",
            };
            errors.add(field, sentence(&err.said().text(context.texts())));
            page(context, &errors)
        }
    }
}
