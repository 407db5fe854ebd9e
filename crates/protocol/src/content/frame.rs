//! The frame around the JSON of a letter or reply: first line, object, line feed, spaces.

use serde::Serialize;

use crate::json;

/// Writes the object, a line feed and spaces over all of `room`, which must be long enough.
// spec: §5.2 L2
pub(super) fn pad(content: &impl Serialize, mut room: &mut [u8]) {
    json::write(content, &mut room);
    let (line_feed, spaces) = room.split_at_mut(1);
    line_feed.fill(b'\n');
    spaces.fill(b' ');
}

/// Cuts padded bytes after the object; what follows must be one line feed and spaces.
pub(super) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().position(|byte| *byte == b'\n')?;
    let (object, rest) = padded.split_at(end);
    are_spaces(&rest[1..]).then_some(object)
}

/// Says whether all bytes are spaces; most of a letter is, so they are looked at many at a time.
fn are_spaces(bytes: &[u8]) -> bool {
    let differ = |part: &[u8]| part.iter().fold(0, |all, byte| all | (byte ^ b' '));
    bytes.chunks(256).all(|part| differ(part) == 0)
}
