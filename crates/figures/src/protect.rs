//! What of exact tables may be shown: small counts are suppressed, others with them, until the
//! attacker finds nothing.
//!
//! 1. **Primary**: a count from 1 up to below the threshold becomes "<5" (R143).
//! 2. **Earlier publications**: a column that was published is repeated as it stood. What a pack
//!    hid, its revision hides, whole tables too; what changed by less than the threshold is withheld (R146).
//! 3. **Complementary**: as long as something leaks, one more count that stands in a sum with it
//!    becomes "x": never a small one, rather a part than a total, rather a low one (R144).
//! 4. A table of which nothing more can be withheld, but a total that many tables share, is withheld
//!    whole.
//! 5. A cover that turns out to cover nothing is shown again.
//!
//! Percentages, medians and rates are reckoned last, from what is shown (R145).

mod cover;
mod measure;

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::attack::{Leak, Verdict, attack, try_model};
use crate::model::{Key, Model};
use crate::table::{Exact, Table, Value};
use crate::{
    Cell, Column, Pack, PackNumber, Period, Role, Rounding, Settings, Shown, ShownRow, TableState,
    Utility, text,
};

/// A pack that nothing leaks from, and what the attacker tried.
#[derive(Debug, Clone)]
pub struct Protected {
    /// What may be shown.
    pub pack: Pack,
    /// The last attack on it, over everything published before: nothing leaks.
    pub verdict: Verdict,
    /// Attacks that it took.
    pub rounds: u32,
}

/// Why there is no pack.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProtectError {
    /// Even with every table withheld something leaks.
    #[error("{} numbers leak whatever is withheld", leaks.len())]
    Unsafe {
        /// What leaks.
        leaks: Vec<Leak>,
    },
}

/// Makes the pack of exact tables that may be published after `history`, oldest first.
///
/// # Errors
///
/// [`ProtectError::Unsafe`]; what had leaked before is not held against the new pack.
pub fn protect(
    exact: &Exact,
    settings: &Settings,
    history: &[Pack],
) -> Result<Protected, ProtectError> {
    let revisions = history.iter().filter(|it| it.number.period == exact.period);
    let number = PackNumber {
        period: exact.period,
        revision: revisions.map(|it| it.number.revision).max().unwrap_or(0) + 1,
    };
    let mut making = Making::begin(exact, settings, history, number);
    let before: Vec<&Pack> = history.iter().collect();
    let old: Vec<Leak> = attack(&before).leaks;
    let try_it = |making: &Making<'_>| {
        let pack = making.pack();
        let packs: Vec<&Pack> = history.iter().chain([&pack]).collect();
        let model = Model::new(&packs);
        let mut verdict = try_model(&model);
        verdict
            .leaks
            .retain(|leak| !old.iter().any(|it| is_same(it, leak)));
        (model, verdict)
    };
    let mut rounds = 0;
    loop {
        rounds += 1;
        let (model, verdict) = try_it(&making);
        if verdict.is_safe() {
            break;
        }
        if !making.hide_more(&model, &verdict.leaks) {
            return Err(ProtectError::Unsafe {
                leaks: verdict.leaks,
            });
        }
    }
    making.show_what_can_be(|making| try_it(making).1.is_safe());
    let (_, verdict) = try_it(&making);
    Ok(Protected {
        pack: text::finish(making.pack()),
        verdict,
        rounds,
    })
}

/// Attacks a pack that is to be published after others; what leaked before counts too.
#[must_use]
pub fn check(pack: &Pack, history: &[Pack]) -> Verdict {
    let packs: Vec<&Pack> = history.iter().chain([pack]).collect();
    attack(&packs)
}

fn is_same(a: &Leak, b: &Leak) -> bool {
    a.pack == b.pack && a.quantity == b.quantity && a.period == b.period && a.how == b.how
}

/// How one number is shown so far.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// The count; `None` if only its sign is known.
    count: Option<u32>,
    threshold: u32,
    is_total: bool,
    /// Whether it was published as it stands.
    is_fixed: bool,
    cell: Cell,
}

impl Mark {
    /// Says whether it can be withheld as a cover.
    fn can_cover(&self) -> bool {
        let is_shown = matches!(self.cell, Cell::Count(_) | Cell::Rounded(_));
        !self.is_fixed && is_shown && self.count.is_some_and(|count| count >= self.threshold)
    }
}

