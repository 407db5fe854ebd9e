//! Writing a bundle.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use bellrope_protocol::base::DeskName;

use crate::durable::{self, DurableError};
use crate::header::{self, BLOCK, END};
use crate::limit::{Limit, MAX_MEMBERS};
use crate::member::{Direction, Member};
use crate::path::MemberPath;

/// Writes a bundle durably: written and synced, or not there (see [`durable::write`]).
///
/// # Errors
///
/// [`WriteError`] as `E`, or what `fill` answers; then nothing is written.
pub fn write<E: From<WriteError>>(
    path: &Path,
    desk: DeskName,
    fill: impl FnOnce(&mut BundleWriter<BufWriter<&mut File>>) -> Result<(), E>,
) -> Result<(), E> {
    durable::write(path, |file| {
        let mut bundle = BundleWriter::new(desk, BufWriter::with_capacity(1 << 16, file));
        fill(&mut bundle).map_err(Failed::Fill)?;
        let mut out = bundle.finish().map_err(Failed::Write)?;
        out.flush().map_err(|source| Failed::Write(source.into()))
    })
    .map_err(|failed: Failed<E>| match failed {
        Failed::Fill(err) => err,
        Failed::Write(err) => err.into(),
    })
}

/// Keeps the caller's error apart from ours until both are one type.
enum Failed<E> {
    Fill(E),
    Write(WriteError),
}

impl<E> From<DurableError> for Failed<E> {
    fn from(err: DurableError) -> Self {
        Self::Write(WriteError::Durable(err))
    }
}

/// Writes members one after the other, each within its limit and in ascending order, all for
/// one desk and one direction. The same members give the same bytes.
#[derive(Debug)]
pub struct BundleWriter<W> {
    out: W,
    desk: DeskName,
    last: Option<Member>,
    count: usize,
    /// A member failed half-way, so nothing may follow it.
    is_torn: bool,
}

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle of one desk. `out` should be buffered.
    pub fn new(desk: DeskName, out: W) -> Self {
        Self {
            out,
            desk,
            last: None,
            count: 0,
            is_torn: false,
        }
    }

    /// Writes one member.
    ///
    /// # Errors
    ///
    /// As [`BundleWriter::add_from`].
    pub fn add(&mut self, member: Member, body: &[u8]) -> Result<(), WriteError> {
        self.add_from(member, body.len() as u64, body)
    }

    /// Writes one member of exactly `len` bytes, read from `body` in constant memory.
    ///
    /// # Errors
    ///
    /// Before anything is written: [`WriteError::Grammar`], [`WriteError::Length`],
    /// [`WriteError::Order`], [`WriteError::Direction`], [`WriteError::TooMany`]. After that the
    /// bundle is [`WriteError::Torn`]: [`WriteError::Body`] if `body` is not `len` bytes,
    /// [`WriteError::Io`].
    pub fn add_from(
        &mut self,
        member: Member,
        len: u64,
        body: impl Read,
    ) -> Result<(), WriteError> {
        self.check(member, len)?;
        self.is_torn = true;
        let path = MemberPath {
            desk: self.desk.clone(),
            member,
        };
        self.out.write_all(&header::encode(&path, len))?;
        // One byte more than there may be, so that a longer body is seen.
        let found = io::copy(&mut body.take(len.saturating_add(1)), &mut self.out)?;
        if found != len {
            return Err(WriteError::Body {
                member,
                found,
                expected: len,
            });
        }
        self.out.write_all(&[0; BLOCK][..header::padding(len)])?;
        self.is_torn = false;
        self.last = Some(member);
        self.count += 1;
        Ok(())
    }

    fn check(&self, member: Member, len: u64) -> Result<(), WriteError> {
        if self.is_torn {
            return Err(WriteError::Torn);
        }
        if !member.is_valid() {
            return Err(WriteError::Grammar { member });
        }
        let limit = member.limit();
        if !limit.admits(len) {
            return Err(WriteError::Length { member, len, limit });
        }
        if self.count == MAX_MEMBERS {
            return Err(WriteError::TooMany);
        }
        match self.last {
            Some(last) if last.direction() != member.direction() => Err(WriteError::Direction {
                member,
                expected: last.direction(),
            }),
            Some(after) if member <= after => Err(WriteError::Order { member, after }),
            _ => Ok(()),
        }
    }

    /// Ends the bundle and hands back what it was written to, not flushed.
    ///
    /// # Errors
    ///
    /// [`WriteError::Empty`] without any member, [`WriteError::Torn`], [`WriteError::Io`].
    pub fn finish(mut self) -> Result<W, WriteError> {
        if self.is_torn {
            return Err(WriteError::Torn);
        }
        if self.count == 0 {
            return Err(WriteError::Empty);
        }
        self.out.write_all(&[0; END])?;
        Ok(self.out)
    }
}

/// Why a bundle was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The numbers of a member are such as no path has.
    #[error("{member} is not a member that a bundle may have")]
    Grammar {
        /// The member.
        member: Member,
    },
    /// A member is too long, too short or of an odd length.
    #[error("{member} is {len} bytes, expected {limit}")]
    Length {
        /// The member.
        member: Member,
        /// Its length, in bytes.
        len: u64,
        /// The lengths it may have.
        limit: Limit,
    },
    /// A member comes after one that must follow it, or comes twice.
    #[error("{member} may not come after {after}")]
    Order {
        /// The member.
        member: Member,
        /// The one written before.
        after: Member,
    },
    /// A member crosses the air gap the other way than those before.
    #[error("{member} has no place in a bundle {expected}")]
    Direction {
        /// The member.
        member: Member,
        /// Which way the others go.
        expected: Direction,
    },
    /// There are more members than [`MAX_MEMBERS`].
    #[error("bundle has more than {MAX_MEMBERS} members")]
    TooMany,
    /// There is no member at all.
    #[error("bundle has no members")]
    Empty,
    /// A member's body ended early or went on; `found` stops at one byte too many.
    #[error("body of {member} is {found} bytes, expected {expected}")]
    Body {
        /// The member.
        member: Member,
        /// Bytes found.
        found: u64,
        /// Bytes announced.
        expected: u64,
    },
    /// A member failed half-way before.
    #[error("bundle is torn")]
    Torn,
    /// Reading a body or writing the bundle failed.
    #[error("cannot write the bundle")]
    Io(#[from] io::Error),
    /// The file could not be made durable.
    #[error("cannot write the bundle")]
    Durable(#[source] DurableError),
}
