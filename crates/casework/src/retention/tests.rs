use proptest::prelude::*;

use super::*;
use crate::reason::Reason;
use crate::term::Span;
use crate::vocabulary::{ComplaintOutcome, ContactKind, Lang, Outcome};

fn day(label: &str) -> Day {
    label.parse().unwrap()
}

fn a_case() -> Kept {
    Kept {
        subject: Some(Subject::Report(Outcome::NotFound)),
        ended: Some(day("2026-11-30")),
        needed_until: None,
        is_held: false,
        has_unread: false,
    }
}

#[test]
fn state_follows_the_clock() {
    let terms = Terms::default();
    let until = day("2028-11-30");
    for (today, state) in [
        ("2026-11-30", State::Kept { until }),
        ("2028-10-30", State::Kept { until }),
        ("2028-10-31", State::Ending { until, days: 30 }),
        ("2028-11-30", State::Ending { until, days: 0 }),
        ("2028-12-01", State::Over { until }),
        ("2040-01-01", State::Over { until }),
        // A clock set back.
        ("2020-01-01", State::Kept { until }),
    ] {
        assert_eq!(terms.state(&a_case(), day(today)), state, "{today}");
    }
}

#[test]
fn open_case_has_no_term_and_one_without_outcome_none_that_is_known() {
    let terms = Terms::default();
    let open = Kept {
        ended: None,
        ..a_case()
    };
    assert_eq!(terms.state(&open, day("2090-01-01")), State::Open);
    let unclear = Kept {
        subject: None,
        ..a_case()
    };
    assert_eq!(terms.state(&unclear, day("2090-01-01")), State::NoOutcome);
}

#[test]
fn unread_letter_and_hold_keep_a_case() {
    let terms = Terms::default();
    let until = day("2028-11-30");
    let unread = Kept {
        has_unread: true,
        ..a_case()
    };
    assert_eq!(
        terms.state(&unread, day("2029-01-01")),
        State::Unread { until }
    );
    let held = Kept {
        is_held: true,
        ..unread
    };
    for today in ["2026-12-01", "2028-11-15", "2029-01-01"] {
        assert_eq!(terms.state(&held, day(today)), State::Held { until });
    }
}

#[test]
fn case_that_is_needed_longer_is_kept_longer() {
    let terms = Terms::default();
    let spam = Kept {
        subject: Some(Subject::Report(Outcome::Spam)),
        needed_until: Some(day("2027-11-30")),
        ..a_case()
    };
    let state = terms.state(&spam, day("2027-06-01"));
    let until = day("2027-11-30");
    assert_eq!(state, State::Kept { until });
    // What is needed for a shorter time changes nothing.
    let found = Kept {
        subject: Some(Subject::Report(Outcome::Found)),
        ..spam
    };
    let until = day("2031-11-30");
    assert_eq!(
        terms.state(&found, day("2027-06-01")),
        State::Kept { until }
    );
}

#[test]
fn subject_follows_kind_and_outcome() {
    let of = Subject::of;
    let (found, spam) = (Some(Outcome::Found), Some(Outcome::Spam));
    let well = Some(ComplaintOutcome::WellFounded);
    assert_eq!(of(ContactKind::Report, None, None), None);
    assert_eq!(of(ContactKind::Complaint, None, None), None);
    assert_eq!(
        of(ContactKind::Report, found, None),
        Some(Subject::Report(Outcome::Found))
    );
    assert_eq!(
        of(ContactKind::Signal, found, None),
        Some(Subject::Report(Outcome::Found))
    );
    assert_eq!(
        of(ContactKind::Complaint, found, well),
        Some(Subject::Complaint(ComplaintOutcome::WellFounded))
    );
    assert_eq!(of(ContactKind::Advice, None, None), Some(Subject::Advice));
    assert_eq!(
        of(ContactKind::Advice, spam, None),
        Some(Subject::Report(Outcome::Spam))
    );
    assert_eq!(
        Subject::Report(Outcome::Found).label(Lang::Dutch),
        "Melding: Schending geconstateerd"
    );
    assert_eq!(
        Subject::Complaint(ComplaintOutcome::Unfounded).label(Lang::Dutch),
        "Klacht: Ongegrond"
    );
    assert_eq!(Subject::Advice.label(Lang::English), "Request for advice");
}

