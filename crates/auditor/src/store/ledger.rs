//! Where every byte of the store belongs.

use std::collections::BTreeMap;
use std::fmt;

/// What a byte was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Letters in batch files: of the form, and as their entries say.
    Letters,
    /// Replies in batch files: of the form, and as their entries say.
    Replies,
    /// Blocks of parcels.
    Blocks,
    /// Slots that hold a letter.
    UsedSlots,
    /// Slots that hold random bytes.
    FreeSlots,
    /// What a relay that was killed leaves, and mends at its next start.
    Leftovers,
    /// The database's header.
    Header,
    /// Rows of the relay's tables, and what holds them together.
    Rows,
    /// redb's own tables.
    Bookkeeping,
    /// Bytes in used pages that hold nothing: zeros.
    Slack,
    /// Free pages of zeros.
    Empty,
    /// Free pages: older copies of rows.
    OldRows,
    /// Free pages: older bookkeeping of redb.
    OldBookkeeping,
    /// Free pages: high-entropy bytes, such as hashes of a commit that did not take place.
    Random,
    /// The relay's private keys, of the right length; not looked into.
    Keys,
    /// `relay.toml`: the operator's text.
    Configuration,
    /// `relay.pub`.
    Public,
    /// None of these: there is a finding for it.
    Unknown,
}

impl Class {
    /// Every class, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::Letters,
        Self::Replies,
        Self::Blocks,
        Self::UsedSlots,
        Self::FreeSlots,
        Self::Leftovers,
        Self::Header,
        Self::Rows,
        Self::Bookkeeping,
        Self::Slack,
        Self::Empty,
        Self::OldRows,
        Self::OldBookkeeping,
        Self::Random,
        Self::Keys,
        Self::Configuration,
        Self::Public,
        Self::Unknown,
    ];
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letters => "letters in batches",
            Self::Replies => "replies in batches",
            Self::Blocks => "blocks",
            Self::UsedSlots => "slots with a letter",
            Self::FreeSlots => "free slots",
            Self::Leftovers => "leftovers of a crash",
            Self::Header => "database: header",
            Self::Rows => "database: rows",
            Self::Bookkeeping => "database: redb's own tables",
            Self::Slack => "database: zeros in used pages",
            Self::Empty => "database: empty free pages",
            Self::OldRows => "database: free pages with older rows",
            Self::OldBookkeeping => "database: free pages with older tables of redb",
            Self::Random => "database: free pages with high-entropy bytes",
            Self::Keys => "private keys",
            Self::Configuration => "configuration",
            Self::Public => "public keys",
            Self::Unknown => "unknown",
        })
    }
}

/// How many bytes are of each class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger(BTreeMap<Class, u64>);

impl Ledger {
    /// Books bytes.
    pub fn add(&mut self, class: Class, bytes: u64) {
        *self.0.entry(class).or_default() += bytes;
    }

    /// Books all of another ledger.
    pub fn merge(&mut self, other: &Self) {
        for (class, bytes) in &other.0 {
            self.add(*class, *bytes);
        }
    }

    /// Returns the bytes of a class.
    #[must_use]
    pub fn of(&self, class: Class) -> u64 {
        self.0.get(&class).copied().unwrap_or_default()
    }

    /// Returns all bytes booked.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Returns each class that has bytes.
    pub fn rows(&self) -> impl Iterator<Item = (Class, u64)> + '_ {
        self.0.iter().map(|(class, bytes)| (*class, *bytes))
    }
}
