//! Making a report: figures of a year, words, and if it corrects another, why.

use bellrope_figures::Settings;
use bellrope_report::Ground;
use maud::{Markup, html};

use super::form;
use crate::figures;
use crate::publication::{self, Draft};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, field, link_button, note, select, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Report, Work};
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

/// Reads the number of what is corrected.
fn corrects(context: &Context<'_>) -> Option<u32> {
    let form = context.request.form().text("corrects");
    let asked = match form {
        "" => context.request.query().text("corrects"),
        number => number,
    };
    asked.parse().ok()
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let corrects = corrects(context);
    let reading = context.session.vault.read()?;
    // What was written before need not be written again.
    let before = before(&reading, corrects)?;
    drop(reading);
    let texts = context.texts();
    let body = html! {
        @if let Some(number) = corrects {
            @let number = [("number", Value::from(number))];
            (note(Tone::Info, html! { p { (texts.with("reports-corrects", &number)) } }))
        }
        (fields(context, corrects, before.as_ref(), errors))
    };
    let page = Page::new(Nav::Reports, texts.get("reports-make"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn before(
    records: &impl crate::vault::Records,
    corrects: Option<u32>,
) -> Result<Option<Draft>, Refusal> {
    let Some(number) = corrects else {
        return Ok(publication::draft(records)?);
    };
    let all = publication::all(records)?;
    let of_number = all.iter().filter(|it| it.identity.number == number);
    let last = of_number.max_by_key(|it| it.identity.version);
    let version = last.ok_or_else(Refusal::absent)?.identity.version;
    let found = publication::find(records, number, version)?;
    Ok(Some(Draft::from(&found)))
}

fn fields(
    context: &Context<'_>,
    corrects: Option<u32>,
    before: Option<&Draft>,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let said = Said::of(context, before);
    let value = |id: &str| match sent.has(id) {
        true => sent.text(id).to_owned(),
        false => said.of_field(id),
    };
    let line = |id: &str, label: &str, hint: Option<&str>, kind: &'static str, required: bool| {
        field(
            &Field {
                id,
                label: &texts.get(label),
                hint,
                value: &value(id),
                kind,
                required,
                ..Field::default()
            },
            errors,
        )
    };
    let area = |id: &str, hint: Option<&str>, rows: u32, required: bool| {
        textarea(
            &Field {
                id,
                label: &texts.get(&format!("reports-{id}")),
                hint,
                value: &value(id),
                required,
                ..Field::default()
            },
            rows,
            errors,
        )
    };
    let english = texts.get("reports-english-hint");
    let asked = texts.get("reports-questions-hint");
    let left_out = texts.get("reports-redactions-hint");
    let day = texts.get("reports-embargo-hint");
    context.frame.form(
        "/reports/make",
        html! {
            @if let Some(number) = corrects {
                input type="hidden" name="corrects" value=(number);
                (grounds(texts, sent.text("ground"), errors))
                (area("reason", None, 2, true))
            }
            (line("year", "reports-year", None, "number", true))
            (line("threshold", "reports-threshold", None, "number", true))
            (line("organisation", "reports-organisation", None, "text", true))
            (line("embargo", "reports-embargo", Some(&day), "text", false))
            (area("summary-nl", None, 8, true))
            (area("summary-en", Some(&english), 8, false))
            (area("line-nl", None, 4, false))
            (area("line-en", Some(&english), 4, false))
            (area("questions-nl", Some(&asked), 8, false))
            (area("questions-en", Some(&english), 8, false))
            (area("redactions", Some(&left_out), 4, false))
            div .actions {
                (button(&texts.get("reports-do")))
                (link_button("/reports", &texts.get("ui-no-back")))
            }
        },
    )
}

fn grounds(texts: &Texts, chosen: &str, errors: &Errors) -> Markup {
    let options = Ground::ALL.map(|it| Option_::new(it.code(), it.label(texts.lang())));
    select(
        &Choice {
            id: "ground",
            label: &texts.get("reports-ground"),
            hint: None,
            options: &options,
            chosen: &[chosen],
            many: false,
        },
        errors,
    )
}

/// What the fields say before somebody types.
struct Said<'a> {
    year: String,
    threshold: String,
    desk: String,
    before: Option<&'a Draft>,
}

impl<'a> Said<'a> {
    fn of(context: &Context<'_>, before: Option<&'a Draft>) -> Self {
        let year = before.map(|it| it.pack.number.period.year);
        let threshold = before.map(|it| it.pack.settings.threshold);
        Self {
            year: year
                .unwrap_or_else(|| figures::year_of(context.now))
                .to_string(),
            threshold: threshold.unwrap_or(Settings::THRESHOLD).to_string(),
            desk: context.session.desk.clone(),
            before,
        }
    }

    fn of_field(&self, id: &str) -> String {
        match id {
            "year" => return self.year.clone(),
            "threshold" => return self.threshold.clone(),
            _ => {}
        }
        let Some(narrative) = self.before.map(|it| &it.narrative) else {
            return match id {
                "organisation" => self.desk.clone(),
                _ => String::new(),
            };
        };
        let questions = |pick: fn(&bellrope_report::narrative::Words) -> &str| {
            let blocks = narrative.questions.iter();
            let blocks: Vec<String> = blocks
                .map(|it| format!("{}\n{}", pick(&it.ask), pick(&it.answer)))
                .collect();
            blocks.join("\n\n").trim().to_owned()
        };
        match id {
            "organisation" => narrative.organisation.clone(),
            "embargo" => narrative
                .embargo
                .map(|day| day.to_string())
                .unwrap_or_default(),
            "summary-nl" => narrative.summary.nl.clone(),
            "summary-en" => narrative.summary.en.clone(),
            "line-nl" => narrative.line_to_take.nl.clone(),
            "line-en" => narrative.line_to_take.en.clone(),
            "questions-nl" => questions(|words| &words.nl),
            "questions-en" => questions(|words| &words.en),
            "redactions" => {
                let lines = narrative.redactions.iter();
                let lines: Vec<String> = lines
                    .map(|it| format!("{} | {}", it.what.nl, it.ground))
                    .collect();
                lines.join("\n")
            }
            _ => String::new(),
        }
    }
}

/// Makes the report: figures are counted, protected and attacked, which can take a while.
pub(super) fn make(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut order = match form::read(context, corrects(context)) {
        Ok(order) => order,
        Err(errors) => return page(context, &errors),
    };
    let reading = context.session.vault.read()?;
    order.evaluation = publication::evaluation(&reading, order.period)?;
    drop(reading);
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "reports-making",
        move |session, progress, rng| {
            progress.tell("reports-making");
            publication::make(&mut session.vault, &order, now, rng)?;
            Ok(Box::new(move |texts: &Texts| made(texts)) as Report)
        },
    )))
}

fn made(texts: &Texts) -> Markup {
    html! {
        (note(Tone::Good, html! { p { (texts.get("reports-made")) } }))
        div .actions { (link_button("/reports", &texts.get("nav-reports"))) }
    }
}
