//! Exact tables, as counted: they never leave the desk.

use bellrope_protocol::time::Day;

use crate::{Label, Origin, Period, Role, Sum, TableId};

/// Exact tables of one period, beside the period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    /// What they are about.
    pub period: Period,
    /// The day up to which the register was counted.
    pub standdatum: Day,
    /// The tables, in the order of the plan.
    pub tables: Vec<Table>,
}

/// A table of exact numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Which of the plan.
    pub id: TableId,
    /// A letter if the plan has several of that number.
    pub part: Option<char>,
    /// What it is called.
    pub title: Label,
    /// What is counted, and how.
    pub definition: Label,
    /// Where it comes from, if it was imported.
    pub origin: Option<Origin>,
    /// What its columns are about.
    pub columns: Vec<Period>,
    /// Its rows; none if it is not collected.
    pub rows: Vec<Row>,
    /// Which rows add up to which.
    pub sums: Vec<Sum>,
    /// Whether it is by unit or personal trait.
    pub by_trait: bool,
    /// Whether the numbers of four quarters add up to those of the year.
    pub over_quarters: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Code of what is counted; the same code is the same number in every table.
    pub quantity: String,
    /// What people read.
    pub label: Label,
    /// What it is in its table.
    pub role: Role,
    /// One for each column.
    pub values: Vec<Value>,
}

/// A number before it is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Count(u32),
    /// A count that a source gives as fewer than this.
    Fewer(u32),
    /// One quantity as a share of another, of the same period.
    Share {
        /// What is counted.
        part: String,
        /// Of how many.
        of: String,
    },
    /// A percentage that a source gives, with of how many it is.
    Percent {
        /// Whole percents.
        percents: u32,
        /// Of how many, if the source says so.
        of: Option<u32>,
    },
    /// The middle of numbers of days.
    Median {
        /// The days.
        days: u32,
        /// Of how many.
        of: u32,
    },
    /// A quantity for every thousand people who work there.
    Rate {
        /// What is counted.
        part: String,
        /// How many people.
        staff: u32,
    },
    /// Not known.
    Absent,
}
