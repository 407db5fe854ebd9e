//! Signals of a pattern (R142): more of one kind in a period than the time before lets expect.
//!
//! The expectation is the mean of the periods before; a signal is a number that a Poisson count of
//! that mean reaches with a chance of at most [`Threshold::chance_max`]. With `n` kinds looked at,
//! about `n` times that chance are false alarms even if nothing happens: [`Signals`] says how many.
//!
//! Nothing of this is published: small numbers are exactly what a signal is about.

/// When a number is a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The greatest chance that it came by itself.
    pub chance_max: f64,
    /// The least number.
    pub count_min: u32,
}

impl Default for Threshold {
    /// One of a hundred, and at least three.
    fn default() -> Self {
        Self {
            chance_max: 0.01,
            count_min: 3,
        }
    }
}

/// One kind: how many now, and in each of the periods before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series<K> {
    /// What is counted.
    pub kind: K,
    /// The count of the period that is looked at.
    pub now: u32,
    /// Counts of the periods before, equally long.
    pub before: Vec<u32>,
}

/// A kind that is above what was expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal<K> {
    /// What is counted.
    pub kind: K,
    /// The count.
    pub count: u32,
    /// What the periods before let expect.
    pub expected: f64,
    /// The chance that a count of that expectation is so high or higher.
    pub chance: f64,
}

/// The signals of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Signals<K> {
    /// What stands out, the least likely first.
    pub signals: Vec<Signal<K>>,
    /// How many kinds were looked at.
    pub tried: u32,
    /// How many signals chance alone gives at most, on average.
    pub false_alarms: f64,
}

/// Looks for kinds that stand out. A kind without any period before gives no signal.
#[must_use]
pub fn signals<K>(series: Vec<Series<K>>, threshold: Threshold) -> Signals<K> {
    let series: Vec<Series<K>> = series
        .into_iter()
        .filter(|it| !it.before.is_empty())
        .collect();
    let tried = u32::try_from(series.len()).unwrap_or(u32::MAX);
    let mut signals: Vec<Signal<K>> = series.into_iter().map(judge).collect();
    signals.retain(|it| it.count >= threshold.count_min && it.chance <= threshold.chance_max);
    signals.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    Signals {
        signals,
        tried,
        false_alarms: f64::from(tried) * threshold.chance_max,
    }
}

fn judge<K>(series: Series<K>) -> Signal<K> {
    let periods = u32::try_from(series.before.len()).unwrap_or(u32::MAX);
    let sum: u32 = series.before.iter().sum();
    // Half a case more than were seen: of what never came, one is no certainty of anything.
    let expected = (f64::from(sum) + 0.5) / f64::from(periods);
    Signal {
        kind: series.kind,
        count: series.now,
        expected,
        chance: at_least(series.now, expected),
    }
}

/// Returns the chance that a Poisson count of a mean is at least so high.
fn at_least(count: u32, mean: f64) -> f64 {
    let mut term = (-mean).exp();
    let mut below = 0.0;
    for step in 1..=count {
        below += term;
        term *= mean / f64::from(step);
    }
    (1.0 - below).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(now: u32, before: &[u32]) -> Series<&'static str> {
        Series {
            kind: "kind",
            now,
            before: before.to_vec(),
        }
    }

    #[test]
    fn signals_flags_a_cluster_and_not_the_usual() {
        let found = signals(
            vec![series(9, &[1, 2, 1, 2]), series(3, &[2, 3, 2, 4])],
            Threshold::default(),
        );
        assert_eq!(found.signals.len(), 1);
        assert_eq!(found.signals[0].count, 9);
        assert_eq!(found.tried, 2);
        assert!((found.false_alarms - 0.02).abs() < 1e-9);
    }

    #[test]
    fn signals_keeps_quiet_about_two_and_about_what_has_no_past() {
        let found = signals(
            vec![series(2, &[0, 0, 0, 0, 0, 0, 0, 0]), series(40, &[])],
            Threshold::default(),
        );
        assert!(found.signals.is_empty());
        assert_eq!(found.tried, 1);
    }

    #[test]
    fn at_least_agrees_with_tables_of_the_poisson_distribution() {
        // P(X >= 5 | mean 2) = 0.0527, P(X >= 1 | mean 0.5) = 0.3935.
        assert!((at_least(5, 2.0) - 0.0527).abs() < 1e-4);
        assert!((at_least(1, 0.5) - 0.3935).abs() < 1e-4);
        assert!((at_least(0, 7.0) - 1.0).abs() < 1e-12);
    }
}
