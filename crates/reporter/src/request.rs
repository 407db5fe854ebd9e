//! Requests and answers as values.

use std::fmt;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::BlockAddress;
use bellrope_protocol::tag::Tag;

/// The methods that a reporter uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Asks for something public.
    Get,
    /// Hands in a letter, or asks for an upload grant.
    Post,
    /// Stores a block.
    Put,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        })
    }
}

/// One request to a relay.
///
/// The driver adds what HTTP needs and nothing that tells one reporter from another.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path, from `/v1` on.
    pub path: String,
    /// Further headers, by lower-case name; at most one here.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for [`Method::Get`].
    pub body: Vec<u8>,
    /// Greatest length of an answer's body that is of any use, in bytes.
    pub answer_max_len: usize,
}

impl Request {
    /// Asks for something of the relay itself.
    pub(crate) fn get(path: &str, answer_max_len: usize) -> Self {
        Self {
            method: Method::Get,
            path: format!("/v1/{path}"),
            headers: Vec::new(),
            body: Vec::new(),
            answer_max_len,
        }
    }

    /// Asks for something of a desk.
    pub(crate) fn get_of_desk(desk: &DeskName, path: &str, answer_max_len: usize) -> Self {
        Self::get(&format!("desks/{desk}/{path}"), answer_max_len)
    }

    /// Hands in a letter with its tag.
    pub(crate) fn post_letter(desk: &DeskName, letter: &[u8], tag: Tag) -> Self {
        Self {
            method: Method::Post,
            headers: vec![("bellrope-tag", tag.to_string())],
            body: letter.to_vec(),
            ..Self::get_of_desk(desk, "letters", SMALL_ANSWER)
        }
    }

    /// Asks for an upload grant.
    pub(crate) fn post_grant(desk: &DeskName) -> Self {
        Self {
            method: Method::Post,
            ..Self::get_of_desk(desk, "grants", SMALL_ANSWER)
        }
    }

    /// Stores a block under a grant.
    pub(crate) fn put_block(
        desk: &DeskName,
        address: BlockAddress,
        bytes: &[u8; BLOCK_LEN],
        grant: &[u8; 16],
    ) -> Self {
        Self {
            method: Method::Put,
            headers: vec![("bellrope-grant", encode_hex(grant))],
            body: bytes.to_vec(),
            ..Self::get_of_desk(desk, &format!("blocks/{address}"), SMALL_ANSWER)
        }
    }
}

/// Greatest length of an answer that is a receipt, a grant or a problem, in bytes.
const SMALL_ANSWER: usize = 16_384;

impl fmt::Debug for Request {
    /// Prints method and path up to the desk's part: addresses and tags tell things apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &Public(&self.path))
            .finish_non_exhaustive()
    }
}

/// Prints a path without what only this reporter knows.
struct Public<'a>(&'a str);

impl fmt::Debug for Public<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once("/blocks/") {
            Some((before, _)) => write!(f, "{before}/blocks/.."),
            None => f.write_str(self.0),
        }
    }
}

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body, at most [`Request::answer_max_len`] bytes.
    pub body: Vec<u8>,
}

/// An answer with a status that the protocol does not give to the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("relay answered {status}")]
pub struct StatusError {
    /// The status.
    pub status: u16,
}

impl Response {
    /// Returns the body of a 200 answer.
    pub(crate) fn into_body(self) -> Result<Vec<u8>, StatusError> {
        match self.status {
            200 => Ok(self.body),
            status => Err(StatusError { status }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_block_address_and_grant() {
        let desk: DeskName = "mid".parse().unwrap();
        let address = BlockAddress::from_bytes([0xab; 16]);
        let request = Request::put_block(&desk, address, &[0; BLOCK_LEN], &[0xcd; 16]);
        let printed = format!("{request:?}");
        assert_eq!(
            printed,
            "Request { method: Put, path: /v1/desks/mid/blocks/.., .. }"
        );
    }

    #[test]
    fn debug_hides_tag_and_letter() {
        let desk: DeskName = "mid".parse().unwrap();
        let request = Request::post_letter(&desk, b"letter", Tag::from_bytes([0xab; 16]));
        let printed = format!("{request:?}");
        assert_eq!(
            printed,
            "Request { method: Post, path: /v1/desks/mid/letters, .. }"
        );
    }
}
