//! What else is withheld when something leaks.

use std::collections::BTreeSet;

use super::{Making, Mark};
use crate::Cell;
use crate::attack::Leak;
use crate::model::{Key, Model};

/// How far from a leak a cover is looked for, in sums.
const REACH_MAX: usize = 4;
/// How much rather a part is withheld than a total.
const TOTAL_COST: u32 = 100_000;
/// In how many sums a total stands that is rather kept than a table.
const SHARED_MIN: usize = 3;
/// How much rather a count that leaves room than one that hardly does.
const NARROW_COST: u32 = 1_000;
/// Most covers that are tried again.
const COVERS_MAX: usize = 300;

impl Making<'_> {
    /// Withholds a cover for each leak, at most one for each sum. Says whether anything changed.
    pub(super) fn hide_more(&mut self, model: &Model, leaks: &[Leak]) -> bool {
        let mut covered: BTreeSet<usize> = BTreeSet::new();
        let mut has_changed = false;
        for leak in leaks {
            let near = relations_of(model, leak.variable);
            if near.iter().any(|relation| covered.contains(relation)) {
                continue;
            }
            covered.extend(&near);
            has_changed |= match self.cover(model, leak.variable) {
                Some(key) => self.withhold(&key),
                None => self.withhold_tables(model, leak),
            };
        }
        has_changed || self.withhold_rest()
    }

    fn withhold(&mut self, key: &Key) -> bool {
        let Some(mark) = self.marks.get_mut(key) else {
            return false;
        };
        self.covers.push((key.clone(), mark.cell));
        mark.cell = Cell::Withheld;
        true
    }

    /// Shows again what turned out to cover nothing, the highest counts first.
    pub(super) fn show_what_can_be(&mut self, is_safe: impl Fn(&Self) -> bool) {
        let mut covers = std::mem::take(&mut self.covers);
        covers.truncate(COVERS_MAX);
        let count = |key: &Key| self.marks.get(key).and_then(|mark| mark.count);
        covers.sort_by_key(|(key, _)| std::cmp::Reverse(count(key)));
        for (key, cell) in covers {
            self.set(&key, cell);
            if !is_safe(self) {
                self.set(&key, Cell::Withheld);
            }
        }
    }

    fn set(&mut self, key: &Key, cell: Cell) {
        if let Some(mark) = self.marks.get_mut(key) {
            mark.cell = cell;
        }
    }

    /// Finds the cheapest count that stands in a sum with a number, or in a sum with what does.
    fn cover(&self, model: &Model, variable: usize) -> Option<Key> {
        let mut reached = BTreeSet::from([variable]);
        for _ in 0..REACH_MAX {
            let sums = model.system.relations.iter();
            let joins = |terms: &[(usize, i64)]| terms.iter().any(|(it, _)| reached.contains(it));
            let joined = sums.filter(|relation| joins(&relation.terms));
            let next: BTreeSet<usize> = joined
                .flat_map(|relation| relation.terms.iter().map(|(it, _)| *it))
                .collect();
            let candidates = next.iter().filter_map(|it| self.candidate(model, *it));
            if let Some((_, shared, key)) = candidates.min() {
                // A total that many tables have takes a cover in each: rather one table goes.
                return (shared < SHARED_MIN).then_some(key);
            }
            // Only what is hidden itself lets something through.
            let is_hidden = |it: &usize| !model.system.domains[*it].is_fixed();
            let next: BTreeSet<usize> = next.into_iter().filter(is_hidden).collect();
            if next.is_subset(&reached) {
                return None;
            }
            reached.extend(next);
        }
        None
    }

    fn candidate(&self, model: &Model, variable: usize) -> Option<(u32, usize, Key)> {
        let key = &model.keys[variable];
        let is_newest = model.current.get(key) == Some(&variable);
        let mark = self
            .marks
            .get(key)
            .filter(|mark| is_newest && mark.can_cover())?;
        let shared = if mark.is_total {
            relations_of(model, variable).len()
        } else {
            0
        };
        Some((cost(mark), shared, key.clone()))
    }

    /// Withholds whole the smallest table in which a leak stands, or else that shares a sum with it.
    fn withhold_tables(&mut self, model: &Model, leak: &Leak) -> bool {
        let own = BTreeSet::from([(leak.quantity.clone(), leak.period)]);
        if self.withhold_tables_of(&own) {
            return true;
        }
        let relations = relations_of(model, leak.variable);
        let terms = relations
            .iter()
            .flat_map(|it| &model.system.relations[*it].terms);
        let near = terms.map(|(it, _)| model.keys[*it].clone()).collect();
        self.withhold_tables_of(&near)
    }

    fn withhold_tables_of(&mut self, keys: &BTreeSet<Key>) -> bool {
        let has_one = |quantity: &String, columns: &[crate::Period]| {
            let mut columns = columns.iter();
            columns.any(|period| keys.contains(&(quantity.clone(), *period)))
        };
        let tables = self.exact.tables.iter().enumerate();
        let found = tables.filter(|(place, table)| {
            let mut rows = table.rows.iter();
            let is_there = !self.withheld.contains(place);
            is_there && rows.any(|row| has_one(&row.quantity, &table.columns))
        });
        let smallest = found.min_by_key(|(_, table)| table.rows.len());
        let smallest = smallest.map(|(place, _)| place);
        smallest.is_some_and(|place| self.withheld.insert(place))
    }

    fn withhold_rest(&mut self) -> bool {
        let before = self.withheld.len();
        self.withheld.extend(0..self.exact.tables.len());
        self.withheld.len() > before
    }
}

/// What it costs readers to lose a count.
fn cost(mark: &Mark) -> u32 {
    let count = mark.count.unwrap_or(0);
    let is_narrow = count < mark.threshold.saturating_mul(2).saturating_sub(1);
    let total = if mark.is_total { TOTAL_COST } else { 0 };
    let narrow = if is_narrow { NARROW_COST } else { 0 };
    count.min(NARROW_COST - 1) + narrow + total
}

fn relations_of(model: &Model, variable: usize) -> Vec<usize> {
    let relations = model.system.relations.iter().enumerate();
    let touches = |terms: &[(usize, i64)]| terms.iter().any(|(it, _)| *it == variable);
    let found = relations.filter(|(_, relation)| touches(&relation.terms));
    found.map(|(place, _)| place).collect()
}
