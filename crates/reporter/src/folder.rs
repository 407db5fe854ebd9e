//! The sealed folder: a letter and its blocks, to be posted from another place or later.
//!
//! In scope: `sealed.json`, the names in the folder, the 16,400 bytes of `letter`. Out of scope:
//! reading and writing files.
//!
//! Spec: docs/protocol.md §16.

use std::fmt;

use bellrope_protocol::base::{Base, DeskName, Host};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::limit::{LETTER_LEN, SEALED_LETTER_LEN, WEEK_SECS};
use bellrope_protocol::parcel::BlockAddress;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::compose::Sealed;

/// Days after the end of the letter's week on which it may still be posted.
const POST_WITHIN_DAYS: u32 = 14;
/// Name of the letter in the folder.
pub const LETTER_NAME: &str = "letter";
/// Name of the description in the folder.
pub const DESCRIPTION_NAME: &str = "sealed.json";
/// Name of the folder of blocks in the folder.
pub const BLOCKS_NAME: &str = "blocks";

/// Returns the file name of a block.
#[must_use]
pub fn block_name(index: u32) -> String {
    format!("{index:05}")
}

/// What `sealed.json` says: where the letter goes and until when. Nothing in it is secret, and
/// nothing tells what the letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFolder {
    /// The desk and its relay.
    pub base: Base,
    /// The desk's fingerprint.
    pub fingerprint: Fingerprint,
    /// The first day on which it is too late to post.
    pub post_before: Day,
    /// Where the blocks are stored, in order.
    pub blocks: Vec<BlockAddress>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    desk: DeskName,
    host: Host,
    fingerprint: String,
    post_before: Day,
    blocks: Vec<String>,
}

impl SealedFolder {
    /// Describes a letter that was sealed for the week beginning at `week` (Unix seconds).
    #[must_use]
    pub fn new(base: Base, fingerprint: Fingerprint, week: u64, blocks: Vec<BlockAddress>) -> Self {
        let post_before = Day::of(week + WEEK_SECS).plus(POST_WITHIN_DAYS);
        Self {
            base,
            fingerprint,
            post_before,
            blocks,
        }
    }

    /// Writes `sealed.json`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let wire = Wire {
            desk: self.base.desk.clone(),
            host: self.base.host.clone(),
            fingerprint: self.fingerprint.to_string().replace(' ', ""),
            post_before: self.post_before,
            blocks: self.blocks.iter().map(BlockAddress::to_string).collect(),
        };
        // Strings and lists only: there is nothing in it that could fail.
        serde_json::to_string(&wire).unwrap_or_default() + "\n"
    }

    /// Reads `sealed.json`.
    ///
    /// # Errors
    ///
    /// [`FolderError::Malformed`].
    pub fn parse(json: &[u8]) -> Result<Self, FolderError> {
        let wire: Wire = serde_json::from_slice(json).map_err(|_| FolderError::Malformed)?;
        let addresses = wire.blocks.iter().map(|address| address.parse().ok());
        Ok(Self {
            base: Base::new(wire.host, wire.desk),
            fingerprint: wire
                .fingerprint
                .parse()
                .map_err(|_| FolderError::Malformed)?,
            post_before: wire.post_before,
            blocks: addresses
                .collect::<Option<_>>()
                .ok_or(FolderError::Malformed)?,
        })
    }

    /// Says whether the letter may still be posted on `today`.
    ///
    /// # Errors
    ///
    /// [`FolderError::TooLate`]: the desk may have destroyed the week's key.
    pub fn check_day(&self, today: Day) -> Result<(), FolderError> {
        if today >= self.post_before {
            return Err(FolderError::TooLate {
                post_before: self.post_before,
                today,
            });
        }
        Ok(())
    }
}

impl Sealed {
    /// Writes a letter for posting later: letter ‖ tag, 16,400 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.letter.as_slice(), self.tag.as_bytes()].concat()
    }

    /// Reads a letter for posting later.
    ///
    /// # Errors
    ///
    /// [`FolderError::Letter`] for another length than 16,400 bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, FolderError> {
        let wrong = FolderError::Letter { len: bytes.len() };
        let (letter, tag) = bytes.split_first_chunk::<LETTER_LEN>().ok_or(wrong)?;
        let tag = tag.try_into().map_err(|_| wrong)?;
        Ok(Self {
            letter: Box::new(*letter),
            tag: Tag::from_bytes(tag),
        })
    }
}

/// Why a sealed folder is of no use.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// `sealed.json` is malformed.
    #[error("sealed.json is malformed")]
    Malformed,
    /// The letter file has the wrong length.
    #[error("sealed letter is {len} bytes, expected {SEALED_LETTER_LEN}")]
    Letter {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is too late: the letter would perhaps not open any more.
    #[error("letter had to be posted before {post_before}, today is {today}")]
    TooLate {
        /// The first day on which it is too late.
        post_before: Day,
        /// The day of the device's clock.
        today: Day,
    },
}

impl fmt::Debug for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_folder() -> SealedFolder {
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        let blocks = vec![
            BlockAddress::from_bytes([1; 16]),
            BlockAddress::from_bytes([2; 16]),
        ];
        // 2026-11-23 is a Monday.
        let week = "2026-11-23".parse::<Day>().unwrap().start_secs();
        SealedFolder::new(base, Fingerprint::from_bytes([3; 20]), week, blocks)
    }

    #[test]
    fn to_json_writes_the_form_of_the_protocol() {
        let expected = format!(
            "{{\"desk\":\"mid\",\"host\":\"relay.example\",\"fingerprint\":\"{}\",\
             \"post_before\":\"2026-12-14\",\"blocks\":[\"{}\",\"{}\"]}}\n",
            "03".repeat(20),
            "01".repeat(16),
            "02".repeat(16)
        );
        assert_eq!(a_folder().to_json(), expected);
        assert_eq!(
            SealedFolder::parse(expected.as_bytes()).unwrap(),
            a_folder()
        );
    }

    #[test]
    fn check_day_refuses_from_post_before_on() {
        let folder = a_folder();
        assert!(folder.check_day("2026-12-13".parse().unwrap()).is_ok());
        let late: Day = "2026-12-14".parse().unwrap();
        assert_eq!(
            folder.check_day(late),
            Err(FolderError::TooLate {
                post_before: late,
                today: late
            })
        );
    }

    #[test]
    fn parse_refuses_other_forms() {
        let json = a_folder().to_json();
        for wrong in [
            json.replace("mid", "../x"),
            json.replace("0202", "zz02"),
            json.replace("2026-12-14", "14-12-2026"),
            json.replace("\"blocks\"", "\"bricks\""),
            String::new(),
        ] {
            assert_eq!(
                SealedFolder::parse(wrong.as_bytes()),
                Err(FolderError::Malformed)
            );
        }
    }

    #[test]
    fn sealed_returns_from_its_bytes() {
        let sealed = Sealed {
            letter: Box::new([7; LETTER_LEN]),
            tag: Tag::from_bytes([9; 16]),
        };
        assert_eq!(sealed.to_bytes().len(), SEALED_LETTER_LEN);
        assert_eq!(Sealed::parse(&sealed.to_bytes()).unwrap(), sealed);
        for len in [0, LETTER_LEN, LETTER_LEN + 15, LETTER_LEN + 17] {
            assert_eq!(
                Sealed::parse(&vec![0; len]),
                Err(FolderError::Letter { len })
            );
        }
    }
}
