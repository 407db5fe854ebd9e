//! Answers to questions apart from a case: counted in sum, without a way back to whoever gave them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::IdentityLevel;
use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::learning::{self, ENOUGH};
use bellrope_protocol::content::{Answers, LetterBody, Questions};
use bellrope_trail::{Act, Key};

use support::{DAY, Reporter, World, a_reported_world};

fn evaluation(again: &str) -> LetterBody {
    answers(Questions::Evaluation, &[("again", again), ("safe", "yes")])
}

fn answers(of: Questions, given: &[(&str, &str)]) -> LetterBody {
    let own = |(question, answer): &(&str, &str)| ((*question).to_owned(), (*answer).to_owned());
    let given = given.iter().map(own).collect();
    LetterBody::Answers(Answers { of, given })
}

/// A desk with as many cases as there are reporters; each was given feedback.
fn a_world_with_feedback(count: usize) -> (World, Vec<(Reporter, CaseNumber)>) {
    let mut world = World::new();
    let mut all = Vec::new();
    for _ in 0..count {
        let reporter = world.receive_report();
        let new = world.import().new_cases;
        let number = new[0].0.clone();
        world.go(&number, &[Status::Assessing, Status::Handling]);
        world.give_feedback(&number);
        all.push((reporter, number));
    }
    (world, all)
}

fn post(world: &mut World, reporter: &Reporter, body: LetterBody, with_intro: bool) {
    let content = reporter.content(body, with_intro, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
}

fn people(world: &World, of: &Questions) -> Option<u64> {
    let all = learning::tallies(&world.vault.read().unwrap(), of).unwrap();
    all.first().map(|tally| tally.people)
}

#[test]
fn evaluation_is_counted_and_leaves_nothing_in_its_case() {
    let (mut world, cases) = a_world_with_feedback(1);
    let (reporter, number) = &cases[0];
    let before = case::show(&world.vault, number).unwrap().entries.len();
    post(&mut world, reporter, evaluation("yes"), false);
    world.seal();
    let summary = world.import();
    // For everybody it is a cover, in the trail too.
    assert_eq!((summary.letters, summary.unverified), (0, 0));
    assert_eq!(summary.covers, summary.entries);
    let view = case::show(&world.vault, number).unwrap();
    assert_eq!(view.entries.len(), before);
    let entries = world.entries();
    let filed = entries
        .iter()
        .filter(|it| it.entry.act == Act::LetterFiled)
        .count();
    assert_eq!(filed, 1);
    let last = entries
        .iter()
        .rev()
        .find(|it| it.entry.act == Act::BundleImported);
    assert_eq!(
        last.unwrap().entry.number(Key::Covers),
        Some(summary.covers)
    );
    // The reporter sees that it came in.
    world.pass(DAY);
    world.export();
    let receipts: usize = reporter
        .read(&world.relay)
        .replies
        .iter()
        .map(|it| it.content.receipts.len())
        .sum();
    assert_eq!(receipts, 2);
}

#[test]
fn evaluations_become_counts_once_enough_have_come() {
    let count = usize::try_from(ENOUGH).unwrap();
    let (mut world, cases) = a_world_with_feedback(count);
    for (at, (reporter, _)) in cases.iter().enumerate() {
        let again = if at < 7 { "yes" } else { "no" };
        post(&mut world, reporter, evaluation(again), false);
        // A second answer of the same case does not count.
        post(&mut world, reporter, evaluation("no"), false);
        world.seal();
        world.import();
        let known = people(&world, &Questions::Evaluation);
        assert_eq!(known.is_some(), at + 1 == count, "{at}");
    }
    let all = learning::tallies(&world.vault.read().unwrap(), &Questions::Evaluation).unwrap();
    let tally = &all[0];
    assert_eq!((tally.year, tally.people), (2026, ENOUGH));
    assert_eq!(tally.counts["safe"]["yes"], ENOUGH);
    let again = &tally.counts["again"];
    assert_eq!(again["yes"] + again["no"], ENOUGH);
    // Of two letters of one batch either may come first.
    assert!(again["yes"] <= 7 && !tally.counts.contains_key("clear"));
    assert!(
        learning::standing(&world.vault.read().unwrap(), &Questions::Evaluation, 2026).unwrap()
    );
    // Figures take them question by question, in a table each (T11), and protect them.
    let facts = bellrope_desk::figures::facts(&world.vault.read().unwrap(), world.now).unwrap();
    let codes: Vec<&str> = facts.evaluation.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["again", "safe", "clear"]);
    let settings = bellrope_figures::Settings::default();
    let period = bellrope_figures::Period::year(2026);
    let made = bellrope_desk::figures::draft(&world.vault, period, &settings, world.now).unwrap();
    let table = made.pack.table("T11d").unwrap();
    assert_eq!(table.title.nl, "Zou u weer melden?");
    let shown = |counted: &bellrope_figures::ShownRow| counted.cells[0];
    assert!(
        table
            .rows
            .iter()
            .map(shown)
            .all(|cell| { !matches!(cell, bellrope_figures::Cell::Count(1..5)) })
    );
    // No answers are left, and nothing of a case is in the counts.
    let json = serde_json::to_string(&all).unwrap();
    assert!(
        cases
            .iter()
            .all(|(_, number)| !json.contains(number.as_str()))
    );
}

