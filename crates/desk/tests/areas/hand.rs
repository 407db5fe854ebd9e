//! What goes by hand: entering reports, spam, links, merging, splitting, clocks, wording.

use crate::support::World;
use crate::support::html;
use crate::support::sitting::Sitting;
use crate::{a_sitting, declare_no_interest};
use bellrope_desk::case::CaseNumber;

/// Fills in a report that somebody told over the phone; answers the page that follows.
fn enter(sitting: &mut Sitting, more: &[(&str, &str)]) {
    sitting.get("/enter");
    html::check(&sitting.page);
    let mut fields = vec![
        ("came", "phone"),
        ("received", "2026-11-20"),
        ("kind", "report"),
        ("identity", "anonymous"),
        ("lang", "nl"),
        ("form", "minutes"),
        ("text", "De poort stond open."),
    ];
    fields.extend(more);
    sitting.send("/enter", &fields);
}

/// The twelve words that a page shows.
fn code_words(page: &str) -> Vec<String> {
    let list = page.split("<ol class=\"code-words\">").nth(1).unwrap();
    let list = list.split("</ol>").next().unwrap();
    let words = list.split("<li>").skip(1);
    words
        .map(|word| word.split('<').next().unwrap().to_owned())
        .collect()
}

/// The number of a case that a page names in its text.
fn number_in(page: &str, before: &str) -> CaseNumber {
    let after = page.split(before).nth(1).unwrap();
    CaseNumber::parse(&after[..9]).unwrap()
}

#[test]
fn report_is_entered_and_its_code_shown_once() {
    let (mut sitting, _) = a_sitting();
    enter(&mut sitting, &[("code", "yes")]);
    html::check(&sitting.page);
    sitting.shows("You see this code once");
    // The card is in the reporter's language.
    sitting.shows("Bewaar deze kaart op een veilige plek");
    let words = code_words(&sitting.page);
    assert_eq!(words.len(), 12);
    let number = number_in(&sitting.page, "Case ");
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("De poort stond open.");
    for path in ["", "/hearings", "/trail", "/paper"] {
        sitting.get(&format!("/cases/{number}{path}"));
        assert!(!sitting.page.contains(&words.join(" ")), "{path}");
    }
    // Whoever has the code can be written to.
    sitting.get(&format!("/cases/{number}/write"));
    assert_eq!(sitting.status, 200);
    // It was read by whoever entered it.
    sitting.get("/?show=unread");
    assert!(!sitting.page.contains(number.as_str()), "{}", sitting.page);
}

#[test]
fn entering_names_what_is_missing_beside_its_field() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/enter");
    sitting.send("/enter", &[("came", "phone"), ("of", "12"), ("lang", "nl")]);
    for id in ["received", "of", "text"] {
        sitting.shows(&format!("id=\"{id}-error\""));
    }
    html::check(&sitting.page);
    for (more, wrong) in [
        (("received", "2031-01-01"), "received"),
        (("form", ""), "form"),
        (("form", "recording"), "consent"),
        (("of", "1111-1111"), "of"),
    ] {
        let (mut other, _) = a_sitting();
        other.get("/enter");
        let mut fields = vec![
            ("came", "in-person"),
            ("kind", "report"),
            ("identity", "named"),
            ("text", "Iets."),
        ];
        for (name, value) in [("received", "2026-11-20"), ("form", "minutes")] {
            fields.push(if name == more.0 { more } else { (name, value) });
        }
        if more.0 == "of" {
            fields.push(more);
        }
        other.send("/enter", &fields);
        assert_eq!(other.status, 422, "{wrong}");
        other.shows(&format!("id=\"{wrong}-error\""));
    }
}

#[test]
fn spam_is_marked_in_bulk_and_the_mark_taken_off() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/spam");
    html::check(&sitting.page);
    sitting.shows(number.as_str());
    sitting.send("/spam", &[("show", "unmarked")]);
    sitting.shows("id=\"case-error\"");
    let chosen = [("show", "unmarked"), ("case", number.as_str())];
    sitting.send("/spam", &chosen);
    sitting.shows("1 marked as spam");
    assert!(!sitting.page.contains(number.as_str()));
    sitting.get("/terms?of=team");
    assert!(!sitting.page.contains(number.as_str()), "its terms end");
    sitting.get("/spam?show=marked");
    html::check(&sitting.page);
    sitting.send("/spam", &[("show", "marked"), ("case", number.as_str())]);
    sitting.shows("1 are no spam any more");
    sitting.get("/terms?of=team");
    sitting.shows(number.as_str());
}

/// A desk with two reports that were declared of.
fn a_sitting_with_two_cases() -> (Sitting, [CaseNumber; 2]) {
    let mut world = World::new();
    for _ in 0..2 {
        world.receive_report();
        world.import();
    }
    let summaries = bellrope_desk::case::summaries(&world.vault).unwrap();
    let [first, second] = [0, 1].map(|at| summaries[at].number.clone());
    let mut sitting = Sitting::open(world);
    for number in [&first, &second] {
        sitting.get(&format!("/cases/{number}"));
        if sitting.page.contains("do you have an interest") {
            declare_no_interest(&mut sitting, number);
        }
    }
    (sitting, [first, second])
}

