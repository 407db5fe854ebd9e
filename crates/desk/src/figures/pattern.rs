//! Signals of a pattern, for coordinators alone (R142): more cases of one category in the last
//! quarter of a year than the four before let expect.

use bellrope_casework::vocabulary::{Category, Word as _};
use bellrope_figures::fact::CaseFact;
use bellrope_figures::pattern::{Series, Signals, Threshold, signals};
use bellrope_protocol::time::Day;

use super::{FiguresError, facts};
use crate::right::{self, Right};
use crate::term;
use crate::vault::Vault;

/// Days that are looked at, and length of each period before.
const DAYS: u32 = 91;
/// Periods before.
const PERIODS: u32 = 4;

/// A category of which more came than was to be expected.
pub type Signal = bellrope_figures::pattern::Signal<Category>;

/// Looks for categories that stand out in the last 91 days. Small numbers are shown as they are, so
/// only who assigns cases, and reads of all of them, may see it.
///
/// # Errors
///
/// [`FiguresError`], by variant.
pub fn patterns(vault: &Vault, now: u64) -> Result<Signals<Category>, FiguresError> {
    let reading = vault.read()?;
    right::check(&reading, Right::Assign, now)?;
    let cases = facts(&reading, now)?.cases;
    let today = term::local_day(now);
    let counted: Vec<&CaseFact> = cases.iter().filter(|it| !it.spam && !it.merged).collect();
    let first = counted.iter().map(|case| case.received).min();
    // A desk has no past before its first case.
    let age = first.map_or(0, |first| today.days_since(first));
    let periods = (age / DAYS).min(PERIODS);
    let series = |category: &Category| {
        let count = |period: u32| {
            let of = |case: &&&CaseFact| {
                case.category == *category && place(today, case.received) == Some(period)
            };
            u32::try_from(counted.iter().filter(of).count()).unwrap_or(u32::MAX)
        };
        Series {
            kind: *category,
            now: count(0),
            before: (1..=periods).map(count).collect(),
        }
    };
    let all = Category::ALL.iter().map(series).collect();
    Ok(signals(all, Threshold::default()))
}

/// Returns how many periods ago a day was.
fn place(today: Day, day: Day) -> Option<u32> {
    (day <= today).then(|| today.days_since(day) / DAYS)
}
