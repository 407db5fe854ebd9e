//! What is learnt: the question on closing, learning points, measures, the yearly evaluation.

use super::*;

#[test]
fn closing_asks_what_can_be_learnt() {
    let (mut sitting, number) = a_sitting();
    sitting.get(&format!("/cases/{number}/course"));
    for to in ["assessing", "concluded"] {
        let moved = [("status", to), ("reason", "Er is niets aan de hand.")];
        sitting.send(&format!("/cases/{number}/status"), &moved);
    }
    sitting.shows("<h3>What can the organisation learn from this case?</h3>");
    html::check(&sitting.page);
    let path = format!("/cases/{number}/learning");
    let named = [("text", "Het kan beter, zegt Jan de Vries.")];
    sitting.send(&path, &named);
    sitting.shows("This seems to name somebody: Jan de Vries");
    html::check(&sitting.page);
    sitting.get("/learning");
    sitting.shows(&format!("href=\"{path}\""));
    sitting.send(&path, &[("nothing", "yes")]);
    sitting.shows("nothing to learn");
    sitting.get("/learning");
    assert!(!sitting.page.contains(&path));
}

#[test]
fn learning_point_leads_to_a_measure_that_is_moved_on() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/learning");
    sitting.send("/learning", &[("text", " ")]);
    sitting.shows("id=\"text-error\"");
    let text = "Leg de uitgifte van sleutels vast.";
    sitting.send("/learning", &[("text", text), ("category", "ZS1")]);
    sitting.shows(text);
    html::check(&sitting.page);
    let links = html::links(&sitting.page);
    let new = links
        .iter()
        .find(|link| link.starts_with("/measures?point="))
        .unwrap();
    let point = new.split(['=', '#']).nth(1).unwrap().to_owned();
    sitting.get(&format!("/measures?point={point}"));
    sitting.shows(&format!("value=\"{point}\""));
    let measure = |title, target| {
        [
            ("kind", "process"),
            ("title", title),
            ("owner", "hoofd logistiek"),
            ("target", target),
            ("points", point.as_str()),
        ]
    };
    sitting.send("/measures", &measure("", "morgen"));
    sitting.shows("id=\"title-error\"");
    sitting.shows("id=\"target-error\"");
    html::check(&sitting.page);
    sitting.send("/measures", &measure("Uitgifteboek", "2027-03-01"));
    sitting.shows("<h1>Measure 1</h1>");
    html::check(&sitting.page);
    sitting.send("/measures/1/state", &[("state", "dropped")]);
    sitting.shows("id=\"words-error\"");
    let dropped = [("state", "dropped"), ("words", "Dhr. Bakker wil het niet.")];
    sitting.send("/measures/1/state", &dropped);
    sitting.shows("id=\"move-looked-error\"");
    html::check(&sitting.page);
    sitting.send("/measures/1/state", &[("state", "decided")]);
    sitting.shows("Decided");
    sitting.send(
        "/measures/1",
        &measure("Uitgifteboek en kast", "2027-04-01"),
    );
    sitting.shows("How it was before");
    // Overdue ones stand first and say so.
    sitting.send("/measures", &measure("Cursus", "2026-11-01"));
    sitting.get("/measures");
    sitting.shows("One measure is overdue.");
    let (late, other) = ("Cursus", "Uitgifteboek en kast");
    assert!(sitting.page.find(late) < sitting.page.find(other));
    sitting.get(&format!("/learning/{point}"));
    sitting.shows("href=\"/measures/1\"");
}

#[test]
fn evaluation_has_its_three_phases_and_last_year_beside_it() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/evaluations/2025");
    for phase in ["Comply", "Grow", "Assure, evaluate and learn"] {
        sitting.shows(&format!("<h2>{phase}</h2>"));
    }
    sitting.send(
        "/evaluations/2025",
        &[("comply", "Drie termijnen misten wij.")],
    );
    sitting.get("/evaluations/2026");
    sitting.shows("Drie termijnen misten wij.");
    sitting.send("/evaluations/2026", &[("grow-changed", "Zie {T16}.")]);
    sitting.shows("id=\"grow-changed-error\"");
    html::check(&sitting.page);
    let filled = [
        ("comply", "Alles op tijd, zie {T7}."),
        ("changes", "Meer mensen."),
    ];
    sitting.send("/evaluations/2026", &filled);
    sitting.shows("The evaluation is kept.");
    sitting.shows("Alles op tijd, zie {T7}.");
    sitting.get("/evaluations/1");
    assert_eq!(sitting.status, 404);
}
