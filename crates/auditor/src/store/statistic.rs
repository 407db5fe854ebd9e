//! Whether bytes look random: five named tests, each with a threshold that follows from one
//! probability of a false alarm for the whole run.
//!
//! In scope: bytes that ought to be ciphertext, hashes or random fill. Out of scope: encrypted
//! plaintext, which no test tells from random bytes (docs/audit.md says so).
//!
//! | test | over | sees |
//! |---|---|---|
//! | longest run of printable bytes | every byte | ASCII, UTF-8 mostly, base64, hex, URL coding |
//! | longest run of a printable byte and a zero in turn | every byte | UTF-16 of Latin text |
//! | longest run of one byte | every byte | padding, holes |
//! | chi-square of bytes | windows of 1,024 to 4,096 bytes | uneven use of byte values |
//! | squared difference of neighbours | the same | neighbours that resemble each other |
//! | chi-square of pairs, xored | half of the words of longer windows | both |

use std::fmt;

/// The probability that a run over honest bytes raises any alarm at all.
pub const FALSE_ALARM: f64 = 1e-6;
/// The shortest window that histogram and neighbours are counted for, in bytes.
pub const MIN_WINDOW: usize = 1_024;
/// The longest window whose bytes are counted one by one. Of longer ones, which are read by the
/// gigabyte, pairs are counted, each by the exclusive or of its two bytes, in every second word of
/// eight bytes: it sees uneven bytes and neighbours that resemble each other alike.
const SHORT: usize = 4_096;
/// The number of tests that share [`FALSE_ALARM`].
const TESTS: f64 = 5.0;
/// Byte values that are printable ASCII, tab, line feed or carriage return.
const PRINTABLE_SHARE: f64 = 98.0 / 256.0;
/// Mean of (x − y)² for two independent uniform bytes: (256² − 1) / 6.
const PAIR_MEAN: f64 = 65_535.0 / 6.0;

/// The tests with the thresholds of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Battery {
    chi_square: f64,
    serial: f64,
    printable: usize,
    wide: usize,
    equal: usize,
}

/// What a test saw in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Anomaly {
    /// Byte values are not used evenly.
    ChiSquare {
        /// The statistic.
        found: f64,
        /// Its threshold.
        limit: f64,
    },
    /// Neighbouring bytes resemble each other, or differ too regularly.
    Serial {
        /// Deviation in standard deviations.
        found: f64,
        /// Its threshold.
        limit: f64,
    },
    /// A run of printable bytes: text, base64 or hex.
    Printable {
        /// Where it begins in the window.
        at: usize,
        /// Its length, in bytes.
        len: usize,
    },
    /// Printable bytes and zeros in turn: UTF-16.
    Wide {
        /// Where it begins in the window.
        at: usize,
        /// Its length, in bytes.
        len: usize,
    },
    /// The same byte over and over.
    Equal {
        /// Where it begins in the window.
        at: usize,
        /// Its length, in bytes.
        len: usize,
    },
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChiSquare { found, limit } => {
                write!(f, "chi-square of byte values {found:.0}, limit {limit:.0}")
            }
            Self::Serial { found, limit } => {
                write!(
                    f,
                    "neighbouring bytes {found:.1} standard deviations off, limit {limit:.1}"
                )
            }
            Self::Printable { at, len } => write!(f, "{len} printable bytes in a row at {at}"),
            Self::Wide { at, len } => write!(f, "{len} bytes of wide text in a row at {at}"),
            Self::Equal { at, len } => write!(f, "{len} equal bytes in a row at {at}"),
        }
    }
}

impl Battery {
    /// Sets the thresholds for a run over `bytes` bytes, such that all of it raises a false alarm
    /// with a probability of at most [`FALSE_ALARM`].
    #[must_use]
    pub fn for_run(bytes: u64) -> Self {
        Self::with_false_alarm(bytes, FALSE_ALARM)
    }

