//! The categories of one case: several, exactly one of them the main one (R015).

use std::collections::BTreeSet;

use bellrope_protocol::content::{Report, Route};
use serde::{Deserialize, Serialize};

use super::{Category, FIRST_EDITION, Family, StatisticsType, Word as _};

/// The categories of a case: one main category (*hoofdcategorie*) and any others, each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct CategorySet {
    main: Category,
    others: BTreeSet<Category>,
    edition: u32,
}

/// What is written. A reader makes it right: the main category is never among the others.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    main: Category,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    others: BTreeSet<Category>,
    #[serde(default = "first")]
    edition: u32,
}

const fn first() -> u32 {
    FIRST_EDITION
}

impl From<Stored> for CategorySet {
    fn from(stored: Stored) -> Self {
        Self::new(stored.main, stored.others).in_edition(stored.edition)
    }
}

impl From<CategorySet> for Stored {
    fn from(set: CategorySet) -> Self {
        Self {
            main: set.main,
            others: set.others,
            edition: set.edition,
        }
    }
}

impl CategorySet {
    /// Makes a set of a main category and others, in words of edition 1.
    #[must_use]
    pub fn new(main: Category, others: impl IntoIterator<Item = Category>) -> Self {
        let mut others: BTreeSet<Category> = others.into_iter().collect();
        others.remove(&main);
        Self {
            main,
            others,
            edition: FIRST_EDITION,
        }
    }

    /// Notes the edition of the vocabulary whose labels the chooser saw (R016).
    #[must_use]
    pub fn in_edition(mut self, edition: u32) -> Self {
        self.edition = edition.max(FIRST_EDITION);
        self
    }

    /// Returns what a report says of itself, until somebody has assessed it: the sub-kinds that
    /// reporters can choose, the first one as main. Without any: the family's other category, a
    /// signal, or unknown.
    #[must_use]
    pub fn of_report(report: &Report) -> Self {
        let known = |kind: &String| Category::of_code(kind).ok();
        let chosen = |category: &Category| !category.is_for_caseworkers();
        let mut kinds = report.kinds.iter().filter_map(known).filter(chosen);
        match kinds.next() {
            Some(main) => Self::new(main, kinds),
            None => Self::new(without_kind(report), []),
        }
    }

    /// Returns the one category under which figures count the case.
    #[must_use]
    pub const fn main(&self) -> Category {
        self.main
    }

    /// Returns the edition of the vocabulary in which the categories were chosen.
    #[must_use]
    pub const fn edition(&self) -> u32 {
        self.edition
    }

    /// Returns every category, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = Category> {
        std::iter::once(self.main).chain(self.others.iter().copied())
    }

    /// Says whether the set has a category.
    #[must_use]
    pub fn contains(&self, category: Category) -> bool {
        self.main == category || self.others.contains(&category)
    }

    /// Returns the type under which the yearly figures count the case, once.
    ///
    /// Detriment after a report counts under the main category of the report it follows
    /// (`original`), or under [`StatisticsType::Other`] if that is not known.
    #[must_use]
    pub fn statistics(&self, original: Option<Category>) -> StatisticsType {
        match (self.main, original) {
            (Category::Bn, Some(original)) => original.statistics(),
            (main, _) => main.statistics(),
        }
    }
}

fn without_kind(report: &Report) -> Category {
    if report.route == Route::Signal {
        return Category::Si;
    }
    Family::of_code(report.family.as_str()).map_or(Category::Xx, Family::other)
}
