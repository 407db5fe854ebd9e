use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::reason::Reason;
use crate::vocabulary::{Route, Word as _};
use bellrope_protocol::time::Day;

/// The table of requirements 17.3: Dutch, English, steps, what the reporter sees. The word in
/// brackets of *On hold* is left to the explanation.
const STATUSES: &str = "\
Ontvangen | Received | receiving | Ontvangen
Ontvangst bevestigd | Receipt acknowledged | receiving | Ontvangst bevestigd
In beoordeling | Under assessment | assessing | In beoordeling
Wacht op melder | Waiting for reporter | assessing | Wij hebben een vraag aan u
Wacht op anderen | Waiting for others | addressing | In behandeling
In behandeling | Being handled | addressing | In behandeling
In onderzoek | Under investigation | addressing | In behandeling
Aangehouden | On hold | addressing | In behandeling, met uitleg
Doorverwezen | Referred | concluding | Doorverwezen
Overgedragen | Transferred | concluding | Overgedragen
Teruggekoppeld | Feedback given | addressing/concluding | Terugkoppeling gegeven
Afgerond | Concluded | concluding | Afgerond
Nazorg | Aftercare | concluding | Afgerond – wij houden contact
Heropend | Reopened | assessing | Opnieuw in behandeling
Ingetrokken | Withdrawn | concluding | Ingetrokken
Vernietigd | Destroyed |  | (postbus weg)
";

/// All 16 × 16 moves, rows and columns in the order above: `x` stands in the table of requirements
/// 17.3, `n` is needed besides, `.` is refused.
const MOVES: [&str; 16] = [
    ".xn...........x.",
    "..x...........x.",
    "...x.x..xx.x..x.",
    "..n..x........x.",
    ".....x....x...x.",
    "...xx.xxnnx...x.",
    ".....x....x...x.",
    ".....x....x...x.",
    "..........x.....",
    "..........x.....",
    ".....n....xx..x.",
    "............xx.n",
    ".............x.x",
    "..x...........x.",
    ".............n.n",
    "................",
];

fn pairs() -> impl Iterator<Item = (Status, Status)> {
    let all = Status::ALL.iter();
    all.flat_map(|from| Status::ALL.iter().map(|to| (*from, *to)))
}

#[test]
fn statuses_are_those_of_the_table() {
    let row = |status: &Status| {
        let steps: Vec<&str> = status
            .iso_steps()
            .iter()
            .map(|step| step.as_str())
            .collect();
        let (dutch, english) = (status.label(Lang::Dutch), status.label(Lang::English));
        let seen = status.seen_label(Disclosure::Veiled, Lang::Dutch);
        format!("{dutch} | {english} | {} | {seen}\n", steps.join("/"))
    };
    let table: String = Status::ALL.iter().map(row).collect();
    assert_eq!(table, STATUSES);
}

#[test]
fn moves_are_those_of_the_table() {
    for (from, row) in Status::ALL.iter().zip(MOVES) {
        let mark = |to: &Status| match source_of_move(*from, *to) {
            Some(Source::Table) => 'x',
            Some(Source::Needed) => 'n',
            None => '.',
        };
        let made: String = Status::ALL.iter().map(mark).collect();
        assert_eq!(made, row, "{from}");
    }
}

#[test]
fn moves_name_each_status_once() {
    for status in Status::ALL {
        let once: BTreeSet<&Status> = moves_from(*status).iter().collect();
        assert_eq!(once.len(), moves_from(*status).len(), "{status}");
    }
}

#[test]
fn every_open_status_can_be_withdrawn_and_every_handled_one_reported_back() {
    for status in Status::ALL {
        assert_eq!(is_allowed(*status, Status::Withdrawn), status.is_open());
        assert_eq!(
            is_allowed(*status, Status::FeedbackGiven),
            status.is_handled(),
            "{status}"
        );
    }
}

#[test]
fn every_status_is_reached_and_only_the_destroyed_ends() {
    let mut reached = BTreeSet::from([Status::Received]);
    while let Some(next) = reached
        .iter()
        .flat_map(|status| moves_from(*status))
        .find(|next| !reached.contains(next))
    {
        reached.insert(*next);
    }
    assert_eq!(reached.len(), Status::ALL.len());
    for status in Status::ALL {
        let ends = moves_from(*status).is_empty();
        assert_eq!(ends, *status == Status::Destroyed, "{status}");
    }
    // From everywhere there is a way to the end of retention.
    let mut ending = BTreeSet::from([Status::Destroyed]);
    while let Some(status) = Status::ALL.iter().find(|status| {
        !ending.contains(status) && moves_from(**status).iter().any(|to| ending.contains(to))
    }) {
        ending.insert(*status);
    }
    assert_eq!(ending.len(), Status::ALL.len());
}

