//! The model of case work: what a caseworker's words are, and what follows from them. Pure: no
//! vault, no clock, no randomness, no I/O; days are parameters.
//!
//! | module | is |
//! |---|---|
//! | [`status`] | the sixteen statuses, their moves, the history |
//! | [`triage`] | nine checks on a new case, a proposed urgency |
//! | [`completeness`] | the records that a move needs, gaps by name |
//! | [`reidentification`] | the check of two people before anything is shared |
//! | [`hearing`] | records of what was said, until they are agreed |
//! | [`body`] | bodies that something can be referred to |
//! | [`aftercare`] | moments after closing |
//! | [`learning`] | measures, the yearly evaluation |
//! | [`retention`] | how long a case is kept, legal holds |
//! | [`search`] | what somebody types, and what it matches |
//! | [`decision`], [`reason`] | what people decide, and why |
//! | [`template`] | the ten templates, rendering, the lint |
//! | [`term`] | the law's days, own promises, the board, a calendar file |
//! | [`vocabulary`] | the fixed words, Dutch and English side by side, and their editions |
//! | [`mod@fold`] | one spelling for comparing |
//!
//! Every value that is stored is one of a closed list and stands there by a code that never
//! changes its meaning; what people read are labels. Who acts is a type parameter `P`: the model
//! compares people and knows nothing else of them.
//!
//! What it cannot do, limits first: see `docs/casework.md`.
//!
//! ```
//! use bellrope_casework::vocabulary::{Category, CategorySet, Lang, StatisticsType, Word as _};
//!
//! let set = CategorySet::new(Category::Og1, [Category::Zs4]);
//! assert_eq!(set.main().label(Lang::Dutch), "Pesten");
//! assert_eq!(set.statistics(None), StatisticsType::UndesirableConduct);
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod aftercare;
pub mod body;
pub mod completeness;
pub mod decision;
pub mod fold;
pub mod hearing;
pub mod learning;
pub mod reason;
pub mod reidentification;
pub mod retention;
pub mod search;
pub mod status;
pub mod template;
pub mod term;
pub mod triage;
pub mod vocabulary;
