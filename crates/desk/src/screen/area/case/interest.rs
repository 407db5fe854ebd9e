//! Before anything of a case is shown: has whoever opens it an interest in it (R086)?

use maud::html;

use crate::case::CaseNumber;
use crate::case::access::{self, Interest};
use crate::screen::component::{Tone, button, danger_button};
use crate::screen::{Answer, Context, Nav, Page, Refusal};
use crate::text::Value;

/// Says whether the question is still open: whoever is here reads the case and has not answered.
pub(in crate::screen::area) fn is_open(
    context: &Context<'_>,
    number: &CaseNumber,
) -> Result<bool, Refusal> {
    let vault = &context.session.vault;
    let Ok(me) = vault.me() else {
        return Ok(false);
    };
    let Ok(access) = access::of(&vault.read()?, number) else {
        return Ok(false);
    };
    Ok(access.readers.contains(&me) && !access.declared.contains(&me))
}

/// Asks, with nothing of the case on the page but its number.
pub(in crate::screen::area) fn ask(context: &mut Context<'_>, number: &CaseNumber) -> Answer {
    let texts = context.texts();
    let action = format!("/cases/{number}/interest");
    let answer = |interest: &str, button| {
        let fields = html! { input type="hidden" name="interest" value=(interest); (button) };
        context.frame.form(&action, fields)
    };
    let body = html! {
        p .lead { (texts.get("interest-lead")) }
        p { (texts.get("interest-own-means")) }
        div .actions {
            (answer("none", button(&texts.get("interest-none"))))
            (answer("own", danger_button(&texts.get("interest-own"))))
        }
    };
    let title = texts.with(
        "interest-title",
        &[("number", Value::from(number.to_string()))],
    );
    context.show(Page::new(Nav::Cases, title, body))
}

pub(super) fn answer(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let interest = match context.request.form().text("interest") {
        "none" => Interest::None,
        "own" => Interest::Own,
        _ => return Ok(ask(context, &number)),
    };
    let vault = &mut context.session.vault;
    access::declare(vault, &number, interest, context.now, context.rng)?;
    if interest == Interest::Own {
        context.flash(Tone::Info, context.text("interest-ended"));
        return Ok(context.see(Nav::Cases.path()));
    }
    Ok(context.see(&super::path_of(&number)))
}
