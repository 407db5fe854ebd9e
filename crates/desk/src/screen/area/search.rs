//! Search over the cases that the person may read (R101).

use std::collections::HashMap;

use maud::{Markup, html};

use super::listing;
use crate::case::CaseNumber;
use crate::said::Say as _;
use crate::screen::component::{Errors, Field, button, empty, field};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::search::SearchError;
use crate::text::Value;

/// Cases that are shown of what was found.
const SHOWN: usize = 200;

// What is searched for may name somebody: it is sent in a form, so that it stands in no address and
// no history of a browser.
pub(super) const ROUTES: &[Route] = &[Route::get("/search", show), Route::post("/search", find)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(page(context, &html! {}, &Errors::default()))
}

fn page(context: &mut Context<'_>, found: &Markup, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        (field(&Field {
            id: "words",
            label: &texts.get("search-words"),
            hint: Some(&texts.get("search-hint")),
            value: context.request.form().text("words"),
            required: true,
            ..Field::default()
        }, errors))
        div .actions { (button(&texts.get("search-do"))) }
    };
    let body = html! {
        p .lead { (texts.get("search-lead")) }
        (context.frame.form("/search", fields))
        (found)
    };
    let page = Page::new(Nav::Search, texts.get("nav-search"), body).errors(errors, texts);
    context.show(page)
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let words = context.request.form().text("words").trim().to_owned();
    let mut errors = Errors::default();
    if words.is_empty() {
        errors.add("words", context.text("search-empty"));
        return Ok(page(context, &html! {}, &errors));
    }
    let session = &mut *context.session;
    match session.index.search(&session.vault, &words) {
        Ok(found) => {
            let numbers: Vec<CaseNumber> = found.into_iter().map(|case| case.number).collect();
            let list = results(context, &numbers)?;
            Ok(page(context, &list, &errors))
        }
        Err(SearchError::Query(err)) => {
            let said = SearchError::Query(err).said().text(context.texts());
            errors.add("words", sentence(&said));
            Ok(page(context, &html! {}, &errors))
        }
        Err(err) => Err(err.into()),
    }
}

/// Draws what was found, the newest first, as far as anybody reads.
fn results(context: &Context<'_>, found: &[CaseNumber]) -> Result<Markup, Refusal> {
    if found.is_empty() {
        return Ok(empty(&context.text("search-nothing"), None));
    }
    let mut all: HashMap<CaseNumber, listing::Line> = HashMap::new();
    for line in listing::lines(context)? {
        all.insert(line.number.clone(), line);
    }
    let lines: Vec<listing::Line> = found
        .iter()
        .take(SHOWN)
        .filter_map(|number| all.remove(number))
        .collect();
    let more = found.len().saturating_sub(SHOWN);
    let count = [("count", Value::from(more))];
    Ok(html! {
        (listing::whole(context, &lines, found.len(), "/cases"))
        @if more > 0 { p { (context.text_with("search-more", &count)) } }
    })
}
