//! What the team promised itself: aftercare and tasks. Most is done in time, some late, little never.

use bellrope_casework::aftercare::MOMENT_MONTHS;
use bellrope_casework::template::{Field, TemplateKind, Value};
use rand::RngExt as _;
use rand::seq::IndexedRandom as _;

use super::PracticeError;
use super::course::{DAY, Step, office, office_before};
use super::desk_words::{CARE_OF_SPAM, CARE_SKIPPED, TASKS};
use super::work::reason;
use super::year::{Due, Year};
use crate::case::{self, CaseNumber, NewTask, TaskEnd, TaskError};
use crate::term;

/// Days before a moment of aftercare on which it counts as done: a weekend.
const EARLY_DAYS: u32 = 2;

impl Year<'_> {
    /// Plans the moments of aftercare of a case that was closed: one in fourteen comes late, one in a
    /// hundred is forgotten.
    pub(super) fn plan_care(&mut self, due: &Due) {
        let closed = term::local_day(due.at);
        for months in MOMENT_MONTHS {
            let day = closed.plus_months(months).start_secs();
            let at = match self.rng.random_range(0..100) {
                0 => continue,
                1..8 => {
                    let late = self.rng.random_range(1..16) * DAY;
                    office(day + late, self.rng)
                }
                _ => office_before(day, self.rng),
            };
            self.add(due.dossier, at, Step::Care(months));
        }
    }

    /// Asks the reporter after detriment, or notes why not.
    pub(super) fn care(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        months: u32,
    ) -> Result<(), PracticeError> {
        if !self.is_to_be_asked(due, number, months)? {
            return Ok(());
        }
        let skipped = if self.dossiers[due.dossier].fate.is_spam {
            Some(CARE_OF_SPAM)
        } else {
            self.rng.random_bool(0.08).then_some(CARE_SKIPPED)
        };
        if let Some(why) = skipped {
            let why = reason(why, self.rng)?;
            case::note_aftercare(
                &mut self.vault,
                number,
                months,
                Some(&why),
                due.at,
                self.rng,
            )?;
            self.count.acts += 1;
            return Ok(());
        }
        let values = [(Field::Months, Value::Months(months))];
        self.send_from(due, number, TemplateKind::Aftercare, &values)?;
        // What is sent before its day is not noted by itself.
        if self.is_to_be_asked(due, number, months)? {
            case::note_aftercare(&mut self.vault, number, months, None, due.at, self.rng)?;
            self.count.acts += 1;
        }
        Ok(())
    }

    /// Says whether a moment has come and nobody did anything about it: the case may have been reopened
    /// and closed again since it was planned.
    fn is_to_be_asked(
        &self,
        due: &Due,
        number: &CaseNumber,
        months: u32,
    ) -> Result<bool, PracticeError> {
        let soon = term::local_day(due.at).plus(EARLY_DAYS);
        let moments = case::aftercare(&self.vault, number, due.at)?;
        Ok(moments
            .iter()
            .any(|(it, _)| it.months == months && it.contact.is_none() && it.due <= soon))
    }

    /// Sets a task for whoever sits there: three in a hundred are left, one of them for no reason.
    pub(super) fn set_task(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        let Some((sort, text)) = TASKS.choose(self.rng).copied() else {
            return Ok(());
        };
        let days = self.rng.random_range(3_u32..15);
        let last = term::local_day(due.at).plus(days);
        let task = NewTask {
            sort,
            due: last,
            text,
        };
        let task = case::set_task(&mut self.vault, number, task, due.at, self.rng)?;
        self.count.acts += 1;
        let end = match self.rng.random_range(0..100) {
            0 => return Ok(()),
            1..9 => {
                let late = self.rng.random_range(1..8) * DAY;
                office(last.start_secs() + late, self.rng)
            }
            _ => office_before(last.start_secs(), self.rng).max(due.at + 1),
        };
        self.add(due.dossier, end, Step::EndTask(task));
        Ok(())
    }

    /// Ends a task.
    pub(super) fn end_task(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        task: usize,
    ) -> Result<(), PracticeError> {
        let end = if self.rng.random_bool(0.02) {
            TaskEnd::Skipped
        } else {
            TaskEnd::Done
        };
        match case::end_task(&mut self.vault, number, task, end, due.at, self.rng) {
            // It ended with the case.
            Ok(()) | Err(TaskError::NoTask { .. }) => {}
            Err(err) => return Err(err.into()),
        }
        self.count.acts += 1;
        Ok(())
    }
}
