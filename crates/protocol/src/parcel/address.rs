//! Where the relay keeps blocks.

use std::{fmt, str::FromStr};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::encoding::{EncodingError, decode_hex_array, encode_hex};

const LABEL: &[u8] = b"bellrope/1 block";

/// Where the relay keeps one block: 16 bytes, 32 hex digits in URLs. Not secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockAddress([u8; BlockAddress::LEN]);

impl BlockAddress {
    /// Length of an address, in bytes.
    pub const LEN: usize = 16;

    /// Takes the bytes of an address.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes of this address.
    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Display for BlockAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_hex(&self.0))
    }
}

impl FromStr for BlockAddress {
    type Err = EncodingError;

    fn from_str(hex: &str) -> Result<Self, EncodingError> {
        decode_hex_array(hex).map(Self)
    }
}

/// The seed of a parcel's block addresses. Wiped on drop, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Seed(pub(super) Box<[u8; 32]>);

impl Seed {
    /// Derives the address of block `index`.
    pub(super) fn address(&self, index: u32) -> BlockAddress {
        // spec: §1.1 D17
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("any length");
        mac.update(LABEL);
        mac.update(&index.to_be_bytes());
        let mac: [u8; 32] = mac.finalize().into_bytes().into();
        let mut address = [0; BlockAddress::LEN];
        address.copy_from_slice(&mac[..BlockAddress::LEN]);
        BlockAddress(address)
    }
}
