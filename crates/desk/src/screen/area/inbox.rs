//! The first page: what is here. Of a case its number, kind and age, and nothing else (R091).

use bellrope_protocol::time::Day;
use maud::html;

use crate::case::{self, Summary};
use crate::screen::component::{Cell, Pages, Table, empty, link_button, pages, table};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[Route::get("/", show)];

/// Cases on one page.
const EACH: usize = 50;

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let cases = case::summaries(&context.session.vault)?;
    let texts = context.texts();
    let at = Pages::of(cases.len(), EACH, context.request.query().text("page"));
    let body = if cases.is_empty() {
        let more = link_button(Nav::Import.path(), &texts.get("inbox-import"));
        empty(
            &texts.get("inbox-empty"),
            Some(html! { div .actions { (more) } }),
        )
    } else {
        let today = Day::of(context.now);
        let rows = at
            .slice(&cases)
            .iter()
            .map(|case| row(context, case, today));
        let heads = ["inbox-number", "inbox-kind", "inbox-age"].map(|id| texts.get(id));
        let count = [("count", Value::from(cases.len()))];
        html! {
            (table(&Table {
                caption: &texts.with("inbox-caption", &count),
                heads: &heads,
                rows: rows.collect(),
            }))
            (pages(&context.frame, at, "/?page="))
        }
    };
    let title = texts.get("nav-inbox");
    Ok(context.show(Page::new(Nav::Inbox, title, body)))
}

fn row(context: &Context<'_>, case: &Summary, today: Day) -> Vec<Cell> {
    let kind = if case.is_raw {
        "kind-raw"
    } else {
        "kind-sealed"
    };
    let path = format!("/cases/{}", case.number);
    let number = html! {
        @if context.frame.reaches(&path) { a href=(path) { (case.number) } } @else { (case.number) }
    };
    let age = today.days_since(case.received.min(today));
    let age = context.text_with("inbox-days", &[("count", Value::from(age))]);
    vec![
        Cell::new(number),
        Cell::new(context.text(kind)),
        Cell::new(age),
    ]
}
