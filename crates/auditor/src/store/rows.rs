//! The database as a whole: its trees, and whether each row is of its table's form.

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Range;

use bellrope_protocol::base::DeskName;

use super::database::{
    DatabaseError, Header, Pages, Root, Shape, Tree, Use, Visit, check_bookkeeping, free_pages,
    parse_definition, parse_page_list, u32_at,
};
use super::ledger::{Class, Ledger};
use super::table::{ALLOCATOR, DEFINITIONS, DESKS, LATER, PAGE_LISTS, TABLES, compare_list_keys};

/// The relay's database, walked once.
pub struct Database {
    /// Its pages, each claimed by what uses it.
    pub pages: Pages,
    /// Its header.
    pub header: Header,
    /// The tree of each of the relay's tables.
    pub trees: BTreeMap<&'static str, Tree>,
    /// Desks by number.
    pub desks: BTreeMap<u32, DeskName>,
    /// Where used pages hold bytes that nothing says anything about.
    pub slack: Vec<Range<u64>>,
    /// What is not as it must be, and did not stop the walk.
    pub faults: Vec<DatabaseError>,
}

/// What is done with each row: key, value.
type Each<'a> = dyn FnMut(&[u8], &[u8]) -> Result<(), DatabaseError> + 'a;

/// What a walk collects.
struct Collect<'a, 'r> {
    ledger: &'a mut Ledger,
    class: Class,
    slack: &'a mut Vec<Range<u64>>,
    row: &'a mut Each<'r>,
}

impl Visit for Collect<'_, '_> {
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), DatabaseError> {
        (self.row)(key, value)
    }

    fn slack(&mut self, place: Range<u64>) {
        self.slack.push(place);
    }

    fn used(&mut self, bytes: u64) {
        self.ledger.add(self.class, bytes);
    }
}

impl Database {
    /// Opens a database and walks every tree of it.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] where the walk cannot go on.
    pub fn open(file: File, len: u64, ledger: &mut Ledger) -> Result<Self, DatabaseError> {
        let pages = Pages::new(file, len)?;
        let header = Header::parse(&pages.read_header()?, pages.count())?;
        let mut database = Self {
            pages,
            header,
            trees: BTreeMap::new(),
            desks: BTreeMap::new(),
            slack: Vec::new(),
            faults: Vec::new(),
        };
        database.walk_user(ledger)?;
        database.walk_system(ledger)?;
        Ok(database)
    }

    /// Returns the tree of a table; an empty one if there is none.
    #[must_use]
    pub fn tree(&self, table: &super::table::Table) -> Tree {
        self.trees.get(table.name).copied().unwrap_or(Tree {
            root: None,
            shape: table.shape,
            compare: table.compare,
        })
    }

    fn walk(
        &mut self,
        tree: Tree,
        class: Class,
        ledger: &mut Ledger,
        row: &mut Each<'_>,
    ) -> Result<(), DatabaseError> {
        let uses = match class {
            Class::Rows => Use::Table,
            _ => Use::System,
        };
        let mut collect = Collect {
            ledger,
            class,
            slack: &mut self.slack,
            row,
        };
        tree.walk(&mut self.pages, Some(uses), &mut collect)
    }

    fn walk_user(&mut self, ledger: &mut Ledger) -> Result<(), DatabaseError> {
        let definitions = self.definitions(self.header.user, Class::Rows, ledger)?;
        for table in &TABLES {
            let stored = definitions.get(table.name.as_bytes());
            if stored.is_none() && LATER.contains(&table.name) {
                continue;
            }
            let parsed = stored.and_then(|bytes| parse_definition(bytes));
            let Some(definition) = parsed.filter(|definition| table.fits(definition)) else {
                let place = format!("relay.redb, table {}", table.name);
                let found = if stored.is_some() {
                    "other types"
                } else {
                    "none"
                };
                self.faults
                    .push(DatabaseError::broken(place, "the relay's table", found));
                continue;
            };
            self.trees.insert(table.name, table.tree(&definition));
        }
        for name in definitions.keys() {
            if !TABLES.iter().any(|table| table.name.as_bytes() == name) {
                let found = format!("one named {}", String::from_utf8_lossy(name));
                self.faults.push(DatabaseError::broken(
                    "relay.redb",
                    "no further table",
                    found,
                ));
            }
        }
        let mut desks = BTreeMap::new();
        for (name, tree) in self.trees.clone() {
            self.walk(tree, Class::Rows, ledger, &mut |key, value| {
                if name == DESKS.name {
                    let desk = std::str::from_utf8(key)
                        .ok()
                        .and_then(|key| key.parse().ok());
                    let number = u32_at(value, 0);
                    if let (Some(desk), Some(number)) = (desk, number) {
                        desks.insert(number, desk);
                    }
                }
                Ok(())
            })?;
        }
        self.desks = desks;
        Ok(())
    }

