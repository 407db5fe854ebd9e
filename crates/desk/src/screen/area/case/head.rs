//! What stands above every part of a case: status, age, terms, what it was judged to be; and the way
//! to its other parts.

use bellrope_casework::vocabulary::{Misstand, Urgency, Word};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::path_of;
use crate::case::{CaseNumber, CaseView, Judged};
use crate::screen::component::{Errors, Tone, badge};
use crate::screen::context::capital;
use crate::screen::{Context, Nav, Page};
use crate::term;
use crate::text::{Texts, Value};

/// A part of a case, with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screen::area) enum Part {
    Talk,
    Write,
    Notes,
    Tasks,
    Hearings,
    Course,
    Links,
    Access,
    Name,
    Sharing,
    Redactions,
    Sending,
    Files,
    Trail,
}

impl Part {
    const ALL: [Self; 14] = [
        Self::Talk,
        Self::Write,
        Self::Notes,
        Self::Tasks,
        Self::Hearings,
        Self::Course,
        Self::Links,
        Self::Access,
        Self::Name,
        Self::Sharing,
        Self::Redactions,
        Self::Sending,
        Self::Files,
        Self::Trail,
    ];

    const fn text(self) -> &'static str {
        match self {
            Self::Talk => "case-talk",
            Self::Write => "case-write",
            Self::Notes => "case-notes",
            Self::Tasks => "case-tasks",
            Self::Hearings => "case-hearings",
            Self::Course => "case-course",
            Self::Links => "case-links",
            Self::Access => "case-access",
            Self::Name => "case-name",
            Self::Sharing => "case-sharing",
            Self::Redactions => "case-redactions",
            Self::Sending => "case-sending",
            Self::Files => "case-files",
            Self::Trail => "case-trail",
        }
    }

    /// Returns its path in a case.
    pub(in crate::screen::area) fn path(self, number: &CaseNumber) -> String {
        let end = match self {
            Self::Talk => "",
            Self::Write => "/write",
            Self::Notes => "/notes",
            Self::Tasks => "/tasks",
            Self::Hearings => "/hearings",
            Self::Course => "/course",
            Self::Links => "/links",
            Self::Access => "/access",
            Self::Name => "/name",
            Self::Sharing => "/sharing",
            Self::Redactions => "/redactions",
            Self::Sending => "/sending",
            Self::Files => "/files",
            Self::Trail => "/trail",
        };
        format!("{}{end}", path_of(number))
    }
}

/// Makes the page of a part of a case.
pub(super) fn page(
    context: &Context<'_>,
    view: &CaseView,
    part: Part,
    body: &Markup,
    errors: &Errors,
) -> Page {
    let texts = context.texts();
    let number = &view.summary.number;
    let body = html! {
        (facts(context, view))
        (parts(context, number, part))
        h2 { (texts.get(part.text())) }
        (body)
    };
    let number = Value::from(number.to_string());
    let title = texts.with("case-title", &[("number", number)]);
    Page::new(Nav::Cases, title, body).errors(errors, texts)
}

/// Draws what is known of a case at a glance.
pub(super) fn facts(context: &Context<'_>, view: &CaseView) -> Markup {
    let (texts, lang) = (context.texts(), context.frame.lang);
    let (case, class) = (&view.summary, &view.classification);
    let today = term::local_day(context.now);
    let age = today.days_since(case.received.min(today));
    let kind = match class.kind.last() {
        Some(judged) => judged.what.label(lang).to_owned(),
        None => capital(&texts.get(if case.is_raw {
            "kind-raw"
        } else {
            "kind-sealed"
        })),
    };
    html! {
        div .facts {
            (fact(&texts.get("case-status"), &html! { (case.status.label(lang)) }))
            (fact(&texts.get("inbox-kind"), &html! { (kind) }))
            (fact(&texts.get("inbox-age"), &html! {
                (texts.with("inbox-days", &[("count", Value::from(age))]))
            }))
            @if let Some(category) = case.category {
                (fact(&texts.get("case-category"), &html! { (category.label(lang)) }))
            }
            @if let Some(urgency) = class.urgency.last() {
                (fact(&texts.get("case-urgency"), &how_urgent(context, urgency.what)))
            }
            @if let Some(Misstand::Yes(ground)) = class.misstand.last().map(|it| it.what) {
                (fact(&texts.get("case-misstand"), &badge(Tone::Warn, ground.label(lang))))
            }
            (word(context, "case-route", &class.route))
            (word(context, "case-outcome", &class.outcome))
            @if !case.is_raw && !case.is_over() {
                @if let Some(day) = case.acknowledge_by {
                    (fact(&texts.get("case-acknowledge-by"), &due(texts, day, today)))
                }
                (fact(&texts.get("case-feedback-by"), &due(texts, case.feedback_by, today)))
            }
        }
    }
}

/// Draws how urgent something is: what cannot wait stands out.
fn how_urgent(context: &Context<'_>, urgency: Urgency) -> Markup {
    let label = urgency.label(context.frame.lang);
    match urgency {
        Urgency::Immediate => badge(Tone::Bad, label),
        Urgency::High => badge(Tone::Warn, label),
        Urgency::Normal | Urgency::Low => html! { (label) },
    }
}

fn word<W: Word>(context: &Context<'_>, term: &str, answers: &[Judged<W>]) -> Markup {
    html! {
        @if let Some(judged) = answers.last() {
            (fact(&context.text(term), &html! { (judged.what.label(context.frame.lang)) }))
        }
    }
}

fn fact(term: &str, value: &Markup) -> Markup {
    html! { dl .fact { dt { (term) } dd { (value) } } }
}

/// Draws the last day of a term, and whether it is near or over.
pub(in crate::screen::area) fn due(texts: &Texts, day: Day, today: Day) -> Markup {
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

fn parts(context: &Context<'_>, number: &CaseNumber, here: Part) -> Markup {
    let texts = context.texts();
    html! {
        nav .tabs aria-label=(texts.get("case-parts")) {
            ul {
                @for part in Part::ALL {
                    li {
                        a href=(part.path(number)) aria-current=[(part == here).then_some("page")] {
                            (texts.get(part.text()))
                        }
                    }
                }
            }
        }
    }
}
