//! The board of terms: what is late, what is due, whose it is; on paper, and as a calendar (R078).

use std::path::Path;

use bellrope_bundle::durable;
use bellrope_casework::term::Group;
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::case::{self, due};
use super::listing::{page_at, readable};
use super::person::Names;
use super::{errand as errand_fields, places};
use crate::errand::{self, Ground, Recipient};
use crate::person::{self, AbsenceWarning};
use crate::screen::component::{
    Cell, Errors, Table, Tone, button, empty, link_button, note, pages, table,
};
use crate::screen::{Answer, Context, Nav, Page, PrintLabel, Refusal, Route};
use crate::term;
use crate::terms::{self, Row, Scope};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/terms", show),
    Route::get("/terms/paper", ask_paper),
    Route::post("/terms/paper", paper),
    Route::get("/terms/calendar", show_calendar),
    Route::post("/terms/calendar", write_calendar),
];

/// Reads whose terms are meant; one's own, unless the team's were asked for.
fn scope_of(code: &str) -> Scope {
    match code {
        "team" => Scope::Team,
        _ => Scope::Own,
    }
}

const fn code_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Team => "team",
        Scope::Own => "own",
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let scope = scope_of(context.request.query().text("of"));
    let rows = terms::board(&context.session.vault, scope, context.now)?;
    let texts = context.texts();
    let of = code_of(scope);
    let at = page_at(context, rows.len());
    let body = html! {
        nav .tabs aria-label=(texts.get("terms-of")) {
            ul {
                @for other in [Scope::Own, Scope::Team] {
                    li {
                        a href=(format!("/terms?of={}", code_of(other)))
                            aria-current=[(other == scope).then_some("true")] {
                            (texts.get(&format!("inbox-{}", code_of(other))))
                        }
                    }
                }
            }
        }
        (away(context)?)
        (board(context, &rows, at.slice(&rows))?)
        (pages(&context.frame, at, &format!("/terms?of={of}&page=")))
        div .actions {
            (link_button(&format!("/terms/paper?of={of}"), &texts.get("case-paper")))
            (link_button(&format!("/terms/calendar?of={of}"), &texts.get("terms-calendar")))
        }
    };
    Ok(context.show(Page::new(Nav::Terms, texts.get("nav-terms"), body)))
}

/// Warns of terms that fall into an absence of the only person who handles the case (R194).
fn away(context: &Context<'_>) -> Result<Markup, Refusal> {
    let reading = context.session.vault.read()?;
    let warnings = person::absence_warnings(&reading, context.now)?;
    let names = Names::of(&reading)?;
    let texts = context.texts();
    let said = |warning: &AbsenceWarning| {
        let values = [
            ("number", Value::from(warning.number.to_string())),
            ("day", Value::from(texts.day(warning.due))),
            (
                "name",
                Value::from(names.of_text(&warning.person.to_string())),
            ),
        ];
        texts.with("absence-warning", &values)
    };
    Ok(html! {
        @if !warnings.is_empty() {
            (note(Tone::Warn, html! { ul { @for warning in &warnings { li { (said(warning)) } } } }))
        }
    })
}

/// Draws the rows that show, of all that there are: a table for each group, the most urgent first.
fn board(context: &Context<'_>, all: &[Row], shown: &[Row]) -> Result<Markup, Refusal> {
    let own = readable(&context.session.vault)?;
    let texts = context.texts();
    if all.is_empty() {
        return Ok(empty(&texts.get("terms-nothing"), None));
    }
    let heads = ["inbox-number", "terms-kind", "task-due"].map(|id| texts.get(id));
    let draw = |group: Group| {
        let is_of = |row: &&Row| row.0 == group;
        let rows: Vec<Vec<Cell>> = shown
            .iter()
            .filter(is_of)
            .map(|row| line(context, row, own.contains(&row.1.number)))
            .collect();
        let title = group.label(context.frame.lang);
        let count = all.iter().filter(is_of).count();
        html! {
            @if !rows.is_empty() {
                h2 { (title) " (" (count) ")" }
                (table(&Table { caption: title, heads: &heads, rows }))
            }
        }
    };
    Ok(html! { @for group in Group::ALL { (draw(*group)) } })
}

