//! A case on paper: everything that its page shows, with a label on every sheet (R111).

use maud::html;

use super::{head, talk};
use crate::screen::area::person::Names;
use crate::screen::component::{Tone, note};
use crate::screen::{Answer, Context, Nav, Page, PrintLabel, Refusal};
use crate::term;
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let case = &view.summary;
    let number = [("number", Value::from(case.number.to_string()))];
    let title = texts.with("case-title", &number);
    let copy = context.request.query().text("copy").parse().unwrap_or(1);
    let body = html! {
        div .no-print { (note(Tone::Info, html! { p { (texts.get("paper-how")) } })) }
        (head::facts(context, &view))
        (talk::entries(context, &names, &view))
    };
    let label = PrintLabel {
        subject: title.clone(),
        label: texts.get("paper-label"),
        day: term::local_day(context.now),
        copy,
    };
    Ok(context.show(Page::new(Nav::Cases, title, body).print(label)))
}
