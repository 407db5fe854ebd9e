//! Before anything of a case is shown: whether one has an interest in it (R086).

use maud::html;

use crate::case::access::{self, Interest};
use crate::screen::component::{Tone, button, confirm, danger_button, link_button, note};
use crate::screen::{Answer, Context, Nav, Page, Refusal};
use crate::text::Value;

/// Asks. Nothing of the case stands here but its number.
pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let texts = context.texts();
    let path = format!("{}/interest", super::path_of(&number));
    let value = [("number", Value::from(number.to_string()))];
    let body = html! {
        p .lead { (texts.get("interest-ask")) }
        (note(Tone::Info, html! {
            ul {
                li { (texts.get("interest-know")) }
                li { (texts.get("interest-work")) }
                li { (texts.get("interest-before")) }
            }
        }))
        p { (texts.get("interest-unseen")) }
        div .beside {
            (context.frame.form(&path, html! {
                input type="hidden" name="interest" value="none";
                (button(&texts.get("interest-none")))
            }))
            (context.frame.form(&path, html! {
                input type="hidden" name="interest" value="own";
                button .button type="submit" { (texts.get("interest-own")) }
            }))
        }
    };
    let title = texts.with("case-title", &value);
    Ok(context.show(Page::new(Nav::Cases, title, body)))
}

pub(super) fn declare(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let form = context.request.form();
    let is_own = form.text("interest") == "own";
    if is_own && form.text("confirmed") != "yes" {
        return Ok(ask_again(context));
    }
    let interest = if is_own {
        Interest::Own
    } else {
        Interest::None
    };
    let vault = &mut context.session.vault;
    access::declare(vault, &number, interest, context.now, context.rng)?;
    if !is_own {
        return Ok(context.see(super::path_of(&number)));
    }
    let value = [("number", Value::from(number.to_string()))];
    let said = context.text_with("interest-own-said", &value);
    context.flash(Tone::Info, said);
    Ok(context.see(Nav::Inbox.path()))
}

/// Asks once more: whoever has an interest reads the case no more.
fn ask_again(context: &mut Context<'_>) -> Answer {
    let texts = context.texts();
    let path = context.request.path().to_owned();
    let what = html! { p .lead { (texts.get("interest-sure")) } };
    let yes = danger_button(&texts.get("interest-own"));
    let hidden = [("interest", "own")];
    let body = html! {
        (confirm(&context.frame, &path, &what, &hidden, &yes, &path))
        div .actions { (link_button(Nav::Inbox.path(), &texts.get("nav-inbox"))) }
    };
    let title = texts.get("interest-own");
    context.show(Page::new(Nav::Cases, title, body))
}
