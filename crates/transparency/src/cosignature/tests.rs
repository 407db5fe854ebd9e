//! Tests of the witness policy.

use bellrope_protocol::note::SignerKey;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::tree::{Hash, TreeHead};

const NOW: u64 = 1_800_000_000;
const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn log_key() -> SignerKey {
    SignerKey::from_seed(name("relay.example/v1/desks/mid/intake"), &[1; 32])
}

fn witness(number: u8) -> CosignerKey {
    let witness = format!("witness{number}.example");
    CosignerKey::from_seed(name(&witness), &[100 + number; 32])
}

/// A checkpoint that these witnesses have cosigned at these times.
fn cosigned(by: &[(u8, u64)]) -> VerifiedCheckpoint {
    let head = TreeHead {
        size: 0,
        root: Hash::EMPTY,
    };
    let checkpoint = Checkpoint::new(log_key().name().clone(), head);
    let signed = checkpoint.sign(&log_key()).unwrap();
    let mut verified = signed.verify(&log_key().verifier()).unwrap();
    for (number, timestamp) in by {
        let cosignature = witness(*number).cosign(&checkpoint.to_string(), *timestamp);
        verified.add(cosignature).unwrap();
    }
    verified
}

/// The policy of witnesses 1, 2 and 3 and a week.
fn policy(quorum: u32) -> Policy {
    let witnesses = (1..=3).map(|number| witness(number).verifier()).collect();
    Policy::new(witnesses, quorum, WEEK).unwrap()
}

fn lack(number: u8, cause: LackCause) -> Lack {
    Lack {
        witness: witness(number).name().clone(),
        cause,
    }
}

#[test]
fn evaluate_tells_newest_oldest_and_quorum_time() {
    let checkpoint = cosigned(&[(1, NOW - 300), (2, NOW - 100), (3, NOW - 200)]);
    let met = |as_of| {
        Standing::Met(Met {
            count: 3,
            newest: NOW - 100,
            oldest: NOW - 300,
            as_of,
            lacking: Vec::new(),
        })
    };
    for (quorum, as_of) in [(1, NOW - 100), (2, NOW - 200), (3, NOW - 300)] {
        let standing = policy(quorum).evaluate(&checkpoint, NOW);
        assert_eq!(standing, Ok(met(as_of)));
    }
}

#[test]
fn evaluate_names_who_lacks_and_why() {
    let checkpoint = cosigned(&[(2, NOW - WEEK - 1), (3, NOW)]);
    let (timestamp, age_secs) = (NOW - WEEK - 1, WEEK + 1);
    let lacking = vec![
        lack(1, LackCause::Absent),
        lack(
            2,
            LackCause::Stale {
                timestamp,
                age_secs,
            },
        ),
    ];
    assert_eq!(
        policy(2).evaluate(&checkpoint, NOW),
        Ok(Standing::Short(Short {
            count: 1,
            quorum: 2,
            lacking: lacking.clone(),
        }))
    );
    assert_eq!(
        policy(1).evaluate(&checkpoint, NOW),
        Ok(Standing::Met(Met {
            count: 1,
            newest: NOW,
            oldest: NOW,
            as_of: NOW,
            lacking,
        }))
    );
}

#[test]
fn evaluate_counts_to_the_second() {
    let counts = |timestamp| {
        let standing = policy(1).evaluate(&cosigned(&[(1, timestamp)]), NOW);
        matches!(standing, Ok(Standing::Met(_)))
    };
    assert!(counts(NOW - WEEK));
    assert!(!counts(NOW - WEEK - 1));
    assert!(counts(NOW + MAX_AHEAD_SECS));
    assert!(!counts(NOW + MAX_AHEAD_SECS + 1));
    assert!(!counts(0));
    assert!(!counts(u64::MAX));
}

#[test]
fn evaluate_says_which_witness_is_ahead() {
    let timestamp = NOW + DAY + 1;
    let standing = policy(1).evaluate(&cosigned(&[(1, timestamp)]), NOW);
    let Ok(Standing::Short(short)) = standing else {
        panic!("{standing:?}");
    };
    assert_eq!(short.lacking[0], lack(1, LackCause::Ahead { timestamp }));
}

