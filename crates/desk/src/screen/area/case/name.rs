//! The name of a reporter: asked for with a reason, opened once, on this screen only (R089).

use maud::{Markup, html};
use zeroize::Zeroizing;

use super::head::{self, Part};
use crate::case::{CaseNumber, CaseView};
use crate::identity::{self, IdentityError, NameStanding, OpenName, Opening, Telling};
use crate::proposal::Proposed;
use crate::screen::area::person::Names;
use crate::screen::area::proposal as proposals;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, choice, confirm, danger_button, field,
    link_button, note, textarea,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let number = &view.summary.number;
    let reading = context.session.vault.read()?;
    let standing = identity::standing(&reading, number, context.now)?;
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("name-lead")) }
        @if standing.is_kept {
            (note(Tone::Info, html! { p { (texts.get("name-kept-note")) } }))
            (way(context, &view, &standing, errors))
        } @else {
            p { (texts.get("name-none")) }
        }
        @if !standing.openings.is_empty() {
            h3 { (texts.get("name-openings")) }
            ul { @for opening in &standing.openings { li { (past(texts, &names, opening)) } } }
        }
        (keep_form(context, &view, errors))
    };
    let page = head::page(context, &view, Part::Name, &body, errors);
    Ok(context.show(page))
}

/// Draws what whoever has the vault open can do towards the name.
fn way(context: &Context<'_>, view: &CaseView, standing: &NameStanding, errors: &Errors) -> Markup {
    let texts = context.texts();
    let path = Part::Name.path(&view.summary.number);
    if standing.is_granted {
        let what = html! { p { (texts.get("name-open-lead")) } };
        let yes = danger_button(&texts.get("name-open-do"));
        let back = super::path_of(&view.summary.number);
        return html! {
            h3 { (texts.get("name-open")) }
            (confirm(&context.frame, &format!("{path}/open"), &what, &[], &yes, &back))
        };
    }
    if let Some(id) = standing.waits {
        let proposal = link_button(&proposals::path_of(id), &texts.get("name-waits-to"));
        return html! {
            (note(Tone::Warn, html! { p { (texts.get("name-waits-note")) } }))
            div .actions { (proposal) }
        };
    }
    html! {
        h3 { (texts.get("name-ask")) }
        (context.frame.form(&format!("{path}/ask"), ask_fields(context, standing, errors)))
    }
}

fn ask_fields(context: &Context<'_>, standing: &NameStanding, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let mut options = Vec::new();
    if let Some(day) = standing.told {
        let day = Value::from(texts.day(day));
        options.push(Option_::new(
            "yes",
            texts.with("name-telling-yes", &[("day", day)]),
        ));
    }
    options.push(Option_::new("no", texts.get("name-telling-no")));
    html! {
        (textarea(&Field {
            id: "why",
            label: &texts.get("name-why"),
            hint: Some(&texts.get("name-why-hint")),
            value: sent.text("why"),
            required: true,
            ..Field::default()
        }, 3, errors))
        @if standing.told.is_none() && standing.can_be_told {
            p { (texts.get("name-telling-write")) }
        }
        (choice(&Choice {
            id: "telling",
            label: &texts.get("name-telling"),
            hint: None,
            options: &options,
            chosen: &[sent.text("telling")],
            many: false,
        }, errors))
        (textarea(&Field {
            id: "withheld",
            label: &texts.get("name-withheld-why"),
            hint: Some(&texts.get("name-withheld-hint")),
            value: sent.text("withheld"),
            ..Field::default()
        }, 2, errors))
        div .actions { (button(&texts.get("name-ask-do"))) }
    }
}

/// Says who was allowed to open it before, and whether they did.
fn past(texts: &Texts, names: &Names, opening: &Opening) -> Markup {
    let second = opening.second.map(|id| names.of_text(&id.to_string()));
    let values = [
        ("by", Value::from(names.of_text(&opening.by.to_string()))),
        (
            "second",
            Value::from(second.unwrap_or_else(|| texts.get("name-alone"))),
        ),
        ("approved", Value::from(texts.day(opening.approved))),
    ];
    let opened = match opening.opened {
        Some(day) => texts.with("name-opened-on", &[("day", Value::from(texts.day(day)))]),
        None => texts.get("name-not-opened"),
    };
    html! {
        p { (texts.with("name-opening", &values)) " " (opened) }
        p { (opening.telling.text(texts)) }
    }
}

fn keep_form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let texts = context.texts();
    let fields = html! {
        p { (texts.get("name-keep-lead")) }
        (field(&Field {
            id: "name",
            label: &texts.get("name-keep-field"),
            required: true,
            ..Field::default()
        }, errors))
        div .actions { (button(&texts.get("name-keep-do"))) }
    };
    html! {
        h3 { (texts.get("name-keep")) }
        (context.frame.form(&Part::Name.path(&view.summary.number), fields))
    }
}

pub(super) fn keep(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let name = Zeroizing::new(context.request.form().text("name").to_owned());
    let vault = &mut context.session.vault;
    match identity::keep(vault, &number, &name, context.now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("name-kept-said"));
            Ok(context.see(Part::Name.path(&number)))
        }
        Err(IdentityError::Empty) => {
            let mut errors = Errors::default();
            errors.add("name", context.text("err-name-empty"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

/// Reads what the reporter is told, and what is missing.
fn telling(
    context: &Context<'_>,
    number: &CaseNumber,
    errors: &mut Errors,
) -> Result<Option<Telling>, Refusal> {
    let reading = context.session.vault.read()?;
    let told = identity::standing(&reading, number, context.now)?.told;
    let form = context.request.form();
    if form.text("why").trim().is_empty() {
        errors.add("why", context.text("name-no-why"));
    }
    let withheld = form.text("withheld").trim();
    match (form.text("telling"), told) {
        ("yes", Some(day)) => return Ok(Some(Telling::Told(day))),
        ("no", _) if !withheld.is_empty() => {
            return Ok(Some(Telling::Withheld(withheld.to_owned())));
        }
        ("no", _) => errors.add("withheld", context.text("name-no-withheld")),
        _ => errors.add("telling", context.text("name-no-telling")),
    }
    Ok(None)
}

pub(super) fn ask(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let telling = telling(context, &number, &mut errors)?;
    let Some(telling) = telling.filter(|_| errors.is_empty()) else {
        return page(context, &errors);
    };
    let why = context.request.form().text("why").to_owned();
    let path = Part::Name.path(&number);
    let plan = OpenName { number, telling };
    let vault = &mut context.session.vault;
    match identity::ask(vault, &plan, &why, context.now, context.rng)? {
        Proposed::Done(..) => Ok(context.see(path)),
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("name-asked-said"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}

/// Shows the name, this once: the page is the answer to the form and has no address.
pub(super) fn open(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    if context.request.form().text("confirmed") != "yes" {
        return Ok(context.see(Part::Name.path(&number)));
    }
    let view = super::open(context)?;
    let vault = &mut context.session.vault;
    let name = Zeroizing::new(identity::open(vault, &number, context.now, context.rng)?);
    let texts = context.texts();
    let back = super::path_of(&number);
    let body = html! {
        div .no-print {
            h3 { (texts.get("name-is")) }
            p .name { strong { bdi { (name.as_str()) } } }
            (note(Tone::Warn, html! { p { (texts.get("name-is-note")) } }))
            div .actions { (link_button(&back, &texts.get("name-back"))) }
        }
    };
    let page = head::page(context, &view, Part::Name, &body, &Errors::default());
    Ok(context.show(page))
}
