//! Writing to the reporter: a template or own words, a look at it, and only then sending (R098, R099).

use bellrope_casework::template::{
    Field as Blank, FieldKind, Template, TemplateKind, Value as Filled, Values,
};
use bellrope_casework::vocabulary::{Lang, Word as _};
use bellrope_protocol::content::{Status, StatusCode, TextPart};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::head::{self, Part};
use crate::case::{self, CaseView, Entry, Reply};
use crate::screen::component::{
    Errors, Field, Side, Tone, Turn, button, confirm, field, link_button, note, textarea, turn,
    typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let asked = context.request.query().text("template");
    if let Ok(kind) = TemplateKind::of_code(asked) {
        return Ok(template_form(context, &view, kind, &Errors::default()));
    }
    let draft = view
        .drafts
        .first()
        .map_or_else(String::new, |it| it.text.clone());
    Ok(text_form(context, &view, &draft, &Errors::default()))
}

/// Opens the case, if its reporter can read what is written.
fn writable(context: &Context<'_>) -> Result<CaseView, Refusal> {
    let view = super::open(context)?;
    if view.summary.is_raw {
        let number = view.summary.number;
        return Err(case::ReplyError::OneWay { number }.into());
    }
    Ok(view)
}

fn text_form(context: &mut Context<'_>, view: &CaseView, text: &str, errors: &Errors) -> Answer {
    let texts = context.texts();
    let hint = texts.get("write-hint");
    let label = texts.get("write-text");
    let fields = html! {
        (textarea(&Field {
            id: "text",
            label: &label,
            hint: Some(&hint),
            value: text,
            required: true,
            ..Field::default()
        }, 14, errors))
        div .actions { (button(&texts.get("write-look"))) }
    };
    let path = Part::Write.path(&view.summary.number);
    let body = html! {
        (note(Tone::Info, html! { p { (texts.get("write-to-reporter")) } }))
        (templates(context, &path))
        (context.frame.form(&path, fields))
    };
    let page = head::page(context, &view.summary, Part::Write, &body, errors);
    context.show(page)
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

/// Returns the language that the reporter wrote in: templates are in it.
fn lang_of(view: &CaseView) -> Lang {
    let letters = view.entries.iter().rev().find_map(|entry| match entry {
        Entry::Letter { content, .. } => Some(Lang::of_code(content.language.as_str())),
        _ => None,
    });
    letters.unwrap_or(Lang::Dutch)
}

fn template_form(
    context: &mut Context<'_>,
    view: &CaseView,
    kind: TemplateKind,
    errors: &Errors,
) -> Answer {
    let texts = context.texts();
    let template = Template::built_in(kind, lang_of(view));
    let path = Part::Write.path(&view.summary.number);
    let fields = html! {
        input type="hidden" name="template" value=(kind);
        @for need in kind.needs() {
            (blank(context, view, need.field, need.may_be_left_out, errors))
        }
        div .actions {
            (button(&texts.get("write-fill")))
            (link_button(&path, &texts.get("write-own-words")))
        }
    };
    let body = html! {
        h3 { (kind.label(context.frame.lang)) }
        (turn_of(context, &template.preview(&given(context, view, kind))))
        (context.frame.form(&format!("{path}/template"), fields))
    };
    let page = head::page(context, &view.summary, Part::Write, &body, errors);
    context.show(page)
}

fn turn_of(context: &Context<'_>, text: &str) -> Markup {
    let heading = context.text("write-example");
    html! {
        ol .talk {
            (turn(&Turn {
                side: Side::Desk,
                heading: &heading,
                beside: None,
                body: typed(text),
            }))
        }
    }
}

/// Draws the field of one blank of a template.
fn blank(
    context: &Context<'_>,
    view: &CaseView,
    blank: Blank,
    may_be_left_out: bool,
    errors: &Errors,
) -> Markup {
    let label = blank.label(context.frame.lang);
    let sent = context.request.form().has(blank.as_str());
    let known = known(context, view, blank);
    let value = if sent {
        context.request.form().text(blank.as_str()).to_owned()
    } else {
        known.unwrap_or_default()
    };
    let optional = context.text("write-optional");
    let drawn = Field {
        id: blank.as_str(),
        label,
        hint: may_be_left_out.then_some(optional.as_str()),
        value: &value,
        kind: match blank.kind() {
            FieldKind::Day => "date",
            FieldKind::Months => "number",
            FieldKind::Text => "",
        },
        required: !may_be_left_out,
        ..Field::default()
    };
    match blank.kind() {
        FieldKind::Text => textarea(&drawn, 3, errors),
        FieldKind::Day | FieldKind::Months => field(&drawn, errors),
    }
}

/// Returns what the desk knows already, as a field has it.
fn known(context: &Context<'_>, view: &CaseView, blank: Blank) -> Option<String> {
    let case = &view.summary;
    match blank {
        Blank::Received => Some(case.received.to_string()),
        Blank::Number => Some(case.number.to_string()),
        Blank::FeedbackBy => Some(case.feedback_by.to_string()),
        Blank::HelpLines => Some(context.text("help-lines")),
        _ => None,
    }
}

/// Reads what was filled in; a field that says nothing sensible is absent.
fn given(context: &Context<'_>, view: &CaseView, kind: TemplateKind) -> Values {
    let form = context.request.form();
    let mut values = Values::new();
    for need in kind.needs() {
        let known = || known(context, view, need.field).unwrap_or_default();
        let text = if form.has(need.field.as_str()) {
            form.text(need.field.as_str()).trim().to_owned()
        } else {
            known()
        };
        let filled = match need.field.kind() {
            _ if text.is_empty() => need.may_be_left_out.then_some(Filled::LeftOut),
            FieldKind::Day => text.parse::<Day>().ok().map(Filled::Day),
            FieldKind::Months => text.parse().ok().map(Filled::Months),
            FieldKind::Text => Some(Filled::Text(text)),
        };
        if let Some(filled) = filled {
            values = values.with(need.field, filled);
        }
    }
    values
}

/// Makes a text of a template, to be changed and looked at.
pub(super) fn fill(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let code = context.request.form().text("template");
    let kind = TemplateKind::of_code(code).map_err(|_| Refusal::absent())?;
    let template = Template::built_in(kind, lang_of(&view));
    match template.render(&given(context, &view, kind)) {
        Ok(rendered) => Ok(text_form(
            context,
            &view,
            &rendered.text,
            &Errors::default(),
        )),
        Err(missing) => {
            let mut errors = Errors::default();
            for blank in missing.fields {
                let name = Value::from(blank.label(context.frame.lang));
                let text = context.text_with("write-blank", &[("field", name)]);
                errors.add(blank.as_str(), text);
            }
            Ok(template_form(context, &view, kind, &errors))
        }
    }
}

/// Shows the text as the reporter will read it; sends it once that was confirmed.
pub(super) fn send(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = writable(context)?;
    let text = context.request.form().text("text").trim().to_owned();
    let mut errors = Errors::default();
    if text.is_empty() {
        errors.add("text", context.text("write-empty"));
    } else if text.len() > case::REPLY_TEXT_MAX_LEN {
        errors.add("text", context.text("write-too-long"));
    }
    if !errors.is_empty() || context.request.form().has("change") {
        return Ok(text_form(context, &view, &text, &errors));
    }
    if context.request.form().text("confirmed") != "yes" {
        return Ok(last_look(context, &view, &text));
    }
    let number = &view.summary.number;
    let reply = Reply {
        number,
        text: &text,
    };
    let sent = case::reply(&mut context.session.vault, reply, context.now, context.rng)?;
    let said = context.text_with("write-queued", &[("count", Value::from(sent.parts))]);
    context.flash(Tone::Good, said);
    if let Some(acknowledged) = sent.acknowledged {
        let day = Value::from(context.texts().day(acknowledged.feedback_by));
        let said = context.text_with("write-acknowledged", &[("day", day)]);
        context.flash(Tone::Info, said);
    }
    Ok(context.see(Part::Talk.path(number)))
}

fn last_look(context: &mut Context<'_>, view: &CaseView, text: &str) -> Answer {
    let texts = context.texts();
    let first = view.acknowledged.is_none();
    let parts = [("count", Value::from(parts_of(view, text)))];
    let heading = texts.get("write-as-read");
    let what = html! {
        ol .talk {
            (turn(&Turn { side: Side::Desk, heading: &heading, beside: None, body: typed(text) }))
        }
        p { (texts.with("write-parts", &parts)) }
        @if first { p { (texts.get("write-acknowledges")) } }
        (note(Tone::Warn, html! { p { (texts.get("write-no-return")) } }))
    };
    let path = Part::Write.path(&view.summary.number);
    let yes = html! {
        (button(&texts.get("write-send")))
        button .button type="submit" name="change" value="yes" { (texts.get("write-change")) }
    };
    let back = Part::Talk.path(&view.summary.number);
    let body = confirm(&context.frame, &path, &what, &[("text", text)], &yes, &back);
    let page = head::page(
        context,
        &view.summary,
        Part::Write,
        &body,
        &Errors::default(),
    );
    context.show(page)
}

/// Counts the replies that a text takes; the first also tells the status while receipt was not
/// acknowledged.
fn parts_of(view: &CaseView, text: &str) -> usize {
    let status = view.acknowledged.is_none().then(|| {
        let mut status = Status::new(StatusCode::Acknowledged);
        status.feedback_by = Some(view.summary.feedback_by);
        status
    });
    TextPart::split(text, status.as_ref()).len()
}
