use bellrope_protocol::note::{CosignerKey, SignerKey};

use super::*;

fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn witness(seed: u8) -> VerifierKey {
    let name = name(&format!("witness.example/{seed}"));
    CosignerKey::from_seed(name, &[seed; 32]).verifier()
}

/// A card with witnesses 1 and 2, of which one must cosign.
fn policy() -> WitnessPolicy {
    WitnessPolicy {
        keys: vec![witness(1), witness(2)],
        quorum: 1,
        report_secs: 604_800,
        confirm_secs: 86_400,
    }
}

#[test]
fn apply_changes_nothing_by_itself() {
    assert_eq!(WitnessChange::default().apply(&policy()), Ok(policy()));
}

#[test]
fn apply_drops_before_it_adds() {
    let change = WitnessChange {
        add: vec![witness(3)],
        drop: vec![name("witness.example/1")],
        quorum: Some(2),
        confirm_secs: Some(7_200),
        ..WitnessChange::default()
    };
    let changed = change.apply(&policy()).unwrap();
    assert_eq!(changed.keys, [witness(2), witness(3)]);
    assert_eq!((changed.quorum, changed.confirm_secs), (2, 7_200));
    assert_eq!(changed.report_secs, policy().report_secs);
}

#[test]
fn apply_replaces_the_key_of_a_name() {
    let renewed = CosignerKey::from_seed(name("witness.example/1"), &[9; 32]).verifier();
    let change = WitnessChange {
        add: vec![renewed.clone()],
        drop: vec![name("witness.example/1")],
        ..WitnessChange::default()
    };
    assert_eq!(change.apply(&policy()).unwrap().keys, [witness(2), renewed]);
}

#[test]
fn apply_refuses_what_readers_would_refuse() {
    let refused = |change: WitnessChange| change.apply(&policy()).unwrap_err();
    let unknown = refused(WitnessChange {
        drop: vec![name("witness.example/7")],
        ..WitnessChange::default()
    });
    assert!(matches!(unknown, WitnessChangeError::Unknown { .. }));
    let log = SignerKey::from_seed(name("log.example"), &[1; 32]).verifier();
    let bad = [
        WitnessChange {
            add: vec![witness(1)],
            ..WitnessChange::default()
        },
        WitnessChange {
            add: vec![log],
            ..WitnessChange::default()
        },
        WitnessChange {
            quorum: Some(3),
            ..WitnessChange::default()
        },
        WitnessChange {
            drop: vec![name("witness.example/1"), name("witness.example/2")],
            ..WitnessChange::default()
        },
    ];
    for change in bad {
        assert!(matches!(refused(change), WitnessChangeError::Policy(_)));
    }
    let age = refused(WitnessChange {
        confirm_secs: Some(0),
        ..WitnessChange::default()
    });
    assert_eq!(age, WitnessChangeError::Age);
}
