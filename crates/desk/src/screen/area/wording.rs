//! How the desk words its templates (R098): what stands now, and another version in place of it. What
//! was sent keeps the version that it was made from.

use bellrope_casework::template::{
    Fault, Finding, Need, Shelf, ShelfError, Template, TemplateKind, Values,
};
use bellrope_casework::vocabulary::{Lang, Word as _};
use maud::{Markup, html};

use crate::configuration::{self, ConfigureError, Part};
use crate::screen::component::{
    Cell, Errors, Field, Side, Table, Tone, Turn, badge, button, link_button, note, table,
    textarea, turn, typed,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const PATH: &str = "/settings/templates";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, show),
    Route::get("/settings/templates/{kind}/{lang}", show_one),
    Route::post("/settings/templates/{kind}/{lang}", change),
];

fn shelf(context: &Context<'_>) -> Result<Shelf, Refusal> {
    Ok(configuration::shelf(&context.session.vault.read()?)?)
}

fn path_of(kind: TemplateKind, lang: Lang) -> String {
    format!("{PATH}/{kind}/{}", lang.as_str())
}

fn lang_name(context: &Context<'_>, lang: Lang) -> String {
    context.text(&format!("enter-lang-{}", lang.as_str()))
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let shelf = shelf(context)?;
    let texts = context.texts();
    let cell = |kind: TemplateKind, lang: Lang| {
        let version = shelf.newest(kind, lang).version();
        let values = [("version", Value::from(version))];
        Cell::new(html! {
             @let name = lang_name(context, lang);
            // Links of one name that lead elsewhere would tell nothing apart.
            @let change = texts.get("wording-change");
            a href=(path_of(kind, lang)) aria-label=(format!("{change}: {}, {name}", kind.label(context.frame.lang))) {
                (change)
            }
            @if version > 1 { " " (badge(Tone::Info, &texts.with("wording-version", &values))) }
        })
    };
    let row = |kind: &TemplateKind| {
        let name = Cell::new(kind.label(context.frame.lang));
        let langs = Lang::ALL.map(|lang| cell(*kind, lang));
        std::iter::once(name).chain(langs).collect()
    };
    let heads = ["wording-template", "wording-first", "wording-second"].map(|id| texts.get(id));
    let title = texts.get("wording-title");
    let body = html! {
        p .lead { (texts.get("wording-lead")) }
        (table(&Table {
            caption: &title,
            heads: &heads,
            rows: TemplateKind::ALL.iter().map(row).collect(),
        }))
        div .actions { (link_button(Nav::Settings.path(), &texts.get("write-back"))) }
    };
    Ok(context.show(Page::new(Nav::Settings, title, body)))
}

/// Reads which template the path names.
fn named(context: &Context<'_>) -> Result<(TemplateKind, Lang), Refusal> {
    let kind = TemplateKind::of_code(context.place("kind")).map_err(|_| Refusal::absent())?;
    let code = context.place("lang");
    let lang = Lang::ALL.into_iter().find(|lang| lang.as_str() == code);
    Ok((kind, lang.ok_or_else(Refusal::absent)?))
}

fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (kind, lang) = named(context)?;
    let template = shelf(context)?.newest(kind, lang);
    Ok(form(
        context,
        &template,
        template.text(),
        &Errors::default(),
    ))
}

