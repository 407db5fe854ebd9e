//! When practice letters are posted, and by whom.

use rand::RngExt as _;
use rand::rngs::StdRng;

use super::Plan;

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;

/// What somebody posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Posted {
    /// The first letter of a reporter.
    Report,
    /// A letter to follow it.
    FollowUp,
    /// The last one: the report is withdrawn.
    Withdrawal,
    /// A letter sealed with age alone: a case of its own.
    Raw,
    /// Nothing that anybody could read.
    Junk,
}

/// A letter that will be posted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    /// When, in Unix seconds.
    pub(super) at: u64,
    /// Who, by number; counts for raw letters too, which nobody follows up.
    pub(super) reporter: usize,
    pub(super) what: Posted,
}

/// Says when everything is posted: as many cases and letters as planned, in order of time, all before
/// `end`.
pub(super) fn schedule(plan: &Plan, begin: u64, end: u64, rng: &mut StdRng) -> Vec<Posting> {
    let cases = usize::try_from(plan.cases).unwrap_or(usize::MAX);
    let peak = begin + (end - begin) * 3 / 5;
    let mut postings = Vec::new();
    let mut writers = Vec::new();
    for reporter in 0..cases {
        let at = arrival(begin, end, peak, rng);
        let is_raw = reporter % 40 == 39;
        let what = if is_raw { Posted::Raw } else { Posted::Report };
        postings.push(Posting { at, reporter, what });
        if !is_raw {
            writers.push((reporter, at, eagerness(at, end, rng)));
        }
    }
    follow_ups(plan, &writers, end, &mut postings, rng);
    for _ in 0..cases.div_ceil(50) {
        let at = arrival(begin, end, peak, rng);
        postings.push(Posting {
            at,
            reporter: 0,
            what: Posted::Junk,
        });
    }
    // Ties in the order in which they were drawn.
    postings.sort_by_key(|posting| posting.at);
    postings
}

/// Adds letters to follow the first ones, until there are as many as planned.
fn follow_ups(
    plan: &Plan,
    writers: &[(usize, u64, f64)],
    end: u64,
    postings: &mut Vec<Posting>,
    rng: &mut StdRng,
) {
    let mut wanted = plan.letters - plan.cases;
    let all: f64 = writers.iter().map(|(.., eagerness)| eagerness).sum();
    let mut sums = Vec::with_capacity(writers.len());
    let mut sum = 0.0;
    for (.., eagerness) in writers {
        sum += eagerness / all;
        sums.push(sum);
    }
    for (reporter, at, _) in writers {
        if wanted > 0 && rng.random_bool(0.02) {
            let at = (at + rng.random_range(5..60) * DAY).min(end - 1);
            let reporter = *reporter;
            postings.push(Posting {
                at,
                reporter,
                what: Posted::Withdrawal,
            });
            wanted -= 1;
        }
    }
    for _ in 0..wanted {
        let drawn: f64 = rng.random();
        let found = sums.partition_point(|sum| *sum < drawn);
        let Some((reporter, at, _)) = writers.get(found).or(writers.last()) else {
            return;
        };
        // Most write again within weeks; some after months.
        let rest = end.saturating_sub(at + 1).min(150 * DAY);
        let longest = rng.random_range(0..=rest);
        let later = rng.random_range(0..=longest);
        postings.push(Posting {
            at: at + 1 + later.min(rest.saturating_sub(1)),
            reporter: *reporter,
            what: Posted::FollowUp,
        });
    }
}

/// How likely somebody is to write again: few write much, and late ones have had little time.
fn eagerness(at: u64, end: u64, rng: &mut StdRng) -> f64 {
    let share: f64 = rng.random();
    let time = ((end - at) / DAY).clamp(2, 90) as f64 / 90.0;
    time / (0.1 + share)
}

/// Draws when a report is posted: rather in the evening than at night, rather on a working day, and
/// one in eight in the ten days after the news had something.
fn arrival(begin: u64, end: u64, peak: u64, rng: &mut StdRng) -> u64 {
    let mut at = if rng.random_bool(0.125) {
        peak + rng.random_range(0..10 * DAY)
    } else {
        rng.random_range(begin..end)
    };
    let weekend = matches!(weekday(at), 5 | 6);
    if weekend && rng.random_bool(0.4) {
        at += 2 * DAY;
    }
    let hour = match rng.random_range(0..10) {
        0 => rng.random_range(0..7),
        1..5 => rng.random_range(8..17),
        _ => rng.random_range(18..24),
    };
    let at = at - at % DAY + hour * HOUR + rng.random_range(0..HOUR);
    at.clamp(begin, end - 1)
}

/// Returns the day of the week, from 0 for Monday.
pub(super) const fn weekday(at: u64) -> u64 {
    // 1970-01-01 was a Thursday.
    (at / DAY + 3) % 7
}
