//! Every case, narrowed by status and category.

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, Word as _};
use maud::{Markup, html};

use super::case::class;
use super::{clusters, enter, listing, spam};
use crate::screen::component::{Choice, Errors, Option_, empty, link_button, select};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};

pub(super) const ROUTES: &[Route] = &[Route::get("/cases", show)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let query = context.request.query();
    let status = Status::of_code(query.text("status")).ok();
    let category = Category::of_code(query.text("category")).ok();
    let mut lines = listing::lines(context)?;
    lines.retain(|line| status.is_none_or(|it| line.status == it));
    lines.retain(|line| category.is_none_or(|it| line.category == Some(it)));
    lines.reverse();
    let texts = context.texts();
    let code = |code: Option<String>| code.unwrap_or_default();
    let leaf = format!(
        "/cases?status={}&category={}&page=",
        code(status.map(|it| it.to_string())),
        code(category.map(|it| it.to_string())),
    );
    let list = if lines.is_empty() {
        empty(&texts.get("inbox-none"), None)
    } else {
        listing::table(context, &lines, "/cases", &leaf)
    };
    let body = html! {
        (narrow(context))
        (list)
        div .actions {
            (link_button(enter::PATH, &texts.get("enter-title")))
            (link_button(clusters::PATH, &texts.get("clusters-title")))
            (link_button(spam::PATH, &texts.get("spam-title")))
            (link_button("/retention", &texts.get("retain-title")))
        }
    };
    Ok(context.show(Page::new(Nav::Cases, texts.get("nav-cases"), body)))
}

fn narrow(context: &Context<'_>) -> Markup {
    let texts = context.texts();
    let query = context.request.query();
    let any = || Option_::new("", texts.get("cases-any"));
    let question = |id: &str, label: &str, options: Vec<Option_>| {
        let all: Vec<Option_> = std::iter::once(any()).chain(options).collect();
        select(
            &Choice {
                id,
                label: &texts.get(label),
                hint: None,
                options: &all,
                chosen: &[query.text(id)],
                many: false,
            },
            &Errors::default(),
        )
    };
    html! {
        form .narrow method="get" action="/cases" {
            (question("status", "case-status", class::options::<Status>(context)))
            (question("category", "case-category", class::options::<Category>(context)))
            div .actions { button .button type="submit" { (texts.get("cases-narrow")) } }
        }
    }
}
