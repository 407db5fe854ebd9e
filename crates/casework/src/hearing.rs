//! Hearings (*hoor en wederhoor*) and records of what was said: made, sent for checking, corrected,
//! agreed (R106, R107).

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::reason::Reason;
use crate::vocabulary::{PartyRole, words};

words! {
    /// How far a record of a hearing is.
    pub enum MinutesState: "minutes-state" {
        Concept = "concept", "Concept", "Concept";
        Sent = "sent", "Verstuurd ter controle", "Sent for checking";
        Corrected = "corrected", "Gecorrigeerd", "Corrected";
        Agreed = "agreed", "Akkoord", "Agreed";
    }
}

words! {
    /// How an oral report or a hearing was recorded (Directive, article 18).
    pub enum RecordForm: "record-form" {
        Recording = "recording", "Opname, met toestemming", "Recording, with consent";
        Transcript = "transcript", "Volledig uitgeschreven", "Full transcript";
        Minutes = "minutes", "Gespreksverslag", "Minutes";
    }
}

impl MinutesState {
    /// Returns the states that may follow.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Concept => &[Self::Sent],
            Self::Sent => &[Self::Corrected, Self::Agreed],
            // Corrections that were taken over are agreed, or sent once more.
            Self::Corrected => &[Self::Sent, Self::Agreed],
            Self::Agreed => &[],
        }
    }
}

/// One step of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesStep<P> {
    /// The state from here on.
    pub state: MinutesState,
    /// When.
    pub day: Day,
    /// Who noted it.
    pub by: P,
    /// What was corrected; nothing for other states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Reason>,
}

/// The record of one hearing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes<P> {
    /// Who was heard.
    pub party: PartyRole,
    /// How it was recorded.
    pub form: RecordForm,
    /// The day on which the person consented to a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Day>,
    /// Steps, oldest first.
    steps: Vec<MinutesStep<P>>,
}

/// What a new record begins with.
#[derive(Debug, Clone)]
pub struct NewMinutes<P> {
    /// Who was heard.
    pub party: PartyRole,
    /// How it was recorded.
    pub form: RecordForm,
    /// The day on which the person consented to a recording.
    pub consent: Option<Day>,
    /// The day of the concept.
    pub day: Day,
    /// Who made it.
    pub by: P,
}

impl<P> Minutes<P> {
    /// Begins a record as a concept.
    ///
    /// # Errors
    ///
    /// [`MinutesError::NoConsent`] for a recording without consent.
    pub fn begin(new: NewMinutes<P>) -> Result<Self, MinutesError> {
        if new.form == RecordForm::Recording && new.consent.is_none() {
            return Err(MinutesError::NoConsent);
        }
        let concept = MinutesStep {
            state: MinutesState::Concept,
            day: new.day,
            by: new.by,
            correction: None,
        };
        Ok(Self {
            party: new.party,
            form: new.form,
            consent: new.consent,
            steps: vec![concept],
        })
    }

    /// Returns the state that counts.
    #[must_use]
    pub fn state(&self) -> MinutesState {
        self.steps
            .last()
            .map_or(MinutesState::Concept, |step| step.state)
    }

    /// Returns every step, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[MinutesStep<P>] {
        &self.steps
    }

    /// Notes a step.
    ///
    /// # Errors
    ///
    /// [`MinutesError::NotAllowed`] names both states; [`MinutesError::NoCorrection`] if it is not
    /// said what was corrected. The record is as before.
    pub fn go(&mut self, step: MinutesStep<P>) -> Result<(), MinutesError> {
        let (from, to) = (self.state(), step.state);
        if !from.next().contains(&to) {
            return Err(MinutesError::NotAllowed { from, to });
        }
        if to == MinutesState::Corrected && step.correction.is_none() {
            return Err(MinutesError::NoCorrection);
        }
        self.steps.push(step);
        Ok(())
    }

    /// Says whether the person was offered the record to check, rectify and agree.
    #[must_use]
    pub fn was_offered(&self) -> bool {
        self.steps
            .iter()
            .any(|step| step.state == MinutesState::Sent)
    }
}

