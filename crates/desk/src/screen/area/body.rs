//! The bodies that something can be referred to: what is noted of each, and when it was checked (R123).

use bellrope_casework::body::Body;
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::case::class::options;
use crate::dossier::{self, BodyEntry, DossierError, RecipientKey};
use crate::screen::component::{
    Cell, Choice, Errors, Field, Table, Tone, badge, button, field, note, select, table, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/bodies", show),
    Route::post("/bodies", note_body),
];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let bodies = dossier::bodies(&context.session.vault.read()?)?;
    let texts = context.texts();
    let heads = ["sending-body", "bodies-contact", "bodies-checked"];
    let row = |(body, entry): &(Body, Option<BodyEntry>)| {
        let contact = entry
            .as_ref()
            .map(|it| it.contact.clone())
            .unwrap_or_default();
        vec![
            Cell::new(body.label(context.frame.lang)),
            Cell::new(contact),
            Cell::new(checked(context, entry.as_ref())),
        ]
    };
    let body = html! {
        p .lead { (texts.get("bodies-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("bodies-limit")) } }))
        (table(&Table {
            caption: &texts.get("bodies-title"),
            heads: &heads.map(|id| texts.get(id)),
            rows: bodies.iter().map(row).collect(),
        }))
        h2 { (texts.get("bodies-note")) }
        (form(context, errors))
    };
    let page = Page::new(Nav::Cases, texts.get("bodies-title"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn checked(context: &Context<'_>, entry: Option<&BodyEntry>) -> Markup {
    let texts = context.texts();
    match entry {
        None => badge(Tone::Info, &texts.get("bodies-unknown")),
        Some(it) if it.is_stale(context.now) => html! {
            (texts.day(it.checked)) " " (badge(Tone::Warn, &texts.get("bodies-stale")))
        },
        Some(it) => html! { (texts.day(it.checked)) },
    }
}

fn form(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let fields = html! {
        (select(&Choice {
            id: "body",
            label: &texts.get("sending-body"),
            hint: None,
            options: &options::<Body>(context),
            chosen: &[sent.text("body")],
            many: false,
        }, errors))
        (textarea(&Field {
            id: "contact",
            label: &texts.get("bodies-contact"),
            value: sent.text("contact"),
            required: true,
            ..Field::default()
        }, 3, errors))
        (field(&Field {
            id: "key",
            label: &texts.get("sending-key"),
            hint: Some(&texts.get("bodies-key-hint")),
            value: sent.text("key"),
            required: true,
            ..Field::default()
        }, errors))
        div .actions { (button(&texts.get("bodies-do"))) }
    };
    context.frame.form("/bodies", fields)
}

fn note_body(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let body = Body::of_code(form.text("body")).map_err(|_| Refusal::absent())?;
    let contact = form.text("contact").to_owned();
    let mut errors = Errors::default();
    let Ok(key) = form.text("key").parse::<RecipientKey>() else {
        errors.add("key", context.text("sending-no-key"));
        return page(context, &errors);
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    match dossier::note_body(vault, body, &contact, &key, now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("bodies-noted"));
            Ok(context.see("/bodies"))
        }
        Err(DossierError::Contact) => {
            errors.add("contact", context.text("bodies-no-contact"));
            page(context, &errors)
        }
        Err(DossierError::WordsForBody) => {
            errors.add("key", context.text("bodies-words"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}
