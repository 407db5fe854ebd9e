//! Work on a redaction: beginning one, marks, boxes, suggestions. Each function is one change.

use std::ops::Range;

use bellrope_casework::reason::Reason;
use bellrope_redact::link::{OriginalHash, SALT_LEN};
use bellrope_redact::mark::{self, Mark};
use bellrope_redact::pixels::{self, Frame};
use bellrope_redact::suggest::{self, Suggestion};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::source::{Leaf, text_of};
use super::{
    Content, Framed, PARTS_MAX, Part, Pixels, Redaction, RedactionError, Source, TITLE_MAX_LEN,
    find, settings,
};
use crate::bytes::{Blob, Bytes};
use crate::case::{Acting, CaseNumber};
use crate::right::{self, Right};
use crate::vault::{PersonId, Records, Vault};

/// What a redaction is made of.
pub struct NewRedaction<'a> {
    /// What it is called; it stands on the paper.
    pub title: &'a str,
    /// Why it is made.
    pub reason: &'a Reason,
    /// Texts of the conversation.
    pub sources: &'a [Source],
    /// Pages of previews.
    pub leaves: Vec<(Source, Leaf)>,
}

/// Begins a redaction, and returns its number.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn begin(
    vault: &mut Vault,
    number: &CaseNumber,
    new: NewRedaction<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u32, RedactionError> {
    let title = title(new.title)?;
    let count = new.sources.len() + new.leaves.len();
    if !(1..=PARTS_MAX).contains(&count) {
        return Err(RedactionError::Parts { parts: count });
    }
    vault.change(|change| {
        right::check(change, Right::Handle, now)?;
        let mut acting = Acting::begin(change, number, now)?;
        let redaction = acting.case.register.redactions + 1;
        let mut parts = Vec::new();
        for source in new.sources {
            let text = text_of(change, &acting.case, *source)?;
            parts.push(text_part(*source, text.ok_or(RedactionError::NoSource)?));
        }
        let mut originals: Vec<Vec<u8>> = parts.iter().map(original).collect();
        for (source, leaf) in &new.leaves {
            let (part, bytes) = leaf_part(*source, leaf)?;
            if let Content::Picture { .. } = part.content {
                let name = Redaction::pixels_name(number, redaction, parts.len());
                let png = Blob::new(bytes.clone());
                acting.write(&name, &Pixels { png }, rng)?;
            }
            parts.push(part);
            originals.push(bytes);
        }
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        let kept = acting.keep(new.reason, rng)?;
        let begun = Redaction {
            number: redaction,
            title,
            reason: kept.number,
            by: acting.me,
            at: now,
            grounds: settings(change)?.grounds,
            parts,
            signed_off: None,
            salt: Bytes(salt),
            original: OriginalHash::of(&salt, originals.iter().map(Vec::as_slice)),
        };
        acting.write(&Redaction::name(number, redaction), &begun, rng)?;
        acting.line().redactions = redaction;
        let entry = acting.entry(Act::Redacted)?.with(Key::Item, redaction);
        acting.enter(entry.with(Key::What, "begun"), Some(kept), rng)?;
        acting.store(rng)?;
        Ok(redaction)
    })
}

fn title(text: &str) -> Result<String, RedactionError> {
    let text = text.trim();
    let is_fit =
        !text.is_empty() && text.len() <= TITLE_MAX_LEN && !text.contains(char::is_control);
    match is_fit {
        true => Ok(text.to_owned()),
        false => Err(RedactionError::Title),
    }
}

fn text_part(source: Source, text: String) -> Part {
    let content = Content::Text {
        text,
        marks: Vec::new(),
        left: Vec::new(),
    };
    Part { source, content }
}

fn original(part: &Part) -> Vec<u8> {
    match &part.content {
        Content::Text { text, .. } => text.clone().into_bytes(),
        Content::Picture { .. } => Vec::new(),
    }
}

