//! The number of a case.

use std::fmt;

use rand::RngExt as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

/// The number of a case: eight digits drawn at random, written in two groups. Says nothing about
/// when it came (R103).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNumber(String);

impl CaseNumber {
    /// Reads a number as somebody types it: eight digits, with anything between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let between = |c: char| c.is_ascii_digit() || c == '-' || c == ' ' || c == '.';
        (digits.len() == 8 && text.chars().all(between)).then(|| Self::of_digits(&digits))
    }

    fn of_digits(digits: &str) -> Self {
        let (first, second) = digits.split_at(4);
        Self(format!("{first}-{second}"))
    }

    pub(super) fn draw(rng: &mut impl CryptoRng) -> Self {
        Self::of_digits(&rng.random_range(10_000_000..100_000_000_u32).to_string())
    }

    /// Returns the number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    #[test]
    fn parse_takes_a_number_as_people_write_it() {
        let number = CaseNumber::parse("4821-7730").unwrap();
        assert_eq!(number.as_str(), "4821-7730");
        for text in ["48217730", "4821 7730", "48.21.77.30"] {
            assert_eq!(CaseNumber::parse(text), Some(number.clone()));
        }
        for text in ["", "4821-773", "4821-77301", "4821-773x", "../4821-7730"] {
            assert_eq!(CaseNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn draw_gives_eight_digits() {
        let rng = &mut StdRng::seed_from_u64(1);
        for _ in 0..1000 {
            let number = CaseNumber::draw(rng);
            assert_eq!(CaseNumber::parse(number.as_str()), Some(number));
        }
    }
}
