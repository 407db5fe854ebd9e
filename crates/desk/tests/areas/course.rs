//! The course of a case: status, classes, tasks, hearings, aftercare.

use crate::a_sitting;
use crate::support::html;

#[test]
fn task_is_set_and_ended() {
    let (mut sitting, number) = a_sitting();
    let tasks = format!("/cases/{number}/tasks");
    sitting.get(&tasks);
    sitting.send(&tasks, &[("sort", "contact"), ("due", "volgende week")]);
    sitting.shows("id=\"due-error\"");
    let task = [
        ("sort", "interview"),
        ("due", "2026-11-25"),
        ("text", "Chauffeur spreken"),
    ];
    sitting.send(&tasks, &task);
    assert!(sitting.page.contains("Chauffeur spreken") && sitting.page.contains("soon"));
    html::check(&sitting.page);
    sitting.send(&format!("{tasks}/1"), &[("end", "skipped")]);
    sitting.shows("skipped on 23 November 2026");
}

#[test]
fn status_moves_along_the_table_with_its_reason() {
    let (mut sitting, number) = a_sitting();
    let course = format!("/cases/{number}/course");
    let status = format!("/cases/{number}/status");
    sitting.get(&course);
    sitting.send(&status, &[]);
    sitting.shows("id=\"status-error\"");
    sitting.send(&status, &[("status", "withdrawn")]);
    sitting.shows("id=\"reason-error\"");
    html::check(&sitting.page);
    let moved = [
        ("status", "assessing"),
        ("reason", "De ontvangst is al aan de telefoon bevestigd."),
    ];
    sitting.send(&status, &moved);
    sitting.shows("The status is now: Under assessment");
    assert!(sitting.page.contains("aan de telefoon bevestigd"));
    assert!(
        !sitting.page.contains("value=\"acknowledged\""),
        "that move is not open any more"
    );
}

#[test]
fn case_is_judged_and_every_answer_stays() {
    let (mut sitting, number) = a_sitting();
    let class = format!("/cases/{number}/class");
    sitting.get(&format!("/cases/{number}/course"));
    sitting.send(&class, &[]);
    sitting.shows("id=\"kind-error\"");
    sitting.send(&class, &[("misstand", "public-interest")]);
    sitting.shows("id=\"why-error\"");
    html::check(&sitting.page);
    let judged = [
        ("category", "ZS1"),
        ("also", "OG4"),
        ("urgency", "high"),
        ("misstand", "public-interest"),
        ("why", "Het gaat om meer dan een paar mensen."),
    ];
    sitting.send(&class, &judged);
    sitting.shows("Public interest");
    sitting.send(&class, &[("urgency", "low")]);
    assert!(sitting.page.contains("High") && sitting.page.contains("Low"));
}

#[test]
fn record_of_a_hearing_goes_from_concept_to_agreed() {
    let (mut sitting, number) = a_sitting();
    let hearings = format!("/cases/{number}/hearings");
    sitting.get(&hearings);
    html::check(&sitting.page);
    let recording = [
        ("party", "reporter"),
        ("form", "recording"),
        ("record", "Hij zag de sleutels liggen."),
    ];
    sitting.send(&hearings, &recording);
    sitting.shows("id=\"consent-error\"");
    let minutes = [("party", "reporter"), ("form", "minutes"), recording[2]];
    sitting.send(&hearings, &minutes);
    sitting.shows("Record 1: Reporter, Minutes");
    let first = format!("{hearings}/1");
    sitting.send(&first, &[("state", "sent")]);
    html::check(&sitting.page);
    sitting.send(&first, &[("state", "corrected")]);
    sitting.shows("id=\"correction-1-error\"");
    sitting.send(
        &first,
        &[("state", "corrected"), ("correction-1", "Zij, niet hij.")],
    );
    assert!(sitting.page.contains("Zij, niet hij."));
    sitting.send(&first, &[("state", "agreed")]);
    sitting.shows("Agreed");
    let actions = html::actions(&sitting.page);
    assert!(!actions.contains(&first), "what is agreed goes no further");
}

#[test]
fn aftercare_is_asked_or_skipped_with_a_reason() {
    let (mut sitting, number) = a_sitting();
    let status = format!("/cases/{number}/status");
    sitting.get(&format!("/cases/{number}/course"));
    for to in ["assessing", "concluded"] {
        sitting.send(
            &status,
            &[("status", to), ("reason", "Er is niets aan de hand.")],
        );
        assert_eq!(sitting.status, 200, "{}", sitting.page);
    }
    let tasks = format!("/cases/{number}/tasks");
    sitting.get(&tasks);
    html::check(&sitting.page);
    sitting.shows("12 months after closing");
    let care = format!("/cases/{number}/care");
    sitting.send(&care, &[("months", "3"), ("do", "skip")]);
    sitting.shows("id=\"why-3-error\"");
    html::check(&sitting.page);
    let why = [
        ("months", "3"),
        ("do", "skip"),
        ("why-3", "De melder wil dit niet."),
    ];
    sitting.send(&care, &why);
    sitting.shows("Skipped");
    sitting.send(&care, &[("months", "1"), ("do", "asked")]);
    sitting.shows("Done");
}
