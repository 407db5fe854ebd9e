//! The case code: twelve words that derive every key of a case.
//!
//! In scope: making a code, writing it in Dutch or English, reading what a person typed. Out of
//! scope: what is derived from it ([`crate::key`]).
//!
//! # Form
//!
//! ```text
//! 124 random bits ‖ 8 check bits = 132 bits = 12 words of 11 bits, from a list of 2,048
//! check bits = SHA-256("bellrope/1 case code" ‖ 124 bits ‖ 0000)[..1]
//! ```
//!
//! Both lists encode the same bits. No password hash: the code is at full strength, and browsers
//! without WebAssembly stay quick.
//!
//! ```
//! use bellrope_protocol::case_code::{CaseCode, Language};
//! use rand::SeedableRng as _;
//!
//! let code = CaseCode::generate(&mut rand::rngs::StdRng::seed_from_u64(1));
//! let shown = code.words(Language::Dutch).join(" ");
//! let typed = CaseCode::parse(&shown.to_uppercase())?;
//! assert!(typed.corrected.is_none());
//! assert_eq!(typed.code.words(Language::English), code.words(Language::English));
//! # Ok::<(), bellrope_protocol::case_code::ParseCodeError>(())
//! ```
//!
//! Spec: docs/protocol.md §3.

mod entry;
mod list;
#[cfg(test)]
mod tests;

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

pub use entry::{Correction, ParseCodeError, Parsed};

use crate::secret::SecretBytes;

/// Number of words of a code.
pub const WORDS: usize = 12;

/// Bits that one word stands for.
const WORD_BITS: u32 = 11;
/// The bits of a byte that the last of the sixteen does not use.
const UNUSED_BITS: u32 = 4;

/// A language that codes can be shown in. Both stand for the same code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

/// What a reporter keeps: 124 secret bits. Wiped on drop, never printed, never cloned.
pub struct CaseCode {
    // 16 bytes, the last four bits of which are zero.
    bits: SecretBytes<16>,
}

impl CaseCode {
    /// Draws a code. It is never chosen by a person.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let bits = SecretBytes::filled(|bits| {
            rng.fill_bytes(bits);
            bits[15] &= 0xf0;
        });
        Self { bits }
    }

    /// Reads a code as a person typed it, in either language and forgivingly.
    ///
    /// Chance of acceptance of a wrong code: about 1 in 256. What was guessed is said in
    /// [`Parsed::corrected`] and must be shown for confirmation.
    ///
    /// # Errors
    ///
    /// [`ParseCodeError`], which names the place of the slip and never a word.
    ///
    /// Spec: docs/protocol.md §3, C1–C5.
    pub fn parse(entry: &str) -> Result<Parsed, ParseCodeError> {
        entry::parse(entry)
    }

    /// Reads a code as [`CaseCode::parse`] does, from text that is in Unicode NFKD already: where the
    /// platform can decompose, its tables need not be carried.
    ///
    /// # Errors
    ///
    /// As [`CaseCode::parse`].
    pub fn parse_decomposed(entry: &str) -> Result<Parsed, ParseCodeError> {
        entry::parse_decomposed(entry)
    }

    /// Returns the twelve words, to be shown to the reporter and to no one else.
    #[must_use]
    pub fn words(&self, language: Language) -> [&'static str; WORDS] {
        self.indices().map(|index| list::word(language, index))
    }

    /// Returns the 16 bytes of the code, the last four bits of which are zero.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 16] {
        self.bits.expose_secret()
    }

    /// Cuts bits and check byte into the indices of the words, most significant first.
    fn indices(&self) -> [u16; WORDS] {
        let bits = u128::from_be_bytes(*self.bits.expose_secret()) >> UNUSED_BITS;
        let mut indices = [0; WORDS];
        // The last word is three bits of the code and the check byte.
        let mut rest = bits >> 3;
        for index in indices[..WORDS - 1].iter_mut().rev() {
            *index = low_bits(rest, WORD_BITS);
            rest >>= WORD_BITS;
        }
        indices[WORDS - 1] = low_bits(bits, 3) << 8 | u16::from(self.check_byte());
        indices
    }

    /// Joins the indices of twelve words again, if the check byte fits.
    fn from_indices(indices: &[u16; WORDS]) -> Option<Self> {
        let [first @ .., last] = indices;
        let bits = first
            .iter()
            .fold(0, |bits, index| bits << WORD_BITS | u128::from(*index));
        let bits = bits << 3 | u128::from(last >> 8);
        let code = Self {
            bits: SecretBytes::new(&(bits << UNUSED_BITS).to_be_bytes()),
        };
        let [_, check] = last.to_be_bytes();
        (code.check_byte() == check).then_some(code)
    }

    // spec: §1.1 D1
    fn check_byte(&self) -> u8 {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(b"bellrope/1 case code")
            .chain_update(self.bits.expose_secret())
            .finalize()
            .into();
        let [check, ..] = digest;
        check
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 11 bits are left")]
fn low_bits(bits: u128, count: u32) -> u16 {
    (bits & ((1 << count) - 1)) as u16
}

impl fmt::Debug for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseCode").finish_non_exhaustive()
    }
}