fn line(context: &Context<'_>, (_, deadline): &Row, is_own: bool) -> Vec<Cell> {
    let today = term::local_day(context.now);
    let path = case::path_of(&deadline.number);
    vec![
        Cell::new(html! {
            @if is_own { a href=(path) { (deadline.number) } } @else { (deadline.number) }
        }),
        Cell::new(deadline.term.kind.label(context.frame.lang)),
        Cell::new(due(context.texts(), deadline.term.due, today)),
    ]
}

fn ask_paper(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(paper_form(context, &Errors::default()))
}

/// Asks what the paper is for: every print stands in the trail (R126).
fn paper_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let (sent, asked) = (context.request.form(), context.request.query());
    let of = if sent.has("of") {
        sent.text("of")
    } else {
        asked.text("of")
    };
    let usual = Some((Ground::Planning, Recipient::Colleague));
    let fields = html! {
        input type="hidden" name="of" value=(code_of(scope_of(of)));
        (errand_fields::fields(context, usual, errors))
        div .actions {
            (button(&texts.get("paper-make")))
            (link_button(Nav::Terms.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("paper-lead")) }
        (context.frame.form("/terms/paper", fields))
    };
    let page = Page::new(Nav::Terms, texts.get("nav-terms"), body).errors(errors, texts);
    context.show(page)
}

fn paper(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let scope = scope_of(context.request.form().text("of"));
    let mut errors = Errors::default();
    let Some(wanted) = errand_fields::read(context, &mut errors)? else {
        return Ok(paper_form(context, &errors));
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    errand::note_printed(vault, None, &wanted, 1, now, context.rng)?;
    let rows = terms::board(&context.session.vault, scope, context.now)?;
    let board = board(context, &rows, &rows)?;
    let texts = context.texts();
    let title = texts.get("nav-terms");
    let body = html! {
        div .no-print { (note(Tone::Info, html! { p { (texts.get("paper-how")) } })) }
        (board)
    };
    let label = PrintLabel {
        subject: title.clone(),
        label: texts.get("paper-label"),
        day: term::local_day(context.now),
        copy: 1,
    };
    Ok(context.show(Page::new(Nav::Terms, title, body).print(label)))
}

fn show_calendar(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(calendar_form(context, &Errors::default()))
}

fn calendar_form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let of = match context.request.form().text("of") {
        "" => context.request.query().text("of"),
        of => of,
    };
    let fields = html! {
        input type="hidden" name="of" value=(code_of(scope_of(of)));
        (places::place_to_write(context, errors))
        div .actions {
            (button(&texts.get("terms-calendar-do")))
            (link_button(Nav::Terms.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("terms-calendar-lead")) }
        (context.frame.form("/terms/calendar", fields))
    };
    let page = Page::new(Nav::Terms, texts.get("terms-calendar"), body).errors(errors, texts);
    context.show(page)
}

fn write_calendar(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let name = format!("{}.ics", context.session.desk);
    let Some(to) = places::target_of(context, &name) else {
        errors.add("file", context.text("places-missing"));
        return Ok(calendar_form(context, &errors));
    };
    if to.try_exists().unwrap_or(false) {
        errors.add("file", places::taken_name(context, &to));
        return Ok(calendar_form(context, &errors));
    }
    write(context, &to)?;
    let file = [("file", Value::from(to.display().to_string()))];
    let said = context.text_with("terms-calendar-written", &file);
    context.flash(Tone::Good, said);
    Ok(context.see(Nav::Terms.path()))
}

fn write(context: &mut Context<'_>, to: &Path) -> Result<(), Refusal> {
    let scope = scope_of(context.request.form().text("of"));
    let (vault, lang) = (&mut context.session.vault, context.frame.lang);
    let text = terms::calendar(vault, scope, lang, context.now, context.rng)?;
    Ok(durable::write_bytes(to, text.as_bytes())?)
}
