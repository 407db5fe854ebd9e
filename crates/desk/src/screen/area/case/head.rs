//! What stands above every part of a case: status, age, terms; and the way to its other parts.

use bellrope_casework::vocabulary::Word as _;
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::path_of;
use crate::case::{CaseNumber, Summary};
use crate::screen::component::{Errors, Tone, badge};
use crate::screen::{Context, Nav, Page};
use crate::term;
use crate::text::{Texts, Value};

/// A part of a case, with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screen::area) enum Part {
    Talk,
    Write,
    Files,
    Trail,
}

impl Part {
    const ALL: [Self; 4] = [Self::Talk, Self::Write, Self::Files, Self::Trail];

    const fn text(self) -> &'static str {
        match self {
            Self::Talk => "case-talk",
            Self::Write => "case-write",
            Self::Files => "case-files",
            Self::Trail => "case-trail",
        }
    }

    /// Returns its path in a case.
    pub(super) fn path(self, number: &CaseNumber) -> String {
        let end = match self {
            Self::Talk => "",
            Self::Write => "/write",
            Self::Files => "/files",
            Self::Trail => "/trail",
        };
        format!("{}{end}", path_of(number))
    }
}

/// Makes the page of a part of a case.
pub(super) fn page(
    context: &Context<'_>,
    case: &Summary,
    part: Part,
    body: &Markup,
    errors: &Errors,
) -> Page {
    let texts = context.texts();
    let body = html! {
        (facts(context, case))
        (parts(context, case, part))
        h2 { (texts.get(part.text())) }
        (body)
    };
    let number = Value::from(case.number.to_string());
    let title = texts.with("case-title", &[("number", number)]);
    Page::new(Nav::Cases, title, body).errors(errors, texts)
}

/// Draws what is known of a case without its content.
pub(super) fn facts(context: &Context<'_>, case: &Summary) -> Markup {
    let texts = context.texts();
    let today = term::local_day(context.now);
    let age = today.days_since(case.received.min(today));
    let kind = if case.is_raw {
        "kind-raw"
    } else {
        "kind-sealed"
    };
    html! {
        div .facts {
            (fact(&texts.get("case-status"), &html! { (status(context, case)) }))
            (fact(&texts.get("inbox-kind"), &html! { (texts.get(kind)) }))
            (fact(&texts.get("inbox-age"), &html! {
                (texts.with("inbox-days", &[("count", Value::from(age))]))
            }))
            @if !case.is_raw {
                @if let Some(day) = case.acknowledge_by {
                    (fact(&texts.get("case-acknowledge-by"), &due(texts, day, today)))
                }
                (fact(&texts.get("case-feedback-by"), &due(texts, case.feedback_by, today)))
            }
        }
    }
}

/// Returns the words of a status.
pub(super) fn status(context: &Context<'_>, case: &Summary) -> String {
    case.status.label(context.frame.lang).to_owned()
}

fn fact(term: &str, value: &Markup) -> Markup {
    html! { dl .fact { dt { (term) } dd { (value) } } }
}

/// Draws the last day of a term, and whether it is near or over.
fn due(texts: &Texts, day: Day, today: Day) -> Markup {
    let tone = match day.days_since(today.min(day)) {
        _ if day < today => Some((Tone::Bad, "case-overdue")),
        0..=3 => Some((Tone::Warn, "case-soon")),
        _ => None,
    };
    html! {
        (texts.day(day))
        @if let Some((tone, text)) = tone { " " (badge(tone, &texts.get(text))) }
    }
}

fn parts(context: &Context<'_>, case: &Summary, here: Part) -> Markup {
    let texts = context.texts();
    let shown = Part::ALL
        .into_iter()
        .filter(|part| context.frame.reaches(&part.path(&case.number)));
    html! {
        nav .tabs aria-label=(texts.get("case-parts")) {
            ul {
                @for part in shown {
                    li {
                        a href=(part.path(&case.number)) aria-current=[(part == here).then_some("page")] {
                            (texts.get(part.text()))
                        }
                    }
                }
            }
        }
    }
}
