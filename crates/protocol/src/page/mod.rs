//! The page's configuration: what the reporter's page says and offers, signed by every desk on it.
//!
//! In scope: its types and form, signing it, adding a further desk's signature, verifying all of
//! them. Out of scope: the build of the page whose manifest it names, and what is served.
//!
//! # Wire format
//!
//! A signed note by the root of **every** desk it lists (names `base/root`), at most 131,072 bytes:
//!
//! ```text
//! bellrope/1 page
//! <one JSON object>
//! ```
//!
//! What was read is a [`SignedPage`] and tells nothing; [`SignedPage::verify`] makes it a
//! [`VerifiedPage`]. That says that the desks it lists agree on it, not that they are the right
//! desks: who knows their fingerprints compares them.
//!
//! Spec: docs/protocol.md §20.

mod content;
mod form;
mod signed;
#[cfg(test)]
mod tests;
mod wire;

pub use content::{
    Body, Category, Client, Contact, Cover, Group, HelpLine, Icon, Referral, Security,
};
pub use form::{
    ABOUT_MAX_LEN, DESKS_MAX, LINK_MAX_LEN, LIST_MAX, NAME_MAX_LEN, OVERRIDES_MAX, PageFormError,
};
pub use signed::{
    PAGE_MAX_LEN, ParsePageError, SignPageError, SignedPage, VerifiedPage, VerifyPageError,
};
pub use wire::{Both, Overrides, Page, PageDesk};
