//! Retention: which cases are due for deletion, which are held (R152, R153).

use bellrope_casework::retention::State;
use maud::{Markup, html};

use super::case as case_area;
use super::listing::{page_at, readable};
use super::proposal as proposals;
use crate::case::CaseNumber;
use crate::proposal::{self, Proposed};
use crate::retention::{self, Deletion, Standing};
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, badge, button, danger_button, empty, link_button, note,
    pages, table, textarea, typed,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/retention", show),
    Route::get("/retention/{case}", show_one),
    Route::post("/retention/{case}/hold", hold),
    Route::post("/retention/{case}/lift", lift),
    Route::post("/retention/{case}/delete", delete),
];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let mut standings = retention::standings(&reading, context.now)?;
    drop(reading);
    let texts = context.texts();
    standings.retain(|it| !matches!(it.state, State::Open | State::Kept { .. }));
    let at = page_at(context, standings.len());
    let shown = at.slice(&standings).iter();
    let rows: Vec<Vec<Cell>> = shown.map(|standing| row(context, standing)).collect();
    let heads = ["inbox-number", "people-state"].map(|id| texts.get(id));
    let body = html! {
        p .lead { (texts.get("retain-lead")) }
        @if rows.is_empty() {
            (empty(&texts.get("retain-nothing"), None))
        } @else {
            (table(&Table { caption: &texts.get("retain-title"), heads: &heads, rows }))
            (pages(&context.frame, at, "/retention?page="))
        }
    };
    Ok(context.show(Page::new(Nav::Cases, texts.get("retain-title"), body)))
}

fn row(context: &Context<'_>, standing: &Standing) -> Vec<Cell> {
    let path = format!("/retention/{}", standing.number);
    vec![
        Cell::new(html! { a href=(path) { (standing.number) } }),
        Cell::new(state(context, standing.state)),
    ]
}

fn state(context: &Context<'_>, state: State) -> Markup {
    let texts = context.texts();
    let until = |id: &str, day| texts.with(id, &[("day", Value::from(texts.day(day)))]);
    match state {
        State::Over { until: day } => badge(Tone::Bad, &until("retain-over", day)),
        State::Ending { until: day, .. } => badge(Tone::Warn, &until("retain-ending", day)),
        State::Held { until: day } => badge(Tone::Info, &until("retain-held", day)),
        State::Unread { until: day } => badge(Tone::Warn, &until("retain-unread", day)),
        State::Kept { until: day } => html! { (until("retain-kept", day)) },
        State::NoOutcome => badge(Tone::Warn, &texts.get("retain-no-outcome")),
        _ => html! { (texts.get("retain-open")) },
    }
}

fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    let is_own = readable(&context.session.vault)?.contains(&number);
    let reading = context.session.vault.read()?;
    let standings = retention::standings(&reading, context.now)?;
    let found = standings.into_iter().find(|it| it.number == number);
    let standing = found.ok_or_else(Refusal::absent)?;
    // Why somebody holds a case is content of it.
    let holds = if is_own {
        retention::holds(&reading, &number)?
    } else {
        Vec::new()
    };
    drop(reading);
    let texts = context.texts();
    let path = format!("/retention/{number}");
    let body = html! {
        p { (state(context, standing.state)) }
        @for hold in &holds {
            p .hint {
                (texts.get(if hold.lifts { "retain-lifted-on" } else { "retain-held-on" }))
                " " (texts.day(hold.day))
            }
            (typed(&hold.reason))
        }
        h2 { (texts.get("retain-hold")) }
        p { (texts.get("retain-hold-lead")) }
        (with_reason(context, &format!("{path}/hold"), "why-hold", "retain-hold", errors))
        @if matches!(standing.state, State::Held { .. }) {
            (with_reason(context, &format!("{path}/lift"), "why-lift", "retain-lift", errors))
        }
        @if matches!(standing.state, State::Over { .. }) {
            h2 { (texts.get("retain-delete")) }
            (note(Tone::Warn, html! { p { (texts.get("retain-delete-lead")) } }))
            (with_reason(context, &format!("{path}/delete"), "why-delete", "retain-delete", errors))
        }
        div .actions { (link_button("/retention", &texts.get("retain-title"))) }
    };
    let value = [("number", Value::from(number.to_string()))];
    let title = texts.with("retain-of", &value);
    let page = Page::new(Nav::Cases, title, body).errors(errors, texts);
    Ok(context.show(page))
}

fn with_reason(
    context: &Context<'_>,
    action: &str,
    id: &str,
    act: &str,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    context.frame.form(
        action,
        html! {
            (textarea(&Field {
                id,
                label: &texts.get("proposal-why"),
                value: context.request.form().text(id),
                required: true,
                ..Field::default()
            }, 2, errors))
            div .actions {
                @if id == "why-delete" {
                    (danger_button(&texts.get(act)))
                } @else {
                    (button(&texts.get(act)))
                }
            }
        },
    )
}

/// Reads the reason of an act; without one the page says so beside the field.
fn reason_of(context: &Context<'_>, id: &str) -> Result<String, Errors> {
    let reason = context.request.form().text(id).trim().to_owned();
    if reason.is_empty() {
        let mut errors = Errors::default();
        errors.add(id, context.text("recovery-no-reason"));
        return Err(errors);
    }
    Ok(reason)
}

fn done(context: &mut Context<'_>, number: &CaseNumber) -> Answer {
    context.flash(Tone::Good, context.text("retain-done"));
    context.see(format!("/retention/{number}"))
}

fn hold(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    match reason_of(context, "why-hold") {
        Ok(reason) => {
            let vault = &mut context.session.vault;
            retention::set_hold(vault, &number, &reason, context.now, context.rng)?;
            Ok(done(context, &number))
        }
        Err(errors) => page(context, &errors),
    }
}

fn lift(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    match reason_of(context, "why-lift") {
        Ok(reason) => {
            let vault = &mut context.session.vault;
            retention::lift_hold(vault, &number, &reason, context.now, context.rng)?;
            Ok(done(context, &number))
        }
        Err(errors) => page(context, &errors),
    }
}

/// Proposes to delete a case: that takes two (R153).
fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    let reason = match reason_of(context, "why-delete") {
        Ok(reason) => reason,
        Err(errors) => return page(context, &errors),
    };
    let plan = Deletion { number };
    let vault = &mut context.session.vault;
    match proposal::propose(vault, &plan, &reason, context.now, context.rng)? {
        Proposed::Done(..) => {
            context.flash(Tone::Good, context.text("retain-deleted"));
            Ok(context.see("/retention"))
        }
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}