    /// Reads a tree of definitions.
    fn definitions(
        &mut self,
        root: Option<Root>,
        class: Class,
        ledger: &mut Ledger,
    ) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, DatabaseError> {
        let tree = Tree {
            root,
            shape: DEFINITIONS,
            compare: <[u8]>::cmp,
        };
        let mut definitions = BTreeMap::new();
        self.walk(tree, class, ledger, &mut |key, value| {
            definitions.insert(key.to_vec(), value.to_vec());
            Ok(())
        })?;
        Ok(definitions)
    }

    fn walk_system(&mut self, ledger: &mut Ledger) -> Result<(), DatabaseError> {
        let class = Class::Bookkeeping;
        let definitions = self.definitions(self.header.system, class, ledger)?;
        let mut pending = Vec::new();
        let mut free = None;
        for (name, bytes) in &definitions {
            let place = format!("relay.redb, redb's {}", String::from_utf8_lossy(name));
            let malformed = || DatabaseError::broken(&place, "redb's own table", "another");
            let definition = parse_definition(bytes).ok_or_else(malformed)?;
            let (shape, compare) = system_shape(name).ok_or_else(malformed)?;
            if definition.shape != shape {
                return Err(malformed());
            }
            let tree = Tree {
                root: definition.root,
                shape,
                compare,
            };
            self.walk(tree, class, ledger, &mut |key, value| {
                if shape == ALLOCATOR {
                    check_bookkeeping(key, value).ok_or_else(malformed)?;
                    if key.first() == Some(&3) {
                        let region = u32_at(key, 1).unwrap_or_default();
                        free.get_or_insert_with(Vec::new)
                            .extend(free_pages(region, value)?);
                    }
                } else {
                    pending.extend(parse_page_list(value).ok_or_else(malformed)?);
                }
                Ok(())
            })?;
        }
        for page in pending {
            self.pages.claim(page, Use::Pending)?;
        }
        if let Some(free) = free {
            self.check_free(&free);
        }
        Ok(())
    }

    /// Holds the allocator against what was found: a page is used, waits to be freed, or is free.
    fn check_free(&mut self, free: &[u64]) {
        let mut is_free = vec![false; usize::try_from(self.pages.count()).unwrap_or_default()];
        for page in free {
            if let Some(place) = usize::try_from(*page)
                .ok()
                .and_then(|at| is_free.get_mut(at))
            {
                *place = true;
            }
        }
        for (page, is_free) in (0..).zip(is_free) {
            if is_free != (self.pages.use_of(page) == Use::Free) {
                let place = format!("relay.redb, page at {}", super::database::offset_of(page));
                let (used, unused) = ("a page in use", "a free page");
                let (expected, found) = if is_free {
                    (unused, used)
                } else {
                    (used, unused)
                };
                self.faults
                    .push(DatabaseError::broken(place, expected, found));
            }
        }
    }
}

type Compare = fn(&[u8], &[u8]) -> std::cmp::Ordering;

/// Returns widths and order of one of redb's own tables.
fn system_shape(name: &[u8]) -> Option<(Shape, Compare)> {
    match name {
        b"allocator_state" => Some((ALLOCATOR, compare_allocator)),
        b"data_pages_allocated" | b"data_pages_unreachable" | b"system_pages_unreachable" => {
            Some((PAGE_LISTS, compare_list_keys))
        }
        _ => None,
    }
}

fn compare_allocator(one: &[u8], other: &[u8]) -> std::cmp::Ordering {
    let number = |key: &[u8]| (key.first().copied(), u32_at(key, 1));
    number(one).cmp(&number(other))
}