#[test]
fn evaluation_without_feedback_and_unknown_answers_do_not_count() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    for _ in 0..ENOUGH {
        post(&mut world, &reporter, evaluation("yes"), false);
    }
    world.seal();
    world.import();
    assert_eq!(people(&world, &Questions::Evaluation), None);
    world.go(&number, &[Status::Assessing, Status::Handling]);
    world.give_feedback(&number);
    // What no list knows is no answer, and does not use up the one that counts.
    let odd = answers(
        Questions::Evaluation,
        &[("again", "Jan was het"), ("name", "yes")],
    );
    post(&mut world, &reporter, odd, false);
    let later = answers(Questions::Other("mood".to_owned()), &[("mood", "fine")]);
    post(&mut world, &reporter, later, false);
    world.seal();
    let summary = world.import();
    assert_eq!(summary.covers, summary.entries);
    assert_eq!(people(&world, &Questions::Evaluation), None);
}

#[test]
fn diversity_comes_from_nobody_and_opens_no_case() {
    let (mut world, reporter) = a_reported_world();
    let gender = |code| answers(Questions::Diversity, &[("gender", code)]);
    // From a case they do not count: that would link them.
    post(&mut world, &reporter, gender("man"), false);
    for _ in 0..ENOUGH {
        let nobody = world.reporter();
        post(&mut world, &nobody, gender("woman"), true);
    }
    world.seal();
    let summary = world.import();
    assert_eq!(summary.new_cases, []);
    assert_eq!(summary.covers, summary.entries);
    assert_eq!(case::summaries(&world.vault).unwrap().len(), 1);
    let all = learning::tallies(&world.vault.read().unwrap(), &Questions::Diversity).unwrap();
    assert_eq!(all[0].people, ENOUGH);
    assert_eq!(all[0].counts["gender"].get("man"), None);
    assert_eq!(all[0].counts["gender"]["woman"], ENOUGH);
    assert_eq!(people(&world, &Questions::Evaluation), None);
    let facts = bellrope_desk::figures::facts(&world.vault.read().unwrap(), world.now).unwrap();
    let asked = &facts.diversity[0];
    assert_eq!((asked.code.as_str(), asked.year), ("gender", 2026));
    let women = asked.answers.iter().find(|(code, ..)| code == "woman");
    assert_eq!(women.map(|it| u64::from(it.2)), Some(ENOUGH));
}

#[test]
fn register_knows_who_wrote_again_and_whose_name_came_later() {
    let (mut world, reporter) = a_reported_world();
    let first = |world: &World| {
        let facts = bellrope_desk::figures::facts(&world.vault.read().unwrap(), world.now);
        let case = facts.unwrap().cases.remove(0);
        (case.wrote_again, case.identity)
    };
    let before = first(&world);
    assert_eq!(before, (false, IdentityLevel::Anonymous));
    // An answer to a question is no message.
    post(&mut world, &reporter, evaluation("yes"), false);
    world.seal();
    world.import();
    assert_eq!(first(&world), before);
    let text = "Nog iets.".to_owned();
    post(&mut world, &reporter, LetterBody::Message { text }, false);
    world.seal();
    world.import();
    assert_eq!(first(&world), (true, IdentityLevel::Anonymous));
    let number = world.only_case();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    bellrope_desk::identity::keep(vault, &number, "Jan Bakker", world.now, rng).unwrap();
    assert_eq!(first(&world), (true, IdentityLevel::Confidential));
}
