//! The evaluation of each year by the three phases (R141).

use bellrope_casework::learning::{Evaluation, EvaluationError};
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::{blame, look_box, looked};
use crate::learning::{self, LearningError, MeasureCounts};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, button, link_button, table, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal};
use crate::term;
use crate::text::Value;

const PATH: &str = "/evaluations";

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let written = learning::evaluations(&context.session.vault.read()?)?;
    let texts = context.texts();
    let (this_year, ..) = term::local_day(context.now).date();
    let mut years: Vec<u32> = written.iter().map(|it| it.evaluation.year.into()).collect();
    years.extend([this_year, this_year - 1]);
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let body = html! {
        p .lead { (texts.get("evaluation-lead")) }
        ul {
            @for year in years {
                @let found = written.iter().find(|it| u32::from(it.evaluation.year) == year);
                li {
                    a href=(format!("{PATH}/{year}")) { (year) }
                    @if let Some(found) = found {
                        ": " (texts.with("evaluation-on", &[("day", Value::from(texts.day(found.day)))]))
                    }
                }
            }
        }
        div .actions { (link_button("/learning", &texts.get("nav-learning"))) }
    };
    let page = Page::new(Nav::Learning, texts.get("evaluation-title"), body);
    Ok(context.show(page))
}

pub(super) fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn year_of(context: &Context<'_>) -> Result<u16, Refusal> {
    let year = context.place("year").parse::<u16>().ok();
    let year = year.filter(|year| (2000..=2999).contains(year));
    year.ok_or_else(Refusal::absent)
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let year = year_of(context)?;
    let reading = context.session.vault.read()?;
    let written = learning::evaluation(&reading, year)?;
    let before = learning::evaluation(&reading, year - 1)?;
    let counts = [
        learning::measure_counts(&reading, year, context.now)?,
        learning::measure_counts(&reading, year - 1, context.now)?,
    ];
    let names = Names::of(&reading)?;
    drop(reading);
    let texts = context.texts();
    let last = written.as_ref().map(|it| {
        let values = [
            ("day", Value::from(texts.day(it.day))),
            ("name", Value::from(names.of_text(&it.by.to_string()))),
            ("count", Value::from(it.versions)),
        ];
        texts.with("evaluation-last", &values)
    });
    let evaluation = written.map_or_else(|| Evaluation::blank(year), |it| it.evaluation);
    let before = before.map(|it| it.evaluation);
    let fields = fields(context, &evaluation, before.as_ref(), &counts, errors);
    let body = html! {
        p { (texts.get("evaluation-how")) }
        @if let Some(last) = last { p .hint { (last) } }
        (context.frame.form(&format!("{PATH}/{year}"), fields))
        div .actions { (link_button(PATH, &texts.get("evaluation-title"))) }
    };
    let value = [("year", Value::from(year.to_string()))];
    let title = texts.with("evaluation-of", &value);
    let page = Page::new(Nav::Learning, title, body).errors(errors, texts);
    Ok(context.show(page))
}

fn fields(
    context: &Context<'_>,
    evaluation: &Evaluation,
    before: Option<&Evaluation>,
    counts: &[MeasureCounts; 2],
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let lang = context.frame.lang;
    let form = context.request.form();
    let area = |id: &str, label: &str, kept: &str| {
        let value = if form.has(id) { form.text(id) } else { kept };
        textarea(
            &Field {
                id,
                label: &texts.get(label),
                value,
                ..Field::default()
            },
            5,
            errors,
        )
    };
    html! {
        @for (at, chapter) in evaluation.phases.iter().enumerate() {
            @let phase = chapter.phase;
            h2 { (phase.label(lang)) }
            ul { @for question in phase.questions(lang) { li { (question) } } }
            p .hint { (tables(context, phase.tables())) }
            @if phase.tables().contains(&13) { (learnt(context, evaluation.year, counts)) }
            (area(phase.as_str(), "evaluation-text", &chapter.text))
            @if let Some(before) = before.map(|it| &it.phases[at].text).filter(|it| !it.is_empty()) {
                details {
                    summary { (texts.get("evaluation-before")) }
                    div .typed { (before) }
                }
            }
            (area(&format!("{phase}-changed"), "evaluation-changed", &chapter.changed))
        }
        h2 { (texts.get("evaluation-changes")) }
        (area("changes", "evaluation-changes-text", &evaluation.changes))
        (look_box(context, errors))
        div .actions { (button(&texts.get("evaluation-keep"))) }
    }
}