/// One fresh witness must not make the stale word of another fresh.
#[test]
fn evaluate_wants_every_witness_of_the_quorum_fresh() {
    let checkpoint = cosigned(&[(1, NOW - WEEK - 1), (2, NOW)]);
    let standing = policy(2).evaluate(&checkpoint, NOW);
    assert!(matches!(standing, Ok(Standing::Short(_))), "{standing:?}");
}

#[test]
fn evaluate_counts_a_witness_once_with_its_newest() {
    let checkpoint = cosigned(&[(1, NOW - 9), (1, NOW - 5), (1, NOW - WEEK - 1)]);
    let standing = policy(2).evaluate(&checkpoint, NOW);
    let Ok(Standing::Short(short)) = standing else {
        panic!("{standing:?}");
    };
    assert_eq!(short.count, 1);
    assert_eq!(policy(1).newest(&checkpoint), Ok(Some(NOW - 5)));
}

#[test]
fn evaluate_passes_over_witnesses_not_listed() {
    let checkpoint = cosigned(&[(4, NOW), (5, NOW)]);
    let standing = policy(1).evaluate(&checkpoint, NOW);
    assert!(matches!(standing, Ok(Standing::Short(_))), "{standing:?}");
    assert_eq!(policy(1).newest(&checkpoint), Ok(None));
}

#[test]
fn evaluate_refuses_a_wrong_cosignature_of_a_listed_witness() {
    let mut checkpoint = cosigned(&[(2, NOW), (3, NOW)]);
    let wrong = witness(1).cosign("another text\n", NOW);
    checkpoint.add(wrong).unwrap();
    let refused = CosignatureError {
        witness: witness(1).name().clone(),
    };
    let evaluated = policy(2).evaluate(&checkpoint, NOW);
    assert_eq!(evaluated, Err(refused.clone()));
    assert_eq!(policy(2).newest(&checkpoint), Err(refused));
}

#[test]
fn evaluate_without_quorum_claims_nothing() {
    let checkpoint = cosigned(&[(1, NOW)]);
    let none = Policy::new(Vec::new(), 0, WEEK).unwrap();
    assert_eq!(none.evaluate(&checkpoint, NOW), Ok(Standing::NoWitnessYet));
    let unasked = policy(0).evaluate(&checkpoint, NOW);
    assert_eq!(unasked, Ok(Standing::NoWitnessYet));
}

#[test]
fn newest_is_found_however_old() {
    let checkpoint = cosigned(&[(1, 5), (2, 7)]);
    assert_eq!(policy(2).newest(&checkpoint), Ok(Some(7)));
    assert_eq!(policy(2).newest(&cosigned(&[])), Ok(None));
}

#[test]
fn with_max_age_changes_only_the_age() {
    let checkpoint = cosigned(&[(1, NOW - DAY - 1)]);
    let week = policy(1);
    let day = week.clone().with_max_age(DAY);
    assert!(matches!(
        week.evaluate(&checkpoint, NOW),
        Ok(Standing::Met(_))
    ));
    assert!(matches!(
        day.evaluate(&checkpoint, NOW),
        Ok(Standing::Short(_))
    ));
    assert_eq!(day.with_max_age(WEEK), week);
}

#[test]
fn policy_refuses_what_it_cannot_be() {
    let one = witness(1).verifier();
    let refused = |witnesses, quorum| Policy::new(witnesses, quorum, WEEK).unwrap_err();
    assert_eq!(
        refused(vec![one.clone()], 2),
        PolicyError::Quorum {
            quorum: 2,
            witnesses: 1
        }
    );
    let repeated = |number| PolicyError::Repeated {
        witness: witness(number).name().clone(),
    };
    assert_eq!(refused(vec![one.clone(), one.clone()], 1), repeated(1));
    // The same key under another name would count twice.
    let alias = CosignerKey::from_seed(witness(2).name().clone(), &[101; 32]);
    assert_eq!(refused(vec![one, alias.verifier()], 1), repeated(2));
    let log = log_key().verifier();
    let witness = log.name().clone();
    assert_eq!(refused(vec![log], 1), PolicyError::Key { witness });
}
