//! Tasks of a case: what is to be done, by whom and when (R100).

use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::head::{self, Part};
use super::{care, clock};
use crate::case::{self, CaseView, NewTask, Task, TaskEnd, TaskError, TaskSort};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Cell, Choice, Errors, Field, Option_, Table, Tone, badge, button, empty, field, select, table,
    textarea,
};
use crate::screen::context::capital;
use crate::screen::{Answer, Context, Refusal};
use crate::term;
use crate::text::{Texts, Value};

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

pub(super) fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let names = Names::of(&context.session.vault.read()?)?;
    let body = html! {
        (list(context, &names, &view))
        (care::moments(context, &view, errors)?)
        h3 { (context.text("task-new")) }
        (form(context, &view, errors))
        (clock::clocks(context, &view, errors))
    };
    let page = head::page(context, &view, Part::Tasks, &body, errors);
    Ok(context.show(page))
}

fn list(context: &Context<'_>, names: &Names, view: &CaseView) -> Markup {
    let texts = context.texts();
    if view.tasks.is_empty() {
        return empty(&texts.get("task-none"), None);
    }
    let heads = [
        "task-sort",
        "task-due",
        "task-text",
        "task-whose",
        "people-state",
    ];
    let mut tasks: Vec<&Task> = view.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.end.is_some(), task.due));
    table(&Table {
        caption: &texts.get("case-tasks"),
        heads: &heads.map(|id| texts.get(id)),
        rows: tasks
            .into_iter()
            .map(|task| row(context, names, task))
            .collect(),
    })
}

fn row(context: &Context<'_>, names: &Names, task: &Task) -> Vec<Cell> {
    let texts = context.texts();
    let today = term::local_day(context.now);
    let due = match task.end {
        None => head::due(texts, task.due, today),
        Some(_) => html! { (texts.day(task.due)) },
    };
    vec![
        Cell::new(sort(texts, task.sort)),
        Cell::new(due),
        Cell::new(html! { div .typed { (task.text) } }),
        Cell::new(names.of_text(&task.whose.to_string())),
        Cell::new(state(context, task)),
    ]
}

/// Returns the words of a sort of task.
pub(in crate::screen::area) fn sort(texts: &Texts, sort: TaskSort) -> String {
    capital(&texts.get(&format!("task-sort-{}", sort.as_str())))
}

fn state(context: &Context<'_>, task: &Task) -> Markup {
    let texts = context.texts();
    let ended = |id, day: Day| texts.with(id, &[("day", Value::from(texts.day(day)))]);
    match task.end {
        Some((TaskEnd::Done, day)) => badge(Tone::Good, &ended("task-done", day)),
        Some((TaskEnd::Skipped, day)) => badge(Tone::Warn, &ended("task-skipped", day)),
        None => {
            let path = format!("{}/{}", Part::Tasks.path(&task.case), task.number);
            context.frame.form(
                &path,
                html! {
                    div .beside {
                        button .button type="submit" name="end" value="done" {
                            (texts.get("task-do"))
                        }
                        button .button type="submit" name="end" value="skipped" {
                            (texts.get("task-skip"))
                        }
                    }
                },
            )
        }
    }
}

fn form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let options = TaskSort::ALL.map(|it| Option_::new(it.as_str(), sort(texts, it)));
    let fields = html! {
        (select(&Choice {
            id: "sort",
            label: &texts.get("task-sort"),
            hint: None,
            options: &options,
            chosen: &[sent.text("sort")],
            many: false,
        }, errors))
        (field(&Field {
            id: "due",
            label: &texts.get("task-due"),
            value: sent.text("due"),
            kind: "date",
            required: true,
            ..Field::default()
        }, errors))
        (textarea(&Field {
            id: "text",
            label: &texts.get("task-text"),
            hint: Some(&texts.get("task-hint")),
            value: sent.text("text"),
            ..Field::default()
        }, 2, errors))
        div .actions { (button(&texts.get("task-set-do"))) }
    };
    context
        .frame
        .form(&Part::Tasks.path(&view.summary.number), fields)
}

pub(super) fn set(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let form = context.request.form();
    let mut errors = Errors::default();
    let sort = TaskSort::of_code(form.text("sort")).unwrap_or(TaskSort::Other);
    let Ok(due) = form.text("due").parse::<Day>() else {
        errors.add("due", context.text("task-no-day"));
        return page(context, &errors);
    };
    let text = form.text("text");
    let task = NewTask { sort, due, text };
    match case::set_task(
        &mut context.session.vault,
        &number,
        task,
        context.now,
        context.rng,
    ) {
        Ok(_) => {
            context.flash(Tone::Good, context.text("task-kept"));
            Ok(context.see(Part::Tasks.path(&number)))
        }
        Err(TaskError::TooLong { .. }) => {
            errors.add("text", context.text("task-too-long"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) fn end(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let task: usize = context
        .place("task")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let end = match context.request.form().text("end") {
        "skipped" => TaskEnd::Skipped,
        _ => TaskEnd::Done,
    };
    let vault = &mut context.session.vault;
    case::end_task(vault, &number, task, end, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("task-ended-said"));
    Ok(context.see(Part::Tasks.path(&number)))
}