fn tables(context: &Context<'_>, tables: &[u8]) -> String {
    let tables: Vec<String> = tables.iter().map(|it| format!("{{T{it}}}")).collect();
    let tables = Value::from(tables.join(" "));
    context.text_with("evaluation-tables", &[("tables", tables)])
}

/// Draws what T13 counts, this year beside the year before.
fn learnt(context: &Context<'_>, year: u16, counts: &[MeasureCounts; 2]) -> Markup {
    let texts = context.texts();
    let lang = context.frame.lang;
    let heads = [
        texts.get("evaluation-figure"),
        year.to_string(),
        (year - 1).to_string(),
    ];
    let row = |label: String, of: &dyn Fn(&MeasureCounts) -> u64| {
        let [this, last] = counts.each_ref().map(|counts| Cell::number(of(counts)));
        vec![Cell::new(label), this, last]
    };
    let points = texts.get("evaluation-points");
    let mut rows = vec![row(points, &|counts| counts.points.values().sum())];
    for state in bellrope_casework::vocabulary::MeasureState::ALL {
        let of_state = |counts: &MeasureCounts| {
            let found = counts.measures.iter().filter(|it| it.state == *state);
            found.map(|it| it.count).sum()
        };
        let state = Value::from(state.label(lang));
        let label = texts.with("evaluation-measures", &[("state", state)]);
        rows.push(row(label, &of_state));
    }
    let late = texts.get("evaluation-overdue");
    rows.push(row(late, &|counts| counts.overdue));
    table(&Table {
        caption: &texts.get("evaluation-learnt"),
        heads: &heads,
        rows,
    })
}

pub(super) fn write(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let year = year_of(context)?;
    let form = context.request.form();
    let mut evaluation = Evaluation::blank(year);
    for chapter in &mut evaluation.phases {
        let id = chapter.phase.as_str();
        form.text(id).trim().clone_into(&mut chapter.text);
        let changed = form.text(&format!("{id}-changed"));
        changed.trim().clone_into(&mut chapter.changed);
    }
    form.text("changes")
        .trim()
        .clone_into(&mut evaluation.changes);
    let looked = looked(context);
    let vault = &mut context.session.vault;
    match learning::write_evaluation(vault, &evaluation, looked, context.now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("evaluation-kept"));
            Ok(context.see(format!("{PATH}/{year}")))
        }
        Err(err @ (LearningError::Evaluation(_) | LearningError::Named { .. })) => {
            let mut errors = Errors::default();
            blame(context, &mut errors, &err, culprit(&evaluation));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

/// Finds the field that an evaluation is refused for.
fn culprit(evaluation: &Evaluation) -> &'static str {
    let is_wrong = |text: &str| {
        let alone = Evaluation {
            changes: text.to_owned(),
            ..Evaluation::blank(evaluation.year)
        };
        matches!(
            alone.check(),
            Err(EvaluationError::TooLong { .. } | EvaluationError::NoTable { .. })
        )
    };
    let of_chapter = evaluation.phases.iter().find_map(|chapter| {
        let (id, changed) = match chapter.phase {
            bellrope_casework::learning::Phase::Comply => ("comply", "comply-changed"),
            bellrope_casework::learning::Phase::Grow => ("grow", "grow-changed"),
            bellrope_casework::learning::Phase::Assure => ("assure", "assure-changed"),
        };
        let texts = [(id, &chapter.text), (changed, &chapter.changed)];
        let wrong = texts.into_iter().find(|(_, text)| is_wrong(text));
        wrong.map(|(id, _)| id)
    });
    of_chapter.unwrap_or("changes")
}
