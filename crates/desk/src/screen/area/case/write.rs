//! Writing to the reporter: a template or own words becomes a draft; a draft is looked at, and only
//! then sent (R098, R099).

use bellrope_casework::template::{
    Field as Blank, FieldKind, Need, Template, TemplateKind, Value as Filled, Values,
};
use bellrope_casework::vocabulary::{Lang, Word as _};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::draft;
use super::head::{self, Part};
use crate::case::{self, CaseView, DraftError, Entry, ReplyError};
use crate::screen::component::{
    Errors, Field, Side, Tone, Turn, button, field, link_button, note, textarea, turn, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let asked = context.request.query().text("template");
    if let Ok(kind) = TemplateKind::of_code(asked) {
        return Ok(template_form(context, &view, kind, &Errors::default()));
    }
    Ok(text_form(context, &view, &Errors::default()))
}

/// Opens the case, if its reporter can read what is written.
pub(super) fn writable(context: &mut Context<'_>) -> Result<CaseView, Refusal> {
    let view = super::open(context)?;
    if view.summary.is_raw {
        let number = view.summary.number;
        return Err(ReplyError::OneWay { number }.into());
    }
    Ok(view)
}

fn text_form(context: &mut Context<'_>, view: &CaseView, errors: &Errors) -> Answer {
    let texts = context.texts();
    let path = Part::Write.path(&view.summary.number);
    let fields = html! {
        (message_field(context, context.request.form().text("text"), errors))
        div .actions { (button(&texts.get("write-look"))) }
    };
    let body = html! {
        (note(Tone::Info, html! { p { (texts.get("write-to-reporter")) } }))
        (draft::list(context, view))
        (templates(context, &path))
        h3 { (texts.get("write-own-words")) }
        (context.frame.form(&path, fields))
    };
    let page = head::page(context, view, Part::Write, &body, errors);
    context.show(page)
}

/// Draws the field for a message to the reporter.
pub(super) fn message_field(context: &Context<'_>, text: &str, errors: &Errors) -> Markup {
    let hint = context.text("write-hint");
    let label = context.text("write-text");
    textarea(
        &Field {
            id: "text",
            label: &label,
            hint: Some(&hint),
            value: text,
            required: true,
            ..Field::default()
        },
        12,
        errors,
    )
}

fn templates(context: &Context<'_>, path: &str) -> Markup {
    let lang = context.frame.lang;
    html! {
        details .templates {
            summary { (context.text("write-templates")) }
            ul {
                @for kind in TemplateKind::ALL {
                    li { a href=(format!("{path}?template={kind}")) { (kind.label(lang)) } }
                }
            }
        }
    }
}

/// Keeps own words as a draft, and leads to the last look at it.
pub(super) fn keep(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let text = context.request.form().text("text").to_owned();
    let number = &view.summary.number;
    let vault = &mut context.session.vault;
    match case::draft_free(vault, number, None, &text, context.now, context.rng) {
        Ok(()) => Ok(context.see(draft::path(number, None))),
        Err(err) => Ok(text_form(context, &view, &wrong_text(context, err)?)),
    }
}

/// Says beside the field what is wrong with a text; anything else is a refusal.
pub(super) fn wrong_text(context: &Context<'_>, err: DraftError) -> Result<Errors, Refusal> {
    let id = match err {
        DraftError::Reply(ReplyError::Empty) => "write-empty",
        DraftError::Reply(ReplyError::TooLong { .. }) => "write-too-long",
        err => return Err(err.into()),
    };
    let mut errors = Errors::default();
    errors.add("text", context.text(id));
    Ok(errors)
}

/// Returns the language that the reporter wrote in: templates are in it.
fn lang_of(view: &CaseView) -> Lang {
    let first = view.entries.iter().find_map(|entry| match entry {
        Entry::Letter { content, .. } => Some(Lang::of_code(content.language.as_str())),
        _ => None,
    });
    first.unwrap_or(Lang::Dutch)
}