#[test]
fn demand_names_both_statuses_of_a_refused_move() {
    let error = demand(Status::Destroyed, Status::Reopened, Handling::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a case cannot go from destroyed to reopened"
    );
}

#[test]
fn demand_asks_a_second_person_for_what_r090_lists() {
    let investigated = Handling {
        investigated: true,
        route: Some(Route::FactFinding),
    };
    for (from, to) in pairs().filter(|(from, to)| is_allowed(*from, *to)) {
        let usual = demand(from, to, investigated).unwrap();
        let shelved = demand(from, to, Handling::default()).unwrap();
        let always = [Status::Referred, Status::Transferred, Status::Destroyed].contains(&to);
        assert_eq!(usual.four_eyes, always, "{from} {to}");
        assert_eq!(
            shelved.four_eyes,
            always || to == Status::Concluded,
            "{from} {to}"
        );
        assert!(usual.reason || !usual.four_eyes);
    }
}

#[test]
fn demand_asks_a_reason_where_the_ordinary_course_is_left() {
    let reason = |from, to| demand(from, to, Handling::default()).unwrap().reason;
    assert!(reason(Status::Received, Status::Assessing));
    assert!(!reason(Status::Acknowledged, Status::Assessing));
    for to in [Status::OnHold, Status::Withdrawn] {
        assert!(reason(Status::Handling, to));
    }
    assert!(reason(Status::Aftercare, Status::Reopened));
    assert!(!reason(Status::Handling, Status::Investigating));
}

#[test]
fn closing_is_shelving_without_investigation_or_without_a_route() {
    let handling = |investigated, route| Handling {
        investigated,
        route,
    };
    assert!(handling(false, Some(Route::Mediation)).is_shelving());
    assert!(handling(true, None).is_shelving());
    assert!(handling(true, Some(Route::Registered)).is_shelving());
    assert!(!handling(true, Some(Route::Preliminary)).is_shelving());
}

#[test]
fn reporter_sees_an_investigation_only_if_it_is_safe() {
    let seen = |disclosure| Status::Investigating.seen_by_reporter(disclosure);
    assert!(seen(Disclosure::Veiled) == Some(StatusCode::Handling));
    assert!(seen(Disclosure::Safe) == Some(StatusCode::Investigating));
    let label = Status::Investigating.seen_label(Disclosure::Safe, Lang::Dutch);
    assert_eq!(label, "In onderzoek");
    assert!(
        Status::Destroyed
            .seen_by_reporter(Disclosure::Safe)
            .is_none()
    );
}

#[test]
fn reporters_codes_lead_back_to_a_status() {
    for status in Status::ALL {
        let Some(code) = status.seen_by_reporter(Disclosure::Safe) else {
            continue;
        };
        let back = Status::of_reporters_code(&code);
        let same = back == *status || *status == Status::WaitingForOthers;
        assert!(same, "{status}");
        assert!(!matches!(code, StatusCode::Other(_)));
    }
}

fn day(number: u32) -> Day {
    Day::from_date(2026, 11, 23).unwrap().plus(number)
}

fn stepping(status: Status) -> Stepping<u8> {
    Stepping {
        step: Step {
            status,
            day: day(1),
            by: Some(1),
            eyes: Eyes::Two(2),
            reason: Some(Reason::parse("omdat").unwrap()),
        },
        route: None,
    }
}

#[test]
fn go_refuses_what_is_missing_and_changes_nothing() {
    let mut history = History::begin(day(0), None);
    history.go(stepping(Status::Acknowledged)).unwrap();
    history.go(stepping(Status::Assessing)).unwrap();
    let before = history.clone();
    let (from, to) = (Status::Assessing, Status::Concluded);

    let mut without = stepping(to);
    without.step.reason = None;
    assert_eq!(history.go(without), Err(MoveError::NoReason { from, to }));
    let mut without = stepping(to);
    without.step.eyes = Eyes::One;
    assert_eq!(history.go(without), Err(MoveError::NoSecond { from, to }));
    let mut twice = stepping(to);
    twice.step.eyes = Eyes::Two(1);
    assert_eq!(history.go(twice), Err(MoveError::SamePerson { from, to }));
    assert_eq!(history, before);

    let mut alone = stepping(to);
    alone.step.eyes = Eyes::Alone;
    history.go(alone).unwrap();
    assert_eq!(history.status(), Status::Concluded);
}