fn form(context: &mut Context<'_>, template: &Template, text: &str, errors: &Errors) -> Answer {
    let texts = context.texts();
    let (kind, lang) = (template.kind(), template.lang());
    let version = [("version", Value::from(template.version()))];
    let fields = html! {
        (textarea(&Field {
            id: "text",
            label: &texts.get("wording-text"),
            hint: Some(&texts.get("wording-rules")),
            value: text,
            required: true,
            ..Field::default()
        }, 14, errors))
        div .actions {
            (button(&texts.get("wording-keep")))
            (link_button(PATH, &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead {
            (lang_name(context, lang)) ", "
            @if template.version() > 1 { (texts.with("wording-version", &version)) }
            @else { (texts.get("wording-built-in")) }
        }
        (blanks(context, kind))
        (context.frame.form(&path_of(kind, lang), fields))
        h2 { (texts.get("wording-now")) }
        ol .talk lang=(lang.as_str()) {
            (turn(&Turn {
                side: Side::Desk,
                heading: &texts.get("write-example"),
                beside: None,
                body: typed(&template.preview(&Values::new())),
            }))
        }
    };
    let title = kind.label(context.frame.lang).to_owned();
    context.show(Page::new(Nav::Settings, title, body).errors(errors, texts))
}

/// Lists the fields that the text must have, as they are written in it.
fn blanks(context: &Context<'_>, kind: TemplateKind) -> Markup {
    let texts = context.texts();
    let written = |need: &Need| {
        let code = need.field.as_str();
        if need.may_be_left_out {
            format!("[… {{{code}}} …]")
        } else {
            format!("{{{code}}}")
        }
    };
    note(
        Tone::Info,
        html! {
            p { (texts.get("wording-fields")) }
            ul {
                @for need in kind.needs() {
                    li {
                        code { (written(need)) } " " (need.field.label(context.frame.lang))
                        @if need.may_be_left_out { " (" (texts.get("wording-optional")) ")" }
                    }
                }
            }
        },
    )
}

fn change(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (kind, lang) = named(context)?;
    let now = shelf(context)?.newest(kind, lang);
    let text = context.request.form().text("text").replace("\r\n", "\n");
    let text = text.trim();
    let mut errors = Errors::default();
    if text == now.text() {
        errors.add("text", context.text("wording-same"));
        return Ok(form(context, &now, text, &errors));
    }
    let before = configuration::text_of(&context.session.vault.read()?, Part::Templates)?;
    let toml = with_version(&before, &now, text);
    let (vault, at) = (&mut context.session.vault, context.now);
    match configuration::configure(vault, Part::Templates, &toml, at, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("wording-kept"));
            Ok(context.see(PATH))
        }
        Err(ConfigureError::Templates(ShelfError::Faults { faults, .. })) => {
            for fault in &faults {
                errors.add("text", fault_text(context, fault));
            }
            Ok(form(context, &now, text, &errors))
        }
        Err(err) => Err(err.into()),
    }
}

/// Writes the configuration with one more version of a template at its end.
fn with_version(before: &str, now: &Template, text: &str) -> String {
    let version = i64::from(now.version().saturating_add(1));
    let members = [
        ("kind", toml::Value::from(now.kind().as_str())),
        ("lang", toml::Value::from(now.lang().as_str())),
        ("version", toml::Value::from(version)),
        ("text", toml::Value::from(text)),
    ];
    let named = members.map(|(name, value)| (name.to_owned(), value));
    let entry = toml::Table::from_iter(named);
    format!("{}\n\n[[template]]\n{entry}", before.trim_end())
}

/// Says what is wrong with a text.
fn fault_text(context: &Context<'_>, fault: &Fault) -> String {
    let texts = context.texts();
    let lang = context.frame.lang;
    let of = |id: &str, field: &bellrope_casework::template::Field| {
        let values = [
            ("field", Value::from(format!("{{{}}}", field.as_str()))),
            ("name", Value::from(field.label(lang))),
        ];
        texts.with(id, &values)
    };
    match fault {
        Fault::Length { .. } => texts.get("write-too-long"),
        Fault::Brace => texts.get("fault-brace"),
        Fault::Bracket => texts.get("fault-bracket"),
        Fault::Unknown { name } => {
            texts.with("fault-unknown", &[("name", Value::from(name.as_str()))])
        }
        Fault::Foreign { field } => of("fault-foreign", field),
        Fault::Missing { field } => of("fault-missing", field),
        Fault::Bracketed { field } => of("fault-bracketed", field),
        Fault::Unbracketed { field } => of("fault-unbracketed", field),
        Fault::Lint(finding) => finding_text(context, finding),
        // What a later version of the rules finds has its own words, if only in English.
        fault => fault.to_string(),
    }
}

fn finding_text(context: &Context<'_>, finding: &Finding) -> String {
    let texts = context.texts();
    match finding {
        Finding::Phrase { phrase } => {
            texts.with("fault-phrase", &[("phrase", Value::from(*phrase))])
        }
        Finding::Sentence { number, words } => {
            let values = [
                ("number", Value::from(*number)),
                ("words", Value::from(*words)),
            ];
            texts.with("fault-sentence", &values)
        }
        Finding::Hard { .. } => texts.get("fault-hard"),
        Finding::Thankless => texts.get("fault-thankless"),
        finding => finding.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_each_other_in_what_is_written() {
        let (kind, lang) = (TemplateKind::Aftercare, Lang::Dutch);
        let mut toml = String::new();
        for (version, text) in [
            (
                2,
                "Het is nu {months} maanden geleden. Gaat het goed met u?",
            ),
            (
                3,
                "Het is nu {months} maanden geleden.\nGaat het \"goed\" met u?",
            ),
        ] {
            let now = Shelf::parse(&toml).unwrap().newest(kind, lang);
            toml = with_version(&toml, &now, text);
            let newest = Shelf::parse(&toml).unwrap().newest(kind, lang);
            assert_eq!((newest.version(), newest.text()), (version, text));
        }
    }
}
