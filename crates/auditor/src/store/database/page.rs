//! Pages by number, and what each is used for.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use super::DatabaseError;

/// Length of the smallest page, in bytes.
pub const PAGE_LEN: usize = 4_096;
/// Pages of one region: 4 GiB.
pub const REGION_PAGES: u64 = 1 << 20;
/// Greatest order of a page: a whole region.
const MAX_ORDER: u8 = 20;

/// A page of 4,096 × 2^order bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber {
    /// Number of its first smallest page in the file, the header's page not counted.
    pub first: u64,
    /// Its order.
    pub order: u8,
}

impl PageNumber {
    /// Reads the eight bytes of a page number: index 20 bits, region 20, reserved 19, order 5.
    /// `None` if it cannot be one.
    #[must_use]
    pub fn parse(number: u64) -> Option<Self> {
        let order = u8::try_from(number >> 59).ok()?;
        let index = number & 0xF_FFFF;
        let region = (number >> 20) & 0xF_FFFF;
        let reserved = (number >> 40) & 0x7_FFFF;
        if order > MAX_ORDER || reserved != 0 || index >= (REGION_PAGES >> order) {
            return None;
        }
        let first = region * REGION_PAGES + (index << order);
        Some(Self { first, order })
    }

    /// Returns how many smallest pages it takes.
    #[must_use]
    pub fn count(self) -> u64 {
        1 << self.order
    }

    /// Returns the offset in the file.
    #[must_use]
    pub fn offset(self) -> u64 {
        offset_of(self.first)
    }
}

impl std::fmt::Display for PageNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "relay.redb, page at {}", self.offset())
    }
}

/// Returns the offset of a smallest page in the file.
#[must_use]
pub fn offset_of(page: u64) -> u64 {
    (page + 1) * PAGE_LEN as u64
}

/// What a smallest page is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Nothing that the newest commit leads to.
    Free,
    /// A tree of the relay's tables.
    Table,
    /// A tree of redb's own.
    System,
    /// Freed by a recent commit, not yet given out again.
    Pending,
}

/// The pages of a database file.
pub struct Pages {
    file: File,
    uses: Vec<Use>,
}

impl Pages {
    /// Takes a file of so many bytes.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Broken`] if that is no whole number of pages, or only the header's.
    pub fn new(file: File, len: u64) -> Result<Self, DatabaseError> {
        let pages = len / PAGE_LEN as u64;
        let whole = len.is_multiple_of(PAGE_LEN as u64) && pages >= 2;
        let count = usize::try_from(pages.saturating_sub(1)).unwrap_or_default();
        if !whole {
            return Err(DatabaseError::broken(
                "relay.redb",
                "two pages of 4096 bytes or more",
                format!("{len} bytes"),
            ));
        }
        let uses = vec![Use::Free; count];
        Ok(Self { file, uses })
    }

    /// Returns the number of smallest pages, the header's not counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.uses.len() as u64
    }

    /// Returns what a smallest page is used for; free beyond the end.
    #[must_use]
    pub fn use_of(&self, page: u64) -> Use {
        let at = usize::try_from(page).unwrap_or(usize::MAX);
        self.uses.get(at).copied().unwrap_or(Use::Free)
    }

    /// Notes what a page is used for.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Broken`] if it is used already, or beyond the end.
    pub fn claim(&mut self, page: PageNumber, uses: Use) -> Result<(), DatabaseError> {
        let first = usize::try_from(page.first).unwrap_or(usize::MAX);
        let end = usize::try_from(page.first + page.count()).unwrap_or(usize::MAX);
        let Some(range) = self.uses.get_mut(first..end) else {
            return Err(DatabaseError::broken(page, "a page in the file", "none"));
        };
        if range.iter().any(|before| *before != Use::Free) {
            return Err(DatabaseError::broken(page, "one use", "two"));
        }
        range.fill(uses);
        Ok(())
    }

    /// Reads a page.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`], by variant.
    pub fn read(&self, page: PageNumber) -> Result<Vec<u8>, DatabaseError> {
        self.read_run(page.first, page.count())
    }

    /// Reads some smallest pages that follow each other.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`], by variant.
    pub fn read_run(&self, first: u64, count: u64) -> Result<Vec<u8>, DatabaseError> {
        if first + count > self.count() {
            let place = format!("relay.redb at {}", offset_of(first));
            return Err(DatabaseError::broken(place, "a page in the file", "none"));
        }
        let len = usize::try_from(count).unwrap_or_default() * PAGE_LEN;
        let mut bytes = vec![0; len];
        self.file.read_exact_at(&mut bytes, offset_of(first))?;
        Ok(bytes)
    }

    /// Reads the header's page.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Io`].
    pub fn read_header(&self) -> Result<Vec<u8>, DatabaseError> {
        let mut bytes = vec![0; PAGE_LEN];
        self.file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }
}
