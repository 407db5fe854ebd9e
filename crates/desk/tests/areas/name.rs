//! The name of a reporter: asked for, approved, seen once, and found nowhere else.

use std::collections::BTreeSet;

use bellrope_desk::case::CaseNumber;
use bellrope_desk::person::{self, NewPerson, Role};
use bellrope_desk::vault::Passphrase;
use bellrope_protocol::content::LetterBody;
use zeroize::Zeroizing;

use super::support::sitting::Sitting;
use super::support::{self, STORY, World, html};
use super::{HIS_WORDS, a_sitting, crawl, declare_no_interest};

/// A desk of two; the reporter gave a name, which the first keeps and the second may ask for.
fn a_sitting_with_a_name() -> (Sitting, CaseNumber) {
    let mut world = World::new();
    let his = Passphrase::new(Zeroizing::new(HIS_WORDS.to_owned()));
    let new = NewPerson {
        name: "Joris Baan",
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &his,
    };
    person::add(&mut world.vault, &new, world.now, &mut world.rng).unwrap();
    let reporter = world.reporter();
    let mut content = reporter.report(STORY, &mut world.rng);
    let LetterBody::Report(report) = &mut content.body else {
        panic!("no report");
    };
    report.name = Some("Joke Zonneveld".to_owned());
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let number = world.only_case();
    let mut sitting = Sitting::open(world);
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    declare_no_interest(&mut sitting, &number);
    (sitting, number)
}

#[test]
fn name_is_asked_for_approved_beside_and_seen_once() {
    const NAME: &str = "Zonneveld";
    let (mut sitting, number) = a_sitting_with_a_name();
    sitting.shows("The reporter gave a name");
    let path = format!("/cases/{number}/name");
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/open"), &[("confirmed", "yes")]);
    assert_eq!(sitting.status, 422, "nobody approved it");
    sitting.send(&format!("{path}/ask"), &[("telling", "no")]);
    for id in ["why-error", "withheld-error"] {
        sitting.shows(&format!("id=\"{id}\""));
    }
    html::check(&sitting.page);
    let asked = [
        ("why", "De rechter vraagt erom."),
        ("telling", "no"),
        ("withheld", "Er loopt een onderzoek."),
    ];
    sitting.send(&format!("{path}/ask"), &asked);
    sitting.shows("because: Er loopt een onderzoek.");
    html::check(&sitting.page);
    let proposal = html::actions(&sitting.page)
        .into_iter()
        .find(|action| action.ends_with("/approve"))
        .unwrap();
    sitting.send(&proposal, &[("witness", "niemands wachtzin is dit")]);
    sitting.shows("id=\"witness-error\"");
    sitting.send(&proposal, &[("witness", support::WORDS)]);
    sitting.shows("Show the name now");
    html::check(&sitting.page);
    sitting.get("/");
    sitting.shows("You may now open the name");
    for (page, text) in crawl(&mut sitting) {
        assert!(!text.contains(NAME), "{page}");
    }
    sitting.get(&path);
    sitting.send(&format!("{path}/open"), &[]);
    assert!(!sitting.page.contains(NAME), "it is asked once more");
    sitting.send(&format!("{path}/open"), &[("confirmed", "yes")]);
    sitting.shows(NAME);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/open"), &[("confirmed", "yes")]);
    assert!(!sitting.page.contains(NAME), "once");
    for (page, text) in crawl(&mut sitting) {
        assert!(!text.contains(NAME), "{page}");
    }
    sitting.get(&path);
    sitting.shows("Asked by Joris Baan, approved by Femke de Wit");
    sitting.get(&format!("/cases/{number}/trail"));
    sitting.shows("the reporter was not told");
}

#[test]
fn name_that_is_told_later_is_kept_and_not_shown() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/cases/{number}/name");
    sitting.get(&path);
    sitting.shows("No name is kept");
    sitting.send(&path, &[("name", " ")]);
    sitting.shows("id=\"name-error\"");
    sitting.send(&path, &[("name", "Marie Bonte")]);
    sitting.shows("The name is kept");
    assert!(!sitting.page.contains("Bonte"), "{}", sitting.page);
    sitting.get("/");
    sitting.send("/search", &[("words", "Bonte")]);
    assert!(!sitting.page.contains(number.as_str()), "{}", sitting.page);
}
