//! Unlocking: the only page while the vault is locked.

use maud::{Markup, html};

use super::token::pin_field;
use crate::said::Say as _;
use crate::screen::ask::PIN;
use crate::screen::component::{Errors, Field, button, field};
use crate::screen::context::{Page, Refusal, sentence};
use crate::screen::frame::Frame;
use crate::text::Value;
use crate::vault::VaultError;

/// What the page says besides.
pub(in crate::screen) struct Before<'a> {
    /// Where it leads.
    pub(in crate::screen) to: &'a str,
    /// How often the passphrase was wrong so far.
    pub(in crate::screen) failures: u32,
    /// Whether somebody needs a token.
    pub(in crate::screen) asks_token: bool,
}

/// Draws the page; with what was wrong, if something was.
pub(in crate::screen) fn page(
    frame: &Frame<'_>,
    before: &Before<'_>,
    err: Option<&VaultError>,
) -> Page {
    let texts = frame.texts;
    let mut errors = Errors::default();
    let mut above = None;
    match err {
        Some(err @ VaultError::WrongPassphrase) => {
            errors.add("passphrase", sentence(&err.said().text(texts)));
        }
        Some(err @ VaultError::Token(_)) => {
            errors.add(PIN, sentence(&err.said().text(texts)));
        }
        Some(err) => above = Some(Refusal::said(err.said()).note(texts)),
        None => {}
    }
    let hint = texts.get("unlock-hint");
    let passphrase = Field {
        id: "passphrase",
        label: &texts.get("unlock-passphrase"),
        hint: Some(&hint),
        kind: "password",
        autocomplete: "current-password",
        required: true,
        // The summary takes it when something was wrong.
        focus: err.is_none(),
        ..Field::default()
    };
    let form = html! {
        input type="hidden" name="to" value=(before.to);
        (field(&passphrase, &errors))
        @if before.asks_token { (pin_field(texts, &errors)) }
        (tries(frame, before.failures))
        div .actions { (button(&texts.get("unlock-do"))) }
    };
    let body = html! {
        @if let Some(note) = above { (note) }
        p .lead { (texts.get("unlock-lead")) }
        (frame.form("/unlock", form))
    };
    Page::bare(texts.get("unlock-title"), body).errors(&errors, texts)
}

fn tries(frame: &Frame<'_>, failures: u32) -> Markup {
    let count = [("count", Value::from(failures))];
    html! {
        @if failures > 0 { p .hint { (frame.texts.with("unlock-tries", &count)) } }
    }
}
