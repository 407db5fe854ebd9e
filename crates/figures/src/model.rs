//! What an attacker has: every number that was published, and what holds between them.
//!
//! A number is known by its quantity and its period, in whatever pack and table it stands. If a
//! later pack shows it in a way that cannot be the same number, it changed, and is another number
//! from there on. A withheld cell of which an earlier pack shows the number is another number too:
//! nobody can tell whether it changed, and hiding it again would hide nothing.

use std::collections::{BTreeMap, HashSet};

use crate::engine::{Domain, Relation, System};
use crate::{Cell, Label, Pack, PackNumber, Period, Role, Rounding, Settings, Shown};

/// Quantities of the flow of cases: what was open, came, and was closed, is open.
pub(crate) const RECEIVED: &str = "received";
/// See [`RECEIVED`].
pub(crate) const CLOSED: &str = "closed";
/// See [`RECEIVED`].
pub(crate) const STOCK: &str = "stock";

/// Returns the quantity of what was received in a month of a year, 1–12.
pub(crate) fn month(place: u32) -> String {
    format!("month/{place:02}")
}

/// A quantity of a period.
pub(crate) type Key = (String, Period);

/// What must stay hidden of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Each of these values stays possible.
    All { lo: i64, hi: i64 },
    /// So many values stay possible.
    AtLeast(i64),
    /// It is no count below the threshold of which fewer values are possible than its sign has.
    NotSmall { threshold: i64, or_zero: bool },
}

/// Where a number stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) pack: PackNumber,
    pub(crate) table: String,
    pub(crate) label: Label,
    pub(crate) key: Key,
    /// How it is shown; `None` for a number that nobody printed.
    pub(crate) shown: Option<Cell>,
}

/// A need of a variable, and where it comes from.
#[derive(Debug)]
pub(crate) struct Demand {
    pub(crate) variable: usize,
    pub(crate) need: Need,
    pub(crate) place: Place,
}

/// The system of everything published.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) system: System,
    pub(crate) demands: Vec<Demand>,
    /// What each relation is called, by its place.
    pub(crate) names: Vec<String>,
    /// Keys by variable; several if it was never printed.
    pub(crate) keys: Vec<Key>,
    /// The variable of each key, in the newest pack that shows it.
    pub(crate) current: BTreeMap<Key, usize>,
    known: HashSet<Vec<(usize, i64)>>,
    with_rest: HashSet<(usize, Vec<usize>)>,
    cap: i64,
}

impl Model {
    /// Takes everything that was published, oldest first.
    pub(crate) fn new(packs: &[&Pack]) -> Self {
        let mut model = Self {
            cap: cap(packs),
            ..Self::default()
        };
        for pack in packs {
            let mut own = BTreeMap::new();
            for table in &pack.tables {
                model.take_cells(pack, table, &mut own);
            }
            for table in &pack.tables {
                model.take_sums(pack, table, &own);
            }
        }
        if let Some(last) = packs.last() {
            model.link(packs, last);
        }
        model
    }

    fn take_cells(&mut self, pack: &Pack, table: &Shown, own: &mut BTreeMap<Key, usize>) {
        for (column, head) in table.columns.iter().enumerate() {
            for row in table.rows.iter().filter(|row| row.role != Role::Measure) {
                let Some(&cell) = row.cells.get(column) else {
                    continue;
                };
                let key = (row.quantity.clone(), head.period);
                let Some(domain) = self.domain(pack, table, cell) else {
                    continue;
                };
                let variable = self.place(&key, cell, domain, own.get(&key).copied());
                own.insert(key.clone(), variable);
                let place = || Place {
                    pack: pack.number,
                    table: table.name(),
                    label: row.label.clone(),
                    key: key.clone(),
                    shown: Some(cell),
                };
                if let Some(need) = need(&pack.settings, table, cell, domain) {
                    self.demand(variable, need, place());
                }
            }
        }
    }

    fn demand(&mut self, variable: usize, need: Need, place: Place) {
        let is_known = |other: &Demand| other.variable == variable && other.need == need;
        if !self.demands.iter().any(is_known) {
            self.demands.push(Demand {
                variable,
                need,
                place,
            });
        }
    }

