//! Lengths and counts that the protocol fixes (docs/protocol.md §2, Limits).

/// Length of every letter, in bytes: one age file.
pub const LETTER_LEN: usize = 16_384;
/// Length of a letter's plaintext, in bytes, padding included.
pub const LETTER_PLAINTEXT_LEN: usize = 14_725;
/// Length of every reply, in bytes: one age passphrase file.
pub const REPLY_LEN: usize = 4_096;
/// Length of a reply's plaintext, in bytes, padding included.
pub const REPLY_PLAINTEXT_LEN: usize = 3_914;
/// Length of every block of a parcel, in bytes.
pub const BLOCK_LEN: usize = 262_144;
/// Most blocks of one parcel: 1 GiB.
pub const PARCEL_MAX_BLOCKS: u32 = 4_096;
/// Length of a tag, in bytes.
pub const TAG_LEN: usize = 16;
/// Length of a log entry, in bytes: version 1 ‖ epoch 4 ‖ body hash 32 ‖ tag 16.
pub const ENTRY_LEN: usize = 53;
/// Length of a sealed file for later posting, in bytes: letter ‖ tag.
pub const SEALED_LETTER_LEN: usize = LETTER_LEN + TAG_LEN;
/// Most receipts that one reply carries.
pub const REPLY_MAX_RECEIPTS: usize = 80;
/// Blocks that one upload grant admits.
pub const GRANT_BLOCKS: u32 = 64;
/// Length of a week, in seconds. Weeks begin on Monday, 00:00 UTC.
pub const WEEK_SECS: u64 = 604_800;
/// Weeks that a card lists: the current one and the next seven.
pub const CARD_WEEKS: usize = 8;
