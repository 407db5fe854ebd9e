//! A case on paper: everything that its page shows, with a label on every sheet (R111). What for and
//! for whom is asked before, and stands in the trail (R126).

use maud::html;

use super::{head, talk};
use crate::errand;
use crate::screen::area::errand as fields;
use crate::screen::area::person::Names;
use crate::screen::component::{Errors, Field, Tone, button, field, link_button, note};
use crate::screen::{Answer, Context, Nav, Page, PrintLabel, Refusal};
use crate::term;
use crate::text::Value;

pub(super) fn ask(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    form(context, &Errors::default())
}

fn form(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let texts = context.texts();
    let number = &view.summary.number;
    let title = texts.with("case-title", &[("number", Value::from(number.to_string()))]);
    let copy = context.request.form().text("copy");
    let fields = html! {
        (fields::fields(context, None, errors))
        (field(&Field {
            id: "copy",
            label: &texts.get("paper-copy"),
            value: if copy.is_empty() { "1" } else { copy },
            kind: "number",
            ..Field::default()
        }, errors))
        div .actions {
            (button(&texts.get("paper-make")))
            (link_button(&super::path_of(number), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("paper-lead")) }
        (context.frame.form(&format!("{}/paper", super::path_of(number)), fields))
    };
    let page = Page::new(Nav::Cases, title, body).errors(errors, texts);
    Ok(context.show(page))
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let wanted = fields::read(context, &mut errors)?;
    let copy = context.request.form().text("copy").parse::<u32>();
    if !matches!(copy, Ok(1..=999)) {
        errors.add("copy", context.text("paper-copy-number"));
    }
    let (Some(wanted), Ok(copy), true) = (wanted, copy, errors.is_empty()) else {
        return form(context, &errors);
    };
    let view = super::open(context)?;
    let number = &view.summary.number;
    let (vault, now) = (&mut context.session.vault, context.now);
    errand::note_printed(vault, Some(number), &wanted, copy, now, context.rng)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let title = texts.with("case-title", &[("number", Value::from(number.to_string()))]);
    let body = html! {
        div .no-print { (note(Tone::Info, html! { p { (texts.get("paper-how")) } })) }
        (head::facts(context, &view))
        h2 { (texts.get("case-talk")) }
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
