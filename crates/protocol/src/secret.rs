//! Secret bytes: boxed, wiped on drop, never printed, never cloned.

use std::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// `N` secret bytes on the heap, so that moves leave no copies. Wiped on drop.
///
/// Wiping cannot undo what the compiler, swap or a WebAssembly memory copied before.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretBytes<const N: usize>(Box<[u8; N]>);

impl<const N: usize> SecretBytes<N> {
    /// Copies secret bytes; the original is the caller's to wipe.
    #[must_use]
    pub fn new(bytes: &[u8; N]) -> Self {
        Self::filled(|secret| secret.copy_from_slice(bytes))
    }

    /// Draws secret bytes from the generator.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::filled(|secret| rng.fill_bytes(secret))
    }

    /// Makes secret bytes in place, from all zeros.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8; N])) -> Self {
        let mut secret = Self(Box::new([0; N]));
        fill(&mut secret.0);
        secret
    }

    /// Returns the bytes.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; N] {
        &self.0
    }

    /// Compares in constant time.
    #[must_use]
    pub fn equals(&self, other: &[u8; N]) -> bool {
        self.0.as_slice().ct_eq(other).into()
    }
}

impl<const N: usize> fmt::Debug for SecretBytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretBytes").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_bytes() {
        assert_eq!(
            format!("{:?}", SecretBytes::new(&[7; 32])),
            "SecretBytes { .. }"
        );
    }

    #[test]
    fn equals_compares_every_byte() {
        let secret = SecretBytes::new(&[7; 16]);
        assert!(secret.equals(&[7; 16]));
        for position in 0..16 {
            let mut other = [7; 16];
            other[position] ^= 1;
            assert!(!secret.equals(&other));
        }
    }
}
