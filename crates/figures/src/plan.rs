//! The plan of tables T1–T14 (requirements 17.6), made before anybody sees the data: nothing is
//! crossed, and nothing is added when a number would be interesting (R146).
//!
//! Every table splits one population into rows that are all printed, or says that something is left
//! ([`crate::Sum::has_rest`]), so that no difference between two tables is a number that nobody
//! protected. What stands in two tables has one quantity.

mod asked;
mod course;
mod intake;
mod other;

use bellrope_casework::vocabulary::Word;
use bellrope_protocol::time::Day;

use crate::fact::{CaseFact, Facts};
use crate::model::{CLOSED, RECEIVED};
use crate::table::{Exact, Row, Table, Value};
use crate::{Label, Period, Role, Sum, TableId};

/// Counts the tables of a period, beside the same period of the year before.
///
/// Only what happened up to `standdatum` counts.
#[must_use]
pub fn count(facts: &Facts, period: Period, standdatum: Day) -> Exact {
    let plan = Plan {
        facts,
        columns: [period, period.before()],
        standdatum,
    };
    let mut tables = plan.intake();
    tables.extend(plan.course());
    tables.extend(plan.other());
    // A stable sort: parts stay in the order in which they were made.
    tables.sort_by_key(|table| (table.id, table.part));
    Exact {
        period,
        standdatum,
        tables,
    }
}

/// Facts, and what is counted of them.
struct Plan<'f> {
    facts: &'f Facts,
    columns: [Period; 2],
    standdatum: Day,
}

/// Which cases a table splits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Population {
    /// Received in the period.
    Received,
    /// Closed in the period.
    Closed,
    /// Open at its end.
    Open,
}

/// A row of a table in the making: its quantity, its label, and which cases it counts.
struct Kind<'p> {
    quantity: String,
    label: Label,
    takes: Box<dyn Fn(&CaseFact) -> bool + 'p>,
}

impl<'p> Kind<'p> {
    fn new(
        quantity: impl Into<String>,
        label: Label,
        takes: impl Fn(&CaseFact) -> bool + 'p,
    ) -> Self {
        Self {
            quantity: quantity.into(),
            label,
            takes: Box::new(takes),
        }
    }
}

impl Plan<'_> {
    /// Returns the last day that counts for a period.
    fn end(&self, period: Period) -> Day {
        period.last_day().min(self.standdatum)
    }

    /// Lists the cases of a population. Spam and what was merged into another case counts nowhere.
    fn cases(&self, of: Population, period: Period) -> impl Iterator<Item = &CaseFact> {
        let end = self.end(period);
        let within = move |day: Day| period.has(day) && day <= end;
        let takes = move |case: &&CaseFact| {
            let counts = !case.spam && !case.merged;
            let belongs = match of {
                Population::Received => within(case.received),
                Population::Closed => case.closed.is_some_and(within),
                Population::Open => {
                    case.received <= end && case.closed.is_none_or(|closed| closed > end)
                }
            };
            counts && belongs
        };
        self.facts.cases.iter().filter(takes)
    }

    /// Counts the cases that a row takes, in every column.
    fn values(&self, of: Population, takes: &dyn Fn(&CaseFact) -> bool) -> Vec<Value> {
        let count = |period: &Period| {
            let cases = self.cases(of, *period).filter(|case| takes(case));
            Value::Count(whole(cases.count()))
        };
        self.columns.iter().map(count).collect()
    }

    fn part_row(&self, of: Population, kind: &Kind<'_>) -> Row {
        Row {
            quantity: kind.quantity.clone(),
            label: kind.label.clone(),
            role: Role::Part,
            values: self.values(of, &*kind.takes),
        }
    }

    /// Makes the rows of a population that is split into kinds, and its total.
    fn split(&self, of: Population, kinds: &[Kind<'_>], total: &Kind<'_>) -> Split {
        let mut rows: Vec<Row> = kinds.iter().map(|kind| self.part_row(of, kind)).collect();
        let mut whole = self.part_row(of, total);
        whole.role = Role::Total;
        let sum = sum(&total.quantity, kinds.iter().map(|kind| &kind.quantity));
        rows.push(whole);
        Split {
            rows,
            sums: vec![sum],
        }
    }

    /// Makes the rows of some kinds of a population. The others are printed nowhere: a row of what
    /// is left would need two covers for every small count.
    fn some(&self, of: Population, kinds: &[Kind<'_>], whole: &str) -> Split {
        let rows = kinds.iter().map(|kind| self.part_row(of, kind)).collect();
        let mut sum = sum(whole, kinds.iter().map(|kind| &kind.quantity));
        sum.has_rest = true;
        Split {
            rows,
            sums: vec![sum],
        }
    }

    /// Writes a table of counts of cases.
    fn table(&self, id: TableId, part: Option<char>, head: Head, split: Split) -> Table {
        Table {
            id,
            part,
            title: head.title,
            definition: head.definition,
            origin: None,
            columns: self.columns.to_vec(),
            rows: split.rows,
            sums: split.sums,
            by_trait: false,
            over_quarters: true,
        }
    }

    /// Writes a row that follows from others.
    fn measure(&self, quantity: &str, label: Label, value: impl Fn(Period) -> Value) -> Row {
        Row {
            quantity: quantity.to_owned(),
            label,
            role: Role::Measure,
            values: self.columns.iter().map(|period| value(*period)).collect(),
        }
    }
}

/// Rows and the sums between them.
#[derive(Default)]
struct Split {
    rows: Vec<Row>,
    sums: Vec<Sum>,
}

/// Title and definition of a table.
struct Head {
    title: Label,
    definition: Label,
}

fn head(titles: [&str; 2], definitions: [&str; 2]) -> Head {
    Head {
        title: Label::new(titles[0], titles[1]),
        definition: Label::new(definitions[0], definitions[1]),
    }
}

fn sum<'s>(whole: &str, parts: impl Iterator<Item = &'s String>) -> Sum {
    Sum {
        whole: whole.to_owned(),
        parts: parts.cloned().collect(),
        has_rest: false,
    }
}

/// Makes a kind for each word of a list.
fn words<'p, W: Word>(
    prefix: &str,
    of: impl Fn(&CaseFact) -> Option<W> + Copy + 'p,
) -> Vec<Kind<'p>> {
    let kind = |word: &W| {
        let word = *word;
        let quantity = format!("{prefix}/{}", word.as_str());
        Kind::new(quantity, Label::of_word(word), move |case: &CaseFact| {
            of(case) == Some(word)
        })
    };
    W::ALL.iter().map(kind).collect()
}

fn received() -> Kind<'static> {
    let label = Label::new("Totaal ontvangen", "Total received");
    Kind::new(RECEIVED, label, |_| true)
}

fn closed() -> Kind<'static> {
    let label = Label::new("Totaal afgesloten", "Total closed");
    Kind::new(CLOSED, label, |_| true)
}

/// A count of cases fits: there are never so many.
fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
