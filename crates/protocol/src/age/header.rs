//! The textual header: version line, stanzas, MAC.
//!
//! One grammar, one spelling: what [`Header::parse`] accepts, [`write`](Header::write) would write
//! byte for byte.

use thiserror::Error;

use super::FileKey;
use crate::encoding::{
    decode_base64_unpadded, decode_base64_unpadded_array, encode_base64_unpadded,
};

const VERSION_LINE: &[u8] = b"age-encryption.org/v1";
const STANZA_MARK: &[u8] = b"-> ";
const MAC_MARK: &[u8] = b"---";
const BODY_COLUMNS: usize = 64;
const MAC_COLUMNS: usize = 43;

/// A header that follows the grammar of C2SP age.md; no key has been tried on it.
#[derive(Debug)]
pub struct Header<'a> {
    stanzas: Vec<Stanza<'a>>,
    authenticated: &'a [u8],
    mac: [u8; 32],
    len: usize,
}

/// One recipient stanza: at least one argument, and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stanza<'a> {
    /// The space-separated arguments; the first is the type.
    pub args: Vec<&'a str>,
    /// The decoded body.
    pub body: Vec<u8>,
}

impl<'a> Header<'a> {
    /// Reads the header at the beginning of `file`.
    ///
    /// # Errors
    ///
    /// [`HeaderError`], by variant.
    pub fn parse(file: &'a [u8]) -> Result<Self, HeaderError> {
        let mut lines = Lines { file, at: 0 };
        if lines.next()? != VERSION_LINE {
            return Err(HeaderError::Version);
        }
        let mut stanzas = Vec::with_capacity(1);
        loop {
            let begin = lines.at;
            let line = lines.next()?;
            if let Some(args) = line.strip_prefix(STANZA_MARK) {
                stanzas.push(Stanza {
                    args: parse_args(args)?,
                    body: parse_body(&mut lines)?,
                });
            } else if let Some(mac) = line.strip_prefix(MAC_MARK)
                && !stanzas.is_empty()
            {
                return Ok(Self {
                    stanzas,
                    authenticated: &file[..begin + MAC_MARK.len()],
                    mac: parse_mac(mac)?,
                    len: lines.at,
                });
            } else {
                return Err(HeaderError::Stanza);
            }
        }
    }

    /// Writes the header with this one stanza.
    pub fn write(stanza: &Stanza<'_>, file_key: &FileKey) -> Vec<u8> {
        let body = encode_base64_unpadded(&stanza.body);
        let mut header = Vec::new();
        header.extend_from_slice(VERSION_LINE);
        header.extend_from_slice(b"\n->");
        for arg in &stanza.args {
            header.push(b' ');
            header.extend_from_slice(arg.as_bytes());
        }
        let (full, rest) = body.as_bytes().as_chunks::<BODY_COLUMNS>();
        for line in full {
            header.push(b'\n');
            header.extend_from_slice(line);
        }
        header.push(b'\n');
        header.extend_from_slice(rest);
        header.push(b'\n');
        header.extend_from_slice(MAC_MARK);
        let mac = file_key.header_mac(&header);
        header.push(b' ');
        header.extend_from_slice(encode_base64_unpadded(&mac).as_bytes());
        header.push(b'\n');
        header
    }

    /// Returns all stanzas, in order.
    pub fn stanzas(&self) -> &[Stanza<'a>] {
        &self.stanzas
    }

    /// Returns the stanza of a header that has exactly one.
    pub fn only_stanza(&self) -> Option<&Stanza<'a>> {
        match self.stanzas.as_slice() {
            [stanza] => Some(stanza),
            _ => None,
        }
    }

    /// Returns the length of the header, in bytes: where the payload begins.
    #[expect(clippy::len_without_is_empty, reason = "a header is never empty")]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Says, in constant time, whether the header's MAC is that of `file_key`.
    pub fn verify(&self, file_key: &FileKey) -> bool {
        file_key.verify_header(self.authenticated, &self.mac)
    }
}

/// Why bytes do not begin with an age header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// The first line is not the version line of age v1.
    #[error("not an age v1 file")]
    Version,
    /// The end came before the end of the header.
    #[error("header is cut short")]
    CutShort,
    /// A line that is neither a stanza nor a MAC, an argument or a body that is not canonical.
    #[error("malformed stanza in header")]
    Stanza,
    /// The MAC line is not a space and 43 characters of canonical base64.
    #[error("malformed mac in header")]
    Mac,
}

/// The lines of a header, each ended by a line feed.
struct Lines<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a [u8], HeaderError> {
        let rest = &self.file[self.at..];
        let len = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or(HeaderError::CutShort)?;
        self.at += len + 1;
        Ok(&rest[..len])
    }
}

/// `argument *(SP argument)`, each of one or more visible ASCII characters.
fn parse_args(args: &[u8]) -> Result<Vec<&str>, HeaderError> {
    let args = str::from_utf8(args).map_err(|_| HeaderError::Stanza)?;
    args.split(' ')
        .map(|arg| {
            let visible = !arg.is_empty() && arg.bytes().all(|byte| byte.is_ascii_graphic());
            visible.then_some(arg).ok_or(HeaderError::Stanza)
        })
        .collect()
}

/// Lines of 64 columns and then one shorter line, which may be empty.
fn parse_body(lines: &mut Lines<'_>) -> Result<Vec<u8>, HeaderError> {
    let mut text = Vec::new();
    loop {
        let line = lines.next()?;
        text.extend_from_slice(line);
        if line.len() > BODY_COLUMNS {
            return Err(HeaderError::Stanza);
        }
        if line.len() < BODY_COLUMNS {
            return decode_base64_unpadded(text).map_err(|_| HeaderError::Stanza);
        }
    }
}

fn parse_mac(rest: &[u8]) -> Result<[u8; 32], HeaderError> {
    let text = rest.strip_prefix(b" ").ok_or(HeaderError::Mac)?;
    if text.len() != MAC_COLUMNS {
        return Err(HeaderError::Mac);
    }
    decode_base64_unpadded_array(text).map_err(|_| HeaderError::Mac)
}

#[cfg(test)]
mod tests;
