//! Export: what the courier takes along; and the backup that comes before it.

use std::path::Path;

use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::{codes, places};
use crate::backup::{self, BackedUp};
use crate::export::{self, Exported};
use crate::log_state;
use crate::screen::component::{Errors, Tone, button, checkbox, definitions, link_button, note};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Report, Route, Work};
use crate::text::{Texts, Value};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/export", show_export),
    Route::post("/export", begin_export),
    Route::get("/backup", show_backup),
    Route::post("/backup", begin_backup),
];

fn show_export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    export_form(context, &Errors::default())
}

fn export_form(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let texts = context.texts();
    let awaits = log_state::awaits_backup(&context.session.vault.read()?)?;
    let fields = html! {
        (places::place_to_write(context, errors))
        (checkbox("replace", &texts.get("places-replace"), false, errors))
        div .actions {
            (button(&texts.get("export-do")))
            (link_button("/backup", &texts.get("backup-title")))
        }
    };
    let body = html! {
        p .lead { (texts.get("export-lead")) }
        @if awaits {
            (note(Tone::Warn, html! { p { (texts.get("export-backup-first")) } }))
        }
        (context.frame.form("/export", fields))
        (codes::begin_form(context))
    };
    let page = Page::new(Nav::Export, texts.get("nav-export"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn begin_export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let name = format!("{}-{}.tar", context.session.desk, Day::of(context.now));
    let Some(to) = places::target_of(context, &name) else {
        let mut errors = Errors::default();
        errors.add("file", context.text("places-missing"));
        return export_form(context, &errors);
    };
    if let Some(errors) = refused(context, &to) {
        return export_form(context, &errors);
    }
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "export-working",
        move |session, progress, rng| {
            progress.tell("export-step");
            let exported = export::export(&mut session.vault, &to, now, rng)?;
            Ok(Box::new(move |texts: &Texts| exported_report(texts, &to, &exported)) as Report)
        },
    )))
}

fn exported_report(texts: &Texts, to: &Path, exported: &Exported) -> Markup {
    let mut pairs = vec![
        (texts.get("exported-file"), html! { (to.display()) }),
        (texts.get("exported-cards"), html! { (exported.cards) }),
    ];
    if let (Some(first), Some(last)) = (exported.days.first(), exported.days.last()) {
        let days = html! { (exported.days.len()) " (" (first) " – " (last) ")" };
        pairs.push((texts.get("exported-batches"), days));
    }
    if let Some(size) = exported.confirms {
        pairs.push((texts.get("exported-confirms"), html! { (size) }));
    }
    if let Some(number) = exported.board {
        pairs.push((texts.get("exported-board"), html! { (number) }));
    }
    html! {
        (note(Tone::Good, html! { p { (texts.get("exported-done")) } }))
        @if exported.awaits_backup {
            (note(Tone::Warn, html! { p { (texts.get("export-no-confirm")) } }))
        }
        (definitions(&pairs))
        div .actions { (link_button(Nav::Inbox.path(), &texts.get("import-to-inbox"))) }
    }
}

fn show_backup(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(backup_form(context, &Errors::default()))
}

fn backup_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        (places::place_to_write(context, errors))
        (checkbox("replace", &texts.get("places-replace"), false, errors))
        div .actions { (button(&texts.get("backup-do"))) }
    };
    let body = html! {
        p .lead { (texts.get("backup-lead")) }
        (context.frame.form("/backup", fields))
    };
    let page = Page::new(Nav::Export, texts.get("backup-title"), body).errors(errors, texts);
    context.show(page)
}

fn begin_backup(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let name = format!("{}-{}.age", context.session.desk, Day::of(context.now));
    let Some(to) = places::target_of(context, &name) else {
        let mut errors = Errors::default();
        errors.add("file", context.text("places-missing"));
        return Ok(backup_form(context, &errors));
    };
    if let Some(errors) = refused(context, &to) {
        return Ok(backup_form(context, &errors));
    }
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "backup-working",
        move |session, progress, rng| {
            progress.tell("backup-step");
            let vault = &mut session.vault;
            let backed_up = backup::backup(vault, &session.passphrase, &to, now, rng)?;
            Ok(Box::new(move |texts: &Texts| backup_report(texts, &to, &backed_up)) as Report)
        },
    )))
}

fn backup_report(texts: &Texts, to: &Path, backed_up: &BackedUp) -> Markup {
    let file = Value::from(to.display().to_string());
    let next = [("size", Value::from(backed_up.covers))];
    let keys = Value::from(backed_up.keys.display().to_string());
    html! {
        (note(Tone::Good, html! {
            p { (texts.with("backup-written", &[("file", file)])) }
            p { (texts.with("backup-keys", &[("file", keys)])) }
            p { (texts.with("backup-next", &next)) }
        }))
        div .actions { (link_button(Nav::Export.path(), &texts.get("backup-to-export"))) }
    }
}

/// Says what is wrong with a place to write to, before anything is made for it.
fn refused(context: &Context<'_>, to: &Path) -> Option<Errors> {
    let replace = context.request.form().has("replace");
    // What cannot be looked at is named when it is written.
    if replace || !to.try_exists().unwrap_or(false) {
        return None;
    }
    let mut errors = Errors::default();
    errors.add("file", places::taken(context, to));
    Some(errors)
}
