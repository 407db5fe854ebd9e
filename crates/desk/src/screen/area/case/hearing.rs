//! Hearing both sides: records of what somebody said, sent for checking, corrected, agreed (R106,
//! R107).

use bellrope_casework::hearing::{MinutesState, MinutesStep, RecordForm};
use bellrope_casework::vocabulary::{PartyRole, Word as _};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::class::options;
use super::course;
use super::head::{self, Part};
use crate::case::{self, CaseView, Hearing, HearingError, NewHearing};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Side, Tone, Turn, badge, button, empty, field, note, select,
    textarea, turn, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;
use crate::vault::PersonId;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let body = html! {
        (note(Tone::Info, html! { p { (texts.get("hearing-lead")) } }))
        @if view.hearings.is_empty() { (empty(&texts.get("hearing-none"), None)) }
        ol .talk {
            @for (at, hearing) in view.hearings.iter().enumerate() {
                (draw(context, &names, &view, at + 1, hearing, errors))
            }
        }
        h3 { (texts.get("hearing-new")) }
        (form(context, &view, errors))
    };
    let page = head::page(context, &view, Part::Hearings, &body, errors);
    Ok(context.show(page))
}

fn draw(
    context: &Context<'_>,
    names: &Names,
    view: &CaseView,
    number: usize,
    hearing: &Hearing,
    errors: &Errors,
) -> Markup {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let minutes = &hearing.minutes;
    let state = minutes.state();
    let tone = match state {
        MinutesState::Agreed => Tone::Good,
        _ => Tone::Info,
    };
    let values = [
        ("number", Value::from(number)),
        ("party", Value::from(minutes.party.label(lang))),
        ("form", Value::from(minutes.form.label(lang))),
    ];
    turn(&Turn {
        side: Side::Internal,
        heading: &texts.with("hearing-heading", &values),
        beside: Some(badge(tone, state.label(lang))),
        body: html! {
            (typed(&hearing.text))
            ul { @for step in minutes.steps() { (passed(context, names, step)) } }
            (next(context, view, number, state, errors))
        },
    })
}

fn passed(context: &Context<'_>, names: &Names, step: &MinutesStep<PersonId>) -> Markup {
    html! {
        li {
            (step.state.label(context.frame.lang)) ", " (context.texts().day(step.day))
            " (" (names.of_text(&step.by.to_string())) ")"
            @if let Some(correction) = &step.correction { (typed(correction.as_str())) }
        }
    }
}

/// Draws the ways in which a record goes on.
fn next(
    context: &Context<'_>,
    view: &CaseView,
    number: usize,
    state: MinutesState,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let path = format!("{}/{number}", Part::Hearings.path(&view.summary.number));
    if state.next().is_empty() {
        return html! {};
    }
    let id = format!("correction-{number}");
    let corrects = state.next().contains(&MinutesState::Corrected);
    context.frame.form(
        &path,
        html! {
            @if corrects {
                (textarea(&Field {
                    id: &id,
                    label: &texts.get("hearing-correction"),
                    hint: Some(&texts.get("hearing-correction-hint")),
                    value: context.request.form().text(&id),
                    ..Field::default()
                }, 2, errors))
            }
            div .beside {
                @for to in state.next() {
                    button .button type="submit" name="state" value=(to) {
                        (to.label(context.frame.lang))
                    }
                }
            }
        },
    )
}

fn form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let question = |id: &str, label: &str, options: &[Option_]| {
        select(
            &Choice {
                id,
                label: &texts.get(label),
                hint: None,
                options,
                chosen: &[sent.text(id)],
                many: false,
            },
            errors,
        )
    };
    let fields = html! {
        (question("party", "hearing-party", &options::<PartyRole>(context)))
        (question("form", "hearing-form", &options::<RecordForm>(context)))
        (field(&Field {
            id: "consent",
            label: &texts.get("hearing-consent"),
            hint: Some(&texts.get("hearing-consent-hint")),
            value: sent.text("consent"),
            kind: "date",
            ..Field::default()
        }, errors))
        (textarea(&Field {
            id: "record",
            label: &texts.get("hearing-text"),
            value: sent.text("record"),
            required: true,
            ..Field::default()
        }, 8, errors))
        div .actions { (button(&texts.get("hearing-keep"))) }
    };
    context
        .frame
        .form(&Part::Hearings.path(&view.summary.number), fields)
}

pub(super) fn add(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let form = context.request.form();
    let mut errors = Errors::default();
    let (Ok(party), Ok(kind)) = (
        PartyRole::of_code(form.text("party")),
        RecordForm::of_code(form.text("form")),
    ) else {
        errors.add("party", context.text("hearing-choose"));
        return page(context, &errors);
    };
    let consent = form.text("consent").parse::<Day>().ok();
    let text = form.text("record");
    if text.trim().is_empty() {
        errors.add("record", context.text("hearing-empty"));
        return page(context, &errors);
    }
    let hearing = NewHearing {
        party,
        form: kind,
        consent,
        text,
    };
    let vault = &mut context.session.vault;
    match case::add_hearing(vault, &number, hearing, context.now, context.rng) {
        Ok(_) => {
            context.flash(Tone::Good, context.text("hearing-kept"));
            Ok(context.see(Part::Hearings.path(&number)))
        }
        Err(HearingError::Minutes(_)) => {
            errors.add("consent", context.text("hearing-no-consent"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) fn go_on(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let hearing: usize = context
        .place("hearing")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let code = context.request.form().text("state");
    let state = MinutesState::of_code(code).map_err(|_| Refusal::absent())?;
    let id = format!("correction-{hearing}");
    let mut errors = Errors::default();
    let correction = course::reason_of(context, &id, &mut errors);
    if state == MinutesState::Corrected && correction.is_none() && errors.is_empty() {
        errors.add(&id, context.text("hearing-no-correction"));
    }
    if !errors.is_empty() {
        return page(context, &errors);
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    // Only a correction has words of its own.
    let words = correction.filter(|_| state == MinutesState::Corrected);
    case::go_on_hearing(
        vault,
        &number,
        hearing,
        state,
        words.as_ref(),
        now,
        context.rng,
    )?;
    context.flash(Tone::Good, context.text("hearing-went-on-said"));
    Ok(context.see(Part::Hearings.path(&number)))
}
