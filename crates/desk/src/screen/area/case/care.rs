//! Aftercare: the moments after closing at which a reporter is asked about detriment (R108). One that
//! is skipped stays visible.

use bellrope_casework::aftercare::Standing;
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::head::Part;
use super::{course, task};
use crate::case::{self, CareMoment, CaseView};
use crate::screen::component::{Cell, Errors, Field, Table, Tone, badge, field, table};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

/// Draws the moments of a case that was closed; nothing of one that is open.
pub(super) fn moments(
    context: &Context<'_>,
    view: &CaseView,
    errors: &Errors,
) -> Result<Markup, Refusal> {
    let vault = &context.session.vault;
    let moments = case::aftercare(vault, &view.summary.number, context.now)?;
    let texts = context.texts();
    if moments.is_empty() {
        return Ok(html! {});
    }
    let heads = ["care-moment", "task-due", "people-state"].map(|id| texts.get(id));
    let rows = moments
        .iter()
        .map(|moment| row(context, view, moment, errors));
    Ok(html! {
        h3 { (texts.get("care-title")) }
        p { (texts.get("care-lead")) }
        (table(&Table {
            caption: &texts.get("care-title"),
            heads: &heads,
            rows: rows.collect(),
        }))
    })
}

fn row(
    context: &Context<'_>,
    view: &CaseView,
    (moment, standing): &CareMoment,
    errors: &Errors,
) -> Vec<Cell> {
    let texts = context.texts();
    let months = [("months", Value::from(moment.months))];
    let tone = match standing {
        Standing::Done => Tone::Good,
        Standing::Missed => Tone::Bad,
        Standing::Due | Standing::Skipped => Tone::Warn,
        Standing::Planned => Tone::Info,
    };
    let state = html! {
        (badge(tone, standing.label(context.frame.lang)))
        @if moment.contact.is_none() { (act(context, view, moment.months, errors)) }
    };
    vec![
        Cell::new(texts.with("care-months", &months)),
        Cell::new(texts.day(moment.due)),
        Cell::new(state),
    ]
}

/// Draws what can be done about a moment.
fn act(context: &Context<'_>, view: &CaseView, months: u32, errors: &Errors) -> Markup {
    let texts = context.texts();
    let id = format!("why-{months}");
    let path = format!("{}/care", super::path_of(&view.summary.number));
    context.frame.form(
        &path,
        html! {
            input type="hidden" name="months" value=(months);
            (field(&Field {
                id: &id,
                label: &texts.get("care-reason"),
                value: context.request.form().text(&id),
                ..Field::default()
            }, errors))
            div .beside {
                button .button type="submit" name="do" value="asked" { (texts.get("care-asked")) }
                button .button type="submit" name="do" value="skip" { (texts.get("care-skip")) }
            }
        },
    )
}

/// Notes what was done about a moment.
pub(super) fn note(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let form = context.request.form();
    let months: u32 = form.text("months").parse().map_err(|_| Refusal::absent())?;
    let skips = form.text("do") == "skip";
    let id = format!("why-{months}");
    let mut errors = Errors::default();
    let why = course::reason_of(context, &id, &mut errors);
    if skips && why.is_none() && errors.is_empty() {
        errors.add(&id, context.text("care-no-reason"));
    }
    if !errors.is_empty() {
        return task::page(context, &errors);
    }
    let skipped = why.filter(|_| skips);
    let (vault, now) = (&mut context.session.vault, context.now);
    case::note_aftercare(vault, &number, months, skipped.as_ref(), now, context.rng)?;
    context.flash(Tone::Good, context.text("care-kept"));
    Ok(context.see(Part::Tasks.path(&number)))
}
