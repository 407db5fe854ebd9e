//! Reading a bundle: an index first, bodies when they are asked for.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use bellrope_protocol::base::DeskName;

use crate::header::{self, BLOCK, END, HeaderError};
use crate::limit::{Limit, MAX_MEMBERS};
use crate::member::{Direction, Member};
use crate::path::MemberPath;

/// A bundle of which B1 holds (docs/protocol.md §14) and nothing else is known: whatever a body
/// says must still be verified.
///
/// Bodies stay in the file; the index takes some 60 bytes a member.
#[derive(Debug)]
pub struct UnverifiedBundle {
    file: File,
    desk: DeskName,
    direction: Direction,
    /// In ascending order of the member.
    index: Vec<Place>,
}

/// Where a member's body is.
#[derive(Debug, Clone, Copy)]
struct Place {
    member: Member,
    offset: u64,
    len: u64,
}

impl UnverifiedBundle {
    /// Opens a bundle and reads its headers.
    ///
    /// # Errors
    ///
    /// [`OpenError`]: the first thing in the archive that is not as §14 says.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::from_file(File::open(path)?)
    }

    /// Reads the headers of an open file, from its beginning.
    ///
    /// # Errors
    ///
    /// As [`UnverifiedBundle::open`].
    pub fn from_file(mut file: File) -> Result<Self, OpenError> {
        let len = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        let mut scan = Scan::new(BufReader::new(&file), len);
        let mut first = None;
        let mut index: Vec<Place> = Vec::new();
        while let Some((path, place)) = scan.next_member()? {
            let (desk, direction) =
                first.get_or_insert((path.desk.clone(), place.member.direction()));
            check_kinship(desk, *direction, &path)?;
            check_order(index.last(), place.member)?;
            if index.len() == MAX_MEMBERS {
                return Err(OpenError::TooMany);
            }
            index.push(place);
        }
        let (desk, direction) = first.ok_or(OpenError::Empty)?;
        Ok(Self {
            file,
            desk,
            direction,
            index,
        })
    }

    /// Returns the desk of all members.
    #[must_use]
    pub fn desk(&self) -> &DeskName {
        &self.desk
    }

    /// Returns which way all members go.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns the members, in ascending order.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Member> + '_ {
        self.index.iter().map(|place| place.member)
    }

    /// Says whether the bundle has a member.
    #[must_use]
    pub fn contains(&self, member: Member) -> bool {
        self.place(member).is_some()
    }

    /// Returns the length of a member's body, in bytes.
    #[must_use]
    pub fn len_of(&self, member: Member) -> Option<u64> {
        self.place(member).map(|place| place.len)
    }

    /// Reads a member's body whole; `None` if the bundle does not have it.
    ///
    /// Its length was checked against [`Member::limit`], which for an intake batch is gigabytes:
    /// read those by [`UnverifiedBundle::body`].
    ///
    /// # Errors
    ///
    /// [`ReadError`]: the file could not be read, or is shorter now.
    pub fn read(&self, member: Member) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(mut body) = self.body(member) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        body.read_to_end(&mut bytes)
            .map_err(|source| ReadError { member, source })?;
        Ok(Some(bytes))
    }

    /// Returns a reader of a member's body, to be read in constant memory; `None` if the bundle
    /// does not have it. Several may be read at once. Not buffered.
    ///
    /// The reader fails with [`io::ErrorKind::UnexpectedEof`] where the file has become shorter.
    #[must_use]
    pub fn body(&self, member: Member) -> Option<Body<'_>> {
        let place = self.place(member)?;
        Some(Body {
            file: &self.file,
            offset: place.offset,
            left: place.len,
        })
    }

    fn place(&self, member: Member) -> Option<Place> {
        let found = self
            .index
            .binary_search_by(|place| place.member.cmp(&member));
        found.ok().map(|i| self.index[i])
    }
}

fn check_kinship(
    desk: &DeskName,
    direction: Direction,
    path: &MemberPath,
) -> Result<(), OpenError> {
    let member = path.member;
    if *desk != path.desk {
        return Err(OpenError::OtherDesk { member });
    }
    if direction != member.direction() {
        return Err(OpenError::Direction {
            member,
            expected: direction,
        });
    }
    Ok(())
}

fn check_order(last: Option<&Place>, member: Member) -> Result<(), OpenError> {
    match last.map(|place| place.member) {
        Some(after) if member == after => Err(OpenError::Repeated { member }),
        Some(after) if member < after => Err(OpenError::Order { member, after }),
        _ => Ok(()),
    }
}

/// Reads headers from one member to the next.
struct Scan<R> {
    input: R,
    /// Where the next header is.
    offset: u64,
    /// Length of the file.
    len: u64,
}

impl<R: Read + io::Seek> Scan<BufReader<R>> {
    fn new(input: BufReader<R>, len: u64) -> Self {
        Self {
            input,
            offset: 0,
            len,
        }
    }

