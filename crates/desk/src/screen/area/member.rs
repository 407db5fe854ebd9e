//! Somebody of the team: their roles, absences, leaving; one's own confidentiality statement.

use std::collections::BTreeSet;

use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::person::role_text;
use super::proposal as proposals;
use crate::case::access::{self, ToHandOver};
use crate::person::{self, Absence, Leaving, Person, PersonError, Role, RoleChange};
use crate::proposal::{self, Plan, Proposed};
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, button, choice, danger_button, definitions,
    empty, field, link_button, note, select, table, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::term;
use crate::text::Value;
use crate::vault::PersonId;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/people/of/{person}", show),
    Route::post("/people/of/{person}/roles", change_roles),
    Route::post("/people/of/{person}/leave", leave),
    Route::post("/people/of/{person}/absence", set_absence),
    Route::post("/people/of/{person}/back", end_absence),
    Route::post("/people/of/{person}/known", set_known),
    Route::get("/statement", show_statement),
    Route::post("/statement", accept_statement),
];

/// Returns the path of somebody.
pub(super) fn path_of(id: PersonId) -> String {
    format!("/people/of/{id}")
}

fn find(context: &Context<'_>) -> Result<Person, Refusal> {
    let id: PersonId = context
        .place("person")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let found = person::find(&context.session.vault.read()?, id)?;
    found.ok_or_else(Refusal::absent)
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    page(context, &person, &Errors::default())
}

fn page(context: &mut Context<'_>, person: &Person, errors: &Errors) -> Result<Answer, Refusal> {
    let texts = context.texts();
    let roles: Vec<String> = person
        .roles
        .iter()
        .map(|it| role_text(texts, *it))
        .collect();
    let body = html! {
        (definitions(&[
            (texts.get("people-roles"), html! { (roles.join(", ")) }),
            (texts.get("people-since"), html! { (texts.day(person.joined)) }),
            (texts.get("member-statement"), html! { (texts.day(person.statement_due())) }),
        ]))
        @if let Some(day) = person.left {
            (note(Tone::Info, html! { p { (texts.get("people-left")) " " (texts.day(day)) } }))
        } @else {
            h2 { (texts.get("handover-title")) }
            (hand_over(context, person)?)
            h2 { (texts.get("member-absence")) }
            (absences(context, person, errors)?)
            h2 { (texts.get("member-known")) }
            (known_form(context, person, errors))
            h2 { (texts.get("member-roles")) }
            (roles_form(context, person, errors))
            h2 { (texts.get("member-leave")) }
            (leave_form(context, person, errors))
        }
        div .actions { (link_button(Nav::People.path(), &texts.get("nav-people"))) }
    };
    let page = Page::new(Nav::People, &*person.name, body).errors(errors, texts);
    Ok(context.show(page))
}

/// Draws the cases that somebody else takes over if they leave or are away (R194).
fn hand_over(context: &Context<'_>, person: &Person) -> Result<Markup, Refusal> {
    let cases = access::to_hand_over(&context.session.vault.read()?, person.id)?;
    let texts = context.texts();
    if cases.is_empty() {
        return Ok(empty(&texts.get("handover-none"), None));
    }
    let me = context.session.vault.me().ok();
    let row = |case: &ToHandOver| {
        let noted = case.noted.map(|day| texts.day(day));
        let notes = format!("/cases/{}/notes", case.number);
        vec![
            Cell::new(html! { a href=(format!("/cases/{}", case.number)) { (case.number) } }),
            Cell::new(html! {
                (noted.unwrap_or_else(|| texts.get("handover-not-yet")))
                @if me == Some(person.id) { " " a href=(notes) { (texts.get("handover-write")) } }
            }),
        ]
    };
    Ok(html! {
        p { (texts.get("handover-lead")) }
        (table(&Table {
            caption: &texts.get("handover-title"),
            heads: &["handover-case", "handover-note"].map(|id| texts.get(id)),
            rows: cases.iter().map(row).collect(),
        }))
    })
}

