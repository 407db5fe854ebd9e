//! One frame, and what tells it from others.

use sha2::{Digest as _, Sha256};

const MAGIC: &[u8; 4] = b"BRQ1";
const HASH_LEN: usize = 16;
const CHECK_LEN: usize = 8;
/// Length of what stands before the check, in bytes.
const HEAD_LEN: usize = 4 + HASH_LEN + 4 + 4;
/// Length of a symbol of the fountain code, in bytes.
pub(crate) const SYMBOL_LEN: usize = 1_232;
/// Length of a frame, in bytes.
pub const FRAME_LEN: usize = HEAD_LEN + CHECK_LEN + SYMBOL_LEN;

/// Which bundle frames belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) hash: [u8; HASH_LEN],
    /// Length of the bundle, in bytes.
    pub(crate) len: u32,
}

impl Subject {
    pub(crate) fn of(bundle: &[u8], len: u32) -> Self {
        Self {
            hash: first(&Sha256::digest(bundle)),
            len,
        }
    }
}

/// A frame, as it stands in one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame(Vec<u8>);

/// A frame, read.
pub(crate) struct Parts<'f> {
    pub(crate) subject: Subject,
    pub(crate) number: u32,
    pub(crate) symbol: &'f [u8],
}

impl Frame {
    pub(crate) fn write(subject: &Subject, number: u32, symbol: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(FRAME_LEN);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&subject.hash);
        bytes.extend_from_slice(&subject.len.to_be_bytes());
        bytes.extend_from_slice(&number.to_be_bytes());
        let check = check(&bytes, symbol);
        bytes.extend_from_slice(&check);
        bytes.extend_from_slice(symbol);
        Self(bytes)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Parts<'_>, FrameError> {
        if !bytes.starts_with(MAGIC) {
            return Err(FrameError::NotOurs);
        }
        if bytes.len() != FRAME_LEN {
            return Err(FrameError::Damaged);
        }
        let (head, rest) = bytes.split_at(HEAD_LEN);
        let (stated, symbol) = rest.split_at(CHECK_LEN);
        if stated != check(head, symbol) {
            return Err(FrameError::Damaged);
        }
        Ok(Parts {
            subject: Subject {
                hash: first(&head[4..]),
                len: number_at(head, 4 + HASH_LEN),
            },
            number: number_at(head, 4 + HASH_LEN + 4),
            symbol,
        })
    }

    /// Returns the bytes of the code.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

fn check(head: &[u8], symbol: &[u8]) -> [u8; CHECK_LEN] {
    first(
        &Sha256::new()
            .chain_update(head)
            .chain_update(symbol)
            .finalize(),
    )
}

fn first<const LEN: usize>(bytes: &[u8]) -> [u8; LEN] {
    let mut out = [0; LEN];
    for (out, byte) in out.iter_mut().zip(bytes) {
        *out = *byte;
    }
    out
}

fn number_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(first(&bytes[at..]))
}

/// Why what a code says is not a frame of the bundle that is being received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// It is some other code.
    #[error("the code is none of ours")]
    NotOurs,
    /// It was misread.
    #[error("the frame is damaged")]
    Damaged,
    /// It is of another bundle than the first frame.
    #[error("the frame is of another bundle")]
    OtherBundle,
    /// Its length is not one that a sender states.
    #[error("the frame states a bundle of {len} bytes")]
    Length {
        /// The length stated.
        len: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let subject = Subject::of(b"bundle", 6);
        Frame::write(&subject, 9, &[3; SYMBOL_LEN])
    }

    #[test]
    fn a_frame_fits_a_code() {
        assert_eq!(frame().as_bytes().len(), FRAME_LEN);
        assert_eq!(FRAME_LEN, 1_268);
    }

    #[test]
    fn read_gives_what_was_written() {
        let frame = frame();
        let parts = Frame::read(frame.as_bytes()).ok().unwrap();
        assert_eq!(parts.subject, Subject::of(b"bundle", 6));
        assert_eq!((parts.number, parts.symbol), (9, &[3; SYMBOL_LEN][..]));
    }

    #[test]
    fn read_refuses_every_changed_byte_and_length() {
        let frame = frame();
        for at in 0..FRAME_LEN {
            let mut bytes = frame.as_bytes().to_vec();
            bytes[at] ^= 1;
            assert!(Frame::read(&bytes).is_err(), "{at}");
        }
        for len in 0..FRAME_LEN {
            assert!(Frame::read(&frame.as_bytes()[..len]).is_err(), "{len}");
        }
    }
}
