//! What screens are made of. Everything says in words or signs what it says in colour.

mod act;
mod field;
mod table;
mod talk;
mod tone;

pub(crate) use act::{button, confirm, danger_button, link_button, working};
pub(crate) use field::{Choice, Errors, Field, Option_, checkbox, choice, field, select, textarea};
pub(crate) use table::{Cell, Pages, Table, definitions, empty, pages, table};
pub(crate) use talk::{Side, Turn, turn, typed};
pub(crate) use tone::{Tone, badge, note};