#[test]
fn parse_replaces_what_it_names() {
    let text = "warning_days = 60\nadvice = { weeks = 26 }\n[report]\nfound = { months = 120 }\n";
    let terms = Terms::parse(text).unwrap();
    assert_eq!(terms.warning_days(), 60);
    assert_eq!(terms.of(Subject::Advice), Span::Weeks(26));
    assert_eq!(terms.of(Subject::Report(Outcome::Found)), Span::Months(120));
    assert_eq!(
        terms.of(Subject::Report(Outcome::PartlyFound)),
        Span::Months(60)
    );
    assert_eq!(Terms::parse("").unwrap(), Terms::default());
    assert_eq!(Terms::default().rows().count(), 9 + 6 + 1);
}

#[test]
fn parse_refuses_what_is_no_term() {
    let refused = |text: &str| Terms::parse(text).unwrap_err().to_string();
    for text in ["[report]\nlost = { months = 1 }", "advise = { months = 1 }"] {
        assert_eq!(
            refused(text),
            "retention terms are not of the expected form"
        );
    }
    assert_eq!(
        refused("[report]\nspam = { days = 0 }"),
        "retention of Report: Abuse or spam is 0, not between 1 and 1200"
    );
    assert_eq!(
        refused("advice = { working-days = 5 }"),
        "retention of Request for advice is in working days"
    );
    assert_eq!(
        refused("warning_days = 366"),
        "warning of 366 days, at most 365"
    );
}

#[test]
fn holds_are_put_on_and_lifted_once() {
    let reason = |text| Reason::parse(text).unwrap();
    let hold = || Hold::new(1_u8, day("2026-11-30"), reason("rechtszaak"));
    let lifted = || Lifted {
        by: 2_u8,
        day: day("2027-11-30"),
        reason: reason("vonnis"),
    };
    let mut holds = Holds::default();
    assert_eq!(holds.lift(lifted()), Err(HoldError::NotHeld));
    holds.put(hold()).unwrap();
    assert_eq!(holds.put(hold()), Err(HoldError::Held));
    assert!(holds.current().is_some());
    holds.lift(lifted()).unwrap();
    assert_eq!(holds.lift(lifted()), Err(HoldError::NotHeld));
    assert!(holds.current().is_none());
    holds.put(hold()).unwrap();
    assert_eq!(holds.all().len(), 2);
    assert_eq!(holds.all()[0].lifted(), Some(&lifted()));
    let text = serde_json::to_string(&holds).unwrap();
    assert_eq!(serde_json::from_str::<Holds<u8>>(&text).unwrap(), holds);
}

fn a_subject() -> impl Strategy<Value = Option<Subject>> {
    let all: Vec<Option<Subject>> = Subject::all().map(Some).chain([None]).collect();
    prop::sample::select(all)
}

fn a_day() -> impl Strategy<Value = Day> {
    (0..40_000_u32).prop_map(|number| Day::MIN.plus(number))
}

proptest! {
    #[test]
    fn nothing_is_destroyed_that_is_open_held_unread_or_needed(
        subject in a_subject(),
        ended in prop::option::of(a_day()),
        needed_until in prop::option::of(a_day()),
        is_held in any::<bool>(),
        has_unread in any::<bool>(),
        today in a_day(),
    ) {
        let kept = Kept { subject, ended, needed_until, is_held, has_unread };
        let state = Terms::default().state(&kept, today);
        if state.may_be_destroyed() {
            prop_assert!(subject.is_some() && !is_held && !has_unread);
            prop_assert!(ended.is_some_and(|ended| ended < today));
            prop_assert!(needed_until.is_none_or(|day| day < today));
            // And it stays so.
            prop_assert!(Terms::default().state(&kept, today.next()).may_be_destroyed());
        }
    }

    #[test]
    fn warning_comes_before_the_end(subject in a_subject(), ended in a_day()) {
        let terms = Terms::default();
        let kept = Kept { subject, ended: Some(ended), ..a_case() };
        let mut today = ended;
        let mut warned = false;
        while !terms.state(&kept, today).may_be_destroyed() && subject.is_some() {
            let ending = matches!(terms.state(&kept, today), State::Ending { .. });
            prop_assert!(ending || !warned);
            warned = ending;
            today = today.next();
        }
        prop_assert!(warned || subject.is_none());
    }
}