/// A pack in the making.
struct Making<'e> {
    exact: &'e Exact,
    settings: &'e Settings,
    history: &'e [Pack],
    number: PackNumber,
    marks: BTreeMap<Key, Mark>,
    /// Tables that are withheld whole, by their place.
    withheld: BTreeSet<usize>,
    /// Covers, and how they would be shown.
    covers: Vec<(Key, Cell)>,
}

impl<'e> Making<'e> {
    fn begin(
        exact: &'e Exact,
        settings: &'e Settings,
        history: &'e [Pack],
        number: PackNumber,
    ) -> Self {
        let mut making = Self {
            exact,
            settings,
            history,
            number,
            marks: BTreeMap::new(),
            withheld: BTreeSet::new(),
            covers: Vec::new(),
        };
        for table in &exact.tables {
            making.note(table);
        }
        making.withheld = making.withheld_before();
        let keys: Vec<Key> = making.marks.keys().cloned().collect();
        for key in keys {
            let cell = making.first_cell(&key);
            if let Some(mark) = making.marks.get_mut(&key) {
                (mark.cell, mark.is_fixed) = cell.unwrap_or((mark.cell, true));
            }
        }
        making
    }

    /// Finds the tables that an earlier revision withheld whole: what one hid, the next hides.
    fn withheld_before(&self) -> BTreeSet<usize> {
        let Some(before) = self.newest(self.exact.period) else {
            return BTreeSet::new();
        };
        let is_withheld = |table: &Table| {
            let mut shown = before.tables.iter();
            let same = shown.find(|it| it.id == table.id && it.part == table.part);
            same.is_some_and(|it| it.state == TableState::WithheldWhole)
        };
        let tables = self.exact.tables.iter().enumerate();
        let found = tables.filter(|(_, table)| is_withheld(table));
        found.map(|(place, _)| place).collect()
    }

    /// Notes the numbers of a table: the same quantity in two tables is one number, with the higher
    /// threshold.
    fn note(&mut self, table: &Table) {
        let threshold = self.threshold(table);
        for row in table.rows.iter().filter(|row| row.role != Role::Measure) {
            for (period, value) in table.columns.iter().zip(&row.values) {
                let (count, cell) = match *value {
                    Value::Count(count) => (Some(count), Cell::Absent),
                    Value::Fewer(threshold) => {
                        let or_zero = true;
                        (None, Cell::Fewer { threshold, or_zero })
                    }
                    _ => (None, Cell::Absent),
                };
                let key = (row.quantity.clone(), *period);
                let mark = self.marks.entry(key).or_insert(Mark {
                    count,
                    threshold,
                    is_total: row.role == Role::Total,
                    is_fixed: false,
                    cell,
                });
                mark.threshold = mark.threshold.max(threshold);
                mark.is_total |= row.role == Role::Total;
            }
        }
    }

    fn threshold(&self, table: &Table) -> u32 {
        if table.by_trait {
            self.settings.trait_threshold.max(self.settings.threshold)
        } else {
            self.settings.threshold
        }
    }

    /// Says how a number is shown before anything else is withheld for it, and whether that is
    /// settled; `None` if there is no number.
    fn first_cell(&self, key: &Key) -> Option<(Cell, bool)> {
        if let Some(cell) = self.repeated(key) {
            return Some((cell, true));
        }
        let mark = self.marks.get(key)?;
        let cell = primary(mark.count?, mark.threshold, self.settings);
        let Some(before) = self.published(key) else {
            return Some((cell, false));
        };
        // What changed a little would tell of few cases; what was hidden stays hidden.
        let is_close = match (before, cell) {
            (Cell::Count(old), Cell::Count(new)) => {
                old != new && old.abs_diff(new) < mark.threshold && new > 0
            }
            (old, Cell::Count(new) | Cell::Rounded(new)) => old.is_hidden() && new > 0,
            _ => false,
        };
        Some((if is_close { Cell::Withheld } else { cell }, false))
    }

    /// Finds how a number of another period was published: by the newest pack of that period.
    fn repeated(&self, (quantity, period): &Key) -> Option<Cell> {
        if *period == self.exact.period {
            return None;
        }
        let pack = self.newest(*period)?;
        find(pack, quantity, *period)
    }

    /// Finds how a number was published last: by an earlier revision, or beside another year.
    fn published(&self, (quantity, period): &Key) -> Option<Cell> {
        let mut newest_first = self.history.iter().rev();
        newest_first.find_map(|pack| find(pack, quantity, *period))
    }