    /// Finds the variable of a cell, or makes one.
    fn place(&mut self, key: &Key, cell: Cell, domain: Domain, own: Option<usize>) -> usize {
        let before = own.or_else(|| self.current.get(key).copied());
        if let Some(before) = before {
            let is_hidden_again = own.is_none()
                && cell == Cell::Withheld
                && !self.demands.iter().any(|demand| demand.variable == before);
            let both = self.system.domains[before].and(domain);
            if let (Some(both), false) = (both, is_hidden_again) {
                self.system.domains[before] = both;
                return before;
            }
        }
        let variable = self.add(key, domain);
        self.current.insert(key.clone(), variable);
        variable
    }

    fn add(&mut self, key: &Key, domain: Domain) -> usize {
        self.system.domains.push(domain);
        self.keys.push(key.clone());
        self.system.domains.len() - 1
    }

    /// Says what a cell tells by itself.
    fn domain(&self, pack: &Pack, table: &Shown, cell: Cell) -> Option<Domain> {
        let threshold = i64::from(table.threshold);
        let (lo, hi) = match cell {
            Cell::Count(number) => (i64::from(number), i64::from(number)),
            Cell::Fewer { threshold, or_zero } => (i64::from(!or_zero), i64::from(threshold) - 1),
            Cell::Rounded(number) => {
                let half = i64::from(Settings::BASE / 2);
                let least = match pack.settings.rounding {
                    Rounding::Instead => 0,
                    Rounding::None | Rounding::Added => threshold,
                };
                let number = i64::from(number);
                ((number - half).max(least), number + half)
            }
            // Who knows how tables are protected knows that a cover is no small count.
            Cell::Withheld => (threshold, self.cap),
            Cell::Percent(_) | Cell::Days(_) | Cell::PerThousand(_) | Cell::Absent => return None,
        };
        (lo <= hi).then_some(Domain { lo, hi })
    }

    fn take_sums(&mut self, pack: &Pack, table: &Shown, own: &BTreeMap<Key, usize>) {
        for head in &table.columns {
            for sum in &table.sums {
                let find = |quantity: &String| own.get(&(quantity.clone(), head.period)).copied();
                let parts: Option<Vec<usize>> = sum.parts.iter().map(find).collect();
                let (Some(whole), Some(mut parts)) = (find(&sum.whole), parts) else {
                    continue;
                };
                let name = format!("{} {}: {}", table.name(), head.period, sum.whole);
                if sum.has_rest {
                    if !self.is_new(whole, &parts) {
                        continue;
                    }
                    let label = Label::new("wat overblijft", "what is left");
                    let key = (sum.whole.clone(), head.period);
                    parts.push(self.unprinted(key, table.threshold, pack, label));
                }
                self.relate(Relation::sum(whole, parts), name);
            }
        }
    }

    /// Says whether no sum has these parts and something left yet.
    fn is_new(&mut self, whole: usize, parts: &[usize]) -> bool {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        self.with_rest.insert((whole, parts))
    }

    fn relate(&mut self, relation: Relation, name: String) {
        let mut terms = relation.terms.clone();
        terms.sort_unstable();
        if self.known.insert(terms) {
            self.system.relations.push(relation);
            self.names.push(name);
        }
    }

    /// Adds what holds between periods, as far as it can hold: what was published of a quarter may
    /// have changed since.
    fn link(&mut self, packs: &[&Pack], last: &Pack) {
        let firm = self.system.relations.len();
        let mut links = self.quarters(packs, last);
        links.extend(self.flow());
        links.extend(self.months());
        links.retain(|(relation, _)| !relation.is_ruled_out(&self.system.domains));
        for (relation, name) in &links {
            self.relate(relation.clone(), name.clone());
        }
        if self.system.parts().is_ok() || firm == self.system.relations.len() {
            return;
        }
        self.system.relations.truncate(firm);
        self.names.truncate(firm);
        for (relation, name) in links {
            self.system.relations.push(relation);
            self.names.push(name);
            if self.system.parts().is_err() {
                self.system.relations.pop();
                self.names.pop();
            }
        }
    }

