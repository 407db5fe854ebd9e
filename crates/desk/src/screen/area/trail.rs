//! The trail: what was done, newest first; whether it holds; the file for an auditor.

use bellrope_bundle::durable;
use bellrope_trail::{Actor, Entry, Fault, Key, Kind, Recorded, StaffId};
use maud::{Markup, html};

use super::person::Names;
use super::{case, errand, fact, places};
use crate::errand::{Ground, Recipient};
use crate::screen::component::{
    Cell, Errors, Pages, Table, Tone, button, empty, link_button, note, pages, table,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Report, Route, Work};
use crate::text::{Texts, Value};
use crate::trail;
use crate::vault::{Records, VaultError};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/trail", show),
    Route::post("/trail/verify", verify),
    Route::get("/trail/export", show_export),
    Route::post("/trail/export", export),
    Route::get("/cases/{case}/trail", show_case),
];

/// Entries on one page.
const EACH: usize = 50;
/// Faults that are named one by one.
const FAULTS: usize = 20;

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let size = trail::size(&reading)?;
    let newest_first: Vec<u64> = (0..size).rev().collect();
    let at = Pages::of(
        newest_first.len(),
        EACH,
        context.request.query().text("page"),
    );
    let entries = entries(&reading, at.slice(&newest_first))?;
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("trail-lead")) }
        (context.frame.form("/trail/verify", html! {
            div .actions {
                (button(&texts.get("trail-verify")))
                (link_button("/trail/export", &texts.get("trail-export")))
            }
        }))
        (list(context, &entries, &names, true))
        (pages(&context.frame, at, "/trail?page="))
    };
    Ok(context.show(Page::new(Nav::Trail, texts.get("nav-trail"), body)))
}

/// Shows what was done in one case.
fn show_case(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case::number_of(context)?;
    let reading = context.session.vault.read()?;
    let numbers = trail::of_case(&reading, number.for_trail()?)?;
    let at = Pages::of(numbers.len(), EACH, context.request.query().text("page"));
    let entries = entries(&reading, at.slice(&numbers))?;
    let names = Names::of(&reading)?;
    drop(reading);
    let body = html! {
        (list(context, &entries, &names, false))
        (pages(&context.frame, at, &format!("{}/trail?page=", case::path_of(&number))))
    };
    let page = case::page_of(context, &number, case::Part::Trail, &body)?;
    Ok(context.show(page))
}

fn entries(records: &impl Records, numbers: &[u64]) -> Result<Vec<Recorded>, VaultError> {
    let entry = |number: &u64| Ok(trail::kept(records, *number)?.unverified().clone());
    numbers.iter().map(entry).collect()
}

fn list(context: &Context<'_>, entries: &[Recorded], names: &Names, with_case: bool) -> Markup {
    let texts = context.texts();
    if entries.is_empty() {
        return empty(&texts.get("trail-empty"), None);
    }
    let mut heads = vec!["trail-number", "trail-when", "trail-who", "trail-what"];
    if with_case {
        heads.push("trail-case");
    }
    let heads: Vec<String> = heads.into_iter().map(|id| texts.get(id)).collect();
    let rows = entries.iter().map(|recorded| {
        let entry = &recorded.entry;
        let mut row = vec![
            Cell::number(recorded.number),
            Cell::new(texts.moment(entry.at)),
            Cell::new(who(texts, names, entry.by)),
            Cell::new(what(texts, names, entry)),
        ];
        if with_case {
            row.push(Cell::new(
                entry.case.map(|number| number.to_string()).map_or_else(
                    || html! {},
                    |number| html! { a href=(format!("/cases/{number}")) { (number) } },
                ),
            ));
        }
        row
    });
    table(&Table {
        caption: &texts.get("trail-caption"),
        heads: &heads,
        rows: rows.collect(),
    })
}

