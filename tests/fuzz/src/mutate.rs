//! Small changes to good samples, the same ones for the same seed.

use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};

/// Bytes and words on which parsers like to stumble.
const TOKENS: [&[u8]; 24] = [
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\0",
    b" ",
    b"/",
    b"\"",
    b"{",
    b"}",
    b"[[[[[[[[",
    b"=",
    b"+",
    b"-1",
    b"0",
    b"00",
    b"1e999",
    b"18446744073709551615",
    b"18446744073709551616",
    b"4294967296",
    b"null",
    b"\xff",
    b"\xe2\x80\x94 ",
    b"\xcc\x81",
    b"\\u0000",
];

/// Inputs longer than this grow no further.
const MAX_LEN: usize = 1 << 20;

/// Makes inputs from samples.
pub struct Mutator {
    rng: StdRng,
}

impl Mutator {
    /// Begins a sequence of changes; the same `seed` gives the same one.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            rng: StdRng::seed_from_u64(seed),
        }
    }

    /// Takes one of the samples and changes it in one to four places.
    ///
    /// # Panics
    ///
    /// If there are no samples.
    pub fn next_input(&mut self, samples: &[Vec<u8>]) -> Vec<u8> {
        let mut input = samples[self.below(samples.len())].clone();
        for _ in 0..=self.below(4) {
            let other = &samples[self.below(samples.len())];
            self.change(&mut input, other);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        match self.below(10) {
            0 => self.flip_bit(input),
            1 => self.set_byte(input),
            2 => self.step_byte(input),
            3 => self.truncate(input),
            4 => self.remove(input),
            5 => self.insert(input),
            6 => self.repeat(input),
            7 => self.splice(input, other),
            8 => self.change_digit(input),
            _ => self.swap(input),
        }
        input.truncate(MAX_LEN);
    }

    fn flip_bit(&mut self, input: &mut [u8]) {
        if let Some(byte) = self.any_byte(input) {
            *byte ^= 1 << self.below(8);
        }
    }

    fn set_byte(&mut self, input: &mut [u8]) {
        let value = match self.below(4) {
            0 => 0,
            1 => 0xff,
            2 => 0x7f,
            _ => self.rng.random(),
        };
        if let Some(byte) = self.any_byte(input) {
            *byte = value;
        }
    }

    fn step_byte(&mut self, input: &mut [u8]) {
        let step = if self.below(2) == 0 { 1 } else { 0xff };
        if let Some(byte) = self.any_byte(input) {
            *byte = byte.wrapping_add(step);
        }
    }

    fn truncate(&mut self, input: &mut Vec<u8>) {
        let len = self.below(input.len() + 1);
        input.truncate(len);
    }

    fn remove(&mut self, input: &mut Vec<u8>) {
        let (from, to) = self.range(input.len());
        input.drain(from..to);
    }

    fn insert(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let piece = if self.below(4) == 0 {
            let mut bytes = vec![0; 1 + self.below(8)];
            self.rng.fill_bytes(&mut bytes);
            bytes
        } else {
            TOKENS[self.below(TOKENS.len())].to_vec()
        };
        input.splice(at..at, piece);
    }

    fn repeat(&mut self, input: &mut Vec<u8>) {
        let (from, to) = self.range(input.len());
        let piece = input[from..to].to_vec();
        input.splice(to..to, piece);
    }

    /// Puts the end of another sample behind the beginning of this one.
    fn splice(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let keep = self.below(input.len() + 1);
        // As often at the same place as anywhere: formats of one length stay of that length.
        let from = match self.below(2) {
            0 => keep.min(other.len()),
            _ => self.below(other.len() + 1),
        };
        input.truncate(keep);
        input.extend_from_slice(&other[from..]);
    }

    /// Changes one of the decimal digits, where numbers are text.
    fn change_digit(&mut self, input: &mut [u8]) {
        let digits = input.iter().filter(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return;
        }
        let chosen = self.below(digits);
        let digit = b"0123456789"[self.below(10)];
        let mut found = input.iter_mut().filter(|byte| byte.is_ascii_digit());
        if let Some(byte) = found.nth(chosen) {
            *byte = digit;
        }
    }

    fn swap(&mut self, input: &mut [u8]) {
        if !input.is_empty() {
            let (one, other) = (self.below(input.len()), self.below(input.len()));
            input.swap(one, other);
        }
    }

    /// Chooses a byte, near the beginning as often as anywhere: lengths and kinds stand there.
    fn any_byte<'a>(&mut self, input: &'a mut [u8]) -> Option<&'a mut u8> {
        let reach = match self.below(2) {
            0 => input.len().min(64),
            _ => input.len(),
        };
        if reach == 0 {
            return None;
        }
        input.get_mut(self.below(reach))
    }

    /// Chooses a range, short as often as of any length.
    fn range(&mut self, len: usize) -> (usize, usize) {
        let from = self.below(len + 1);
        let most = match self.below(2) {
            0 => (len - from).min(8),
            _ => len - from,
        };
        (from, from + self.below(most + 1))
    }

    fn below(&mut self, end: usize) -> usize {
        self.rng.random_range(0..end)
    }
}
