//! One's own hardware tokens: which there are, one more, one less.

use maud::{Markup, html};

use crate::person;
use crate::said::Say as _;
use crate::screen::ask::PIN;
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, button, danger_button, empty, field, link_button, note,
    table, textarea,
};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Texts;
use crate::vault::{Token, VaultError};

pub(super) const PATH: &str = "/people/token";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, show),
    Route::post(PATH, enrol),
    Route::post("/people/token/remove", remove),
];

/// Draws the field for the PIN of a token, where somebody who has one types their passphrase.
pub(in crate::screen) fn pin_field(texts: &Texts, errors: &Errors) -> Markup {
    field(
        &Field {
            id: PIN,
            label: &texts.get("token-pin"),
            hint: Some(&texts.get("token-pin-hint")),
            kind: "password",
            autocomplete: "off",
            ..Field::default()
        },
        errors,
    )
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(draw(context, &Errors::default()))
}

fn draw(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("token-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("token-lost")) } }))
        h2 { (texts.get("token-have")) }
        (tokens(context))
        h2 { (texts.get("token-add")) }
        (enrol_form(context, errors))
    };
    let page = Page::new(Nav::People, texts.get("token-title"), body).errors(errors, texts);
    context.show(page)
}

fn tokens(context: &Context<'_>) -> Markup {
    let texts = context.texts();
    let row = |token: &Token| {
        let remove = html! {
            input type="hidden" name="recipient" value=(token.recipient());
            (danger_button(&texts.get("token-remove")))
        };
        vec![
            Cell::new(html! { code { (token.recipient()) } }),
            Cell::new(token.plugin().to_owned()),
            Cell::new(context.frame.form("/people/token/remove", remove)),
        ]
    };
    let rows: Vec<_> = context.session.vault.tokens().map(row).collect();
    if rows.is_empty() {
        return empty(&texts.get("token-none"), None);
    }
    table(&Table {
        caption: &texts.get("token-have"),
        heads: &["token-recipient", "token-plugin", "token-remove"].map(|id| texts.get(id)),
        rows,
    })
}

fn enrol_form(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let fields = html! {
        // Never filled in again: some plugins put a key into an identity.
        (textarea(&Field {
            id: "device",
            label: &texts.get("token-text"),
            hint: Some(&texts.get("token-text-hint")),
            required: true,
            ..Field::default()
        }, 4, errors))
        (pin_field(texts, errors))
        div .actions {
            (button(&texts.get("token-enrol")))
            (link_button(Nav::People.path(), &texts.get("ui-no-back")))
        }
    };
    context.frame.form(PATH, fields)
}

fn enrol(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let token = match Token::parse(form.text("device")) {
        Ok(token) => token,
        Err(err) => return Ok(refused(context, &err.into())),
    };
    let session = &mut *context.session;
    let (vault, passphrase) = (&mut session.vault, &session.passphrase);
    let enrolled = person::enrol_token(vault, &token, passphrase, context.now, context.rng);
    match enrolled {
        Ok(()) => {
            context.flash(Tone::Good, context.text("token-enrolled-said"));
            Ok(context.see(PATH))
        }
        Err(err @ VaultError::Token(_)) => Ok(refused(context, &err)),
        Err(err) => Err(err.into()),
    }
}

/// Draws the page again with what was wrong.
fn refused(context: &mut Context<'_>, err: &VaultError) -> Answer {
    let mut errors = Errors::default();
    errors.add("device", sentence(&err.said().text(context.texts())));
    draw(context, &errors)
}

fn remove(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let recipient = context.request.form().text("recipient");
    let session = &mut *context.session;
    let (vault, passphrase) = (&mut session.vault, &session.passphrase);
    person::remove_token(vault, recipient, passphrase, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("token-removed-said"));
    Ok(context.see(PATH))
}
