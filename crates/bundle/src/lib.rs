//! The bundle: a tar file that crosses the air gap between relay and desk, and the durable
//! file writes that it and others need.
//!
//! In scope: the closed grammar of member paths ([`Member`]), their limits ([`Member::limit`]),
//! a writer that is always canonical ([`BundleWriter`]), a reader that takes nothing else
//! ([`UnverifiedBundle`]), the entries and notes of one log in it ([`LogView`]), and files that are written and synced or not there ([`durable`]).
//!
//! Not in scope: what a bundle means. Signatures, logs and hashes are verified by the desk
//! against its own state (docs/protocol.md §14, B2–B8); this crate establishes B1. No network,
//! no keys, no clock.
//!
//! # Wire format
//!
//! A POSIX ustar archive (IEEE 1003.1, `pax` page, "ustar Interchange Format"):
//!
//! ```text
//! per member   header 512 ‖ body ‖ zero bytes up to a multiple of 512
//! at the end   1,024 zero bytes, then nothing
//! ```
//!
//! Members are regular files of mode 0644 with mtime 0 and no owner, named
//! `v1/desks/<desk>/<member>`, of one desk and one [`Direction`], in strictly ascending order of
//! [`Member`]: so no path comes twice.
//!
//! ```
//! use bellrope_bundle::{Log, Member, UnverifiedBundle, WriteError};
//! use bellrope_protocol::base::DeskName;
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("monday.bundle");
//! let desk: DeskName = "mid".parse()?;
//! bellrope_bundle::write(&path, desk, |bundle| {
//!     bundle.add(Member::Card { serial: 1 }, b"a signed card")?;
//!     bundle.add(Member::Checkpoint { log: Log::Intake }, b"a signed checkpoint")?;
//!     Ok::<(), WriteError>(())
//! })?;
//!
//! let bundle = UnverifiedBundle::open(&path)?;
//! assert_eq!(bundle.desk().as_str(), "mid");
//! assert_eq!(bundle.read(Member::Card { serial: 1 })?.unwrap(), b"a signed card");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod durable;
mod header;
mod limit;
mod member;
mod path;
mod reader;
mod view;
mod writer;

pub use header::HeaderError;
pub use limit::{Limit, MAX_MEMBERS};
pub use member::{Direction, Log, Member};
pub use path::{MemberPath, PathError};
pub use reader::{Body, OpenError, ReadError, UnverifiedBundle};
pub use view::{LogView, Members, NotListed, NoteKind, Notes, ViewError, Window};
pub use writer::{BundleWriter, WriteError, write};
