//! What may be shown, and nothing else.

use std::fmt;

use bellrope_casework::vocabulary::Lang;
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Label, Period};

/// A set of protected tables: the only thing of figures that leaves the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Format of the pack; 1.
    pub format: u32,
    /// Which pack it is.
    pub number: PackNumber,
    /// The day up to which the register was counted.
    pub standdatum: Day,
    /// Edition of the definitions of the tables (R016).
    pub edition: u32,
    /// How it was protected.
    pub settings: Settings,
    /// How to read the tables: a fixed text (R130).
    pub how_to_read: Label,
    /// The tables, in order.
    pub tables: Vec<Shown>,
    /// T15: how the figures were made, one paragraph each.
    pub method: Vec<Label>,
    /// What each sign means that is no number.
    pub legend: Vec<Sign>,
    /// What protection cost.
    pub utility: Utility,
}

impl Pack {
    /// Finds a table by its name, such as `T3a`.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Shown> {
        self.tables.iter().find(|table| table.name() == name)
    }
}

/// Names a pack: a later revision of the same period corrects the earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackNumber {
    /// What it is about.
    pub period: Period,
    /// 1 for the first, then counting.
    pub revision: u32,
}

impl fmt::Display for PackNumber {
    /// Writes `2026.1` or `2026-Q3.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.period, self.revision)
    }
}

/// How a pack is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Counts from 1 up to below it are not shown; 3–20.
    pub threshold: u32,
    /// The same for tables by unit or personal trait; at least 10.
    pub trait_threshold: u32,
    /// Whether zeros are hidden too: "<5" then means 0–4.
    pub hide_zeros: bool,
    /// Whether numbers are rounded.
    pub rounding: Rounding,
}

impl Settings {
    /// The threshold that counts if nobody sets one (R143).
    pub const THRESHOLD: u32 = 5;
    /// Lowest and highest threshold.
    pub const THRESHOLDS: std::ops::RangeInclusive<u32> = 3..=20;
    /// The threshold of tables by unit or personal trait.
    pub const TRAIT_THRESHOLD: u32 = 10;
    /// What numbers are rounded to a multiple of.
    pub const BASE: u32 = 5;
    /// The least denominator of a percentage (R145).
    pub const DENOMINATOR_MIN: u32 = 50;

    /// Makes settings with a threshold.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] outside 3–20.
    pub fn new(threshold: u32) -> Result<Self, SettingsError> {
        if !Self::THRESHOLDS.contains(&threshold) {
            return Err(SettingsError { threshold });
        }
        Ok(Self {
            threshold,
            trait_threshold: threshold.max(Self::TRAIT_THRESHOLD),
            hide_zeros: false,
            rounding: Rounding::None,
        })
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: Self::THRESHOLD,
            trait_threshold: Self::TRAIT_THRESHOLD,
            hide_zeros: false,
            rounding: Rounding::None,
        }
    }
}

/// A threshold that nobody may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("threshold is {threshold}, allowed are 3 to 20")]
pub struct SettingsError {
    /// What was asked for.
    pub threshold: u32,
}

/// Whether numbers are rounded to the nearest multiple of five.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Numbers are as they were counted.
    #[default]
    None,
    /// Small counts are suppressed, the others rounded.
    Added,
    /// Every count is rounded, instead of suppression where that is safe.
    Instead,
}

/// A table of requirements 17.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the plan says what each one is")]
pub enum TableId {
    T1,
    T2,
    T3,
    T4,
    T5,
    T6,
    T7,
    T8,
    T9,
    T10,
    T11,
    T12,
    T13,
    T14,
}

/// A protected table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which of the plan.
    pub id: TableId,
    /// A letter if the plan has several tables of that number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<char>,
    /// What it is called.
    pub title: Label,
    /// What is counted, and how; printed with the table.
    pub definition: Label,
    /// Where it comes from, if it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Heads of the columns; the period of the pack first.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<ShownRow>,
    /// Which rows add up to which, in every column.
    pub sums: Vec<Sum>,
    /// Counts from 1 up to below it are not shown in it.
    pub threshold: u32,
    /// Whether the numbers of four quarters add up to those of the year.
    #[serde(default)]
    pub over_quarters: bool,
    /// Whether it is there.
    pub state: TableState,
}

impl Shown {
    /// Returns its name, such as `T1` or `T3a`.
    #[must_use]
    pub fn name(&self) -> String {
        let part = self.part.map(String::from).unwrap_or_default();
        format!("{:?}{part}", self.id)
    }
}

/// Whether a table is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableState {
    /// Its cells are shown, as protected.
    Published,
    /// It could not be made safe: it has no rows.
    WithheldWhole,
    /// The desk does not collect it, or nobody entered it: it has no rows.
    NotCollected,
}

/// Where an imported table comes from (R129).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Who made it.
    pub source: String,
    /// Its reference date.
    pub standdatum: Day,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is about.
    pub period: Period,
    /// The earlier pack that the column repeats, if one was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<PackNumber>,
}

/// A row of a protected table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRow {
    /// Code of what is counted. Rows of the same code and period are the same number, in whatever
    /// table they stand.
    pub quantity: String,
    /// What people read.
    pub label: Label,
    /// What it is in its table.
    pub role: Role,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// What a row is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A count among others.
    Part,
    /// A count of several rows together.
    Total,
    /// A percentage, a median, a rate: follows from counts, adds up to nothing.
    Measure,
}

/// Rows that add up to another, by their quantities. The whole may stand in another table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// What they add up to.
    pub whole: String,
    /// What adds up.
    pub parts: Vec<String>,
    /// Whether something is left that is printed nowhere: it is no small count either.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_rest: bool,
}

/// How one number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// The number itself.
    Count(u32),
    /// "<5": from 1, or from 0 where zeros are hidden, up to below the threshold.
    Fewer {
        /// The threshold.
        threshold: u32,
        /// Whether it may be zero.
        or_zero: bool,
    },
    /// "x": withheld, so that others cannot be reckoned.
    Withheld,
    /// The nearest multiple of five.
    Rounded(u32),
    /// A share, in whole percents.
    Percent(u32),
    /// A number of days.
    Days(u32),
    /// A number for every thousand, in tenths: 12 is 1.2.
    PerThousand(u32),
    /// Not known, or not collected.
    Absent,
}

impl Cell {
    /// Returns what stands in the table: `12`, `<5`, `x`, `10`, `87%`, `21`, `1,2` (`1.2`), `–`.
    #[must_use]
    pub fn sign(self, lang: Lang) -> String {
        match self {
            Self::Count(number) | Self::Rounded(number) | Self::Days(number) => number.to_string(),
            Self::Fewer { threshold, .. } => format!("<{threshold}"),
            Self::Withheld => "x".to_owned(),
            Self::Percent(percents) => format!("{percents}%"),
            Self::PerThousand(tenths) => {
                let point = match lang {
                    Lang::Dutch => ',',
                    Lang::English => '.',
                };
                format!("{}{point}{}", tenths / 10, tenths % 10)
            }
            Self::Absent => "–".to_owned(),
        }
    }

    /// Says whether the number is hidden: "<5" or "x".
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Fewer { .. } | Self::Withheld)
    }
}

/// A sign of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// What stands in a table.
    pub sign: String,
    /// What it means.
    pub text: Label,
}

/// What protection cost, in cells of counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utility {
    /// Counts in all tables.
    pub cells: u32,
    /// Counts that a plain threshold hides, outside tables that are withheld whole.
    pub primary: u32,
    /// Counts that are hidden in this pack.
    pub hidden: u32,
    /// Tables that are withheld whole.
    pub tables_withheld: u32,
}
