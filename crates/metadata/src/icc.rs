//! ICC profiles: the description only, which names a screen, a scanner or a maker.
//!
//! In scope: `desc` of version 2 and 4. Out of scope: colours.
//!
//! Source: ICC.1:2022 §7.2, §7.3, §9.2.41, §10.15.

use crate::bytes::{be32, piece, position, text, text16};
use crate::finding::{Findings, What};

/// The most tags that are looked at.
const MOST_TAGS: u32 = 100;

/// Notes a profile, by its description if it has one.
pub(crate) fn read(profile: &[u8], found: &mut Findings) {
    let description = description(profile).unwrap_or_default();
    found.add_or(What::Colour, &description, "ICC");
}

fn description(profile: &[u8]) -> Option<String> {
    let count = be32(profile, 128)?.min(MOST_TAGS);
    let tags = (0..count).filter_map(|index| piece(profile, 132 + 12 * position(index)?, 12));
    let tag = tags.into_iter().find(|tag| tag.starts_with(b"desc"))?;
    let at = position(be32(tag, 4)?)?;
    let value = profile.get(at..)?;
    if value.starts_with(b"mluc") {
        let (len, at) = (position(be32(value, 20)?)?, position(be32(value, 24)?)?);
        return Some(text16(piece(value, at, len.min(512))?, true));
    }
    let len = position(be32(value, 8)?)?;
    Some(text(piece(value, 12, len.min(512))?))
}