    /// Sets the thresholds for another probability: to measure whether they keep it.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a number of bytes as an estimate; 53 bits are enough"
    )]
    pub fn with_false_alarm(bytes: u64, probability: f64) -> Self {
        let bytes = bytes.max(MIN_WINDOW as u64) as f64;
        let share = probability / TESTS;
        // Bonferroni: windows are at least this long, so there are at most so many.
        let per_window = share / (bytes / MIN_WINDOW as f64);
        let run = |chance: f64| least_run(bytes, chance, share);
        Self {
            chi_square: chi_square_quantile(255.0, per_window),
            serial: normal_quantile(per_window / 2.0),
            printable: LEAST_TEXT.max(run(PRINTABLE_SHARE)),
            // Pairs, each of two bytes.
            wide: LEAST_RUN.max(2 * run(PRINTABLE_SHARE / 256.0)),
            // The first byte of a run may be any.
            equal: LEAST_RUN.max(1 + run(1.0 / 256.0)),
        }
    }

    /// Returns the shortest run of printable bytes that is an alarm, in bytes.
    #[must_use]
    pub fn printable_limit(&self) -> usize {
        self.printable
    }

    /// Returns the first test that a window fails.
    #[must_use]
    pub fn examine(&self, window: &[u8]) -> Option<Anomaly> {
        self.find_run(window).or_else(|| self.count(window))
    }

    /// Returns the first run that is too long: what any length of bytes can be tested for.
    #[must_use]
    pub fn find_run(&self, window: &[u8]) -> Option<Anomaly> {
        if window.len() >= BLOCK && !may_have_run(window) {
            return None;
        }
        let printable = longest(window, self.printable, |window, at| {
            PRINTABLE[usize::from(window[at])]
        });
        if let Some(Run { at, len }) = printable {
            return Some(Anomaly::Printable { at, len });
        }
        let equal = longest(window, self.equal - 1, |window, at| {
            window.get(at + 1) == Some(&window[at])
        });
        if let Some(Run { at, len }) = equal {
            return Some(Anomaly::Equal { at, len: len + 1 });
        }
        let wide = longest(window, self.wide, |window, at| {
            let next = window.get(at + 1).copied().unwrap_or_default();
            (PRINTABLE[usize::from(window[at])] && next == 0)
                || (window[at] == 0 && PRINTABLE[usize::from(next)])
        });
        wide.map(|Run { at, len }| Anomaly::Wide { at, len })
    }

    fn count(&self, window: &[u8]) -> Option<Anomaly> {
        if window.len() < MIN_WINDOW {
            return None;
        }
        let is_long = window.len() > SHORT;
        let histogram = match is_long {
            true => pair_histogram(window),
            false => histogram(window),
        };
        let found = chi_square(&histogram);
        if found > self.chi_square {
            let limit = self.chi_square;
            return Some(Anomaly::ChiSquare { found, limit });
        }
        // Neighbours that resemble each other show in the pairs.
        let found = if is_long { 0.0 } else { serial(window) };
        (found.abs() > self.serial).then_some(Anomaly::Serial {
            found,
            limit: self.serial,
        })
    }
}

/// A run of bytes.
struct Run {
    at: usize,
    len: usize,
}

const PRINTABLE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x20;
    while byte < 0x7F {
        table[byte] = true;
        byte += 1;
    }
    table[b'\t' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table
};

/// Bytes that are looked at together when runs are looked for.
const BLOCK: usize = 64;
/// The shortest run of one byte, or of wide text, that is an alarm in any case: it holds a whole
/// word of [`may_have_run`].
const LEAST_RUN: usize = 15;

/// The shortest run of printable bytes likewise: it holds two words.
const LEAST_TEXT: usize = 23;

/// Says, of whole aligned words, whether one is of equal bytes or has zeros at every other place,
/// or two in a row are ASCII: what any run has that is long enough to be an alarm. Nearly all
/// random windows have none, and this is many times as fast as looking for the runs themselves.
fn may_have_run(window: &[u8]) -> bool {
    const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, _) = window.as_chunks::<8>();
    let mut ascii_before = false;
    words.chunks(BLOCK / 8).any(|block| {
        block.iter().fold(false, |hit, word| {
            let word = u64::from_le_bytes(*word);
            let ascii = word & HIGH == 0;
            let equal = word == word.rotate_left(8);
            let wide = (word & EVEN == 0) | (word & !EVEN == 0);
            let hit = hit | equal | wide | (ascii & ascii_before);
            ascii_before = ascii;
            hit
        })
    })
}

