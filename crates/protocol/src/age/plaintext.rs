//! Opened plaintexts of fixed length.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// An opened plaintext of exactly `N` bytes, padding included. Wiped on drop, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Plaintext<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Plaintext<N> {
    /// Makes room for a plaintext that is opened in place.
    pub(crate) fn from_ciphertext(ciphertext: &[u8; N]) -> Self {
        Self(Box::new(*ciphertext))
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [u8] {
        self.0.as_mut_slice()
    }

    /// Returns the bytes.
    pub fn expose_secret(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Plaintext<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plaintext").finish_non_exhaustive()
    }
}
