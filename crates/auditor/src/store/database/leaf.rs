//! The two kinds of page of a tree: leaves with rows, branches with children.

use std::ops::Range;

use super::page::PageNumber;
use super::{is_filler, u16_at, u32_at, u64_at};

/// First byte of a leaf.
const LEAF: u8 = 1;
/// First byte of a branch.
const BRANCH: u8 = 2;

/// How wide keys and values of a table are; `None` where it varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Length of a key, in bytes.
    pub key: Option<usize>,
    /// Length of a value, in bytes.
    pub value: Option<usize>,
}

/// The rows of a leaf, by their places in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Keys and values.
    pub rows: Vec<Row>,
    /// Where the used bytes end.
    pub end: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Place of the key.
    pub key: Range<usize>,
    /// Place of the value.
    pub value: Range<usize>,
}

impl Leaf {
    /// Reads a leaf. `None` if the page is none, or its offsets do not follow each other, or lie
    /// beyond `limit` bytes.
    #[must_use]
    pub fn parse(page: &[u8], shape: Shape, limit: usize) -> Option<Self> {
        if page.first() != Some(&LEAF) || !is_filler(page.get(1..2)?) {
            return None;
        }
        let count = usize::from(u16_at(page, 2)?);
        if count == 0 {
            return None;
        }
        let mut at = 4;
        let keys = ends(page, &mut at, shape.key, count)?;
        let values = ends(page, &mut at, shape.value, count)?;
        let mut key_start = at;
        let key_ends = keys.map_or_else(|| fixed(at, shape.key, count), Some)?;
        let values_start = *key_ends.last()?;
        let value_ends = values.map_or_else(|| fixed(values_start, shape.value, count), Some)?;
        let mut value_start = values_start;
        let mut rows = Vec::with_capacity(count);
        for (key_end, value_end) in key_ends.into_iter().zip(value_ends) {
            if key_end < key_start || value_end < value_start || value_end > limit {
                return None;
            }
            rows.push(Row {
                key: key_start..key_end,
                value: value_start..value_end,
            });
            (key_start, value_start) = (key_end, value_end);
        }
        Some(Self {
            rows,
            end: value_start,
        })
    }
}

/// Reads `count` stored ends, if they are stored; `Some(None)` if the width is fixed.
#[expect(clippy::option_option, reason = "unreadable, not stored, or stored")]
fn ends(
    page: &[u8],
    at: &mut usize,
    width: Option<usize>,
    count: usize,
) -> Option<Option<Vec<usize>>> {
    if width.is_some() {
        return Some(None);
    }
    let ends = (0..count)
        .map(|row| u32_at(page, *at + 4 * row).and_then(|end| usize::try_from(end).ok()))
        .collect::<Option<Vec<_>>>()?;
    *at += 4 * count;
    Some(Some(ends))
}

fn fixed(start: usize, width: Option<usize>, count: usize) -> Option<Vec<usize>> {
    let width = width?;
    Some((1..=count).map(|row| start + row * width).collect())
}

/// The children of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Checksum and page of each child, in order.
    pub children: Vec<Child>,
    /// Places of the keys between them.
    pub keys: Vec<Range<usize>>,
    /// Where the used bytes end.
    pub end: usize,
}

/// One child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child {
    /// Its page.
    pub page: PageNumber,
    /// The checksum of its used bytes.
    pub checksum: u128,
}

impl Branch {
    /// Reads a branch. `None` if the page is none.
    #[must_use]
    pub fn parse(page: &[u8], key_width: Option<usize>) -> Option<Self> {
        let spare = [page.get(1..2)?, page.get(4..8)?];
        if page.first() != Some(&BRANCH) || !spare.into_iter().all(is_filler) {
            return None;
        }
        let count = usize::from(u16_at(page, 2)?);
        if count == 0 {
            return None;
        }
        let numbers = 8 + 16 * (count + 1);
        let children = (0..=count)
            .map(|child| {
                let checksum = page.get(8 + 16 * child..)?.first_chunk()?;
                Some(Child {
                    checksum: u128::from_le_bytes(*checksum),
                    page: PageNumber::parse(u64_at(page, numbers + 8 * child)?)?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let mut at = numbers + 8 * (count + 1);
        let stored = ends(page, &mut at, key_width, count)?;
        let key_ends = stored.map_or_else(|| fixed(at, key_width, count), Some)?;
        let mut start = at;
        let mut keys = Vec::with_capacity(count);
        for end in key_ends {
            if end < start || end > page.len() {
                return None;
            }
            keys.push(start..end);
            start = end;
        }
        Some(Self {
            children,
            keys,
            end: start,
        })
    }
}
