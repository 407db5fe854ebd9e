//! What is left of a redaction: what the second reader signs off, and all that an export has.

use std::collections::BTreeSet;

use bellrope_protocol::encoding::encode_hex;
use bellrope_redact::ground::Ground;
use bellrope_redact::pixels::{self, Picture};
use bellrope_redact::text::{self, Redacted};
use sha2::{Digest as _, Sha256};

use super::{Content, Redaction, RedactionError, open, pixels as pixels_of};
use crate::case::CaseNumber;
use crate::vault::Records;

/// A part of what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftPart {
    /// A text with boxes.
    Text(Redacted),
    /// Pixels with boxes burnt in, and on which grounds.
    Picture(Picture, BTreeSet<String>),
}

/// What is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The title.
    pub title: String,
    /// The parts, in order.
    pub parts: Vec<LeftPart>,
    /// Each ground that is used (R114).
    pub legend: Vec<Ground>,
}

/// Takes everything that is marked out of a redaction.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn what_is_left(
    records: &impl Records,
    number: &CaseNumber,
    redaction: &Redaction,
) -> Result<Left, RedactionError> {
    let case = open(records, number)?;
    let mut parts = Vec::new();
    for (at, part) in redaction.parts.iter().enumerate() {
        parts.push(match &part.content {
            Content::Text { text, marks, .. } => LeftPart::Text(text::redact(text, marks)?),
            Content::Picture { frames, .. } => {
                let png = pixels_of(records, &case, redaction.number, at)?;
                let boxes: Vec<_> = frames.iter().map(|it| it.frame).collect();
                let grounds = frames.iter().map(|it| it.ground.clone()).collect();
                LeftPart::Picture(pixels::burn(&png, &boxes)?, grounds)
            }
        });
    }
    let mut used = BTreeSet::new();
    for part in &parts {
        match part {
            LeftPart::Text(text) => used.extend(text.grounds()),
            LeftPart::Picture(_, grounds) => used.extend(grounds.iter().map(String::as_str)),
        }
    }
    let legend = redaction
        .grounds
        .legend(used)
        .into_iter()
        .cloned()
        .collect();
    Ok(Left {
        title: redaction.title.clone(),
        parts,
        legend,
    })
}

impl Left {
    /// Writes it as plain text: what the re-identification check is about (R121). A picture stands in it
    /// by the SHA-256 of its pixels.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for (at, part) in self.parts.iter().enumerate() {
            text.push_str(&format!("\n[{}]\n", at + 1));
            match part {
                LeftPart::Text(left) => text.push_str(&left.to_string()),
                LeftPart::Picture(picture, grounds) => {
                    let hash = encode_hex(&Sha256::digest(picture.rgba()));
                    let grounds: Vec<&str> = grounds.iter().map(String::as_str).collect();
                    let (width, height) = (picture.width(), picture.height());
                    let grounds = grounds.join(", ");
                    text.push_str(&format!("{width}×{height} {hash} [{grounds}]"));
                }
            }
            text.push('\n');
        }
        for ground in &self.legend {
            text.push_str(&format!("\n{}: {} / {}", ground.code, ground.nl, ground.en));
        }
        text
    }
}
