//! What can be wrong with a store.

use crate::finding::Kind;

/// A file or folder that has no business here, or is no regular one.
pub static FILE: Kind = Kind::new("store-file");
/// Extended attributes on a file.
pub static ATTRIBUTE: Kind = Kind::new("store-attribute");
/// A file that others than its owner may read.
pub static MODE: Kind = Kind::new("store-mode");
/// A file time that tells more than the epoch.
pub static TIME: Kind = Kind::new("store-time");
/// A file that is longer or shorter than its content.
pub static LENGTH: Kind = Kind::new("store-length");
/// A letter that is not of the form.
pub static LETTER: Kind = Kind::new("store-letter");
/// A reply that is not of the form.
pub static REPLY: Kind = Kind::new("store-reply");
/// A body that is not the one of its entry.
pub static BODY: Kind = Kind::new("store-body");
/// Bodies that are not there although no note says that they are gone.
pub static MISSING: Kind = Kind::new("store-missing");
/// A leftover of a crash, although the relay stopped in order.
pub static LEFTOVER: Kind = Kind::new("store-leftover");
/// Bytes that ought to look random and do not.
pub static PLAIN: Kind = Kind::new("store-plain");
/// A slot with a letter that cannot be there.
pub static SLOT: Kind = Kind::new("store-slot");
/// A block that is none, or in the folder of another epoch.
pub static BLOCK: Kind = Kind::new("store-block");
/// A database that is not as its format says.
pub static DATABASE: Kind = Kind::new("store-database");
/// A row that is not of its table's form.
pub static ROW: Kind = Kind::new("store-row");
/// A log whose entries, tiles, checkpoint and batches are not one and the same.
pub static LOG: Kind = Kind::new("store-log");
/// A batch whose letters are not sorted by hash.
pub static ORDER: Kind = Kind::new("store-order");
/// Bytes in free pages that nothing explains.
pub static REMAINS: Kind = Kind::new("store-remains");
/// A key file, `relay.pub` or `relay.toml` that is none.
pub static KEY: Kind = Kind::new("store-key");
/// Bytes that were not accounted for.
pub static BYTES: Kind = Kind::new("store-bytes");

/// All of them.
pub static KINDS: &[&Kind] = &[
    &FILE, &ATTRIBUTE, &MODE, &TIME, &LENGTH, &LETTER, &REPLY, &BODY, &MISSING, &LEFTOVER, &PLAIN,
    &SLOT, &BLOCK, &DATABASE, &ROW, &LOG, &ORDER, &REMAINS, &KEY, &BYTES,
];
