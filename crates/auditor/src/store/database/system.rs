//! What redb keeps for itself: definitions of tables, freed pages, the allocator.

use super::page::PageNumber;
use super::tree::Root;
use super::{DatabaseError, Shape, is_filler, u16_at, u32_at, u64_at};

/// The definition of a table, as the tree of tables holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition<'a> {
    /// Its tree.
    pub root: Option<Root>,
    /// Widths of keys and values.
    pub shape: Shape,
    /// The type of its keys: a class byte and a name.
    pub key_type: &'a [u8],
    /// The type of its values.
    pub value_type: &'a [u8],
}

/// Reads the definition of a table of one value a key. `None` if it is none.
#[must_use]
pub fn parse_definition(bytes: &[u8]) -> Option<Definition<'_>> {
    // 3: one value a key. Then: rows 8, root there 1, root 32, two widths of 1 + 4, two
    // alignments of 4, length of the first type name 4, both type names.
    let rows = u64_at(bytes, 1)?;
    let stored = bytes.get(10..42)?;
    let root = match bytes.get(9)? {
        0 if is_filler(stored) && rows == 0 => None,
        1 => Some(Root::parse(stored).filter(|root| root.len == rows)?),
        _ => return None,
    };
    let width = |at: usize| match bytes.get(at)? {
        0 if u32_at(bytes, at + 1)? == 0 => Some(None),
        1 => Some(Some(usize::try_from(u32_at(bytes, at + 1)?).ok()?)),
        _ => None,
    };
    let shape = Shape {
        key: width(42)?,
        value: width(47)?,
    };
    let aligned = u32_at(bytes, 52)? == 1 && u32_at(bytes, 56)? == 1;
    let names = bytes.get(64..)?;
    let len = usize::try_from(u32_at(bytes, 60)?).ok()?;
    let (key_type, value_type) = names.split_at_checked(len)?;
    (bytes[0] == 3 && aligned).then_some(Definition {
        root,
        shape,
        key_type,
        value_type,
    })
}

/// Reads a list of freed pages: a count, and room for more. `None` if it is none.
#[must_use]
pub fn parse_page_list(bytes: &[u8]) -> Option<Vec<PageNumber>> {
    let count = usize::from(u16_at(bytes, 0)?);
    let (list, room) = bytes.get(2..)?.split_at_checked(8 * count)?;
    let (numbers, _) = list.as_chunks::<8>();
    let pages = numbers
        .iter()
        .map(|number| PageNumber::parse(u64::from_le_bytes(*number)))
        .collect::<Option<Vec<_>>>()?;
    is_filler(room).then_some(pages)
}

/// The greatest order of a page.
const MAX_ORDER: u32 = 20;

/// Checks one row of the allocator's table. `None` if it is not of the form.
#[must_use]
pub fn check_bookkeeping(key: &[u8], value: &[u8]) -> Option<()> {
    let [kind, number @ ..] = key else {
        return None;
    };
    let number = u32_at(number, 0)?;
    match (kind, number) {
        // A transaction.
        (5, 0) => (value.len() == 8).then_some(()),
        // Which regions may have room, one bitmap an order.
        (4, 0) => {
            if is_filler(value) {
                return Some(());
            }
            let orders = u32_at(value, 0)?;
            let mut at = 4 + 4 * usize::try_from(orders).ok()?;
            for order in 0..orders {
                let len =
                    usize::try_from(u32_at(value, 4 + 4 * usize::try_from(order).ok()?)?).ok()?;
                parse_bitmap(value.get(at..at + len)?)?;
                at += len;
            }
            (orders == MAX_ORDER + 1 && is_filler(value.get(at..)?)).then_some(())
        }
        (3, _) if is_filler(value) => Some(()),
        (3, _) => parse_region(value).map(drop),
        _ => None,
    }
}

/// Lists the smallest pages that a region's allocator holds for free.
///
/// # Errors
///
/// [`DatabaseError::Broken`] if it is none.
pub fn free_pages(region: u32, value: &[u8]) -> Result<Vec<u64>, DatabaseError> {
    let orders = parse_region(value).ok_or_else(|| {
        DatabaseError::broken(
            format!("relay.redb, allocator of region {region}"),
            "bitmaps of free pages",
            "something else",
        )
    })?;
    let base = u64::from(region) << MAX_ORDER;
    let mut free = Vec::new();
    for (order, bitmap) in orders.iter().enumerate() {
        for page in bitmap.unset() {
            let first = base + (u64::from(page) << order);
            free.extend(first..first + (1 << order));
        }
    }
    Ok(free)
}

/// The lowest layer of a bitmap: a bit for each page, unset if it is free.
struct Bitmap<'a> {
    len: u32,
    words: &'a [[u8; 8]],
}

impl Bitmap<'_> {
    fn unset(&self) -> impl Iterator<Item = u32> {
        (0..self.len).filter(|bit| {
            let word = self.words[(bit / 64) as usize];
            u64::from_le_bytes(word) & (1 << (bit % 64)) == 0
        })
    }
}

/// Reads a region's allocator: greatest order 1 ‖ 0 3 ‖ pages 4 ‖ an end 4 for each order ‖ a
/// bitmap for each.
fn parse_region(value: &[u8]) -> Option<Vec<Bitmap<'_>>> {
    let orders = usize::from(*value.first()?) + 1;
    if value.get(1..4)? != [0; 3] || orders > MAX_ORDER as usize + 1 {
        return None;
    }
    let mut pages = u32_at(value, 4)?;
    let mut start = 8 + 4 * orders;
    let mut bitmaps = Vec::with_capacity(orders);
    for order in 0..orders {
        let end = usize::try_from(u32_at(value, 8 + 4 * order)?).ok()?;
        let bitmap = parse_bitmap(value.get(start..end)?)?;
        if bitmap.len != pages {
            return None;
        }
        bitmaps.push(bitmap);
        pages /= 2;
        start = end;
    }
    is_filler(value.get(start..)?).then_some(bitmaps)
}

/// Reads a bitmap with layers: height 4 ‖ an end 4 for each layer ‖ the layers, each a number of
/// bits 4 and words. Returns the lowest.
fn parse_bitmap(bytes: &[u8]) -> Option<Bitmap<'_>> {
    let height = usize::try_from(u32_at(bytes, 0)?).ok()?;
    let mut start = 4 + 4 * height;
    let mut lowest = None;
    for layer in 0..height {
        let end = usize::try_from(u32_at(bytes, 4 + 4 * layer)?).ok()?;
        let layer = bytes.get(start..end)?;
        let len = u32_at(layer, 0)?;
        let (words, rest) = layer[4..].as_chunks::<8>();
        if !rest.is_empty() || words.len() < len.div_ceil(64) as usize {
            return None;
        }
        lowest = Some(Bitmap { len, words });
        start = end;
    }
    (start == bytes.len()).then_some(lowest)?
}
