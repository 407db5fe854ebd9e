//! The unverified box: letters that say they belong to a case, and cannot show it.

use maud::html;

use super::{listing, spam};
use crate::import::{self, UnverifiedLetter, UnverifiedReason};
use crate::screen::component::{Side, Tone, Turn, empty, link_button, note, pages, turn, typed};
use crate::screen::context::capital;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::{Texts, Value};

pub(super) const ROUTES: &[Route] = &[Route::get("/unverified", show)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut letters = import::unverified(&context.session.vault)?;
    letters.retain(|letter| !letter.is_spam);
    let texts = context.texts();
    let at = listing::page_at(context, letters.len());
    let body = html! {
        (note(Tone::Warn, html! { p { (texts.get("unverified-lead")) } }))
        @if letters.is_empty() {
            (empty(&texts.get("unverified-empty"), None))
        } @else {
            h2 { (texts.get("unverified-letters")) }
            ol .talk { @for letter in at.slice(&letters) { (draw(texts, letter)) } }
            (pages(&context.frame, at, "/unverified?page="))
            div .actions { (link_button(spam::PATH, &texts.get("spam-title"))) }
        }
    };
    let title = texts.get("unverified-title");
    Ok(context.show(Page::new(Nav::Inbox, title, body)))
}

fn draw(texts: &Texts, letter: &UnverifiedLetter) -> maud::Markup {
    let reason = match letter.reason {
        UnverifiedReason::Malformed => "reason-malformed",
        UnverifiedReason::Intro => "reason-intro",
        UnverifiedReason::Handle => "reason-handle",
        UnverifiedReason::Mac => "reason-mac",
        UnverifiedReason::Tag => "reason-tag",
    };
    let day = [("day", Value::from(texts.day(letter.received)))];
    turn(&Turn {
        side: Side::Reporter,
        heading: &texts.with("unverified-heading", &day),
        beside: None,
        body: html! {
            p .hint { (capital(&texts.get(reason))) "." }
            (typed(&letter.text))
        },
    })
}
