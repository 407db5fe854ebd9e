//! What the check of the logs can find.

use crate::finding::Kind;

/// A checkpoint is malformed, or not signed by its log.
pub static SIGNATURE: Kind = Kind::new("log-signature");
/// A checkpoint says more than origin, size and root.
pub static EXTENSION: Kind = Kind::new("log-extension");
/// A cosignature of a listed witness does not verify.
pub static COSIGNATURE: Kind = Kind::new("log-cosignature");
/// Too few witnesses have cosigned recently.
pub static WITNESS: Kind = Kind::new("log-witness");
/// No batch was sealed for longer than readers accept.
pub static STILL: Kind = Kind::new("log-still");
/// A bundle of entries is missing, or has another length.
pub static ENTRIES: Kind = Kind::new("log-entries");
/// The entries do not give the root of the checkpoint.
pub static ROOT: Kind = Kind::new("log-root");
/// A stored hash is not the one that the entries give.
pub static TILE: Kind = Kind::new("log-tile");
/// An earlier checkpoint shows another log.
pub static FORK: Kind = Kind::new("log-fork");
/// An earlier checkpoint shows a longer log.
pub static ROLLBACK: Kind = Kind::new("log-rollback");
/// The desk's confirmation names a root that the log never had, or is not signed by it.
pub static CONFIRM: Kind = Kind::new("log-confirm");
/// A note about a batch is malformed, or not signed as it must be.
pub static NOTE: Kind = Kind::new("log-note");
/// Batches are not numbered or placed one after the other.
pub static BATCH_ORDER: Kind = Kind::new("log-batch-order");
/// Entries belong to no batch, or a batch to no entries.
pub static BATCH_MISSING: Kind = Kind::new("log-batch-missing");
/// A batch note's root is not that of its entries.
pub static BATCH_ROOT: Kind = Kind::new("log-batch-root");
/// Epochs or days do not increase, are none, or lie ahead.
pub static EPOCH: Kind = Kind::new("log-epoch");
/// A calendar day has no batch of replies.
pub static DAY: Kind = Kind::new("log-day");
/// A batch has another size than it may have.
pub static COUNT: Kind = Kind::new("log-count");
/// An entry carries an epoch that its batch cannot have.
pub static ENTRY_EPOCH: Kind = Kind::new("log-entry-epoch");
/// A letter was logged later than its receipt promised.
pub static LATE: Kind = Kind::new("log-late");
/// The entries of a batch are not sorted, so that their order could tell something.
pub static ORDER: Kind = Kind::new("log-order");
/// Two entries have one tag.
pub static TAG_REPEATED: Kind = Kind::new("log-tag-repeated");
/// Two entries have one body.
pub static BODY_REPEATED: Kind = Kind::new("log-body-repeated");
/// An entry of the card log has a tag.
pub static CARD_TAG: Kind = Kind::new("log-card-tag");
/// Bodies are not those that the entries name.
pub static BODY: Kind = Kind::new("log-body");
/// Bodies are gone and no note says so.
pub static BODY_MISSING: Kind = Kind::new("log-body-missing");
/// Bodies are there although a note says that they were deleted.
pub static BODY_KEPT: Kind = Kind::new("log-body-kept");
/// A note about deletion does not fit its batch or its place.
pub static PRUNED: Kind = Kind::new("log-pruned");
/// Bodies were deleted before they were due.
pub static PRUNED_EARLY: Kind = Kind::new("log-pruned-early");
/// Bodies were not deleted when they were due.
pub static PRUNED_LATE: Kind = Kind::new("log-pruned-late");

/// All of them.
pub const KINDS: &[&Kind] = &[
    &SIGNATURE,
    &EXTENSION,
    &COSIGNATURE,
    &WITNESS,
    &STILL,
    &ENTRIES,
    &ROOT,
    &TILE,
    &FORK,
    &ROLLBACK,
    &CONFIRM,
    &NOTE,
    &BATCH_ORDER,
    &BATCH_MISSING,
    &BATCH_ROOT,
    &EPOCH,
    &DAY,
    &COUNT,
    &ENTRY_EPOCH,
    &LATE,
    &ORDER,
    &TAG_REPEATED,
    &BODY_REPEATED,
    &CARD_TAG,
    &BODY,
    &BODY_MISSING,
    &BODY_KEPT,
    &PRUNED,
    &PRUNED_EARLY,
    &PRUNED_LATE,
];