    fn newest(&self, period: Period) -> Option<&'e Pack> {
        let packs = self.history.iter().filter(|it| it.number.period == period);
        packs.max_by_key(|it| it.number.revision)
    }

    /// Writes the pack as it would be now.
    fn pack(&self) -> Pack {
        let tables = self.exact.tables.iter().enumerate();
        let tables = tables.map(|(place, table)| self.show(place, table));
        let mut pack = text::begin(self.number, self.exact.standdatum, *self.settings);
        pack.tables = tables.collect();
        pack.utility = self.utility(&pack);
        pack
    }

    fn show(&self, place: usize, table: &Table) -> Shown {
        let state = if table.rows.is_empty() {
            TableState::NotCollected
        } else if self.withheld.contains(&place) {
            TableState::WithheldWhole
        } else {
            TableState::Published
        };
        let mut shown = Shown {
            id: table.id,
            part: table.part,
            title: table.title.clone(),
            definition: table.definition.clone(),
            origin: table.origin.clone(),
            columns: table.columns.iter().map(|it| self.column(*it)).collect(),
            rows: Vec::new(),
            sums: Vec::new(),
            threshold: self.threshold(table),
            over_quarters: table.over_quarters,
            state,
        };
        if state == TableState::Published {
            shown.sums = table.sums.clone();
            shown.rows = self.rows(table, &shown.name());
        }
        shown
    }

    fn column(&self, period: Period) -> Column {
        let is_own = period == self.exact.period;
        let repeats = self.newest(period).filter(|_| !is_own);
        Column {
            period,
            repeats: repeats.map(|pack| pack.number),
        }
    }

    fn rows(&self, table: &Table, name: &str) -> Vec<ShownRow> {
        let show = |row: &crate::table::Row| {
            let cells = table
                .columns
                .iter()
                .zip(&row.values)
                .map(|(period, value)| {
                    if row.role == Role::Measure {
                        return self.measure(name, &row.quantity, *period, value);
                    }
                    let mark = self.marks.get(&(row.quantity.clone(), *period));
                    mark.map_or(Cell::Absent, |mark| mark.cell)
                });
            ShownRow {
                quantity: row.quantity.clone(),
                label: row.label.clone(),
                role: row.role,
                cells: cells.collect(),
            }
        };
        table.rows.iter().map(show).collect()
    }

    /// Counts what protection costs, of the numbers that are not repeated.
    fn utility(&self, pack: &Pack) -> Utility {
        let mut utility = Utility::default();
        let mut shown = BTreeSet::new();
        for table in &pack.tables {
            utility.tables_withheld += u32::from(table.state == TableState::WithheldWhole);
            for row in &table.rows {
                let periods = table.columns.iter().map(|column| column.period);
                shown.extend(periods.map(|period| (row.quantity.clone(), period)));
            }
        }
        for (key, mark) in self.marks.iter().filter(|(_, mark)| !mark.is_fixed) {
            let Some(count) = mark.count else { continue };
            let is_shown = shown.contains(key);
            let is_small = count < mark.threshold && (count > 0 || self.settings.hide_zeros);
            utility.cells += 1;
            // Of a table that is withheld whole, not even this is told.
            utility.primary += u32::from(is_small && is_shown);
            utility.hidden += u32::from(mark.cell.is_hidden() || !is_shown);
        }
        utility
    }
}

fn find(pack: &Pack, quantity: &str, period: Period) -> Option<Cell> {
    pack.tables.iter().find_map(|table| {
        let column = table.columns.iter().position(|it| it.period == period)?;
        let rows = table.rows.iter().filter(|row| row.role != Role::Measure);
        let row = rows.into_iter().find(|row| row.quantity == quantity)?;
        let cell = row.cells.get(column).copied();
        cell.filter(|cell| *cell != Cell::Absent)
    })
}

/// Shows a count by itself (R143, R145).
fn primary(count: u32, threshold: u32, settings: &Settings) -> Cell {
    if settings.rounding == Rounding::Instead {
        return Cell::Rounded(rounded(count));
    }
    let or_zero = settings.hide_zeros;
    if count < threshold && (count > 0 || or_zero) {
        return Cell::Fewer { threshold, or_zero };
    }
    if settings.rounding == Rounding::Added && count > 0 {
        return Cell::Rounded(rounded(count));
    }
    Cell::Count(count)
}

/// Returns the nearest multiple of five: the same count always the same, wherever it stands.
const fn rounded(count: u32) -> u32 {
    count.saturating_add(Settings::BASE / 2) / Settings::BASE * Settings::BASE
}
