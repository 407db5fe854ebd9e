//! The attacker: from everything that was published together, which hidden cell can be narrowed.
//!
//! A "<5" cell is safe only if each value of its label has a witness: whole numbers for every cell
//! of every pack that keep every sum and have that value there. An "x" cell is safe only if as many
//! values as the threshold have one. What has no witness leaks, whether that was proved or no search
//! found one: the attacker errs towards a leak.

use std::fmt;

use crate::engine::{Contradiction, Domain, Part, Witnesses};
use crate::model::{Demand, Model, Need, Place};
use crate::{Cell, Label, Pack, PackNumber, Period};

/// Most values of one cell that are tried beyond those that it needs.
const TRIES: i64 = 12;

/// What the attacker found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What leaks; empty if nothing does.
    pub leaks: Vec<Leak>,
    /// Numbers that must stay hidden.
    pub hidden: usize,
    /// Numbers that are published or follow, in all packs.
    pub numbers: usize,
    /// Sums between them.
    pub sums: usize,
    /// Searches that were made.
    pub searches: u32,
    /// Searches in which a linear programme was asked.
    pub programmes: u32,
}

impl Verdict {
    /// Says whether nothing leaks.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.leaks.is_empty()
    }
}

/// A number that can be narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The pack in which it stands.
    pub pack: PackNumber,
    /// The table; empty if nobody printed the number.
    pub table: String,
    /// The row's quantity.
    pub quantity: String,
    /// The row, as people read it.
    pub label: Label,
    /// The period.
    pub period: Period,
    /// How it is shown; `None` if nobody printed it.
    pub shown: Option<Cell>,
    /// How it leaks.
    pub how: How,
    /// The sums that give it away.
    pub through: Vec<String>,
    pub(crate) variable: usize,
}

/// How a number leaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum How {
    /// It can only be this.
    Exact(i64),
    /// This value, which its sign promises, has no witness; bounds say it lies between the two.
    Narrowed {
        /// A promised value without a witness.
        missing: i64,
        /// It is at least this.
        lo: i64,
        /// It is at most this.
        hi: i64,
    },
    /// Fewer values have a witness than the threshold asks for.
    TooFew {
        /// How many.
        possible: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The packs contradict each other: no numbers fit.
    Contradiction,
}

impl fmt::Display for Leak {
    /// Writes one line in English, such as `T1 2026 type/force: exactly 3, through T1 2026: received`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = if self.table.is_empty() {
            "-"
        } else {
            &self.table
        };
        write!(f, "{table} {} {}: ", self.period, self.quantity)?;
        match self.how {
            How::Exact(value) => write!(f, "exactly {value}")?,
            How::Narrowed { missing, lo, hi } => write!(f, "not {missing}, within {lo} to {hi}")?,
            How::TooFew { possible, needed } => write!(f, "{possible} values of {needed}")?,
            How::Contradiction => write!(f, "no numbers fit")?,
        }
        if self.through.is_empty() {
            return Ok(());
        }
        write!(f, ", through {}", self.through.join("; "))
    }
}

/// Attacks packs, oldest first: everything that was published, and what is to be.
#[must_use]
pub fn attack(packs: &[&Pack]) -> Verdict {
    try_model(&Model::new(packs))
}

pub(crate) fn try_model(model: &Model) -> Verdict {
    let mut verdict = Verdict {
        hidden: model.demands.len(),
        numbers: model.system.domains.len(),
        sums: model.system.relations.len(),
        ..Verdict::default()
    };
    let parts = match model.system.parts() {
        Ok(parts) => parts,
        Err(Contradiction) => {
            let leak = |demand| leak(model, demand, How::Contradiction);
            verdict.leaks = model.demands.iter().map(leak).collect();
            return verdict;
        }
    };
    for demand in &model.demands {
        let domain = parts.domains[demand.variable];
        if domain.is_fixed() {
            let how = known(demand.need, domain.lo);
            verdict
                .leaks
                .extend(how.map(|how| leak(model, demand, how)));
        }
    }
    for part in &parts.parts {
        try_part(model, part, &mut verdict);
    }
    verdict
}

/// Says how a number leaks that can only be one.
fn known(need: Need, value: i64) -> Option<How> {
    let is_leak = match need {
        Need::All { lo, hi } => lo != hi || value != lo,
        Need::AtLeast(count) => count > 1,
        Need::NotSmall { threshold, or_zero } => value < threshold && (value > 0 || or_zero),
    };
    is_leak.then_some(How::Exact(value))
}

fn try_part(model: &Model, part: &Part, verdict: &mut Verdict) {
    let mut witnesses = Witnesses::new(part);
    for demand in &model.demands {
        let Some(local) = part.variables.iter().position(|it| *it == demand.variable) else {
            continue;
        };
        let domain = part.system.domains[local];
        let how = match demand.need {
            Need::All { lo, hi } => try_all(&mut witnesses, local, Domain { lo, hi }, domain),
            Need::AtLeast(count) => try_count(&mut witnesses, local, count, domain),
            Need::NotSmall { threshold, or_zero } => {
                let small = Domain {
                    lo: i64::from(!or_zero),
                    hi: threshold - 1,
                };
                try_derived(&mut witnesses, local, small, domain)
            }
        };
        verdict
            .leaks
            .extend(how.map(|how| leak(model, demand, how)));
    }
    verdict.searches += witnesses.searches;
    verdict.programmes += witnesses.programmes;
}

fn try_all(
    witnesses: &mut Witnesses<'_>,
    local: usize,
    promised: Domain,
    domain: Domain,
) -> Option<How> {
    let mut promised = promised.lo..=promised.hi;
    let missing = promised.find(|value| !witnesses.has(local, *value))?;
    let (lo, hi) = (domain.lo, domain.hi);
    Some(How::Narrowed { missing, lo, hi })
}

fn try_count(
    witnesses: &mut Witnesses<'_>,
    local: usize,
    count: i64,
    domain: Domain,
) -> Option<How> {
    let needed = usize::try_from(count).unwrap_or(usize::MAX);
    let tries = (count + TRIES).min(domain.width() + 1);
    for step in 0..tries {
        if witnesses.seen(local).len() >= needed {
            return None;
        }
        witnesses.has(local, domain.lo + step);
        witnesses.has(local, domain.hi - step);
    }
    let possible = witnesses.seen(local).len();
    (possible < needed).then_some(How::TooFew { possible, needed })
}

/// A number that nobody printed may be large; if it can only be small, as many values stay possible
/// as the sign for small counts has.
fn try_derived(
    witnesses: &mut Witnesses<'_>,
    local: usize,
    small: Domain,
    domain: Domain,
) -> Option<How> {
    let large = (small.hi + 1).max(domain.lo);
    let tries = [domain.hi, large, large + (domain.hi - large) / 2];
    let mut tries = tries.into_iter().filter(|value| *value >= large);
    if domain.hi >= large && tries.any(|value| witnesses.has(local, value)) {
        return None;
    }
    try_count(witnesses, local, small.width() + 1, domain)
}

fn leak(model: &Model, demand: &Demand, how: How) -> Leak {
    let Place {
        pack,
        table,
        label,
        key: (quantity, period),
        shown,
    } = demand.place.clone();
    let relations = model.system.relations.iter().zip(&model.names);
    let touches = |terms: &[(usize, i64)]| terms.iter().any(|(it, _)| *it == demand.variable);
    let through = relations.filter(|(relation, _)| touches(&relation.terms));
    Leak {
        pack,
        table,
        quantity,
        label,
        period,
        shown,
        how,
        through: through.map(|(_, name)| name.clone()).collect(),
        variable: demand.variable,
    }
}
