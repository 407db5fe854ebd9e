//! Import: what the courier brought.

use bellrope_bundle::UnverifiedBundle;
use maud::{Markup, html};

use super::places;
use crate::import::{self, ImportError, Outcome, Step, Summary};
use crate::screen::component::{Errors, Tone, button, definitions, link_button, note};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Report, Route, Work};
use crate::text::{Texts, Value};

pub(super) const ROUTES: &[Route] = &[Route::get("/import", show), Route::post("/import", begin)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(form(context, &Errors::default()))
}

fn form(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        (places::file_to_read(context, errors))
        div .actions { (button(&texts.get("import-do"))) }
    };
    let body = html! {
        p .lead { (texts.get("import-lead")) }
        (context.frame.form("/import", fields))
    };
    let page = Page::new(Nav::Import, texts.get("nav-import"), body).errors(errors, texts);
    context.show(page)
}

fn begin(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let Some(file) = places::file_of(context) else {
        let mut errors = Errors::default();
        errors.add("file", context.text("places-missing"));
        return Ok(form(context, &errors));
    };
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "import-working",
        move |session, progress, rng| {
            progress.tell("import-step-open");
            let bundle = UnverifiedBundle::open(&file).map_err(ImportError::from)?;
            let told = |step| match step {
                Step::Verify => progress.tell("import-step-verify"),
                Step::Scan { letters } => progress.tell_count("import-step-scan", letters),
                Step::Write => progress.tell("import-step-write"),
            };
            let outcome = import::import(&mut session.vault, &bundle, now, rng, told)?;
            Ok(Box::new(move |texts: &Texts| report(texts, &outcome)) as Report)
        },
    )))
}

fn report(texts: &Texts, outcome: &Outcome) -> Markup {
    let said = match outcome {
        Outcome::NothingNew => note(
            Tone::Info,
            html! { p { (texts.get("import-nothing-new")) } },
        ),
        Outcome::Older => note(Tone::Info, html! { p { (texts.get("import-older")) } }),
        Outcome::Imported(summary) => imported(texts, summary),
    };
    html! {
        (said)
        div .actions { (link_button(Nav::Inbox.path(), &texts.get("import-to-inbox"))) }
    }
}

fn imported(texts: &Texts, summary: &Summary) -> Markup {
    let count = |id: &str, count: u64| (texts.get(id), html! { (count) });
    let mut pairs = vec![
        count("imported-cases", summary.new_cases.len() as u64),
        count("imported-letters", summary.letters),
        count("imported-covers", summary.covers),
        (
            texts.get("imported-witnesses"),
            html! { (summary.witnesses) },
        ),
    ];
    let if_any = [
        ("imported-raw", summary.raw),
        ("imported-unverified", summary.unverified),
        ("imported-repeats", summary.repeats),
        ("imported-unopened", summary.unopened),
        ("imported-blocks", summary.blocks),
        ("imported-destroyed", summary.destroyed as u64),
    ];
    let some = if_any.into_iter().filter(|(_, number)| *number > 0);
    pairs.extend(some.map(|(id, number)| count(id, number)));
    html! {
        (note(Tone::Good, html! { p { (texts.get("imported-done")) } }))
        @if summary.lost > 0 { (warning(texts, "import-lost", summary.lost)) }
        @if summary.blocks_differing > 0 {
            (warning(texts, "import-blocks-differ", summary.blocks_differing))
        }
        (definitions(&pairs))
        @if !summary.new_cases.is_empty() {
            h2 { (texts.get("imported-new")) }
            ul {
                @for (number, due) in &summary.new_cases {
                    li { (new_case(texts, number.as_str(), &texts.day(*due))) }
                }
            }
        }
    }
}

fn new_case(texts: &Texts, number: &str, due: &str) -> String {
    let values = [("number", Value::from(number)), ("day", Value::from(due))];
    texts.with("import-new-case", &values)
}

fn warning(texts: &Texts, id: &str, count: u64) -> Markup {
    let text = texts.with(id, &[("count", Value::from(count.to_string()))]);
    note(Tone::Warn, html! { p { (text) } })
}
