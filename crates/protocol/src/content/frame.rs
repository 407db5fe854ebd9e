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
    let spaces = rest[1..].iter().all(|byte| *byte == b' ');
    spaces.then_some(object)
}