/// Finds a run of at least `least` places that hold. Looks at the last place of a possible run
/// first: on random bytes it reads a few bytes in each `least`.
fn longest(window: &[u8], least: usize, holds: impl Fn(&[u8], usize) -> bool) -> Option<Run> {
    let mut at = 0;
    while at + least <= window.len() {
        match (at..at + least).rev().find(|place| !holds(window, *place)) {
            Some(place) => at = place + 1,
            None => {
                let end = (at + least..window.len()).find(|place| !holds(window, *place));
                let len = end.unwrap_or(window.len()) - at;
                return Some(Run { at, len });
            }
        }
    }
    None
}

/// Counts byte values.
fn histogram(window: &[u8]) -> [u32; 256] {
    let mut counts = [0; 256];
    for byte in window {
        counts[usize::from(*byte)] += 1;
    }
    counts
}

/// Counts pairs by the exclusive or of their bytes, in every second word of eight bytes; in four
/// tables, so that equal ones do not wait for each other.
fn pair_histogram(window: &[u8]) -> [u32; 256] {
    let mut tables = [[0_u32; 256]; 4];
    let (words, _) = window.as_chunks::<8>();
    for word in words.iter().step_by(2) {
        let word = u64::from_le_bytes(*word);
        let [one, _, two, _, three, _, four, _] = (word ^ (word >> 8)).to_le_bytes();
        for (table, pair) in tables.iter_mut().zip([one, two, three, four]) {
            table[usize::from(pair)] += 1;
        }
    }
    std::array::from_fn(|value| tables.iter().map(|table| table[value]).sum())
}

fn chi_square(histogram: &[u32; 256]) -> f64 {
    let expected = f64::from(histogram.iter().sum::<u32>()) / 256.0;
    let sum: f64 = histogram
        .iter()
        .map(|count| (f64::from(*count) - expected).powi(2))
        .sum();
    sum / expected
}

/// Returns how far the mean squared difference of neighbours, in pairs that do not overlap, lies
/// from that of random bytes, in standard deviations.
#[expect(
    clippy::cast_precision_loss,
    reason = "windows are far smaller than 2^52 bytes"
)]
fn serial(window: &[u8]) -> f64 {
    let (pairs, _) = window.as_chunks::<2>();
    // In pieces whose sum fits 32 bits, in the one form that compilers turn into few instructions.
    let sum: i64 = pairs
        .chunks(16_384)
        .map(|pairs| {
            let squares = pairs.iter().map(|pair| {
                let [one, other] = pair.map(i32::from);
                (one - other) * (one - other)
            });
            i64::from(squares.sum::<i32>())
        })
        .sum();
    let count = pairs.len() as f64;
    (sum as f64 - count * PAIR_MEAN) / (count * pair_variance()).sqrt()
}

/// Variance of (x − y)² for two independent uniform bytes, exactly: E[d⁴] − E[d²]², where a
/// difference d ≠ 0 has the probability (256 − |d|) / 256².
const fn pair_variance() -> f64 {
    // E[d⁴] = (N² − 1)(2N² − 3) / 30 for N = 256.
    let n2 = 65_536.0;
    (n2 - 1.0) * (2.0 * n2 - 3.0) / 30.0 - PAIR_MEAN * PAIR_MEAN
}

/// Returns the least length at which a run, each place holding with `chance`, is expected fewer
/// than `alarms` times in `bytes` bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number: at most a few hundred"
)]
fn least_run(bytes: f64, chance: f64, alarms: f64) -> usize {
    ((bytes / alarms).ln() / -chance.ln()).ceil() as usize
}

/// Returns z with Q(z) = `tail`, slightly too great: Q(z) < φ(z) / z.
fn normal_quantile(tail: f64) -> f64 {
    let mut z = 2.0_f64;
    for _ in 0..30 {
        let square = -2.0 * tail.ln() - (2.0 * std::f64::consts::PI).ln() - 2.0 * z.ln();
        z = square.max(1.0).sqrt();
    }
    z
}

/// Returns the chi-square quantile after Wilson and Hilferty, and a fiftieth more: in the far
/// tail, and with few expected counts, the approximation is a little short.
fn chi_square_quantile(degrees: f64, tail: f64) -> f64 {
    let spread = 2.0 / (9.0 * degrees);
    let cube = 1.0 - spread + normal_quantile(tail) * spread.sqrt();
    1.02 * degrees * cube.powi(3)
}

#[cfg(test)]
mod tests;
