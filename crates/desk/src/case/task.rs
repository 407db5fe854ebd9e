//! Tasks: what somebody of the team has to do in a case, and by when (R100). What sort of task and
//! its day stand in the register; its words are content.

use std::fmt;

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find};
use super::{CaseNumber, OpenCase, Register};
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// Longest text of a task, in bytes.
pub const TASK_MAX_LEN: usize = 4_000;

/// What sort of task it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TaskSort {
    /// Be in touch with the reporter or somebody else.
    Contact,
    /// Hear somebody.
    Interview,
    /// Decide something.
    Decision,
    /// Ask after detriment once the case is concluded (R108).
    Aftercare,
    /// Anything else.
    Other,
}

impl TaskSort {
    /// Every sort, in the order in which people see them.
    pub const ALL: [Self; 5] = [
        Self::Contact,
        Self::Interview,
        Self::Decision,
        Self::Aftercare,
        Self::Other,
    ];

    /// Returns its code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Interview => "interview",
            Self::Decision => "decision",
            Self::Aftercare => "aftercare",
            Self::Other => "other",
        }
    }

    /// Finds the sort of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == code)
    }
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskEnd {
    /// It was done.
    Done,
    /// It was left undone on purpose, and that stays visible.
    Skipped,
}

/// A task, as the register has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TaskLine {
    pub(crate) sort: TaskSort,
    pub(crate) due: Day,
    /// Who has to do it.
    pub(crate) whose: PersonId,
    /// How it ended, and when.
    #[serde(default)]
    pub(crate) end: Option<(TaskEnd, Day)>,
}

/// The words of a task; content.
#[derive(Serialize, Deserialize)]
struct Words {
    text: String,
}

impl Record for Words {
    const TABLE: &'static str = "tasks";
}

fn name(number: &CaseNumber, task: usize) -> String {
    format!("{number}/{task}")
}

/// A task of a case. `Debug` hides its words.
#[derive(Clone, PartialEq, Eq)]
pub struct Task {
    /// The case.
    pub case: CaseNumber,
    /// Its number in the case, from 1.
    pub number: usize,
    /// What sort it is.
    pub sort: TaskSort,
    /// Its last day.
    pub due: Day,
    /// Who has to do it.
    pub whose: PersonId,
    /// How it ended, and when.
    pub end: Option<(TaskEnd, Day)>,
    /// What is to be done; empty in lists, which show no content.
    pub text: String,
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("case", &self.case)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

fn task_of(line: &Register, at: usize, task: &TaskLine, text: String) -> Task {
    Task {
        case: line.number.clone(),
        number: at + 1,
        sort: task.sort,
        due: task.due,
        whose: task.whose,
        end: task.end,
        text,
    }
}

/// A task to set.
#[derive(Debug, Clone, Copy)]
pub struct NewTask<'a> {
    /// What sort it is.
    pub sort: TaskSort,
    /// Its last day.
    pub due: Day,
    /// What is to be done; may be empty.
    pub text: &'a str,
}

/// Sets a task for whoever has the vault open, and returns its number in the case.
///
/// # Errors
///
/// [`TaskError`], by variant.
pub fn set_task(
    vault: &mut Vault,
    number: &CaseNumber,
    task: NewTask<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, TaskError> {
    let text = task.text.trim();
    if text.len() > TASK_MAX_LEN {
        return Err(TaskError::TooLong { len: text.len() });
    }
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let set = set(&mut acting, NewTask { text, ..task }, rng)?;
        acting.store(rng)?;
        Ok(set)
    })
}

/// Sets a task within an act; the line is stored by the caller.
pub(super) fn set(
    acting: &mut Acting<'_, '_>,
    task: NewTask<'_>,
    rng: &mut impl CryptoRng,
) -> Result<usize, VaultError> {
    let at = acting.case.register.tasks.len();
    if !task.text.is_empty() {
        let text = task.text.to_owned();
        acting.write(&name(acting.number(), at), &Words { text }, rng)?;
    }
    let line = TaskLine {
        sort: task.sort,
        due: task.due,
        whose: acting.me,
        end: None,
    };
    acting.line().tasks.push(line);
    let entry = acting
        .entry(Act::TaskSet)?
        .with(Key::Sort, task.sort.as_str())
        .with(Key::Due, task.due)
        .with(Key::Item, at + 1);
    acting.enter(entry, None, rng)?;
    Ok(at + 1)
}

/// Ends a task of a case, by its number from 1.
///
/// # Errors
///
/// [`TaskError::NoTask`] for one that is not there or has ended.
pub fn end_task(
    vault: &mut Vault,
    number: &CaseNumber,
    task: usize,
    end: TaskEnd,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), TaskError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let today = acting.today();
        let at = task.checked_sub(1).ok_or(TaskError::NoTask { task })?;
        let found = acting.line().tasks.get_mut(at);
        let open = found.filter(|line| line.end.is_none());
        open.ok_or(TaskError::NoTask { task })?.end = Some((end, today));
        let what = match end {
            TaskEnd::Done => "done",
            TaskEnd::Skipped => "skipped",
        };
        let entry = acting
            .entry(Act::TaskDone)?
            .with(Key::What, what)
            .with(Key::Item, task);
        acting.enter(entry, None, rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Lists the tasks that wait, of all cases, by their last day; without their words.
///
/// # Errors
///
/// [`VaultError`].
pub fn tasks(vault: &Vault) -> Result<Vec<Task>, VaultError> {
    let lines = vault.read()?.known::<Register>()?;
    let mut tasks = Vec::new();
    for line in lines.iter().filter(|line| line.slot.is_some()) {
        let waiting = line.tasks.iter().enumerate();
        let waiting = waiting.filter(|(_, task)| task.end.is_none());
        tasks.extend(waiting.map(|(at, task)| task_of(line, at, task, String::new())));
    }
    tasks.sort_by(|a, b| (a.due, &a.case, a.number).cmp(&(b.due, &b.case, b.number)));
    Ok(tasks)
}

/// Lists the tasks of a case, with their words.
pub(crate) fn tasks_of(records: &impl Records, case: &OpenCase) -> Result<Vec<Task>, VaultError> {
    let line = &case.register;
    let tell = |(at, task): (usize, &TaskLine)| {
        let words: Option<Words> = case.content(records, &name(&line.number, at))?;
        let text = words.map(|words| words.text).unwrap_or_default();
        Ok(task_of(line, at, task, text))
    };
    line.tasks.iter().enumerate().map(tell).collect()
}

from_find!(TaskError);

/// Why a task was not set or ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The case has no such task, or it has ended.
    #[error("there is no task {task} that waits")]
    NoTask {
        /// Its number.
        task: usize,
    },
    /// Its text is too long.
    #[error("task is {len} bytes, at most {TASK_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}