#[test]
fn go_with_asks_for_what_is_demanded_besides() {
    let mut history = History::begin(day(0), None);
    let mut alone = stepping(Status::Acknowledged);
    alone.step.eyes = Eyes::One;
    let also = Demand {
        reason: true,
        four_eyes: true,
    };
    let (from, to) = (Status::Received, Status::Acknowledged);
    let refused = history.go_with(alone.clone(), also);
    assert_eq!(refused, Err(MoveError::NoSecond { from, to }));
    assert_eq!(history.go(alone), Ok(()));
}

#[test]
fn investigation_of_before_a_reopening_does_not_count() {
    let mut history = History::begin(day(0), None);
    for status in [
        Status::Acknowledged,
        Status::Assessing,
        Status::Handling,
        Status::Investigating,
        Status::FeedbackGiven,
    ] {
        history.go(stepping(status)).unwrap();
    }
    assert!(history.was_investigated());
    let mut closing = stepping(Status::Concluded);
    closing.step.eyes = Eyes::One;
    closing.route = Some(Route::FactFinding);
    history.go(closing.clone()).unwrap();
    history.go(stepping(Status::Reopened)).unwrap();
    history.go(stepping(Status::Assessing)).unwrap();
    assert!(!history.was_investigated());
    let (from, to) = (Status::Assessing, Status::Concluded);
    assert_eq!(history.go(closing), Err(MoveError::NoSecond { from, to }));
}

#[test]
fn history_is_stored_as_its_steps() {
    let mut history = History::begin(day(0), None);
    history.go(stepping(Status::Acknowledged)).unwrap();
    let text = serde_json::to_string(&history).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"[{"status":"received","day":"2026-11-23","by":null,"eyes":"one"},"#,
            r#"{"status":"acknowledged","day":"2026-11-24","by":1,"eyes":{"two":2},"#,
            r#""reason":"omdat"}]"#
        )
    );
    assert_eq!(serde_json::from_str::<History<u8>>(&text).unwrap(), history);
    assert!(serde_json::from_str::<History<u8>>("[]").is_err());
    assert_eq!(history.day_of(Status::Received), Some(day(0)));
    assert_eq!(history.day_of(Status::Concluded), None);
}

/// What must hold of any history, whatever was tried.
fn check(history: &History<u8>) {
    let steps: Vec<&Step<u8>> = history.steps().collect();
    assert_eq!(steps[0].status, Status::Received);
    for pair in steps.windows(2) {
        let (from, step) = (pair[0].status, pair[1]);
        assert!(is_allowed(from, step.status));
        assert_ne!(from, Status::Destroyed);
        let sensitive = [Status::Referred, Status::Transferred, Status::Destroyed];
        if sensitive.contains(&step.status) {
            assert!(step.eyes != Eyes::One && step.reason.is_some());
        }
        if step.status == Status::Concluded {
            assert!(step.reason.is_some());
        }
        if let Eyes::Two(second) = &step.eyes {
            assert!(step.by != Some(*second));
        }
    }
}

proptest! {
    #[test]
    fn any_walk_keeps_to_the_table(
        wishes in prop::collection::vec(
            (prop::sample::select(Status::ALL), any::<bool>(), 0..4_u8, 0..20_u32),
            0..60,
        ),
    ) {
        let mut history = History::begin(day(0), None);
        for (status, with_reason, second, number) in wishes {
            let mut wish = stepping(status);
            wish.step.day = day(number);
            wish.step.eyes = match second {
                0 => Eyes::One,
                3 => Eyes::Alone,
                other => Eyes::Two(other),
            };
            if !with_reason {
                wish.step.reason = None;
            }
            let (from, length) = (history.status(), history.steps().count());
            let went = history.go(wish).is_ok();
            prop_assert!(!went || is_allowed(from, status));
            prop_assert_eq!(history.steps().count(), length + usize::from(went));
            check(&history);
        }
    }

    #[test]
    fn any_allowed_walk_is_walked(choices in prop::collection::vec(0..64_usize, 0..60)) {
        let mut history = History::begin(day(0), None);
        for choice in choices {
            let next = moves_from(history.status());
            let Some(status) = next.get(choice % next.len().max(1)) else {
                prop_assert_eq!(history.status(), Status::Destroyed);
                break;
            };
            prop_assert!(history.go(stepping(*status)).is_ok());
            check(&history);
        }
    }
}
