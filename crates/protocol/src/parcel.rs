//! Parcels: the attachments of one letter as one age file of 2^k blocks (docs/protocol.md §10).
//!
//! In scope: lengths, sealing and opening block by block in constant memory, block addresses.
//! Out of scope: the archive inside (a tar), storing and fetching blocks.
//!
//! # Wire format
//!
//! ```text
//! file  = hybrid header (1,627) ‖ nonce (16) ‖ chunks of 65,536 + 16, the last one shorter
//! block = bytes i × 262,144 … of the file, kept at HMAC(seed, "bellrope/1 block" ‖ u32 i)[..16]
//! ```
//!
//! A parcel of 4,096 blocks is 1 GiB long and holds 1,073,478,101 bytes of content; the smallest,
//! of one block, holds 260,437:
//!
//! ```
//! use bellrope_protocol::{limit::{BLOCK_LEN, PARCEL_MAX_BLOCKS}, parcel::{self, ParcelPlan}};
//! assert_eq!(u64::from(PARCEL_MAX_BLOCKS) * BLOCK_LEN as u64, 1 << 30);
//! assert_eq!(parcel::MAX_CONTENT_LEN, 1_073_478_101);
//! assert_eq!(ParcelPlan::new(260_437).map(|plan| plan.blocks()), Ok(1));
//! assert_eq!(ParcelPlan::new(260_438).map(|plan| plan.blocks()), Ok(2));
//! ```
//!
//! # Sealing
//!
//! ```
//! # use bellrope_protocol::parcel::{ParcelOpener, ParcelPlan, ParcelSealer, SealError};
//! # use rand::SeedableRng as _;
//! # let mut rng = rand::rngs::StdRng::seed_from_u64(1);
//! # let mut stored = Vec::new();
//! let content = b"an archive";
//! let mut sealer = ParcelSealer::new(ParcelPlan::new(content.len() as u64).unwrap(), &mut rng);
//! let mut rest = content.as_slice();
//! while let Some(block) = sealer.push(&mut rest)? {
//!     stored.push(block.bytes.to_vec());
//! }
//! while let Some(block) = sealer.pad()? {
//!     stored.push(block.bytes.to_vec());
//! }
//! let key = sealer.finish()?;
//!
//! let mut opener = ParcelOpener::new(&key);
//! let opened = opener.push(&stored[0]).unwrap();
//! assert!(opened.starts_with(content));
//! opener.finish().unwrap();
//! # Ok::<(), SealError>(())
//! ```

mod address;
mod key;
mod open;
mod plan;
mod seal;

pub use self::{
    address::BlockAddress,
    key::{KeyError, ParcelKey},
    open::{OpenError, ParcelOpener},
    plan::{MAX_CONTENT_LEN, ParcelPlan, PlanError},
    seal::{Block, ParcelSealer, SealError},
};

#[cfg(test)]
mod tests;
