//! Measures: what kind there is, and the moves from proposed to evaluated (requirements 17.4).

use std::fmt;

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::reason::Reason;
use crate::vocabulary::{
    Lang, MeasureState, OrganisationalMeasure, PersonalMeasure, UnknownCode, Word as _,
};

/// What kind of measure it is. The codes of both lists differ, so a code alone tells which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MeasureKind {
    /// In the organisation.
    Organisational(OrganisationalMeasure),
    /// Towards a person; never [`PersonalMeasure::None`], which nobody carries out.
    Personal(PersonalMeasure),
}

impl MeasureKind {
    /// Lists every kind, those in the organisation first.
    pub fn all() -> impl Iterator<Item = Self> {
        let organisational = OrganisationalMeasure::ALL.iter().copied();
        let personal = PersonalMeasure::ALL.iter().copied();
        let personal = personal.filter(|kind| *kind != PersonalMeasure::None);
        let organisational = organisational.map(Self::Organisational);
        organisational.chain(personal.map(Self::Personal))
    }

    /// Returns the code that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organisational(kind) => kind.as_str(),
            Self::Personal(kind) => kind.as_str(),
        }
    }

    /// Returns the label of edition 1.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Organisational(kind) => kind.label(lang),
            Self::Personal(kind) => kind.label(lang),
        }
    }

    /// Says whether it is towards a person.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Personal(_))
    }

    /// Finds the kind of a code.
    ///
    /// # Errors
    ///
    /// [`UnknownCode`] if neither list has it, and for `none`.
    pub fn of_code(code: &str) -> Result<Self, UnknownCode> {
        let found = Self::all().find(|kind| kind.as_str() == code);
        found.ok_or_else(|| UnknownCode {
            kind: "measure",
            code: code.to_owned(),
        })
    }
}

impl fmt::Display for MeasureKind {
    /// Writes the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for MeasureKind {
    type Error = UnknownCode;

    fn try_from(code: String) -> Result<Self, UnknownCode> {
        Self::of_code(&code)
    }
}

impl From<MeasureKind> for String {
    fn from(kind: MeasureKind) -> Self {
        kind.as_str().to_owned()
    }
}

/// One state of a measure: since when, and who said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureStep<P> {
    /// The state from there on.
    pub state: MeasureState,
    /// The day of the move.
    pub day: Day,
    /// Who made it.
    pub by: P,
    /// What was said with it: the effect of what is evaluated, why something is dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Reason>,
}

/// The states of a measure, oldest first: begins as proposed, each the next of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<MeasureStep<P>>", into = "Vec<MeasureStep<P>>")]
#[serde(bound(
    serialize = "P: Clone + Serialize",
    deserialize = "P: Deserialize<'de>"
))]
pub struct MeasureCourse<P> {
    first: MeasureStep<P>,
    later: Vec<MeasureStep<P>>,
}

impl<P> MeasureCourse<P> {
    /// Begins as proposed.
    #[must_use]
    pub const fn propose(day: Day, by: P) -> Self {
        Self {
            first: MeasureStep {
                state: MeasureState::Proposed,
                day,
                by,
                words: None,
            },
            later: Vec::new(),
        }
    }

    /// Returns the state that counts, with its day.
    #[must_use]
    pub fn last(&self) -> &MeasureStep<P> {
        self.later.last().unwrap_or(&self.first)
    }

    /// Returns the state that counts.
    #[must_use]
    pub fn state(&self) -> MeasureState {
        self.last().state
    }

    /// Tells every state, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = &MeasureStep<P>> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// Returns what was said of the effect, once it is evaluated.
    #[must_use]
    pub fn effect(&self) -> Option<&Reason> {
        let last = self.last();
        let is_evaluated = last.state == MeasureState::Evaluated;
        last.words.as_ref().filter(|_| is_evaluated)
    }

    /// Makes a move.
    ///
    /// # Errors
    ///
    /// [`MeasureMoveError::NotAllowed`] unless [`MeasureState::next`] lists it;
    /// [`MeasureMoveError::NoWords`] if an effect or a reason is missing;
    /// [`MeasureMoveError::Backwards`] if its day is before that of the state before.
    pub fn go(&mut self, step: MeasureStep<P>) -> Result<(), MeasureMoveError> {
        let (from, to) = (self.state(), step.state);
        if !from.next().contains(&to) {
            return Err(MeasureMoveError::NotAllowed { from, to });
        }
        if needs_words(to) && step.words.is_none() {
            return Err(MeasureMoveError::NoWords { to });
        }
        if step.day < self.last().day {
            return Err(MeasureMoveError::Backwards);
        }
        self.later.push(step);
        Ok(())
    }
}

/// An effect is said, and why nothing came of it.
const fn needs_words(to: MeasureState) -> bool {
    matches!(to, MeasureState::Evaluated | MeasureState::Dropped)
}

impl<P> TryFrom<Vec<MeasureStep<P>>> for MeasureCourse<P> {
    type Error = NoCourse;

    fn try_from(steps: Vec<MeasureStep<P>>) -> Result<Self, NoCourse> {
        let mut steps = steps.into_iter();
        let first = steps.next().ok_or(NoCourse)?;
        if first.state != MeasureState::Proposed {
            return Err(NoCourse);
        }
        let later = Vec::new();
        let mut course = Self { first, later };
        for step in steps {
            course.go(step).map_err(|_| NoCourse)?;
        }
        Ok(course)
    }
}

