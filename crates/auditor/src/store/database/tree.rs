//! Trees: walking all of one, and finding one row.

use std::cmp::Ordering;
use std::ops::Range;

use twox_hash::XxHash3_128;

use super::leaf::{Branch, Child, Leaf, Shape};
use super::page::{PageNumber, Pages, Use};
use super::{DatabaseError, is_filler, u64_at};

/// No tree of a real database comes near this.
const MAX_DEPTH: usize = 32;

/// Where a tree begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Root {
    /// The page of its root.
    pub page: PageNumber,
    /// The checksum of the used bytes of that page.
    pub checksum: u128,
    /// The number of rows.
    pub len: u64,
}

impl Root {
    /// Length as stored, in bytes.
    pub const LEN: usize = 32;

    /// Reads a stored root.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            page: PageNumber::parse(u64_at(bytes, 0)?)?,
            checksum: u128::from_le_bytes(*bytes.get(8..)?.first_chunk()?),
            len: u64_at(bytes, 24)?,
        })
    }
}

/// A tree of rows.
#[derive(Debug, Clone, Copy)]
pub struct Tree {
    /// Its root; `None` if it is empty.
    pub root: Option<Root>,
    /// Its shape.
    pub shape: Shape,
    /// Compares two keys.
    pub compare: fn(&[u8], &[u8]) -> Ordering,
}

/// What is seen on a walk.
pub trait Visit {
    /// Takes one row, in order of keys.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`], which ends the walk.
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), DatabaseError>;

    /// Takes the bytes of a page that hold nothing, if they are no zeros: their place in the file.
    fn slack(&mut self, place: Range<u64>);

    /// Takes the number of used bytes of a page.
    fn used(&mut self, bytes: u64);
}

impl Tree {
    /// Walks the whole tree: holds every page against its checksum, and shows every row. Keys must
    /// ascend, and the number of rows be the root's. The first walk claims the pages.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`], by variant.
    pub fn walk(
        &self,
        pages: &mut Pages,
        uses: Option<Use>,
        visit: &mut impl Visit,
    ) -> Result<(), DatabaseError> {
        let Some(root) = self.root else {
            return Ok(());
        };
        let mut walk = Walk {
            tree: self,
            pages,
            uses,
            visit,
            last: None,
            rows: 0,
        };
        walk.descend(
            Child {
                page: root.page,
                checksum: root.checksum,
            },
            0,
        )?;
        if walk.rows != root.len {
            let expected = format!("{} rows", root.len);
            return Err(DatabaseError::broken(root.page, expected, walk.rows));
        }
        Ok(())
    }

    /// Finds the value of a key. Pages were checked on the walk and are not checked again.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`], by variant.
    pub fn find(&self, pages: &Pages, key: &[u8]) -> Result<Option<Vec<u8>>, DatabaseError> {
        let Some(root) = self.root else {
            return Ok(None);
        };
        let mut number = root.page;
        for _ in 0..MAX_DEPTH {
            let page = pages.read(number)?;
            if let Some(leaf) = Leaf::parse(&page, self.shape, page.len()) {
                let row = leaf
                    .rows
                    .iter()
                    .find(|row| (self.compare)(&page[row.key.clone()], key).is_eq());
                return Ok(row.map(|row| page[row.value.clone()].to_vec()));
            }
            let branch = Branch::parse(&page, self.shape.key).ok_or_else(|| no_page(number))?;
            // A key between two children is at or above every key of the one before it.
            let child = branch
                .keys
                .iter()
                .take_while(|between| (self.compare)(&page[(*between).clone()], key).is_lt())
                .count();
            number = branch.children[child].page;
        }
        Err(no_page(number))
    }
}

struct Walk<'a, V> {
    tree: &'a Tree,
    pages: &'a mut Pages,
    uses: Option<Use>,
    visit: &'a mut V,
    last: Option<Vec<u8>>,
    rows: u64,
}

impl<V: Visit> Walk<'_, V> {
    fn descend(&mut self, child: Child, depth: usize) -> Result<(), DatabaseError> {
        if depth == MAX_DEPTH {
            return Err(DatabaseError::broken(child.page, "a leaf", "no end"));
        }
        if let Some(uses) = self.uses {
            self.pages.claim(child.page, uses)?;
        }
        let page = self.pages.read(child.page)?;
        if let Some(leaf) = Leaf::parse(&page, self.tree.shape, page.len()) {
            self.check(child, &page, leaf.end)?;
            for row in leaf.rows {
                self.row(child.page, &page[row.key], &page[row.value])?;
            }
            return Ok(());
        }
        let shape = self.tree.shape;
        let branch = Branch::parse(&page, shape.key).ok_or_else(|| no_page(child.page))?;
        self.check(child, &page, branch.end)?;
        branch
            .children
            .into_iter()
            .try_for_each(|child| self.descend(child, depth + 1))
    }

    /// Holds the used bytes against their checksum, and the others against zeros.
    fn check(&mut self, child: Child, page: &[u8], end: usize) -> Result<(), DatabaseError> {
        if XxHash3_128::oneshot(&page[..end]) != child.checksum {
            let expected = "the checksum that its parent keeps";
            return Err(DatabaseError::broken(child.page, expected, "another"));
        }
        self.visit.used(end as u64);
        if !is_filler(&page[end..]) {
            let offset = child.page.offset();
            self.visit
                .slack(offset + end as u64..offset + page.len() as u64);
        }
        Ok(())
    }

    fn row(&mut self, page: PageNumber, key: &[u8], value: &[u8]) -> Result<(), DatabaseError> {
        let ascends = self
            .last
            .as_ref()
            .is_none_or(|last| (self.tree.compare)(last, key).is_lt());
        if !ascends {
            return Err(DatabaseError::broken(page, "ascending keys", "others"));
        }
        self.last = Some(key.to_vec());
        self.rows += 1;
        self.visit.row(key, value)
    }
}

fn no_page(page: PageNumber) -> DatabaseError {
    DatabaseError::broken(page, "a leaf or a branch", "neither")
}
