//! Clocks that somebody sets on a case besides those that it has: a complaint, another authority, a
//! request about personal data (R078).

use bellrope_casework::term::{ADJOURNMENT_MAX_WEEKS, Clock, TermKind};
use bellrope_casework::vocabulary::Word as _;
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::head::{self, Part};
use super::{path_of, task};
use crate::case::{self, CaseView, ClockView};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, checkbox, field, note, select,
};
use crate::screen::{Answer, Context, Refusal};
use crate::term;
use crate::text::Value;

const KINDS: [TermKind; 3] = [TermKind::Complaint, TermKind::Authority, TermKind::Privacy];

/// Draws the clock that runs, and the form that sets one.
pub(super) fn clocks(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let path = format!("{}/clock", path_of(&view.summary.number));
    html! {
        h3 { (context.text("clock-title")) }
        @if let Some(set) = &view.clock { (running(context, &path, set)) }
        details open[context.request.form().has("from")] {
            summary { (context.text("clock-new")) }
            (form(context, &path, errors))
        }
    }
}

fn running(context: &Context<'_>, path: &str, set: &ClockView) -> Markup {
    let (texts, today) = (context.texts(), term::local_day(context.now));
    let kind = set.clock.kind().label(context.frame.lang);
    html! {
        p {
            strong { (kind) } ": "
            @match set.met {
                Some(day) => { (texts.with("clock-met-on", &[("day", Value::from(texts.day(day)))])) }
                None => { (head::due(texts, set.due, today)) }
            }
        }
        @if set.met.is_none() {
            (context.frame.form(path, html! {
                input type="hidden" name="met" value="yes";
                div .actions { button .button type="submit" { (texts.get("clock-meet")) } }
            }))
        }
    }
}

fn form(context: &Context<'_>, path: &str, errors: &Errors) -> Markup {
    let (texts, sent) = (context.texts(), context.request.form());
    let lang = context.frame.lang;
    let options = KINDS.map(|kind| Option_::new(kind.as_str(), kind.label(lang)));
    let fields = html! {
        (note(Tone::Info, html! { p { (texts.get("clock-how")) } }))
        (select(&Choice {
            id: "kind",
            label: &texts.get("terms-kind"),
            hint: None,
            options: &options,
            chosen: &[sent.text("kind")],
            many: false,
        }, errors))
        (field(&Field {
            id: "from",
            label: &texts.get("clock-from"),
            value: sent.text("from"),
            kind: "date",
            required: true,
            ..Field::default()
        }, errors))
        (checkbox("committee", &texts.get("clock-committee"), sent.has("committee"), errors))
        (field(&Field {
            id: "adjourned",
            label: &texts.get("clock-adjourned"),
            hint: Some(&texts.get("clock-adjourned-hint")),
            value: sent.text("adjourned"),
            kind: "number",
            ..Field::default()
        }, errors))
        (checkbox("longer", &texts.get("clock-longer"), sent.has("longer"), errors))
        div .actions { (button(&texts.get("clock-do"))) }
    };
    context.frame.form(path, fields)
}

/// Reads which clock is meant, with what belongs to it.
fn clock_of(context: &Context<'_>, errors: &mut Errors) -> Option<Clock> {
    let form = context.request.form();
    let weeks = match form.text("adjourned").trim() {
        "" => Some(0),
        text => text
            .parse()
            .ok()
            .filter(|weeks| *weeks <= ADJOURNMENT_MAX_WEEKS),
    };
    let kind = TermKind::of_code(form.text("kind")).ok();
    if kind == Some(TermKind::Complaint) && weeks.is_none() {
        errors.add("adjourned", context.text("clock-weeks"));
    }
    let longer = form.has("longer");
    match kind? {
        TermKind::Complaint => Some(Clock::Complaint {
            by_committee: form.has("committee"),
            adjourned_weeks: weeks?,
            agreed_until: None,
        }),
        TermKind::Authority => Some(Clock::Authority { justified: longer }),
        TermKind::Privacy => Some(Clock::Privacy { extended: longer }),
        _ => None,
    }
}

/// Sets a clock, or notes that what it asks for was done.
pub(super) fn set(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let back = Part::Tasks.path(&number);
    if context.request.form().has("met") {
        case::meet_clock(
            &mut context.session.vault,
            &number,
            context.now,
            context.rng,
        )?;
        context.flash(Tone::Good, context.text("clock-met"));
        return Ok(context.see(back));
    }
    let mut errors = Errors::default();
    let from = context.request.form().text("from").parse::<Day>().ok();
    if from.is_none() {
        errors.add("from", context.text("task-no-day"));
    }
    let clock = clock_of(context, &mut errors);
    if clock.is_none() && errors.is_empty() {
        errors.add("kind", context.text("clock-choose"));
    }
    let (Some(clock), Some(from)) = (clock, from) else {
        return task::page(context, &errors);
    };
    let vault = &mut context.session.vault;
    match case::set_clock(vault, &number, clock, from, context.now, context.rng) {
        Ok(due) => {
            let values = [
                ("term", Value::from(clock.kind().label(context.frame.lang))),
                ("day", Value::from(context.texts().day(due))),
            ];
            let said = context.text_with("clock-set", &values);
            context.flash(Tone::Good, said);
            Ok(context.see(back))
        }
        Err(err) => Err(err.into()),
    }
}
