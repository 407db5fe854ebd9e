//! Settings: what the desk promises above the law (R079), and where the other choices are.

use bellrope_casework::term::{Promises, Span};
use maud::{Markup, html};

use super::wording;
use crate::configuration::{self, LOCK_MINUTES_MAX, Part};
use crate::screen::component::{
    Errors, Field, Tone, button, definitions, field, link_button, note,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/settings", show),
    Route::post("/settings/promises", promise),
    Route::post("/settings/lock", lock),
];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let promises = configuration::promises(&context.session.vault.read()?)?;
    let texts = context.texts();
    let body = html! {
        h2 { (texts.get("settings-promises")) }
        p .lead { (texts.get("settings-promises-lead")) }
        (stand(context, &promises))
        (form(context, &promises, errors))
        h2 { (texts.get("settings-lock")) }
        (lock_form(context, errors))
        h2 { (texts.get("settings-other")) }
        ul {
            li { a href="/people/passphrase" { (texts.get("people-passphrase")) } }
            li { a href="/recovery" { (texts.get("recovery-title")) } }
            li { a href=(wording::PATH) { (texts.get("wording-title")) } }
        }
        (note(Tone::Info, html! { p { (texts.get("settings-elsewhere")) } }))
    };
    let page = Page::new(Nav::Settings, texts.get("nav-settings"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn lock_form(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let now = context.session.lock_minutes.to_string();
    let minutes = if sent.has("minutes") {
        sent.text("minutes")
    } else {
        &now
    };
    let fields = html! {
        p { (texts.get("settings-lock-lead")) }
        (field(&Field {
            id: "minutes",
            label: &texts.get("settings-lock-after"),
            value: minutes,
            kind: "number",
            required: true,
            ..Field::default()
        }, errors))
        div .actions { (button(&texts.get("settings-lock-keep"))) }
    };
    context.frame.form("/settings/lock", fields)
}

/// Chooses after how many minutes without use the vault locks.
fn lock(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let minutes = context.request.form().text("minutes").trim().parse();
    let Ok(minutes @ 1..=LOCK_MINUTES_MAX) = minutes else {
        let mut errors = Errors::default();
        errors.add("minutes", context.text("settings-lock-number"));
        return page(context, &errors);
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    configuration::set_lock_minutes(vault, minutes, now, context.rng)?;
    context.session.lock_minutes = minutes;
    let value = Value::from(minutes);
    let said = context.text_with("settings-lock-now", &[("minutes", value)]);
    context.flash(Tone::Good, said);
    Ok(context.see(Nav::Settings.path()))
}

/// Draws what is promised now.
fn stand(context: &Context<'_>, promises: &Promises) -> Markup {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let none = || texts.get("settings-nothing");
    let span = |span: Option<Span>| span.map_or_else(none, |span| span.label(lang));
    let weeks = promises.interim_weeks.map(Span::Weeks);
    definitions(&[
        (
            texts.get("settings-acknowledge"),
            html! { (span(promises.acknowledge)) },
        ),
        (texts.get("settings-interim"), html! { (span(weeks)) }),
        (
            texts.get("settings-advice"),
            html! { (span(Some(promises.advice))) },
        ),
    ])
}

const FIELDS: [&str; 3] = ["acknowledge", "interim", "advice"];

fn form(context: &Context<'_>, promises: &Promises, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let days = |span: Option<Span>| match span {
        Some(Span::WorkingDays(days)) => days.to_string(),
        _ => String::new(),
    };
    let now = [
        days(promises.acknowledge),
        promises
            .interim_weeks
            .map(|weeks| weeks.to_string())
            .unwrap_or_default(),
        days(Some(promises.advice)),
    ];
    let hint = texts.get("settings-empty");
    context.frame.form(
        "/settings/promises",
        html! {
            @for (id, now) in FIELDS.into_iter().zip(&now) {
                (field(&Field {
                    id,
                    label: &texts.get(&format!("settings-{id}-in")),
                    hint: (id != "advice").then_some(hint.as_str()),
                    value: if sent.has(id) { sent.text(id) } else { now },
                    kind: "number",
                    ..Field::default()
                }, errors))
            }
            div .actions {
                (button(&texts.get("settings-keep")))
                (link_button(Nav::Terms.path(), &texts.get("nav-terms")))
            }
        },
    )
}

fn promise(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let mut numbers: [Option<u32>; 3] = [None; 3];
    for (at, id) in FIELDS.into_iter().enumerate() {
        let typed = context.request.form().text(id).trim();
        let is_empty = typed.is_empty() && id != "advice";
        match typed.parse::<u32>() {
            Ok(number @ 1..=100) => numbers[at] = Some(number),
            _ if is_empty => {}
            _ => errors.add(id, context.text("settings-number")),
        }
    }
    if !errors.is_empty() {
        return page(context, &errors);
    }
    let text = toml_of(numbers);
    let vault = &mut context.session.vault;
    configuration::configure(vault, Part::Promises, &text, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("settings-kept"));
    Ok(context.see(Nav::Settings.path()))
}

/// Writes promises as the configuration has them.
fn toml_of([acknowledge, interim, advice]: [Option<u32>; 3]) -> String {
    let days = |name: &str, days: u32| format!("{name} = {{ working-days = {days} }}\n");
    let mut text = String::new();
    text.extend(acknowledge.map(|number| days("acknowledge", number)));
    text.extend(interim.map(|weeks| format!("interim_weeks = {weeks}\n")));
    text.extend(advice.map(|number| days("advice", number)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_read_back_as_they_were_typed() {
        let promises = Promises::parse(&toml_of([Some(2), Some(4), Some(10)])).unwrap();
        assert_eq!(promises.acknowledge, Some(Span::WorkingDays(2)));
        assert_eq!(promises.interim_weeks, Some(4));
        assert_eq!(promises.advice, Span::WorkingDays(10));
        let none = Promises::parse(&toml_of([None, None, Some(5)])).unwrap();
        assert_eq!((none.acknowledge, none.interim_weeks), (None, None));
    }
}
