//! Lists of cases. A line shows the number of a case, its category and its age, and nothing that
//! anybody wrote (R091).

use std::collections::{HashMap, HashSet};

use bellrope_casework::status::Status;
use bellrope_casework::term::{Group, TermKind};
use bellrope_casework::vocabulary::{Category, Word as _};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use crate::case::{self, CaseNumber, Register, Summary};
use crate::screen::Context;
use crate::screen::component::{Cell, Pages, Table, Tone, badge, pages, table as draw_table};
use crate::screen::context::capital;
use crate::term;
use crate::terms::{self, Scope};
use crate::text::Value;
use crate::vault::{Records as _, Vault, VaultError};

/// Lines on one page.
const EACH: usize = 50;

/// What a list knows of a case.
pub(super) struct Line {
    pub(super) number: CaseNumber,
    pub(super) is_raw: bool,
    pub(super) status: Status,
    pub(super) category: Option<Category>,
    pub(super) received: Day,
    /// Whether whoever has the vault open may read it.
    pub(super) is_own: bool,
    /// How many of its letters whoever has the vault open has not read.
    pub(super) unread: u32,
    /// How soon its next term ends.
    pub(super) group: Option<Group>,
}

impl Line {
    /// Says whether nobody has decided anything about it.
    pub(super) fn waits_for_triage(&self) -> bool {
        let new = matches!(self.status, Status::Received | Status::Acknowledged);
        self.is_own && new
    }

    /// Says whether a term of the law or a promise is over, or is within a week.
    pub(super) fn is_due(&self) -> bool {
        let soon = [Group::Overdue, Group::Within3, Group::Within7];
        self.group.is_some_and(|group| soon.contains(&group))
    }
}

/// Lists every case, oldest first.
pub(super) fn lines(context: &Context<'_>) -> Result<Vec<Line>, VaultError> {
    let vault = &context.session.vault;
    let mut next: HashMap<CaseNumber, Group> = HashMap::new();
    // The most urgent comes first; tasks are somebody's own.
    for (group, deadline) in terms::board(vault, Scope::Team, context.now)? {
        if deadline.term.kind != TermKind::Task {
            next.entry(deadline.number).or_insert(group);
        }
    }
    let own = readable(vault)?;
    let unread = case::unread(vault)?;
    let line = |case: Summary| Line {
        is_own: own.contains(&case.number),
        unread: unread.get(&case.number).copied().unwrap_or_default(),
        group: next.get(&case.number).copied(),
        number: case.number,
        is_raw: case.is_raw,
        status: case.status,
        category: case.category,
        received: case.received,
    };
    Ok(case::summaries(vault)?.into_iter().map(line).collect())
}

/// Returns the cases that whoever has the vault open may read.
pub(super) fn readable(vault: &Vault) -> Result<HashSet<CaseNumber>, VaultError> {
    let Ok(me) = vault.me() else {
        return Ok(HashSet::new());
    };
    let lines = vault.read()?.known::<Register>()?;
    let own = lines.iter().filter(|line| line.readers.contains(&me));
    Ok(own.map(|line| line.number.clone()).collect())
}

/// Finds which page was asked for of a list of so many lines.
pub(super) fn page_at(context: &Context<'_>, len: usize) -> Pages {
    Pages::of(len, EACH, context.request.query().text("page"))
}

/// Draws a page of a list; each line leads to its case below `path`, and `leaf` is the address of
/// another page, without its number.
pub(super) fn table(context: &Context<'_>, lines: &[Line], path: &str, leaf: &str) -> Markup {
    let at = page_at(context, lines.len());
    html! {
        (whole(context, at.slice(lines), lines.len(), path))
        (pages(&context.frame, at, leaf))
    }
}

/// Draws lines, of `count` that there are.
pub(super) fn whole(context: &Context<'_>, lines: &[Line], count: usize, path: &str) -> Markup {
    let texts = context.texts();
    let heads = ["inbox-number", "case-category", "inbox-age"].map(|id| texts.get(id));
    let count = [("count", Value::from(count))];
    draw_table(&Table {
        caption: &texts.with("inbox-caption", &count),
        heads: &heads,
        rows: lines.iter().map(|line| row(context, line, path)).collect(),
    })
}

/// Returns the category of a case and its age, in words.
pub(super) fn words(context: &Context<'_>, line: &Line) -> [String; 2] {
    let today = term::local_day(context.now);
    let age = today.days_since(line.received.min(today));
    let category = match line.category {
        Some(category) => category.label(context.frame.lang).to_owned(),
        None if line.is_raw => capital(&context.text("kind-raw")),
        None => context.text("list-no-category"),
    };
    let age = context.text_with("inbox-days", &[("count", Value::from(age))]);
    [category, age]
}

fn row(context: &Context<'_>, line: &Line, path: &str) -> Vec<Cell> {
    let [category, age] = words(context, line);
    let path = format!("{path}/{}", line.number);
    let number = html! {
        @if line.is_own { a href=(path) { (line.number) } } @else { (line.number) }
        @if line.unread > 0 {
            " " (badge(Tone::Info, &context.text_with("inbox-unread-mark", &[("count", Value::from(line.unread))])))
        }
    };
    vec![Cell::new(number), Cell::new(category), Cell::new(age)]
}
