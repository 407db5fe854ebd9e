//! What the organisation learns of its cases: learning points (R139), measures (R140), the evaluation of
//! each year (R141), and what reporters answered without being linked to a case (R135, R136, R138).
//!
//! Everything here belongs to the organisation, is read by the whole team and names nobody. Which
//! case a learning point came from is content of that case. Limits first: `docs/learning.md`.

mod answers;
mod error;
mod evaluation;
mod fact;
mod measure;
mod point;

pub use answers::{ENOUGH, Tally, standing, tallies};
pub use error::LearningError;
pub use evaluation::{WrittenEvaluation, evaluation, evaluations, write_evaluation};
pub use fact::{counted, diversity, evaluation_answers, personal_measures};
pub use measure::{
    MEASURE_TEXT_MAX_LEN, Measure, MeasureCount, MeasureCounts, MeasureWords, change_measure,
    measure, measure_counts, measures, move_measure, note_measure,
};
pub use point::{
    LEARNING_TEXT_MAX_LEN, LearningPoint, Learnt, NewPoint, PointVersion, answer, answered,
    change_point, note_point, point, points, unanswered,
};

pub(crate) use answers::take;

use bellrope_redact::suggest::suggest;

/// Refuses texts that seem to name somebody, unless a person looked at them.
fn check_names_nobody<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    looked: bool,
) -> Result<(), LearningError> {
    if looked {
        return Ok(());
    }
    let mut words = Vec::new();
    for text in texts {
        let mut end = 0;
        for found in suggest(text, &[]) {
            // A name within a name is said once.
            if found.from >= end {
                words.push(text[found.range()].to_owned());
                end = found.to;
            }
        }
    }
    if words.is_empty() {
        return Ok(());
    }
    Err(LearningError::Named { words })
}

/// Trims a text and checks its length.
fn fitting(text: &str, most: usize) -> Result<String, LearningError> {
    let text = text.trim();
    let len = text.len();
    if len > most {
        return Err(LearningError::TooLong { len, most });
    }
    Ok(text.to_owned())
}

/// As [`fitting`], and says something.
fn filled(text: &str, most: usize) -> Result<String, LearningError> {
    let text = fitting(text, most)?;
    if text.is_empty() {
        return Err(LearningError::Empty);
    }
    Ok(text)
}
