//! What can be wrong with a page.

use crate::finding::Kind;

pub(super) static NOTE_MISSING: Kind = Kind::new("page-note-missing");
pub(super) static NOTE: Kind = Kind::new("page-note");
pub(super) static DESK: Kind = Kind::new("page-desk");
pub(super) static DESK_MISSING: Kind = Kind::new("page-desk-missing");
pub(super) static ROLLED_BACK: Kind = Kind::new("page-rolled-back");
pub(super) static FORKED: Kind = Kind::new("page-forked");
pub(super) static BUILD: Kind = Kind::new("page-build");
pub(super) static FILE_MISSING: Kind = Kind::new("page-file-missing");
pub(super) static FILE: Kind = Kind::new("page-file");
pub(super) static HEADER: Kind = Kind::new("page-header");
pub(super) static HEADER_EXTRA: Kind = Kind::new("page-header-extra");
pub(super) static OTHER: Kind = Kind::new("page-other");
pub(super) static VARIES: Kind = Kind::new("page-varies");
pub(super) static THIRD_PARTY: Kind = Kind::new("page-third-party");

/// Every kind of this check.
pub static KINDS: &[&Kind] = &[
    &NOTE_MISSING,
    &NOTE,
    &DESK,
    &DESK_MISSING,
    &ROLLED_BACK,
    &FORKED,
    &BUILD,
    &FILE_MISSING,
    &FILE,
    &HEADER,
    &HEADER_EXTRA,
    &OTHER,
    &VARIES,
    &THIRD_PARTY,
];
