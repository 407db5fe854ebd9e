//! The first page of the file: its layout and the two commit slots.

use twox_hash::XxHash3_128;

use super::tree::Root;
use super::{DatabaseError, PAGE_LEN, is_filler, u32_at, u64_at};

/// What the file begins with.
const MAGIC: &[u8; 9] = b"redb\x1A\x0A\xA9\x0D\x0A";
/// Length of the header and both commit slots, in bytes.
const HEADER_LEN: usize = 320;
/// Offset of the first commit slot.
const SLOTS_AT: usize = 64;
/// Length of a commit slot, in bytes.
const SLOT_LEN: usize = 128;
/// Offset of a slot's checksum.
const CHECKSUM_AT: usize = 112;
/// The file format that this reads.
const VERSION: u8 = 3;
/// Pages of a whole region.
const REGION_PAGES: u32 = 1 << 20;

/// Which bit of the byte at 9 says what.
mod bit {
    pub(super) const PRIMARY: u8 = 1;
    pub(super) const RECOVER: u8 = 2;
    pub(super) const TWO_PHASE: u8 = 4;
    pub(super) const UNFLUSHED: u8 = 8;
}

/// What the header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The relay did not stop in order: redb sets this while it is open.
    pub unclean: bool,
    /// The tree of the relay's tables.
    pub user: Option<Root>,
    /// The tree of redb's own tables.
    pub system: Option<Root>,
    /// Number of the newest commit.
    pub transaction: u64,
}

/// One commit slot.
struct Slot {
    user: Option<Root>,
    system: Option<Root>,
    transaction: u64,
}

impl Header {
    /// Reads and checks the first page of a file with `pages` further ones.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Broken`], by place.
    pub fn parse(page: &[u8], pages: u64) -> Result<Self, DatabaseError> {
        let flags = check_fixed(page)?;
        let unclean = flags & bit::RECOVER != 0;
        if !unclean {
            check_layout(page, pages)?;
        }
        let primary = usize::from(flags & bit::PRIMARY);
        let newest = parse_slot(page, primary)?;
        // The other slot is being written when a relay is killed, and may be torn then.
        match parse_slot(page, 1 - primary) {
            Ok(other) if other.transaction > newest.transaction && !unclean => {
                return Err(DatabaseError::broken(
                    "relay.redb at 9",
                    "the newer commit to be the one in force",
                    format!("{} before {}", newest.transaction, other.transaction),
                ));
            }
            Err(error) if !unclean => return Err(error),
            _ => {}
        }
        Ok(Self {
            unclean,
            user: newest.user,
            system: newest.system,
            transaction: newest.transaction,
        })
    }
}

/// Checks what is the same in every file of the relay's; returns the flags.
fn check_fixed(page: &[u8]) -> Result<u8, DatabaseError> {
    let broken = |at: usize, expected: &str| {
        DatabaseError::broken(format!("relay.redb at {at}"), expected, "something else")
    };
    if page.len() != PAGE_LEN || !page.starts_with(MAGIC) {
        return Err(broken(0, "redb's magic number"));
    }
    let flags = page[9];
    if flags & !(bit::PRIMARY | bit::RECOVER | bit::TWO_PHASE | bit::UNFLUSHED) != 0
        || flags & bit::UNFLUSHED != 0
    {
        return Err(broken(9, "known flags"));
    }
    if flags & bit::TWO_PHASE == 0 {
        return Err(broken(9, "a commit in two phases"));
    }
    let geometry = [(12, 4_096), (16, 0), (20, REGION_PAGES)];
    if let Some((at, _)) = geometry
        .into_iter()
        .find(|(at, value)| u32_at(page, *at) != Some(*value))
    {
        return Err(broken(at, "redb's own page and region sizes"));
    }
    for padding in [10..12, 32..SLOTS_AT, HEADER_LEN..PAGE_LEN] {
        if page[padding.clone()].iter().any(|byte| *byte != 0) {
            return Err(broken(padding.start, "zeros"));
        }
    }
    Ok(flags)
}

fn check_layout(page: &[u8], pages: u64) -> Result<(), DatabaseError> {
    let full = u32_at(page, 24).map_or(0, u64::from);
    let rest = u32_at(page, 28).map_or(0, u64::from);
    let said = full * u64::from(REGION_PAGES) + rest;
    if said == pages {
        return Ok(());
    }
    Err(DatabaseError::broken(
        "relay.redb at 24",
        format!("{said} pages after the first, as its header says"),
        format!("{pages}"),
    ))
}

fn parse_slot(page: &[u8], slot: usize) -> Result<Slot, DatabaseError> {
    let at = SLOTS_AT + slot * SLOT_LEN;
    let bytes = &page[at..at + SLOT_LEN];
    let place = format!("relay.redb, commit slot {slot}");
    let kept = bytes[CHECKSUM_AT..]
        .first_chunk()
        .map(|sum| u128::from_le_bytes(*sum));
    if kept != Some(XxHash3_128::oneshot(&bytes[..CHECKSUM_AT])) {
        let expected = "the checksum of its bytes";
        return Err(DatabaseError::broken(place, expected, "another"));
    }
    let zero = bytes[3..8]
        .iter()
        .chain(&bytes[72..104])
        .all(|byte| *byte == 0);
    if bytes[0] != VERSION || bytes[1] > 1 || bytes[2] > 1 || !zero {
        let expected = "a slot of file format 3";
        return Err(DatabaseError::broken(place, expected, "another"));
    }
    let root = |there: u8, at: usize| match there {
        0 if is_filler(&bytes[at..at + Root::LEN]) => Ok(None),
        1 => Root::parse(&bytes[at..at + Root::LEN]).map(Some).ok_or(()),
        _ => Err(()),
    };
    match (root(bytes[1], 8), root(bytes[2], 40), u64_at(bytes, 104)) {
        (Ok(user), Ok(system), Some(transaction)) => Ok(Slot {
            user,
            system,
            transaction,
        }),
        _ => Err(DatabaseError::broken(place, "two roots", "no such")),
    }
}
