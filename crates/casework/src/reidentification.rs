//! The re-identification check (*herleidbaarheidstoets*) before anything is shared (R121): four
//! questions, answered by two people about the same text.
//!
//! It structures a judgement and cannot make it: who reads the text at the other end, and what
//! they know already, the desk can only guess.

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::vocabulary::words;

words! {
    /// A question of the check.
    pub enum Question: "reidentification-question" {
        HowMany = "how-many", "Zijn er genoeg mensen die dit konden weten?", "Are there enough people who could know this?";
        UniqueFacts = "unique-facts", "Staan er geen data, plaatsen of feiten in die naar één persoon wijzen?", "Is it free of dates, places and facts that point at one person?";
        Style = "style", "Staan er geen zinnen in de woorden van de melder in?", "Is it free of sentences in the reporter's own words?";
        SoleSuspect = "sole-suspect", "Zou iemand anders dan de melder ook verdacht worden?", "Would someone other than the reporter be suspected too?";
    }
}

words! {
    /// An answer of the check.
    pub enum Answer: "reidentification-answer" {
        Safe = "safe", "Ja", "Yes";
        Risk = "risk", "Nee", "No";
        Unsure = "unsure", "Weet ik niet zeker", "I am not sure";
    }
}

/// What one person answered about one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review<P> {
    /// Who.
    pub by: P,
    /// When.
    pub day: Day,
    /// What exactly is to be shared, named by its hash: another text needs another check.
    pub of: String,
    /// The answers.
    pub answers: BTreeMap<Question, Answer>,
}

/// How many people must have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewers {
    /// Two: the rule.
    Two,
    /// One, for the desk has no second person; the trail says so.
    Alone,
}

/// What came of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not everybody has answered every question.
    Open {
        /// People who still have to answer.
        people: usize,
    },
    /// Somebody sees a risk, or is not sure.
    MayNotBeShared {
        /// The questions that it is about.
        questions: Vec<Question>,
    },
    /// Everybody says yes to every question.
    MayBeShared,
}

/// Returns what came of the reviews of a text (`of`). Of each person the last review counts, and
/// only one that answers every question; a risk that anybody sees counts at once.
#[must_use]
pub fn verdict<P: PartialEq>(reviews: &[Review<P>], of: &str, reviewers: Reviewers) -> Verdict {
    let last = |at: usize, by: &P| !reviews[at + 1..].iter().any(|r| r.of == of && r.by == *by);
    let of_text = reviews.iter().enumerate();
    let of_text = of_text.filter(|(at, review)| review.of == of && last(*at, &review.by));
    let counted: Vec<&Review<P>> = of_text.map(|(_, review)| review).collect();

    let doubts = |question: &&Question| {
        let answers = counted.iter().filter_map(|r| r.answers.get(question));
        answers.into_iter().any(|answer| *answer != Answer::Safe)
    };
    let questions: Vec<Question> = all().iter().filter(doubts).copied().collect();
    if !questions.is_empty() {
        return Verdict::MayNotBeShared { questions };
    }
    let is_whole = |review: &&&Review<P>| all().iter().all(|q| review.answers.contains_key(q));
    let whole = counted.iter().filter(is_whole).count();
    let needed = match reviewers {
        Reviewers::Two => 2_usize,
        Reviewers::Alone => 1,
    };
    match needed.saturating_sub(whole) {
        0 => Verdict::MayBeShared,
        people => Verdict::Open { people },
    }
}

const fn all() -> &'static [Question] {
    <Question as crate::vocabulary::Word>::ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(by: u8, of: &str, answers: &[Answer]) -> Review<u8> {
        Review {
            by,
            day: Day::MIN,
            of: of.to_owned(),
            answers: all().iter().copied().zip(answers.iter().copied()).collect(),
        }
    }

    const SAFE: [Answer; 4] = [Answer::Safe; 4];

    #[test]
    fn two_people_must_answer_about_the_same_text() {
        let of = |reviews: &[Review<u8>]| verdict(reviews, "a", Reviewers::Two);
        let (first, second) = (review(1, "a", &SAFE), review(2, "a", &SAFE));
        assert_eq!(of(&[]), Verdict::Open { people: 2 });
        assert_eq!(
            of(std::slice::from_ref(&first)),
            Verdict::Open { people: 1 }
        );
        assert_eq!(
            of(&[first.clone(), first.clone()]),
            Verdict::Open { people: 1 }
        );
        assert_eq!(
            of(&[first.clone(), review(2, "b", &SAFE)]),
            Verdict::Open { people: 1 }
        );
        assert_eq!(
            of(&[first.clone(), review(2, "a", &SAFE[1..])]),
            Verdict::Open { people: 1 }
        );
        assert_eq!(of(&[first.clone(), second]), Verdict::MayBeShared);
        assert_eq!(
            verdict(&[first], "a", Reviewers::Alone),
            Verdict::MayBeShared
        );
    }

    #[test]
    fn any_doubt_of_anybody_hinders() {
        let doubts = [Answer::Safe, Answer::Risk, Answer::Safe, Answer::Unsure];
        let questions = vec![Question::UniqueFacts, Question::SoleSuspect];
        let reviews = [review(1, "a", &SAFE), review(2, "a", &doubts)];
        assert_eq!(
            verdict(&reviews, "a", Reviewers::Two),
            Verdict::MayNotBeShared { questions }
        );
        // Also before the second person has answered, and alone.
        for reviewers in [Reviewers::Two, Reviewers::Alone] {
            let verdict = verdict(&reviews[1..], "a", reviewers);
            assert!(matches!(verdict, Verdict::MayNotBeShared { .. }));
        }
    }

    #[test]
    fn last_review_of_a_person_counts() {
        let doubts = [Answer::Risk; 4];
        let reviews = [
            review(1, "a", &doubts),
            review(2, "a", &SAFE),
            review(1, "a", &SAFE),
        ];
        assert_eq!(verdict(&reviews, "a", Reviewers::Two), Verdict::MayBeShared);
        // What somebody says of another text changes nothing.
        let of_other = [&reviews[1..], &[review(1, "b", &doubts)]].concat();
        assert_eq!(
            verdict(&of_other, "a", Reviewers::Two),
            Verdict::MayBeShared
        );
        let reviews = [reviews[2].clone(), reviews[1].clone(), reviews[0].clone()];
        let verdict = verdict(&reviews, "a", Reviewers::Two);
        assert!(matches!(verdict, Verdict::MayNotBeShared { .. }));
    }

    #[test]
    fn review_is_stored_by_codes() {
        let review = review(1, "a", &[Answer::Unsure]);
        let text = serde_json::to_string(&review).unwrap();
        assert!(
            text.ends_with(r#""of":"a","answers":{"how-many":"unsure"}}"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Review<u8>>(&text).unwrap(), review);
    }
}