/// Says whether both sides were heard, and each was offered the record: who reported or complained,
/// and whom it is about.
#[must_use]
pub fn both_sides_heard<P>(minutes: &[Minutes<P>]) -> bool {
    let heard = |sides: [PartyRole; 2]| {
        let mut offered = minutes.iter().filter(|minutes| minutes.was_offered());
        offered.any(|minutes| sides.contains(&minutes.party))
    };
    heard([PartyRole::Reporter, PartyRole::Complainant])
        && heard([PartyRole::PersonConcerned, PartyRole::Accused])
}

/// Why a record stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MinutesError {
    /// Nobody consented to the recording.
    #[error("recording needs consent")]
    NoConsent,
    /// There is no such step.
    #[error("minutes cannot go from {from} to {to}")]
    NotAllowed {
        /// The state that it has.
        from: MinutesState,
        /// The state that was asked for.
        to: MinutesState,
    },
    /// What was corrected is not said.
    #[error("correction is missing")]
    NoCorrection,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(party: PartyRole, form: RecordForm, consent: Option<Day>) -> NewMinutes<u8> {
        NewMinutes {
            party,
            form,
            consent,
            day: Day::MIN,
            by: 1,
        }
    }

    fn step(state: MinutesState) -> MinutesStep<u8> {
        let correction = Reason::parse("het was op maandag").unwrap();
        MinutesStep {
            state,
            day: Day::MIN,
            by: 1,
            correction: (state == MinutesState::Corrected).then_some(correction),
        }
    }

    fn minutes(party: PartyRole) -> Minutes<u8> {
        Minutes::begin(new(party, RecordForm::Minutes, None)).unwrap()
    }

    #[test]
    fn recording_needs_consent() {
        let recording = |consent| new(PartyRole::Reporter, RecordForm::Recording, consent);
        assert_eq!(
            Minutes::begin(recording(None)).unwrap_err(),
            MinutesError::NoConsent
        );
        assert!(Minutes::begin(recording(Some(Day::MIN))).is_ok());
    }

    #[test]
    fn minutes_go_from_concept_to_agreed() {
        use MinutesState::{Agreed, Concept, Corrected, Sent};
        let all = [Concept, Sent, Corrected, Agreed];
        let allowed = [(Concept, Sent), (Sent, Corrected), (Sent, Agreed)];
        let again = [(Corrected, Sent), (Corrected, Agreed)];
        for (from, to) in all.iter().flat_map(|from| all.map(|to| (*from, to))) {
            let is_allowed = allowed.contains(&(from, to)) || again.contains(&(from, to));
            assert_eq!(from.next().contains(&to), is_allowed, "{from} {to}");
        }
        let mut minutes = minutes(PartyRole::Witness);
        assert_eq!(
            minutes.go(step(Agreed)),
            Err(MinutesError::NotAllowed {
                from: Concept,
                to: Agreed
            })
        );
        for state in [Sent, Corrected, Sent, Agreed] {
            minutes.go(step(state)).unwrap();
        }
        assert_eq!(minutes.state(), Agreed);
        assert_eq!(minutes.steps().len(), 5);
        let text = serde_json::to_string(&minutes).unwrap();
        assert_eq!(serde_json::from_str::<Minutes<u8>>(&text).unwrap(), minutes);
    }

    #[test]
    fn correction_says_what_was_corrected() {
        let mut minutes = minutes(PartyRole::Reporter);
        minutes.go(step(MinutesState::Sent)).unwrap();
        let mut silent = step(MinutesState::Corrected);
        silent.correction = None;
        assert_eq!(minutes.go(silent), Err(MinutesError::NoCorrection));
        assert_eq!(minutes.state(), MinutesState::Sent);
    }

    #[test]
    fn both_sides_are_heard_once_both_were_offered_their_record() {
        let mut reporter = minutes(PartyRole::Reporter);
        let mut concerned = minutes(PartyRole::PersonConcerned);
        reporter.go(step(MinutesState::Sent)).unwrap();
        let both = |a: &Minutes<u8>, b: &Minutes<u8>| both_sides_heard(&[a.clone(), b.clone()]);
        assert!(!both(&reporter, &concerned));
        concerned.go(step(MinutesState::Sent)).unwrap();
        assert!(both(&reporter, &concerned));
        assert!(!both(&reporter, &reporter));
        assert!(!both_sides_heard::<u8>(&[]));
    }
}
