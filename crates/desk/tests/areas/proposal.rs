//! What takes two people.

use bellrope_desk::case::CaseNumber;

use crate::support::WORDS;
use crate::support::html;
use crate::support::sitting::Sitting;
use crate::{HIS_WORDS, a_sitting_of_two};

/// Asks to conclude a case without an investigation, which takes two; leads to the proposal.
fn propose_closing(sitting: &mut Sitting, number: &CaseNumber) -> String {
    let status = format!("/cases/{number}/status");
    sitting.get(&format!("/cases/{number}/course"));
    sitting.send(
        &status,
        &[
            ("status", "assessing"),
            ("reason", "Telefonisch bevestigd."),
        ],
    );
    let close = [
        ("status", "concluded"),
        ("reason", "Dit is geen schending."),
    ];
    sitting.send(&status, &close);
    sitting.shows("waits for a colleague");
    assert!(sitting.page.contains("Dit is geen schending."));
    html::check(&sitting.page);
    let actions = html::actions(&sitting.page);
    let approve = actions
        .iter()
        .find(|path| path.ends_with("/approve"))
        .unwrap();
    approve.strip_suffix("/approve").unwrap().to_owned()
}

#[test]
fn what_takes_two_is_approved_on_the_spot_by_a_passphrase() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = propose_closing(&mut sitting, &number);
    let approve = format!("{path}/approve");
    for (typed, said) in [
        ("", "Let a colleague"),
        ("nobody has this passphrase", "passphrase"),
    ] {
        sitting.send(&approve, &[("witness", typed)]);
        assert_eq!(sitting.status, 422);
        sitting.shows("id=\"witness-error\"");
        assert!(sitting.page.contains(said));
    }
    sitting.send(&approve, &[("witness", WORDS)]);
    assert_eq!(sitting.status, 422, "nobody is their own second");
    sitting.get(&path);
    sitting.send(&approve, &[("witness", HIS_WORDS)]);
    sitting.shows("The proposal is approved");
    sitting.get(&format!("/cases/{number}/course"));
    assert!(sitting.page.contains("Concluded") && sitting.page.contains("with Joris Baan"));
}

#[test]
fn what_takes_two_waits_for_the_other_to_sit_down() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = propose_closing(&mut sitting, &number);
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.shows("1 proposal waits");
    sitting.get(&format!("/cases/{number}"));
    sitting.send(
        &format!("/cases/{number}/interest"),
        &[("interest", "none")],
    );
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/refuse"), &[("answer", " ")]);
    sitting.shows("id=\"answer-error\"");
    sitting.send(
        &format!("{path}/refuse"),
        &[("answer", "Eerst de planning opvragen.")],
    );
    sitting.shows("The proposal is refused");
    sitting.get(&format!("/cases/{number}"));
    assert!(sitting.page.contains("Under assessment"));
}
