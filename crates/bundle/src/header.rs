//! One 512-byte header of a ustar archive: written one way, and read when it says the same.

use tar::{EntryType, Header};

use crate::path::MemberPath;

/// Length of a header, and what bodies are padded to a multiple of, in bytes.
pub(crate) const BLOCK: usize = 512;
/// Length of the end of an archive, in bytes: two blocks of zeros.
pub(crate) const END: usize = 2 * BLOCK;

/// The mode of every member.
const MODE: u32 = 0o644;

/// Returns how many zero bytes follow a body of `len` bytes: 0–511.
pub(crate) fn padding(len: u64) -> usize {
    // A remainder of 512 fits any usize.
    let over = usize::try_from(len % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

/// Makes the header of a member.
pub(crate) fn encode(path: &MemberPath, len: u64) -> [u8; BLOCK] {
    let mut header = Header::new_ustar();
    let name = path.to_string();
    // The grammar has no path above 100 bytes; a test holds that.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_mode(MODE);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_entry_type(EntryType::Regular);
    header.set_size(len);
    header.set_cksum();
    *header.as_bytes()
}

/// A header whose form is right; whether path and size are is not known yet.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) name: String,
    pub(crate) len: u64,
}

/// Reads a header, which must be what §14 says of every member.
pub(crate) fn decode(bytes: &[u8; BLOCK]) -> Result<Decoded, HeaderError> {
    let header = Header::from_byte_slice(bytes);
    if checksum(bytes) != header.cksum().map_err(|_| HeaderError::Number)? {
        return Err(HeaderError::Checksum);
    }
    let ustar = header.as_ustar().ok_or(HeaderError::NotUstar)?;
    if ustar.version != *b"00" {
        return Err(HeaderError::NotUstar);
    }
    // Only '0': the NUL of older archives is another spelling of the same.
    if ustar.typeflag != [b'0'] || is_set(&ustar.linkname) {
        return Err(HeaderError::NotRegular);
    }
    let number = |value: std::io::Result<u64>| value.map_err(|_| HeaderError::Number);
    if number(header.mode().map(u64::from))? != u64::from(MODE) {
        return Err(HeaderError::Mode);
    }
    if number(header.mtime())? != 0 {
        return Err(HeaderError::Time);
    }
    let is_owned = number(header.uid())? != 0 || number(header.gid())? != 0;
    if is_owned || is_set(&ustar.uname) || is_set(&ustar.gname) {
        return Err(HeaderError::Owner);
    }
    if is_set(&ustar.prefix) || is_set(&ustar.pad) {
        return Err(HeaderError::NotUstar);
    }
    Ok(Decoded {
        name: name(&ustar.name).ok_or(HeaderError::Name)?,
        len: number(header.size())?,
    })
}

/// Says whether any byte is not NUL.
fn is_set(field: &[u8]) -> bool {
    field.iter().any(|&b| b != 0)
}

/// Returns the text of a field that is padded with NUL, and nothing after the first NUL.
fn name(field: &[u8; 100]) -> Option<String> {
    let end = field.iter().position(|&b| b == 0).unwrap_or(field.len());
    let (name, rest) = field.split_at(end);
    if is_set(rest) {
        return None;
    }
    String::from_utf8(name.to_vec()).ok()
}

/// Sums a header's bytes, those of the checksum field taken as spaces.
fn checksum(bytes: &[u8; BLOCK]) -> u32 {
    const FIELD: std::ops::Range<usize> = 148..156;
    let sum = |part: &[u8]| part.iter().map(|&b| u32::from(b)).sum::<u32>();
    sum(&bytes[..FIELD.start]) + 8 * u32::from(b' ') + sum(&bytes[FIELD.end..])
}

/// Why a header is not one that a bundle has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// The bytes do not add up to their checksum.
    #[error("header has a wrong checksum")]
    Checksum,
    /// It is a header of another format or of an extension.
    #[error("header is not plain ustar")]
    NotUstar,
    /// The member is a link, a folder or anything but a regular file.
    #[error("member is not a regular file")]
    NotRegular,
    /// A number is not one.
    #[error("header has a malformed number")]
    Number,
    /// The name is not text padded with NUL.
    #[error("member has a malformed name")]
    Name,
    /// The mode is not 0644.
    #[error("member does not have the mode 0644")]
    Mode,
    /// The modification time is not 0.
    #[error("member has a time")]
    Time,
    /// A user or group is named.
    #[error("member has an owner")]
    Owner,
    /// It says what it must in another way: numbers with spaces, in binary, of other widths.
    #[error("header is not spelt as that of a bundle")]
    Spelling,
}
