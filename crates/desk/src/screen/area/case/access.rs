//! Who reads a case, who handles it, who is kept from it (R086–R088).

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::head::{self, Part};
use crate::case::access::{self, Access, AccessError, AssignAnyway};
use crate::case::{CaseNumber, CaseView};
use crate::person::{self, Person};
use crate::proposal::{self, Proposed};
use crate::right::Right;
use crate::screen::area::person::Names;
use crate::screen::area::proposal as proposals;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, badge, button, definitions, note, select, textarea,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;
use crate::vault::PersonId;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let number = &view.summary.number;
    let reading = context.session.vault.read()?;
    let standing = access::of(&reading, number)?;
    let people = person::all(&reading)?;
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        @for check in &standing.checks {
            (note(Tone::Warn, html! { p { (texts.get(&format!("check-{}", check.code()))) } }))
        }
        (definitions(&[
            (texts.get("access-who-handles"), list(context, &names, &standing.assigned)),
            (texts.get("access-who-reads"), list(context, &names, &standing.readers)),
            (texts.get("access-who-not"), list(context, &names, &standing.barred)),
        ]))
        @for handover in standing.handovers.iter().filter(|it| it.done.is_none()) {
            @let values = [
                ("name", Value::from(names.of_text(&handover.from.to_string()))),
                ("day", Value::from(texts.day(handover.day))),
            ];
            p { (badge(Tone::Warn, &texts.with("access-handover", &values))) }
        }
        @for (id, day) in &standing.noted {
            @let values = [
                ("name", Value::from(names.of_text(&id.to_string()))),
                ("day", Value::from(texts.day(*day))),
            ];
            p { a href=(Part::Notes.path(number)) { (texts.with("handover-left-by", &values)) } }
        }
        (acts(context, &view, &standing, &people, errors))
        p { a href=(format!("{}/interest", super::path_of(number))) { (texts.get("access-interest")) } }
    };
    let page = head::page(context, &view, Part::Access, &body, errors);
    Ok(context.show(page))
}

fn list(context: &Context<'_>, names: &Names, people: &BTreeSet<PersonId>) -> Markup {
    let all: Vec<String> = people
        .iter()
        .map(|id| names.of_text(&id.to_string()))
        .collect();
    html! {
        @if all.is_empty() { (context.text("access-nobody")) } @else { (all.join(", ")) }
    }
}

/// Draws what can be changed.
fn acts(
    context: &Context<'_>,
    view: &CaseView,
    standing: &Access,
    people: &[Person],
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let fit = |it: &&Person| it.has(Right::Handle) && !standing.barred.contains(&it.id);
    let options: Vec<Option_> = people
        .iter()
        .filter(fit)
        .map(|it| Option_::new(it.id.to_string(), &it.name))
        .collect();
    let sent = context.request.form();
    let path = Part::Access.path(&view.summary.number);
    let fields = html! {
        (select(&Choice {
            id: "person",
            label: &texts.get("access-person"),
            hint: None,
            options: &options,
            chosen: &[sent.text("person")],
            many: false,
        }, errors))
        (select(&Choice {
            id: "act",
            label: &texts.get("access-act"),
            hint: None,
            options: &ACTS.map(|act| Option_::new(act, texts.get(&format!("access-{act}")))),
            chosen: &[sent.text("act")],
            many: false,
        }, errors))
        (textarea(&Field {
            id: "reason",
            label: &texts.get("proposal-why"),
            hint: Some(&texts.get("access-reason-hint")),
            value: sent.text("reason"),
            ..Field::default()
        }, 2, errors))
        div .actions { (button(&texts.get("access-do"))) }
    };
    html! {
        h3 { (texts.get("access-change")) }
        (context.frame.form(&path, fields))
    }
}

/// What can be done about somebody.
const ACTS: [&str; 5] = ["assign", "unassign", "let-in", "take-out", "assign-anyway"];

pub(super) fn change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let form = context.request.form();
    let act = form.text("act").to_owned();
    let Ok(who) = form.text("person").parse::<PersonId>() else {
        let mut errors = Errors::default();
        errors.add("person", context.text("access-choose"));
        return page(context, &errors);
    };
    if act == "assign-anyway" {
        return anyway(context, number, who);
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    let done = match act.as_str() {
        "assign" => access::assign(vault, &number, who, now, context.rng),
        "unassign" => access::unassign(vault, &number, who, now, context.rng),
        "let-in" => access::let_in(vault, &number, who, now, context.rng),
        "take-out" => access::take_out(vault, &number, who, now, context.rng),
        _ => return Err(Refusal::absent()),
    };
    match done {
        Ok(()) => {
            context.flash(Tone::Good, context.text("access-done"));
            Ok(context.see(Part::Access.path(&number)))
        }
        Err(AccessError::SameUnit) => {
            let mut errors = Errors::default();
            errors.add("act", context.text("access-same-unit"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

/// Proposes that somebody handles the case against a warning: that takes two (R087).
fn anyway(context: &mut Context<'_>, number: CaseNumber, to: PersonId) -> Result<Answer, Refusal> {
    let reason = context.request.form().text("reason").trim().to_owned();
    if reason.is_empty() {
        let mut errors = Errors::default();
        errors.add("reason", context.text("access-no-reason"));
        return page(context, &errors);
    }
    let path = Part::Access.path(&number);
    let plan = AssignAnyway { number, to };
    let vault = &mut context.session.vault;
    match proposal::propose(vault, &plan, &reason, context.now, context.rng)? {
        Proposed::Done(..) => {
            context.flash(Tone::Good, context.text("access-done"));
            Ok(context.see(path))
        }
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}