    /// Four quarters make a year. What was published of no quarter is a number nobody printed.
    fn quarters(&mut self, packs: &[&Pack], last: &Pack) -> Vec<(Relation, String)> {
        let tables = packs.iter().flat_map(|pack| &pack.tables);
        let mut thresholds: BTreeMap<&String, u32> = BTreeMap::new();
        for table in tables.filter(|table| table.over_quarters) {
            for row in &table.rows {
                thresholds.insert(&row.quantity, table.threshold);
            }
        }
        let years = self
            .current
            .iter()
            .filter(|((_, it), _)| it.quarter.is_none());
        let years: Vec<(Key, usize)> = years.map(|(key, it)| (key.clone(), *it)).collect();
        let mut links = Vec::new();
        for ((quantity, year), whole) in years {
            let Some(&threshold) = thresholds.get(&quantity) else {
                continue;
            };
            let key = |period| (quantity.clone(), period);
            let known = year
                .quarters()
                .filter_map(|it| self.current.get(&key(it)).copied());
            let mut parts: Vec<usize> = known.collect();
            if parts.is_empty() {
                continue;
            }
            if parts.len() < 4 {
                let label = Label::new(
                    "de kwartalen die niet apart zijn gepubliceerd",
                    "the quarters that were not published apart",
                );
                parts.push(self.unprinted((quantity.clone(), year), threshold, last, label));
            }
            links.push((Relation::sum(whole, parts), format!("{year}: {quantity}")));
        }
        links
    }

    /// Adds a number that nobody printed, and that must be no small one that is known.
    fn unprinted(&mut self, key: Key, threshold: u32, pack: &Pack, label: Label) -> usize {
        let variable = self.add(
            &key,
            Domain {
                lo: 0,
                hi: self.cap,
            },
        );
        let place = Place {
            pack: pack.number,
            table: String::new(),
            label,
            key,
            shown: None,
        };
        let need = Need::NotSmall {
            threshold: i64::from(threshold),
            or_zero: pack.settings.hide_zeros,
        };
        self.demand(variable, need, place);
        variable
    }

    /// What was open and what came is what was closed and what is open.
    fn flow(&self) -> Vec<(Relation, String)> {
        let find = |quantity: &str, period| self.current.get(&(quantity.to_owned(), period));
        let periods = self
            .current
            .keys()
            .filter(|(quantity, _)| quantity == STOCK);
        let link = |(_, period): &Key| {
            let terms = [
                (*find(STOCK, period.preceding())?, 1),
                (*find(RECEIVED, *period)?, 1),
                (*find(CLOSED, *period)?, -1),
                (*find(STOCK, *period)?, -1),
            ];
            let relation = Relation {
                terms: terms.to_vec(),
                constant: 0,
            };
            Some((relation, format!("{period}: flow")))
        };
        periods.filter_map(link).collect()
    }

    /// Three months of a year are what a quarter of it received.
    fn months(&self) -> Vec<(Relation, String)> {
        let quarters = self.current.iter();
        let quarters = quarters.filter(|((quantity, _), _)| quantity == RECEIVED);
        let link = |((_, period), whole): (&Key, &usize)| {
            let quarter = u32::from(period.quarter?);
            let year = Period::year(period.year);
            let of_month = |place| self.current.get(&(month(place), year)).copied();
            let months = (3 * quarter - 2..=3 * quarter).map(of_month);
            let months: Vec<usize> = months.collect::<Option<_>>()?;
            Some((Relation::sum(*whole, months), format!("{period}: months")))
        };
        quarters.filter_map(link).collect()
    }
}

fn need(settings: &Settings, table: &Shown, cell: Cell, domain: Domain) -> Option<Need> {
    let all = Need::All {
        lo: domain.lo,
        hi: domain.hi,
    };
    match cell {
        Cell::Fewer { .. } => Some(all),
        Cell::Withheld => Some(Need::AtLeast(i64::from(table.threshold))),
        Cell::Rounded(_) if settings.rounding == Rounding::Instead => {
            (domain.lo < i64::from(table.threshold)).then_some(all)
        }
        _ => None,
    }
}

/// A number that nothing published exceeds, so that it binds nobody.
fn cap(packs: &[&Pack]) -> i64 {
    let tables = packs.iter().flat_map(|pack| &pack.tables);
    let cells = tables
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.cells);
    let number = |cell: &Cell| match *cell {
        Cell::Count(number) | Cell::Rounded(number) => i64::from(number),
        Cell::Withheld => 100,
        _ => 0,
    };
    cells.map(number).sum::<i64>() + 1_000
}
