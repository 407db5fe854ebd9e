//! The team: who is on it, who is let in, one's own passphrase.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use zeroize::Zeroizing;

use super::{member, proposal, token};
use crate::person::{self, NewPerson, Person, PersonError, Role};
use crate::proposal::ProposalError;
use crate::said::Say as _;
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, badge, button, choice, field, link_button,
    note, table, textarea,
};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Texts;
use crate::vault::{Passphrase, PersonId, Records, VaultError};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/people", show),
    Route::get("/people/new", show_new),
    Route::post("/people/new", add),
    Route::get("/people/passphrase", show_passphrase),
    Route::post("/people/passphrase", change_passphrase),
];

/// The names of everybody who ever was on the team.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of(records: &impl Records) -> Result<Self, VaultError> {
        let people = person::all(records)?.into_iter();
        Ok(Self(
            people.map(|it| (it.id.to_string(), it.name)).collect(),
        ))
    }

    /// Returns somebody's name; whoever has none stands by their pseudonym.
    pub(super) fn of_text(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let people = person::all(&reading)?;
    let me = context.session.vault.me().ok();
    drop(reading);
    let texts = context.texts();
    let heads = [
        "people-name",
        "people-roles",
        "people-since",
        "people-state",
    ];
    let rows = people.iter().map(|person| row(texts, person, me));
    let waiting = proposal::waiting_note(context)?;
    let present = people.iter().filter(|person| person.is_present()).count();
    let body = html! {
        p .lead { (texts.get("people-lead")) }
        (waiting)
        @if present < 2 { (note(Tone::Warn, html! { p { (texts.get("people-alone")) } })) }
        (table(&Table {
            caption: &texts.get("nav-people"),
            heads: &heads.map(|id| texts.get(id)),
            rows: rows.collect(),
        }))
        div .actions {
            (link_button("/people/new", &texts.get("people-add")))
            (link_button("/people/passphrase", &texts.get("people-passphrase")))
            (link_button(token::PATH, &texts.get("token-title")))
            (link_button("/proposals", &texts.get("proposal-title")))
            (link_button("/statement", &texts.get("member-statement-title")))
        }
    };
    Ok(context.show(Page::new(Nav::People, texts.get("nav-people"), body)))
}

fn row(texts: &Texts, person: &Person, me: Option<PersonId>) -> Vec<Cell> {
    let roles: Vec<String> = person
        .roles
        .iter()
        .map(|role| role_text(texts, *role))
        .collect();
    let state = match person.left {
        Some(day) => html! { (texts.get("people-left")) " " (texts.day(day)) },
        None if me == Some(person.id) => badge(Tone::Info, &texts.get("people-me")),
        None => html! { (texts.get("people-present")) },
    };
    vec![
        Cell::new(html! {
            a href=(member::path_of(person.id)) { (person.name) }
            br;
            span .hint {
                (person.id)
                @if !person.tokens.is_empty() { ", " (texts.get("token-with")) }
            }
        }),
        Cell::new(roles.join(", ")),
        Cell::new(texts.day(person.joined)),
        Cell::new(state),
    ]
}

/// Returns the words of a role.
pub(super) fn role_text(texts: &Texts, role: Role) -> String {
    texts.get(&format!("role-{}", role.as_str()))
}

fn show_new(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(new_form(context, &Errors::default()))
}

fn new_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let form = context.request.form();
    let options = Role::ALL.map(|role| Option_ {
        value: role.as_str().to_owned(),
        label: role_text(texts, role),
        hint: texts.find(&format!("role-{}-hint", role.as_str()), &[]),
    });
    let chosen: Vec<&str> = form.texts("role").collect();
    let fields = html! {
        (field(&Field {
            id: "name",
            label: &texts.get("people-name"),
            hint: Some(&texts.get("people-name-hint")),
            value: form.text("name"),
            required: true,
            ..Field::default()
        }, errors))
        (choice(&Choice {
            id: "role",
            label: &texts.get("people-roles"),
            hint: None,
            options: &options,
            chosen: &chosen,
            many: true,
        }, errors))
        (new_passphrase(texts, errors))
        (textarea(&Field {
            id: "reason",
            label: &texts.get("proposal-why"),
            value: form.text("reason"),
            required: true,
            ..Field::default()
        }, 2, errors))
        (proposal::witness_field(context, errors))
        div .actions {
            (button(&texts.get("people-add-do")))
            (link_button(Nav::People.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("people-add-lead")) }
        (context.frame.form("/people/new", fields))
    };
    let page = Page::new(Nav::People, texts.get("people-add"), body).errors(errors, texts);
    context.show(page)
}

