//! The triage.

use crate::a_sitting;
use crate::support::WORDS;
use crate::support::html;

#[test]
fn triage_keeps_what_is_answered_and_ends_with_the_next_step() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/triage/{number}");
    sitting.get("/triage");
    sitting.shows(&path);
    sitting.get(&path);
    html::check(&sitting.page);
    let legends = sitting.page.matches("<li><fieldset").count()
        + sitting.page.matches("<li><div class=\"field\"").count();
    assert!((5..=10).contains(&legends), "{legends} checks");
    let mut answers = vec![
        ("danger", "no"),
        ("category", "ZS5"),
        ("misstand", "not-yet"),
    ];
    sitting.send(&path, &answers);
    sitting.shows("6 questions are left");
    // Another day, or another person: it is all there.
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", WORDS)]);
    sitting.get(&path);
    sitting.shows("value=\"ZS5\" selected");
    assert!(sitting.page.contains("3 of 9 answered"));
    answers.extend([
        ("completeness", "ask"),
        ("conflict", "none"),
        ("detriment", "feared"),
        ("retaliation", "medium"),
        ("urgency", "normal"),
        ("route", "preliminary"),
    ]);
    sitting.send(&path, &answers);
    assert_eq!(sitting.status, 422);
    sitting.shows("id=\"why-error\"");
    html::check(&sitting.page);
    answers.push(("why", "Eerst weten hoe het met de sleutels is geregeld."));
    sitting.send(&path, &answers);
    sitting.shows("The triage is complete");
    assert!(sitting.page.contains("Preliminary inquiry"));
    html::check(&sitting.page);
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("Financial violation");
}
