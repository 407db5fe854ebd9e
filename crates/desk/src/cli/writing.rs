//! Notes, tasks, drafts: each command asks the library and prints what it answers.

use std::fs;
use std::path::Path;

use bellrope_casework::template::{Field, FieldKind, TemplateKind, Value as FieldValue};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::{self, NewTask, TaskEnd, TaskSort};
use bellrope_desk::clock::Clock as _;
use bellrope_desk::configuration::{self, Part};
use bellrope_desk::text::Value;
use bellrope_protocol::time::Day;

use super::case_args::DraftArgs;
use super::casework::word;
use super::command::number;
use super::error::CliError;
use super::render_case::{self, person_name};
use super::session::Session;
use super::{ask, say};

/// Reads a day as it is written everywhere here.
pub(super) fn day(text: &str) -> Result<Day, CliError> {
    text.parse().map_err(|_| CliError::Day {
        text: text.to_owned(),
    })
}

/// Finds what was drafted: a template, or free words.
fn kind(code: &str) -> Result<Option<TemplateKind>, CliError> {
    match code {
        "free" => Ok(None),
        code => word(code).map(Some),
    }
}

pub(super) fn text(session: &Session, file: Option<&Path>) -> Result<String, CliError> {
    match file {
        Some(file) if file != Path::new("-") => {
            fs::read_to_string(file).map_err(CliError::io(file))
        }
        _ => ask::text(&session.texts, session.goes_on),
    }
}

pub(super) fn note(
    session: &mut Session,
    case: &str,
    file: Option<&Path>,
    is_handover: bool,
) -> Result<(), CliError> {
    let number = number(case)?;
    let text = text(session, file)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    if is_handover {
        case::add_handover_note(vault, &number, &text, now, rng)?;
    } else {
        case::add_note(vault, &number, &text, now, rng)?;
    }
    say(session.texts.get("note-added"));
    Ok(())
}

pub(super) fn task(
    session: &mut Session,
    case: &str,
    due: &str,
    sort: &str,
    text: &str,
) -> Result<(), CliError> {
    let number = number(case)?;
    let due = day(due)?;
    let sort = TaskSort::of_code(sort).ok_or_else(|| CliError::Code {
        kind: "sort",
        code: sort.to_owned(),
        codes: TaskSort::ALL.iter().map(|sort| sort.as_str()).collect(),
    })?;
    let task = NewTask { sort, due, text };
    let now = session.clock.now();
    let set = case::set_task(&mut session.vault, &number, task, now, &mut session.rng)?;
    let texts = &session.texts;
    let values = [
        ("task", Value::from(set)),
        ("day", Value::from(texts.day(due))),
    ];
    say(texts.with("task-set", &values));
    Ok(())
}

pub(super) fn task_done(
    session: &mut Session,
    case: &str,
    task: usize,
    skipped: bool,
) -> Result<(), CliError> {
    let number = number(case)?;
    let end = if skipped {
        TaskEnd::Skipped
    } else {
        TaskEnd::Done
    };
    let now = session.clock.now();
    case::end_task(
        &mut session.vault,
        &number,
        task,
        end,
        now,
        &mut session.rng,
    )?;
    say(session.texts.get("task-ended"));
    Ok(())
}

pub(super) fn tasks(session: &Session, mine: bool) -> Result<(), CliError> {
    let me = session.vault.me()?;
    let mut tasks = case::tasks(&session.vault)?;
    tasks.retain(|task| !mine || task.whose == me);
    let texts = &session.texts;
    if tasks.is_empty() {
        say(texts.get("tasks-empty"));
    }
    let names = render_case::names(&session.vault)?;
    for task in &tasks {
        let sort = texts.get(&format!("task-sort-{}", task.sort.as_str()));
        let values = [
            ("day", Value::from(task.due.to_string())),
            ("case", Value::from(task.case.to_string())),
            ("task", Value::from(task.number)),
            ("sort", Value::from(sort)),
            ("whose", Value::from(person_name(&names, task.whose))),
        ];
        say(texts.with("tasks-line", &values));
    }
    Ok(())
}

pub(super) fn draft(session: &mut Session, args: &DraftArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let kind = kind(&args.kind)?;
    let now = session.clock.now();
    if args.drop {
        case::drop_draft(&mut session.vault, &number, kind, now, &mut session.rng)?;
        say(session.texts.get("draft-dropped"));
        return Ok(());
    }
    match kind {
        Some(kind) if args.file.is_none() => {
            let values = values(args)?;
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            case::draft_from(vault, &number, kind, &values, now, rng)?;
        }
        kind => {
            let text = text(session, args.file.as_deref())?;
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            case::draft_free(vault, &number, kind, &text, now, rng)?;
        }
    }
    show(session, &args.case, &args.kind)?;
    let values = [
        ("number", Value::from(number.to_string())),
        ("code", Value::from(args.kind.as_str())),
    ];
    say(session.texts.with("draft-kept", &values));
    Ok(())
}

fn values(args: &DraftArgs) -> Result<Vec<(Field, FieldValue)>, CliError> {
    let mut values = Vec::new();
    for given in &args.field {
        let malformed = || CliError::Field {
            field: given.clone(),
        };
        let (name, value) = given.split_once('=').ok_or_else(malformed)?;
        let field: Field = word(name)?;
        let value = match field.kind() {
            FieldKind::Day => FieldValue::Day(value.parse().map_err(|_| malformed())?),
            FieldKind::Months => FieldValue::Months(value.parse().map_err(|_| malformed())?),
            FieldKind::Text => FieldValue::Text(value.to_owned()),
        };
        values.push((field, value));
    }
    for name in &args.leave_out {
        values.push((word(name)?, FieldValue::LeftOut));
    }
    Ok(values)
}

/// Shows a draft as the reporter would read it.
pub(super) fn show(session: &mut Session, case: &str, code: &str) -> Result<(), CliError> {
    let number = number(case)?;
    session.note_read(&number)?;
    let preview = case::preview(&session.vault, &number, kind(code)?)?;
    let texts = &session.texts;
    super::render::say_text(&preview.text);
    say(texts.with("preview-parts", &[("parts", Value::from(preview.parts))]));
    if let Some(status) = preview.moves_to {
        let label = Value::from(status.label(texts.lang()));
        say(texts.with("preview-moves", &[("status", label)]));
    }
    Ok(())
}

pub(super) fn send(session: &mut Session, case: &str, code: &str) -> Result<(), CliError> {
    let number = number(case)?;
    let kind = kind(code)?;
    let now = session.clock.now();
    let sent = case::send(&mut session.vault, &number, kind, now, &mut session.rng)?;
    super::command::say_sent(&session.texts, &sent);
    Ok(())
}

pub(super) fn configure(session: &mut Session, part: Part, file: &Path) -> Result<(), CliError> {
    let text = fs::read_to_string(file).map_err(CliError::io(file))?;
    let now = session.clock.now();
    configuration::configure(&mut session.vault, part, &text, now, &mut session.rng)?;
    say(session.texts.get("configured"));
    Ok(())
}