/// Draws the two fields in which somebody types a new passphrase. They are never filled in again.
fn new_passphrase(texts: &Texts, errors: &Errors) -> Markup {
    let hint = texts.get("people-passphrase-hint");
    html! {
        (field(&Field {
            id: "passphrase",
            label: &texts.get("people-new-passphrase"),
            hint: Some(&hint),
            kind: "password",
            autocomplete: "new-password",
            required: true,
            ..Field::default()
        }, errors))
        (field(&Field {
            id: "again",
            label: &texts.get("people-again"),
            kind: "password",
            autocomplete: "new-password",
            required: true,
            ..Field::default()
        }, errors))
    }
}

/// Reads a new passphrase that was typed twice.
fn chosen_passphrase(context: &Context<'_>, errors: &mut Errors) -> Option<Passphrase> {
    let form = context.request.form();
    let typed = form.text("passphrase");
    if typed != form.text("again") {
        errors.add("again", context.text("people-differs"));
    }
    match Passphrase::choose(Zeroizing::new(typed.to_owned())) {
        Ok(passphrase) => Some(passphrase),
        Err(err) => {
            let said = err.said().text(context.texts());
            errors.add("passphrase", sentence(&said));
            None
        }
    }
}

fn add(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let form = context.request.form();
    let name = form.text("name").trim();
    let known = |code: &str| Role::ALL.into_iter().find(|role| role.as_str() == code);
    let roles: BTreeSet<Role> = form.texts("role").filter_map(known).collect();
    if name.is_empty() {
        errors.add("name", context.text("people-no-name"));
    }
    if roles.is_empty() {
        errors.add("role", context.text("people-no-role"));
    }
    let passphrase = chosen_passphrase(context, &mut errors);
    let reason = form.text("reason").trim();
    if reason.is_empty() {
        errors.add("reason", context.text("recovery-no-reason"));
    }
    let witness = proposal::witness(context, &mut errors)?;
    let (Some(passphrase), true) = (passphrase, errors.is_empty()) else {
        return Ok(new_form(context, &errors));
    };
    let new = NewPerson {
        name,
        roles,
        passphrase: &passphrase,
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match person::join(vault, &new, reason, witness.as_ref(), now, context.rng) {
        Ok(Some(_)) => {
            context.flash(Tone::Good, context.text("people-added"));
            Ok(context.see(Nav::People.path()))
        }
        Ok(None) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see("/proposals"))
        }
        Err(ProposalError::Vault(VaultError::PassphraseTaken)) => {
            errors.add("passphrase", context.text("people-passphrase-taken"));
            Ok(new_form(context, &errors))
        }
        Err(err) => match err.of_plan::<PersonError>() {
            Some(PersonError::NameTaken) => {
                errors.add("name", context.text("people-name-taken"));
                Ok(new_form(context, &errors))
            }
            _ => Err(err.into()),
        },
    }
}

fn show_passphrase(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(passphrase_form(context, &Errors::default()))
}

fn passphrase_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        (new_passphrase(texts, errors))
        div .actions {
            (button(&texts.get("people-passphrase")))
            (link_button(Nav::People.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("people-passphrase-lead")) }
        (context.frame.form("/people/passphrase", fields))
    };
    let title = texts.get("people-passphrase");
    let page = Page::new(Nav::People, title, body).errors(errors, texts);
    context.show(page)
}

fn change_passphrase(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let passphrase = chosen_passphrase(context, &mut errors);
    let (Some(passphrase), true) = (passphrase, errors.is_empty()) else {
        return Ok(passphrase_form(context, &errors));
    };
    let vault = &mut context.session.vault;
    match person::change_passphrase(vault, &passphrase, context.now, context.rng) {
        Ok(()) => {
            context.session.passphrase = passphrase;
            context.flash(Tone::Good, context.text("people-passphrase-changed"));
            Ok(context.see(Nav::People.path()))
        }
        Err(VaultError::PassphraseTaken) => {
            errors.add("passphrase", context.text("people-passphrase-taken"));
            Ok(passphrase_form(context, &errors))
        }
        Err(err) => Err(err.into()),
    }
}
