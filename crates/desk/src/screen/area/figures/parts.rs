//! The parts of the organisation: the desk's own list, which cases get one of (T8).

use maud::{Markup, html};

use crate::part::{self, Part, PartCode, PartError};
use crate::right::{self, Right};
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, button, danger_button, empty, field, link_button, table,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal};

/// Where the list is.
pub(super) const PATH: &str = "/figures/parts";

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    right::check(&reading, Right::Figures, context.now)?;
    let all = part::parts(&reading)?;
    drop(reading);
    let texts = context.texts();
    let line = |id: &'static str, hint: Option<&str>, required: bool| {
        let hint = hint.map(|hint| texts.get(hint));
        field(
            &Field {
                id,
                label: &texts.get(&format!("parts-{id}")),
                hint: hint.as_deref(),
                value: context.request.form().text(id),
                required,
                ..Field::default()
            },
            errors,
        )
    };
    let body = html! {
        p .lead { (texts.get("parts-lead")) }
        @if all.is_empty() {
            (empty(&texts.get("parts-none"), None))
        } @else {
            (list(context, &all))
        }
        (context.frame.form(PATH, html! {
            (line("code", Some("parts-code-hint"), true))
            (line("nl", None, true))
            (line("en", Some("parts-en-hint"), false))
            div .actions { (button(&texts.get("parts-add"))) }
        }))
        div .actions { (link_button(Nav::Figures.path(), &texts.get("nav-figures"))) }
    };
    let title = texts.get("parts-title");
    Ok(context.show(Page::new(Nav::Figures, title, body).errors(errors, texts)))
}

fn list(context: &Context<'_>, all: &[Part]) -> Markup {
    let texts = context.texts();
    let retire = |part: &Part| {
        let label = format!("{}: {}", texts.get("parts-retire"), part.name(texts.lang()));
        html! {
            @if part.is_retired {
                (texts.get("parts-is-retired"))
            } @else {
                (context.frame.form("/figures/parts/retire", html! {
                    input type="hidden" name="code" value=(part.code);
                    (danger_button(&label))
                }))
            }
        }
    };
    let rows = all.iter().map(|part| {
        vec![
            Cell::new(html! { code { (part.code) } }),
            Cell::new(&part.label.nl),
            Cell::new(&part.label.en),
            Cell::new(retire(part)),
        ]
    });
    table(&Table {
        caption: &texts.get("parts-title"),
        heads: &["parts-code", "parts-nl", "parts-en", "parts-retire"].map(|id| texts.get(id)),
        rows: rows.collect(),
    })
}

pub(super) fn name(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let named = (form.text("nl").to_owned(), form.text("en").to_owned());
    let mut errors = Errors::default();
    let Ok(code) = form.text("code").trim().parse::<PartCode>() else {
        errors.add("code", context.text("err-part-code"));
        return page(context, &errors);
    };
    let (now, vault) = (context.now, &mut context.session.vault);
    match part::name_part(vault, &code, (&named.0, &named.1), now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("parts-named"));
            Ok(context.see(PATH))
        }
        Err(PartError::Name { .. }) => {
            errors.add("nl", context.text("err-part-name"));
            page(context, &errors)
        }
        Err(PartError::TooMany) => {
            errors.add("code", context.text("err-part-many"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) fn retire(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let code = context.request.form().text("code").parse::<PartCode>();
    let code = code.map_err(|_| Refusal::absent())?;
    let now = context.now;
    if !part::retire_part(&mut context.session.vault, &code, now, context.rng)? {
        return Err(Refusal::absent());
    }
    context.flash(Tone::Good, context.text("parts-retired"));
    Ok(context.see(PATH))
}