fn leaf_part(source: Source, leaf: &Leaf) -> Result<(Part, Vec<u8>), RedactionError> {
    match leaf {
        Leaf::Text(text) => {
            let part = text_part(source, text.as_str().to_owned());
            Ok((part, text.as_bytes().to_vec()))
        }
        Leaf::Picture(png) => {
            let picture = pixels::burn(png, &[])?;
            let content = Content::Picture {
                width: picture.width(),
                height: picture.height(),
                frames: Vec::new(),
            };
            Ok((Part { source, content }, png.to_vec()))
        }
    }
}

/// Which redaction of which case.
#[derive(Debug, Clone, Copy)]
struct Which<'a> {
    number: &'a CaseNumber,
    redaction: u32,
}

/// Changes a redaction; that takes the sign-off away.
fn edit<T>(
    vault: &mut Vault,
    which: Which<'_>,
    what: &'static str,
    now: u64,
    rng: &mut impl CryptoRng,
    edit: impl FnOnce(&mut Redaction, PersonId) -> Result<T, RedactionError>,
) -> Result<T, RedactionError> {
    vault.change(|change| {
        let me = right::check(change, Right::Handle, now)?.id;
        let acting = Acting::begin(change, which.number, now)?;
        let mut found = find(change, which.number, which.redaction)?;
        let done = edit(&mut found, me)?;
        found.signed_off = None;
        acting.write(&Redaction::name(which.number, which.redaction), &found, rng)?;
        let entry = acting
            .entry(Act::Redacted)?
            .with(Key::Item, which.redaction);
        acting.enter(entry.with(Key::What, what), None, rng)?;
        // Whoever searches sees that the case changed.
        acting.store(rng)?;
        Ok(done)
    })
}

/// Gives a redaction another title.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn rename(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let text = title(text)?;
    let which = Which { number, redaction };
    edit(vault, which, "renamed", now, rng, |it, _| {
        it.title = text;
        Ok(())
    })
}

/// Marks every place of some words, in every text or in one part (from 0), and returns how many marks
/// that made.
///
/// # Errors
///
/// [`RedactionError::Nowhere`] if they stand nowhere unmarked, others by variant.
pub fn mark_words(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    words: (&str, Option<usize>),
    ground: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, RedactionError> {
    let (words, only) = words;
    let which = Which { number, redaction };
    edit(vault, which, "marked", now, rng, |found, me| {
        let mut count = 0;
        for at in 0..found.parts.len() {
            if only.is_some_and(|only| only != at) {
                continue;
            }
            let Content::Text { text, .. } = &found.parts[at].content else {
                continue;
            };
            for range in mark::places(text, words) {
                let new = mark_of(range, ground, me, now, None);
                count += usize::from(put(found, at, new)?);
            }
        }
        match count {
            0 => Err(RedactionError::Nowhere),
            count => Ok(count),
        }
    })
}

fn mark_of(
    range: Range<usize>,
    ground: &str,
    by: PersonId,
    at: u64,
    sort: Option<suggest::Sort>,
) -> Mark<PersonId> {
    Mark {
        from: range.start,
        to: range.end,
        ground: ground.to_owned(),
        by,
        at,
        sort,
    }
}

/// Adds a mark to a part; says whether it was new.
fn put(found: &mut Redaction, at: usize, new: Mark<PersonId>) -> Result<bool, RedactionError> {
    let Some(Part {
        content: Content::Text { text, marks, .. },
        ..
    }) = found.parts.get_mut(at)
    else {
        return Err(RedactionError::NoPart { part: at + 1 });
    };
    match mark::add(marks, text, &found.grounds, new) {
        Ok(()) => Ok(true),
        Err(mark::MarkError::Twice) => Ok(false),
        Err(err) => Err(err.into()),
    }
}

/// Takes a mark away, by its place among those of a part; both from 0.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn unmark(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    place: (usize, usize),
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let which = Which { number, redaction };
    edit(vault, which, "unmarked", now, rng, |found, _| {
        let (part, at) = place;
        let Some(Content::Text { marks, .. }) = found.parts.get_mut(part).map(|it| &mut it.content)
        else {
            return Err(RedactionError::NoPart { part: part + 1 });
        };
        if at >= marks.len() {
            return Err(RedactionError::NoMark { mark: at + 1 });
        }
        marks.remove(at);
        Ok(())
    })
}