impl<P> From<MeasureCourse<P>> for Vec<MeasureStep<P>> {
    fn from(course: MeasureCourse<P>) -> Self {
        let mut steps = vec![course.first];
        steps.extend(course.later);
        steps
    }
}

/// Says whether a measure is late: its target day is over and it is neither carried out nor dropped.
#[must_use]
pub fn is_overdue(state: MeasureState, target: Day, today: Day) -> bool {
    let is_open = matches!(
        state,
        MeasureState::Proposed | MeasureState::Decided | MeasureState::InProgress
    );
    is_open && target < today
}

/// Stored states are no course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("states of a measure do not follow each other")]
pub struct NoCourse;

/// Why a measure does not get another state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MeasureMoveError {
    /// The state does not follow.
    #[error("measure does not go from {from} to {to}")]
    NotAllowed {
        /// Its state.
        from: MeasureState,
        /// The state asked for.
        to: MeasureState,
    },
    /// It takes words: the effect, or why it is dropped.
    #[error("{to} takes words")]
    NoWords {
        /// The state asked for.
        to: MeasureState,
    },
    /// Its day is before that of the state before.
    #[error("measure goes back in time")]
    Backwards,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u32) -> Day {
        Day::from_date(2026, 1, 1).unwrap().plus(number)
    }

    fn step(state: MeasureState, at: u32, words: bool) -> MeasureStep<u8> {
        MeasureStep {
            state,
            day: day(at),
            by: 1,
            words: words.then(|| Reason::parse("omdat").unwrap()),
        }
    }

    #[test]
    fn kinds_have_codes_of_their_own_and_none_is_no_measure() {
        let mut codes: Vec<&str> = MeasureKind::all().map(MeasureKind::as_str).collect();
        assert_eq!(codes.len(), 11);
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 11);
        for kind in MeasureKind::all() {
            assert_eq!(MeasureKind::of_code(kind.as_str()), Ok(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<MeasureKind>(&json).unwrap(), kind);
        }
        assert!(MeasureKind::of_code("none").is_err());
        assert!(MeasureKind::of_code("dismissal").unwrap().is_personal());
    }

    #[test]
    fn whole_course_ends_with_its_effect() {
        use MeasureState::{Decided, Done, Evaluated, InProgress};
        let mut course = MeasureCourse::propose(day(0), 1);
        for (at, state) in [(1, Decided), (1, InProgress), (9, Done)] {
            course.go(step(state, at, false)).unwrap();
            assert_eq!(course.effect(), None);
        }
        let refused = course.go(step(Evaluated, 30, false));
        assert_eq!(refused, Err(MeasureMoveError::NoWords { to: Evaluated }));
        course.go(step(Evaluated, 30, true)).unwrap();
        assert_eq!(course.effect().map(Reason::as_str), Some("omdat"));
        let json = serde_json::to_string(&course).unwrap();
        let read: MeasureCourse<u8> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, course);
        let cut = json.replacen(r#""state":"decided""#, r#""state":"done""#, 1);
        assert!(serde_json::from_str::<MeasureCourse<u8>>(&cut).is_err());
    }

    #[test]
    fn open_measures_are_overdue_from_the_day_after_their_target() {
        for state in MeasureState::ALL {
            let is_open = !matches!(
                state,
                MeasureState::Done | MeasureState::Evaluated | MeasureState::Dropped
            );
            assert_eq!(is_overdue(*state, day(4), day(5)), is_open, "{state}");
            assert!(!is_overdue(*state, day(5), day(5)), "{state}");
        }
    }

    /// The moves of docs/learning.md, written a second time on purpose.
    fn is_documented(from: MeasureState, to: MeasureState) -> bool {
        use MeasureState::{Decided, Done, Dropped, Evaluated, InProgress, Proposed};
        matches!(
            (from, to),
            (Proposed, Decided)
                | (Decided, InProgress)
                | (InProgress, Done)
                | (Done, Evaluated)
                | (Proposed | Decided | InProgress, Dropped)
        )
    }

    proptest! {
        #[test]
        fn go_makes_documented_moves_and_no_others(
            tries in prop::collection::vec((0usize..6, 0u32..40, any::<bool>()), 0..40)
        ) {
            let mut course = MeasureCourse::propose(day(0), 1u8);
            for (to, at, words) in tries {
                let before = course.clone();
                let to = MeasureState::ALL[to];
                let needs = matches!(to, MeasureState::Evaluated | MeasureState::Dropped);
                let expected = is_documented(before.state(), to)
                    && (words || !needs)
                    && day(at) >= before.last().day;
                let went = course.go(step(to, at, words));
                prop_assert_eq!(went.is_ok(), expected);
                if expected {
                    prop_assert_eq!(course.state(), to);
                } else {
                    prop_assert_eq!(&course, &before);
                }
            }
            // What is kept is what was done, and reads back.
            let states: Vec<MeasureState> = course.steps().map(|step| step.state).collect();
            for pair in states.windows(2) {
                prop_assert!(is_documented(pair[0], pair[1]));
            }
            let json = serde_json::to_string(&course).unwrap();
            prop_assert_eq!(serde_json::from_str::<MeasureCourse<u8>>(&json).unwrap(), course);
        }
    }
}
