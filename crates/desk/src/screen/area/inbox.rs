//! The first page: what came in and what waits. Of a case its number, category and age, and nothing
//! else (R091).

use maud::{Markup, html};

use super::listing::{self, Line};
use super::proposal;
use crate::import;
use crate::screen::component::{Tone, empty, link_button, note};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[Route::get("/", show)];

/// Which cases the inbox shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    /// Those that the person may read, and that are open.
    Own,
    /// New ones.
    New,
    /// Those with letters that the person has not read, also where a case has ended.
    Unread,
    /// Those with a term that is over or near.
    Due,
    /// Every open case of the team.
    Team,
}

impl Filter {
    const ALL: [Self; 5] = [Self::Own, Self::Unread, Self::New, Self::Due, Self::Team];

    const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Unread => "unread",
            Self::New => "new",
            Self::Due => "due",
            Self::Team => "team",
        }
    }

    fn of_code(code: &str) -> Self {
        let found = Self::ALL.into_iter().find(|filter| filter.code() == code);
        found.unwrap_or(Self::Own)
    }

    fn admits(self, line: &Line) -> bool {
        let is_open = line.status.is_open();
        match self {
            Self::Own => is_open && line.is_own,
            Self::Unread => line.unread > 0,
            Self::New => is_open && line.waits_for_triage(),
            Self::Due => is_open && line.is_due(),
            Self::Team => is_open,
        }
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let lines = listing::lines(context)?;
    let mut unverified = import::unverified(&context.session.vault)?;
    unverified.retain(|letter| !letter.is_spam);
    let unverified = unverified.len();
    let texts = context.texts();
    let filter = Filter::of_code(context.request.query().text("show"));
    let body = if lines.is_empty() {
        let more = link_button(Nav::Import.path(), &texts.get("inbox-import"));
        empty(
            &texts.get("inbox-empty"),
            Some(html! { div .actions { (more) } }),
        )
    } else {
        html! {
            (filters(context, &lines, filter))
            (filtered(context, lines, filter))
        }
    };
    let count = [("count", Value::from(unverified))];
    let body = html! {
        (proposal::waiting_note(context)?)
        @if unverified > 0 {
            (note(Tone::Info, html! {
                p { a href="/unverified" { (texts.with("inbox-unverified", &count)) } }
            }))
        }
        (body)
    };
    Ok(context.show(Page::new(Nav::Inbox, texts.get("nav-inbox"), body)))
}

fn filters(context: &Context<'_>, lines: &[Line], here: Filter) -> Markup {
    let texts = context.texts();
    html! {
        nav .tabs aria-label=(texts.get("inbox-filters")) {
            ul {
                @for filter in Filter::ALL {
                    @let count = lines.iter().filter(|line| filter.admits(line)).count();
                    li {
                        a href=(format!("/?show={}", filter.code()))
                            aria-current=[(filter == here).then_some("true")] {
                            (texts.get(&format!("inbox-{}", filter.code()))) " (" (count) ")"
                        }
                    }
                }
            }
        }
    }
}

fn filtered(context: &Context<'_>, mut lines: Vec<Line>, filter: Filter) -> Markup {
    lines.retain(|line| filter.admits(line));
    // What came last is what one looks for first; terms have a board of their own.
    lines.reverse();
    if lines.is_empty() {
        return empty(&context.text("inbox-none"), None);
    }
    let leaf = format!("/?show={}&page=", filter.code());
    listing::table(context, &lines, "/cases", &leaf)
}
