//! A bundle as a stream of QR codes, for desks that let no stick in.
//!
//! In scope: frames of a fountain code (RaptorQ, RFC 6330), so that it does not matter which pictures are
//! lost; drawing a frame; finding frames in a grey picture. Out of scope: what is in a bundle, cameras,
//! picture files. A frame is public: bundles that leave a desk hold ciphertext and signed notes.
//!
//! # Wire format
//!
//! A frame is one QR code of version 25, level L, in byte mode:
//!
//! ```text
//! "BRQ1"            4
//! bundle           16   SHA-256 of the bundle, first 16 bytes
//! length            4   of the bundle, big endian
//! symbol number     4   RaptorQ's encoding symbol id, big endian
//! check             8   SHA-256 of the fields above and the symbol, first 8 bytes
//! symbol        1,232
//! ```
//!
//! 1,268 bytes of the 1,273 that such a code holds. One source block, no sub-blocks, alignment 8.
//!
//! ```
//! use bellrope_qr::{Receiver, Sender};
//!
//! let bundle = vec![7; 10_000];
//! let sender = Sender::new(&bundle)?;
//! let mut receiver = Receiver::default();
//! // Every third frame is lost.
//! let mut frames = (0..).filter(|n| n % 3 != 0).map(|n| sender.frame(n));
//! let received = frames.find_map(|frame| receiver.add(frame.as_bytes()).ok().flatten());
//! assert_eq!(received, Some(bundle));
//! # Ok::<(), bellrope_qr::SendError>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod frame;
mod picture;
mod receive;
mod send;

pub use frame::{FRAME_LEN, Frame, FrameError};
pub use picture::{Code, find_codes};
pub use receive::{ReceiveError, Receiver};
pub use send::{BUNDLE_MAX_LEN, SendError, Sender};