fn template_form(
    context: &mut Context<'_>,
    view: &CaseView,
    kind: TemplateKind,
    errors: &Errors,
) -> Answer {
    let texts = context.texts();
    let path = Part::Write.path(&view.summary.number);
    let fields = html! {
        input type="hidden" name="template" value=(kind);
        @for need in asked(kind) { (blank(context, need, errors)) }
        div .actions {
            (button(&texts.get("write-fill")))
            (link_button(&path, &texts.get("write-back")))
        }
    };
    let example = Template::built_in(kind, lang_of(view));
    let values = given(context, kind).into_iter();
    let values = values.fold(Values::new(), |all, (field, value)| all.with(field, value));
    let body = html! {
        h3 { (kind.label(context.frame.lang)) }
        (context.frame.form(&format!("{path}/template"), fields))
        ol .talk {
            (turn(&Turn {
                side: Side::Desk,
                heading: &texts.get("write-example"),
                beside: None,
                body: typed(&example.preview(&values)),
            }))
        }
    };
    let page = head::page(context, view, Part::Write, &body, errors);
    context.show(page)
}

/// Lists the blanks of a template that a person fills in; the desk knows the others.
fn asked(kind: TemplateKind) -> impl Iterator<Item = Need> {
    let known = [
        Blank::Received,
        Blank::Number,
        Blank::FeedbackBy,
        Blank::HelpLines,
    ];
    let needs = kind.needs().iter().copied();
    needs.filter(move |need| !known.contains(&need.field))
}

/// Draws the field of one blank of a template.
fn blank(context: &Context<'_>, need: Need, errors: &Errors) -> Markup {
    let id = need.field.as_str();
    let optional = context.text("write-optional");
    let drawn = Field {
        id,
        label: need.field.label(context.frame.lang),
        hint: need.may_be_left_out.then_some(optional.as_str()),
        value: context.request.form().text(id),
        kind: match need.field.kind() {
            FieldKind::Day => "date",
            FieldKind::Months => "number",
            FieldKind::Text => "",
        },
        required: !need.may_be_left_out,
        ..Field::default()
    };
    match need.field.kind() {
        FieldKind::Text => textarea(&drawn, 3, errors),
        FieldKind::Day | FieldKind::Months => field(&drawn, errors),
    }
}

/// Reads what was filled in; a blank that says nothing sensible is absent.
fn given(context: &Context<'_>, kind: TemplateKind) -> Vec<(Blank, Filled)> {
    let form = context.request.form();
    let read = |need: Need| {
        let text = form.text(need.field.as_str()).trim();
        let filled = match need.field.kind() {
            _ if text.is_empty() => {
                let left_out = need.may_be_left_out && form.has(need.field.as_str());
                left_out.then_some(Filled::LeftOut)
            }
            FieldKind::Day => text.parse::<Day>().ok().map(Filled::Day),
            FieldKind::Months => text.parse().ok().map(Filled::Months),
            FieldKind::Text => Some(Filled::Text(text.to_owned())),
        };
        filled.map(|filled| (need.field, filled))
    };
    asked(kind).filter_map(read).collect()
}

/// Makes a draft of a template.
pub(super) fn fill(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let code = context.request.form().text("template");
    let kind = TemplateKind::of_code(code).map_err(|_| Refusal::absent())?;
    let values = given(context, kind);
    let number = &view.summary.number;
    let vault = &mut context.session.vault;
    match case::draft_from(vault, number, kind, &values, context.now, context.rng) {
        Ok(_) => Ok(context.see(draft::path(number, Some(kind)))),
        Err(DraftError::Fields(missing)) => {
            let mut errors = Errors::default();
            for blank in missing.fields {
                let name = Value::from(blank.label(context.frame.lang));
                let text = context.text_with("write-blank", &[("field", name)]);
                errors.add(blank.as_str(), text);
            }
            Ok(template_form(context, &view, kind, &errors))
        }
        Err(err) => Err(err.into()),
    }
}