#[test]
fn cases_are_linked_and_the_link_ends_with_a_reason() {
    let (mut sitting, [first, second]) = a_sitting_with_two_cases();
    let links = format!("/cases/{first}/links");
    sitting.get(&links);
    html::check(&sitting.page);
    sitting.send(&links, &[("other", "twaalf"), ("kind", "split")]);
    for id in ["other", "kind", "why-link"] {
        sitting.shows(&format!("id=\"{id}-error\""));
    }
    let other = ("other", second.as_str());
    let kind = ("kind", "same-incident");
    let itself = [
        ("other", first.as_str()),
        kind,
        ("why-link", "Zelfde avond."),
    ];
    sitting.send(&links, &itself);
    sitting.shows("id=\"other-error\"");
    sitting.send(&links, &[other, kind, ("why-link", "Zelfde avond.")]);
    sitting.shows("Same incident");
    sitting.shows("Zelfde avond.");
    html::check(&sitting.page);
    sitting.get(&format!("/cases/{second}/links"));
    sitting.shows(first.as_str());
    sitting.get("/clusters");
    sitting.shows(second.as_str());
    html::check(&sitting.page);
    sitting.get(&links);
    let end = format!("{links}/end");
    sitting.send(&end, &[("at", "1"), ("why-end-1", " ")]);
    sitting.shows("id=\"why-end-1-error\"");
    sitting.send(&end, &[("at", "1"), ("why-end-1", "Bleek een andere dag.")]);
    sitting.shows("The link has ended");
    sitting.send(&end, &[("at", "7"), ("why-end-7", "Weg.")]);
    assert_eq!(sitting.status, 404);
    sitting.get("/clusters");
    sitting.shows("There are no linked cases");
}

#[test]
fn case_is_merged_after_a_last_question() {
    let (mut sitting, [first, second]) = a_sitting_with_two_cases();
    let links = format!("/cases/{first}/links");
    let merge = format!("/cases/{first}/merge");
    sitting.get(&links);
    sitting.send(&merge, &[("into", ""), ("why-merge", "")]);
    for id in ["into", "why-merge"] {
        sitting.shows(&format!("id=\"{id}-error\""));
    }
    let filled = [("into", second.as_str()), ("why-merge", "Zelfde voorval.")];
    sitting.send(&merge, &filled);
    sitting.shows("cannot be undone");
    html::check(&sitting.page);
    sitting.get(&links);
    assert!(sitting.page.contains(&merge), "nothing was merged yet");
    sitting.send(&merge, &[filled[0], filled[1], ("confirmed", "yes")]);
    sitting.shows(&format!("handled in {second}"));
    assert!(!sitting.page.contains(&merge), "it is merged once");
    html::check(&sitting.page);
}

#[test]
fn parts_are_split_off_into_a_case_of_their_own() {
    let (mut sitting, number) = a_sitting();
    let links = format!("/cases/{number}/links");
    let split = format!("/cases/{number}/split");
    sitting.get(&links);
    sitting.send(&split, &[("why-split", "Iets anders.")]);
    sitting.shows("id=\"part-error\"");
    sitting.send(&split, &[("part", "1"), ("why-split", "Iets anders.")]);
    let made = number_in(&sitting.page, "Split off: case ");
    sitting.get(&format!("/cases/{made}"));
    assert!(
        sitting.page.contains("van hand tot hand"),
        "{}",
        sitting.page
    );
    sitting.get(&format!("/cases/{made}/links"));
    sitting.shows(number.as_str());
}

#[test]
fn clock_is_set_seen_among_the_terms_and_met() {
    let (mut sitting, number) = a_sitting();
    let clock = format!("/cases/{number}/clock");
    let tasks = format!("/cases/{number}/tasks");
    sitting.get(&tasks);
    sitting.send(&clock, &[("kind", "complaint"), ("adjourned", "9")]);
    for id in ["from", "adjourned"] {
        sitting.shows(&format!("id=\"{id}-error\""));
    }
    html::check(&sitting.page);
    let from = ("from", "2026-11-24");
    sitting.send(&clock, &[("kind", "complaint"), from, ("committee", "yes")]);
    // Ten weeks: docs/casework.md.
    sitting.shows("2 February 2027");
    html::check(&sitting.page);
    sitting.get("/terms");
    sitting.shows("Handling of a complaint");
    sitting.get(&tasks);
    sitting.send(&clock, &[("met", "yes")]);
    sitting.shows("done on 23 November 2026");
    sitting.get("/terms");
    assert!(!sitting.page.contains("Handling of a complaint"));
}

#[test]
fn template_is_worded_anew_and_used() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/settings/templates");
    html::check(&sitting.page);
    let path = "/settings/templates/request/nl";
    sitting.get(path);
    html::check(&sitting.page);
    sitting.shows("{question}");
    sitting.send(path, &[("text", "U had moeten bellen. [")]);
    sitting.shows("id=\"text-error\"");
    sitting.shows("is missing");
    let ours = "Wij willen u iets vragen: {question}? Schrijf ons vóór {answer-by}, als u wilt.";
    sitting.send(path, &[("text", ours)]);
    sitting.shows("version 2");
    sitting.get(path);
    sitting.send(path, &[("text", ours)]);
    sitting.shows("the same as now");
    sitting.get(&format!("/cases/{number}/write?template=request"));
    let fields = [
        ("template", "request"),
        ("question", "Welke dag was het"),
        ("answer-by", "2026-12-24"),
    ];
    sitting.send(&format!("/cases/{number}/write/template"), &fields);
    sitting.shows("Wij willen u iets vragen: Welke dag was het?");
    sitting.get("/settings/templates/request/fr");
    assert_eq!(sitting.status, 404);
}
