//! The integrated report: made, looked at as its readers would see it, published by two, archived
//! and exported (R129–R133).

mod form;
mod make;

use std::path::PathBuf;

use bellrope_paper::html::fragment;
use bellrope_protocol::encoding::encode_hex;
use bellrope_report::{Identity, Variant};
use maud::{Markup, PreEscaped, html};

use super::errand;
use super::person::Names;
use super::proposal as proposals;
use crate::errand::{Ground, Recipient};
use crate::proposal::{self, Proposed};
use crate::publication::{self, Draft, Publication, PublishReport, Summary};
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, badge, button, choice, definitions, empty,
    field, link_button, note, table, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::term;
use crate::text::{Lang, Texts, Value};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/reports", show),
    Route::get("/reports/make", make::show),
    Route::post("/reports/make", make::make),
    Route::get("/reports/preview", preview),
    Route::post("/reports/publish", publish),
    Route::get("/reports/{number}/{version}", show_one),
    Route::post("/reports/{number}/{version}/export", export),
];

/// What can be looked at: for whom, and in which language.
const VIEWS: [(&str, Variant, Lang); 4] = [
    ("public", Variant::Public, Lang::Dutch),
    ("public-en", Variant::Public, Lang::English),
    ("intranet", Variant::Intranet, Lang::Dutch),
    ("intranet-en", Variant::Intranet, Lang::English),
];

fn number_of(identity: Identity) -> String {
    format!("{}.{}", identity.number, identity.version)
}

fn path_of(identity: Identity) -> String {
    format!("/reports/{}/{}", identity.number, identity.version)
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    list(context, &Errors::default())
}

fn list(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let all = publication::all(&reading)?;
    let draft = publication::draft(&reading)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("reports-lead")) }
        @match &draft {
            Some(draft) => (drafted(context, draft, errors)),
            None => div .actions { (link_button("/reports/make", &texts.get("reports-make"))) },
        }
        h2 { (texts.get("reports-caption")) }
        @if all.is_empty() {
            (empty(&texts.get("reports-nothing"), None))
        } @else {
            (published(context, &all))
        }
    };
    let page = Page::new(Nav::Reports, texts.get("nav-reports"), body).errors(errors, texts);
    Ok(context.show(page))
}

/// Draws what was made and not yet published, and how to go on.
fn drafted(context: &Context<'_>, draft: &Draft, errors: &Errors) -> Markup {
    let texts = context.texts();
    let values = [
        ("number", Value::from(number_of(draft.identity))),
        ("period", Value::from(draft.pack.number.period.to_string())),
        ("day", Value::from(texts.day(draft.identity.day))),
    ];
    html! {
        h2 { (texts.get("reports-draft")) }
        p { (texts.with("reports-draft-is", &values)) }
        ul {
            @for (code, ..) in VIEWS {
                li {
                    a href=(format!("/reports/preview?for={code}")) {
                        (texts.get("reports-preview")) ": " (texts.get(&format!("reports-for-{code}")))
                    }
                }
            }
        }
        div .actions { (link_button("/reports/make", &texts.get("reports-make-again"))) }
        h3 { (texts.get("reports-publish")) }
        p { (texts.get("reports-publish-lead")) }
        (context.frame.form("/reports/publish", html! {
            (textarea(&Field {
                id: "why",
                label: &texts.get("reports-why"),
                value: context.request.form().text("why"),
                required: true,
                ..Field::default()
            }, 2, errors))
            div .actions { (button(&texts.get("reports-publish"))) }
        }))
    }
}

fn published(context: &Context<'_>, all: &[Summary]) -> Markup {
    let texts = context.texts();
    let heads = [
        "reports-number",
        "reports-period",
        "reports-day",
        "reports-state",
    ];
    let rows = all.iter().rev().map(|it| {
        vec![
            Cell::new(html! { a href=(path_of(it.identity)) { (number_of(it.identity)) } }),
            Cell::new(it.period.to_string()),
            Cell::new(texts.day(it.published)),
            Cell::new(state(context, it)),
        ]
    });
    table(&Table {
        caption: &texts.get("reports-caption"),
        heads: &heads.map(|id| texts.get(id)),
        rows: rows.collect(),
    })
}

fn state(context: &Context<'_>, it: &Summary) -> Markup {
    let texts = context.texts();
    let today = term::local_day(context.now);
    let held = it.embargo.filter(|until| today < *until);
    html! {
        @match held {
            Some(until) => {
                @let until = [("until", Value::from(texts.day(until)))];
                (badge(Tone::Warn, &texts.with("reports-state-embargo", &until)))
            },
            None => (badge(Tone::Good, &texts.get("reports-state-free"))),
        }
        @if it.ground.is_some() {
            " " (badge(Tone::Info, &texts.get("reports-state-correction")))
        }
    }
}

/// Shows what was made as its readers would see it.
fn preview(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let draft = publication::draft(&reading)?.ok_or_else(Refusal::absent)?;
    drop(reading);
    let asked = context.request.query().text("for");
    let view = VIEWS.iter().find(|(code, ..)| *code == asked);
    let (code, variant, lang) = view.copied().unwrap_or(VIEWS[0]);
    let document = publication::preview(&draft, variant, lang)?;
    let texts = context.texts();
    let body = html! {
        (note(Tone::Info, html! { p { (texts.get(&format!("reports-for-{code}"))) } }))
        (PreEscaped(fragment(&document, 1)))
        div .actions { (link_button("/reports", &texts.get("nav-reports"))) }
    };
    Ok(context.show(Page::new(Nav::Reports, texts.get("reports-preview"), body)))
}

