//! Percentages, medians and rates: reckoned from what is shown, so that they tell nothing more
//! (R145).

use super::Making;
use crate::table::Value;
use crate::{Cell, Period, Settings};

/// The least number of cases of a median.
const MEDIAN_MIN: u32 = 10;

/// A number that is shown, and how little it may be.
#[derive(Clone, Copy)]
struct Seen {
    number: u32,
    least: u32,
}

impl Making<'_> {
    pub(super) fn measure(
        &self,
        table: &str,
        quantity: &str,
        period: Period,
        value: &Value,
    ) -> Cell {
        if let Some(cell) = self.repeated_measure(table, quantity, period) {
            return cell;
        }
        let threshold = self.settings.threshold;
        match value {
            Value::Share { part, of } => {
                let seen = (self.seen(part, period), self.seen(of, period));
                let (Some(part), Some(of)) = seen else {
                    return Cell::Absent;
                };
                share(part.number, of)
            }
            Value::Percent { percents, of } => imported(*percents, *of, threshold),
            Value::Median { days, of } if *of >= MEDIAN_MIN.max(threshold) => Cell::Days(*days),
            Value::Rate { part, staff } if *staff >= Settings::DENOMINATOR_MIN => {
                let seen = self.seen(part, period);
                seen.map_or(Cell::Absent, |part| rate(part.number, *staff))
            }
            _ => Cell::Absent,
        }
    }

    fn repeated_measure(&self, table: &str, quantity: &str, period: Period) -> Option<Cell> {
        if period == self.exact.period {
            return None;
        }
        let table = self.newest(period)?.table(table)?;
        let column = table.columns.iter().position(|it| it.period == period)?;
        let row = table.rows.iter().find(|row| row.quantity == quantity)?;
        row.cells.get(column).copied()
    }

    /// Says whether a table that is not withheld whole has the number.
    fn is_printed(&self, quantity: &str, period: Period) -> bool {
        let tables = self.exact.tables.iter().enumerate();
        let mut kept = tables.filter(|(place, _)| !self.withheld.contains(place));
        kept.any(|(_, table)| {
            let mut rows = table.rows.iter();
            table.columns.contains(&period) && rows.any(|row| row.quantity == quantity)
        })
    }

    fn seen(&self, quantity: &str, period: Period) -> Option<Seen> {
        let mark = self.marks.get(&(quantity.to_owned(), period))?;
        if !self.is_printed(quantity, period) {
            return None;
        }
        match mark.cell {
            Cell::Count(number) => Some(Seen {
                number,
                least: number,
            }),
            Cell::Rounded(number) => Some(Seen {
                number,
                least: number.saturating_sub(Settings::BASE / 2),
            }),
            _ => None,
        }
    }
}

fn share(part: u32, of: Seen) -> Cell {
    if of.least < Settings::DENOMINATOR_MIN {
        return Cell::Absent;
    }
    Cell::Percent(percents(part, of.number).min(100))
}

fn percents(part: u32, of: u32) -> u32 {
    let (part, of) = (u64::from(part), u64::from(of.max(1)));
    u32::try_from((part * 200 + of) / (of * 2)).unwrap_or(u32::MAX)
}

fn rate(part: u32, staff: u32) -> Cell {
    let (part, staff) = (u64::from(part), u64::from(staff.max(1)));
    let tenths = (part * 20_000 + staff) / (staff * 2);
    Cell::PerThousand(u32::try_from(tenths).unwrap_or(u32::MAX))
}

/// Shows a percentage of another source, unless it stands for few people, or all but few.
fn imported(share: u32, of: Option<u32>, threshold: u32) -> Cell {
    let Some(of) = of.filter(|of| *of >= Settings::DENOMINATOR_MIN) else {
        return Cell::Absent;
    };
    let people = |share: u32| u64::from(share) * u64::from(of) / 100;
    let is_few = |share: u32| share > 0 && people(share) < u64::from(threshold);
    if is_few(share) || is_few(100_u32.saturating_sub(share)) {
        return Cell::Withheld;
    }
    Cell::Percent(share)
}
