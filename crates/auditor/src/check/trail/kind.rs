//! What the check of a desk's trail can find.

use crate::finding::Kind;

/// The file is not an exported trail.
pub(super) static FORM: Kind = Kind::new("trail-form");
/// The desk does not vouch for the key of the trail.
pub(super) static KEY: Kind = Kind::new("trail-key");
/// An entry was changed, taken out, put in, doubled or moved, or is not signed.
pub(super) static ENTRY: Kind = Kind::new("trail-entry");
/// The head is not signed, or not that of the last entry.
pub(super) static HEAD: Kind = Kind::new("trail-head");
/// A head that was kept is none of this trail.
pub(super) static CUT: Kind = Kind::new("trail-cut");
/// The desk's clock went back, or is ahead.
pub(super) static CLOCK: Kind = Kind::new("trail-clock");
/// Somebody acted who had no access by then.
pub(super) static STRANGER: Kind = Kind::new("trail-stranger");
/// Somebody worked on cases without a confidentiality statement of the last year.
pub(super) static STATEMENT: Kind = Kind::new("trail-statement");
/// Somebody read a case without having declared their interest, or having declared one.
pub(super) static INTEREST: Kind = Kind::new("trail-interest");
/// Somebody read a case that they were not assigned to.
pub(super) static UNASSIGNED: Kind = Kind::new("trail-unassigned");
/// A term was not met, or was met late.
pub(super) static TERM: Kind = Kind::new("trail-term");
/// What takes two people was done without a second, or otherwise than was approved.
pub(super) static FOUR_EYES: Kind = Kind::new("trail-four-eyes");
/// What takes two people was done by one, and the trail says so.
pub(super) static ALONE: Kind = Kind::new("trail-alone");
/// Something left the vault without a reason.
pub(super) static EXPORT: Kind = Kind::new("trail-export");
/// A case was deleted before its time, during a hold, or not to the end.
pub(super) static DELETION: Kind = Kind::new("trail-deletion");
/// A weekly key was destroyed too early, too late or not at all.
pub(super) static WEEK: Kind = Kind::new("trail-week");
/// The desk confirmed letters that no backup held.
pub(super) static BACKUP: Kind = Kind::new("trail-backup");
/// Recovery was not tried for a year.
pub(super) static DRILL: Kind = Kind::new("trail-drill");
/// The letters of a bundle were not all accounted for.
pub(super) static LETTERS: Kind = Kind::new("trail-letters");

/// All of them.
pub const KINDS: &[&Kind] = &[
    &FORM,
    &KEY,
    &ENTRY,
    &HEAD,
    &CUT,
    &CLOCK,
    &STRANGER,
    &STATEMENT,
    &INTEREST,
    &UNASSIGNED,
    &TERM,
    &FOUR_EYES,
    &ALONE,
    &EXPORT,
    &DELETION,
    &WEEK,
    &BACKUP,
    &DRILL,
    &LETTERS,
];