/// Proposes to publish what was made: that takes two.
fn publish(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let why = context.request.form().text("why").trim().to_owned();
    if why.is_empty() {
        let mut errors = Errors::default();
        errors.add("why", context.text("reports-missing"));
        return list(context, &errors);
    }
    let plan = PublishReport {};
    let vault = &mut context.session.vault;
    match proposal::propose(vault, &plan, &why, context.now, context.rng)? {
        Proposed::Done(_, identity) => {
            let number = [("number", Value::from(number_of(identity)))];
            context.flash(Tone::Good, context.text_with("report-published", &number));
            Ok(context.see(path_of(identity)))
        }
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("reports-proposed"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}

/// Reads which publication is meant.
fn publication_of(context: &Context<'_>) -> Result<Publication, Refusal> {
    let place = |name| context.place(name).parse().map_err(|_| Refusal::absent());
    let (number, version) = (place("number")?, place("version")?);
    let reading = context.session.vault.read()?;
    publication::find(&reading, number, version).map_err(|_| Refusal::absent())
}

fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    one(context, &Errors::default())
}

fn one(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let publication = publication_of(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let texts = context.texts();
    let identity = publication.draft.identity;
    let corrects = format!("/reports/make?corrects={}", identity.number);
    let body = html! {
        (details(texts, &publication, &names))
        h2 { (texts.get("reports-files")) }
        (files(texts, &publication))
        h2 { (texts.get("reports-export")) }
        (export_form(context, identity, errors))
        div .actions {
            (link_button(&corrects, &texts.get("reports-correct")))
            (link_button("/reports", &texts.get("nav-reports")))
        }
    };
    let title = texts.with(
        "reports-of",
        &[("number", Value::from(number_of(identity)))],
    );
    let page = Page::new(Nav::Reports, title, body).errors(errors, texts);
    Ok(context.show(page))
}

fn details(texts: &Texts, publication: &Publication, names: &Names) -> Markup {
    let draft = &publication.draft;
    let name = |id: crate::vault::PersonId| names.of_text(&id.to_string());
    let second = publication.second.map(name);
    let mut pairs = vec![
        (
            texts.get("reports-period"),
            html! { (draft.pack.number.period) },
        ),
        (
            texts.get("reports-day"),
            html! { (texts.day(publication.published)) },
        ),
        (texts.get("reports-by"), html! { (name(publication.by)) }),
        (
            texts.get("reports-second"),
            html! { (second.unwrap_or_else(|| texts.get("reports-alone"))) },
        ),
    ];
    if let Some(day) = draft.narrative.embargo {
        pairs.push((texts.get("reports-embargo"), html! { (texts.day(day)) }));
    }
    if let Some(why) = &draft.correction {
        let ground = why.ground.label(texts.lang());
        let said = format!("{ground}. {}", why.reason);
        pairs.push((texts.get("reports-state-correction"), html! { (said) }));
    }
    definitions(&pairs)
}

fn files(texts: &Texts, publication: &Publication) -> Markup {
    let rows = publication.files.iter().map(|file| {
        vec![
            Cell::new(file.name.clone()),
            Cell::new(html! { code { (encode_hex(&file.hash())) } }),
        ]
    });
    table(&Table {
        caption: &texts.get("reports-files"),
        heads: &["reports-file", "reports-hash"].map(|id| texts.get(id)),
        rows: rows.collect(),
    })
}

fn export_form(context: &Context<'_>, identity: Identity, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let readers = Variant::ALL.map(|variant| {
        let code = variant.code();
        Option_::new(code, texts.get(&format!("reports-readers-{code}")))
    });
    let chosen = match sent.text("readers") {
        "" => "public",
        code => code,
    };
    let hint = texts.get("reports-folder-hint");
    context.frame.form(
        &format!("{}/export", path_of(identity)),
        html! {
            (choice(&Choice {
                id: "readers",
                label: &texts.get("reports-readers"),
                hint: None,
                options: &readers,
                chosen: &[chosen],
                many: false,
            }, errors))
            (field(&Field {
                id: "folder",
                label: &texts.get("reports-folder"),
                hint: Some(&hint),
                value: sent.text("folder"),
                required: true,
                ..Field::default()
            }, errors))
            (errand::fields(context, Some((Ground::Publication, Recipient::Public)), errors))
            div .actions { (button(&texts.get("reports-export"))) }
        },
    )
}

fn export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let identity = publication_of(context)?.draft.identity;
    let sent = context.request.form();
    let folder = PathBuf::from(sent.text("folder").trim());
    let readers = sent.text("readers");
    let variant = Variant::ALL.into_iter().find(|it| it.code() == readers);
    let is_new = !folder.as_os_str().is_empty() && !folder.try_exists().unwrap_or(true);
    let mut errors = Errors::default();
    if !is_new {
        errors.add("folder", context.text("reports-folder-wrong"));
    }
    let errand = errand::read(context, &mut errors)?;
    let (Some(variant), Some(errand), true) = (variant, errand, is_new) else {
        return one(context, &errors);
    };
    let vault = &mut context.session.vault;
    let is = (identity.number, identity.version);
    let (now, rng) = (context.now, &mut *context.rng);
    let written = publication::export(vault, is, variant, &folder, &errand, now, rng)?;
    let values = [
        ("count", Value::from(written)),
        ("folder", Value::from(folder.display().to_string())),
    ];
    let said = context.text_with("reports-exported", &values);
    context.flash(Tone::Good, said);
    Ok(context.see(path_of(identity)))
}
