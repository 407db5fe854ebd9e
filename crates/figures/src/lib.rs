//! Figures that hide nobody: the tables of a year, what of them may be shown, and the attacker that
//! tries it. Pure: the day and the facts are parameters.
//!
//! In scope: tables T1–T15 (requirements 17.6) from facts without content, imported tables of other
//! sources, suppression and rounding (R143–R145), differencing against everything published before
//! (R146), pattern signals (R142). Out of scope: where facts come from and where packs are kept
//! (the desk), how a pack looks on paper (`report`).
//!
//! # What comes out
//!
//! A [`Pack`] is what may be shown, **and nothing else**: no exact count of a protected cell is in
//! it. It is a serde type; everything that a reader needs stands in it in both languages, so an
//! archived pack is whole by itself.
//!
//! ```text
//! Pack
//! ├─ number      PackNumber { period: Period { year, quarter }, revision }
//! ├─ standdatum  Day          reference date
//! ├─ edition     u32          edition of the definitions
//! ├─ settings    Settings     thresholds, zeros, rounding
//! ├─ how_to_read Label        fixed text: a rise may mean more trust
//! ├─ tables      [Shown]      in the order T1, T2, T3a, T3b, …, T14…
//! │  ├─ id, part              T3 + 'a'; `name()` is "T3a"
//! │  ├─ title, definition     Label { nl, en }
//! │  ├─ origin                Some(Origin { source, definition, standdatum }): imported (T14)
//! │  ├─ columns [Column]      this year first, then the year before
//! │  ├─ rows    [ShownRow]    quantity (code), label, role, cells: one for each column
//! │  ├─ sums    [Sum]         which rows add up to which
//! │  └─ state                 Published, WithheldWhole, NotCollected
//! ├─ method      [Label]      T15, paragraphs
//! ├─ legend      [Sign]       "<5", "x", …: sign and text
//! └─ utility     Utility      what protection cost
//! ```
//!
//! A [`Cell`] says how it is shown; [`Cell::sign`] is its text.
//!
//! # From facts to a pack
//!
//! ```
//! use bellrope_figures::fact::{Counted, CountedList, Facts};
//! use bellrope_figures::protect::{check, protect};
//! use bellrope_figures::{Cell, Label, Period, Settings, plan};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let counted = |code: &str, count| Counted {
//!     list: CountedList::MeasureStates,
//!     code: code.to_owned(),
//!     label: Label::new(code, code),
//!     year: 2026,
//!     count,
//! };
//! let facts = Facts {
//!     counted: vec![counted("decided", 3), counted("in-progress", 9), counted("done", 24)],
//!     ..Facts::default()
//! };
//! let exact = plan::count(&facts, Period::year(2026), "2027-01-15".parse()?);
//! let pack = protect(&exact, &Settings::default(), &[])?.pack;
//!
//! // The three are hidden; so are the nine and the total or the twenty-four, or they would tell.
//! let table = pack.table("T13b").ok_or("no table")?;
//! assert_eq!(table.rows[0].cells[0], Cell::Fewer { threshold: 5, or_zero: false });
//! assert_eq!(table.rows[1].cells[0], Cell::Withheld);
//! assert!(check(&pack, &[]).is_safe());
//! # Ok(())
//! # }
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod attack;
mod engine;
pub mod fact;
mod label;
mod linear;
mod model;
mod pack;
pub mod pattern;
mod period;
pub mod plan;
pub mod protect;
pub mod source;
pub mod table;
pub mod text;

pub use label::Label;
pub use pack::{
    Cell, Column, Origin, Pack, PackNumber, Role, Rounding, Settings, SettingsError, Shown,
    ShownRow, Sign, Sum, TableId, TableState, Utility,
};
pub use period::{Period, PeriodError};
