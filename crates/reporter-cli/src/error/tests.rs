use bellrope_protocol::key::Fingerprint;
use bellrope_reporter::view::LogError;

use super::*;
use crate::text::Language;

#[test]
fn lines_name_error_cause_and_hint() {
    let card = CardError::Swapped {
        found: Fingerprint::from_bytes([0xab; 20]),
        expected: Fingerprint::from_bytes([0xcd; 20]),
    };
    let failure = Failure::from(ViewError::Card(card));
    let lines = failure.lines(&Texts::new(Language::En));
    assert!(
        lines[0].starts_with("bellrope: error: This is another desk. Its fingerprint is abab ")
    );
    assert!(lines[1].starts_with("bellrope: cause: key card is refused: card is of the desk "));
    assert!(lines[2].starts_with("bellrope: hint: Send nothing."));
    assert_eq!(failure.class, Class::Refused);
}

#[test]
fn lines_write_days_in_the_language() {
    let failure = Failure::from(FreshnessError::Stale {
        log_time: 0,
        now: 1_795_435_200,
    });
    let lines = failure.lines(&Texts::new(Language::Nl));
    assert!(lines[0].contains("1 januari 1970") && lines[0].contains("23 november 2026"));
}

#[test]
fn lines_leave_no_argument_open() {
    // One failure of each kind that has numbers in it.
    let failures = [
        Failure::from(ComposeError::TooLong {
            len: 20_000,
            max: 14_661,
        }),
        Failure::from(ComposeError::Week {
            week: 1_795_392_000,
        }),
        Failure::from(PackError::Ended { file: 0 }),
        Failure::from(PostError::Status { status: 418 }),
        Failure::from(ParseCodeError::Count { found: 11 }),
        Failure::from(ParseCodeError::NotInList {
            positions: vec![1, 12],
        }),
        Failure::from(ViewError::from(DesksError::Absent { count: 2 })),
        Failure::from(FreshnessError::Witnesses {
            count: 1,
            quorum: 2,
        }),
        Failure::from(ViewError::from(LogError {
            log: "intake",
            fault: LogFault::BodyAltered { entry: 7 },
        })),
    ];
    for language in [Language::Nl, Language::En] {
        for failure in &failures {
            let lines = failure.lines(&Texts::new(language));
            assert!(lines.iter().all(|line| !line.contains("{$")), "{lines:?}");
            assert!(!lines[0].contains("err-"), "{lines:?}");
        }
    }
}

#[test]
fn classes_have_the_exit_codes_of_the_architecture() {
    let codes = [
        Class::Refused,
        Class::Usage,
        Class::Unreachable,
        Class::Machine,
    ];
    assert_eq!(codes.map(Class::exit_code), [1, 2, 3, 4]);
}

#[test]
fn a_busy_relay_is_told_apart_from_a_wrong_answer() {
    for (status, id) in [
        (503, "relay-full"),
        (429, "relay-full"),
        (400, "relay-status"),
    ] {
        assert_eq!(Failure::from(PostError::Status { status }).id(), id);
    }
}
