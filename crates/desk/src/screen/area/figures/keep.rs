//! What figures need besides the register, and the file of a pack.

use std::fs;

use maud::{Markup, html};

use super::Asked;
use crate::errand::{Ground, Recipient};
use crate::figures::{self, StoreError};
use crate::right::{self, Right};
use crate::said::Say as _;
use crate::screen::area::{errand, places};
use crate::screen::component::{
    Errors, Field, Tone, button, checkbox, danger_button, definitions, field, link_button,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal};

/// Longest file of another source that is read, in bytes; the format's own limit is the same.
const SOURCE_MAX_LEN: u64 = 1 << 20;
/// What figures are written for, and for whom, if nobody chooses otherwise.
const USUAL: (Ground, Recipient) = (Ground::Publication, Recipient::Organisation);

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    right::check(&reading, Right::Figures, context.now)?;
    let (names, staff) = (figures::source_names(&reading)?, figures::staff(&reading)?);
    drop(reading);
    let texts = context.texts();
    let pairs: Vec<(String, Markup)> = staff
        .iter()
        .map(|(year, people)| (year.to_string(), html! { (people) }))
        .collect();
    let number = |id: &'static str, label: &str| {
        field(
            &Field {
                id,
                label: &texts.get(label),
                hint: None,
                value: context.request.form().text(id),
                kind: "number",
                autocomplete: "",
                required: true,
                focus: false,
            },
            errors,
        )
    };
    let body = html! {
        p .lead { (texts.get("figures-sources-lead")) }
        @for name in &names {
            (context.frame.form("/figures/sources/drop", html! {
                p { (name) }
                input type="hidden" name="name" value=(name);
                div .actions {
                    (danger_button(&format!("{}: {name}", texts.get("figures-source-drop"))))
                }
            }))
        }
        (context.frame.form("/figures/sources", html! {
            (places::file_to_read(context, errors))
            div .actions { (button(&texts.get("figures-source-add"))) }
        }))
        h2 { (texts.get("figures-staff")) }
        @if !pairs.is_empty() { (definitions(&pairs)) }
        (context.frame.form("/figures/staff", html! {
            (number("year", "figures-staff-year"))
            (number("people", "figures-staff-people"))
            div .actions { (button(&texts.get("figures-staff-note"))) }
        }))
        div .actions { (link_button(Nav::Figures.path(), &texts.get("nav-figures"))) }
    };
    let title = texts.get("figures-sources");
    Ok(context.show(Page::new(Nav::Figures, title, body).errors(errors, texts)))
}

pub(super) fn add_source(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let Some(file) = places::file_of(context) else {
        errors.add("file", context.text("places-missing"));
        return page(context, &errors);
    };
    let fits = fs::metadata(&file).is_ok_and(|it| it.len() <= SOURCE_MAX_LEN);
    let text = fits.then(|| fs::read_to_string(&file).ok()).flatten();
    let Some(text) = text else {
        errors.add("file", context.text("err-figures-read-csv"));
        return page(context, &errors);
    };
    let (now, vault) = (context.now, &mut context.session.vault);
    match figures::add_source(vault, &text, now, context.rng) {
        Ok(_) => context.flash(Tone::Good, context.text("figures-staff-noted")),
        Err(err @ (StoreError::Vault(_) | StoreError::Right(_))) => return Err(err.into()),
        Err(err) => {
            errors.add("file", err.said().text(context.texts()));
            return page(context, &errors);
        }
    }
    Ok(context.see("/figures/sources"))
}

pub(super) fn drop_source(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let name = context.request.form().text("name").to_owned();
    let now = context.now;
    if !figures::drop_source(&mut context.session.vault, &name, now, context.rng)? {
        return Err(Refusal::absent());
    }
    context.flash(Tone::Good, context.text("figures-source-dropped"));
    Ok(context.see("/figures/sources"))
}

pub(super) fn set_staff(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let year = form.text("year").trim().parse().unwrap_or(0);
    let people = form.text("people").trim().parse().unwrap_or(0);
    let (now, vault) = (context.now, &mut context.session.vault);
    match figures::set_staff(vault, year, people, now, context.rng) {
        Ok(()) => context.flash(Tone::Good, context.text("figures-staff-noted")),
        Err(StoreError::Staff { .. }) => {
            let mut errors = Errors::default();
            errors.add("people", context.text("err-figures-staff"));
            return page(context, &errors);
        }
        Err(err) => return Err(err.into()),
    }
    Ok(context.see("/figures/sources"))
}

pub(super) fn show_file(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    file_page(context, &Errors::default())
}

fn file_page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    right::check(&context.session.vault.read()?, Right::Figures, context.now)?;
    let asked = Asked::read(context, &mut Errors::default());
    let texts = context.texts();
    let settings = &asked.settings;
    let hidden = |name: &str, value: &str| html! { input type="hidden" name=(name) value=(value); };
    let body = html! {
        p .lead { (texts.get("figures-file-lead")) }
        (context.frame.form("/figures/file", html! {
            (hidden("period", &asked.period.to_string()))
            (hidden("threshold", &settings.threshold.to_string()))
            (hidden("round", super::rounding_code(settings.rounding)))
            (hidden("zeros", if settings.hide_zeros { "yes" } else { "no" }))
            (places::place_to_write(context, errors))
            (checkbox("replace", &texts.get("places-replace"), false, errors))
            (errand::fields(context, Some(USUAL), errors))
            div .actions { (button(&texts.get("figures-file-write"))) }
        }))
    };
    let title = texts.get("figures-to-file");
    Ok(context.show(Page::new(Nav::Figures, title, body).errors(errors, texts)))
}

pub(super) fn write_file(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let asked = Asked::read(context, &mut errors);
    let name = format!("figures-{}.json", asked.period);
    let Some(to) = places::target_of(context, &name) else {
        errors.add("file", context.text("places-missing"));
        return file_page(context, &errors);
    };
    if to.exists() && !context.request.form().has("replace") {
        errors.add("file", places::taken(context, &to));
        return file_page(context, &errors);
    }
    let Some(errand) = errand::read(context, &mut errors)? else {
        return file_page(context, &errors);
    };
    let now = context.now;
    let vault = &mut context.session.vault;
    let draft = figures::draft(vault, asked.period, &asked.settings, now)?;
    figures::export(vault, &draft.pack, &to, &errand, now, context.rng)?;
    context.flash(Tone::Good, context.text("figures-file-done"));
    Ok(context.see(asked.path("/figures")))
}
