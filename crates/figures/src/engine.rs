//! Whole numbers within bounds, and sums between them: which values are still possible.
//!
//! A value counts as **possible** only with a *witness*: a whole-number solution of every relation
//! that has it, checked in integers. It counts as **impossible** only if propagation of bounds, or
//! a search that tried everything, proves it. Floats ([`crate::linear`]) propose, they never decide.

use std::collections::BTreeSet;

use crate::linear;

/// Places of a search before the linear programme is asked.
const NODES_MAX: u32 = 400;
/// Rounds of propagation before it rests; what is left wide only makes a search longer.
const ROUNDS_MAX: usize = 200;
/// Widest domain of which a search tries every value.
const WIDTH_MAX: i64 = 24;

/// The whole numbers from `lo` to `hi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Domain {
    pub(crate) lo: i64,
    pub(crate) hi: i64,
}

impl Domain {
    pub(crate) const fn only(value: i64) -> Self {
        Self {
            lo: value,
            hi: value,
        }
    }

    pub(crate) const fn is_fixed(self) -> bool {
        self.lo == self.hi
    }

    pub(crate) const fn width(self) -> i64 {
        self.hi - self.lo
    }

    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let both = Self {
            lo: self.lo.max(other.lo),
            hi: self.hi.min(other.hi),
        };
        (both.lo <= both.hi).then_some(both)
    }
}

/// A sum that is zero: a number, and variables that count once or, negated, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) constant: i64,
}

impl Relation {
    /// One whole and its parts.
    pub(crate) fn sum(whole: usize, parts: impl IntoIterator<Item = usize>) -> Self {
        let parts = parts.into_iter().map(|part| (part, 1));
        Self {
            terms: std::iter::once((whole, -1)).chain(parts).collect(),
            constant: 0,
        }
    }

    /// Returns the least and the greatest value that the sum can have.
    fn reach(&self, domains: &[Domain]) -> Domain {
        let mut reach = Domain::only(self.constant);
        for &(variable, sign) in &self.terms {
            let domain = signed(domains[variable], sign);
            reach.lo += domain.lo;
            reach.hi += domain.hi;
        }
        reach
    }

    /// Says whether the bounds alone rule it out.
    pub(crate) fn is_ruled_out(&self, domains: &[Domain]) -> bool {
        let reach = self.reach(domains);
        reach.lo > 0 || reach.hi < 0
    }

    fn holds(&self, values: &[i64]) -> bool {
        let terms = self.terms.iter();
        let sum: i64 = terms.map(|(variable, sign)| values[*variable] * sign).sum();
        sum + self.constant == 0
    }
}

const fn signed(domain: Domain, sign: i64) -> Domain {
    if sign < 0 {
        Domain {
            lo: -domain.hi,
            hi: -domain.lo,
        }
    } else {
        domain
    }
}

/// Variables and what holds between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    pub(crate) domains: Vec<Domain>,
    pub(crate) relations: Vec<Relation>,
}

/// The bounds leave no solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contradiction;

impl System {
    /// Says whether numbers lie within the bounds and keep every relation.
    pub(crate) fn is_solved_by(&self, values: &[i64]) -> bool {
        let within = |(value, domain): (&i64, &Domain)| (domain.lo..=domain.hi).contains(value);
        values.len() == self.domains.len()
            && values.iter().zip(&self.domains).all(within)
            && self.relations.iter().all(|relation| relation.holds(values))
    }

    /// Tightens bounds until nothing moves, or for long enough.
    fn propagate(&self, domains: &mut [Domain]) -> Result<(), Contradiction> {
        for _ in 0..ROUNDS_MAX {
            let mut has_moved = false;
            for relation in &self.relations {
                has_moved |= tighten(relation, domains)?;
            }
            if !has_moved {
                break;
            }
        }
        Ok(())
    }

    /// Tightens all bounds and cuts the system into parts that know nothing of each other.
    pub(crate) fn parts(&self) -> Result<Parts, Contradiction> {
        let mut domains = self.domains.clone();
        self.propagate(&mut domains)?;
        let groups = groups(&self.relations, &domains);
        let mut place = vec![(usize::MAX, 0); domains.len()];
        let mut parts: Vec<Part> = Vec::new();
        for group in groups {
            let mut part = Part::default();
            for variable in group {
                place[variable] = (parts.len(), part.variables.len());
                part.variables.push(variable);
                part.system.domains.push(domains[variable]);
            }
            parts.push(part);
        }
        for relation in &self.relations {
            let Some((index, local)) = localise(relation, &domains, &place) else {
                continue;
            };
            parts[index].system.relations.push(local);
        }
        Ok(Parts { domains, parts })
    }
}

fn tighten(relation: &Relation, domains: &mut [Domain]) -> Result<bool, Contradiction> {
    let reach = relation.reach(domains);
    if reach.lo > 0 || reach.hi < 0 {
        return Err(Contradiction);
    }
    let mut has_moved = false;
    for &(variable, sign) in &relation.terms {
        let own = signed(domains[variable], sign);
        // What the others leave: own = −(others).
        let left = Domain {
            lo: own.hi - reach.hi,
            hi: own.lo - reach.lo,
        };
        let tight = own.and(left).ok_or(Contradiction)?;
        if tight != own {
            domains[variable] = signed(tight, sign);
            return tighten(relation, domains).map(|_| true);
        }
        has_moved |= tight != own;
    }
    Ok(has_moved)
}