/// Lists what somebody should still look at, part by part: what is neither marked nor was left.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn suggestions(
    records: &impl Records,
    redaction: &Redaction,
) -> Result<Vec<(usize, Suggestion)>, RedactionError> {
    let masks = settings(records)?.staff_numbers;
    let mut all = Vec::new();
    for (at, part) in redaction.parts.iter().enumerate() {
        let Content::Text { text, marks, left } = &part.content else {
            continue;
        };
        let found = suggest::suggest(text, &masks);
        let is_new = |it: &Suggestion| {
            let is_marked = |mark: &Mark<_>| mark.from <= it.from && it.to <= mark.to;
            !left.contains(it) && !marks.iter().any(is_marked)
        };
        all.extend(found.into_iter().filter(is_new).map(|it| (at, it)));
    }
    Ok(all)
}

fn known(
    records: &impl Records,
    found: &Redaction,
    suggestion: &(usize, Suggestion),
) -> Result<(), RedactionError> {
    let all = suggestions(records, found)?;
    match all.contains(suggestion) {
        true => Ok(()),
        false => Err(RedactionError::NoMark {
            mark: suggestion.1.from,
        }),
    }
}

/// Accepts a suggestion of a part: it becomes a mark.
///
/// # Errors
///
/// [`RedactionError::NoMark`] if it is none any more, others by variant.
pub fn accept(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    suggestion: &(usize, Suggestion),
    ground: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let reading = vault.read()?;
    known(&reading, &find(&reading, number, redaction)?, suggestion)?;
    drop(reading);
    let which = Which { number, redaction };
    edit(vault, which, "marked", now, rng, |found, me| {
        let (part, it) = suggestion;
        let new = mark_of(it.range(), ground, me, now, Some(it.sort));
        put(found, *part, new).map(drop)
    })
}

/// Leaves a suggestion of a part as it stands: it is not suggested again.
///
/// # Errors
///
/// [`RedactionError::NoMark`] if it is none any more, others by variant.
pub fn leave(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    suggestion: &(usize, Suggestion),
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let reading = vault.read()?;
    known(&reading, &find(&reading, number, redaction)?, suggestion)?;
    drop(reading);
    let which = Which { number, redaction };
    edit(vault, which, "left", now, rng, |found, _| {
        let (part, it) = suggestion;
        if let Some(Content::Text { left, .. }) =
            found.parts.get_mut(*part).map(|it| &mut it.content)
        {
            left.push(it.clone());
        }
        Ok(())
    })
}

/// Draws a box over a picture.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn frame(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    place: (usize, Frame),
    ground: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let which = Which { number, redaction };
    edit(vault, which, "marked", now, rng, |found, me| {
        let (part, frame) = place;
        if found.grounds.find(ground).is_none() {
            let code = ground.to_owned();
            return Err(mark::MarkError::Ground { code }.into());
        }
        let Some(Content::Picture {
            width,
            height,
            frames,
        }) = found.parts.get_mut(part).map(|it| &mut it.content)
        else {
            return Err(RedactionError::NoPart { part: part + 1 });
        };
        frames.push(Framed {
            frame: frame.snapped(*width, *height)?,
            ground: ground.to_owned(),
            by: me,
            at: now,
        });
        Ok(())
    })
}

/// Takes a box away, by its place among those of a part; both from 0.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn unframe(
    vault: &mut Vault,
    number: &CaseNumber,
    redaction: u32,
    place: (usize, usize),
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let which = Which { number, redaction };
    edit(vault, which, "unmarked", now, rng, |found, _| {
        let (part, at) = place;
        let Some(Content::Picture { frames, .. }) =
            found.parts.get_mut(part).map(|it| &mut it.content)
        else {
            return Err(RedactionError::NoPart { part: part + 1 });
        };
        if at >= frames.len() {
            return Err(RedactionError::NoMark { mark: at + 1 });
        }
        frames.remove(at);
        Ok(())
    })
}