    /// Reads the next header and steps over its body; `None` at a proper end.
    fn next_member(&mut self) -> Result<Option<(MemberPath, Place)>, OpenError> {
        let offset = self.offset;
        let bytes = self.block()?;
        if bytes == [0; BLOCK] {
            return self.end().map(|()| None);
        }
        let malformed = |source| OpenError::Header { offset, source };
        let header = header::decode(&bytes).map_err(malformed)?;
        let path: MemberPath = header
            .name
            .parse()
            .map_err(|_| OpenError::Path { offset })?;
        // One spelling for each header, whatever numbers the parser lets through.
        if header::encode(&path, header.len) != bytes {
            return Err(malformed(HeaderError::Spelling));
        }
        let (member, len, limit) = (path.member, header.len, path.member.limit());
        if !limit.admits(len) {
            return Err(OpenError::Length { member, len, limit });
        }
        let place = Place {
            member,
            offset: self.offset,
            len,
        };
        self.skip_body(place)?;
        Ok(Some((path, place)))
    }

    fn block(&mut self) -> Result<[u8; BLOCK], OpenError> {
        let mut block = [0; BLOCK];
        if self.len - self.offset < BLOCK as u64 {
            return Err(OpenError::Truncated { len: self.len });
        }
        self.input.read_exact(&mut block)?;
        self.offset += BLOCK as u64;
        Ok(block)
    }

    fn skip_body(&mut self, place: Place) -> Result<(), OpenError> {
        let padding = header::padding(place.len);
        // Limits are far below 2^63, so nothing overflows.
        if self.len - self.offset < place.len + padding as u64 {
            return Err(OpenError::Truncated { len: self.len });
        }
        self.input
            .seek_relative(i64::try_from(place.len).map_err(io::Error::other)?)?;
        let mut zeros = [0; BLOCK];
        self.input.read_exact(&mut zeros[..padding])?;
        if zeros != [0; BLOCK] {
            return Err(OpenError::Padding {
                member: place.member,
            });
        }
        self.offset += place.len + padding as u64;
        Ok(())
    }

    /// Reads what follows the first block of zeros: another one, and nothing.
    fn end(&mut self) -> Result<(), OpenError> {
        let end = self.offset - BLOCK as u64 + END as u64;
        if self.block()? != [0; BLOCK] || self.len != end {
            return Err(OpenError::Trailing { offset: end });
        }
        Ok(())
    }
}

/// The body of one member, read from the file as it goes.
#[derive(Debug)]
pub struct Body<'a> {
    file: &'a File,
    offset: u64,
    left: u64,
}

impl<'a> Body<'a> {
    /// Returns how many bytes are still to be read.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Parts with the next `len` bytes, or all that are left: a body of their own, which another
    /// thread may read.
    #[must_use]
    pub fn part(&mut self, len: u64) -> Body<'a> {
        let part = Body {
            file: self.file,
            offset: self.offset,
            left: len.min(self.left),
        };
        self.offset += part.left;
        self.left -= part.left;
        part
    }
}

impl Read for Body<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let found = read_at(self.file, &mut buffer[..most], self.offset)?;
        if found == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.offset += found as u64;
        self.left -= found as u64;
        Ok(found)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

/// Why a file is not a bundle (docs/protocol.md §14, B1). Offsets are bytes in the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file could not be opened or read.
    #[error("cannot read the bundle")]
    Io(#[from] io::Error),
    /// The file ends before the archive does: a copy that broke off.
    #[error("bundle breaks off after {len} bytes")]
    Truncated {
        /// Length of the file, in bytes.
        len: u64,
    },
    /// A header is not what every member's header is.
    #[error("bundle has a bad header at byte {offset}")]
    Header {
        /// Where the header is.
        offset: u64,
        /// What is wrong with it.
        source: HeaderError,
    },
    /// A path is outside the grammar.
    #[error("bundle has a member at byte {offset} that has no place in a bundle")]
    Path {
        /// Where its header is.
        offset: u64,
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
    /// The bytes after a body are not zeros.
    #[error("{member} is not padded with zero bytes")]
    Padding {
        /// The member.
        member: Member,
    },
    /// A member comes twice.
    #[error("{member} comes twice")]
    Repeated {
        /// The member.
        member: Member,
    },
    /// A member comes after one that must follow it.
    #[error("{member} may not come after {after}")]
    Order {
        /// The member.
        member: Member,
        /// The one before it.
        after: Member,
    },
    /// A member is of another desk than those before.
    #[error("{member} is of another desk than the members before it")]
    OtherDesk {
        /// The member.
        member: Member,
    },
    /// A member crosses the air gap the other way than those before.
    #[error("{member} has no place in a bundle {expected}")]
    Direction {
        /// The member.
        member: Member,
        /// Which way the others go.
        expected: Direction,
    },
    /// Something follows the end of the archive.
    #[error("bundle does not end at byte {offset}, where its archive does")]
    Trailing {
        /// Where the archive ends.
        offset: u64,
    },
    /// There are more members than [`MAX_MEMBERS`].
    #[error("bundle has more than {MAX_MEMBERS} members")]
    TooMany,
    /// There is no member at all.
    #[error("bundle has no members")]
    Empty,
}

/// A member's body could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {member}")]
pub struct ReadError {
    /// The member.
    pub member: Member,
    /// What the machine said.
    pub source: io::Error,
}
