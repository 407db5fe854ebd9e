//! What is counted: one line for each case, without its content.

use bellrope_casework::vocabulary::{
    Category, Channel, ContactKind, IdentityLevel, Misstand, Outcome, PersonalMeasure, Route,
};
use bellrope_protocol::time::Day;

use crate::Label;
use crate::source::SourceTable;

/// Everything that tables are made of. Nothing in it is in anybody's own words.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// One for each case.
    pub cases: Vec<CaseFact>,
    /// T6: measures towards persons, by the day of the decision.
    pub personal_measures: Vec<(PersonalMeasure, Day)>,
    /// T13, and T6's organisational part: learning points and measures, counted by who keeps them.
    pub counted: Vec<Counted>,
    /// T11: answers to questions after feedback (R136); a separate aggregate that is linked to no case.
    pub evaluation: Vec<Asked>,
    /// T12: answers to questions after sending (R138); another such aggregate.
    pub diversity: Vec<Asked>,
    /// T14 and T11's survey: tables of other sources.
    pub sources: Vec<SourceTable>,
    /// T8: the parts of the organisation that there are, by code.
    pub parts: Vec<(String, Label)>,
    /// T11: people who work in the organisation, by year.
    pub staff: Vec<(u16, u32)>,
}

/// What tables need of one case: metadata only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// The day on which it counts as received.
    pub received: Day,
    /// The day on which a person acknowledged receipt.
    pub acknowledged: Option<Day>,
    /// The last day for that; `None` if nobody can be told.
    pub acknowledge_by: Option<Day>,
    /// The day on which feedback was given first.
    pub feedback: Option<Day>,
    /// The last day for that; `None` if nobody can be told.
    pub feedback_by: Option<Day>,
    /// The day since which nothing is due any more.
    pub closed: Option<Day>,
    /// How it came.
    pub channel: Channel,
    /// What kind of contact it is.
    pub kind: ContactKind,
    /// How the reporter was known at first.
    pub identity_first: IdentityLevel,
    /// How the reporter is known now.
    pub identity: IdentityLevel,
    /// The main category.
    pub category: Category,
    /// The main category of the report that a detriment follows, if that is known.
    pub original: Option<Category>,
    /// Whether the law's flag is set.
    pub misstand: Option<Misstand>,
    /// How it is handled.
    pub route: Option<Route>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Whether it was referred or transferred to a body outside.
    pub referred: bool,
    /// Whether it is spam.
    pub spam: bool,
    /// Whether it is handled in another case, and not counted by itself.
    pub merged: bool,
    /// Days on which the reporter was asked how they are.
    pub aftercare: Vec<Day>,
    /// Whether the reporter wrote at least once after the report.
    pub wrote_again: bool,
    /// The part of the organisation, by a code of [`Facts::parts`]; coarse.
    pub part: Option<String>,
}

/// A count that somebody else keeps: learning points, measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which table of the plan it belongs to.
    pub list: CountedList,
    /// A code of a closed list, such as a state.
    pub code: String,
    /// What people read.
    pub label: Label,
    /// What year it is about.
    pub year: u16,
    /// The number.
    pub count: u32,
}

/// Where counts of others belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountedList {
    /// T6: organisational measures by kind, decided in the year.
    MeasureKinds,
    /// T13: measures by state, on the last day.
    MeasureStates,
    /// T13: learning points by what became of them.
    LearningPoints,
    /// T13: measures proposed, decided or in progress on the last day, late or not.
    MeasureTerms,
}

/// The answers to one question to reporters (R136, R138): in sum, never by case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its place among the questions that were asked together.
    pub place: u8,
    /// A code, such as `gender`.
    pub code: String,
    /// The question.
    pub question: Label,
    /// What year it is about.
    pub year: u16,
    /// Code, text and number of each answer, "rather not say" included.
    pub answers: Vec<(String, Label, u32)>,
}