/// Groups the variables that are not known by the relations that join them.
fn groups(relations: &[Relation], domains: &[Domain]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..domains.len()).collect();
    for relation in relations {
        let free = |(variable, _): &&(usize, i64)| !domains[*variable].is_fixed();
        let mut free = relation.terms.iter().filter(free);
        let Some((first, _)) = free.next() else {
            continue;
        };
        for (other, _) in free {
            let (a, b) = (root(&mut parent, *first), root(&mut parent, *other));
            parent[a] = b;
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); domains.len()];
    for (variable, domain) in domains.iter().enumerate() {
        if !domain.is_fixed() {
            let root = root(&mut parent, variable);
            groups[root].push(variable);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    while parent[of] != of {
        parent[of] = parent[parent[of]];
        of = parent[of];
    }
    of
}

fn localise(
    relation: &Relation,
    domains: &[Domain],
    place: &[(usize, usize)],
) -> Option<(usize, Relation)> {
    let mut local = Relation {
        terms: Vec::new(),
        constant: relation.constant,
    };
    let mut index = None;
    for &(variable, sign) in &relation.terms {
        if domains[variable].is_fixed() {
            local.constant += sign * domains[variable].lo;
        } else {
            index = Some(place[variable].0);
            local.terms.push((place[variable].1, sign));
        }
    }
    index.map(|index| (index, local))
}

/// A system that was cut.
#[derive(Debug)]
pub(crate) struct Parts {
    /// Bounds after propagation, by variable of the whole system.
    pub(crate) domains: Vec<Domain>,
    pub(crate) parts: Vec<Part>,
}

/// A part of a system, with variables of its own.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The variables of the whole system, by place.
    pub(crate) variables: Vec<usize>,
    pub(crate) system: System,
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// A solution has it.
    Witness(Vec<i64>),
    /// No solution has it.
    Impossible,
    /// Neither was shown.
    Unknown,
}

/// The values of a part of which a witness was found.
pub(crate) struct Witnesses<'p> {
    system: &'p System,
    seen: Vec<BTreeSet<i64>>,
    /// Searches that were made.
    pub(crate) searches: u32,
    /// Searches in which the linear programme was asked.
    pub(crate) programmes: u32,
}

impl<'p> Witnesses<'p> {
    pub(crate) fn new(part: &'p Part) -> Self {
        Self {
            system: &part.system,
            seen: vec![BTreeSet::new(); part.system.domains.len()],
            searches: 0,
            programmes: 0,
        }
    }

    /// Returns the values of a variable that have a witness so far.
    pub(crate) fn seen(&self, variable: usize) -> &BTreeSet<i64> {
        &self.seen[variable]
    }

    /// Looks for a solution in which a variable has a value. `true`: there is one; `false`: there is
    /// none, or none was found.
    pub(crate) fn has(&mut self, variable: usize, value: i64) -> bool {
        if self.seen[variable].contains(&value) {
            return true;
        }
        match self.look(variable, value) {
            Found::Witness(values) => {
                for (seen, value) in self.seen.iter_mut().zip(values) {
                    seen.insert(value);
                }
                true
            }
            Found::Impossible | Found::Unknown => false,
        }
    }

    fn look(&mut self, variable: usize, value: i64) -> Found {
        self.searches += 1;
        let mut domains = self.system.domains.clone();
        let Some(only) = domains[variable].and(Domain::only(value)) else {
            return Found::Impossible;
        };
        domains[variable] = only;
        if self.system.propagate(&mut domains).is_err() {
            return Found::Impossible;
        }
        let mut nodes = NODES_MAX;
        let found = self.search(domains.clone(), &mut nodes);
        let found = match found {
            Found::Unknown => {
                self.programmes += 1;
                linear::solution(self.system, &domains).map_or(Found::Unknown, Found::Witness)
            }
            found => found,
        };
        match found {
            // What is believed is what integers confirm.
            Found::Witness(values) if !self.system.is_solved_by(&values) => Found::Unknown,
            found => found,
        }
    }

    /// Tries values of the narrowest variable, one after the other.
    fn search(&self, domains: Vec<Domain>, nodes: &mut u32) -> Found {
        let free = domains.iter().enumerate().filter(|(_, it)| !it.is_fixed());
        let Some((variable, domain)) = free.min_by_key(|(_, domain)| domain.width()) else {
            return Found::Witness(domains.iter().map(|domain| domain.lo).collect());
        };
        let (values, is_whole) = candidates(*domain);
        let mut verdict = if is_whole {
            Found::Impossible
        } else {
            Found::Unknown
        };
        for value in values {
            if *nodes == 0 {
                return Found::Unknown;
            }
            *nodes -= 1;
            let mut tried = domains.clone();
            tried[variable] = Domain::only(value);
            if self.system.propagate(&mut tried).is_err() {
                continue;
            }
            match self.search(tried, nodes) {
                Found::Witness(values) => return Found::Witness(values),
                Found::Impossible => {}
                Found::Unknown => verdict = Found::Unknown,
            }
        }
        verdict
    }
}

/// Lists values to try, and says whether these are all: the middle first, then both ends.
fn candidates(domain: Domain) -> (Vec<i64>, bool) {
    let middle = domain.lo + domain.width() / 2;
    if domain.width() <= WIDTH_MAX {
        let mut values: Vec<i64> = (domain.lo..=domain.hi).collect();
        values.sort_by_key(|value| (value - middle).abs());
        return (values, true);
    }
    (
        vec![middle, domain.lo, domain.hi, domain.lo + 1, domain.hi - 1],
        false,
    )
}

#[cfg(test)]
mod tests;
