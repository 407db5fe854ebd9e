//! Long texts in parts: consecutive replies, each of which says which part it is.
//!
//! Spec: docs/protocol.md §8.

use serde::{Deserialize, Serialize};

use super::Unknown;
use super::open::hidden_debug;
use super::reply::{REPLY_JSON_MAX_LEN, ReplyContent, Status};
use crate::key::CaseHandle;
use crate::time::Day;

/// One part of a text: most texts have one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    /// Which part, from 1.
    pub part: u32,
    /// Number of parts.
    pub of: u32,
    /// The text of the part; the parts joined are the whole text.
    pub body: String,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

hidden_debug!(TextPart);

impl TextPart {
    /// Makes a text of one part. Whether it fits a reply is for its `encode` to say.
    #[must_use]
    pub fn whole(body: impl Into<String>) -> Self {
        Self::numbered(1, 1, body.into())
    }

    /// Splits a text into parts that each fit one reply, whatever the reply's number. The first
    /// reply can carry `status` too.
    ///
    /// Parts end between characters, at a blank if there is one near the end. An empty text is one
    /// empty part.
    #[must_use]
    pub fn split(text: &str, status: Option<&Status>) -> Vec<Self> {
        let mut bodies = Vec::new();
        let mut rest = text;
        let mut room = room(status);
        while bodies.is_empty() || !rest.is_empty() {
            let (body, after) = rest.split_at(cut(rest, room));
            bodies.push(body);
            rest = after;
            room = self::room(None);
        }
        let of = u32::try_from(bodies.len()).unwrap_or(u32::MAX);
        (1..)
            .zip(bodies)
            .map(|(part, body)| Self::numbered(part, of, body.to_owned()))
            .collect()
    }

    pub(super) fn is_in_range(&self) -> bool {
        (1..=self.of).contains(&self.part)
    }

    fn numbered(part: u32, of: u32, body: String) -> Self {
        Self {
            part,
            of,
            body,
            unknown: Unknown::new(),
        }
    }
}

/// Counts the bytes of JSON that are left for a body in the longest reply of that form.
fn room(status: Option<&Status>) -> usize {
    let handle = CaseHandle::from_bytes([0; 16]);
    let mut longest = ReplyContent::new(handle, u32::MAX, Some([0; 32]), Day::MAX);
    longest.text = Some(TextPart::numbered(u32::MAX, u32::MAX, String::new()));
    longest.status = status.cloned();
    // A status of a later version may be long; room for one character is always kept.
    REPLY_JSON_MAX_LEN
        .saturating_sub(longest.json_len())
        .max(ESCAPE_MAX_LEN)
}

/// Finds where to cut a text so that its beginning takes at most `room` bytes of JSON.
fn cut(text: &str, room: usize) -> usize {
    let mut used = 0;
    let mut ends = text.char_indices().map(|(start, char)| {
        used += escaped_len(char);
        (start + char.len_utf8(), used, char)
    });
    let mut end = 0;
    let mut blank = 0;
    for (after, used, char) in ends.by_ref() {
        if used > room {
            // A blank far from the end would waste a reply.
            return if blank > end - end / 8 { blank } else { end };
        }
        end = after;
        if char.is_whitespace() {
            blank = after;
        }
    }
    end
}

/// Length of the longest escape of JSON, `\u001f`, in bytes.
const ESCAPE_MAX_LEN: usize = 6;

/// Counts the bytes of a character inside a JSON string.
fn escaped_len(char: char) -> usize {
    match char {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' => ESCAPE_MAX_LEN,
        _ => char.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_len_agrees_with_the_writer() {
        for char in (0..=0x11_000)
            .filter_map(char::from_u32)
            .chain(['\u{10ffff}'])
        {
            assert_eq!(escaped_len(char) + 2, crate::json::len(&char), "{char:?}");
        }
    }
}