/// Draws by what a reporter knows somebody: other names, units.
fn known_form(context: &Context<'_>, person: &Person, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let lines = |all: &BTreeSet<String>| all.iter().cloned().collect::<Vec<_>>().join("\n");
    let area = |id: &str, known: &BTreeSet<String>| {
        let value = if sent.has(id) {
            sent.text(id).to_owned()
        } else {
            lines(known)
        };
        textarea(
            &Field {
                id,
                label: &texts.get(&format!("member-{id}")),
                hint: Some(&texts.get(&format!("member-{id}-hint"))),
                value: &value,
                ..Field::default()
            },
            2,
            errors,
        )
    };
    context.frame.form(
        &format!("{}/known", path_of(person.id)),
        html! {
            (area("called", &person.aliases))
            (area("units", &person.units))
            div .actions { (button(&texts.get("member-known-do"))) }
        },
    )
}

fn set_known(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    let form = context.request.form();
    let lines = |id: &str| -> BTreeSet<String> {
        let lines = form.text(id).lines().map(str::trim);
        lines
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (called, units) = (lines("called"), lines("units"));
    let (vault, now) = (&mut context.session.vault, context.now);
    if called != person.aliases {
        person::set_aliases(vault, person.id, called, now, context.rng)?;
    }
    if units != person.units {
        person::set_units(vault, person.id, units, now, context.rng)?;
    }
    Ok(kept(context, &person))
}

fn absences(context: &Context<'_>, person: &Person, errors: &Errors) -> Result<Markup, Refusal> {
    let people = person::all(&context.session.vault.read()?)?;
    let deputy_of = |absence: &Absence| {
        let found = people.iter().find(|it| Some(it.id) == absence.deputy);
        found.map(|it| it.name.clone())
    };
    let others = people
        .iter()
        .filter(|it| it.is_present() && it.id != person.id);
    let texts = context.texts();
    let sent = context.request.form();
    let path = path_of(person.id);
    let day = |id: &str, label: &str| {
        field(
            &Field {
                id,
                label: &texts.get(label),
                value: sent.text(id),
                kind: "date",
                required: true,
                ..Field::default()
            },
            errors,
        )
    };
    let mut deputies = vec![Option_::new("", texts.get("member-no-deputy"))];
    deputies.extend(others.map(|it| Option_::new(it.id.to_string(), &it.name)));
    Ok(html! {
        @for absence in &person.absences {
            (context.frame.form(&format!("{path}/back"), html! {
                p {
                    (texts.day(absence.from)) " – " (texts.day(absence.until)) " "
                    @if let Some(name) = deputy_of(absence) {
                        "(" (texts.with("member-deputy-is", &[("name", Value::from(name))])) ") "
                    }
                    input type="hidden" name="from" value=(absence.from);
                    button .button type="submit" { (texts.get("member-back")) }
                }
            }))
        }
        (context.frame.form(&format!("{path}/absence"), html! {
            (day("from", "member-from"))
            (day("until", "member-until"))
            (select(&Choice {
                id: "deputy",
                label: &texts.get("member-deputy"),
                hint: None,
                options: &deputies,
                chosen: &[sent.text("deputy")],
                many: false,
            }, errors))
            div .actions { (button(&texts.get("member-absence-do"))) }
        }))
    })
}

/// Draws the reason and the colleague beside, which two acts here ask for.
fn by_two(context: &Context<'_>, id: &str, errors: &Errors) -> Markup {
    textarea(
        &Field {
            id,
            label: &context.text("proposal-why"),
            value: context.request.form().text(id),
            required: true,
            ..Field::default()
        },
        2,
        errors,
    )
}

fn roles_form(context: &Context<'_>, person: &Person, errors: &Errors) -> Markup {
    let texts = context.texts();
    let options = Role::ALL.map(|role| Option_::new(role.as_str(), role_text(texts, role)));
    let chosen: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
    context.frame.form(
        &format!("{}/roles", path_of(person.id)),
        html! {
            (choice(&Choice {
                id: "role",
                label: &texts.get("people-roles"),
                hint: None,
                options: &options,
                chosen: &chosen,
                many: true,
            }, errors))
            (by_two(context, "why-roles", errors))
            div .actions { (button(&texts.get("member-roles-do"))) }
        },
    )
}

fn leave_form(context: &Context<'_>, person: &Person, errors: &Errors) -> Markup {
    let texts = context.texts();
    context.frame.form(
        &format!("{}/leave", path_of(person.id)),
        html! {
            p { (texts.get("member-leave-lead")) }
            (by_two(context, "why-leave", errors))
            div .actions { (danger_button(&texts.get("member-leave-do"))) }
        },
    )
}

/// Proposes an act about somebody.
fn propose<P: Plan>(
    context: &mut Context<'_>,
    plan: &P,
    person: &Person,
    why: &str,
) -> Result<Answer, Refusal> {
    let reason = context.request.form().text(why).trim().to_owned();
    if reason.is_empty() {
        let mut errors = Errors::default();
        errors.add(why, context.text("recovery-no-reason"));
        return page(context, person, &errors);
    }
    let vault = &mut context.session.vault;
    match proposal::propose(vault, plan, &reason, context.now, context.rng)? {
        Proposed::Done(..) => {
            context.flash(Tone::Good, context.text("member-done"));
            Ok(context.see(Nav::People.path()))
        }
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}

fn change_roles(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    let known = |code: &str| Role::ALL.into_iter().find(|role| role.as_str() == code);
    let form = context.request.form();
    let roles: BTreeSet<Role> = form.texts("role").filter_map(known).collect();
    if roles.is_empty() {
        let mut errors = Errors::default();
        errors.add("role", context.text("people-no-role"));
        return page(context, &person, &errors);
    }
    let plan = RoleChange {
        person: person.id,
        roles,
    };
    propose(context, &plan, &person, "why-roles")
}

fn leave(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    let plan = Leaving { person: person.id };
    propose(context, &plan, &person, "why-leave")
}

fn set_absence(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    let form = context.request.form();
    let days = [form.text("from").parse(), form.text("until").parse::<Day>()];
    let mut errors = Errors::default();
    let [Ok(from), Ok(until)] = days else {
        errors.add("from", context.text("member-no-days"));
        return page(context, &person, &errors);
    };
    let absence = Absence {
        from,
        until,
        deputy: form.text("deputy").parse().ok(),
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match person::set_absence(vault, person.id, absence, now, context.rng) {
        Ok(()) => Ok(kept(context, &person)),
        Err(PersonError::Backwards) => {
            errors.add("until", context.text("member-backwards"));
            page(context, &person, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

fn end_absence(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let person = find(context)?;
    let from = context.request.form().text("from").parse::<Day>();
    let from = from.map_err(|_| Refusal::absent())?;
    let (vault, now) = (&mut context.session.vault, context.now);
    person::end_absence(vault, person.id, from, now, context.rng)?;
    Ok(kept(context, &person))
}

fn kept(context: &mut Context<'_>, person: &Person) -> Answer {
    context.flash(Tone::Good, context.text("member-done"));
    context.see(path_of(person.id))
}

fn show_statement(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let me = person::me(&context.session.vault.read()?)?;
    let texts = context.texts();
    let due = me.statement_due();
    let day = [("day", Value::from(texts.day(due)))];
    let is_over = due < term::local_day(context.now);
    let body = html! {
        p .lead { (texts.get("statement-text")) }
        @if is_over {
            (note(Tone::Warn, html! { p { (texts.with("statement-over", &day)) } }))
        } @else {
            p { (texts.with("statement-holds", &day)) }
        }
        (context.frame.form("/statement", html! {
            div .actions { (button(&texts.get("statement-accept"))) }
        }))
    };
    Ok(context.show(Page::new(
        Nav::People,
        texts.get("member-statement-title"),
        body,
    )))
}

fn accept_statement(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let vault = &mut context.session.vault;
    person::accept_statement(vault, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("statement-accepted-said"));
    Ok(context.see(Nav::People.path()))
}
