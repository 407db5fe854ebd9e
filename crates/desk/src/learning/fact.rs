//! What figures take of all this: T6 and T13 of the registers, T11 and T12 of the answers. Exact counts;
//! figures protect them before anybody else sees one.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_casework::learning::{MeasureKind, is_overdue};
use bellrope_casework::vocabulary::{Lang, MeasureState, PersonalMeasure, Word as _};
use bellrope_figures::Label;
use bellrope_figures::fact::{Asked, Counted, CountedList};
use bellrope_protocol::content::Questions;
use bellrope_protocol::time::Day;

use super::evaluation::last_day;
use super::{Measure, Tally, answers, measure, point};
use crate::term;
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
        count_measure(&mut counts, measure, term::local_day(now));
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

fn count_measure(counts: &mut Counts, measure: &Measure, today: Day) {
    let Some(begun) = measure.course.steps().next().map(|step| step.day) else {
        return;
    };
    let kind = measure.words().kind;
    if let (false, Some(day)) = (kind.is_personal(), decided_on(measure)) {
        let label = Label::new(kind.label(Lang::Dutch), kind.label(Lang::English));
        let year = year_of_day(day);
        counts.add(CountedList::MeasureKinds, year, kind.as_str(), label);
    }
    for year in year_of_day(begun)..=year_of_day(today) {
        let end = last_day(year).min(today);
        if let Some(state) = measure.state_on(end) {
            let (code, label) = (state.as_str(), Label::of_word(state));
            counts.add(CountedList::MeasureStates, year, code, label);
            if let Some((code, label)) = late(measure, state, end) {
                counts.add(CountedList::MeasureTerms, year, code, label);
            }
        }
    }
}

/// Says whether a measure that is still to be carried out is late on a day; of others, nothing.
fn late(measure: &Measure, state: MeasureState, on: Day) -> Option<(&'static str, Label)> {
    let target = measure.words().target;
    if is_overdue(state, target, on) {
        let label = Label::new("Einddatum voorbij", "Past the last day");
        return Some(("overdue", label));
    }
    // Late one day later than its last is what it would be, if it is still to be done.
    let is_open = is_overdue(state, target, target.plus(1));
    is_open.then(|| {
        (
            "in-time",
            Label::new("Nog binnen de termijn", "Within its term"),
        )
    })
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
pub fn diversity(records: &impl Records) -> Result<Vec<Asked>, VaultError> {
    asked(records, &Questions::Diversity)
}

/// Returns what reporters answered after feedback, of years in which enough did (T11).
///
/// # Errors
///
/// [`VaultError`].
pub fn evaluation_answers(records: &impl Records) -> Result<Vec<Asked>, VaultError> {
    asked(records, &Questions::Evaluation)
}

fn asked(records: &impl Records, of: &Questions) -> Result<Vec<Asked>, VaultError> {
    let all = answers::tallies(records, of)?;
    Ok(all.iter().flat_map(|tally| of_tally(tally, of)).collect())
}

fn of_tally(tally: &Tally, of: &Questions) -> Vec<Asked> {
    let question = |(place, question): (u8, &&str)| Asked {
        place,
        code: (*question).to_owned(),
        question: label_of(question),
        year: tally.year,
        answers: of
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
    (0..).zip(of.asked()).map(question).collect()
}

fn label_of(code: &str) -> Label {
    match code {
        "gender" => Label::new("Vrouw, man of anders", "Woman, man or other"),
        "woman" => Label::new("Vrouw", "Woman"),
        "man" => Label::new("Man", "Man"),
        "other" => Label::new("Anders", "Other"),
        "again" => Label::new("Zou u weer melden?", "Would you report again?"),
        "safe" => Label::new("Voelde u zich veilig?", "Did you feel safe?"),
        "clear" => Label::new("Was het duidelijk?", "Was it clear?"),
        "yes" => Label::new("Ja", "Yes"),
        "partly" => Label::new("Een beetje", "A little"),
        "no" => Label::new("Nee", "No"),
        "unsaid" => Label::new("Zeg ik liever niet", "Rather not said"),
        other => Label::new(other, other),
    }
}
