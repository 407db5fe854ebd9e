//! What figures take of all this: T6 and T13 of the registers, T12 of the answers. Exact counts; figures
//! protect them before anybody else sees one.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_casework::learning::MeasureKind;
use bellrope_casework::vocabulary::{Lang, MeasureState, PersonalMeasure, Word as _};
use bellrope_figures::Label;
use bellrope_figures::fact::{Counted, CountedList, Diversity};
use bellrope_protocol::content::Questions;
use bellrope_protocol::time::Day;

use super::evaluation::{last_day, year_of};
use super::{Measure, Tally, answers, measure, point};
use crate::vault::{Records, VaultError};

/// Returns the measures towards persons with the day on which each was decided (T6).
///
/// # Errors
///
/// [`VaultError`].
pub fn personal_measures(
    records: &impl Records,
) -> Result<Vec<(PersonalMeasure, Day)>, VaultError> {
    let decided = |measure: &Measure| match measure.words().kind {
        MeasureKind::Personal(kind) => Some((kind, decided_on(measure)?)),
        MeasureKind::Organisational(_) => None,
    };
    let all = measure::measures(records)?;
    Ok(all.iter().filter_map(decided).collect())
}

fn decided_on(measure: &Measure) -> Option<Day> {
    let mut steps = measure.course.steps();
    let decided = steps.find(|step| step.state == MeasureState::Decided)?;
    Some(decided.day)
}

fn year_of_day(day: Day) -> u16 {
    let (year, ..) = day.date();
    u16::try_from(year).unwrap_or(u16::MAX)
}

/// Counts measures and learning points of every year up to now (T6, T13).
///
/// # Errors
///
/// [`VaultError`].
pub fn counted(records: &impl Records, now: u64) -> Result<Vec<Counted>, VaultError> {
    let measures = measure::measures(records)?;
    let points = point::points(records)?;
    let mut counts = Counts::default();
    for measure in &measures {
        count_measure(&mut counts, measure, year_of(now));
    }
    for point in &points {
        let of_point = |it: &&Measure| it.words().points.contains(&point.number);
        let states: BTreeSet<MeasureState> = measures
            .iter()
            .filter(of_point)
            .map(|it| it.course.state())
            .collect();
        let (code, label) = became(&states);
        counts.add(CountedList::LearningPoints, point.year, code, label);
    }
    Ok(counts.finish())
}

fn count_measure(counts: &mut Counts, measure: &Measure, this_year: u16) {
    let Some(begun) = measure.course.steps().next().map(|step| step.day) else {
        return;
    };
    let kind = measure.words().kind;
    if let (false, Some(day)) = (kind.is_personal(), decided_on(measure)) {
        let label = Label::new(kind.label(Lang::Dutch), kind.label(Lang::English));
        let year = year_of_day(day);
        counts.add(CountedList::MeasureKinds, year, kind.as_str(), label);
    }
    for year in year_of_day(begun)..=this_year {
        if let Some(state) = measure.state_on(last_day(year)) {
            let (code, label) = (state.as_str(), Label::of_word(state));
            counts.add(CountedList::MeasureStates, year, code, label);
        }
    }
}

/// Says what became of a learning point: the furthest of its measures counts.
fn became(states: &BTreeSet<MeasureState>) -> (&'static str, Label) {
    use MeasureState::{Decided, Done, Evaluated, InProgress, Proposed};
    let has = |of: &[MeasureState]| of.iter().any(|state| states.contains(state));
    if has(&[Done, Evaluated]) {
        ("done", Label::new("Maatregel uitgevoerd", "Measure done"))
    } else if has(&[Proposed, Decided, InProgress]) {
        (
            "under-way",
            Label::new("Maatregel loopt", "Measure under way"),
        )
    } else {
        ("none", Label::new("Nog geen maatregel", "No measure yet"))
    }
}

#[derive(Default)]
struct Counts(BTreeMap<(CountedList, u16, String), (Label, u32)>);

impl Counts {
    fn add(&mut self, list: CountedList, year: u16, code: &str, label: Label) {
        let place = (list, year, code.to_owned());
        self.0.entry(place).or_insert((label, 0)).1 += 1;
    }

    fn finish(self) -> Vec<Counted> {
        let counted = |((list, year, code), (label, count))| Counted {
            list,
            code,
            label,
            year,
            count,
        };
        self.0.into_iter().map(counted).collect()
    }
}

/// Returns what reporters said of themselves, of years in which enough did (T12).
///
/// # Errors
///
/// [`VaultError`].
pub fn diversity(records: &impl Records) -> Result<Vec<Diversity>, VaultError> {
    let all = answers::tallies(records, &Questions::Diversity)?;
    Ok(all.iter().flat_map(of_tally).collect())
}

fn of_tally(tally: &Tally) -> Vec<Diversity> {
    let question = |question: &&str| Diversity {
        code: (*question).to_owned(),
        question: label_of(question),
        year: tally.year,
        answers: Questions::Diversity
            .choices()
            .iter()
            .map(|code| {
                let count = tally.counts.get(*question).and_then(|it| it.get(*code));
                let count = count.copied().unwrap_or(0);
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                ((*code).to_owned(), label_of(code), count)
            })
            .collect(),
    };
    Questions::Diversity.asked().iter().map(question).collect()
}

fn label_of(code: &str) -> Label {
    match code {
        "gender" => Label::new("Vrouw, man of anders", "Woman, man or other"),
        "woman" => Label::new("Vrouw", "Woman"),
        "man" => Label::new("Man", "Man"),
        "other" => Label::new("Anders", "Other"),
        "unsaid" => Label::new("Zeg ik liever niet", "Rather not said"),
        other => Label::new(other, other),
    }
}