fn who(texts: &Texts, names: &Names, by: Actor) -> String {
    match by {
        Actor::Desk => texts.get("trail-desk"),
        Actor::Person(id) => name(names, id),
    }
}

fn name(names: &Names, id: StaffId) -> String {
    names.of_text(&id.to_string())
}

/// Says what was done, with what the entry tells of it.
fn what(texts: &Texts, names: &Names, entry: &Entry) -> Markup {
    let whom = entry.whom.map(|id| name(names, id));
    // A hash proves something to an auditor and tells nobody else anything.
    let told = |key: Key| !matches!(key.kind(), Kind::Hash);
    let facts = entry.facts().iter().filter(|(key, _)| told(*key));
    let facts: Vec<String> = facts
        .map(|(key, value)| {
            let name = texts.get(&format!("fact-{}", key.code()));
            format!("{name}: {}", fact::in_words(texts, entry.act, *key, value))
        })
        .collect();
    html! {
        (texts.get(&format!("act-{}", entry.act.code())))
        @if let Some(whom) = whom { ": " (whom) }
        @if !facts.is_empty() { br; span .hint { (facts.join(" · ")) } }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of every screen")]
fn verify(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "trail-verifying",
        move |session, progress, _| {
            progress.tell("trail-verifying");
            let checked = trail::check(&session.vault.read()?, now)?;
            Ok(Box::new(move |texts: &Texts| verified(texts, &checked)) as Report)
        },
    )))
}

fn verified(texts: &Texts, checked: &trail::Checked) -> Markup {
    let size = [("count", Value::from(checked.size))];
    html! {
        @if checked.faults.is_empty() {
            (note(Tone::Good, html! { p { (texts.with("trail-holds", &size)) } }))
        } @else {
            (note(Tone::Bad, html! {
                p { strong { (texts.get("trail-broken")) } }
                ul { @for fault in checked.faults.iter().take(FAULTS) { li { (fault_text(texts, fault)) } } }
            }))
        }
        p .hint { (texts.get("trail-limit")) }
        div .actions { (link_button(Nav::Trail.path(), &texts.get("nav-trail"))) }
    }
}

fn fault_text(texts: &Texts, fault: &Fault) -> String {
    match fault {
        Fault::Number { number, .. } | Fault::Hash { number } | Fault::Signature { number } => {
            texts.with("trail-fault-entry", &[("number", Value::from(*number))])
        }
        Fault::Key(_) => texts.get("trail-fault-key"),
        _ => texts.get("trail-fault-end"),
    }
}

fn show_export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(export_form(context, &Errors::default()))
}

fn export_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        (places::place_to_write(context, errors))
        (errand::fields(context, Some((Ground::Audit, Recipient::Auditor)), errors))
        div .actions {
            (button(&texts.get("trail-export-do")))
            (link_button(Nav::Trail.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("trail-export-lead")) }
        (context.frame.form("/trail/export", fields))
    };
    let page = Page::new(Nav::Trail, texts.get("trail-export"), body).errors(errors, texts);
    context.show(page)
}

fn export(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let day = crate::term::local_day(context.now);
    let name = format!("{}-{day}.trail", context.session.desk);
    let mut errors = Errors::default();
    let Some(errand) = errand::read(context, &mut errors)? else {
        return Ok(export_form(context, &errors));
    };
    let Some(to) = places::target_of(context, &name) else {
        errors.add("file", context.text("places-missing"));
        return Ok(export_form(context, &errors));
    };
    if to.try_exists().unwrap_or(false) {
        errors.add("file", places::taken_name(context, &to));
        return Ok(export_form(context, &errors));
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    let file = trail::export_for(vault, &errand, now, context.rng)?;
    durable::write_bytes(&to, file.as_bytes())?;
    let file = [("file", Value::from(to.display().to_string()))];
    let said = context.text_with("trail-exported", &file);
    context.flash(Tone::Good, said);
    Ok(context.see(Nav::Trail.path()))
}
