//! Spam, marked in bulk (R031). Nothing is thrown away, and a mark can be taken off.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::listing::{self, Line};
use crate::case::{self, CaseNumber};
use crate::import::{self, UnverifiedLetter};
use crate::screen::component::{Choice, Errors, Option_, Tone, button, choice, empty, note, pages};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const PATH: &str = "/spam";

pub(super) const ROUTES: &[Route] = &[Route::get(PATH, show), Route::post(PATH, mark)];

/// What a page of marks shows: what has none, or what has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Unmarked,
    Marked,
}

impl Shown {
    const ALL: [Self; 2] = [Self::Unmarked, Self::Marked];

    const fn code(self) -> &'static str {
        match self {
            Self::Unmarked => "unmarked",
            Self::Marked => "marked",
        }
    }

    const fn tab(self) -> &'static str {
        match self {
            Self::Unmarked => "spam-unmarked",
            Self::Marked => "spam-marked-tab",
        }
    }

    fn of_code(code: &str) -> Self {
        if code == Self::Marked.code() {
            Self::Marked
        } else {
            Self::Unmarked
        }
    }

    const fn is_marked(self) -> bool {
        matches!(self, Self::Marked)
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let shown = Shown::of_code(context.request.query().text("show"));
    page(context, shown, &Errors::default())
}

fn page(context: &mut Context<'_>, shown: Shown, errors: &Errors) -> Result<Answer, Refusal> {
    let lines = cases(context, shown)?;
    let letters = letters(context, shown)?;
    let texts = context.texts();
    let verb = format!("spam-do-{}", shown.code());
    // Both lists leaf together.
    let at = listing::page_at(context, lines.len().max(letters.len()));
    let leaf = format!("{PATH}?show={}&page=", shown.code());
    let fields = html! {
        input type="hidden" name="show" value=(shown.code());
        (case_boxes(context, at.slice(&lines), errors))
        (letter_boxes(context, at.slice(&letters), errors))
        div .actions { (button(&texts.get(&verb))) }
    };
    let body = html! {
        p .lead { (texts.get("spam-lead")) }
        (tabs(context, shown))
        @if lines.is_empty() && letters.is_empty() {
            (empty(&texts.get(&format!("spam-none-{}", shown.code())), None))
        } @else {
            (note(Tone::Info, html! { p { (texts.get("spam-ends-terms")) } }))
            (context.frame.form(PATH, fields))
            (pages(&context.frame, at, &leaf))
        }
    };
    let page = Page::new(Nav::Cases, texts.get("spam-title"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn tabs(context: &Context<'_>, here: Shown) -> Markup {
    let texts = context.texts();
    html! {
        nav .tabs aria-label=(texts.get("inbox-filters")) {
            ul {
                @for shown in Shown::ALL {
                    li {
                        a href=(format!("{PATH}?show={}", shown.code()))
                            aria-current=[(shown == here).then_some("true")] {
                            (texts.get(shown.tab()))
                        }
                    }
                }
            }
        }
    }
}

/// Lists the cases that can be marked: open ones that whoever sits here may read. Those that are
/// marked are listed whatever their status.
fn cases(context: &Context<'_>, shown: Shown) -> Result<Vec<Line>, Refusal> {
    let summaries = case::summaries(&context.session.vault)?;
    let spam: BTreeSet<CaseNumber> = summaries
        .into_iter()
        .filter(|case| case.is_spam)
        .map(|case| case.number)
        .collect();
    let mut lines = listing::lines(context)?;
    lines.retain(|line| {
        let is_spam = spam.contains(&line.number);
        line.is_own && is_spam == shown.is_marked() && (is_spam || line.status.is_open())
    });
    lines.reverse();
    Ok(lines)
}

fn letters(context: &Context<'_>, shown: Shown) -> Result<Vec<UnverifiedLetter>, Refusal> {
    let mut letters = import::unverified(&context.session.vault)?;
    letters.retain(|letter| letter.is_spam == shown.is_marked());
    Ok(letters)
}

fn case_boxes(context: &Context<'_>, lines: &[Line], errors: &Errors) -> Markup {
    let option = |line: &Line| {
        let number = line.number.to_string();
        let label = format!("{number}: {}", listing::words(context, line).join(", "));
        Option_::new(number, label)
    };
    boxes(
        context,
        "case",
        "spam-cases",
        lines.iter().map(option),
        errors,
    )
}

/// Draws a box for each letter, named by its day: what it says is read in the box of letters.
fn letter_boxes(context: &Context<'_>, letters: &[UnverifiedLetter], errors: &Errors) -> Markup {
    let texts = context.texts();
    let option = |letter: &UnverifiedLetter| {
        let values = [
            ("day", Value::from(texts.day(letter.received))),
            ("place", Value::from(letter.index)),
        ];
        Option_::new(letter.index.to_string(), texts.with("spam-letter", &values))
    };
    boxes(
        context,
        "letter",
        "spam-letters",
        letters.iter().map(option),
        errors,
    )
}

fn boxes(
    context: &Context<'_>,
    id: &str,
    label: &str,
    options: impl Iterator<Item = Option_>,
    errors: &Errors,
) -> Markup {
    let options: Vec<Option_> = options.collect();
    let sent: Vec<&str> = context.request.form().texts(id).collect();
    let drawn = Choice {
        id,
        label: &context.text(label),
        hint: None,
        options: &options,
        chosen: &sent,
        many: true,
    };
    html! { @if !options.is_empty() { (choice(&drawn, errors)) } }
}

/// Returns the id of the first box that there is: an error leads there.
fn first_box(context: &Context<'_>, shown: Shown) -> Result<&'static str, Refusal> {
    let has_cases = !cases(context, shown)?.is_empty();
    Ok(if has_cases { "case" } else { "letter" })
}

fn mark(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let form = context.request.form();
    let shown = Shown::of_code(form.text("show"));
    let cases: Vec<CaseNumber> = form.texts("case").filter_map(CaseNumber::parse).collect();
    let letters: Vec<u64> = form
        .texts("letter")
        .filter_map(|text| text.parse().ok())
        .collect();
    if cases.is_empty() && letters.is_empty() {
        let mut errors = Errors::default();
        errors.add(first_box(context, shown)?, context.text("spam-choose"));
        return page(context, shown, &errors);
    }
    let (vault, now, rng) = (&mut context.session.vault, context.now, &mut *context.rng);
    let is_spam = !shown.is_marked();
    let of_cases = if is_spam {
        case::mark_spam(vault, &cases, now, rng)?
    } else {
        case::clear_spam(vault, &cases, now, rng)?
    };
    let of_letters = import::mark_unverified(vault, &letters, is_spam, now, rng)?;
    let id = if is_spam {
        "spam-marked"
    } else {
        "spam-cleared"
    };
    let count = [("count", Value::from(of_cases + of_letters))];
    context.flash(Tone::Good, context.text_with(id, &count));
    Ok(context.see(format!("{PATH}?show={}", shown.code())))
}
