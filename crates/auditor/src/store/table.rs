//! The relay's tables: names, types, keys. What docs/store.md says of them, as code.

use std::cmp::Ordering;

use super::database::{Definition, Shape, Tree, u32_at, u64_at};

/// A table that the relay keeps.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The type of its keys, as redb writes it.
    pub key_type: &'static [u8],
    /// The type of its values.
    pub value_type: &'static [u8],
    /// Widths of keys and values.
    pub shape: Shape,
    /// Compares two keys.
    pub compare: fn(&[u8], &[u8]) -> Ordering,
}

impl Table {
    /// Says whether a stored definition is this table's.
    #[must_use]
    pub fn fits(&self, definition: &Definition<'_>) -> bool {
        definition.shape == self.shape
            && definition.key_type == self.key_type
            && definition.value_type == self.value_type
    }

    /// Returns the tree of a definition of this table.
    #[must_use]
    pub fn tree(&self, definition: &Definition<'_>) -> Tree {
        Tree {
            root: definition.root,
            shape: self.shape,
            compare: self.compare,
        }
    }
}

const fn shape(key: Option<usize>, value: Option<usize>) -> Shape {
    Shape { key, value }
}

/// Desk numbers by short name.
pub const DESKS: Table = Table {
    name: "desks",
    key_type: b"\x01&str",
    value_type: b"\x01u32",
    shape: shape(None, Some(4)),
    compare: <[u8]>::cmp,
};
/// Size and checkpoint of each log.
pub const HEADS: Table = Table {
    name: "heads",
    key_type: b"\x04(u32,u8)",
    value_type: b"\x04(u64,&str)",
    shape: shape(Some(5), None),
    compare: compare_logs,
};
/// Hash tiles and entry bundles.
pub const TILES: Table = Table {
    name: "tiles",
    key_type: b"\x04(u32,u8,u8,u64)",
    value_type: b"\x01&[u8]",
    shape: shape(Some(14), None),
    compare: compare_numbered,
};
/// Batch notes.
pub const BATCHES: Table = Table {
    name: "batches",
    key_type: b"\x04(u32,u8,u64)",
    value_type: b"\x01&str",
    shape: shape(Some(13), None),
    compare: compare_numbered,
};
/// Pruned notes.
pub const PRUNED: Table = Table {
    name: "pruned",
    ..BATCHES
};
/// Cards by desk and serial.
pub const CARDS: Table = Table {
    name: "cards",
    key_type: b"\x04(u32,u64)",
    value_type: b"\x01&[u8]",
    shape: shape(Some(12), None),
    compare: compare_desk_and_number,
};
/// Confirmations by desk and size.
pub const CONFIRMS: Table = Table {
    name: "confirms",
    value_type: b"\x04(u64,&str)",
    ..CARDS
};
/// Boards by desk and number.
pub const BOARDS: Table = Table {
    name: "boards",
    value_type: b"\x01&str",
    ..CARDS
};
/// Size and checkpoint of each log as readers get it, with cosignatures.
pub const PUBLISHED: Table = Table {
    name: "published",
    ..HEADS
};
/// What the health check counts.
pub const PROBE: Table = Table {
    name: "probe",
    key_type: b"\x01()",
    value_type: b"\x01u64",
    shape: shape(Some(0), Some(8)),
    compare: <[u8]>::cmp,
};
/// Every table of the relay.
pub const TABLES: [Table; 10] = [
    BATCHES, BOARDS, CARDS, CONFIRMS, DESKS, HEADS, PROBE, PRUNED, PUBLISHED, TILES,
];
/// Tables that a store may lack: an older relay has not made them.
pub const LATER: [&str; 2] = [BOARDS.name, PUBLISHED.name];

/// The tree of tables: definitions by name.
pub const DEFINITIONS: Shape = shape(None, None);
/// redb's allocator.
pub const ALLOCATOR: Shape = shape(Some(5), None);
/// redb's lists of freed pages.
pub const PAGE_LISTS: Shape = shape(Some(16), None);

/// Compares two keys of redb's lists: transaction and page of the list.
#[must_use]
pub fn compare_list_keys(one: &[u8], other: &[u8]) -> Ordering {
    let number = |key: &[u8]| (u64_at(key, 0), u64_at(key, 8));
    number(one).cmp(&number(other))
}

/// A log of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogId {
    /// The desk's number.
    pub desk: u32,
    /// 0 intake, 1 replies, 2 cards.
    pub kind: u8,
}

/// The number of the intake log.
pub const INTAKE: u8 = 0;
/// The number of the reply log.
pub const REPLIES: u8 = 1;
/// The number of the card log.
pub const CARD_LOG: u8 = 2;
/// The layer of entry bundles in keys of tiles.
pub const ENTRIES: u8 = u8::MAX;

impl LogId {
    /// Reads the beginning of a key.
    #[must_use]
    pub fn parse(key: &[u8]) -> Option<Self> {
        let desk = u32_at(key, 0)?;
        let kind = *key.get(4)?;
        (kind <= CARD_LOG).then_some(Self { desk, kind })
    }

    /// Writes the beginning of a key.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 5] {
        let [a, b, c, d] = self.desk.to_le_bytes();
        [a, b, c, d, self.kind]
    }

    /// Writes the key of something numbered of this log.
    #[must_use]
    pub fn numbered(self, number: u64) -> Vec<u8> {
        [&self.to_bytes()[..], &number.to_le_bytes()].concat()
    }

    /// Writes the key of a tile of this log.
    #[must_use]
    pub fn tile(self, layer: u8, index: u64) -> Vec<u8> {
        [&self.to_bytes()[..], &[layer], &index.to_le_bytes()].concat()
    }

    /// Returns the log's name in paths and origins.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.kind {
            INTAKE => "intake",
            REPLIES => "replies",
            _ => "cards",
        }
    }
}

/// Reads the number at the end of a key.
#[must_use]
pub fn number_of(key: &[u8]) -> Option<u64> {
    u64_at(key, key.len().checked_sub(8)?)
}

/// Compares keys of desk 4 ‖ log 1.
fn compare_logs(one: &[u8], other: &[u8]) -> Ordering {
    let numbers = |key: &[u8]| (u32_at(key, 0), key.get(4).copied());
    numbers(one).cmp(&numbers(other))
}

/// Compares keys of desk 4 ‖ log 1 ‖ number 8, or with the layer between: desk 4 ‖ log 1 ‖
/// layer 1 ‖ index 8.
fn compare_numbered(one: &[u8], other: &[u8]) -> Ordering {
    let numbers = |key: &[u8]| {
        let bytes = key.get(4..key.len().saturating_sub(8)).map(<[u8]>::to_vec);
        (u32_at(key, 0), bytes, number_of(key))
    };
    numbers(one).cmp(&numbers(other))
}

fn compare_desk_and_number(one: &[u8], other: &[u8]) -> Ordering {
    let numbers = |key: &[u8]| (u32_at(key, 0), number_of(key));
    numbers(one).cmp(&numbers(other))
}
