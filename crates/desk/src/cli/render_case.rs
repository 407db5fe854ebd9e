//! What is printed of a case besides its conversation.

use std::collections::BTreeMap;

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::Word;
use bellrope_desk::case::{self, CaseView, Judged, Link, PastStatus, Task, TaskEnd};
use bellrope_desk::person;
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{PersonId, Vault, VaultError};

use super::render::{plain, say_text};
use super::say;

/// Returns the label of a status.
pub(crate) fn status(texts: &Texts, status: Status) -> &'static str {
    status.label(texts.lang())
}

/// Prints what a case was judged to be, and its history once there is one.
pub(crate) fn classification(texts: &Texts, view: &CaseView) {
    let class = &view.classification;
    word(texts, "kind-of-contact", "kind", &class.kind);
    word(texts, "identity", "identity", &class.identity);
    if class.on_behalf {
        say(texts.get("show-on-behalf"));
    }
    if let Some(Judged { what, .. }) = class.categories.last() {
        let labels: Vec<&str> = what.iter().map(|it| it.label(texts.lang())).collect();
        line(texts, "categories", "categories", &labels.join("; "));
    }
    if let Some(flag) = class.misstand.last() {
        let label = flag.what.label(texts.lang());
        line(texts, "misstand", "misstand", &label);
    }
    word(texts, "urgency", "urgency", &class.urgency);
    word(texts, "route", "route", &class.route);
    word(texts, "outcome", "outcome", &class.outcome);
    if let Some(part) = class.part.last().and_then(|it| it.what.as_ref()) {
        line(texts, "part", "part", part.as_str());
    }
    if let Some(unit) = &class.unit {
        line(texts, "unit", "unit", &plain(unit));
    }
    history(texts, &view.history);
    for link in &view.links {
        say_link(texts, link);
    }
    if let Some(into) = &view.summary.merged_into {
        line(texts, "merged", "number", into.as_str());
    }
    if view.summary.is_spam {
        say(texts.get("show-spam"));
    }
    if view.has_name {
        say(texts.get("name-kept"));
    }
    if view.wants_out {
        let number = Value::from(view.summary.number.to_string());
        say(texts.with("show-wants-out", &[("number", number)]));
    }
}

fn word<W: Word>(texts: &Texts, id: &str, value: &str, answers: &[Judged<W>]) {
    if let Some(answer) = answers.last() {
        line(texts, id, value, answer.what.label(texts.lang()));
    }
}

fn line(texts: &Texts, id: &str, name: &str, value: &str) {
    let value = value.replace('\n', " ");
    say(texts.with(&format!("show-{id}"), &[(name, Value::from(value))]));
}

fn history(texts: &Texts, past: &[PastStatus]) {
    if past.len() < 2 {
        return;
    }
    say(texts.get("show-history"));
    for step in past {
        let mut values = vec![
            ("day", Value::from(texts.day(step.day))),
            ("status", Value::from(status(texts, step.status))),
        ];
        let id = match &step.reason {
            Some(reason) => {
                let reason = plain(reason.as_str()).replace('\n', " ");
                values.push(("reason", Value::from(reason)));
                "show-past-reason"
            }
            None => "show-past",
        };
        say(format!("  {}", texts.with(id, &values)));
    }
}

/// Who is who: names of the team by their ids.
pub(crate) type Names = BTreeMap<PersonId, String>;

/// Collects the names of the team.
pub(crate) fn names(vault: &Vault) -> Result<Names, VaultError> {
    let people = person::all(&vault.read()?)?;
    Ok(people.into_iter().map(|it| (it.id, it.name)).collect())
}

/// Returns somebody's name, or their id if the vault does not know them any more.
pub(crate) fn person_name(names: &Names, id: PersonId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

/// Prints what the reporter does not see: links, records, notes, tasks, drafts.
pub(crate) fn own_work(texts: &Texts, view: &CaseView, names: &Names) {
    for (at, hearing) in view.hearings.iter().enumerate() {
        let (minutes, lang) = (&hearing.minutes, texts.lang());
        let values = [
            ("hearing", Value::from(at + 1)),
            ("party", Value::from(minutes.party.label(lang))),
            ("form", Value::from(minutes.form.label(lang))),
            ("state", Value::from(minutes.state().label(lang))),
        ];
        say("");
        say(texts.with("show-hearing", &values));
        say_text(&hearing.text);
    }
    for note in &view.notes {
        say("");
        let values = [
            ("by", Value::from(person_name(names, note.by))),
            ("day", Value::from(texts.day(note.day))),
        ];
        say(texts.with("show-note", &values));
        say_text(&note.text);
    }
    for task in &view.tasks {
        say_task(texts, task, names);
    }
    for draft in &view.drafts {
        say("");
        let kind = match draft.kind {
            Some(kind) => kind.label(texts.lang()).to_owned(),
            None => texts.get("draft-free"),
        };
        let values = [
            ("kind", Value::from(kind)),
            ("number", Value::from(view.summary.number.to_string())),
            ("code", Value::from(case::draft_code(draft.kind))),
        ];
        say(texts.with("show-draft-of", &values));
        say_text(&draft.text);
    }
}

fn say_task(texts: &Texts, task: &Task, names: &Names) {
    let (id, day) = match task.end {
        None => ("show-task-open", task.due),
        Some((TaskEnd::Done, day)) => ("show-task-done", day),
        Some((TaskEnd::Skipped, day)) => ("show-task-skipped", day),
    };
    let sort = texts.get(&format!("task-sort-{}", task.sort.as_str()));
    let values = [
        ("task", Value::from(task.number)),
        ("day", Value::from(texts.day(day))),
        ("sort", Value::from(sort)),
        ("whose", Value::from(person_name(names, task.whose))),
    ];
    say("");
    say(texts.with(id, &values));
    say_text(&task.text);
}

fn say_link(texts: &Texts, link: &Link) {
    let kind = texts.get(&format!("link-{}", link.kind.as_str()));
    let mut values = vec![
        ("number", Value::from(link.other.to_string())),
        ("kind", Value::from(kind)),
        (
            "day",
            Value::from(texts.day(link.ended.unwrap_or(link.day))),
        ),
    ];
    let id = match (&link.ended, &link.reason) {
        (Some(_), _) => "show-link-ended",
        (None, Some(reason)) => {
            let reason = plain(reason.as_str()).replace('\n', " ");
            values.push(("reason", Value::from(reason)));
            "show-link-reason"
        }
        (None, None) => "show-link",
    };
    say(texts.with(id, &values));
}
